"""A box for a long text: title, counter, editor, remark. Nothing typed or pasted is ever cut off.

The text is what the person has: the same characters in the file and in the box, except for what the
door takes away (control characters, of which the person is told). A box that nobody edited sends
nothing, so it is never saved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from model.messages import N_
from model.text import length, shown_line, words
from tui.widgets.counter import Counter
from tui.widgets.text_editor import TextEditor

if TYPE_CHECKING:
    from tui.app import LabelmapApp


class TextBox(Vertical):
    """One text of a step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "edit_outside", N_("Own editor"), id="editor")
    ]

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
        counted: Callable[[str], int] = length,
        shared: str = "",
    ) -> None:
        """`counted`: how much of the form's box is taken once this text is in it.

        `shared` says what else is in that count.
        """
        super().__init__(id=id)
        self.border_title = Content(shown_line(title))
        self._counter = Counter(limit, shared)
        self._counted = counted
        self._remark = ""
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

    def _count(self) -> None:
        text = self.editor.text
        self._counter.own = self.editor.used
        self._counter.words = words(text)
        self._counter.used = self._counted(text)

    def recount(self) -> None:
        """Count once more: another text that shares the form's box may have changed."""
        self._counter.used = self._counted(self.editor.text)

    def remark(self, text: str, *, wrong: bool = False) -> None:
        """Say in words beneath the box what is still to be done in it; "" says nothing."""
        if text != self._remark:
            self._remark = text
            self.border_subtitle = Content(shown_line(text))
            self.set_class(wrong, "-wrong")

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
            if self.editor.has_focus:
                self.editor.take_around(text)
            else:
                self.editor.load_text(text)
            self._count()
        self._outside = text

    def focus_editor(self) -> None:
        """Put the cursor into the text."""
        self.editor.focus()

    def mark(self, start: int, end: int) -> None:
        """Select these characters of the text, and show them."""
        self.editor.mark(start, end)

    def replace_all(self, text: str) -> None:
        """Put another text in the place of this one, as the person's own change: undo undoes it."""
        if text != self.editor.text:
            self.editor.replace(text, (0, 0), self.editor.document.end)

    def action_edit_outside(self) -> None:
        """Change the text in the person's own editor."""
        from tui.outside_editor import edit_outside

        if not self.editor.read_only:
            app = cast("LabelmapApp", self.app)
            app.run_worker(edit_outside(app, self), group="outside", exit_on_error=False)

    def tidy(self) -> None:
        """Take the offer to tidy the text; one undo brings it back."""
        self.editor.tidy()

    @on(TextEditor.Edited)
    def _edited(self, message: TextEditor.Edited) -> None:
        message.stop()
        self._count()  # other words may be just as long
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
