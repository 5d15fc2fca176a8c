"""What was promised last time: read kindly, bounded, in the way of nothing."""

import os
from pathlib import Path

import pytest

from model.completeness import assess
from model.previous import PREVIOUS_PATH, Previous
from model.problems import Code
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder

AN = Person("An Peeters", "an@school.example")
CLOCK = Clock.of("2023-01-20")


def school(path: Path, previous: Previous | None = None) -> SchoolFolder:
    """A new school, with promises where there are any."""
    return SchoolFolder.create(
        path,
        edition="2023-2024",
        school="S",
        person=AN,
        clock=CLOCK,
        previous=previous or Previous(),
    )


def promised(tmp_path: Path, data: bytes) -> SchoolFolder:
    """A school whose previous.toml holds these bytes."""
    folder = school(tmp_path / "s")
    (folder.path / PREVIOUS_PATH).write_bytes(data)
    assert folder.reload()
    return folder


def test_what_was_promised_is_written_once_recorded_and_read_again(tmp_path: Path) -> None:
    previous = Previous(edition="2021-2022", plans={"collaboration": "Wij doen # dit.\n\nEn dat."})
    folder = school(tmp_path / "s", previous)
    again = SchoolFolder.open(folder.path, CLOCK)
    assert dict(again.previous.plans) == dict(previous.plans)
    assert again.previous.edition == "2021-2022"
    assert again.problems == ()
    assert again.uncommitted() == ()


def test_a_school_without_promises_has_no_file(tmp_path: Path) -> None:
    folder = school(tmp_path / "s")
    assert not (folder.path / PREVIOUS_PATH).exists()
    assert folder.previous.plans == {}


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"[plans\n", Code.FILE_UNREADABLE, 1),
        (b"\xff\xfe", Code.FILE_UNREADABLE, 1),
        (b"", Code.FILE_UNREADABLE, None),
        (b'edition = "x"\nplans = 3\n', Code.WRONG_TYPE, 2),
        (b"[plans]\ncollaboration = 3\n", Code.WRONG_TYPE, 2),
        (b'[plans]\ncolaboration = "x"\n', Code.UNKNOWN_KEY, 2),
        (b'editoin = "x"\n', Code.UNKNOWN_KEY, 1),
        (b"x = '" + b"x" * 1_000_000 + b"'", Code.FILE_UNREADABLE, None),
    ],
)
def test_what_is_wrong_is_told_and_blocks_nothing(
    tmp_path: Path, data: bytes, code: Code, line: int | None
) -> None:
    folder = promised(tmp_path, data)
    (found,) = (problem for problem in folder.problems if problem.file == PREVIOUS_PATH)
    assert (found.code, found.line, found.blocking) == (code, line, False)
    now = assess(folder.application, folder.edition, CLOCK.today, folder.problems)
    assert found in now.problems
    assert (folder.path / PREVIOUS_PATH).read_bytes() == data


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = school(tmp_path / "s")
    secret = tmp_path / "secret.toml"
    secret.write_text('[plans]\ncollaboration = "geheim"\n', encoding="utf-8")
    (folder.path / PREVIOUS_PATH).symlink_to(secret)
    folder.reload()
    assert folder.previous.plans == {}
    assert [p.facts["detail"] for p in folder.problems if p.file == PREVIOUS_PATH] == ["unsafe"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_hold_anybody_up(tmp_path: Path) -> None:
    folder = school(tmp_path / "s")
    os.mkfifo(folder.path / PREVIOUS_PATH)
    folder.reload()
    assert [p.facts["detail"] for p in folder.problems if p.file == PREVIOUS_PATH] == ["not-a-file"]


def test_a_hand_edit_is_recorded_like_any_other(tmp_path: Path) -> None:
    folder = promised(tmp_path, b'[plans]\ncollaboration = "Samen plannen."\n')
    assert folder.uncommitted() == (PREVIOUS_PATH,)
    assert folder.recover(AN) is not None
    assert folder.uncommitted() == ()
