"""Steps 1 and 8: what is typed for a day and is none waits, whatever happens to the app."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from model import fields
from store import places
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.store.window import Window
from tests.tui.command_line import DAY
from tests.tui.ends import CrashError, crashes, is_closed, is_killed, quits
from tests.tui.school import (
    HIGH,
    LOW,
    app_on,
    colleague,
    form_field,
    opened,
    said,
    seen,
    settled,
    until,
    value,
    waiting,
)
from tui.app import LabelmapApp
from tui.common_app import CommonApp
from tui.screens.dashboard import DashboardScreen

SIGNED = "declaration.signed_on"
DAYS = ("eligibility.registered_since", "school.planning.signature_by", SIGNED)
WORDS = "gisteren"


async def at_the_day(pilot: Pilot[str], app: LabelmapApp, key: str) -> Input:
    """The box of a day, with the cursor in it."""
    await opened(pilot, DashboardScreen)
    step = "declaration" if key == SIGNED else "school"
    name = key.removeprefix("declaration.").removeprefix("school.")
    app.go_to(step, name)
    await until(pilot, lambda: app.screen is not app.screen_stack[0] and app.screen.is_mounted)
    box = form_field(app.screen, key).box
    box.focus()
    await until(pilot, lambda: box.has_focus)
    return box


def beside(app: CommonApp, key: str) -> str:
    """What stands beside the box."""
    return " ".join(str(form_field(app.screen, key).query_one(".wrong").render()).split())


def recorded(folder: Path, key: str) -> fields.Value:
    school = SchoolFolder.open(folder, Clock.of(DAY))
    return fields.get(school.application, fields.parse_key(key, school.edition))


@pytest.mark.parametrize("ends", [crashes, quits, is_closed])
@pytest.mark.parametrize("key", DAYS)
async def test_what_is_no_day_stands_there_again_after_every_end(
    school: Path, key: str, ends: Callable[[Pilot[str]], object]
) -> None:
    app = app_on(school)
    try:
        async with app.run_test(size=LOW) as pilot:
            await at_the_day(pilot, app, key)
            await pilot.press("ctrl+a", *WORDS)
            await ends(pilot)  # type: ignore[misc] # one of the three above
    except CrashError:
        assert ends is crashes
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_day(pilot, app, key)
        assert box.value == WORDS
        assert "geen dag" in beside(app, key)
        assert "geen dag" in seen(app)
        assert value(app, key) == recorded(school, key) is None


async def test_it_outlives_a_killed_process_and_is_over_once_it_is_a_day(school: Path) -> None:
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        await at_the_day(pilot, app, SIGNED)
        await pilot.press(*WORDS)
        await until(pilot, lambda: WORDS in "".join(map(Path.read_text, waiting())))
        killed = is_killed()
    killed()
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_day(pilot, app, SIGNED)
        assert box.value == WORDS
        await pilot.press("ctrl+a", *"24/11/2022", "tab")
        await until(pilot, lambda: not waiting())
        await until(pilot, lambda: str(recorded(school, SIGNED)) == "2022-11-24")


async def test_an_emptied_box_leaves_nothing_waiting(school: Path) -> None:
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        await at_the_day(pilot, app, SIGNED)
        await pilot.press(*WORDS)
        await until(pilot, lambda: bool(waiting()))
        await pilot.press("ctrl+a", "delete")
        await until(pilot, lambda: not waiting())
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        assert (await at_the_day(pilot, app, SIGNED)).value == ""


@pytest.mark.parametrize("then", [(), ("tab",)])
async def test_a_colleagues_day_counts_and_does_not_push_the_words_away(
    school: Path, then: tuple[str, ...]
) -> None:
    app = app_on(school)
    async with app.run_test(size=HIGH) as pilot:
        box = await at_the_day(pilot, app, SIGNED)
        await pilot.press(*WORDS, *then)
        colleague(school, SIGNED, date(2023, 1, 3))
        app.post_message(app.FilesChanged())
        await until(pilot, lambda: value(app, SIGNED) is not None)
        await pilot.press("tab")
        assert box.value == WORDS
        assert beside(app, SIGNED).endswith("24/11/2022. Bewaard: 03/01/2023")
    app = app_on(school)
    async with app.run_test(size=HIGH) as pilot:
        box = await at_the_day(pilot, app, SIGNED)
        assert box.value == WORDS
        assert beside(app, SIGNED).endswith("Bewaard: 03/01/2023")
        assert str(value(app, SIGNED)) == "2023-01-03"
        await pilot.press("ctrl+a", *"03/01/2023", "tab")
        await until(pilot, lambda: not waiting())
        assert "Bewaard" not in beside(app, SIGNED)


async def test_where_it_can_not_be_kept_it_is_told_once(school: Path) -> None:
    root = places.recovery_folder()
    root.parent.mkdir(parents=True, exist_ok=True)
    root.write_text("in the way")
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        box = await at_the_day(pilot, app, SIGNED)
        for key in WORDS:
            await pilot.press(key)
            await until(pilot, lambda: "niet opzij gehouden" in said(app))
        assert said(app).count("niet opzij gehouden") == 1
        assert box.value == WORDS
        root.unlink()
        await pilot.press("x")
        await until(pilot, lambda: bool(waiting()))


async def test_what_another_window_left_stands_there_too(school: Path) -> None:
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        await at_the_day(pilot, app, SIGNED)
        await pilot.press(*WORDS)
        await until(pilot, lambda: bool(waiting()))
        window = Window(school, "days declaration")
        window.types_into(SIGNED, "morgen")
    window.is_killed()
    found = []
    for expected in ({WORDS, "morgen"}, {WORDS, "morgen"}):
        app = app_on(school)
        async with app.run_test(size=LOW) as pilot:
            box = await at_the_day(pilot, app, SIGNED)
            found.append(box.value)
            assert box.value in expected
            await pilot.press("ctrl+a", "delete")
            await settled(pilot)
    assert set(found) == {WORDS, "morgen"}, "one after the other"
    assert not waiting()
