"""An inbox of many schools: right where folders are broken, and read once."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from store import git_objects, inbox_workers, signers
from store.clock import Clock
from store.git import Git
from store.inbox import Row, rows, totals
from store.inbox_folder import Inbox
from store.work import Work
from tests.nso import NELE
from tests.store.school import git

DAY = Clock.of("2023-02-16")


@pytest.fixture
def inbox(inbox_side: Path, received: Path) -> Inbox:
    """Two schools, approved and submitted, and all that can be wrong with a folder."""
    place = Inbox.at(inbox_side.parent.parent)
    schools = place.path / "schools"
    assert received == schools / "atheneum"
    for name in ("unsafe", "no-git", "damaged", "no-record", "half"):
        shutil.copytree(schools / "atheneum", schools / name)
    config = schools / "unsafe/.git/config"
    config.write_text(f"{config.read_text()}[core]\n\tsshCommand = false\n")
    shutil.rmtree(schools / "no-git/.git")
    for path in (schools / "damaged/.git/objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(b"")
    git(schools / "no-record", "update-ref", "-d", "refs/heads/record")
    (schools / "half/.git/refs/heads/record").write_text("12")
    (schools / "a-file").write_text("x")
    (schools / "a-link").symlink_to(schools / "atheneum")
    (schools / ".new-1").mkdir()
    return place


def read(inbox: Inbox, clock: Clock = DAY) -> dict[str, Row]:
    return {row.folder.name: row for row in rows(inbox, clock, signers.load())}


def test_each_school_is_a_row_and_a_broken_one_says_why(inbox: Inbox) -> None:
    found = read(inbox)
    broken = {"unsafe", "no-git", "damaged", "no-record", "half"}
    assert set(found) == {"go-atheneum-voorbeeldstad", "atheneum", *broken}
    assert {name for name, row in found.items() if row.problem is not None} == broken
    assert "core.sshcommand" in str(found["unsafe"].problem)
    assert "Nothing was submitted" in str(found["no-record"].problem)
    approved, waiting = found["go-atheneum-voorbeeldstad"], found["atheneum"]
    assert (approved.state, approved.round, approved.signature) == ("approved", 2, "verified")
    assert (waiting.state, waiting.waiting_for) == ("submitted", "reviewer")
    assert (waiting.since, waiting.signature) == ("2023-01-20", "")
    assert (waiting.done, waiting.required, waiting.complete) == (34, 34, True)
    assert totals(found.values()) == {"approved": 1, "submitted": 1}


def test_what_was_read_is_remembered_until_something_changes(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(inbox)
    Work(inbox).assign("atheneum", "Nele Jans", NELE, DAY)
    with monkeypatch.context() as patched:
        asked: list[str] = []
        real = git_objects.toml_files

        def counted(git: Git, *args: object) -> dict[str, bytes]:
            asked.append(git.folder.name)
            return real(git, *args)  # type: ignore[arg-type]  # passed on as it came

        patched.setattr(git_objects, "toml_files", counted)
        again = read(inbox)
        assert set(asked) <= {"damaged"}, "nothing that could be read is read again"
        assert again["atheneum"].assigned_to == "Nele Jans"
        assert again["go-atheneum-voorbeeldstad"] == before["go-atheneum-voorbeeldstad"]
        read(inbox, Clock.of("2023-03-30"))
        assert "atheneum" in asked, "another day is another deadline"
    (file,) = Path(os.environ["XDG_CACHE_HOME"]).glob("labelmap/inbox/*.json")
    for broken in (b"", b"[]", b'{"atheneum": 1}', b'{"atheneum": ["x", {}]}'):
        file.write_bytes(broken)
        assert read(inbox)["atheneum"].state == "submitted"


def test_what_changes_outside_shows_and_what_git_moves_does_not(inbox: Inbox) -> None:
    """The record's tip alone counts: packed or not, moved back, half a name, a link."""
    school, name = inbox.path / "schools/atheneum", "atheneum"
    for broken in ("unsafe", "no-git", "damaged", "no-record", "half"):
        shutil.rmtree(inbox.path / "schools" / broken)
    before = read(inbox)
    file = school / ".git/refs/heads/record"
    tip = file.read_text()
    git(school, "pack-refs", "--all")
    assert not file.exists()
    (cache,) = Path(os.environ["XDG_CACHE_HOME"]).glob("labelmap/inbox/*.json")
    written = cache.stat().st_mtime_ns
    assert read(inbox) == before
    assert cache.stat().st_mtime_ns == written, "nothing was read again"
    for wrong in ("12", f"{tip}x", ""):
        file.write_text(wrong)
        assert read(inbox)[name].problem is not None
    file.unlink()
    file.symlink_to(cache)
    assert read(inbox)[name].problem is not None
    file.unlink()
    file.write_text(tip)
    assert read(inbox) == before
    git(school, "update-ref", "-d", "refs/heads/record")
    assert read(inbox)[name].problem is not None


def test_the_working_files_say_nothing(inbox: Inbox) -> None:
    file = inbox.path / "schools/atheneum/school.toml"
    file.write_text('name = "Iets anders"\n')
    assert read(inbox)["atheneum"].school == "GO! Atheneum Voorbeeldstad"
    shutil.rmtree(inbox.path / "schools")
    assert read(inbox) == {}


def test_several_processes_read_what_one_reads(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches = Path(os.environ["XDG_CACHE_HOME"], "labelmap")
    alone = read(inbox)
    shutil.rmtree(caches)
    monkeypatch.setattr(inbox_workers, "FEW", 0)
    monkeypatch.setattr(inbox_workers, "cores", lambda: 2)
    beside = read(inbox)
    assert list(beside) == list(alone), "in the same order"
    assert {name: str(row.problem) for name, row in beside.items()} == {
        name: str(row.problem) for name, row in alone.items()
    }
    whole = {name: row for name, row in alone.items() if row.problem is None}
    assert {name: beside[name] for name in whole} == whole
    (file,) = caches.glob("signatures/*.json")
    assert "verified" in file.read_text(), "what was verified is remembered too"
    shutil.rmtree(caches)
    listening = rows(inbox, DAY, signers.load())
    next(listening)
    listening.close()
    assert not [thread for thread in threading.enumerate() if "_listen" in thread.name]
