"""What came of something that was done at once for many: a line each, until one closes it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_
from model.text import shown_line
from tui.screens.base import Dialog
from tui.widgets.hanging import Hanging


class ReportDialog(Dialog[None]):
    """Lines with a sign in front."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "What was done, a line each. ✓ is done, ○ is something to know, ! is what could not be "
        "done, and why. The arrows scroll."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", N_("Close"))]

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Both in the language of the interface."""
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(Content(self._title), classes="head", markup=False)
            with VerticalScroll():
                lines = ((sign, shown_line(text)) for sign, text in self._lines)
                yield Static(Hanging(*lines), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Close"), variant="primary", id="close")

    def on_mount(self) -> None:
        """One Enter closes it."""
        self.query_one("#close").focus()

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)
