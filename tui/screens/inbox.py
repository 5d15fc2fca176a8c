"""The inbox: every school that sent its application, a row each."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from model.messages import N_
from store import signers
from store.inbox import Row, rows
from tui.screens.review_base import ReviewScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.review_header import ReviewHeader
from tui.widgets.table import Table


class InboxScreen(ReviewScreen):
    """The table of schools."""

    CSS_PATH = "inbox.tcss"
    HELP_TEXT = N_("Every school that sent its application, a row each. Enter opens one.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Open"), show=False),
        Binding("escape", "app.quit", N_("Quit"), show=False),
    ]

    def __init__(self, *, reads_at_once: bool) -> None:
        """`reads_at_once`: whether it is the first that one sees; else when one comes to it."""
        super().__init__()
        self._waits = not reads_at_once
        self._rows: tuple[Row, ...] = ()

    def compose(self) -> ComposeResult:
        yield ReviewHeader()
        yield Table(id="schools", cursor_type="row", zebra_stripes=False)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read the inbox, unless a school is to be opened first."""
        if self._waits:
            self._waits = False
        elif not self._rows:
            self._read()

    @work(thread=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        found = tuple(rows(self.review.inbox, self.review.clock, signers.load()))
        self.app.call_from_thread(self._have, found)

    def _have(self, found: tuple[Row, ...]) -> None:
        self._rows = found
        self.show()

    def show(self) -> None:
        """Draw the rows."""
        self.query_one(ReviewHeader).tell(self.review.inbox.path.name)
        self.query_one(Table).fill(
            [("school", self.say("School"), 40), ("city", self.say("City"), 30)],
            ((str(row.folder), (row.school or row.folder.name, row.city)) for row in self._rows),
        )

    @on(DataTable.RowSelected)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Show the school under the cursor."""
        key = self.query_one(Table).key_at_cursor
        if key is not None:
            self.review.open_school(Path(key))

    def closing_line(self) -> str:
        """What is said when one leaves."""
        return ""
