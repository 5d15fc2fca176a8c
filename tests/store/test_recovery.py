"""What came from outside, or was cut off, is never lost: it stands in the history or is kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from model.application import Evidence
from model.fields import parse_key
from model.problems import Code
from store import places, toml_file
from store.folder import FolderGone, ReadOnlyFolder
from store.git_failures import NoGit
from store.journal_texts import said as texts
from store.school_folder import MendFirst, SchoolFolder, TextTooLarge
from tests.store.school import (
    AN,
    BART,
    CLOCK,
    PLAN,
    PLAN_FILE,
    git,
    plan_of,
    subjects,
    with_field,
)

SAMPLE = Path(__file__).parents[2] / "sample-school/evidence/esafety/esafety-beleid.pdf"


def test_comments_and_unknown_keys_are_committed_before_they_are_rewritten(
    folder: SchoolFolder,
) -> None:
    path = folder.path / PLAN_FILE
    path.write_text('# vraag Lieve nog\nmood = "good"\nplan = "Kort."\n', encoding="utf-8")
    opened = SchoolFolder.open(folder.path, CLOCK)
    opened.save(with_field(opened, PLAN, "Lang."), AN)
    assert subjects(folder.path)[:2] == [
        "answer(shared-leadership): plan for the next two years, 5 characters",
        (
            "recover(shared-leadership): plan for the next two years, 5 characters, changed outside"
            " Labelmap"
        ),
    ]
    assert "# vraag Lieve nog" in git(folder.path, "show", f"HEAD~1:{PLAN_FILE}")
    assert path.read_text() == 'plan = """\nLang.\n"""\n'
    assert any(PLAN_FILE in str(notice) for notice in opened.notices)


@pytest.mark.parametrize("memory", [b"\xff", b"x" * 2_000_000, b"\0 \n\n x"])
def test_a_memory_of_what_was_written_that_is_none_is_passed_over(
    folder: SchoolFolder, memory: bytes
) -> None:
    (folder.path / ".git/labelmap.written").write_bytes(memory)
    (folder.path / PLAN_FILE).write_text('plan = "Zelf getypt."\n')
    entry = SchoolFolder.open(folder.path, CLOCK).recover(AN)
    assert entry is not None
    assert entry.subject.endswith("changed outside Labelmap")


def test_what_stands_uncommitted_is_said_and_committed_as_recover(folder: SchoolFolder) -> None:
    (folder.path / "evidence/esafety").mkdir(parents=True)
    (folder.path / "evidence/esafety/beleid.pdf").write_bytes(b"%PDF-1.4")
    (folder.path / PLAN_FILE).write_text('plan = "Zelf getypt."\n')
    for litter in ("evidence/esafety/.DS_Store", "evidence/~$x.docx", "strange.txt", "a.tmp"):
        (folder.path / litter).write_text("x")
    opened = SchoolFolder.open(folder.path, CLOCK)
    before = git(folder.path, "rev-parse", "HEAD")
    assert opened.uncommitted() == (PLAN_FILE, "evidence/esafety/beleid.pdf")
    assert git(folder.path, "rev-parse", "HEAD") == before
    entry = opened.recover(BART)
    assert entry is not None
    assert (entry.event, entry.person) == ("recover", BART)
    assert opened.uncommitted() == ()
    assert opened.recover(BART) is None
    (notice,) = opened.notices
    assert str(notice) == (
        "What was changed outside Labelmap is now in the history: "
        f"{PLAN_FILE}, evidence/esafety/beleid.pdf"
    )


def test_what_a_crash_left_is_told_as_what_was_saved_here(folder: SchoolFolder) -> None:
    first = folder.application
    folder.write(with_field(folder, PLAN, "Half"), first)
    folder.write(with_field(folder, PLAN, "Half geschreven."), folder.application)
    other = "answers/4-collaboration.toml"
    (folder.path / other).write_text('plan = "Van buiten."\n')
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert opened.recover(AN) is not None
    assert opened.uncommitted() == ()
    assert [str(notice) for notice in opened.notices] == [
        f"What was saved before is recorded in the history now: {PLAN_FILE}",
        f"What was changed outside Labelmap is now in the history: {other}",
    ]
    assert [subject.rpartition(", ")[2] for subject in subjects(folder.path)[:2]] == [
        "changed outside Labelmap",
        "saved before",
    ]
    said = [str(texts(entry, opened.edition)) for entry in opened.log(limit=2)]
    assert said == ["took in what was changed outside Labelmap", "recorded what was saved before"]


def test_what_an_editor_changed_after_a_crash_is_told_as_changed_outside(
    folder: SchoolFolder,
) -> None:
    folder.write(with_field(folder, PLAN, "Half geschreven."), folder.application)
    (folder.path / PLAN_FILE).write_text('plan = "Van buiten."\n')
    opened = SchoolFolder.open(folder.path, CLOCK)
    opened.recover(AN)
    assert "changed outside Labelmap" in str(opened.notices[0])


def test_a_document_whose_adding_was_cut_off_is_told_as_saved_here(
    folder: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("store.git.Git.commit", cut_off)
        with pytest.raises(KeyboardInterrupt):
            folder.attach("esafety", SAMPLE, AN)
    opened = SchoolFolder.open(folder.path, CLOCK)
    opened.recover(AN)
    assert [str(notice).partition(":")[0] for notice in opened.notices] == [
        "What was saved before is recorded in the history now"
    ]


def test_what_is_saved_over_what_a_crash_left_keeps_a_copy_and_says_what_it_is(
    folder: SchoolFolder,
) -> None:
    folder.write(with_field(folder, PLAN, "Half geschreven."), folder.application)
    opened = SchoolFolder.open(folder.path, CLOCK)
    opened.write(with_field(opened, PLAN, "Anders."), opened.application)
    (copy,) = places.recovery_folder().rglob("3-shared-leadership.toml")
    assert "Half geschreven." in copy.read_text()
    assert [str(notice) for notice in opened.notices] == [
        f"'{PLAN_FILE}' as it was saved before is kept in '{copy.parents[1]}'."
    ]


def test_what_is_recorded_leaves_no_memory_of_it(folder: SchoolFolder) -> None:
    folder.save(with_field(folder, PLAN, "Een."), AN)
    assert not (folder.path / ".git/labelmap.written").exists()


def test_a_removed_file_is_recovered_as_removed_and_written_again(folder: SchoolFolder) -> None:
    (folder.path / PLAN_FILE).unlink()
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert [problem.code for problem in opened.problems] == [Code.FILE_UNREADABLE]
    assert opened.save(with_field(opened, PLAN, "Terug."), AN) is not None
    assert opened.problems == ()


def test_an_outside_change_between_two_saves_keeps_its_own_entry(folder: SchoolFolder) -> None:
    folder.save(with_field(folder, PLAN, "Een."), AN)
    (folder.path / PLAN_FILE).write_text('plan = "Van buiten."\n')
    assert folder.reload()
    folder.save(with_field(folder, PLAN, "Twee."), AN)
    key = parse_key(PLAN, folder.edition)
    assert [version.text for version in folder.versions(key)] == ["Twee.", "Van buiten.", "Een."]
    assert [entry.event for entry in folder.log(limit=3)] == ["answer", "recover", "answer"]


def test_autosave_over_an_outside_change_that_nobody_committed_keeps_a_copy(
    folder: SchoolFolder,
) -> None:
    (folder.path / PLAN_FILE).write_text('plan = "Van buiten."\n')
    opened = SchoolFolder.open(folder.path, CLOCK)
    opened.write(with_field(opened, PLAN, "Getypt."))
    copies = list(places.recovery_folder().rglob("3-shared-leadership.toml"))
    assert [copy.read_text() for copy in copies] == ['plan = "Van buiten."\n']
    assert opened.notices


def test_a_file_that_can_not_be_read_is_never_rewritten(folder: SchoolFolder) -> None:
    broken = b'plan = "half'
    (folder.path / PLAN_FILE).write_bytes(broken)
    opened = SchoolFolder.open(folder.path, CLOCK)
    with pytest.raises(MendFirst, match="3-shared-leadership"):
        opened.save(with_field(opened, PLAN, "x"), AN)
    assert (folder.path / PLAN_FILE).read_bytes() == broken
    assert opened.save(with_field(opened, "school.city", "Gent"), AN) is not None
    assert "half" in git(folder.path, "show", f"HEAD:{PLAN_FILE}")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_file_that_is_a_link_is_neither_read_nor_replaced(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text('plan = "secret"\n')
    (folder.path / PLAN_FILE).unlink()
    (folder.path / PLAN_FILE).symlink_to(secret)
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert plan_of(opened) == ""
    with pytest.raises(MendFirst):
        opened.write(with_field(opened, PLAN, "x"))
    assert secret.read_text() == 'plan = "secret"\n'


def test_a_text_too_long_for_its_file_is_kept_elsewhere(folder: SchoolFolder) -> None:
    text = "é" * toml_file.LIMIT
    with pytest.raises(TextTooLarge) as failure:
        folder.save(with_field(folder, PLAN, text), AN)
    kept = Path(str(failure.value.facts["kept"])) / f"{PLAN}.txt"
    assert kept.read_text(encoding="utf-8") == text
    assert folder.path not in kept.parents
    assert plan_of(SchoolFolder.open(folder.path, CLOCK)) == ""
    assert folder.uncommitted() == ()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_folder_says_so(folder: SchoolFolder) -> None:
    mine = with_field(folder, PLAN, "x")
    for path in [*folder.path.rglob("*"), folder.path]:
        if path.is_dir():
            path.chmod(0o555)
    with pytest.raises(ReadOnlyFolder):
        folder.save(mine, AN)


FULL = """
import pathlib, resource, signal, sys
from store.clock import Clock
from store.folder import DiskFull
from store.people import Person
from store.school_folder import SchoolFolder
from model.fields import parse_key, put
folder = SchoolFolder.open(pathlib.Path(sys.argv[1]), Clock.of("2023-01-10"))
key = parse_key("shared-leadership.plan", folder.edition)
application = put(folder.application, key, "x" * 400)
folder.recover(Person("An", ""))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.dont_write_bytecode = True  # or it would leave half of a module
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    folder.save(application, Person("An", "an@x.example"))
except DiskFull as failure:
    print("full", failure)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on sizes there")
@pytest.mark.parametrize("room", [300, 600])
def test_a_full_disk_says_so_and_loses_nothing(room: int, folder: SchoolFolder) -> None:
    """With room for 300 bytes our own file does not fit, with 600 git's do not."""
    result = subprocess.run(
        [sys.executable, "-c", FULL, str(folder.path), str(room)], capture_output=True, check=True
    )
    assert result.stdout.startswith(b"full"), result.stderr
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert opened.problems == ()
    assert plan_of(opened) == ("" if room == 300 else "x" * 400)
    opened.recover(AN)
    assert opened.save(with_field(opened, PLAN, "Past."), AN) is not None
    assert git(folder.path, "status", "--porcelain") == ""


def test_a_folder_that_is_gone_says_so(folder: SchoolFolder) -> None:
    mine = with_field(folder, PLAN, "x")
    folder.path.rename(folder.path.with_name("elsewhere"))
    with pytest.raises(FolderGone):
        folder.write(mine)


def test_without_git_the_text_is_written_all_the_same(
    folder: SchoolFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(tmp_path / "bin"))
        opened = SchoolFolder.open(folder.path, CLOCK)
        with pytest.raises(NoGit):
            opened.save(with_field(opened, PLAN, "x"), AN)
    entry = folder.save(with_field(folder, PLAN, "x"), AN)
    assert entry is not None


def test_a_commit_that_failed_is_made_by_the_next_save(folder: SchoolFolder) -> None:
    folder.save(with_field(folder, "school.city", "Gent"), AN)
    objects = folder.path / ".git/objects"
    objects.rename(folder.path / "objects")
    with pytest.raises(Exception, match="history"):
        folder.save(with_field(folder, PLAN, "Bewaard."), AN)
    assert "Bewaard." in (folder.path / PLAN_FILE).read_text()
    (folder.path / "objects").rename(objects)
    entry = folder.save(folder.application, AN)
    assert entry is not None
    assert entry.field == "plan"


def every(folder: SchoolFolder) -> tuple[tuple[str, Evidence], ...]:
    return folder.application.all_evidence()


def killed_at(stop: str, folder: SchoolFolder, act: str) -> None:
    """Let another process do something with the folder, and be gone where `stop` is called."""
    place, _, name = stop.rpartition(".")
    code = f"""
import importlib, os, pathlib
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder
from model.fields import parse_key, put
path = {place!r}.split(".")
module = importlib.import_module(".".join(path[:2]))
owner = getattr(module, path[2]) if path[2:] else module
folder = SchoolFolder.open(pathlib.Path({str(folder.path)!r}), Clock.of("2023-01-10"))
an, key = Person("An", "an@x.example"), parse_key({PLAN!r}, folder.edition)
folder.recover(an)
setattr(owner, {name!r}, lambda *a, **k: os._exit(9))
{act}
"""
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode == 9


STOPS = {
    "before the file": "store.working_files.atomic_write",
    "after the file": "store.desk.Desk.commit",
    "in the lock": "store.working_files.WorkingFiles.to_write",
    "before git": "store.git.Git.commit",
}


ATTACH_STOPS = {
    "before the document": "store.desk.Desk.add_document",
    "after the document": "store.desk.Desk.write",
    "after the file": "store.desk.Desk.commit_paths",
}


@pytest.mark.parametrize("stop", ATTACH_STOPS)
def test_taking_in_a_document_that_was_killed_leaves_a_folder_that_opens(
    stop: str, folder: SchoolFolder, tmp_path: Path
) -> None:
    document = tmp_path / "beleid.pdf"
    shutil.copy(SAMPLE, document)
    killed_at(
        ATTACH_STOPS[stop], folder, f"folder.attach('esafety', pathlib.Path({str(document)!r}), an)"
    )
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert all(item.file in opened.application.documents for _, item in every(opened))
    opened.recover(AN)
    assert opened.uncommitted() == ()
    assert len(every(opened)) == (1 if stop == "after the file" else 0)
    if not every(opened):
        opened.attach("esafety", document, AN)
    assert SchoolFolder.open(folder.path, CLOCK).application == opened.application
    assert git(folder.path, "status", "--porcelain") == ""


@pytest.mark.parametrize("stop", STOPS)
def test_a_save_that_was_killed_leaves_a_folder_that_opens(stop: str, folder: SchoolFolder) -> None:
    killed_at(STOPS[stop], folder, "folder.save(put(folder.application, key, 'Net getypt.'), an)")
    (folder.path / ".git/index.lock").touch()
    old = folder.path.stat().st_mtime - 60
    os.utime(folder.path / ".git/index.lock", (old, old))
    (folder.path / "answers/.labelmap-0123456789abcdef.tmp").write_text("half")
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert opened.problems == ()
    assert plan_of(opened) in {"", "Net getypt."}
    opened.recover(AN)
    assert opened.uncommitted() == ()
    assert not list(folder.path.glob("**/.labelmap-*"))
    entry = opened.save(with_field(opened, PLAN, "Opnieuw."), AN)
    assert entry is not None
    assert git(folder.path, "status", "--porcelain") == ""
