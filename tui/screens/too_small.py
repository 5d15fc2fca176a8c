"""A terminal that is too small for the screens: one sentence until it is larger.

Who was writing may go on without looking: what is typed or pasted is for the box below.
"""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from model.messages import N_
from tui.screens.base import Dialog
from tui.widgets.text_editor import TextEditor

LEAST = (60, 16)
"""Columns and rows that the screens need."""


class TooSmallScreen(Dialog[None]):
    """Says how large the window must be."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_("The window is too small for Labelmap. Make it larger.")

    def compose(self) -> ComposeResult:
        yield Static(
            Content(
                self.say(
                    "Make this window larger: at least {columns} by {rows} characters. "
                    "Nothing is lost.",
                    columns=LEAST[0],
                    rows=LEAST[1],
                )
            ),
            markup=False,
        )

    def on_key(self, event: events.Key) -> None:
        """A character is for the box in which the cursor stands, and a new line for a long text."""
        box = self._box
        if event.is_printable or (event.key == "enter" and isinstance(box, TextEditor)):
            event.stop()
            if box is not None:
                box.post_message(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """As a character."""
        event.stop()
        if self._box is not None:
            self._box.post_message(events.Paste(event.text))

    @property
    def _box(self) -> Input | TextEditor | None:
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        focused = below.focused if below is not None else None
        if isinstance(focused, TextEditor) and focused.read_only:
            return None  # it would hand the key up to the app, and that to this screen again
        return focused if isinstance(focused, (Input, TextEditor)) else None
