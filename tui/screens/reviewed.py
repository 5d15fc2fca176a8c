"""One school of the inbox: what it submitted on the left, the feedback on it on the right.

The submitted commit is read, never the working files; nothing of it is changed here. What is slow
(reading, hashing, signatures, acts) goes on beside the screen. Source: screens.md, 'Review'.
"""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from model.application import Evidence
from model.edition import in_language
from model.messages import N_, Failure, Message
from model.review import Feedback
from model.trust import Signature
from store import outside
from tui.reading_ahead import Ahead
from tui.review_blocks import place_of
from tui.review_keys import applies
from tui.review_lines import SIGNATURES, ReviewLines
from tui.reviewed_reading import Reading, read_school
from tui.screens.review_base import ReviewScreen
from tui.screens.reviewed_acts import ReviewedActs
from tui.widgets.hanging import Hanging
from tui.widgets.key_bar import KeyBar
from tui.widgets.pieces import Conversation, Pieces, conversation
from tui.widgets.reader import Block, Reader
from tui.widgets.review_header import ReviewHeader


class ReviewedScreen(ReviewedActs, ReviewScreen):
    """Reads a school, and lets a reviewer say something about it."""

    CSS_PATH = "reviewed.tcss"
    HELP_TEXT = N_(
        "On the left what the school submitted, read only; on the right your drafts and what was "
        "said. Tab or the left and right arrows go from one side to the other; 1 to 8 go to a "
        "step.\n\n"
        "Point at a place and press 'f' (or Enter) to give feedback on it; on evidence Enter shows "
        "the document, 'o' opens it outside; 'm' goes to the next thing that the checks found. On "
        "the right Enter changes a draft or answers a thread, 'g' goes to its place. From the "
        "second submission on, 'c' shows only what changed since your last feedback.\n\n"
        "Drafts stay with the reviewers until you publish ('p') or decide ('d'). 't' gives the "
        "texts for the platform, 's' makes the file and the mail for the school. 'i' is your note: "
        "the school never reads it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("enter", "open", N_("Open")),
        Binding("f", "feedback", N_("Feedback")),
        Binding("right", "side('pieces')", N_("Other side"), key_display="tab"),
        Binding("left", "side('reader')", N_("The application")),
        Binding("c", "only_changes", N_("Only changes")),
        Binding("d", "decide", N_("Decide")),
        Binding("p", "publish", N_("Publish")),
        Binding("r", "resolve", N_("Resolve")),
        Binding("h", "reopen", N_("Open again")),
        Binding("delete,x", "drop", N_("Throw away"), key_display="x"),
        Binding("i", "note", N_("Note")),
        Binding("t", "texts", N_("For the platform")),
        Binding("s", "send", N_("To the school")),
        Binding("g", "go", N_("To the place")),
        Binding("m", "next_amiss", N_("Next open point")),
        Binding("o", "outside", N_("Open outside")),
        Binding("k", "audit", N_("Check the history")),
        Binding("1", "step(1)", N_("Step"), key_display="1-8", show=False),
        *(Binding(str(number), f"step({number})", show=False) for number in range(2, 9)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path()
        self._first_place = ""
        self._ahead: Ahead | None = None
        self.reading: Reading | None = None
        self._only_changes = False
        self._altered: tuple[str, ...] | None = None
        self._signature: Signature | None = None

    def turn_to(self, ahead: Ahead, place: str = "") -> None:
        """Show this school, whose reading has begun, before the screen comes to the front.

        Once in a screen's life. `place`: what is pointed at first, as feedback names it; "": the
        head.
        """
        self.folder, self._first_place, self._ahead = ahead.folder, place, ahead
        if self.is_mounted:
            self._begin()

    def compose(self) -> ComposeResult:
        yield ReviewHeader()
        yield Static(id="state", markup=False)
        with Horizontal(id="sides"):
            yield Reader(id="reader")
            with Vertical(id="feedback"):
                yield Pieces(id="pieces")
                with Conversation(id="conversation"):
                    yield Static(id="words", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """What stands there whatever the school; the school, where one is known by now."""
        self.query_one("#reader").border_title = self.say(N_("As submitted"))
        self.query_one("#pieces").border_title = self.say(N_("Feedback"))
        self.query_one("#conversation").border_title = self.say(N_("The conversation"))
        self.query_one("#state", Static).update(Content(self.say("Reading ...")))
        if self.folder != Path():
            self.call_later(self._begin)

    def _begin(self) -> None:
        """Show what was read ahead, and read the school; else read it first."""
        self.query_one("#reader").focus()
        found = self._ahead.reading if self._ahead is not None else None
        if found is None:
            self.read()
            return
        self._ahead = None
        self._drawn_for = self.app.size
        self._have(found)
        self.call_after_refresh(self.read)

    # ------------------------------------------------------------------ reading

    @work(thread=True, group="read", exit_on_error=False)
    def read(self) -> None:
        """Read the school once more: after an act, and when it is opened."""
        ahead, self._ahead = self._ahead, None
        try:
            found = (
                ahead.awaited()
                if ahead is not None and ahead.is_under_way
                else read_school(self.folder, self.review.clock, self.language)
            )
        except Failure as failure:
            self.app.call_from_thread(self._not_read, failure)
            return
        self.app.call_from_thread(self._have, found)
        altered, signature = found.school.altered(), found.school.signature()
        self.app.call_from_thread(self._checked, altered, signature)

    def _not_read(self, failure: Failure) -> None:
        if not self.is_running:  # one went back meanwhile
            return
        self.query_one(ReviewHeader).tell(self.folder.name)
        said = [self.language.say(failure.message)]
        if failure.remedy:
            said.append(self.language.say(failure.fix))
        self.query_one("#state", Static).update(Content("\n".join(said)))

    def _have(self, reading: Reading) -> None:
        if not self.is_running:
            return
        shown, self.reading = self.reading, reading
        if shown is None or not reading.says_as(shown):
            self.show()
        if self._first_place:
            self.query_one(Reader).point_at(self._first_place)
            self._first_place = ""

    def _checked(self, altered: tuple[str, ...], signature: Signature | None) -> None:
        self._altered, self._signature = altered, signature
        if self.reading is not None and self.is_running:
            self._show_state(self.reading)
            self._show_conversation()

    def on_screen_resume(self) -> None:
        """Something may have arrived or been said meanwhile."""
        if self.reading is not None and self.reading.is_behind:
            self.read()

    # ------------------------------------------------------------------ drawing

    def show(self) -> None:
        """Draw what was read."""
        reading = self.reading
        if reading is None or not self.is_mounted:
            return
        self._show_state(reading)
        self._show_application(reading)
        self.query_one(Pieces).fill(reading, self.language)
        self._show_conversation()
        self.refresh_bindings()

    def _show_state(self, reading: Reading) -> None:
        lines = ReviewLines(reading, self.language)
        name = reading.application.school.name or self.folder.name
        self.query_one(ReviewHeader).tell(
            name, reading.application.school.city, state=lines.state()
        )
        told = lines.lines(self._altered, self._signature)
        self.query_one("#state", Static).update(Hanging(*told))

    def _show_application(self, reading: Reading) -> None:
        reader = self.query_one(Reader)
        reader.fill(reading.blocks(self.language, only_changes=self._only_changes))
        title = N_("Only what changed") if self._only_changes else N_("As submitted")
        reader.border_title = self.say(title)
        changed = len(reading.changes)
        reader.border_subtitle = (
            Content(
                self.language.plural(
                    N_("{count} change since your last feedback (c)"),
                    N_("{count} changes since your last feedback (c)"),
                    changed,
                )
            )
            if reading.earlier is not None
            else ""
        )

    def _show_conversation(self) -> None:
        words = self.query_one("#words", Static)
        piece, reading = self.query_one(Pieces).piece, self.reading
        if piece is None or reading is None:
            words.update(Content(""))
            return
        lines = conversation(piece, reading, self.language)
        if piece.is_published and self._signature is not None:
            said = self.language.text(SIGNATURES[self._signature])
            lines = (*lines, ("", ""), ("  ", said))
        words.update(Hanging(*lines))
        self.query_one("#conversation").scroll_home(animate=False)

    # ------------------------------------------------------------------ moving

    def _sides(self) -> tuple[Widget, ...]:
        return tuple(self.query_one(name) for name in ("#reader", "#pieces", "#conversation"))

    def action_side(self, name: str) -> None:
        """To one side; in a narrow window only that one stands there."""
        self.set_class(name != "reader", "on-the-right")
        self.query_one(f"#{name}").focus()

    def focus_next(self, selector: str | type = "*") -> Widget | None:  # noqa: ARG002 - Textual's signature
        """Tab: application, feedback, conversation, and round again."""
        return self._to_side(1)

    def focus_previous(self, selector: str | type = "*") -> Widget | None:  # noqa: ARG002 - as above
        """The other way round."""
        return self._to_side(-1)

    def _to_side(self, by: int) -> Widget | None:
        sides = self._sides()
        place = next((n for n, side in enumerate(sides) if side.has_focus), 0)
        wanted = sides[(place + by) % len(sides)]
        self.action_side(wanted.id or "reader")
        return wanted

    @property
    def on_the_left(self) -> bool:
        """Whether one reads, and is not in the feedback."""
        return not self.is_mounted or self.query_one(Reader).has_focus

    @on(Reader.Pointed)
    def _pointed(self, message: Reader.Pointed) -> None:
        """The feedback on the same place is pointed at too."""
        if self.on_the_left:
            self.query_one(Pieces).point_at(message.block.place)
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted, "#pieces")
    def _piece_pointed(self) -> None:
        self._show_conversation()
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """What the keys mean depends on the side."""
        self.refresh_bindings()

    def action_step(self, number: int) -> None:
        """To a step."""
        reading = self.reading
        if reading is None:
            return
        for step in reading.edition.steps:
            if step.number == number:
                if not self.query_one(Reader).point_at(step.id):
                    title = in_language(step.title, self.language.language)
                    text = N_("Nothing of step {number} stands here: {title}")
                    self.review.tell(Message(text, {"number": number, "title": title}))
                self.action_side("reader")

    def action_next_amiss(self) -> None:
        """To the next place about which the automatic checks remark something."""
        self.action_side("reader")
        if not self.query_one(Reader).to_next_amiss():
            self.review.tell(Message(N_("The automatic checks found nothing.")))

    def action_go(self) -> None:
        """From a piece of feedback to its place."""
        piece = self.query_one(Pieces).piece
        if piece is not None and self.query_one(Reader).point_at(place_of(piece)):
            self.action_side("reader")

    def action_only_changes(self) -> None:
        """All of it, or only what changed since one's last feedback."""
        if self.reading is not None and self.reading.earlier is not None:
            self._only_changes = not self._only_changes
            self._show_application(self.reading)

    # ------------------------------------------------------------------ documents

    @property
    def block(self) -> Block | None:
        """What is pointed at on the left."""
        return self.query_one(Reader).block

    def action_outside(self) -> None:
        """Open the document outside."""
        if self.block is not None and self.block.evidence is not None:
            self.open_outside(self.block.evidence)

    @work(thread=True, group="open", exit_on_error=False)
    def open_outside(self, item: Evidence) -> None:
        """Show the submitted bytes, or the link, with the computer's own program for it."""
        from tui.offered import goes_to_browser, to_browser

        if self.reading is None:
            return
        try:
            target = item.url if item.is_link else self.reading.school.document(item)
            if goes_to_browser(self.review):
                self.app.call_from_thread(to_browser, self.review, target)
            else:
                outside.open_outside(target)
        except Failure as failure:
            self.app.call_from_thread(self.review.failed, failure)

    # ------------------------------------------------------------------ which keys there are

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What does nothing here is not offered."""
        if not self.is_mounted:
            return True
        if action == "side":
            return (parameters == ("pieces",)) is self.on_the_left
        block = self.block if self.on_the_left else None
        return applies(action, self.reading, block, self.piece)

    @property
    def piece(self) -> Feedback | None:
        """The draft or thread that is pointed at on the right, where one is there."""
        return None if self.on_the_left else self.query_one(Pieces).piece
