"""A box for a long text: title, counter, editor. Nothing that is typed or pasted is ever cut off.

The text is what the person has: the same characters in the file and in the box, except for what the
door takes away (control characters, of which the person is told). A box that nobody edited sends
nothing, so it is never saved.
"""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tui.widgets.counter import Counter
from tui.widgets.text_editor import TextEditor


class TextBox(Vertical):
    """One text of a step."""

    @dataclass
    class Edited(Message):
        """The person changed the text."""

        box: "TextBox"
        text: str

        @property
        def control(self) -> "TextBox":
            """The box, for `@on` selectors."""
            return self.box

    @dataclass
    class Cleaned(Message):
        """Control characters were taken out of what was typed or pasted."""

        box: "TextBox"
        removed: int

        @property
        def control(self) -> "TextBox":
            """The box, for `@on` selectors."""
            return self.box

    @dataclass
    class TidyOffered(Message):
        """What was pasted looks like a word processor's; `TextBox.tidy()` takes the offer."""

        box: "TextBox"

        @property
        def control(self) -> "TextBox":
            """The box, for `@on` selectors."""
            return self.box

    def __init__(
        self,
        text: str = "",
        *,
        limit: int,
        title: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        read_only: bool = False,
    ) -> None:
        super().__init__(id=id)
        self._counter = Counter(title, limit)
        self._outside = text
        """The text as the outside was last known to have it."""
        self._sent: list[str] = []
        """What was sent since, and the outside may not have taken in yet."""
        self.editor = TextEditor(text, limit=limit, read_only=read_only)

    def compose(self) -> ComposeResult:
        """The counter above the editor."""
        yield self._counter
        yield self.editor

    def on_mount(self) -> None:
        """Count from here on: at once, so that count and text stand in the same picture."""
        self.watch(self.editor, "used", self._count)

    def _count(self, used: int) -> None:
        self._counter.used = used

    @property
    def text(self) -> str:
        """The text in the box."""
        return self.editor.text

    def take(self, text: str) -> None:
        """Show a text that the person did not type here; the same one changes nothing.

        Keys are faster than messages: a text that the outside has had all along, or has from here,
        is behind what stands in the box, and takes nothing away from it.
        """
        if text in self._sent:
            del self._sent[: self._sent.index(text) + 1]
        elif text not in (self._outside, self.editor.text):
            self._sent.clear()
            self.editor.load_text(text)
        self._outside = text

    def focus_editor(self) -> None:
        """Put the cursor into the text."""
        self.editor.focus()

    def tidy(self) -> None:
        """Take the offer to tidy the text; one undo brings it back."""
        self.editor.tidy()

    @on(TextEditor.Edited)
    def _edited(self, message: TextEditor.Edited) -> None:
        message.stop()
        self._sent.append(self.editor.text)
        self.post_message(self.Edited(self, self.editor.text))

    @on(TextEditor.Cleaned)
    def _cleaned(self, message: TextEditor.Cleaned) -> None:
        message.stop()
        self.post_message(self.Cleaned(self, message.removed))

    @on(TextEditor.TidyOffered)
    def _offered(self, message: TextEditor.TidyOffered) -> None:
        message.stop()
        self.post_message(self.TidyOffered(self))
