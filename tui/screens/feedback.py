"""What the NSO said: threads by step, answered here, each one key away from its field."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from model.messages import N_, Message
from model.review import Feedback, FeedbackKind, ThreadState
from model.threads import changed_since
from tui.lead import calendar_line, open_feedback, signature_words
from tui.screens.base import LabelmapScreen
from tui.thread_words import in_order, passage, row, sign, thread
from tui.widgets.hanging import Hanging
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar


class FeedbackScreen(LabelmapScreen):
    """The threads above, the one that is pointed at below."""

    CSS_PATH = "feedback.tcss"
    HELP_TEXT = N_(
        "What the NSO said about your application, by step.\n\n"
        "● must be adapted before you can submit again: change something in that step, or reply. "
        "○ is a suggestion or a question. ◐ you marked as addressed, ✓ the NSO resolved.\n\n"
        "Enter replies, 'a' marks as addressed, 'g' goes to the field. What you say here becomes "
        "part of the file that school and NSO share, and can't be changed afterwards."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("enter,r", "reply", N_("Reply"), key_display="enter"),
        Binding("a", "addressed", N_("Mark as addressed")),
        Binding("g", "go", N_("To the field")),
        Binding("s", "app.submission", N_("Submit"), show=False),
        Binding("n", "app.to_nso", N_("To the NSO")),
        Binding("t", "app.from_nso", N_("From the NSO")),
    ]

    def __init__(self, feedback_id: str | None = None) -> None:
        super().__init__()
        self._wanted = feedback_id
        self._drawn: object = None

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield Static(id="left-to-do", markup=False)
        yield OptionList(id="threads", markup=False)
        with VerticalScroll(id="thread"):
            yield Static(id="words", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Titles, and the cursor in the list."""
        self.query_one("#threads").border_title = self.say(N_("Feedback from the NSO"))
        self.query_one("#thread").border_title = self.say(N_("The conversation"))
        self.draw()
        self.query_one("#threads").focus()

    @property
    def _pieces(self) -> tuple[Feedback, ...]:
        return in_order(self.session.application.record.feedback)

    @property
    def piece(self) -> Feedback | None:
        """The thread that is pointed at."""
        place = self.query_one("#threads", OptionList).highlighted
        pieces = self._pieces
        return pieces[place] if place is not None and place < len(pieces) else None

    def show(self) -> None:
        """Draw the record's threads, where they or what they are about changed."""
        self.query_one(HeaderLine).show()
        session = self.session
        lines = [("! ", line) for line in (open_feedback(session, self.language),) if line]
        if countdown := calendar_line(session, self.language):
            lines.append(("! ", countdown))
        if session.application.record.feedback and (
            proven := signature_words(session, self.language)
        ):
            lines.append(("  ", proven))
        self.query_one("#left-to-do", Static).update(Hanging(*lines))
        state = (session.application, self.app.size, session.signatures)
        if state == self._drawn:
            return
        self._drawn = state
        threads = self.query_one("#threads", OptionList)
        place = threads.highlighted
        self._wanted = self._wanted or self._held
        options = [self._option(piece) for piece in self._pieces]
        threads.clear_options()
        threads.add_options(options or [Option(Content(self._nothing()), disabled=True)])
        if options:
            threads.highlighted = min(self._place(place), len(options) - 1)
        self._show_thread()

    @property
    def _held(self) -> str | None:
        """The thread on which the cursor stands, whatever became of its place."""
        option = self.query_one("#threads", OptionList).highlighted_option
        return option.id if option is not None else None

    def _place(self, known: int | None) -> int:
        wanted, self._wanted = self._wanted, None
        for index, piece in enumerate(self._pieces):
            if piece.id == wanted:
                return index
        return known or 0

    def _option(self, piece: Feedback) -> Option:
        changed = changed_since(piece, self.session.application)
        head, words = row(piece, self.session.edition, self.language, changed=changed)
        return Option(Hanging((f"{sign(piece)} ", head), ("  ", words)), id=piece.id)

    def _nothing(self) -> str:
        return self.say(
            N_("There is no feedback. What the NSO says about your application comes here.")
        )

    def _show_thread(self) -> None:
        piece = self.piece
        words = self.query_one("#words", Static)
        if piece is None:
            words.update(Content(""))
            return
        session = self.session
        lines = thread(piece, session.edition, self.language, session.application)
        if proven := signature_words(session, self.language, piece):
            lines = (*lines, ("", ""), ("  ", proven))
        words.update(Hanging(*lines))
        self.query_one("#thread").scroll_home(animate=False)

    @on(OptionList.OptionHighlighted, "#threads")
    def _pointed(self) -> None:
        self._show_thread()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Nothing to answer where nothing was said; what is addressed is not marked again."""
        if action not in {"reply", "addressed", "go"} or not self.is_mounted:
            return True
        piece = self.piece
        if piece is None:
            return False
        if action == "addressed":
            return piece.state is ThreadState.OPEN and piece.kind is not FeedbackKind.PRAISE
        return True

    @on(OptionList.OptionSelected, "#threads")
    def action_reply(self) -> None:
        """Write an answer."""
        from tui.screens.reply import ReplyDialog

        if self.piece is not None:
            self.app.push_screen(ReplyDialog(self.piece))

    def action_addressed(self) -> None:
        """Say that it was done; where it must be adapted, with words or a change in its step."""
        from tui.screens.reply import ReplyDialog

        piece = self.piece
        if piece is None:
            return
        still = {left.id for left in self._unanswered()}
        if piece.id in still:
            self.labelmap.tell(
                Message(N_("Nothing changed in that step yet: say in a few words what was done."))
            )
            self.app.push_screen(ReplyDialog(piece, addressed=True))
            return
        folder = self.session.folder
        self.labelmap.act(lambda person: folder.mark_addressed(piece.id, person))

    def _unanswered(self) -> tuple[Feedback, ...]:
        from model.threads import unanswered

        session = self.session
        return unanswered(session.application.record, session.application, session.changed_steps)

    def action_go(self) -> None:
        """To the field that it is about; the cursor stands where the passage begins.

        It is not selected: the next key would replace it.
        """
        piece = self.piece
        if piece is None:
            return
        self.labelmap.go_to(piece.step or "preview", piece.field)
        found = passage(piece, self.session.application)
        screen = self.app.screen
        if found is not None and found[1] is not None and isinstance(screen, LabelmapScreen):
            start = found[1][0]
            screen.call_after_refresh(screen.come_to, piece.field, (start, start))
