"""Long lines in lists go on beneath their text, whatever the width."""

import pytest
from textual.widgets import Static

from tests.tui.widget_app import WidgetApp
from tui.widgets.hanging import Hanging


def test_it_reads_as_its_lines() -> None:
    assert str(Hanging(("● ", "one"), ("  ! ", "two"))) == "● one\n  ! two"


@pytest.mark.parametrize("width", [14, 20, 40])
async def test_what_does_not_fit_goes_on_beneath_the_text(width: int) -> None:
    shown = Static(Hanging(("● ", "seven words that will not fit here"), ("+ ", "more")))
    shown.styles.width = width
    app = WidgetApp(shown)
    async with app.run_test():
        rows = [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]

        assert rows[0].startswith("● seven")
        assert all(row.startswith("  ") and row[2] != " " for row in rows[1:-1])
        assert rows[-1] == "+ more"
        assert " ".join(row[2:] for row in rows[:-1]) == "seven words that will not fit here"
