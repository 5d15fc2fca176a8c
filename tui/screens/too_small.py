"""A terminal that is too small for the screens: one sentence until it is larger."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from model.messages import N_
from tui.screens.base import Dialog

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
