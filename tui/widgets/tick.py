"""A box to tick: [✓] or [ ], so that no colour is needed to see which; a long label wraps."""

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Checkbox

_SIGNS = {True: "[✓]", False: "[ ]"}
_ROOM = 4
"""Cells of the sign and the space behind it."""


class Tick(Checkbox):
    """Textual's checkbox shows the same sign in two colours, and cuts its label off."""

    def _rows(self, width: int) -> list[Content]:
        label = Content(self.label.plain)
        return [row.rstrip() for row in label.wrap(max(1, width - _ROOM - 1))] or [label]

    def render(self) -> Content:
        sign = Content(_SIGNS[self.value]).stylize(self.get_visual_style("toggle--button"))
        style = self.get_visual_style("toggle--label")
        first, *more = (
            row.pad(1, 1).stylize_before(style) for row in self._rows(self.content_size.width)
        )
        rows = [sign + first, *(Content(" " * (_ROOM - 1)) + row for row in more)]
        return Content("\n").join(rows)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        return min(container.width, self.label.cell_length + _ROOM + 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as above
        return len(self._rows(width))
