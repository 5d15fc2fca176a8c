"""The user's own programs: documents and addresses are opened, programs never; texts edited."""

import os
import shlex
import sys
from pathlib import Path

import pytest

from store import outside
from store.processes import ProgramMissing

PYTHON = sys.executable


@pytest.mark.parametrize(
    "name", ["start.sh", "verslag.exe", "verslag.pdf.desktop", "macro.docm", "noname", "x.app"]
)
def test_what_might_be_a_program_is_not_opened_outside(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.touch()
    with pytest.raises(outside.NotOpenable):
        outside.open_outside(file)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:x", "-a", "smb://host/x"])
def test_only_addresses_of_pages_and_mail_are_opened(address: str) -> None:
    with pytest.raises(outside.NotOpenable):
        outside.open_outside(address)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the opener has another name there")
def test_a_document_goes_to_the_computers_own_opener(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "said")
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{tmp_path}/said"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    document = tmp_path / "-rf verslag.pdf"
    document.touch()
    outside.open_outside(document)
    assert (tmp_path / "said").read_text() == str(document)


def test_without_an_opener_the_document_is_still_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    document = tmp_path / "a.pdf"
    document.touch()
    with pytest.raises(ProgramMissing):
        outside.open_outside(document)


EDIT = "import pathlib, sys; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text().upper())"


def test_the_users_editor_changes_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "my editor.py"
    script.write_text(EDIT)
    monkeypatch.setenv("EDITOR", shlex.join([PYTHON, str(script)]))
    text = tmp_path / "plan.txt"
    text.write_text("plan")
    outside.edit(text)
    assert text.read_text() == "PLAN"


def test_an_editor_that_fails_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITOR", shlex.join([PYTHON, "-c", "import sys; sys.exit(3)"]))
    with pytest.raises(outside.EditorFailed, match="3"):
        outside.edit(tmp_path / "plan.txt")
    monkeypatch.setenv("EDITOR", str(tmp_path / "not-there"))
    with pytest.raises(outside.EditorFailed):
        outside.edit(tmp_path / "plan.txt")


def test_without_any_editor_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert outside.editor() is None
    with pytest.raises(outside.NoEditor):
        outside.edit(tmp_path / "plan.txt")


def test_a_variable_that_is_no_command_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("VISUAL", "editor 'without an end")
    monkeypatch.setenv("EDITOR", PYTHON)
    assert outside.editor() == (PYTHON,)
