"""All evidence over all steps: a table to sort and to search, and what is wrong with each piece."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from model.edition import in_language
from model.messages import N_, Message
from model.text import shown_line
from tui.evidence_rows import COLUMNS, HEADS, Row, found, ordered, rows_of
from tui.screens.base import LabelmapScreen
from tui.widgets.hanging import Hanging
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.key_hints import key_hints
from tui.widgets.one_line import OneLine
from tui.widgets.table import Table

_PADDING = 2
"""Cells that Textual's table adds to each column."""
_LEAST = 12
"""Cells that a title has at least."""


class EvidenceScreen(LabelmapScreen):
    """The list of all documents and links."""

    CSS_PATH = "evidence_table.tcss"
    HELP_TEXT = N_(
        "All documents and links of the application, over all steps. A '!' in front: something is "
        "wrong with it; below the list stands what. 'Statements' are the numbers of the statements "
        "that it backs.\n\n"
        "Enter or a second click opens a piece of evidence, to change it. Type behind / what you "
        "look for; s sorts by the next column, a click on a column's head by that one. m shows "
        "which evidence backs which statement. v shows a photograph or the first page of a PDF "
        "here, o opens it outside Labelmap. k asks whether links still work, over the internet."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back")),
        Binding("f4", "add", N_("Add")),
        Binding("m", "matrix", N_("Per statement")),
        Binding("v", "look", N_("View")),
        Binding("o", "open", N_("Open")),
        Binding("slash", "find", N_("Find"), key_display="/"),
        Binding("s", "sort", N_("Sort")),
        Binding("k", "check_links", N_("Check links")),
    ]

    def __init__(self, *, without_consent: bool = False) -> None:
        """`without_consent`: only photographs without that note, until one looks for others."""
        super().__init__()
        self._words = ""
        self._only_without_consent = without_consent
        self._column, self._backwards = "step", False
        self._rows: tuple[Row, ...] = ()
        self._drawn: tuple[object, ...] = ()
        """What was drawn last: a table of hundreds of rows is not filled twice."""

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        with Horizontal(id="search"):
            yield Static(Content(f"/ {self.say('Find')}"), markup=False)
            yield OneLine(id="words", compact=True)
            yield Static(id="count", markup=False)
        yield Table(id="evidence", cursor_type="row", zebra_stripes=False)
        with VerticalScroll(id="details", can_focus=False):
            yield Static(id="about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The first picture."""
        self.query_one("#details").border_subtitle = key_hints(("enter", self.say("Change")))
        self.query_one(Table).focus()
        self.draw()

    # ------------------------------------------------------------------ the picture

    def show(self) -> None:
        """Draw the session's evidence; the cursor stays with its piece."""
        self.query_one(HeaderLine).show()
        session = self.session
        asked = (self._words, self._only_without_consent, self._column, self._backwards)
        state = (session.application, session.assessment, *asked, self.app.size.width)
        if self._drawn and all(new is old for new, old in zip(state, self._drawn, strict=True)):
            return
        self._drawn = state
        every = rows_of(self.session, self.language)
        wanted = found(every, self._words)
        if self._only_without_consent:
            wanted = tuple(row for row in wanted if row.lacks_consent)
        self._rows = ordered(wanted, self._column, backwards=self._backwards)
        cells = [row.cells for row in self._rows]
        table = self.query_one(Table)
        table.fill(
            self._heads(cells),
            ((f"{row.step}/{row.item.id}", row.cells) for row in self._rows),
        )
        facts = {"shown": len(self._rows), "all": len(every)}
        count = N_("{shown} of {all}")
        if self._only_without_consent:
            count = N_("photographs without a note of consent: {shown} of {all}")
        self.query_one("#count", Static).update(Content(self.language.say(Message(count, facts))))
        self._show_details()

    def _heads(self, cells: list[tuple[str, ...]]) -> list[tuple[str, str, int]]:
        """Key, words and width of each column; the title takes what the others leave."""
        words = []
        for key in COLUMNS:
            sign = ("▼" if self._backwards else "▲") if key == self._column else ""
            words.append(self.language.text(HEADS[key]) + sign)
        widths = [
            max([Content(head).cell_length, *(Content(row[place]).cell_length for row in cells)])
            for place, head in enumerate(words)
        ]
        title = COLUMNS.index("title")
        others = sum(widths) - widths[title] + _PADDING * len(widths)
        widths[title] = max(_LEAST, self.app.size.width - others - 1)
        return list(zip(COLUMNS, words, widths, strict=True))

    @property
    def row(self) -> Row | None:
        """The piece of evidence under the cursor."""
        key = self.query_one(Table).key_at_cursor
        return next((row for row in self._rows if f"{row.step}/{row.item.id}" == key), None)

    @on(DataTable.RowHighlighted)
    def _show_details(self) -> None:
        row = self.row
        about = self.query_one("#about", Static)
        if row is None:
            empty = N_("Nothing is found.") if self._words else N_("There is no evidence yet.")
            about.update(Content(self.language.text(empty)))
            return
        title = in_language(self.session.edition.step(row.step).title, self.language.language)
        day = self.language.date(row.item.added) if row.item.added else ""
        step = self.say(N_("Step {number}: {title}"), number=row.number, title=title)
        where = shown_line(row.item.file.rpartition("/")[2] or row.item.url)
        lines = [
            ("", " · ".join(part for part in (row.title, row.kind, row.size, day) if part)),
            ("", f"{step} · {where}"),
            *(("! ", sentence) for sentence in row.wrong),
            *(("✓ ", question) for question in row.questions),
        ]
        if not row.questions and self.session.edition.step(row.step).statements:
            lines.append(("○ ", self.say(N_("It backs no statement yet."))))
        if row.lacks_consent:
            lines.append(("○ ", self.say(N_("No consent noted for this photograph."))))
        about.update(Hanging(*lines))

    # ------------------------------------------------------------------ what the person does

    @on(DataTable.RowSelected)
    def _chosen(self) -> None:
        from tui.screens.evidence import EvidenceDialog

        if self.row is not None:
            self.app.push_screen(EvidenceDialog(self.row.step, self.row.item))

    @on(DataTable.HeaderSelected)
    def _sort_by(self, message: DataTable.HeaderSelected) -> None:
        key = str(message.column_key.value)
        self._backwards = key == self._column and not self._backwards
        self._column = key
        self.show()

    def action_sort(self) -> None:
        """By the next column."""
        self._column = COLUMNS[(COLUMNS.index(self._column) + 1) % len(COLUMNS)]
        self._backwards = False
        self.show()

    @on(Input.Changed, "#words")
    def _find(self, message: Input.Changed) -> None:
        self._words = message.value
        self.show()

    @on(Input.Submitted, "#words")
    def _found(self) -> None:
        self.query_one(Table).focus()

    def action_find(self) -> None:
        """To the box that finds."""
        self.query_one("#words").focus()

    async def action_leave(self) -> None:
        """Show all again where something was looked for, else back."""
        box = self.query_one("#words", Input)
        if box.has_focus or box.value:
            self._only_without_consent = False
            box.value = ""
            self.query_one(Table).focus()
            return
        await self.labelmap.action_back()

    def action_matrix(self) -> None:
        """Which evidence backs which question, in the step of the row."""
        from tui.screens.matrix import MatrixScreen

        self.app.push_screen(MatrixScreen(self.row.step if self.row else None))

    def action_add(self) -> None:
        """Add documents or links to a step that one chooses."""
        from tui.screens.add_evidence import AddEvidenceDialog
        from tui.screens.choose_step import ChooseStepDialog

        def chosen(step: str | None) -> None:
            if step is not None:
                self.app.push_screen(AddEvidenceDialog(step))

        here = self.row.step if self.row else None
        self.app.push_screen(
            ChooseStepDialog(self.say("Add evidence to which step?"), here), chosen
        )

    def action_open(self) -> None:
        """Show the document or link outside."""
        if self.row is not None:
            self.labelmap.open_outside(self.row.item)

    def action_look(self) -> None:
        """Show the document here."""
        from tui.screens.look import LookDialog

        if self.row is not None:
            self.app.push_screen(LookDialog(self.row.item))

    def action_check_links(self) -> None:
        """Ask whether the links that are shown still work."""
        from tui.screens.check_links import CheckLinksDialog

        links = tuple(row.item for row in self._rows if row.item.is_link)
        if not links:
            self.labelmap.tell(Message(N_("There is no link here.")))
            return
        self.app.push_screen(CheckLinksDialog(links))
