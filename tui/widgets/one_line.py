"""A box for one line: Textual's Input with the keys that teachers know from everywhere."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class OneLine(Input):
    """Ctrl+A takes all, as in the boxes for long texts."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", show=False)]
