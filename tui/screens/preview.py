"""The whole application as the reviewer reads it, gaps marked in place; from here to paper.

The same `export.view` makes this picture, the PDF and the HTML, so that they can't tell different
stories.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message as TextualMessage

from export.page import ApplicationPage
from model.messages import N_, Failure, Message
from store import outside
from tui.exporting import PDF_STEPS
from tui.screens.base import LabelmapScreen
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.next_line import NextLine
from tui.widgets.page_lines import Missing, page_widgets
from tui.widgets.progress import bar


class PreviewScreen(LabelmapScreen):
    """Step 9: read it through, then make the PDF."""

    CSS_PATH = "preview.tcss"
    HELP_TEXT = N_(
        "Your whole application as the reviewer will read it. What is missing is marked in place: "
        "Tab goes from one to the next, Enter brings you to the field.\n\n"
        "'p' makes a PDF, 'h' a page for the browser, which can be printed too. 'c' goes through "
        "the texts that you paste on the platform, one by one; 'x' shows all else that can be "
        "made: for the platform, for the principal, what changed, a mail. Submitting is done on "
        "the platform."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("s", "app.submission", N_("Submit")),
        Binding("p", "make('.pdf')", N_("PDF")),
        Binding("h", "make('.html')", N_("Page for the browser")),
        Binding("c", "copying", N_("Copy texts")),
        Binding("x", "exports", N_("More")),
        Binding("m", "app.focus_next", N_("Next open point")),
    ]

    @dataclass
    class Made(TextualMessage):
        """The document is there."""

        path: Path
        is_open: bool

    @dataclass
    class NotMade(TextualMessage):
        """There is no document."""

        failure: Failure

    @dataclass
    class Step(TextualMessage):
        """The renderer began its next step."""

        number: int

    def __init__(self) -> None:
        super().__init__()
        self._drawn: object = None

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield NextLine()
        yield VerticalScroll(id="page")
        yield Line(id="making")
        yield KeyBar()

    def on_mount(self) -> None:
        """The first picture."""
        self.query_one("#making").display = False
        self.query_one("#page").focus()

    def show(self) -> None:
        """Draw the page anew where the application changed."""
        self.query_one(NextLine).show()
        session = self.session
        state = (session.application, session.assessment)
        if state == self._drawn:
            return
        self._drawn = state
        from tui.exporting import page_of

        page = page_of(session.folder, session.application, session.assessment, self.language)
        self._draw(page)

    def on_resize(self) -> None:
        """The lines are wrapped anew: the gap at which one stood stays in sight."""
        gap = self.focused
        if isinstance(gap, Missing):
            self.call_after_refresh(gap.scroll_visible, animate=False)

    @work(exclusive=True)
    async def _draw(self, page: ApplicationPage) -> None:
        body = self.query_one("#page", VerticalScroll)
        place = body.scroll_offset.y
        gap = next((n for n, found in enumerate(self.query(Missing)) if found.has_focus), None)
        async with self.batch():
            await body.remove_children()
            await body.mount_all(list(page_widgets(page)))
        gaps = list(self.query(Missing))
        if gap is not None and gaps:
            gaps[min(gap, len(gaps) - 1)].focus(scroll_visible=False)
        body.scroll_to(y=place, animate=False)

    @on(Missing.Chosen)
    def _go(self, message: Missing.Chosen) -> None:
        self.labelmap.go_to(message.step, message.field)

    def action_copying(self) -> None:
        """Through the boxes of the platform's form, one by one."""
        from tui.screens.copying import CopyingScreen

        self.app.push_screen(CopyingScreen())

    def action_exports(self) -> None:
        """Everything that can be made of the application."""
        from tui.screens.exports import ExportsDialog

        self.app.push_screen(ExportsDialog())

    # ------------------------------------------------------------------ paper

    def action_make(self, suffix: str) -> None:
        """Make the document among the user's own, and open it."""
        making = self.query_one("#making", Line)
        if making.display:
            return
        making.display = True
        making.say(self.say("Making the document ..."))
        self._make(suffix)

    @work(thread=True, group="export", exclusive=False, exit_on_error=False)
    def _make(self, suffix: str) -> None:
        from tui.exporting import export_to_documents

        session = self.session
        try:
            path = export_to_documents(
                session.folder,
                session.application,
                session.assessment,
                self.language,
                suffix,
                self.labelmap.default_place(),
                self._heard_step,
            )
        except Failure as failure:
            self.post_message(self.NotMade(failure))
            return
        from tui.offered import goes_to_browser, to_browser

        try:
            if goes_to_browser(self.labelmap):
                self.app.call_from_thread(to_browser, self.labelmap, path)
            else:
                outside.open_outside(path)
        except (Failure, OSError):
            self.post_message(self.Made(path, is_open=False))
        else:
            self.post_message(self.Made(path, is_open=True))

    def _heard_step(self, number: int) -> None:
        self.post_message(self.Step(number))

    @on(Step)
    def _step(self, message: Step) -> None:
        done = bar(self.say("Making the document ..."), message.number / PDF_STEPS, "", 60)
        self.query_one("#making", Line).say(done)

    def _stop_waiting(self) -> None:
        self.query_one("#making").display = False

    @on(Made)
    def _made(self, message: Made) -> None:
        self._stop_waiting()
        text = N_("Made and opened: {path}") if message.is_open else N_("Made: {path}")
        self.labelmap.tell(Message(text, {"path": str(message.path)}))

    @on(NotMade)
    def _not_made(self, message: NotMade) -> None:
        """Where this computer makes no PDF, the page for the browser is offered."""
        from export.pdf import NotRendered, PangoMissing

        self._stop_waiting()
        failure = message.failure
        self.labelmap.tell_failure(failure)
        if not isinstance(failure, NotRendered | PangoMissing):
            return
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self.action_make(".html")

        self.app.push_screen(
            ConfirmDialog(
                self.say("No PDF was made. Make a page for the browser, which can be printed too?"),
                self.say("Make the page"),
                self.say("Back"),
            ),
            answered,
        )
