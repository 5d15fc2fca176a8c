"""A list that one opens things from: a click opens, and so does a double click, once.

The second click of a double one comes when another screen may stand there already: it is for the
row that was opened, and must press nothing else.
"""

from textual import events
from textual.widgets import OptionList


def is_one_more(event: events.Click) -> bool:
    """Whether it is the second click of a double one, or a later one."""
    return event.chain > 1


class Rows(OptionList):
    """Textual's list, which hears a double click once."""

    def on_click(self, event: events.Click) -> None:
        """Only the first click opens."""
        if is_one_more(event):
            event.prevent_default()
