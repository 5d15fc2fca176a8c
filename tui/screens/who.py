"""Who works at this computer: asked once, changed with one key (a staff-room computer)."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Static

from model.messages import N_, Failure
from store.people import NoName, Person, person, remember
from tui.screens.base import Dialog
from tui.widgets.one_line import OneLine


class WhoDialog(Dialog[Person | None]):
    """Asks for a name and, if one likes, a mail address."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Your name goes with every change you make, so that colleagues and the NSO can see who "
        "did what. It is kept on this computer, for your user only."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Later"))]

    def __init__(self, who: Person | None) -> None:
        super().__init__()
        self._person = who

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(
                self.say("What is your name? It stands with every change you make."), markup=False
            )
            yield OneLine(self._person.name if self._person else "", id="name")
            yield Static(self.say("Your mail address (if you like)"), markup=False)
            yield OneLine(self._person.email if self._person else "", id="email")
            yield Label("", id="wrong", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("That is me"), variant="primary", id="yes")
                yield Button(self.say("Later"), id="no")

    @on(Input.Submitted, "#name")
    def _next(self) -> None:
        self.query_one("#email").focus()

    @on(Button.Pressed, "#no")
    def _later(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#yes")
    @on(Input.Submitted, "#email")
    def _done(self) -> None:
        name = self.query_one("#name", Input).value.strip()
        email = self.query_one("#email", Input).value.strip()
        try:
            who = person(name, email)
        except NoName:
            self.query_one("#wrong", Label).update(self.say("Fill in a name."))
            self.query_one("#name").focus()
            return
        try:
            remember(who)
        except Failure as failure:
            self.common.tell_failure(failure)
        self.dismiss(who)
