"""One question, all schools below one another: read only, from what each submitted.

So many schools are read at once as one looks at; more come when one gets near the end.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from model.edition import Edition
from model.keys import Key
from model.messages import N_, Message
from store.across import read_across
from store.inbox import Row
from tui.across_blocks import block_of, question_name, questions
from tui.screens.review_base import ReviewScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.reader import Block, Reader
from tui.widgets.review_header import ReviewHeader

_AT_ONCE = 40
"""Schools that are read at once."""
_AHEAD = 10
"""So near the end more are read."""


class AcrossScreen(ReviewScreen):
    """What the schools of the table answered to one question."""

    CSS_PATH = "across.tcss"
    HELP_TEXT = N_(
        "One question, as all the schools that stood in the table answered it: each as it was "
        "submitted last, in the table's order. Nothing is changed here.\n\n"
        "Up and down go from school to school, ← and → to the question before and after; v "
        "chooses another one. Enter or a double click opens the school, at this question."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("enter", "open", N_("Open")),
        Binding("left", "question(-1)", N_("Question before"), show=False),
        Binding("right", "question(1)", N_("Next question"), key_display="← →"),
        Binding("v", "choose", N_("Another question")),
    ]

    def __init__(self, rows: Sequence[Row], question: Key, edition: Edition) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._question, self._edition = question, edition
        self._read_up_to = 0
        self._reading = False

    def compose(self) -> ComposeResult:
        yield ReviewHeader()
        yield Static(id="question", markup=False)
        yield Reader(id="reader")
        yield KeyBar()

    def on_mount(self) -> None:
        """The first schools."""
        self.query_one(Reader).focus()
        self._begin()

    def _begin(self) -> None:
        """Read anew, for the question at hand."""
        self._read_up_to = 0
        self.query_one(Reader).fill(())
        self.show()
        self._read_more()

    def show(self) -> None:
        """Draw what stands above the schools."""
        every = questions(self._edition)
        facts = {"number": every.index(self._question) + 1, "all": len(every)}
        place = self.language.say(Message(N_("question {number} of {all}"), facts))
        self.query_one(ReviewHeader).tell(self.review.inbox.path.name, state=place)
        name = question_name(self._question, self._edition, self.language)
        count = self.language.plural(N_("{count} school"), N_("{count} schools"), len(self._rows))
        self.query_one("#question", Static).update(Content(f"{name}  ·  {count}"))

    # ------------------------------------------------------------------ reading

    def _read_more(self) -> None:
        if not self._reading and self._read_up_to < len(self._rows):
            self._reading = True
            self._read(self._question, self._read_up_to)

    @work(thread=True, group="across", exit_on_error=False)
    def _read(self, question: Key, start: int) -> None:
        rows = {row.folder: row for row in self._rows[start : start + _AT_ONCE]}
        blocks = [
            block_of(across, rows[across.folder], question, self._edition, self.language)
            for across in read_across(rows, question.file)
        ]
        self.app.call_from_thread(self._have, question, blocks)

    def _have(self, question: Key, blocks: Sequence[Block]) -> None:
        self._reading = False
        if question != self._question:  # one went on meanwhile
            self._read_more()
            return
        self._read_up_to += len(blocks)
        self.query_one(Reader).add(blocks)

    @on(Reader.Pointed)
    def _pointed(self) -> None:
        reader = self.query_one(Reader)
        if len(reader.blocks) - reader.highlighted <= _AHEAD:
            self._read_more()

    # ------------------------------------------------------------------ what the person does

    @on(Reader.Chosen)
    def action_open(self) -> None:
        """The school that is pointed at, at this question."""
        block = self.query_one(Reader).block
        if block is not None:
            folder = self.review.inbox.path / "schools" / block.place
            self.review.open_school(folder, str(self._question))

    def action_question(self, by: int) -> None:
        """The question before or after, in the form's order."""
        every = questions(self._edition)
        self._question = every[(every.index(self._question) + by) % len(every)]
        self._begin()

    def action_choose(self) -> None:
        """Another question."""
        from tui.screens.finder import Place
        from tui.screens.question import QuestionDialog

        def chosen(place: Place | None) -> None:
            if place is not None:
                self._question = place.key
                self._begin()

        self.app.push_screen(QuestionDialog.of(self._edition, self.language), chosen)
