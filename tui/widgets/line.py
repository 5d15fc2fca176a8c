"""A text of ours on the screen that is drawn anew only when it became another one.

`Static.update` lays the whole screen out anew each time; at every key that is most of what a key
costs.
"""

from textual.content import Content
from textual.widgets import Static

from tui.widgets.hanging import Hanging


class Line(Static):
    """Ready text, never markup; `say` it as often as one likes."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, classes=classes, markup=False)
        self._said: str | None = None

    def say(self, text: str) -> None:
        """Show this text; the layout is made anew only where its number of lines may change."""
        if text == self._said:
            return
        before, self._said = self._said, text
        width = self.content_size.width
        one_line = before is not None and width > 0 and max(len(before), len(text)) <= width
        self.update(Content(text), layout=not one_line or "\n" in text + (before or ""))

    def say_all(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Show one line each, its sign in front."""
        shown = Hanging(*lines)
        if str(shown) != self._said:
            self._said = str(shown)
            self.update(shown)
