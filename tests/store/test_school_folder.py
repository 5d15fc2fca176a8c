"""Saving in an open folder: one change is one commit, and nobody's words are overwritten."""

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from model import fields
from model.application import Evidence
from model.fields import parse_key, put
from model.messages import Failure
from model.problems import Code
from store.clock import Clock
from store.lock import WriterBusy, writer_lock
from store.people import Person
from store.school_folder import ChangedOutside, SchoolFolder
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


def test_a_change_is_one_commit_by_that_person(folder: SchoolFolder) -> None:
    entry = folder.save(with_field(folder, PLAN, "Ons plan."), BART)
    assert entry is not None
    assert (entry.event, entry.step, entry.field, entry.person) == (
        "answer",
        "shared-leadership",
        "plan",
        BART,
    )
    assert next(folder.log()) == entry
    assert git(folder.path, "log", "-1", "--format=%an <%ae>") == f"{BART.name} <{BART.email}>"
    assert git(folder.path, "show", "--name-only", "--format=") == PLAN_FILE
    assert plan_of(SchoolFolder.open(folder.path, CLOCK)) == "Ons plan."


def test_a_save_that_changes_nothing_writes_and_commits_nothing(folder: SchoolFolder) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.path.glob("**/*.toml")}
    assert folder.save(folder.application, AN) is None
    assert folder.write(folder.application) == ()
    assert {path: path.stat().st_mtime_ns for path in folder.path.glob("**/*.toml")} == before
    assert len(subjects(folder.path)) == 1


def test_autosave_writes_and_the_next_save_makes_one_commit_of_it_all(
    folder: SchoolFolder,
) -> None:
    for text in ("O", "On", "Ons plan"):
        assert folder.write(with_field(folder, PLAN, text)) == (PLAN_FILE,)
    assert folder.uncommitted() == (PLAN_FILE,)
    assert len(subjects(folder.path)) == 1
    entry = folder.save(folder.application, AN)
    assert entry is not None
    assert entry.subject.endswith("plan for the next two years, 8 characters")
    assert folder.uncommitted() == ()


def test_what_was_typed_and_taken_back_is_no_change(folder: SchoolFolder) -> None:
    before = folder.application
    folder.write(with_field(folder, PLAN, "x"))
    assert folder.save(before, AN) is None
    assert len(subjects(folder.path)) == 1


def test_changes_of_several_files_are_one_commit(folder: SchoolFolder) -> None:
    application = put(
        with_field(folder, PLAN, "x"), parse_key("school.city", folder.edition), "Gent"
    )
    entry = folder.save(application, AN)
    assert entry is not None
    assert set(git(folder.path, "show", "--name-only", "--format=").split()) == {
        PLAN_FILE,
        "school.toml",
    }


def test_other_files_staged_by_hand_stay_staged(folder: SchoolFolder) -> None:
    (folder.path / "mine.txt").write_text("x")
    git(folder.path, "add", "mine.txt")
    folder.save(with_field(folder, PLAN, "x"), AN)
    assert git(folder.path, "diff", "--cached", "--name-only") == "mine.txt"


def test_a_changed_file_is_not_overwritten(folder: SchoolFolder) -> None:
    other = SchoolFolder.open(folder.path, CLOCK)
    other.save(with_field(other, PLAN, "Van Bart."), BART)
    mine = with_field(folder, PLAN, "Van An.")
    with pytest.raises(ChangedOutside) as failure:
        folder.save(mine, AN)
    assert failure.value.paths == (PLAN_FILE,)
    assert plan_of(SchoolFolder.open(folder.path, CLOCK)) == "Van Bart."
    assert folder.reload()
    assert plan_of(folder) == "Van Bart."
    assert folder.save(with_field(folder, PLAN, "Van An."), AN) is not None
    texts = [version.text for version in folder.versions(parse_key(PLAN, folder.edition))]
    assert texts == ["Van An.", "Van Bart."]


def test_two_people_in_different_files_do_not_meet(folder: SchoolFolder) -> None:
    other = SchoolFolder.open(folder.path, CLOCK)
    other.save(with_field(other, "school.city", "Gent"), BART)
    assert folder.save(with_field(folder, PLAN, "x"), AN) is not None
    folder.reload()
    assert (folder.application.school.city, plan_of(folder)) == ("Gent", "x")


def test_what_changed_here_since_is_kept_when_the_base_is_given(folder: SchoolFolder) -> None:
    base = folder.application
    typed = with_field(folder, PLAN, "Getypt.")
    folder.link("shared-leadership", "https://school.example/nieuws", BART)
    folder.save(typed, AN, base=base)
    answer = folder.application.answers["shared-leadership"]
    assert answer.plan == "Getypt."
    assert len(answer.evidence) == 1


def test_reading_again_without_a_change_says_so(folder: SchoolFolder) -> None:
    assert not folder.reload()
    folder.write(with_field(folder, PLAN, "x"))
    assert not folder.reload()


def test_threads_that_save_at_once_lose_nothing(folder: SchoolFolder) -> None:
    keys = [f"school.{name}" for name in ("city", "region", "website", "platform_id")]
    failures: list[Exception] = []

    def change(key: str) -> None:
        try:
            for number in range(3):
                base = folder.application
                folder.save(
                    put(base, parse_key(key, folder.edition), f"{key} {number}"), AN, base=base
                )
        except Exception as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=change, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(subjects(folder.path)) == 1 + 3 * len(keys)
    reopened = SchoolFolder.open(folder.path, CLOCK)
    for key in keys:
        value = fields.get(reopened.application, parse_key(key, folder.edition))
        assert value == f"{key} 2"


def test_a_writer_that_stays_is_waited_for_and_then_named(folder: SchoolFolder) -> None:
    with (
        writer_lock(folder.path),
        pytest.raises(WriterBusy),
        writer_lock(folder.path, patience=0.1),
    ):
        pass


def test_under_a_set_clock_a_commit_bears_that_day_and_never_goes_back(
    folder: SchoolFolder,
) -> None:
    for text in ("Een.", "Twee.", "Drie."):
        folder.save(with_field(folder, PLAN, text), AN)
    moments = [entry.at for entry in folder.log()]
    assert {moment.date() for moment in moments} == {date(2023, 1, 10)}
    assert moments == sorted(moments, reverse=True)
    assert all(entry.trailers["Labelmap-Clock"] == ("set",) for entry in folder.log())


def test_under_the_real_clock_nothing_is_said_of_it(folder: SchoolFolder) -> None:
    opened = SchoolFolder.open(folder.path, Clock.of(None))
    entry = opened.save(with_field(opened, PLAN, "x"), AN)
    assert entry is not None
    assert "Labelmap-Clock" not in entry.trailers
    assert abs(datetime.now(tz=entry.at.tzinfo) - entry.at) < timedelta(minutes=5)


def test_gits_own_variables_name_the_committer(
    folder: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Robot")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "robot@x.example")
    folder.save(with_field(folder, PLAN, "x"), AN)
    assert git(folder.path, "log", "-1", "--format=%an %cn") == "An Peeters Robot"


def test_saving_needs_no_git_identity_of_the_user(folder: SchoolFolder, home: Path) -> None:
    (home / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")
    person = Person("Zoë Łukasz", "")
    assert folder.save(with_field(folder, PLAN, "x"), person) is not None
    assert next(folder.log()).person == person


def test_problems_of_a_file_go_when_it_is_rewritten(folder: SchoolFolder) -> None:
    (folder.path / PLAN_FILE).write_bytes(b'\xef\xbb\xbfplan = "x"\r\n')
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert {problem.code for problem in opened.problems} == {Code.FILE_FORM}
    opened.save(with_field(opened, PLAN, "y"), AN)
    assert opened.problems == ()


def test_another_edition_is_taken_over_at_once(folder: SchoolFolder) -> None:
    entry = folder.save(replace(folder.application, edition="2024-2025"), AN)
    assert entry is not None
    assert entry.subject == "edition: edition"
    assert folder.edition.id == "2024-2025"


def test_documents_of_a_replayed_change_are_committed_with_it(folder: SchoolFolder) -> None:
    path = "evidence/shared-leadership/verslag.pdf"
    item = Evidence(id="verslag", title="Verslag", file=path)
    application = folder.application.with_evidence("shared-leadership", (item,))
    entry = folder.save(application, AN, documents={path: b"%PDF-1.4"})
    assert entry is not None
    assert git(folder.path, "show", "--name-only", "--format=").split() == [PLAN_FILE, path]


def test_what_another_committed_is_no_part_of_ones_own_change(folder: SchoolFolder) -> None:
    other = SchoolFolder.open(folder.path, CLOCK)
    other.save(with_field(other, PLAN, "Van Bart."), BART)
    folder.reload()
    entry = folder.save(with_field(folder, "school.city", "Gent"), AN)
    assert entry is not None
    assert entry.subject == "school: city"


def test_what_was_not_written_because_another_file_failed_is_written_later(
    folder: SchoolFolder,
) -> None:
    before = folder.application
    place = folder.path / "answers"
    place.rename(folder.path / "away")
    place.touch()
    both = put(with_field(folder, PLAN, "x"), parse_key("school.city", folder.edition), "Gent")
    with pytest.raises(Failure):
        folder.write(both)
    place.unlink()
    (folder.path / "away").rename(place)
    folder.save(both, AN)
    assert SchoolFolder.open(folder.path, CLOCK).application == folder.application
    assert plan_of(folder) == "x"
    folder.save(before, AN)
    assert SchoolFolder.open(folder.path, CLOCK).application == before
    assert folder.uncommitted() == ()


def test_a_problem_of_the_edition_stays_while_it_is_unknown(folder: SchoolFolder) -> None:
    folder.save(replace(folder.application, edition="1999-2000"), AN)
    assert folder.unreadable
    folder.save(replace(folder.application, language="en"), AN)
    assert [problem.field for problem in folder.problems] == ["edition"]
    folder.save(replace(folder.application, edition="2023-2024"), AN)
    assert not folder.unreadable


PLAIN = """
import pathlib, sys
for name in ("fcntl", "pwd", "grp", "termios", "resource"):
    sys.modules[name] = None
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder
from model.fields import parse_key, put
folder = SchoolFolder.open(pathlib.Path(sys.argv[1]), Clock.of("2023-01-10"))
key = parse_key("shared-leadership.plan", folder.edition)
folder.recover(Person("An"))
assert folder.save(put(folder.application, key, "Ons plan."), Person("An")) is not None
list(folder.log())
print(*sorted({"git", "gitdb", "pydantic", "PIL"} & set(sys.modules)))
"""


def test_saving_needs_no_module_of_one_system_and_no_heavy_library(folder: SchoolFolder) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PLAIN, str(folder.path)],
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stdout.strip()) == (0, b""), result.stderr.decode()
    assert folder.reload()
    assert plan_of(folder) == "Ons plan."
