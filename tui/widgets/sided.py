"""A row of a list with something at its right end: what stands left gives way, or goes on below."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Sided(Visual):
    """Ready texts, never markup; the right one stands there where half the line is left."""

    def __init__(self, left: str, right: str, *, sign: str | None = None) -> None:
        """`sign`: stands before the left text, which goes on beneath itself where it is too long.

        Without it the row is one line, and what does not fit is cut.
        """
        self._sign = Content(sign or "")
        self._wraps = sign is not None
        self._left = Content(left)
        self._right = Content(right)

    def __str__(self) -> str:
        """What stands on the left: what the line is about."""
        return self._sign.plain + self._left.plain

    def _at(self, width: int) -> Content:
        return Content("\n").join(self._wrapped(width)) if self._wraps else self._cut(width)

    def _wrapped(self, width: int) -> list[Content]:
        """The text takes no cell that stands below the right one: that would look like its own."""
        tail, hang = self._right.cell_length, self._sign.cell_length
        beside = bool(tail) and tail + 2 <= width // 2
        room = max(1, width - hang - (tail + 2 if beside else 0))
        first, *more = self._left.wrap(room) or [self._left]
        head = self._sign + first.rstrip()
        if beside:
            head = head.truncate(width - tail - 2, ellipsis=True, pad=True) + "  " + self._right
        return [head, *(Content(" " * hang) + row.rstrip() for row in more)]

    def _cut(self, width: int) -> Content:
        tail = self._right.cell_length
        if not tail or tail + 2 > width // 2:
            return self._left.truncate(width, ellipsis=True)
        return self._left.truncate(width - tail - 2, ellipsis=True, pad=True) + "  " + self._right

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw it."""
        return self._at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Wide enough for both."""
        return self._sign.cell_length + self._left.cell_length + self._right.cell_length + 2

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """One line, however narrow, unless the text goes on."""
        return len(self._wrapped(width)) if self._wraps else 1
