"""Which evidence backs which question: questions down, evidence across, one step at a time."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable

from model import fields
from model.application import Evidence
from model.edition import Statement, Step, in_language
from model.messages import N_
from model.text import shown_line
from tui.screens.base import LabelmapScreen
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.table import TickTable

_QUESTION = (30, 60)
"""Cells of a question: at least, and at most."""
_EVIDENCE = (12, 24)
"""Cells of a piece of evidence: at least, and at most."""
_LINES = 4
"""Lines that a question has at most."""
_PADDING = 2
"""Cells that Textual's table adds to each column."""
YES, NO = "✓", "·"


class MatrixScreen(LabelmapScreen):
    """The questions of a step against its evidence."""

    CSS_PATH = "matrix.tcss"
    HELP_TEXT = N_(
        "Which evidence backs which statement: a row for each statement of the step, a column for "
        "each piece of evidence. Go to a cell with the arrows and tick it with Space or Enter, or "
        "click on it. It is saved at once.\n\n"
        "○ in front of a statement: nothing backs it yet. ○ above a column: that evidence backs no "
        "statement yet. F7 and F9 go to the step before and after."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("space", "tick", N_("Tick")),
        Binding("f4", "add", N_("Add")),
        Binding("f9", "step(1)", N_("Next step")),
        Binding("v", "look", N_("View")),
        Binding("o", "open", N_("Open")),
        Binding("f7", "step(-1)", N_("Previous step"), show=False),
    ]

    def __init__(self, step_id: str | None = None) -> None:
        super().__init__()
        self._wanted = step_id
        self._place = 0

    @property
    def _steps(self) -> tuple[Step, ...]:
        """The steps that have questions."""
        return tuple(step for step in self.session.edition.steps if step.statements)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._place]

    @property
    def _items(self) -> tuple[Evidence, ...]:
        return self.session.application.evidence_of(self.step.id)

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield Line(id="step-bar")
        yield TickTable(id="matrix", cursor_type="cell", fixed_columns=1)
        yield Line(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor at the first tick."""
        ids = [step.id for step in self._steps]
        self._place = ids.index(self._wanted) if self._wanted in ids else 0
        self.query_one(TickTable).focus()
        self.draw()

    # ------------------------------------------------------------------ the picture

    def show(self) -> None:
        """Draw the ticks that the session holds."""
        self.query_one(HeaderLine).show()
        step, items = self.step, self._items
        title = in_language(step.title, self.language.language)
        self.query_one("#step-bar", Line).say(
            self.say(N_("Step {number}: {title}"), number=step.number, title=title)
        )
        first, each = self._widths(len(items))
        heads = [("question", self.say(N_("Statement")), first)]
        heads += [(item.id, self._head(item), each) for item in items]
        rows = [(s.id, self._row(s, items, each)) for s in step.statements]
        needed = max(len(Content(row[0]).wrap(first)) for _, row in rows)
        self.query_one(TickTable).fill(heads, rows, min(_LINES, needed))
        self._show_about()

    def _widths(self, count: int) -> tuple[int, int]:
        """How wide the questions are, and each of so many pieces of evidence."""
        room = self.app.size.width - 1
        each = (room - _QUESTION[0] - _PADDING) // max(1, count) - _PADDING
        each = max(_EVIDENCE[0], min(_EVIDENCE[1], each))
        first = room - count * (each + _PADDING) - _PADDING
        return max(_QUESTION[0], min(_QUESTION[1], first)), each

    def _head(self, item: Evidence) -> str:
        known = {statement.id for statement in self.step.statements}
        sign = "" if known & set(item.supports) else "○ "
        return sign + shown_line(item.name)

    def _row(self, statement: Statement, items: Sequence[Evidence], width: int) -> list[str]:
        ticks = [YES if statement.id in item.supports else NO for item in items]
        sign = YES if YES in ticks else "○"
        text = in_language(statement.text, self.language.language)
        middle = " " * ((width - 1) // 2)
        return [f"{sign} {statement.number}. {text}", *(middle + tick for tick in ticks)]

    @property
    def _at_cursor(self) -> tuple[Statement, Evidence | None]:
        """The question under the cursor, and the piece of evidence; None in the first column."""
        place = self.query_one(TickTable).cursor_coordinate
        statement = self.step.statements[min(place.row, len(self.step.statements) - 1)]
        items = self._items
        return statement, items[place.column - 1] if 0 < place.column <= len(items) else None

    @on(DataTable.CellHighlighted)
    def _show_about(self) -> None:
        statement, item = self._at_cursor
        text = in_language(statement.text, self.language.language)
        lines = [(f"{statement.number}. ", text)]
        if not self._items:
            lines.append(("○ ", self.say(N_("There is no evidence in this step yet: F4 adds it."))))
        elif item is None:
            backing = [e.name for e in self._items if statement.id in e.supports]
            lines += [("✓ ", shown_line(name)) for name in backing]
            if not backing:
                lines.append(("○ ", self.say(N_("no evidence for this yet"))))
        elif statement.id in item.supports:
            lines.append(("✓ ", self.say(N_("backed by “{title}”"), title=item.name)))
        else:
            lines.append(("· ", self.say(N_("not backed by “{title}”"), title=item.name)))
        self.query_one("#about", Line).say_all(tuple(lines))

    # ------------------------------------------------------------------ what the person does

    @on(DataTable.CellSelected)
    def action_tick(self) -> None:
        """Let the evidence back the question, or no longer; recorded as one change."""
        statement, item = self._at_cursor
        if item is None:
            return
        backed = {s.id for s in self.step.statements if s.id in item.supports} ^ {statement.id}
        # In the form's order; a name that this edition does not know stays where it was.
        unknown = [name for name in item.supports if name not in self._known()]
        supports = (*(name for name in self._known() if name in backed), *unknown)
        key = fields.Key(self.step.id, ("evidence", item.id, "supports"))
        self.labelmap.put(key, supports)
        self.labelmap.action_save()

    def _known(self) -> tuple[str, ...]:
        return tuple(statement.id for statement in self.step.statements)

    def action_step(self, by: int) -> None:
        """Show the step before or after this one."""
        place = self._place + by
        if 0 <= place < len(self._steps):
            self._place = place
            self.query_one(TickTable).move_cursor(row=0, column=0)
            self.show()

    def action_add(self) -> None:
        """Add documents or links to this step, for the question under the cursor."""
        from tui.screens.add_evidence import AddEvidenceDialog

        statement, _ = self._at_cursor
        self.app.push_screen(AddEvidenceDialog(self.step.id, (statement.id,)))

    def action_open(self) -> None:
        """Show the document or link outside."""
        item = self._at_cursor[1]
        if item is not None:
            self.labelmap.open_outside(item)

    def action_look(self) -> None:
        """Show the document here."""
        from tui.screens.look import LookDialog

        item = self._at_cursor[1]
        if item is not None:
            self.app.push_screen(LookDialog(item))
