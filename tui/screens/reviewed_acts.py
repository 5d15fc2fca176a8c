"""What a reviewer does about a school: feedback, publishing, deciding, resolving, notes, sending.

Each is a dialog of its own; afterwards the school is read anew. Source: issue 6, parts 4 to 6.
"""

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList

from export.feedback_text import to_text
from model.lifecycle import allowed
from model.messages import N_, Message
from model.review import Feedback
from store.journal import Entry
from store.people import Person
from store.record_failures import OnlyADraft
from tui.review_blocks import place_of
from tui.review_keys import is_resolved
from tui.review_text import language_of, school_page
from tui.screens.confirm import ConfirmDialog
from tui.screens.reviewed_read import ReviewedReading
from tui.thread_words import about
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from tui.reviewed_reading import Reading
    from tui.screens.reviewed import ReviewedScreen
    from tui.widgets.reader import Block


class ReviewedActs(ReviewedReading):
    """The acts of the review screen."""

    if TYPE_CHECKING:

        @property
        def block(self) -> "Block | None": ...

        @property
        def piece(self) -> Feedback | None: ...

        @property
        def on_the_left(self) -> bool: ...

    # ------------------------------------------------------------------ feedback

    @on(Reader.Chosen)
    @on(OptionList.OptionSelected, "#pieces")
    def action_open(self) -> None:
        """On the left a document or feedback on the place; on the right the draft or thread."""
        if not self.on_the_left:
            self._open_piece()
        elif self.block is not None and self.block.evidence is not None:
            self._look()
        else:
            self.action_feedback()

    def _look(self) -> None:
        from tui.screens.reviewed_look import ReviewedLookDialog

        block, reading = self.block, self.reading
        if block is not None and block.evidence is not None and reading is not None:
            screen: ReviewedScreen = self  # type: ignore[assignment] # the one screen with these acts
            self.app.push_screen(ReviewedLookDialog(block.evidence, reading.school, screen))

    def action_feedback(self) -> None:
        """Draft a piece of feedback on what is pointed at."""
        if self.block is not None:
            self._draft(self.block.place, None)

    def _draft(self, place: str, draft: Feedback | None) -> None:
        from tui.screens.reviewed_feedback import FeedbackDialog

        reading = self.reading
        if reading is None:
            return
        words = self._about(place)
        self.app.push_screen(FeedbackDialog(reading, place, words, draft), self._dialog_closed)

    def _about(self, place: str) -> str:
        """A place in words."""
        from datetime import date

        from model.review import FeedbackKind

        step, _, field = place.partition(".")
        piece = Feedback(
            id="",
            round=0,
            kind=FeedbackKind.PRAISE,
            text="",
            by="",
            on=date.min,
            step=step or None,
            field=field or None,
        )
        return about(piece, self.reading.edition, self.language) if self.reading else ""

    def _open_piece(self) -> None:
        piece = self.piece
        if piece is None:
            return
        if piece.is_published:
            self._thread(reopens=is_resolved(piece))
        else:
            self._draft(place_of(piece), piece)

    def action_resolve(self) -> None:
        """Say that nothing more needs doing."""
        self._thread(reopens=False)

    def action_reopen(self) -> None:
        """Ask for an answer anew."""
        self._thread(reopens=True)

    def _thread(self, *, reopens: bool) -> None:
        from tui.screens.reviewed_words import ThreadDialog

        piece, reading = self.piece, self.reading
        if piece is not None and piece.is_published and reading is not None:
            self.app.push_screen(ThreadDialog(reading, piece, reopens=reopens), self._dialog_closed)

    def action_drop(self) -> None:
        """Throw a draft away, after asking."""
        piece, reading = self.piece, self.reading
        if piece is None or piece.is_published or reading is None:
            return
        school = reading.school

        def answered(yes: bool | None) -> None:
            if yes:
                self.review.act(lambda person: school.drop_draft(piece.id, person), self._acted)

        self.app.push_screen(
            ConfirmDialog(
                self.say("Throw this draft away? Nobody but the reviewers has seen it."),
                self.say("Throw it away"),
                self.say("Keep it"),
            ),
            answered,
        )

    def _acted(self, _: object) -> None:
        """Something was recorded: read anew."""
        self.read()

    def _dialog_closed(self, recorded: bool | None) -> None:
        """A dialog is closed; where it recorded something, read anew."""
        if recorded:
            self.read()

    def action_note(self) -> None:
        """What reviewers write for themselves."""
        from tui.screens.reviewed_words import NoteDialog

        if self.reading is not None:
            self.app.push_screen(NoteDialog(self.reading), self._dialog_closed)

    # ------------------------------------------------------------------ to the school

    def action_publish(self) -> None:
        """Let the school have the drafts, after one has read what it will read."""
        from tui.screens.reviewed_signing import signed
        from tui.screens.reviewed_text import PreviewDialog

        reading = self.reading
        if reading is None or not reading.drafts or self._refused(reading, "feedback"):
            return
        page = school_page(reading, reading.drafts)
        if page is None:
            return

        def done(_: Entry) -> None:
            self.review.tell(Message(N_("Published. 's' makes the file for the school.")))
            self.read()

        def answered(yes: bool | None) -> None:
            if yes:
                signed(self.review, reading.school, reading.school.publish, done)

        words = to_text(page, language_of(reading))
        self.app.push_screen(PreviewDialog(words, self.say("Publish")), answered)

    def _refused(self, reading: "Reading", event: str) -> bool:
        """Whether the state of the application does not allow an act; then why is told."""
        country = reading.application.school.country_code
        where = reading.assessment.standing
        why = allowed(event, "reviewer", where, reading.edition, reading.today, country=country)
        if why is not None:
            self.review.tell(why, warning=True)
        return why is not None

    def action_decide(self) -> None:
        """Decide, where one has this school; else ask to take it over."""
        reading = self.reading
        if reading is None or not reading.school.edition_known:
            return
        if reading.draft is not None:
            self.review.failed(OnlyADraft())
            return
        if self._refused(reading, "decide"):
            return
        self.review.as_someone(lambda person: self._decide_as(person, reading))

    def _decide_as(self, person: Person, reading: "Reading") -> None:
        who = reading.assigned_to
        if who is None or who == person.name:
            self._decide(reading)
            return
        school = reading.school

        def taken(_: object) -> None:
            self.read()
            self._decide(reading)

        def answered(yes: bool | None) -> None:
            if yes:
                self.review.act(lambda one: school.assign(one.name, one), taken)

        self.app.push_screen(
            ConfirmDialog(
                self.say("{name} decides on this school. Take it over?", name=who),
                self.say("Take it over"),
                self.say("Leave it"),
            ),
            answered,
        )

    def _decide(self, reading: "Reading") -> None:
        from tui.screens.reviewed_decide import DecideDialog

        self.app.push_screen(DecideDialog(reading), self._decided)

    def _decided(self, entry: Entry | None) -> None:
        if entry is None:
            return
        self.review.tell(Message(N_("Decided. Now the file for the school:")))
        self.read()
        self.action_send()

    def action_audit(self) -> None:
        """Hold what school and NSO told one another against the rules."""
        from tui.screens.audit import AuditDialog

        if self.reading is not None:
            self.app.push_screen(AuditDialog(self.reading.school, in_inbox=True))

    def action_send(self) -> None:
        """The file and the mail for the school."""
        from tui.screens.reviewed_send import SendDialog

        if self.reading is not None:
            self.app.push_screen(SendDialog(self.reading), self._acted)

    def action_texts(self) -> None:
        """Feedback and decision as plain text, to paste into the platform."""
        from store.names import slug
        from tui.screens.reviewed_text import SchoolTextScreen

        reading = self.reading
        if reading is None:
            return
        page = school_page(reading, reading.drafts)
        if page is None:
            self.review.tell(Message(N_("Nothing was said of this submission yet.")))
            return
        name = reading.application.school.name
        stem = slug(f"{name} feedback", "feedback")
        self.app.push_screen(SchoolTextScreen(page, language_of(reading), name, stem))
