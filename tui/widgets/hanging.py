"""Lines with a sign in front: what does not fit goes on beneath the text, not beneath the sign."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Hanging(Visual):
    """What a list or a pane shows: ready texts, never markup, wrapped at the width it is given."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        """Each line is its sign, with the room behind it, and its text."""
        self._lines = tuple((Content(sign), Content(text)) for sign, text in lines)
        self._wrapped: tuple[int, Content] | None = None

    def __str__(self) -> str:
        """The words as they stand, whatever the width."""
        return "\n".join(sign.plain + text.plain for sign, text in self._lines)

    def _at(self, width: int) -> Content:
        if self._wrapped is None or self._wrapped[0] != width:
            rows: list[Content] = []
            for sign, text in self._lines:
                room = sign.cell_length
                first, *more = text.wrap(max(1, width - room)) or [text]
                rows.append(sign + first.rstrip())
                rows += [Content(" " * room) + row.rstrip() for row in more]
            self._wrapped = width, Content("\n").join(rows)
        return self._wrapped[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the wrapped lines."""
        return self._at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Wide enough for the longest line."""
        return max((sign.cell_length + text.cell_length for sign, text in self._lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many rows as the wrapped lines take."""
        return self._at(width).get_height(rules, width)
