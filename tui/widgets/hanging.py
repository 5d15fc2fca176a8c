"""Lines with a sign in front: what does not fit goes on beneath the text, not beneath the sign."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_WIDTHS = 2
"""A pane is laid out without its scroll bar and with it, in turn."""


class Hanging(Visual):
    """What a list or a pane shows: ready texts, never markup, wrapped at the width it is given."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        """Each line is its sign, with the room behind it, and its text."""
        self._lines = tuple((Content(sign), Content(text)) for sign, text in lines)
        self._wrapped: dict[int, tuple[Content, int]] = {}
        """By width: the wrapped rows, and how many lines they take."""

    def __str__(self) -> str:
        """The words as they stand, whatever the width."""
        return "\n".join(sign.plain + text.plain for sign, text in self._lines)

    def _at(self, width: int) -> tuple[Content, int]:
        wrapped = self._wrapped.get(width)
        if wrapped is None:
            rows: list[Content] = []
            for sign, text in self._lines:
                room = sign.cell_length
                first, *more = text.wrap(max(1, width - room)) or [text]
                rows.append(sign + first.rstrip())
                rows += [Content(" " * room) + row.rstrip() for row in more]
            shown = Content("\n").join(rows)
            fits = all(row.cell_length <= width for row in rows)
            if len(self._wrapped) == _WIDTHS:
                self._wrapped.clear()
            wrapped = shown, len(rows) if fits else shown.get_height({}, width)
            self._wrapped[width] = wrapped
        return wrapped

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the wrapped lines."""
        return self._at(width)[0].render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Wide enough for the longest line."""
        return max((sign.cell_length + text.cell_length for sign, text in self._lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many rows as the wrapped lines take."""
        return self._at(width)[1]
