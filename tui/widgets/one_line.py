"""A box for one line: Textual's Input with the keys that teachers know from everywhere."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input


class OneLine(Input):
    """Ctrl+A takes all, as in the boxes for long texts."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", show=False)]

    _hint: str | None = None
    """What stands in the empty box, as long as it is."""

    def on_resize(self) -> None:
        """A hint too long for the box says so: Textual shows the first line of it only."""
        if self._hint is None:
            self._hint = self.placeholder
        room = self.scrollable_content_region.width
        self.placeholder = Content(self._hint).truncate(room, ellipsis=True).plain
