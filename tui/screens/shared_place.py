"""Which folder colleagues share: chosen to invite them, or to join what one of them put there."""

from pathlib import Path
from typing import ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from model.messages import N_, Message
from store.typed_path import is_folder
from tui.pasted_paths import read_paths
from tui.screens.base import Dialog
from tui.widgets.file_chooser import FileChooser
from tui.widgets.key_hints import key_hints
from tui.widgets.one_line import OneLine


class SharedPlaceDialog(Dialog[Path | None]):
    """The result is a folder."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "A folder that you and your colleagues all have: one that OneDrive, Teams or Google Drive "
        "keeps in step, one on the school's network, or one on a stick.\n\n"
        "Go to it in the list and choose it with the button, or paste its path in the box. Ctrl+S "
        "chooses the folder that stands above the list."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("ctrl+s", "choose", N_("Choose this folder"), priority=True),
    ]

    def __init__(self, title: str, about: str) -> None:
        """Both as English templates."""
        super().__init__()
        self._title = title
        self._about = about

    @classmethod
    def to_invite(cls) -> Self:
        """To put one's own application there."""
        return cls(
            N_("Invite colleagues"),
            N_(
                "Choose a folder that your colleagues have too: in OneDrive, Teams or Google "
                "Drive, on the network, on a stick. Labelmap puts the application there, with a "
                "page that tells them what to do. Your own copy stays where it is."
            ),
        )

    @classmethod
    def to_join(cls) -> Self:
        """To find what a colleague put there."""
        return cls(
            N_("Join a colleague's application"),
            N_(
                "Choose the folder that your colleague shares with you: the one in which the page "
                "with instructions lies."
            ),
        )

    @classmethod
    def for_reviewers(cls) -> Self:
        """To share what reviewers work on."""
        return cls(
            N_("Share the inbox's work with the other reviewers"),
            N_(
                "Choose a folder that the other reviewers have too, for this inbox alone. Labelmap "
                "puts drafts, notes and who decides there, and takes in theirs. Schools never see "
                "it, and what they sent stays where it is."
            ),
        )

    def compose(self) -> ComposeResult:
        say = self.language.text
        with Vertical(classes="dialog widest") as dialog:
            dialog.border_title = Content(say(self._title))
            dialog.border_subtitle = key_hints(
                ("ctrl+s", say("Choose this folder")), ("escape", say("Back"))
            )
            yield Static(Content(say(self._about)), classes="note", markup=False)
            yield OneLine(
                id="path", compact=True, placeholder=say(N_("paste the folder's path here"))
            )
            yield FileChooser(Path.home(), id="files")
            with Horizontal(classes="buttons"):
                yield Button(say("Choose this folder"), variant="primary", id="choose")
                yield Button(say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the list."""
        self.query_one(FileChooser).focus()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#choose")
    @on(Input.Submitted, "#path")
    def action_choose(self) -> None:
        """Take what was pasted, else the folder in the list."""
        shown = self.query_one(FileChooser).folder
        pasted = read_paths(self.query_one("#path", Input).value, shown)
        folder = pasted[0] if pasted else shown
        if not is_folder(folder):
            self.common.tell(
                Message(N_("There is no folder {path}."), {"path": str(folder)}), warning=True
            )
            return
        self.dismiss(folder)
