"""A screen that one comes back to is there at once, as one left it, and shows what holds now."""

from pathlib import Path

import pytest
from textual.css import parse as of_sheets
from textual.css import stylesheet

from model import fields
from tests.tui.school import HIGH, LOW, app_on, opened, seen, settled
from tui.screens.dashboard import DashboardScreen
from tui.screens.history import HistoryScreen
from tui.screens.step import StepScreen
from tui.widgets.text_box import TextBox

PLAN = fields.Key("models-for-other-schools", ("plan",))


async def test_a_step_is_made_once_and_follows_what_changed(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await settled(pilot)
        app.go_to("models-for-other-schools", "plan")
        screen = await opened(pilot, StepScreen)
        widgets = set(screen.query("*"))
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        # Meanwhile a text changes, and the window.
        app.put(PLAN, "Wij nodigen scholen uit.")
        await pilot.resize_terminal(*LOW)
        await settled(pilot)
        app.go_to("models-for-other-schools", "plan")
        assert await opened(pilot, StepScreen) is screen
        assert set(screen.query("*")) == widgets
        assert screen.query_one("#plan", TextBox).text == "Wij nodigen scholen uit."
        assert (screen.has_class("-narrow"), screen.has_class("-normal")) == (True, False)
        assert "Wij nodigen scholen uit." in seen(app)


async def test_from_the_history_to_a_step_below_it_and_back(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await settled(pilot)
        await pilot.press("3")
        step = await opened(pilot, StepScreen)
        app.action_history()
        await opened(pilot, HistoryScreen)
        app.go_to("shared-leadership", "plan")
        assert await opened(pilot, StepScreen) is step
        assert app.focused is step.query_one("#plan", TextBox).editor
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)


async def test_no_sheet_is_read_twice(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    parse = of_sheets.parse

    def counting(*words: object, **named: object) -> object:
        read.append(words)
        return parse(*words, **named)  # type: ignore[arg-type] # handed on as they came

    async def look_around() -> int:
        read.clear()
        app = app_on(sample)
        async with app.run_test(size=HIGH) as pilot:
            await settled(pilot)
            for key in ("3", "h", "f8"):
                await pilot.press(key)
                await settled(pilot)
                await pilot.press("escape")
                await settled(pilot)
            await pilot.press("f8")
            await settled(pilot)
        return len(read)

    await look_around()  # whatever was not read yet in this process
    monkeypatch.setattr(stylesheet, "parse", counting)
    assert await look_around() == 0
