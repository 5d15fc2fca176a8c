"""One school of the inbox: what it submitted, read only."""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from model.messages import N_, Failure
from model.text import shown
from store.reviewed_school import ReviewedSchool
from tui.screens.review_base import ReviewScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.review_header import ReviewHeader


class ReviewedScreen(ReviewScreen):
    """What a school submitted."""

    HELP_TEXT = N_("What the school submitted. You can read it here; nothing of it is changed.")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.back", N_("Back"))]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def compose(self) -> ComposeResult:
        yield ReviewHeader()
        with VerticalScroll():
            yield Static(id="page", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the school."""
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(thread=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        try:
            school = ReviewedSchool.open(self.folder, self.review.clock)
        except Failure as failure:
            self.app.call_from_thread(self.review.failed, failure)
        else:
            self.app.call_from_thread(self._show, school)

    def _show(self, school: ReviewedSchool) -> None:
        application = school.application
        self.query_one(ReviewHeader).tell(application.school.name)
        texts = [
            f"{step.number}\n\n{shown(application.answers[step.id].plan)}"
            for step in school.edition.steps
            if step.id in application.answers
        ]
        self.query_one("#page", Static).update(Content("\n\n".join(texts)))
