"""An answer to one piece of feedback; the whole conversation stands above it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Message
from model.review import Feedback, FeedbackKind, ThreadState
from store.people import Person
from tui.screens.typed_dialog import ROOM, TypedDialog
from tui.thread_words import thread
from tui.widgets.hanging import Hanging
from tui.widgets.text_box import TextBox
from tui.widgets.tick import Tick


class ReplyDialog(TypedDialog[None]):
    """Replies, and may mark the feedback as addressed."""

    CSS_PATH: ClassVar = ["dialog.tcss", "reply.tcss"]
    HELP_TEXT = N_(
        "Your answer to the NSO: what you changed, or why you leave it as it is. It becomes part "
        "of the file that school and NSO share, and can't be changed afterwards."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Send the reply"), priority=True),
    ]

    def __init__(self, piece: Feedback, *, addressed: bool = False) -> None:
        super().__init__()
        self._piece = piece
        self._addressed = addressed

    @property
    def about(self) -> str:
        """The piece of feedback."""
        return f"reply {self._piece.id}"

    def compose(self) -> ComposeResult:
        session = self.session
        with Vertical(classes="dialog widest") as dialog:
            dialog.border_title = Content(self.say("Reply to the NSO"))
            with VerticalScroll(id="conversation"):
                lines = thread(self._piece, session.edition, self.language, session.application)
                yield Static(Hanging(*lines), markup=False)
            yield TextBox(limit=ROOM, title=self.say("Your reply"), id="text")
            if self._can_be_addressed:
                yield Tick(
                    self.say("Mark as addressed too"), self._addressed, id="addressed", compact=True
                )
            with Horizontal(classes="buttons"):
                yield Button(self.say("Reply"), variant="primary", id="save")
                yield Button(self.say("Back"), id="back")

    @property
    def _can_be_addressed(self) -> bool:
        piece = self._piece
        return piece.state is ThreadState.OPEN and piece.kind is not FeedbackKind.PRAISE

    def on_mount(self) -> None:
        """The cursor in the answer."""
        self.query_one(TextBox).focus_editor()

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Record the answer."""
        text = self.query_one(TextBox).text
        if not text.strip():
            self.labelmap.tell(Message(N_("Say what you changed, or why not.")), warning=True)
            self.query_one(TextBox).focus_editor()
            return
        folder, name = self.session.folder, self._piece.id
        marks = any(tick.value for tick in self.query(Tick))

        def answer(person: Person) -> None:
            folder.reply(name, text, person)
            if marks:
                folder.mark_addressed(name, person)

        def done() -> None:
            self.recorded()
            self.dismiss(None)

        self.labelmap.act(answer, done)
