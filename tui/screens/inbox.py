"""The inbox: every school that sent its application, a row each, to sort, to narrow and to find.

It opens at once and fills while the schools are read, beside it. What is slow is one call into
`store.inbox`; what is shown is worked out by `tui.inbox_rows`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from model.messages import N_, Message
from store.inbox import Row
from tui.inbox_columns import Widths, columns_for
from tui.inbox_rows import (
    COLUMNS,
    MINE,
    NOBODYS,
    Line,
    Wanted,
    next_waiting,
    pick,
    totals,
)
from tui.inbox_words import STATES, cell, details, is_wrong
from tui.screens.inbox_acts import KEYS, InboxActs
from tui.widgets.hanging import Hanging
from tui.widgets.key_bar import KeyBar
from tui.widgets.key_hints import key_hints
from tui.widgets.long_table import LongTable
from tui.widgets.one_line import OneLine
from tui.widgets.review_header import ReviewHeader
from tui.widgets.tab_line import TabLine

_WHOSE = {
    MINE: N_("mine"),
    NOBODYS: N_("of nobody in particular"),
}


class InboxScreen(InboxActs):
    """The table of schools."""

    CSS_PATH = "inbox.tcss"
    HELP_TEXT = N_(
        "Every school that sent its application, a row each; below the table stands more of the "
        "one under the cursor. A ! in front of a row asks for a look: its folder can't be "
        "read, or a signature is false.\n\n"
        "Enter or a second click opens a school. n opens the one that waits longest for you: one "
        "of yours, or one that is nobody's in particular. a says who decides on a school.\n\n"
        "Type behind / what you look for. ← and → show the schools of one state only, m those that "
        "are yours or nobody's. s sorts by the next column, S the other way round; a click on a "
        "column's head sorts too.\n\n"
        "v shows one question as all the schools that stand in the table answered it. "
        "r takes in files that schools sent, and notes the receipt of each. F4 adds a school that "
        "works without Labelmap. x makes a file of the whole table. i shares drafts, notes and who "
        "decides with the other reviewers, over a folder that all of you have."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", N_("Longest waiting")),
        Binding("left", "state(-1)", N_("State before"), show=False),
        Binding("right", "state(1)", N_("Next state"), key_display="← →"),
        Binding("slash", "find", N_("Find"), key_display="/"),
        Binding("m", "whose", N_("Mine")),
        Binding("s", "sort", N_("Sort")),
        *KEYS,
        Binding("S", "turn", N_("Sort the other way round"), show=False),
        Binding("f5", "again", N_("Read all schools again"), show=False),
        Binding("escape", "clear", N_("Show all schools"), show=False),
        Binding("q", "app.quit", N_("Quit"), show=False),
    ]

    def __init__(self, *, reads_at_once: bool) -> None:
        """`reads_at_once`: whether it is the first that one sees; else when one comes to it."""
        super().__init__()
        self._reads_at_once = reads_at_once
        self._wanted = Wanted()
        self._widths = Widths()
        self._shown: Sequence[Line] = ()
        self._was_left = False
        self._totals: Mapping[str, int] = {}
        self._by_name: Sequence[Line] = ()
        """All of them by name: a list that is nearly in order is sorted in no time."""
        self._count = ""
        self._about: Row | None = None
        """Of which row more stands below the table."""

    def compose(self) -> ComposeResult:
        yield ReviewHeader()
        yield TabLine(id="states")
        with Horizontal(id="search"):
            yield Static(Content(f"/ {self.say('Find')}"), markup=False)
            yield OneLine(id="words", compact=True)
            yield Static(id="count", markup=False)
        yield LongTable(self._cells, self._is_wrong, id="schools")
        with VerticalScroll(id="details", can_focus=False):
            yield Static(id="about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The first picture, and the schools beside it."""
        self.query_one("#details").border_subtitle = key_hints(("enter", self.say("Open")))
        self.query_one(LongTable).focus()
        if self._reads_at_once:
            self.begin_soon()
        self.show()

    def on_screen_resume(self) -> None:
        """Read again what may have changed: the school that was open."""
        if not self._was_left:
            return
        self.show()
        if not self._has_read:
            self.action_again()
        elif self.review.touched:
            schools = self.review.inbox.path / "schools"
            self.read_again([schools / name for name in sorted(self.review.touched)])
        self.review.touched.clear()

    def on_screen_suspend(self) -> None:
        """Another screen comes before it."""
        self._was_left = True

    # ------------------------------------------------------------------ the picture

    def take(self, lines: Sequence[Line], gone: Iterable[str] = ()) -> None:
        """These schools are so now; the others stay, but for those that are gone."""
        for line in lines:
            self._lines[line.key] = line
            self._widths = self._widths.with_row(line.row)
        for key in gone:
            self._lines.pop(key, None)
        self._by_name = []
        self._totals = totals(self._lines.values())
        self.query_one(LongTable).changed([line.key for line in lines])
        self.show()

    def show(self) -> None:
        """Draw the schools that are wanted; the cursor stays with its school."""
        review = self.review
        if not self._by_name:
            self._by_name = sorted(self._lines.values(), key=lambda line: line.name)
        self._shown = pick(self._by_name, self._wanted, self._me)
        table = self.query_one(LongTable)
        columns = columns_for(
            self.app.size.width, self._wanted, self._widths, self.language, review.clock.today
        )
        table.fill(columns, [line.key for line in self._shown], self._nothing())
        self._show_numbers()
        self._show_details()

    @property
    def _me(self) -> str:
        """Who works, by the name that stands with an assignment; "" where that is not known."""
        person = self.review.person
        return person.name if person is not None else ""

    def _show_numbers(self) -> None:
        counts = self._totals
        say = self.language.text
        tabs = [("", f"{say(N_('All'))} {self.language.number(len(self._lines))}")]
        tabs += [
            (state, f"{say(STATES[state])} {self.language.number(count)}")
            for state, count in counts.items()
        ]
        if self._wanted.state and self._wanted.state not in counts:
            tabs.append((self._wanted.state, f"{say(STATES[self._wanted.state])} 0"))
        self.query_one(TabLine).show(tabs, self._wanted.state)
        facts = {"shown": len(self._shown), "all": len(self._lines)}
        count = [self.language.say(Message(N_("{shown} of {all}"), facts))]
        if self._wanted.whose:
            count.insert(0, say(_WHOSE[self._wanted.whose]))
        self._say_count(" · ".join(count))
        self.query_one(ReviewHeader).tell(
            self.review.inbox.path.name,
            state=self._waiting() if not self._reading else self._busy(),
        )

    def _say_count(self, text: str) -> None:
        if text == self._count:
            return
        self._count = text
        place, content = self.query_one("#count", Static), Content(text)
        # What gets wider has the whole screen laid out anew; the rest of the time it has room.
        grows = content.cell_length > place.content_size.width
        if grows:
            place.styles.min_width = content.cell_length + place.gutter.width
        place.update(content, layout=grows)

    def _waiting(self) -> str:
        count = sum(line.row.waiting_for == "reviewer" for line in self._lines.values())
        return self.language.plural(
            N_("{count} waits for the NSO"), N_("{count} wait for the NSO"), count
        )

    def _busy(self) -> str:
        return self.say("reading: {count} ...", count=len(self._lines))

    def _nothing(self) -> str:
        if self._reading:
            return self.say("The schools are being read ...")
        if self._lines:
            return self.say("Nothing is found. Escape shows all schools again.")
        return self.say("No school is in here yet: r takes in the files that schools sent.")

    def _cells(self, key: str) -> Sequence[str]:
        row, today = self._lines[key].row, self.review.clock.today
        columns = self.query_one(LongTable).columns
        return [cell(row, column.key, today, self.language) for column in columns]

    def _is_wrong(self, key: str) -> bool:
        return is_wrong(self._lines[key].row)

    @property
    def row(self) -> Row | None:
        """The school under the cursor."""
        line = self._lines.get(self.query_one(LongTable).key_at_cursor or "")
        return None if line is None else line.row

    @property
    def rows_shown(self) -> tuple[Row, ...]:
        """The schools that stand in the table, in its order."""
        return tuple(line.row for line in self._shown)

    @on(LongTable.Highlighted)
    def _show_details(self) -> None:
        row, about = self.row, self.query_one("#about", Static)
        self.rest_on(row)
        if row is self._about:
            return
        self._about = row
        if row is None:
            about.update("")
        else:
            about.update(Hanging(*details(row, self.review.clock.today, self.language)))

    # ------------------------------------------------------------------ what the person does

    @on(LongTable.Selected)
    def _chosen(self, message: LongTable.Selected) -> None:
        self.open(message.key)

    def open(self, key: str) -> None:
        """Show a school; when one comes back, its row is read again."""
        self.review.open_school(self._lines[key].row.folder)

    def action_next(self) -> None:
        """To the school that waits longest for this reviewer; the next one where that is here."""
        line = next_waiting(self._lines.values(), self._me)
        if line is None:
            self.review.tell(Message(N_("No school waits for you.")))
            return
        self.query_one(LongTable).look_at(line.key)
        self.open(line.key)

    @on(LongTable.HeadClicked)
    def _sort_by(self, message: LongTable.HeadClicked) -> None:
        again = message.column == self._wanted.column
        self._want(column=message.column, backwards=again and not self._wanted.backwards)

    def action_sort(self) -> None:
        """By the next column."""
        column = COLUMNS[(COLUMNS.index(self._wanted.column) + 1) % len(COLUMNS)]
        self._want(column=column, backwards=False)

    def action_turn(self) -> None:
        """By the same column, the other way round."""
        self._want(backwards=not self._wanted.backwards)

    def action_state(self, by: int) -> None:
        """Only the schools of the next state that there is, or of all."""
        states = ["", *self._totals]
        here = states.index(self._wanted.state) if self._wanted.state in states else 0
        self._want(state=states[(here + by) % len(states)])

    @on(TabLine.Chosen)
    def _state_chosen(self, message: TabLine.Chosen) -> None:
        self._want(state=message.key)

    def action_whose(self) -> None:
        """Everybody's schools, one's own, or those of nobody in particular."""
        following = {"": MINE, MINE: NOBODYS, NOBODYS: ""}
        whose = following[self._wanted.whose]
        if whose == MINE:
            self.review.as_someone(lambda _: self._want(whose=MINE))
        else:
            self._want(whose=whose)

    @on(Input.Changed, "#words")
    def _find(self, message: Input.Changed) -> None:
        self._want(words=message.value)

    @on(Input.Submitted, "#words")
    def _found(self) -> None:
        self.query_one(LongTable).focus()

    def action_find(self) -> None:
        """To the box that finds."""
        self.query_one("#words").focus()

    def action_clear(self) -> None:
        """Show all schools again, in the order in which they are now."""
        self.query_one("#words", Input).value = ""
        self.query_one(LongTable).focus()
        self._want(words="", state="", whose="")

    def _want(self, **changes: object) -> None:
        self._wanted = replace(self._wanted, **changes)  # type: ignore[arg-type] # fields of `Wanted`
        self.show()

    def closing_line(self) -> str:
        """What is said when one leaves: what waits."""
        is_known = self._has_read and not self._reading and self._lines
        return self._waiting() if is_known else ""
