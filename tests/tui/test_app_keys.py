"""Every key that is shown does something; the palette, help, the way back, the theme."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Select

from store.people import load_settings
from tests.tui.school import HIGH, LOW, app_on, opened, said, seen, settled
from tui.app import LabelmapApp
from tui.common_app import CommonApp
from tui.keys import told_keys
from tui.screens.add_evidence import AddEvidenceDialog
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.entry import EntryDialog
from tui.screens.evidence import EvidenceDialog
from tui.screens.explain import ExplainDialog
from tui.screens.guidance import GuidanceDialog
from tui.screens.new_school import NewSchoolDialog
from tui.screens.open_folder import OpenFolderDialog
from tui.screens.submit import SubmitDialog
from tui.screens.who import WhoDialog
from tui.themes import DARK, LIGHT

SCREENS = {
    "dashboard": (),
    "school": ("1",),
    "esafety": ("2",),
    "step": ("3",),
    "text": ("3", "tab", "tab", "tab", "tab"),
    "declaration": ("8",),
    "preview": ("p",),
    "evidence": ("e",),
    "matrix": ("e", "m"),
    "submission": ("s",),
    "feedback": ("f",),
    "calendar": ("c",),
}
"""The screens of an open school, by the keys that lead there."""
DIALOGS = {
    WhoDialog: ("f6",),
    ExplainDialog: ("f1",),
    GuidanceDialog: ("3", "f2"),
    AddEvidenceDialog: ("3", "f4"),
    EvidenceDialog: ("3", "tab", "tab", "tab", "enter"),
    EntryDialog: ("1", *["tab"] * 14, "enter"),
    SubmitDialog: ("s", "s"),
}
"""The dialogs, by the keys that open them."""
STARTS = {"preview": {"p", "h"}, "evidence": {"o"}, "matrix": {"o"}}
"""Keys that start other programs; tests of their own try them."""


async def go(pilot: Pilot[str], keys: tuple[str, ...]) -> Screen[object]:
    """The screen to which keys lead from the dashboard."""
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    return pilot.app.screen


def state(app: CommonApp) -> tuple[object, ...]:
    """What a key may change."""
    return (app.screen, app.focused, seen(app), said(app), app.theme, app.is_running)


@pytest.mark.parametrize("name", SCREENS)
async def test_every_key_in_the_bar_does_something(sample: Path, name: str) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await go(pilot, SCREENS[name])
        keys = [k.binding for k in told_keys(screen) if k.binding.show]
        assert keys
        dead = []
        for binding in keys:
            key = binding.key.split(",")[0]
            if key in ("q", "escape", "ctrl+q", "ctrl+e") or key in STARTS.get(name, ()):
                continue
            before = state(app)
            await pilot.press(key)
            await settled(pilot)
            if state(app) == before:
                dead.append(key)
            if app.screen is not screen:
                await pilot.press("escape")
                await settled(pilot)
                while app.screen is not screen and not isinstance(app.screen, DashboardScreen):
                    await pilot.press("escape")
                    await settled(pilot)
                if app.screen is not screen:
                    screen = await go(pilot, SCREENS[name])
        assert dead == []


def titles_of(app: LabelmapApp, screen: Screen[object]) -> list[str]:
    """The entries of the palette on a screen."""
    return [command.title for command in app.get_system_commands(screen)]


@pytest.mark.parametrize(
    "name",
    [
        name if name in ("dashboard", "step") else pytest.param(name, marks=pytest.mark.long)
        for name in SCREENS
    ],
)
async def test_every_entry_of_the_palette_runs(sample: Path, name: str) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        everywhere = titles_of(app, await go(pilot, ())) if SCREENS[name] else []
        screen = await go(pilot, SCREENS[name])
        titles = titles_of(app, screen)
        assert len(titles) == len(set(titles)) >= 8
        for title in titles:
            alone = ("Stoppen", "PDF", "Pagina voor de browser", "Eigen editor")
            if title in alone or title in everywhere:
                continue
            commands = {c.title: c.callback for c in app.get_system_commands(screen)}
            commands[title]()
            await settled(pilot)
            assert "onverwachts" not in said(app), title
            while not isinstance(app.screen, DashboardScreen):
                await pilot.press("escape")
                await settled(pilot)
            screen = await go(pilot, SCREENS[name])


async def test_the_palette_finds_in_dutch_and_runs_what_one_chooses(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await go(pilot, ())
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert "Search" not in seen(app)
        assert "ctrl+s" in seen(app)
        assert "^s" not in seen(app), "nobody at school reads it as Ctrl and S"
        await pilot.press(*"licht")
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert app.theme == LIGHT.name


@pytest.mark.parametrize("name", SCREENS)
async def test_help_tells_what_the_screen_is_for_in_dutch(sample: Path, name: str) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await go(pilot, SCREENS[name])
        await pilot.press("f1")
        await opened(pilot, ExplainDialog)
        shown = seen(app)
        assert "Toetsen" in shown
        for english in ("Focus", "all actions", "Copy", "Scroll", "Cursor", "Move "):
            assert english not in shown
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is screen


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_escape_leaves_every_dialog_and_f1_explains_it(
    sample: Path, dialog: type[Screen[object]]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        top = await go(pilot, DIALOGS[dialog])
        assert isinstance(top, dialog)
        below = app.screen_stack[-2]
        if dialog is not ExplainDialog:
            await pilot.press("f1")
            await opened(pilot, ExplainDialog)
            await pilot.press("escape")
            await opened(pilot, dialog)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is below


@pytest.mark.parametrize(
    ("key", "dialog"), [("n", NewSchoolDialog), ("o", OpenFolderDialog), ("f1", ExplainDialog)]
)
async def test_escape_leaves_the_dialogs_of_the_welcome_screen(
    key: str, dialog: type[Screen[object]]
) -> None:
    app = app_on(None)
    async with app.run_test(size=HIGH) as pilot:
        welcome = app.screen
        await pilot.press(key)
        await opened(pilot, dialog)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is welcome


async def test_escape_on_the_dashboard_stays_there(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await go(pilot, ())
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(app.screen, DashboardScreen)


async def test_the_other_theme_is_kept_for_the_next_start(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await go(pilot, ())
        assert app.theme == DARK.name
        await pilot.press("f8")
        await settled(pilot)
        assert app.theme == LIGHT.name
    assert load_settings().theme == LIGHT.name
    again = app_on(sample)
    async with again.run_test() as pilot:
        await go(pilot, ())
        assert again.theme == LIGHT.name


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_prints_how_far_one_is(sample: Path, key: str) -> None:
    app = app_on(sample, person=None, language="en")
    async with app.run_test() as pilot:
        await go(pilot, ())
        await pilot.press(key)
        await settled(pilot)
    assert app.return_value is not None
    assert app.return_value.startswith("Saved. 29 of 34.")
    assert "Next: Step 5, question 3" in app.return_value


@pytest.mark.long
async def test_going_from_step_to_step(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await go(pilot, ("1",))
        for number in range(2, 9):
            await pilot.press("f9")
            await settled(pilot)
            assert f"Stap {number}:" in seen(app)
        for number in range(7, 0, -1):
            await pilot.press("shift+f9")
            await settled(pilot)
            assert f"Stap {number}:" in seen(app)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)


async def test_a_question_is_answered_no_by_escape(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await go(pilot, ())
        answers: list[bool | None] = []
        app.push_screen(ConfirmDialog("Echt?", "Ja", "Nee"), answers.append)
        await opened(pilot, ConfirmDialog)
        await pilot.press("escape")
        await settled(pilot)
        assert answers == [False]


async def test_the_arrows_go_from_one_button_to_the_other(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        answers: list[bool | None] = []
        for keys in (("right", "enter"), ("right", "left", "left", "enter")):
            app.push_screen(ConfirmDialog("Zeker?", "Ja", "Nee"), answers.append)
            await opened(pilot, ConfirmDialog)
            await pilot.press(*keys)
            await opened(pilot, DashboardScreen)
        assert answers == [False, True]


async def test_ticking_what_backs_a_statement_tells_its_keys(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await go(pilot, ("3", "b"))
        assert "spatie Aanvinken · ctrl+s Bewaren · esc Terug" in seen(app)


async def test_an_open_list_tells_its_key_in_dutch(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await go(pilot, ("h",))
        app.screen.query(Select).first().focus()
        await pilot.press("enter")
        await settled(pilot)
        assert "esc Lijst sluiten" in seen(app)
