"""A few words side by side of which one is chosen, each with a number: what a list is narrowed to.

It takes as many lines as it needs; a click chooses. The keys that choose are the screen's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from model.text import shown_line

_GAP = 1


class TabLine(Widget):
    """Words that are clicked; the chosen one stands out, by its sign too."""

    can_focus = False
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-line--chosen"}

    @dataclass
    class Chosen(Message):
        """One was clicked."""

        key: str

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._tabs: tuple[tuple[str, str], ...] = ()
        self._chosen = ""

    def show(self, tabs: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show these: (key, words)."""
        if (state := (tuple(tabs), chosen)) != (self._tabs, self._chosen):
            # Another one that is chosen takes no more room: only other words move what is below.
            moves = state[0] != self._tabs
            self._tabs, self._chosen = state
            self.refresh(layout=moves)

    def _lines(self, width: int) -> list[list[tuple[str, Content]]]:
        lines: list[list[tuple[str, Content]]] = [[]]
        room = width
        for key, words in self._tabs:
            signs = ("▸", "◂") if key == self._chosen else (" ", " ")
            text = Content(f"{signs[0]}{shown_line(words)}{signs[1]}")
            if key == self._chosen:
                text = text.stylize(self.get_visual_style("tab-line--chosen", partial=True))
            if text.cell_length > room and lines[-1]:
                lines.append([])
                room = width
            lines[-1].append((key, text))
            room -= text.cell_length + _GAP
        return lines

    def render(self) -> Content:
        """All of them, in as many lines as it takes."""
        gap = Content(" " * _GAP)
        return Content("\n").join(
            gap.join([text for _, text in line]) for line in self._lines(self.size.width)
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take."""
        del container, viewport
        return len(self._lines(width))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        offset = event.get_content_offset(self)
        lines = self._lines(self.size.width)
        if offset is None or offset.y >= len(lines):
            return
        start = 0
        for key, text in lines[offset.y]:
            start += text.cell_length
            if offset.x < start:
                self.post_message(self.Chosen(key))
                return
            start += _GAP
