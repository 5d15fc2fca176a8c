"""A line that opens something: by the mouse here, by a key of the widget around it."""

from textual import events
from textual.message import Message

from tui.widgets.line import Line


class LinkLine(Line):
    """A `Line` that says when it is clicked."""

    ALLOW_SELECT = False

    class Pressed(Message):
        """The person clicked the line."""

        def __init__(self, line: "LinkLine") -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> "LinkLine":
            """The line, for `@on` selectors."""
            return self.line

    def on_click(self, event: events.Click) -> None:
        """Say so."""
        event.stop()
        self.post_message(self.Pressed(self))
