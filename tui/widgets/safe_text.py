"""People's words on the screen: never markup, never a control character, whatever the widget.

`markup=False` stops Textual's tags and nothing else: ESC, C1 and bidirectional characters go
through Static, OptionList, Input, TextArea, notifications and the title to the terminal. Two
walls, then:

- Widgets show people's words through `line` and `lines`, which make every such character visible.
- `HarmlessLines` looks at each line on its way to the terminal, whichever widget drew it. A widget
  that forgot the first wall is harmless all the same; what it forgot is just not visible.

Source: repository-format.md, last section; style.md, 'Textual 8'.
"""

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from model.text import first_words, shown, shown_line

__all__ = ["HarmlessLines", "first_words", "line", "lines", "shown", "shown_line"]


def line(text: str) -> Content:
    """People's words on one line, as content: tabs and line breaks become spaces."""
    return Content(shown_line(text))


def lines(text: str) -> Content:
    """People's words as they are, with their line breaks, as content."""
    return Content(shown(text))


class HarmlessLines(LineFilter):
    """The last wall: takes out of a finished line what could steer the terminal.

    The app hands it out with `get_line_filters`.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments, harmless; the same list where they are so already."""
        if all(segment.text.isascii() and segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(_harmless(segment.text), segment.style)
            for segment in segments
        ]


def _harmless(text: str) -> str:
    # All of them are zero cells wide, so what stands behind keeps its place.
    return "".join(
        character
        for character, sign in zip(text, shown_line(text), strict=True)
        if character == sign
    )
