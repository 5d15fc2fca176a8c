"""One line of a list with something at its right end: what stands left gives way."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Sided(Visual):
    """Ready texts, never markup; the right one stands there where half the line is left."""

    def __init__(self, left: str, right: str) -> None:
        self._left = Content(left)
        self._right = Content(right)

    def __str__(self) -> str:
        """What stands on the left: what the line is about."""
        return self._left.plain

    def _at(self, width: int) -> Content:
        tail = self._right.cell_length
        if not tail or tail + 2 > width // 2:
            return self._left.truncate(width, ellipsis=True)
        return self._left.truncate(width - tail - 2, ellipsis=True, pad=True) + "  " + self._right

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the line."""
        return self._at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Wide enough for both."""
        return self._left.cell_length + self._right.cell_length + 2

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """One row, however narrow."""
        return 1
