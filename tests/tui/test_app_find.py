"""Finding words in all texts and going to any field, from every screen, by key and by mouse."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.tui.school import HIGH, LOW, app_on, form_field, opened, seen, settled, value
from tui.app import LabelmapApp
from tui.form_fields import named_fields
from tui.screens.dashboard import DashboardScreen
from tui.screens.declaration import DeclarationScreen
from tui.screens.find import FindDialog
from tui.screens.finder import FinderDialog
from tui.screens.jump import JumpDialog
from tui.screens.preview import PreviewScreen
from tui.screens.school import SchoolScreen
from tui.screens.step import StepScreen
from tui.widgets.form import FormField
from tui.widgets.text_box import TextBox


async def typed(pilot: Pilot[str], key: str, text: str) -> FinderDialog:
    """One of the two dialogs with a text typed into it."""
    await pilot.press(key)
    dialog = await opened(pilot, FinderDialog)
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settled(pilot)
    return dialog


def listed(app: LabelmapApp) -> list[str]:
    """What the dialog lists."""
    options = app.screen.query_one("#found", OptionList).options
    return [str(option.prompt) for option in options]


@pytest.mark.long
async def test_words_are_found_and_marked_in_their_text(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await typed(pilot, "ctrl+f", "leerlingenraad")
        assert listed(app)[0].startswith("Stap 2 · beschrijving")
        assert listed(app)[-1].startswith("Stap 5 · plannen")
        await pilot.press("down", "up", "up", "enter")  # the last one
        screen = await opened(pilot, StepScreen)
        await settled(pilot)
        editor = screen.query_one("#plan", TextBox).editor
        assert editor.has_focus
        assert editor.selected_text == "leerlingenraad"
        assert "leerlingenraad" in seen(app)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)


async def test_finding_on_the_step_itself_keeps_its_screen_and_its_undo(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("students-as-agents-of-change", "plan")
        screen = await opened(pilot, StepScreen)
        await pilot.press("x")
        await typed(pilot, "ctrl+f", "xin februari")
        await pilot.click("#found", offset=(6, 1))
        await settled(pilot)
        assert app.screen is screen
        assert screen.query_one("#plan", TextBox).editor.selected_text == "xIn februari"
        await pilot.press("ctrl+z")
        assert str(value(app, "students-as-agents-of-change.plan")).startswith("In februari")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("voorbeeldstad", "school.name"),
        ("contactseminarie", "active_teacher"),
        ("wouters", "school.principal.name"),
    ],
)
async def test_words_of_the_form_of_step_1_are_found(sample: Path, words: str, field: str) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await typed(pilot, "ctrl+f", words)
        await pilot.press("enter")
        screen = await opened(pilot, SchoolScreen)
        await settled(pilot)
        focused = app.focused
        assert focused is not None
        if field == "active_teacher":
            assert focused.id == field
        else:
            box = form_field(screen, field).box
            assert box is focused
            assert box.selected_text.lower() == words


async def test_a_document_is_found_by_its_title(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await typed(pilot, "ctrl+f", "'grenzeloos', alle")
        assert "“Podcast" in listed(app)[0]
        await pilot.press("enter")
        await opened(pilot, StepScreen)
        await settled(pilot)
        evidence = app.focused
        assert isinstance(evidence, OptionList)
        assert evidence.highlighted is not None
        assert "Podcast" in str(evidence.options[evidence.highlighted].prompt)


async def test_nothing_found_is_said_and_enter_and_escape_harm_nothing(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        home = await opened(pilot, DashboardScreen)
        await typed(pilot, "ctrl+f", "zzzz")
        assert "0 keer" in seen(app)
        await pilot.press("enter", "down", "pageup")
        assert pilot.app.screen.query("#wanted")
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is home


@pytest.mark.parametrize("key", ["ctrl+f", "ctrl+g"])
@pytest.mark.parametrize("keys", [(), ("1",), ("3",), ("3", *["tab"] * 4), ("8",), ("p",)])
async def test_both_are_there_on_every_screen(
    sample: Path, keys: tuple[str, ...], key: str
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        for name in keys:
            await pilot.press(name)
            await settled(pilot)
        below = app.screen
        await pilot.press(key)
        await opened(pilot, FindDialog if key == "ctrl+f" else JumpDialog)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is below


async def test_on_the_welcome_screen_there_is_nothing_to_find() -> None:
    app = app_on(None)
    async with app.run_test(size=LOW) as pilot:
        welcome = app.screen
        await pilot.press("ctrl+f", "ctrl+g")
        await settled(pilot)
        assert app.screen is welcome


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("plannen 4", "Stap 4 · Plannen voor de komende 2 jaar"),
        ("plans 4", "Stap 4 · Plannen voor de komende 2 jaar"),
        ("directeur", "Stap 1 · Directeur"),
        ("principal", "Stap 1 · Directeur"),
        ("stap 8 door", "Stap 8 · Ondertekend door"),
        ("bschr 5", "Stap 5 · Beschrijving"),
    ],
)
async def test_a_field_is_found_by_a_part_of_its_name_in_either_language(
    sample: Path, words: str, first: str
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await typed(pilot, "ctrl+g", words)
        assert listed(app)[0].casefold().startswith(first.casefold())


@pytest.mark.long
async def test_going_to_a_field_from_the_preview(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await typed(pilot, "ctrl+g", "niets")
        await pilot.press("escape")
        await opened(pilot, PreviewScreen)
        await typed(pilot, "ctrl+g", "stap 8 ondertekend op")
        await pilot.press("enter")
        screen = await opened(pilot, DeclarationScreen)
        await settled(pilot)
        assert app.focused is screen.query(FormField)[1].box


async def test_every_field_that_is_named_is_reached(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        session = app.session
        assert session is not None
        named = named_fields(session.application, session.edition, app.language)
        assert len({item.name for item in named}) == len(named)
        await pilot.press("ctrl+g")
        await opened(pilot, JumpDialog)
        assert listed(app) == [item.name for item in named]


@pytest.mark.long
async def test_every_field_of_the_forms_can_be_gone_to(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        session = app.session
        assert session is not None
        named = named_fields(session.application, session.edition, app.language)
        names = {str(item.key): item.name.casefold() for item in named}
        for step, screen in (("school", SchoolScreen), ("declaration", DeclarationScreen)):
            app.go_to(step)
            await opened(pilot, screen)
            for field in app.screen.query(FormField):
                label = str(field.query_one(".label").render()).casefold()
                assert any(word in names[field.key] for word in label.split())
            await pilot.press("escape")
            await opened(pilot, DashboardScreen)
