"""Keys that come faster than screens do: each does what it would do later, or nothing.

A pilot waits after each key until the app has come to rest. People don't, and neither does a
terminal over a slow line, which brings a second's keys at once.
"""

import asyncio
import random
from pathlib import Path

import pytest
from textual import events

from tests.tui.reviewer import review_on
from tests.tui.school import HIGH, LOW, app_on, form_field, opened, settled, until
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
KEYS = (
    *"12345678ephfcsiaxntkmodrv",
    *("enter", "escape") * 3,
    *("down", "up", "left", "right", "home", "end", "pagedown", "tab", "shift+tab"),
    *("space", "delete", "f1", "f2", "f4", "f5", "f7", "f8", "f9", "f10"),
    *(f"ctrl+{letter}" for letter in "bfglpsyz"),
)
WINDOWS = (LOW, HIGH, (60, 20), (200, 60), (30, 8))
SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 100))]


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


async def test_the_next_remark_is_asked_for_before_the_school_is_read(inbox: Path) -> None:
    app = review_on(inbox)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, InboxScreen)
        type_at_once(app, "enter", "m", "m")
        await opened(pilot, ReviewedScreen)
        await settled(pilot)


async def typed_blindly(app: CommonApp, seed: int) -> None:
    """Sixty keys, each after as long as it happens to take."""
    chance = random.Random(seed)  # noqa: S311 - the same keys each time
    keys: list[str] = []
    async with app.run_test(size=LOW if seed % 2 else HIGH, notifications=True) as pilot:
        await turns(chance.choice([0, 0, 50, 300]))
        for _ in range(60):
            keys.append(chance.choice(KEYS))
            type_at_once(app, keys[-1])
            await turns(chance.choice([0, chance.randrange(12), chance.randrange(150)]))
            if chance.random() < 0.03:
                await pilot.resize_terminal(*chance.choice(WINDOWS))
            if app.crashed_by is not None:
                pytest.fail(f"{' '.join(keys)}: {app.crashed_by!r}")
        await settled(pilot)


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_keys_in_a_school_stop_the_app(
    sample: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("tui.ahead._LATER", 0.05)
    app = app_on(sample)
    app.ahead = True
    await typed_blindly(app, seed)


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_keys_in_the_inbox_stop_the_app(inbox: Path, seed: int) -> None:
    await typed_blindly(review_on(inbox), seed)
