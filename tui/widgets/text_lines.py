"""The document behind the editor: lines end at LF only, and what is seen is harmless.

Textual's own document ends a line at U+2028, U+0085, VT and FF too, and so changes a text by
showing it. Here the characters stay as they are in the file (`text`, `get_text_range`); `lines`
hold what the screen shows, character for character (`model.text.shown`), so that a place in one is
the same place in the other.
"""

from typing import overload

from rich.cells import cell_len
from textual.geometry import Size
from textual.widgets.text_area import DocumentBase, EditResult, Location

from model.text import shown


class TextLines(DocumentBase):
    """One text as lines."""

    def __init__(self, text: str) -> None:
        self._kept = text.split("\n")
        self._shown = shown(text).split("\n")
        self._text: str | None = text

    @property
    def text(self) -> str:
        """The text as it is kept; joined after a change only, for Textual asks at each line."""
        if self._text is None:
            self._text = "\n".join(self._kept)
        return self._text

    @property
    def newline(self) -> str:  # type: ignore[override] # narrower in Textual: it knows three
        """What ends a line."""
        return "\n"

    @property
    def lines(self) -> list[str]:
        """What the screen shows of each line."""
        return self._shown

    @property
    def line_count(self) -> int:
        """How many lines there are; one at least."""
        return len(self._kept)

    @property
    def start(self) -> Location:
        """Before the first character."""
        return (0, 0)

    @property
    def end(self) -> Location:
        """Behind the last character."""
        return (len(self._kept) - 1, len(self._kept[-1]))

    def get_line(self, index: int) -> str:
        """What the screen shows of one line."""
        return self._shown[index]

    @overload
    def __getitem__(self, line_index: int) -> str: ...

    @overload
    def __getitem__(self, line_index: slice) -> list[str]: ...

    def __getitem__(self, line_index: int | slice) -> str | list[str]:
        """What the screen shows of a line, or of several."""
        return self._shown[line_index]

    def get_size(self, indent_width: int) -> Size:
        """Width of the widest line, and the number of lines."""
        width = max(cell_len(line.expandtabs(indent_width)) for line in self._shown)
        return Size(width, len(self._shown))

    def get_text_range(self, start: Location, end: Location) -> str:
        """The text between two places, as it is kept."""
        (top, left), (bottom, right) = sorted((start, end))
        if top == bottom:
            return self._kept[top][left:right]
        return "\n".join(
            (self._kept[top][left:], *self._kept[top + 1 : bottom], self._kept[bottom][:right])
        )

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put `text` in the place of what stands between two places."""
        (top, left), (bottom, right) = sorted((start, end))
        replaced = self.get_text_range((top, left), (bottom, right))
        new = text.split("\n")
        end_location = (top + len(new) - 1, len(new[-1]) + (left if len(new) == 1 else 0))
        new[0] = self._kept[top][:left] + new[0]
        new[-1] += self._kept[bottom][right:]
        self._kept[top : bottom + 1] = new
        self._shown[top : bottom + 1] = [shown(line) for line in new]
        self._text = None
        return EditResult(end_location, replaced)

    def location(self, index: int) -> Location:
        """The place of the character with this index in `text`."""
        for row, line in enumerate(self._kept):
            if index <= len(line):
                return (row, index)
            index -= len(line) + 1
        return self.end
