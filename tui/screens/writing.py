"""Dialogs in which one writes: what was typed is not thrown away unasked."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from model.messages import N_
from tui.screens.base import Dialog


class WritingDialog(Dialog[ScreenResultType | None]):
    """A dialog that is left with Escape or its button 'back', after a question if need be."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", N_("Back"))]
    ASKS = N_("Leave without saving? What you typed here is gone then.")
    """The question; a dialog may have its own."""

    def on_mount(self) -> None:
        """Remember what stands there at first, proposals of the dialog's own among it."""
        self._at_first = self._words()

    def _words(self) -> Mapping[Widget, str]:
        """What stands in each box."""
        words: dict[Widget, str] = {box: box.value for box in self.query(Input)}
        words.update({box: box.text for box in self.query(TextArea)})
        return words

    def is_written_in(self) -> bool:
        """Whether words stand there that the person brought."""
        return any(
            words.strip() and words != self._at_first.get(box)
            for box, words in self._words().items()
        )

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Back."""
        from tui.screens.confirm import ConfirmDialog

        if not self.is_written_in():
            self.dismiss(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        question = self.say(self.ASKS)
        self.app.push_screen(
            ConfirmDialog(question, self.say("Leave"), self.say("Write on")), answered
        )
