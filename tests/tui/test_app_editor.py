"""Ctrl+E: the text in the person's own editor and back, whatever the editor does with it."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from model.fields import parse_key
from store import places
from tests.tui.command_line import subjects
from tests.tui.school import (
    LOW,
    app_on,
    had_the_tour,
    opened,
    paste,
    said,
    seen,
    settled,
    until,
    value,
)
from tui import outside_editor
from tui.app import LabelmapApp
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.outside import OutsideDialog
from tui.screens.step import StepScreen
from tui.widgets.text_box import TextBox

PLAN = "students-as-agents-of-change.plan"
READ = "import pathlib, sys\np = pathlib.Path(sys.argv[1])\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for POSIX")


@contextmanager
def _in_front(_app: LabelmapApp) -> Iterator[None]:
    """What Textual does in a terminal; its driver for tests has none to hand over."""
    yield


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The script that is the person's editor, in a terminal of their own."""
    monkeypatch.setattr(LabelmapApp, "suspend", _in_front)
    # However slow this machine is: no person was as quick.
    monkeypatch.setattr(outside_editor, "AT_ONCE", 1e9)
    script = tmp_path / "editor.py"
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))
    return script


async def at_the_plan(pilot: Pilot[str], app: LabelmapApp) -> TextBox:
    """Step 5 with the cursor in its plan."""
    await opened(pilot, DashboardScreen)
    app.go_to(*PLAN.split("."))
    screen = await opened(pilot, StepScreen)
    await settled(pilot)
    return screen.query_one("#plan", TextBox)


async def pressed(pilot: Pilot[str]) -> None:
    """Ctrl+E, and as far as it goes without the person."""
    await pilot.press("ctrl+e")
    app = pilot.app
    await until_quiet(pilot, app)


async def until_quiet(pilot: Pilot[str], app: object) -> None:
    """The editor was there: its worker is done, or a dialog waits."""
    assert isinstance(app, LabelmapApp)

    def quiet() -> bool:
        busy = [w for w in app.workers if w.group == "outside" and not w.is_finished]
        return not busy or isinstance(app.screen, ConfirmDialog | OutsideDialog)

    for _ in range(500):
        await pilot.pause()
        if quiet():
            break
    assert quiet()


def kept() -> list[str]:
    """Texts that stay in a file because they were not taken back."""
    return [path.read_text(encoding="utf-8") for path in places.recovery_folder().rglob("*.txt")]


async def test_the_text_is_changed_in_the_persons_own_editor(sample: Path, editor: Path) -> None:
    editor.write_text(READ + "p.write_text(p.read_text().upper())")
    before = len(subjects(sample))
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_plan(pilot, app)
        text = box.text
        await pressed(pilot)
        await settled(pilot)
        assert box.text == value(app, PLAN) == text.upper()
        await pilot.press("ctrl+z")
        assert box.text == text
        await pilot.press("ctrl+y", "escape")
        await settled(pilot)
    assert len(subjects(sample)) == before + 1
    assert kept() == []


async def test_it_works_for_an_explanation_and_control_characters_are_told(
    sample: Path, editor: Path
) -> None:
    editor.write_text(READ + "p.write_bytes(b'Zo\\x1b[31m doen\\r\\nwij het\\n')")
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        key = "students-as-agents-of-change.explanations.students-promote"
        app.go_to(*key.split(".", 1))
        await opened(pilot, StepScreen)
        await settled(pilot)
        await pressed(pilot)
        await settled(pilot)
        assert value(app, key) == "Zo[31m doen\nwij het"
        assert "1 stuurteken" in said(app)


async def test_an_editor_that_fails_is_told_and_the_text_stays(sample: Path, editor: Path) -> None:
    editor.write_text(READ + "p.write_text('half'); sys.exit(3)")
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_plan(pilot, app)
        text = box.text
        await pressed(pilot)
        await settled(pilot)
        assert box.text == text
        assert "exit 3" in said(app)
        assert str(places.recovery_folder()) in said(app)
    assert kept() == ["half"]


@pytest.mark.parametrize(("answer", "empties"), [("enter", True), ("escape", False)])
async def test_an_emptied_file_asks_before_it_empties_the_box(
    sample: Path, editor: Path, answer: str, *, empties: bool
) -> None:
    editor.write_text(READ + "p.write_text('')")
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_plan(pilot, app)
        text = box.text
        await pressed(pilot)
        await opened_dialog(pilot)
        await pilot.press(answer)
        await settled(pilot)
        assert box.text == ("" if empties else text)
    assert kept() == []


async def opened_dialog(pilot: Pilot[str]) -> None:
    """The question stands there; its worker waits for the answer."""
    for _ in range(500):
        if isinstance(pilot.app.screen, ConfirmDialog | OutsideDialog):
            return
        await pilot.pause()
    raise AssertionError


async def test_a_file_that_is_no_text_stays_and_is_named(sample: Path, editor: Path) -> None:
    editor.write_text(READ + "p.write_bytes(b'\\xff\\x00\\xfe')")
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_plan(pilot, app)
        text = box.text
        await pressed(pilot)
        await settled(pilot)
        assert box.text == text
        assert str(places.recovery_folder()) in said(app)


@pytest.mark.long
async def test_a_window_that_is_still_open_is_waited_for(sample: Path, editor: Path) -> None:
    editor.write_text(READ + f"open({str(editor) + '.path'!r}, 'w').write(str(p))")
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_plan(pilot, app)
        await pressed(pilot)
        await opened_dialog(pilot)
        assert "Nog niets bewaard" in seen(app)
        draft = Path(Path(f"{editor}.path").read_text(encoding="utf-8"))
        draft.write_text("Uit het andere venster.\n", encoding="utf-8")
        for _ in range(2000):
            await pilot.pause(0.01)
            if "23 tekens" in seen(app):
                break
        assert "23 tekens" in seen(app)
        await pilot.press("enter")
        await settled(pilot)
        assert box.text == "Uit het andere venster."
        await pressed(pilot)
        await opened_dialog(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert box.text == "Uit het andere venster."
    assert kept() == []


async def test_a_text_that_changed_here_meanwhile_is_asked_about(
    sample: Path, editor: Path
) -> None:
    editor.write_text(READ + f"open({str(editor) + '.path'!r}, 'w').write(str(p))")
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_plan(pilot, app)
        await pressed(pilot)
        await opened_dialog(pilot)
        draft = Path(Path(f"{editor}.path").read_text(encoding="utf-8"))
        draft.write_text("Uit het andere venster.\n", encoding="utf-8")
        session = app.session
        assert session is not None
        app.put(parse_key(PLAN, session.edition), "Van een collega.")
        await pilot.press("enter")
        for _ in range(500):
            await pilot.pause()
            if isinstance(app.screen, ConfirmDialog):
                break
        await pilot.press("escape")
        await settled(pilot)
        assert box.text == "Van een collega."
        assert str(draft) in said(app)
    assert kept() == ["Uit het andere venster.\n"]


@pytest.mark.skipif(sys.platform == "darwin", reason="the opener has another name there")
async def test_where_no_terminal_can_be_handed_over_the_computers_own_program_opens(
    sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    opener = tools / "xdg-open"
    opener.write_text('#!/bin/sh\necho "Geopend." > "$1"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_plan(pilot, app)
        await pressed(pilot)
        await opened_dialog(pilot)
        for _ in range(2000):
            await pilot.pause(0.01)
            if "8 tekens" in seen(app):
                break
        await pilot.press("enter")
        await settled(pilot)
        assert box.text == "Geopend."


async def test_without_any_editor_that_is_said(
    sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_plan(pilot, app)
        paste(app, "x")
        await settled(pilot)
        with monkeypatch.context() as without:
            without.setenv("PATH", str(tmp_path))
            without.delenv("EDITOR", raising=False)
            without.delenv("VISUAL", raising=False)
            await pressed(pilot)
            await until(pilot, lambda: "EDITOR" in said(app))
        assert box.text.startswith("x")
    assert kept() == []


def test_in_a_real_terminal_the_editor_has_it_and_gives_it_back(
    sample: Path, tmp_path: Path, home: Path
) -> None:
    from bench.terminal import Terminal
    from tests.tui.command_line import ENTRY

    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\necho HIER\nread line\necho "$line" >> "$1"\n')
    script.chmod(0o755)
    had_the_tour()
    known = {**os.environ, "TERM": "xterm-256color", "EDITOR": str(script)}
    with Terminal([*ENTRY, str(sample), "--lang", "nl"], known, home) as terminal:
        terminal.wait_for("Gedeeld leiderschap", 60)
        terminal.settle(1)
        terminal.send(b"6")
        terminal.wait_for("nog te schrijven", 60)
        terminal.send(b"\t" * 5)
        terminal.settle(1)
        terminal.send(b"\x05")
        terminal.wait_for("HIER", 60)
        terminal.send(b"Geschreven in de editor.\r")
        terminal.wait_for("Geschreven in de editor.", 60)
        terminal.wait_for("4 woorden", 60)
