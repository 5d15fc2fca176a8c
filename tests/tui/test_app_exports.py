"""More documents: chosen from a list, made in the background; and the texts copied box by box."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Select

from export.kinds import EXPORTS, What
from tests.tui.school import HIGH, LOW, app_on, opened, said, seen, settled, until
from tui.export_versions import days
from tui.language import Language
from tui.screens.confirm import ConfirmDialog
from tui.screens.copying import CopyingScreen
from tui.screens.dashboard import DashboardScreen
from tui.screens.exports import ExportsDialog
from tui.screens.preview import PreviewScreen

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="programs as scripts")


@pytest.fixture(autouse=True)
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The computer's own opener, that only notes what it was asked to open; the note."""
    note, programs = tmp_path / "opened", tmp_path / "programs"
    programs.mkdir()
    for name in ("xdg-open", "open"):
        program = programs / name
        program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{note}"\n', encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    return note


@on_posix
async def test_an_export_is_chosen_made_and_opened(sample: Path, home: Path, opener: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await pilot.press("x")
        dialog = await opened(pilot, ExportsDialog)
        await settled(pilot)
        exports = dialog.query_one("#exports", OptionList)
        place = [export.what for export in EXPORTS].index(What.CALENDAR)
        await pilot.press(*["down"] * place)
        await settled(pilot)
        assert exports.highlighted == place
        assert "herinneringen" in seen(app)
        assert dialog.query_one("#target", Input).value.endswith("-deadlines.ics")
        await pilot.press("enter")
        await opened(pilot, PreviewScreen)
        await until(pilot, opener.exists)
        (made,) = home.rglob("*.ics")
        assert opener.read_text("utf-8") == str(made)
        assert b"BEGIN:VCALENDAR" in made.read_bytes()
        assert "Gemaakt en geopend" in said(app)


@pytest.mark.long
async def test_a_file_that_is_there_is_replaced_only_when_one_says_so(
    sample: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mijn.md"
    target.write_text("van mij", encoding="utf-8")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.push_screen(ExportsDialog(What.BLANK))
        dialog = await opened(pilot, ExportsDialog)
        await settled(pilot)
        dialog.query_one("#target", Input).value = str(target)
        await pilot.press("ctrl+s")
        await opened(pilot, ConfirmDialog)
        await pilot.press("escape")
        await settled(pilot)
        assert target.read_text(encoding="utf-8") == "van mij"
        await pilot.press("ctrl+s")
        await opened(pilot, ConfirmDialog)
        await pilot.press("enter")
        await until(pilot, lambda: target.read_text(encoding="utf-8").startswith("# "))
        assert "Gemaakt" in said(app)


async def test_what_can_not_be_made_is_told_and_the_dialog_stays(
    sample: Path, tmp_path: Path
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.push_screen(ExportsDialog(What.FEEDBACK))
        dialog = await opened(pilot, ExportsDialog)
        await settled(pilot)
        dialog.query_one("#target", Input).value = str(tmp_path / "f.md")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "nog geen feedback" in said(app))
        assert app.screen is dialog
        dialog.query_one("#target", Input).value = str(sample / "f.md")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "van de aanvraag zelf" in said(app))
        assert not (sample / "f.md").exists()


async def test_escape_stops_what_is_being_made(sample: Path, home: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.push_screen(ExportsDialog(What.DOSSIER))
        dialog = await opened(pilot, ExportsDialog)
        await settled(pilot)
        await pilot.press("ctrl+s", "escape")
        await until(pilot, lambda: "Gestopt" in said(app))
        assert app.screen is dialog
        assert list(home.rglob("*.zip")) == []
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)


async def test_the_palette_names_every_export(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        names = [command.title for command in app.get_system_commands(app.screen)]
        assert "Maak: Voor het platform" in names
        command = next(c for c in app.get_system_commands(app.screen) if "dossier" in c.title)
        command.callback()
        dialog = await opened(pilot, ExportsDialog)
        await settled(pilot)
        assert EXPORTS[dialog.query_one("#exports", OptionList).highlighted or 0].what == "dossier"


async def test_the_texts_are_copied_box_by_box_to_the_character(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await pilot.press("c")
        screen = await opened(pilot, CopyingScreen)
        assert "Vak 1 van" in seen(app)
        await pilot.press("c")
        await settled(pilot)
        session = app.session
        assert session is not None
        assert app.clipboard == session.application.answers["esafety"].description
        assert "✓" in seen(app)
        await pilot.press("n", "n", "c")
        await settled(pilot)
        assert app.clipboard == session.application.answers["shared-leadership"].plan
        await pilot.press("b")
        await settled(pilot)
        assert "Vak 2 van" in seen(app)
        await pilot.press("escape")
        await opened(pilot, PreviewScreen)
        assert screen is not app.screen


async def test_what_is_copied_is_exact_and_what_is_shown_is_harmless(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        session = app.session
        assert session is not None
        text = "[b]vet[/b] \u202egnirts\tx\n\n é 🎉"
        answer = replace(session.application.answers["esafety"], description=text)
        session.application = session.application.with_answer("esafety", answer)
        app.push_screen(CopyingScreen())
        await opened(pilot, CopyingScreen)
        await pilot.press("c")
        await settled(pilot)
        assert app.clipboard == text
        assert "\u202e" not in seen(app)
        assert "[b]vet[/b]" in seen(app)


async def test_without_a_text_there_is_nothing_to_copy(school: Path) -> None:
    app = app_on(school)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        app.push_screen(CopyingScreen())
        await opened(pilot, CopyingScreen)
        await pilot.press("c", "n", "b")
        await settled(pilot)
        assert app.clipboard == ""
        assert "Nog niets geschreven" in seen(app)


@pytest.mark.long
async def test_the_versions_that_are_compared_can_be_chosen(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "c.md"
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.push_screen(ExportsDialog(What.CHANGES))
        dialog = await opened(pilot, ExportsDialog)
        since, until_ = (dialog.query_one(f"#{ask}", Select) for ask in ("since", "until"))
        await until(pilot, lambda: not since.disabled)
        assert "de vorige indiening" in seen(app)
        assert not dialog.query_one("#field-round").display
        of_days = days(dialog.session.folder, Language("nl"))
        (_, newer), (_, older) = of_days[1:3]
        until_.value, since.value = newer, older
        dialog.query_one("#target", Input).value = str(target)
        await pilot.press("ctrl+s")
        await until(pilot, target.exists)
        text = target.read_text("utf-8")
        assert newer[:9] in text
        assert older[:9] in text
