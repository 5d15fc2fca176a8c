"""A line of a list with something at its right end."""

import pytest
from textual.widgets import Static

from tests.tui.widget_app import WidgetApp
from tui.widgets.sided import Sided


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (30, "a-long-name.pdf         130 kB"),
        (20, "a-long-name…  130 kB"),
        (15, "a-long-name.pdf"),
        (8, "a-long-…"),
    ],
)
async def test_the_left_gives_way_and_in_no_room_the_right_goes(width: int, row: str) -> None:
    shown = Static(Sided("a-long-name.pdf", "130 kB"))
    shown.styles.width = width
    app = WidgetApp(shown)
    async with app.run_test():
        assert shown.size.height == 1
        assert shown.render_line(0).text.rstrip() == row


def test_it_reads_as_what_it_is_about() -> None:
    assert str(Sided("a.pdf", "130 kB")) == "a.pdf"


@pytest.mark.parametrize(
    ("width", "rows"),
    [
        (34, ["○ 7 A long name of a step      4/5"]),
        (24, ["○ 7 A long name of   4/5", "    a step"]),
        (17, ["○ 7 A long    4/5", "    name of", "    a step"]),
        (9, ["○ 7 A", "    long", "    name", "    of a", "    step"]),
        (3, None),
    ],
)
async def test_what_has_a_sign_goes_on_below_beside_nothing(
    width: int, rows: list[str] | None
) -> None:
    shown = Static(Sided("A long name of a step", " 4/5", sign="○ 7 "))
    shown.styles.width = width
    app = WidgetApp(shown)
    async with app.run_test():
        lines = [shown.render_line(number).text.rstrip() for number in range(shown.size.height)]
        assert rows is None or lines == rows
    assert str(Sided("A step", "4/5", sign="○ 7 ")) == "○ 7 A step"
