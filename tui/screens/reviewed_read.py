"""One school of the inbox as it is read and shown: what it submitted, and the feedback on it.

The submitted commit is read, never the working files. What is slow (reading, hashing, signatures)
goes on beside the screen. Source: screens.md, 'Review'.
"""

from collections.abc import Mapping
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from model.messages import N_, Failure
from model.trust import Signature
from store.signed_parts import proven_of
from tui.reading_ahead import Ahead
from tui.review_lines import PROVEN, ReviewLines
from tui.reviewed_reading import Reading, read_school
from tui.screens.review_base import ReviewScreen
from tui.widgets.hanging import Hanging
from tui.widgets.key_bar import KeyBar
from tui.widgets.pieces import Conversation, Pieces, conversation
from tui.widgets.reader import Reader
from tui.widgets.review_header import ReviewHeader


class ReviewedReading(ReviewScreen):
    """The review screen as far as it reads and shows."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path()
        self._first_place = ""
        self._ahead: Ahead | None = None
        self.reading: Reading | None = None
        self.only_changes = False
        """Whether only what changed since one's last feedback stands there."""
        self._altered: tuple[str, ...] | None = None
        self._signature: Signature | None = None
        self._parts: Mapping[str, Signature] = {}
        """What is proven of each file in which the NSO said something."""

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
        parts = found.school.signatures()
        self.app.call_from_thread(self._checked, altered, signature, parts)

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

    def _checked(
        self,
        altered: tuple[str, ...],
        signature: Signature | None,
        parts: Mapping[str, Signature],
    ) -> None:
        self._altered, self._signature, self._parts = altered, signature, parts
        if self.reading is not None and self.is_running:
            self._show_state(self.reading)
            self.show_conversation()

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
        self.show_application(reading)
        self.query_one(Pieces).fill(reading, self.language)
        self.show_conversation()
        self.refresh_bindings()

    def _show_state(self, reading: Reading) -> None:
        lines = ReviewLines(reading, self.language)
        name = reading.application.school.name or self.folder.name
        self.query_one(ReviewHeader).tell(
            name, reading.application.school.city, state=lines.state()
        )
        told = lines.lines(self._altered, self._signature)
        self.query_one("#state", Static).update(Hanging(*told))

    def show_application(self, reading: Reading) -> None:
        """Draw the left side."""
        reader = self.query_one(Reader)
        reader.fill(reading.blocks(self.language, only_changes=self.only_changes))
        title = N_("Only what changed") if self.only_changes else N_("As submitted")
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

    def show_conversation(self) -> None:
        """Draw what was said in the thread that is pointed at."""
        words = self.query_one("#words", Static)
        piece, reading = self.query_one(Pieces).piece, self.reading
        if piece is None or reading is None:
            words.update(Content(""))
            return
        lines = conversation(piece, reading, self.language)
        proven = proven_of(piece, self._parts) if piece.is_published else None
        if proven is not None:
            said = self.language.text(PROVEN[proven])
            lines = (*lines, ("", ""), ("  ", said))
        words.update(Hanging(*lines))
        self.query_one("#conversation").scroll_home(animate=False)
