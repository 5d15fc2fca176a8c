"""The timeline: only what is seen is made, and more is asked for before the end is there."""

from datetime import date, timedelta

import pytest
from textual import on

from tests.tui.widget_app import WidgetApp
from tui.widgets.timeline import Timeline

pytestmark = pytest.mark.drawn

FIRST = date(2023, 1, 20)


def seen(app: WidgetApp) -> str:
    """The screen as text."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way
    return "\n".join(strip.text.rstrip() for strip in strips)


class TimelineApp(WidgetApp):
    """Numbers, three a day."""

    def __init__(self) -> None:
        self.made: list[int] = []
        self.timeline = Timeline[int](self.line, self.day, str, id="numbers")
        super().__init__(self.timeline)
        self.wanted: list[bool] = []
        self.opened: list[int] = []

    def line(self, number: int) -> tuple[str, str]:
        """A line, counted."""
        self.made.append(number)
        return "10:00", f"number {number} [bold]\x1b"

    @staticmethod
    def day(number: int) -> date:
        """Its day."""
        return FIRST - timedelta(days=number // 3)

    @on(Timeline.MoreWanted)
    def want(self, message: Timeline.MoreWanted) -> None:
        """Keep what was asked for."""
        self.wanted.append(message.everything)

    @on(Timeline.Selected)
    def open(self, message: Timeline.Selected) -> None:
        """Keep what was opened."""
        self.opened.append(message.place)


async def test_of_ten_thousand_lines_those_are_made_that_are_seen() -> None:
    app = TimelineApp()
    async with app.run_test(size=(60, 24)) as pilot:
        app.timeline.replace(range(10_000), complete=True)
        await pilot.pause()
        assert set(app.made) <= set(range(24))
        app.made.clear()
        app.timeline.focus()
        await pilot.press("end")
        await pilot.pause()
        assert app.timeline.highlighted == 9_999
        assert len(set(app.made)) <= 2 * 24
        assert "number 9999" in seen(app)


async def test_more_is_asked_for_before_the_end_and_all_at_the_end() -> None:
    app = TimelineApp()
    async with app.run_test(size=(60, 24)) as pilot:
        app.timeline.replace(range(300))
        app.timeline.focus()
        await pilot.pause()
        assert app.wanted == []
        for _ in range(13):
            await pilot.press("pagedown")
        await pilot.pause()
        assert app.timeline.highlighted is not None
        assert app.timeline.highlighted < 299
        assert app.wanted
        assert True not in app.wanted
        await pilot.press("end")
        await pilot.pause()
        assert app.wanted[-1] is True
        app.timeline.add(range(300, 320), complete=True)
        app.wanted.clear()
        await pilot.press("end")
        await pilot.pause()
        assert (app.timeline.highlighted, app.wanted) == (319, [])


async def test_a_day_stands_once_above_what_happened_then() -> None:
    app = TimelineApp()
    async with app.run_test(size=(60, 24)) as pilot:
        app.timeline.replace(range(2))
        app.timeline.add(range(2, 5))
        await pilot.pause()
        assert seen(app).count(str(FIRST)) == 1
        lines = [line.strip(" ▶─") for line in seen(app).splitlines()]
        assert lines.index(str(FIRST)) == 0
        assert lines.index(str(FIRST - timedelta(days=1))) == 4


async def test_a_click_looks_and_a_double_click_opens() -> None:
    app = TimelineApp()
    async with app.run_test(size=(60, 24)) as pilot:
        app.timeline.replace(range(9))
        await pilot.pause()
        await pilot.click(app.timeline, offset=(5, 3))
        assert (app.timeline.highlighted, app.opened) == (2, [])
        await pilot.click(app.timeline, offset=(5, 0))
        assert app.timeline.highlighted == 2
        await pilot.double_click(app.timeline, offset=(5, 5))
        assert (app.timeline.highlighted, app.opened) == (3, [3])


async def test_the_arrows_stop_at_both_ends_and_words_stay_words() -> None:
    app = TimelineApp()
    async with app.run_test(size=(60, 24)) as pilot:
        app.timeline.replace(range(2), complete=True)
        app.timeline.focus()
        await pilot.press("up", "up")
        assert app.timeline.highlighted == 0
        await pilot.press("down", "down", "down")
        assert app.timeline.highlighted == 1
        assert "[bold]" in seen(app)


async def test_an_empty_one_is_no_trouble() -> None:
    app = TimelineApp()
    async with app.run_test(size=(60, 24)) as pilot:
        app.timeline.replace((), note="Nothing.", complete=True)
        app.timeline.focus()
        await pilot.press("down", "end", "home", "pagedown", "up")
        assert app.timeline.highlighted is None
        assert "Nothing." in seen(app)
