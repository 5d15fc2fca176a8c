"""A reviewer's first folder: where the applications come that schools send."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Failure, Message
from store.creation import is_free
from store.inbox_folder import is_inbox
from store.typed_path import typed_path
from tui.screens.base import Dialog
from tui.widgets.form import FormField
from tui.widgets.key_hints import key_hints


class NewInboxDialog(Dialog[Path | None]):
    """The result is the folder: of a new inbox, or of one that is there."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "For who reviews for an NSO: a folder in which every school is a row. Schools send their "
        "application as a file, and you take those files in there. What you write stays with you "
        "until you send it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("enter,ctrl+s", "make", N_("Make"), priority=True),
    ]

    def __init__(self, proposed: Path) -> None:
        """`proposed`: a folder that is not there yet."""
        super().__init__()
        self._proposed = proposed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("Review for an NSO"))
            dialog.border_subtitle = key_hints(
                ("ctrl+s", self.say("Make")), ("escape", self.say("Back"))
            )
            yield Static(
                Content(
                    self.say(
                        "A folder for the applications that schools send. After this you take in "
                        "their files there."
                    )
                ),
                classes="note",
                markup=False,
            )
            yield FormField(self.say("Folder to keep it in"), str(self._proposed), key="folder")
            with Horizontal(classes="buttons"):
                yield Button(self.say("Make"), variant="primary", id="make")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the folder."""
        self.query_one(FormField).box.focus()

    @on(Button.Pressed, "#make")
    def action_make(self) -> None:
        """Hand back the folder; one in which other things lie is not taken."""
        typed = self.query_one(FormField).box.value.strip()
        folder = typed_path(typed, self._proposed.parent)
        try:
            may = bool(typed) and (is_inbox(folder) or is_free(folder))
        except Failure as failure:
            self.common.tell_failure(failure)
            return
        if may:
            self.dismiss(folder)
        else:
            question = Message(N_("Choose a folder that is empty or not there yet."))
            self.common.tell(question, warning=True)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)
