"""Windows of every size: too small says so and loses nothing; another size keeps the place."""

from pathlib import Path

import pytest
from textual.color import Color
from textual.widgets import OptionList

from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.nso import words
from tests.tui.school import AN, HIGH, LOW, app_on, opened, paste, seen, settled, value
from tui.screens.clash import ClashDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.preview import PreviewScreen
from tui.screens.step import StepScreen
from tui.screens.too_small import TooSmallScreen
from tui.screens.who import WhoDialog
from tui.widgets.progress import EMPTY, FULL
from tui.widgets.text_box import TextBox

PLAN = "models-for-other-schools.plan"


async def test_a_window_that_is_too_small_says_so_and_work_goes_on_when_it_grows(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("models-for-other-schools", "plan")
        screen = await opened(pilot, StepScreen)
        await pilot.press("a")
        await pilot.resize_terminal(40, 10)
        await opened(pilot, TooSmallScreen)
        assert "groter" in seen(app)
        await pilot.press("b", "escape", "f1", "q")
        await settled(pilot)
        await pilot.resize_terminal(*LOW)
        await settled(pilot)
        assert app.screen is screen
        await pilot.press("c")
        assert value(app, PLAN) == "abc"  # what was typed blindly too
        assert screen.query_one("#plan", TextBox).editor.has_focus


@pytest.mark.long
async def test_a_dialog_that_opens_in_a_small_window_waits_behind_the_sentence(
    sample: Path,
) -> None:
    app = app_on(sample, person=None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        await pilot.press("f6")
        await opened(pilot, WhoDialog)
        await pilot.resize_terminal(40, 10)
        await opened(pilot, TooSmallScreen)
        await pilot.resize_terminal(*HIGH)
        await opened(pilot, WhoDialog)


async def test_it_starts_in_a_window_that_is_too_small(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=(40, 10)) as pilot:
        await opened(pilot, TooSmallScreen)
        assert "60" in seen(app)
        await pilot.resize_terminal(*LOW)
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "29/34" in seen(app)


@pytest.mark.long
async def test_a_text_wraps_anew_and_keeps_the_cursor(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("shared-leadership", "plan")
        screen = await opened(pilot, StepScreen)
        editor = screen.query_one("#plan", TextBox).editor
        await pilot.press("ctrl+end")
        place = editor.cursor_location
        narrow = editor.wrapped_document.height
        await pilot.resize_terminal(160, 50)
        await settled(pilot)
        assert editor.wrapped_document.height < narrow
        assert editor.cursor_location == place
        assert editor.document.get_line(0)[:60] in seen(app)
        await pilot.resize_terminal(*LOW)
        await settled(pilot)
        assert editor.wrapped_document.height == narrow
        assert editor.text[-20:].split()[-1] in seen(app)


@pytest.mark.long
async def test_the_dashboard_keeps_its_place(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("down", "down", "down")
        for size in (HIGH, (200, 60), LOW):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            todo = app.screen.query_one("#todo", OptionList)
            assert (todo.highlighted, todo.has_focus) == (3, True)
            lines = seen(app).splitlines()
            assert max(map(len, lines)) <= size[0]
            assert "6/6" in seen(app)


@pytest.mark.long
async def test_the_preview_keeps_its_place_roughly(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        preview = await opened(pilot, PreviewScreen)
        await settled(pilot)
        await pilot.press("m", "m")
        gap = app.focused
        await pilot.resize_terminal(*HIGH)
        await settled(pilot)
        assert app.focused is gap
        assert preview.query_one("#page").region.contains_region(gap.region if gap else LOW)


async def test_without_colours_every_state_is_told_in_signs(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        colours = {
            segment.style.color.get_truecolor()
            for strip in app.screen._compositor.render_strips()  # noqa: SLF001 - no public way to the picture
            for segment in strip.apply_filter(app.get_line_filters()[0], Color(0, 0, 0))
            if segment.style is not None and segment.style.color is not None
        }
        assert all(max(c) - min(c) == 0 for c in colours)
        for sign in ("✓", "◐", "○", "●", FULL, EMPTY):
            assert sign in seen(app)


async def test_words_that_come_while_the_window_is_small_are_kept(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("models-for-other-schools", "plan")
        await opened(pilot, StepScreen)
        paste(app, "Voor het verkleinen.")
        await pilot.resize_terminal(40, 10)
        await settled(pilot)
        assert not isinstance(app.screen, ClashDialog)
        await pilot.press("space", "E", "r", "n", "a", "enter")
        paste(app, "geplakt.")
        await settled(pilot)
        await pilot.press("ctrl+q")
        await settled(pilot)
    text = (sample / "answers/6-models-for-other-schools.toml").read_text("utf-8")
    assert "Voor het verkleinen. Erna\ngeplakt." in text


async def test_a_locked_text_takes_nothing_while_the_window_is_small(complete: Path) -> None:
    SchoolFolder.open(complete, Clock.of("2023-01-20")).submit(AN, words)
    app = app_on(complete, day="2023-01-21")
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("models-for-other-schools", "plan")
        screen = await opened(pilot, StepScreen)
        before = screen.query_one("#plan", TextBox).text
        await pilot.resize_terminal(40, 10)
        await opened(pilot, TooSmallScreen)
        # The box hands up what it does not take, and the app would hand it to this screen again.
        await pilot.press("x", "enter")
        paste(app, "geplakt")
        await settled(pilot)
        await pilot.resize_terminal(*LOW)
        await opened(pilot, StepScreen)
        assert screen.query_one("#plan", TextBox).text == before
