"""A table of any number of rows: only those that stand on the screen are made.

Textual's own table makes every cell at each change: sorting thousands of schools took it a second.
This one holds keys in their order, and asks for the words of a row when it is drawn. Texts are
ready words of people: each cell is harmless, never markup, and cut to its column.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from model.text import shown_line
from tui.widgets.drawn_lines import DrawnLines


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it is called, and how many cells it takes."""

    key: str
    head: str
    width: int


class LongTable(DrawnLines):
    """Rows by their keys; the cursor stays with its row when their order changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "long-table--head",
        "long-table--cursor",
        "long-table--looked-at",
        "long-table--wrong",
        "long-table--note",
    }
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]
    cursor: reactive[int] = reactive(0, always_update=False, repaint=False)
    """The place of a row; 0 where there is none."""

    @dataclass
    class Highlighted(Message):
        """Another row is looked at; None: there is none."""

        key: str | None

    @dataclass
    class Selected(Message):
        """Enter on a row, or a second click."""

        key: str

    @dataclass
    class HeadClicked(Message):
        """A click on a column's head."""

        column: str

    def __init__(
        self,
        cells: Callable[[str], Sequence[str]],
        wrong: Callable[[str], bool],
        *,
        id: str,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """`cells`: the words of a row, one a column; `wrong`: whether it is marked."""
        super().__init__(id=id)
        self._cells, self._wrong = cells, wrong
        self._columns: Sequence[Column] = ()
        self._keys: Sequence[str] = ()
        self._note = ""
        self._told: str | None = None
        """The row of which was told last that it is looked at."""
        self.rows_made = 0
        """How many rows were made up to now: what a change of the order costs."""

    # ------------------------------------------------------------------ what it holds

    @property
    def key_at_cursor(self) -> str | None:
        """The key of the row under the cursor; None where there is no row."""
        return self._keys[self.cursor] if self.cursor < len(self._keys) else None

    @property
    def lines_seen(self) -> int:
        """Without the heads."""
        return super().lines_seen - 1

    @property
    def columns(self) -> Sequence[Column]:
        """The columns in their order."""
        return self._columns

    @property
    def keys(self) -> Sequence[str]:
        """The rows in their order."""
        return self._keys

    def fill(self, columns: Sequence[Column], keys: Sequence[str], note: str = "") -> None:
        """Show these rows; `note` stands where there is none."""
        held, place = self.key_at_cursor, self.cursor
        if columns != self._columns:
            self._columns = columns
            self._strips.clear()
        self._keys, self._note = keys, note
        self.virtual_size = Size(self.line_width, len(keys) + 1)
        where = self._place_of(held, place)
        if where == self.cursor:
            self._tell()
        self.cursor = where
        self._show_row(where)
        self.refresh()

    def _place_of(self, key: str | None, place: int) -> int:
        if key is not None:
            if place < len(self._keys) and self._keys[place] == key:
                return place
            try:
                return self._keys.index(key)
            except ValueError:
                pass
        return max(0, min(place, len(self._keys) - 1))

    def look_at(self, key: str) -> None:
        """Put the cursor on a row, where it is there."""
        if key in self._keys:
            self.cursor = self._keys.index(key)

    def changed(self, keys: Sequence[str]) -> None:
        """Draw these rows anew: their words are others now."""
        for key in keys:
            self._strips.pop(key, None)
        self.refresh()

    def on_resize(self) -> None:
        """Rows are as wide as the place."""
        self._strips.clear()
        self.virtual_size = Size(self.line_width, len(self._keys) + 1)

    # ------------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the heads, then the rows."""
        if y == 0:
            return self._strip([column.head for column in self._columns], "head")
        row = y - 1 + self.scroll_offset.y
        if row >= len(self._keys):
            note = Content(f" {self._note}" if row == 0 else "")
            return self._cut(note, "long-table--note")
        key = self._keys[row]
        if row == self.cursor:
            return self._made(key, "cursor" if self.has_focus else "looked-at")
        return self._kept(key, lambda: self._made(key, "wrong" if self._wrong(key) else ""))

    def _made(self, key: str, name: str) -> Strip:
        self.rows_made += 1
        return self._strip(self._cells(key), name, "!" if self._wrong(key) else " ")

    def _strip(self, words: Sequence[str], name: str, sign: str = " ") -> Strip:
        parts: list[Content] = [Content(sign)]
        for column, text in zip(self._columns, words, strict=True):
            cell = Content(shown_line(text)).truncate(column.width, ellipsis=True, pad=True)
            parts += [cell, Content("  ")]
        return self._cut(Content().join(parts), f"long-table--{name}" if name else "")

    def _cut(self, line: Content, name: str) -> Strip:
        return self._drawn(line.truncate(self.line_width, ellipsis=False), self._looks(name))

    # ------------------------------------------------------------------ moving

    def validate_cursor(self, place: int) -> int:
        """A place that there is."""
        return max(0, min(place, len(self._keys) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw both anew, and keep the one looked at on the screen."""
        for place in (before, now):
            self.refresh_line(place + 1)
        self._show_row(now)
        self._tell()

    def _tell(self) -> None:
        if self.key_at_cursor != self._told:
            self._told = self.key_at_cursor
            self.post_message(self.Highlighted(self._told))

    def _show_row(self, place: int) -> None:
        self._keep_in_sight(place, place + 1)

    def focus_changed(self) -> None:
        """The cursor looks another way with the focus."""
        self.refresh_line(self.cursor + 1)

    def action_move(self, by: int) -> None:
        """One up or down."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """A screen up or down."""
        self.cursor += by * max(1, self.lines_seen - 1)

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row."""
        self.cursor = len(self._keys) - 1

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if (key := self.key_at_cursor) is not None:
            self.post_message(self.Selected(key))

    def on_click(self, event: events.Click) -> None:
        """A click looks at a row, one on that row opens it; on a head it is for its column."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y == 0:
            self._click_head(offset.x)
            return
        row = offset.y - 1 + self.scroll_offset.y
        if row >= len(self._keys):
            return
        if row != self.cursor:
            self.cursor = row
        else:
            self.action_choose()

    def _click_head(self, x: int) -> None:
        start = 1
        for column in self._columns:
            start += column.width + 2
            if x < start:
                self.post_message(self.HeadClicked(column.key))
                return
