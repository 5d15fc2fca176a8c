"""What switching screens is held against: a bare app with a screen of as many widgets."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static


class Second(Screen[None]):
    """So many lines, one a widget."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "app.pop_screen", "Back")]

    def __init__(self, count: int, mark: str) -> None:
        super().__init__()
        self._count, self._mark = count, mark

    def compose(self) -> ComposeResult:
        """The first line is the mark."""
        with VerticalScroll():
            for number in range(self._count - 1):
                yield Static(self._mark if number == 0 else f"Line {number}", markup=False)


class Bare(App[None]):
    """A key opens the second screen."""

    BINDINGS: ClassVar[list[BindingType]] = [("o", "open", "Open")]

    def compose(self) -> ComposeResult:
        """The first screen."""
        yield Static("FIRST SCREEN", markup=False)

    def action_open(self) -> None:
        """Open the second screen."""
        self.push_screen(Second(int(sys.argv[1]), "SECOND SCREEN"))


if __name__ == "__main__":
    Bare().run()
