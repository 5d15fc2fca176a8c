"""The text stands in a window of another program: Enter takes it back."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Failure
from model.text import length, shown
from store.drafts import Draft
from tui.screens.base import Dialog

_LOOK_EVERY = 0.5
"""Seconds after which the file is looked at again."""


class OutsideDialog(Dialog[bool]):
    """Says whether the other program has saved already; True takes the text back."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Your text stands in the window of your own editor. Save it there, then come back here and "
        "press Enter. Escape leaves the text here as it is."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", N_("Leave it as it is"))
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(
                Content(
                    self.say(
                        "Your text is open in the window of another program. Save it there, and "
                        "press Enter here."
                    )
                ),
                classes="head",
                markup=False,
            )
            yield Static(Content(shown(str(self._draft.path))), classes="note", markup=False)
            yield Static("", id="state", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Take the text back"), variant="primary", id="take")
                yield Button(self.say("Leave it as it is"), id="leave")

    def on_mount(self) -> None:
        """Look at the file from now on."""
        self._look()
        self.set_interval(_LOOK_EVERY, self._look)

    def _look(self) -> None:
        state = self.say("Nothing was saved there yet.")
        if self._draft.changed:
            try:
                count = length(self._draft.read().text)
            except Failure:
                count = 0
            state = self.language.plural(
                N_("Saved there: {count} character."), N_("Saved there: {count} characters."), count
            )
        self.query_one("#state", Static).update(Content(state))

    @on(Button.Pressed)
    def _answered(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "take")
