"""One school of the inbox: what it submitted on the left, the feedback on it on the right.

The submitted commit is read, never the working files; nothing of it is changed here. What is slow
(reading, hashing, signatures, acts) goes on beside the screen. Source: screens.md, 'Review'.
"""

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList

from model.application import Evidence
from model.edition import in_language
from model.messages import N_, Failure, Message
from model.review import Feedback
from store import outside
from tui.review_blocks import place_of
from tui.review_keys import applies
from tui.screens.reviewed_acts import ReviewedActs
from tui.widgets.pieces import Pieces
from tui.widgets.reader import Block, Reader


class ReviewedScreen(ReviewedActs):
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
        self.show_conversation()
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
        reader = self.query_one(Reader)
        if reader.blocks and not reader.to_next_amiss():  # nothing is said of what is still read
            self.review.tell(Message(N_("The automatic checks found nothing.")))

    def action_go(self) -> None:
        """From a piece of feedback to its place."""
        piece = self.query_one(Pieces).piece
        if piece is not None and self.query_one(Reader).point_at(place_of(piece)):
            self.action_side("reader")

    def action_only_changes(self) -> None:
        """All of it, or only what changed since one's last feedback."""
        if self.reading is not None and self.reading.earlier is not None:
            self.only_changes = not self.only_changes
            self.show_application(self.reading)

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
