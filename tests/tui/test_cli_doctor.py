"""`labelmap doctor`: what is there, what is lacking, and the command that installs it."""

import io
import os
import sys
from pathlib import Path

import pytest

from tests.tui.command_line import start
from tui.start import main


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for PATH, with nothing in it yet."""
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


def program(folder: Path, name: str, says: str = "") -> None:
    (folder / name).write_text(f"#!/bin/sh\necho '{says}'\n")
    (folder / name).chmod(0o755)


@pytest.mark.usefixtures("pango")
def test_a_computer_that_has_all_is_0() -> None:
    ran = start("doctor", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "PDFs can be made" in ran.out
    assert "✗" not in ran.out


@pytest.mark.skipif(os.name == "nt", reason="the programs of this test are shell scripts")
@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt install git"),
        ("dnf", "sudo dnf install git"),
        ("pacman", "sudo pacman -S git"),
        ("zypper", "sudo zypper install git"),
        ("apk", "sudo apk add git"),
        ("brew", "brew install git"),
    ],
)
def test_without_git_it_is_3_with_this_systems_command(
    programs: Path, manager: str, command: str
) -> None:
    program(programs, manager)
    ran = start("doctor", "--lang", "en", env={"PATH": str(programs)})
    assert ran.code == 3
    assert "✗ git is missing" in ran.out
    assert f"This installs it: {command}\n" in ran.out
    assert "ssh-keygen is missing" in ran.out
    assert "Traceback" not in ran.said


@pytest.mark.skipif(os.name == "nt", reason="the programs of this test are shell scripts")
@pytest.mark.parametrize("says", ["git version 2.20.1", "nonsense", ""])
def test_a_git_that_is_too_old_is_3(programs: Path, says: str) -> None:
    program(programs, "git", says)
    ran = start("doctor", "--lang", "en", env={"PATH": str(programs)})
    assert ran.code == 3
    assert "2.34 or newer is needed" in ran.out


@pytest.mark.long
def test_where_settings_and_caches_are_is_said(home: Path) -> None:
    out = start("doctor").out
    assert out.count(str(home)) == 2


@pytest.mark.long
def test_who_works_is_said(home: Path) -> None:
    assert "not known yet" in start("doctor", "--lang", "en").out
    (home / ".gitconfig").write_text("[user]\n\tname = Bart\n\temail = bart@school.example\n")
    assert "Bart <bart@school.example>" in start("doctor", "--lang", "en").out


@pytest.mark.long
def test_an_encoding_without_letters_is_told_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream, encoding="latin-1"))
    assert main(["doctor", "--lang", "en"]) == 0
    assert b"LANG=nl_BE.UTF-8" in stream.getvalue()
