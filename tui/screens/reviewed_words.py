"""Words of a reviewer's on what is there: resolving, opening again, an internal note."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Message
from model.review import Feedback
from store.journal import Entry
from store.people import Person
from tui.reviewed_reading import Reading
from tui.screens.reviewed_dialog import ReviewedDialog
from tui.screens.reviewed_signing import signed
from tui.screens.typed_dialog import ROOM
from tui.thread_words import thread
from tui.widgets.hanging import Hanging
from tui.widgets.text_box import TextBox


class ThreadDialog(ReviewedDialog[bool]):
    """Resolves a thread or opens it again, with words where one likes."""

    CSS_PATH: ClassVar = ["dialog.tcss", "reviewed_dialogs.tcss"]
    HELP_TEXT = N_(
        "The conversation, and what you say last. 'Resolve': nothing more needs doing. 'Open "
        "again': the school has to answer once more. Words are welcome, and not needed to resolve. "
        "The school reads it once you have sent it the file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Record it"), priority=True),
    ]

    def __init__(self, reading: Reading, piece: Feedback, *, reopens: bool) -> None:
        super().__init__(reading)
        self._piece, self._reopens = piece, reopens

    @property
    def about(self) -> str:
        """The thread."""
        return f"{'reopen' if self._reopens else 'resolve'} {self._piece.id}"

    def compose(self) -> ComposeResult:
        does = self.say("Open again") if self._reopens else self.say("Resolve")
        with Vertical(classes="dialog widest") as dialog:
            dialog.border_title = Content(does)
            with VerticalScroll(id="conversation"):
                lines = thread(
                    self._piece,
                    self.reading.edition,
                    self.language,
                    self.reading.application,
                )
                yield Static(Hanging(*lines), markup=False)
            title = (
                self.say("What is still to be done") if self._reopens else self.say("If you like")
            )
            yield TextBox(limit=ROOM, title=title, id="text")
            with Horizontal(classes="buttons"):
                yield Button(Content(does), variant="primary", id="save")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the words."""
        self.query_one(TextBox).focus_editor()

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Record it."""
        text = self.query_one(TextBox).text
        if self._reopens and not text.strip():
            self.common.tell(
                Message(N_("Say in a few words what is still to be done.")), warning=True
            )
            return
        school, name = self.reading.school, self._piece.id
        reopens = self._reopens

        def act(person: Person) -> Entry:
            does = school.reopen if reopens else school.resolve
            return does(name, person, text=text)

        def done(_: Entry) -> None:
            self.recorded()
            self.dismiss(result=True)

        signed(self.review, school, act, done)


class NoteDialog(ReviewedDialog[bool]):
    """What reviewers write for themselves about a school."""

    CSS_PATH: ClassVar = ["dialog.tcss", "reviewed_dialogs.tcss"]
    HELP_TEXT = N_(
        "A note for yourself and the other reviewers. It stays in the inbox: the school never gets "
        "it, and it is in no file that you send."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Keep the note"), priority=True),
    ]

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)

    @property
    def about(self) -> str:
        """There is one note a school."""
        return "note"

    @property
    def edits(self) -> bool:
        """Every reviewer of the inbox may change it."""
        return True

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog widest without-source") as dialog:
            dialog.border_title = Content(self.say("Internal note: the school never reads it"))
            note = self.reading.note
            yield TextBox(note, limit=ROOM, title=self.say("Note"), id="text")
            with Horizontal(classes="buttons"):
                yield Button(self.say("Keep the note"), variant="primary", id="save")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the note."""
        self.query_one(TextBox).focus_editor()

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Keep it."""
        school, text = self.reading.school, self.query_one(TextBox).text

        def done(_: object) -> None:
            self.recorded()
            self.dismiss(result=True)

        self.review.act(lambda person: school.write_note(text, person), done)
