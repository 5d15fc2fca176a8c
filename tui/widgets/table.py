"""Textual's table for people's words: each cell is harmless, never markup, and cut to its column.

`DataTable` reads a `str` as markup and knows no `Content`; this is the one place where a cell, and
a column's head, becomes the text that it takes.
"""

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual import events
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from model.text import shown_line


class Table(DataTable[Text]):
    """Rows of ready texts, each known by a key; the cursor stays with its row when they change."""

    def fill(
        self, heads: Sequence[tuple[str, str, int]], rows: Iterable[tuple[str, Sequence[str]]]
    ) -> None:
        """Show these rows: `heads` are (key, words, width), `rows` (key, a text a column)."""
        place, held = self.cursor_coordinate, self.key_at_cursor
        offset = self.scroll_offset
        self.clear(columns=True)
        widths = [width for _, _, width in heads]
        for key, words, width in heads:
            self.add_column(_cell(words, width), width=width, key=key)
        keys = []
        for key, texts in rows:
            keys.append(key)
            self.add_row(*map(_cell, texts, widths), key=key)
        row = keys.index(held) if held in keys else min(place.row, max(0, len(keys) - 1))
        column = max(0, min(max(place.column, self.fixed_columns), len(heads) - 1))
        self.move_cursor(row=row, column=column, scroll=False)
        self.scroll_to(*offset, animate=False, force=True)
        self.call_after_refresh(self.move_cursor, row=row, column=column)

    @property
    def key_at_cursor(self) -> str | None:
        """The key of the row under the cursor; None where there is no row."""
        if not self.is_valid_coordinate(self.cursor_coordinate):
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def point_at(self, key: str) -> None:
        """Put the cursor on a row, if it is there."""
        if key in self.rows:
            self.move_cursor(row=self.get_row_index(key))


class TickTable(Table):
    """A table whose cells are ticked: one click does it, as Space and Enter do."""

    def on_click(self, event: events.Click) -> None:
        """Move the cursor first: Textual's own handler then finds it there, and says 'selected'."""
        meta = event.style.meta
        if meta.get("row", -1) >= 0 and meta.get("column", -1) >= 0:
            self.cursor_coordinate = Coordinate(meta["row"], meta["column"])


def _cell(words: str, width: int) -> Text:
    text = Content(shown_line(words)).truncate(width, ellipsis=True).plain
    return Text(text, no_wrap=True, end="")
