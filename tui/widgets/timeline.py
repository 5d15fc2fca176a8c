"""A timeline: lines below one another, under the day on which each happened; any number of them.

Ten thousand cost what forty do (`DrawnLines`). Who fills it hands over items in order, and more
when it asks (`MoreWanted`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.drawn_lines import DrawnLines

Item = TypeVar("Item")
Line = Callable[[Item], tuple[str, str]]
"""What stands in front (the hour), and the rest."""

_AHEAD = 30
"""Lines that are left below when more is asked for."""


class Timeline(DrawnLines, Generic[Item]):
    """A list of moments; the highlighted one is the one that is looked at."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--day",
        "timeline--moment",
        "timeline--highlighted",
        "timeline--looked-at",
        "timeline--note",
    }
    highlighted: reactive[int | None] = reactive(None, always_update=False, repaint=False)
    """The place of an item, days not counted."""

    @dataclass
    class Highlighted(Message):
        """Another item is looked at; None: there is none."""

        timeline: "Timeline[Any]"
        place: int | None

    @dataclass
    class Selected(Message):
        """A double click on an item; Enter is the screen's."""

        timeline: "Timeline[Any]"
        place: int

    @dataclass
    class MoreWanted(Message):
        """What is shown comes to its end; `everything`: the very end was asked for."""

        timeline: "Timeline[Any]"
        everything: bool = False

    def __init__(
        self,
        line: Line[Item],
        day_of: Callable[[Item], date],
        day_name: Callable[[date], str],
        *,
        id: str,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self._line, self._day_of, self._day_name = line, day_of, day_name
        self.items: list[Item] = []
        self._rows: list[date | int] = []
        """A day, or the place of an item."""
        self._row_of: list[int] = []
        self.note = ""
        """What stands below the last line, or alone."""
        self.complete = False
        """Whether nothing more is to come."""
        self._to_end = False
        """Whether the very end was asked for and is not there yet."""
        self.waiting = False
        """Whether more was asked for and is not there yet; set by who reads it."""

    # ------------------------------------------------------------------ what it holds

    def replace(self, items: Sequence[Item], *, note: str = "", complete: bool = False) -> None:
        """Begin anew with these; the highlight goes to the first."""
        self.items, self._rows, self._row_of = [], [], []
        self._strips.clear()
        self._to_end = False
        self.set_reactive(Timeline.highlighted, None)
        self._go_to(0)
        self.add(items, note=note, complete=complete)
        self.highlighted = 0 if self.items else None
        if not self.items:
            self.post_message(self.Highlighted(self, None))

    def add(self, items: Sequence[Item], *, note: str = "", complete: bool = False) -> None:
        """Add these below."""
        day = self._day_of(self.items[-1]) if self.items else None
        for item in items:
            if (its_day := self._day_of(item)) != day:
                day = its_day
                self._rows.append(day)
            self._row_of.append(len(self._rows))
            self._rows.append(len(self.items))
            self.items.append(item)
        self.note, self.complete, self.waiting = note, complete, False
        self._resize_inside()
        self.refresh()
        if self._to_end:
            self.action_last()
        elif len(self._rows) < self.size.height:
            self._want_more()

    def _resize_inside(self) -> None:
        rows = len(self._rows) + bool(self.note)
        self.virtual_size = Size(self.line_width, rows)

    def on_resize(self) -> None:
        """Lines are as wide as the place."""
        self._strips.clear()
        self._resize_inside()

    # ------------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        row = y + self.scroll_offset.y
        if row >= len(self._rows):
            text = Content(f" {self.note}") if row == len(self._rows) and self.note else Content()
            return self._strip(text, "timeline--note")
        what = self._rows[row]
        if isinstance(what, int) and what == self.highlighted:
            return self._make(what, lit=True)
        return self._kept(row, lambda: self._make(what, lit=False))

    def _make(self, what: date | int, *, lit: bool) -> Strip:
        if not isinstance(what, int):
            day = Content(f" {self._day_name(what)} ")
            rule = "─" * max(0, self.line_width - day.cell_length - 1)
            return self._strip(day + rule, "timeline--day")
        front, rest = self._line(self.items[what])
        if lit:
            name = "timeline--highlighted" if self.has_focus else "timeline--looked-at"
            return self._strip(Content(f"▶ {front}  {rest}"), name)
        moment = Content.styled(front, self.get_visual_style("timeline--moment", partial=True))
        return self._strip(Content.assemble("  ", moment, "  ", rest), "")

    def _strip(self, content: Content, name: str) -> Strip:
        return self._drawn(content.truncate(self.line_width, ellipsis=True), self._looks(name))

    # ------------------------------------------------------------------ moving

    def watch_highlighted(self, before: int | None, now: int | None) -> None:
        """Draw both anew, and keep the one looked at on the screen."""
        for place in (before, now):
            if place is not None and place < len(self._row_of):
                self.refresh_line(self._row_of[place])
        if now is not None:
            self._show_row(now)
        self.post_message(self.Highlighted(self, now))
        if now is not None and len(self.items) - now <= _AHEAD:
            self._want_more()

    def validate_highlighted(self, place: int | None) -> int | None:
        """A place that there is."""
        if place is None or not self.items:
            return None
        return max(0, min(place, len(self.items) - 1))

    def _show_row(self, place: int) -> None:
        row = self._row_of[place]
        day_above = row > 0 and not isinstance(self._rows[row - 1], int)
        self._keep_in_sight(row - day_above, row + 1)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """More is asked for when the end comes near."""
        super().watch_scroll_y(old_value, new_value)
        below = len(self._rows) - (new_value + self.size.height)
        if below <= _AHEAD:
            self._want_more()

    def _want_more(self, *, everything: bool = False) -> None:
        if not self.complete and self.items:
            self.post_message(self.MoreWanted(self, everything))

    def action_move(self, by: int) -> None:
        """One up or down."""
        self._to_end = False
        if self.highlighted is not None:
            self.highlighted += by

    def action_page(self, by: int) -> None:
        """A screen up or down."""
        if self.highlighted is not None:
            self.highlighted += by * max(1, self.lines_seen - 1)

    def action_first(self) -> None:
        """To the newest."""
        if self.items:
            self.highlighted = 0
            self._go_to(0)

    def action_last(self) -> None:
        """To the oldest, reading what is left."""
        self._to_end = not self.complete
        if self.items:
            self.highlighted = len(self.items) - 1
            self._want_more(everything=True)
        if self.complete:
            self._go_to(self.virtual_size.height)

    def on_click(self, event: events.Click) -> None:
        """A click looks at a line, a double click opens it."""
        row = self._clicked_row(event)
        if not 0 <= row < len(self._rows):
            return
        what = self._rows[row]
        if isinstance(what, int):
            self.highlighted = what
            if event.chain == 2:  # noqa: PLR2004 - a double click
                self.post_message(self.Selected(self, what))
