"""The inbox as a file: a table for a spreadsheet, or a document for other programs."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from model.messages import N_, Message
from store.typed_path import is_there, typed_path, with_ending
from tui.screens.base import Dialog
from tui.widgets.one_line import OneLine

_SUFFIXES = (".csv", ".json")


class ExportInboxDialog(Dialog[Path | None]):
    """The result is the file that is to be made; its suffix says of which kind."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "The whole inbox as a file, a row or an entry for every school. CSV is a table for a "
        "spreadsheet, in which nothing that people wrote is a formula; JSON is what other programs "
        "read, as `labelmap inbox --json` prints it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("ctrl+s", "make", N_("Make"), priority=True),
    ]

    def __init__(self, proposed: Path) -> None:
        """`proposed`: a file that is not there yet, without its suffix."""
        super().__init__()
        self._proposed = proposed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(Content(self.say("Inbox as a file")), classes="head", markup=False)
            yield Select(
                (
                    (Content(self.say("CSV, for a spreadsheet")), ".csv"),
                    (Content(self.say("JSON, for other programs")), ".json"),
                ),
                value=".csv",
                allow_blank=False,
                compact=True,
                id="format",
            )
            yield Static(Content(self.say("Save as")), classes="heading", markup=False)
            yield OneLine(f"{self._proposed}.csv", id="target")
            with Horizontal(classes="buttons"):
                yield Button(self.say("Make"), variant="primary", id="make")
                yield Button(self.say("Back"), id="back")

    @on(Select.Changed, "#format")
    def _other_format(self) -> None:
        box = self.query_one("#target", Input)
        suffix = str(self.query_one("#format", Select).value)
        path = Path(box.value.strip())
        if path.suffix in _SUFFIXES:
            box.value = str(path.with_suffix(suffix))

    @on(Button.Pressed, "#make")
    @on(Input.Submitted, "#target")
    def action_make(self) -> None:
        """Hand back the file; one that is there is asked about."""
        typed = self.query_one("#target", Input).value.strip()
        if not typed:
            self.common.tell(Message(N_("Say where it is to be saved.")), warning=True)
            return
        path: Path | None = typed_path(typed, self._proposed.parent)
        if path is not None and path.suffix not in _SUFFIXES:
            path = with_ending(path, str(self.query_one("#format", Select).value))
        if path is None:
            self.common.tell(Message(N_("Give the file a name.")), warning=True)
            return
        if not is_there(path):
            self.dismiss(path)
            return
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(path)

        question = self.say("'{path}' is there already. Replace it?", path=str(path))
        self.app.push_screen(
            ConfirmDialog(question, self.say("Replace it"), self.say("Back")), answered
        )

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)
