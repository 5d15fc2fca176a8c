"""A list of any number of lines: only those that stand on the screen are made, and then kept.

One of them is the one that is looked at; what that is, and what a line says, is for who builds on
this.
"""

from collections.abc import Callable, Hashable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

_KEPT = 500
"""Lines that are kept once they were made."""


class DrawnLines(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines, their keys, and what is kept of them."""

    ALLOW_SELECT = False
    AT_ONCE: ClassVar[bool] = False
    """Whether it scrolls before the next picture is drawn."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._strips: dict[Hashable, Strip] = {}
        """Lines that were made."""

    @property
    def line_width(self) -> int:
        """Cells of a line."""
        return self.scrollable_content_region.width

    @property
    def lines_seen(self) -> int:
        """How many lines stand on the screen."""
        return self.scrollable_content_region.height

    def _kept(self, key: Hashable, make: Callable[[], Strip]) -> Strip:
        if key not in self._strips:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            self._strips[key] = make()
        return self._strips[key]

    def _drawn(self, line: Content, style: Style) -> Strip:
        strips = Visual.to_strips(self, line, self.line_width, 1, style, pad=True)
        return strips[0] if strips else Strip.blank(self.line_width, self.rich_style)

    def _looks(self, name: str) -> Style:
        """A component's style, "" for the list's own."""
        return self.get_visual_style(name) if name else self.visual_style

    def notify_style_update(self) -> None:
        """Another theme: every line anew."""
        super().notify_style_update()
        self._strips.clear()

    def on_focus(self) -> None:
        """What is looked at looks another way with the focus."""
        self.focus_changed()

    def on_blur(self) -> None:
        """As above."""
        self.focus_changed()

    def focus_changed(self) -> None:
        """Every line anew: the ground may be another one, too."""
        self.draw_anew()

    def draw_anew(self) -> None:
        """What the lines say, or how they look, may be something else now."""
        self._strips.clear()
        self.refresh()

    def _go_to(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True, immediate=self.AT_ONCE)

    def _keep_in_sight(self, start: int, end: int) -> None:
        """Scroll as little as is needed to see these rows; `end`: the row behind the last."""
        top, height = self.scroll_offset.y, self.lines_seen
        if start < top:
            self._go_to(start)
        elif end > top + height > 0:
            self._go_to(end - height)

    def _clicked_row(self, event: events.Click) -> int:
        offset = event.get_content_offset(self)
        return (offset.y if offset is not None else event.y) + self.scroll_offset.y
