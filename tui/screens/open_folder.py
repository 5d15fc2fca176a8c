"""Open an application that is on this computer: choose its folder or paste the path."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from model.messages import N_, Message
from store.typed_path import is_folder
from tui.pasted_paths import read_paths
from tui.screens.base import Dialog
from tui.widgets.file_chooser import FileChooser
from tui.widgets.one_line import OneLine


class OpenFolderDialog(Dialog[Path | None]):
    """The result is the folder of an application."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Go to the folder of the application (the one that holds labelmap.toml) and choose 'Open', "
        "or paste its path in the box."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("ctrl+s", "open", N_("Open"), priority=True),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog widest"):
            yield Label(
                self.say("Go to the folder of the application, or paste its path"), markup=False
            )
            yield OneLine(id="path", compact=True)
            yield FileChooser(self.labelmap.default_place(), id="files")
            with Horizontal(classes="buttons"):
                yield Button(self.say("Open this folder"), variant="primary", id="open")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the list."""
        self.query_one(FileChooser).focus()

    @on(FileChooser.Moved)
    def _moved(self, message: FileChooser.Moved) -> None:
        if (message.folder / "labelmap.toml").is_file():
            self.dismiss(message.folder)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#open")
    @on(Input.Submitted, "#path")
    def action_open(self) -> None:
        """Open what was pasted, else the folder in the list."""
        shown = self.query_one(FileChooser).folder
        pasted = read_paths(self.query_one("#path", Input).value, shown)
        folder = pasted[0] if pasted else shown
        if not is_folder(folder):
            self.labelmap.tell(
                Message(N_("There is no folder {path}."), {"path": str(folder)}), warning=True
            )
            return
        self.dismiss(folder)
