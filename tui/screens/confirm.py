"""A question with two answers."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_
from tui.screens.base import Dialog


class ConfirmDialog(Dialog[bool]):
    """Asks whether to do something; Escape is no."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "A question with two answers. Tab goes from one to the other, Enter chooses, Escape leaves "
        "everything as it is."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", N_("No"))]

    def __init__(self, question: str, yes: str, no: str) -> None:
        """All three in the language of the interface already."""
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self._yes), variant="primary", id="yes")
                yield Button(Content(self._no), id="no")

    @on(Button.Pressed)
    def _answered(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "yes")
