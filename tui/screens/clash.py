"""A text that was changed here and elsewhere at once: one chooses, the history keeps both."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model import fields
from model.messages import N_
from model.text import shown
from tui.screens.base import Dialog
from tui.session import Clash


@dataclass(frozen=True, slots=True)
class Chosen:
    """The version that stays; a field may have been emptied, so the value may be None."""

    value: fields.Value


class ClashDialog(Dialog[Chosen | None]):
    """Both versions side by side. Nothing chosen: decide later, ours stays in the box."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Later"))]
    HELP_TEXT = N_(
        "This was changed here and in another place at the same time. Choose which one stays. "
        "The other one is not lost: it stays in the history."
    )

    def __init__(self, clash: Clash) -> None:
        super().__init__()
        self._clash = clash

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog widest"):
            yield Static(
                Content(
                    self.say("This was changed elsewhere while you were typing. Which one stays?")
                ),
                markup=False,
            )
            with Horizontal(classes="versions"):
                for title, value in (
                    (self.say("What you typed"), self._clash.mine),
                    (self.say("What is in the file now"), self._clash.theirs),
                ):
                    scroll = VerticalScroll(
                        Static(Content(shown(fields.as_text(value))), markup=False),
                        classes="version",
                    )
                    scroll.border_title = Content(title)
                    yield scroll
            with Horizontal(classes="buttons"):
                yield Button(self.say("Keep mine"), variant="primary", id="mine")
                yield Button(self.say("Take the other one"), id="theirs")

    @on(Button.Pressed, "#mine")
    def _mine(self) -> None:
        self.dismiss(Chosen(self._clash.mine))

    @on(Button.Pressed, "#theirs")
    def _theirs(self) -> None:
        self.dismiss(Chosen(self._clash.theirs))
