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
        self,
        heads: Sequence[tuple[str, str, int]],
        rows: Iterable[tuple[str, Sequence[str]]],
        height: int = 1,
    ) -> None:
        """Show these rows: `heads` are (key, words, width), `rows` (key, a text a column).

        A text wraps over as many lines as `height` says.
        """
        place, held = self.cursor_coordinate, self.key_at_cursor
        offset = self.scroll_offset
        self.clear(columns=True)
        widths = [width for _, _, width in heads]
        for key, words, width in heads:
            self.add_column(_cell(words, width), width=width, key=key)
        keys = []
        for key, texts in rows:
            keys.append(key)
            cells = (_cell(*pair, height) for pair in zip(texts, widths, strict=True))
            self.add_row(*cells, key=key, height=height)
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

    def action_scroll_home(self) -> None:
        """To the first row, as in every list; where one moves between cells, to the first cell."""
        if self.cursor_type == "row":
            self.move_cursor(row=0)
        else:
            super().action_scroll_home()

    def action_scroll_end(self) -> None:
        """To the last row, or the last cell."""
        if self.cursor_type == "row":
            self.move_cursor(row=self.row_count - 1)
        else:
            super().action_scroll_end()


class TickTable(Table):
    """A table whose cells are ticked: one click does it, as Space and Enter do."""

    def on_click(self, event: events.Click) -> None:
        """Move the cursor first: Textual's own handler then finds it there, and says 'selected'."""
        meta = event.style.meta
        if meta.get("row", -1) >= 0 and meta.get("column", -1) >= 0:
            self.cursor_coordinate = Coordinate(meta["row"], meta["column"])


def _cell(words: str, width: int, height: int = 1) -> Text:
    content = Content(shown_line(words))
    if height == 1:
        return Text(content.truncate(width, ellipsis=True).plain, no_wrap=True, end="")
    lines = [line.plain.rstrip() for line in content.wrap(width)]
    if len(lines) > height:
        rest = Content(" ".join(lines[height - 1 :])).truncate(width, ellipsis=True)
        lines = [*lines[: height - 1], rest.plain]
    return Text("\n".join(lines), no_wrap=True, end="")
