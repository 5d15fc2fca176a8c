"""A bar while the files of several schools are taken in; who does not wait for it goes on."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.types import CSSPathType
from textual.widgets import Button, ProgressBar, Static

from model.messages import N_
from model.text import shown_line
from tui.screens.base import Dialog


class ReceivingDialog(Dialog[None]):
    """Shows how far it is; it is closed by whoever opened it, when all are in."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialog.tcss", "taking_in.tcss"]
    HELP_TEXT = N_(
        "The files are checked and taken in, one by one. You need not wait: Escape goes back to "
        "the table, it goes on meanwhile, and at its end you read what came in."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "hide", N_("Back"))]

    @dataclass
    class AtHand(TextualMessage):
        """The next file is begun."""

        name: str
        number: int

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(Content(self.say("Taking in ...")), classes="head", markup=False)
            yield ProgressBar(self._count, show_eta=False)
            yield Static(id="at-hand", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Back"), id="back")

    def tell_at_hand(self, name: str, number: int) -> None:
        """A file is begun, the so many-th. From any thread."""
        self.post_message(self.AtHand(name, number))

    @on(AtHand)
    def _at_hand(self, message: AtHand) -> None:
        self.query_one(ProgressBar).update(progress=min(message.number, self._count))
        self.query_one("#at-hand", Static).update(Content(shown_line(message.name)))

    @on(Button.Pressed, "#back")
    def action_hide(self) -> None:
        """Back to the table; it goes on beside."""
        self.dismiss(None)
