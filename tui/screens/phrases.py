"""Phrases of one's own: Enter puts one into the text."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from model.messages import N_
from model.text import shown
from tui.screens.base import Dialog
from tui.widgets.key_hints import key_hints
from tui.widgets.rows import Rows


class PhrasesDialog(Dialog[str]):
    """A list of phrases; what is chosen comes into the text."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Phrases that you use again and again, in the language of the application. Enter puts one "
        "into your text. F4 in the dialog before adds what stands there; they are kept in a file "
        "of your own, which you may edit."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Close"))]

    def __init__(self, phrases: Sequence[str], file: str) -> None:
        """`file`: where they stand."""
        super().__init__()
        self._phrases = tuple(phrases)
        self._file = file

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("Phrases"))
            dialog.border_subtitle = key_hints(("escape", self.say("Close")))
            options = [Option(Content(f"• {shown(phrase)}")) for phrase in self._phrases]
            nothing = Option(Content(self.say("No phrases yet.")), disabled=True)
            yield Rows(*(options or [nothing]), markup=False, classes="choices plain")
            where = self.say("They stand in: {path}", path=self._file)
            yield Static(Content(where), classes="note", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._phrases[message.option_index])
