"""Keys that come faster than screens do: each does what it would do later, or nothing.

A pilot waits after each key until the app has come to rest. People don't, and neither does a
terminal over a slow line, which brings a second's keys at once.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.messages import ExitApp

from tests.tui.command_line import git
from tests.tui.reviewer import review_on
from tests.tui.school import HIGH, app_on, form_field, opened, settled, until, value
from tui.app import LabelmapApp
from tui.common_app import CommonApp
from tui.screens.base import LabelmapScreen
from tui.screens.colleagues import ColleaguesDialog
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.evidence import EvidenceDialog
from tui.screens.explain import ExplainDialog
from tui.screens.inbox import InboxScreen
from tui.screens.palette import Palette
from tui.screens.reviewed import ReviewedScreen

TURNS = (*range(12), 15, 20, 30, 50, 80)
"""Turns of the event loop: so far a screen's making has come."""


def type_at_once(app: CommonApp, *keys: str) -> None:
    """What a terminal brings: the app is not asked whether it is ready."""
    for key in keys:
        character = " " if key == "space" else key if len(key) == 1 else None
        app.post_message(events.Key(key, character))


async def turns(count: int) -> None:
    """Let the app run a little."""
    for _ in range(count):
        await asyncio.sleep(0)


FIELDS = {
    "school": "contact.email",
    "students-as-agents-of-change": "plan",
    "declaration": "signed_on",
}


def holds_focus(app: LabelmapApp, step: str) -> bool:
    """Whether the cursor stands in the field of `FIELDS`."""
    screen = app.screen
    assert isinstance(screen, LabelmapScreen)
    assert screen.step_shown == step
    has_text = step == "students-as-agents-of-change"
    field = screen.query_one("#plan") if has_text else form_field(screen, f"{step}.{FIELDS[step]}")
    return app.focused is not None and field in app.focused.ancestors


@pytest.mark.parametrize("step", FIELDS)
@pytest.mark.parametrize("count", [0, 3, 12, 40])
async def test_a_screen_that_is_just_being_made_opens_at_the_field_that_was_asked_for(
    sample: Path, step: str, count: int
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        name, make = next(each for each in app.unmade() if each[0] == f"step-{step}")
        screen = app.keep(name, make)
        app._get_screen(screen)  # noqa: SLF001 - as tui/ahead.py makes it
        await turns(count)
        app.go_to(step, FIELDS[step])
        await until(pilot, lambda: app.screen is screen)
        assert holds_focus(app, step)


async def test_enter_and_escape_in_one_breath_close_one_dialog(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await settled(pilot)
        await pilot.press("6")
        app.action_colleagues()
        await opened(pilot, ColleaguesDialog)
        below = app.screen_stack[-2]
        type_at_once(app, "enter", "escape")
        await until(pilot, lambda: not isinstance(app.screen, ColleaguesDialog))
        assert below in app.screen_stack


async def test_a_dialog_answers_once(sample: Path) -> None:
    app = app_on(sample)
    answers: list[bool | None] = []
    async with app.run_test(size=HIGH) as pilot:
        home = await opened(pilot, DashboardScreen)
        dialog = ConfirmDialog("Zeker?", "Ja", "Neen")
        app.push_screen(dialog, answers.append)
        await opened(pilot, ConfirmDialog)
        dialog.dismiss(result=True)
        dialog.dismiss(result=False)
        await settled(pilot)
        assert (app.screen, answers) == (home, [True])


async def test_a_dialog_whose_work_ends_behind_the_help_closes_after_it(sample: Path) -> None:
    app = app_on(sample)
    answers: list[bool | None] = []
    async with app.run_test(size=HIGH) as pilot:
        home = await opened(pilot, DashboardScreen)
        dialog = ConfirmDialog("Zeker?", "Ja", "Neen")
        app.push_screen(dialog, answers.append)
        await opened(pilot, ConfirmDialog)
        await pilot.press("f1")
        await opened(pilot, ExplainDialog)
        dialog.dismiss(result=True)
        await settled(pilot)
        assert isinstance(app.screen, ExplainDialog)
        assert answers == []
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is home)
        assert answers == [True]


@pytest.mark.parametrize("count", TURNS)
async def test_what_is_left_while_it_is_made_is_not_begun(sample: Path, count: int) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        home = await opened(pilot, DashboardScreen)
        session = app.session
        assert session is not None
        step = "shared-leadership"
        app.push_screen(EvidenceDialog(step, session.application.evidence_of(step)[0]))
        await turns(count)
        type_at_once(app, "escape")
        await settled(pilot)
        assert app.screen is home


async def test_the_palette_hears_keys_before_it_is_drawn(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        home = await opened(pilot, DashboardScreen)
        for keys in (("pagedown", "pageup"), ("h", "enter", "escape"), ("escape", "escape")):
            type_at_once(app, "ctrl+p", *keys)
            await settled(pilot)
            if isinstance(app.screen, Palette):
                await pilot.press("escape")
            while app.screen is not home:
                await pilot.press("escape")


@pytest.mark.parametrize("count", TURNS)
async def test_the_palette_that_is_left_while_it_is_made_looks_for_nothing(
    sample: Path, count: int
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        home = await opened(pilot, DashboardScreen)
        app.action_command_palette()
        await turns(count)
        app.screen.dismiss()
        await settled(pilot)
        assert app.screen is home


async def test_the_next_remark_is_asked_for_before_the_school_is_read(inbox: Path) -> None:
    app = review_on(inbox)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, InboxScreen)
        type_at_once(app, "enter", "m", "m")
        await opened(pilot, ReviewedScreen)
        await settled(pilot)


STEP = "models-for-other-schools"
PLAN = "answers/6-models-for-other-schools.toml"
WORDS = "Wij werken samen, ook in 2025."


async def test_words_typed_ahead_stand_in_the_field_that_opens_meanwhile(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        words = ["space" if letter == " " else letter for letter in WORDS]
        type_at_once(app, "down", "down", "enter", *words, "escape", "escape", "q")
        await until(pilot, lambda: not app.is_running)
    assert WORDS in (sample / PLAN).read_text("utf-8")
    assert git(sample, "status", "--porcelain") == ""


@pytest.mark.parametrize("count", [0, 5, 100])
async def test_what_was_typed_before_the_window_was_closed_is_heard(
    sample: Path, count: int
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        type_at_once(app, "down", "down", "enter", *WORDS.replace(" ", "_"))
        app.post_message(events.Paste("Geplakt. " * 100))
        await turns(count)
        app.post_message(ExitApp())
        await until(pilot, lambda: not app.is_running)
    assert value(app, f"{STEP}.plan") == WORDS.replace(" ", "_") + "Geplakt. " * 100


async def test_a_text_pasted_between_keys_stands_between_them(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        type_at_once(app, "down", "down", "enter", "a")
        app.post_message(events.Paste("Geplakt. " * 100))
        type_at_once(app, "b", "ctrl+s")
        await until(pilot, lambda: f"a{'Geplakt. ' * 100}b" in (sample / PLAN).read_text("utf-8"))


async def test_letters_that_come_at_once_do_not_wait_for_each_other(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(sample)
    waits: list[object] = []
    call_later = app.call_later

    def counted(callback: Callable[..., object], *given: object) -> bool:
        waits.append(callback)
        return call_later(callback, *given)

    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        monkeypatch.setattr(app, "call_later", counted)
        type_at_once(app, *"x" * 300)
        await until(pilot, lambda: value(app, f"{STEP}.plan") == "x" * 300)
    assert len(waits) < 60
