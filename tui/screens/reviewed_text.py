"""What a school reads, as plain text: looked at before it is decided, copied into the platform.

Source: issue 6, 'Deciding': a preview of exactly what the school will read; text to paste, step by
step.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import Static

from export.feedback import FeedbackPage
from export.feedback_text import TextPart, text_parts, to_text
from model.messages import N_, Failure, Message
from model.text import length, shown
from tui.language import Language
from tui.screens.base import Dialog
from tui.screens.review_base import ReviewScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.key_hints import key_hints
from tui.widgets.line import Line
from tui.widgets.review_header import ReviewHeader


class SchoolTextScreen(ReviewScreen):
    """One part a time: the whole, then step by step; each is copied with one key."""

    CSS_PATH = "reviewed_text.tcss"
    HELP_TEXT = N_(
        "What the school reads of this submission, as plain text, in the language of the "
        "application: drafts too, as they would be published. Open the platform in your browser "
        "beside it: 'c' copies the part that you see, 'n' goes on to the next, 'b' back. 'w' "
        "writes all of it to a file among your documents.\n\n"
        "Some terminals do not let a program copy: use the file then."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("c", "copy", N_("Copy the text")),
        Binding("n,right", "move(1)", N_("Next part")),
        Binding("b,left", "move(-1)", N_("Part before")),
        Binding("w", "write", N_("To a file")),
    ]

    @dataclass
    class Written(TextualMessage):
        """The file is there."""

        path: Path

    def __init__(self, page: FeedbackPage, language: Language, school: str, stem: str) -> None:
        """`language`: of the text; `stem`: what the file is called."""
        super().__init__()
        self._page, self._of_text, self._school, self._stem = page, language, school, stem
        self._parts: tuple[TextPart, ...] = text_parts(page, language)
        self._place = 0
        self._copied: set[int] = set()

    def compose(self) -> ComposeResult:
        yield ReviewHeader()
        yield Line(id="place")
        yield Static("", id="title", markup=False)
        with VerticalScroll(id="page"):
            yield Static("", id="text", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The first part."""
        self.show()
        self.query_one("#page").focus()

    def show(self) -> None:
        """Draw the part at hand."""
        self.query_one(ReviewHeader).tell(self._school, state=self._page.round)
        part = self._parts[self._place]
        place = self.say(
            N_("Part {number} of {count}"), number=self._place + 1, count=len(self._parts)
        )
        copied = self.say(N_("{count} copied"), count=len(self._copied))
        self.query_one("#place", Line).say(f"{place} · {copied}")
        mark = "✓ " if self._place in self._copied else ""
        self.query_one("#title", Static).update(Content(f"{mark}{shown(part.title)}"))
        self.query_one("#text", Static).update(Content(shown(part.text)))

    def action_copy(self) -> None:
        """Put the part on the clipboard."""
        text = self._parts[self._place].text
        self.app.copy_to_clipboard(text)
        self._copied.add(self._place)
        self.show()
        self.review.tell(
            Message(
                N_("Copied, {count} character. Paste it on the platform; 'n' goes on."),
                {"count": length(text)},
                N_("Copied, {count} characters. Paste it on the platform; 'n' goes on."),
            )
        )

    def action_move(self, by: int) -> None:
        """To another part."""
        self._place = max(0, min(len(self._parts) - 1, self._place + by))
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)
        self.show()

    @work(thread=True, group="export", exit_on_error=False)
    def action_write(self) -> None:
        """Write all of it to a new file among one's documents."""
        from store.folder import atomic_write
        from tui.demo import default_place
        from tui.exporting import free_path

        path = free_path(default_place(), self._stem, ".txt")
        try:
            atomic_write(path, to_text(self._page, self._of_text).encode("utf-8"))
        except Failure as failure:
            self.app.call_from_thread(self.review.failed, failure)
        else:
            self.post_message(self.Written(path))

    @on(Written)
    def _written(self, message: Written) -> None:
        self.review.tell(Message(N_("Written: {path}"), {"path": str(message.path)}))


class PreviewDialog(Dialog[bool]):
    """Exactly what the school will read; True: make it so."""

    CSS_PATH: ClassVar = ["dialog.tcss", "reviewed_text.tcss"]
    HELP_TEXT = N_(
        "This is what the school will read, in its own language: the decision, your text, and "
        "every piece of feedback of this submission. Nothing is recorded until you say so; what is "
        "recorded can't be changed afterwards, only corrected by a further one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", N_("Back")),
        Binding("ctrl+s", "dismiss(True)", N_("Record it"), priority=True),
    ]

    def __init__(self, text: str, does: str) -> None:
        """`does`: what the button says."""
        super().__init__()
        self._text, self._does = text, does

    def compose(self) -> ComposeResult:
        from textual.containers import Horizontal, Vertical
        from textual.widgets import Button

        with Vertical(classes="dialog widest") as dialog:
            dialog.border_title = Content(self.say("What the school will read"))
            dialog.border_subtitle = key_hints(("ctrl+s", self._does), ("escape", self.say("Back")))
            with VerticalScroll(id="page"):
                yield Static(Content(shown(self._text)), id="text", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self._does), variant="primary", id="yes")
                yield Button(self.say("Back"), id="no")

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one("#page").focus()

    def on_button_pressed(self, message: object) -> None:
        """Yes, or back."""
        from textual.widgets import Button

        if isinstance(message, Button.Pressed):
            self.dismiss(message.button.id == "yes")
