"""How far are we, and what is next? At a glance, and one Enter from there to the very field."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from model import problem_texts
from model.application import MISSION_STEPS
from model.completeness import StepProgress
from model.consent import photos_without_consent
from model.edition import in_language
from model.messages import N_
from model.problems import Code
from model.standing import State
from store.journal import Entry, Event
from tui.deadline_words import every_deadline
from tui.lead import first_to_do, lead
from tui.planning_words import next_line, with_planned
from tui.presence import last_words
from tui.screens.base import LabelmapScreen
from tui.todo_rows import kept_place, named
from tui.widgets.hanging import Hanging
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.progress import bars, painted
from tui.widgets.rows import Rows
from tui.widgets.sided import Sided
from tui.words import entry_parts, progress_sign

if TYPE_CHECKING:
    from model.problems import Problem

LATEST = 24
"""So many changes are read: what the pane holds in a tall window."""

WITH_NAMES = 50
"""Cells of the list of steps from which on it says who last worked on each."""
_COUNT = 10
"""Cells for how far a step is, behind that."""


class DashboardScreen(LabelmapScreen):
    """The heart of the app."""

    CSS_PATH = "dashboard.tcss"
    HAS_TOUR = True
    HELP_TEXT = N_(
        "This is the overview of your application.\n\n"
        "On the left the steps of the form, each with what is done and what it asks. "
        "On the right what is still to be done, the most urgent first: Enter brings you to the "
        "very field. The bars show each mission statement. At the bottom the last changes.\n\n"
        "Everything you type is saved by itself. Labelmap helps to prepare: submitting is done on "
        "the platform, and your NSO decides."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", N_("Other list"), show=False),
        Binding("e", "evidence", N_("Evidence")),
        Binding("p,f5", "app.preview", N_("Preview"), key_display="p"),
        Binding("h", "app.history", N_("History")),
        Binding("f", "app.feedback", N_("Feedback")),
        Binding("c", "app.calendar", N_("Calendar")),
        Binding("s", "app.submission", N_("Submit"), show=False),
        Binding("i", "app.colleagues", N_("Colleagues"), show=False),
        Binding("1", "step(0)", N_("Step"), key_display="1-8"),
        *(Binding(str(number), f"step({number - 1})", show=False) for number in range(2, 9)),
        Binding("q", "app.quit", N_("Quit")),
    ]

    class LatestRead(TextualMessage):
        """The last changes were read from the diary."""

        def __init__(self, entries: tuple[Entry, ...]) -> None:
            super().__init__()
            self.entries = entries

    def __init__(self) -> None:
        super().__init__()
        self._todo: dict[str, Problem] = {}
        """By the names of their rows."""
        self._newest: str | None = None
        """Where the diary stood when its last changes were read."""

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield Static(id="deadline", markup=False)
        yield Line(id="deadlines")
        with Grid(id="panes"):
            yield Rows(id="steps", markup=False)
            yield Rows(id="todo", markup=False)
            yield Static(id="diary", markup=False)
            yield Static(id="missions", markup=False)
        yield Static(id="latest", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Titles of the panes, and the first picture."""
        self.query_one("#steps").border_title = self.say(N_("Steps"))
        self.query_one("#todo").border_title = self.say(N_("To do now"))
        self.query_one("#diary").border_title = self.say(N_("Last changes"))
        self.query_one("#missions").border_title = self.say(N_("Mission statements"))
        self.draw()
        self.query_one("#todo").focus()

    def on_screen_resume(self) -> None:
        """The last changes may have grown."""
        if self._newest is None or self._newest != self.session.folder.newest():
            self.call_after_refresh(self._read_latest)

    def recorded(self) -> None:
        """Read the last changes again."""
        self._read_latest()

    @work(thread=True, group="latest", exclusive=True, exit_on_error=False)
    def _read_latest(self) -> None:
        self._newest = self.session.folder.newest()
        self.session.read_diary()
        entries = tuple(
            entry
            for entry in self.session.folder.log(limit=LATEST)
            if entry.event not in {Event.RECORD, Event.MERGE}
        )  # what was done is told; that the diary took it over is not
        self.post_message(self.LatestRead(entries))

    @on(LatestRead)
    def _show_latest(self, message: LatestRead) -> None:
        self.session.reassess()
        self.show()
        lines = [
            entry_parts(entry, self.language, self.session.today, self.session.edition)
            for entry in message.entries
        ]
        head = self.say(N_("Last changes"))
        told = "  ·  ".join(f"{when} {what}" for when, what in lines)
        self.query_one("#latest", Static).update(Content(f"{head}   {told}"))
        diary = Hanging(*((f"{when} ", what) for when, what in lines))
        self.query_one("#diary", Static).update(diary)

    def show(self) -> None:
        """Draw the session's assessment."""
        self.query_one(HeaderLine).show()
        deadline = self.query_one("#deadline", Static)
        planned = next_line(self.session, self.language)
        led = lead(self.session, self.language)
        lines = with_planned(led, planned, self.app.size.width - 4)
        deadline.display = bool(lines)
        deadline.update(Hanging(*lines))
        session = self.session
        country = session.application.school.country_code
        self.query_one("#deadlines", Line).say(
            every_deadline(session.edition, session.today, country, self.language)
        )
        self._show_steps()
        self._show_todo()
        self._show_missions()

    def _show_steps(self) -> None:
        steps = self.query_one("#steps", OptionList)
        rows = [self._step_row(progress) for progress in self.session.assessment.steps]
        rows.append(Option(self._preview_row(), id="preview"))
        self._replace(steps, rows)

    def _step_row(self, progress: StepProgress) -> Option:
        """A step: how far it is; its title whole where the window is high, else it is cut.

        In a low one it is read whole beside its bar: the title has the step's number there too.
        """
        title = in_language(self.session.edition.step(progress.id).title, self.language.language)
        count = f"{progress.done}/{progress.required}"
        room = self.query_one("#steps").content_size.width or 32
        sign = f"{progress_sign(progress)} {progress.number} "
        last = self._last_on(progress.id) if room >= WITH_NAMES else ""
        beside = Content(last).truncate(max(0, room // 2 - _COUNT), ellipsis=True).plain
        right = f"{beside}  {count:>4}" if beside else f"{count:>4}"
        if self.has_class("-high"):
            return Option(Sided(title, right, sign=sign), id=progress.id)
        return Option(Sided(sign + title, right), id=progress.id)

    def _last_on(self, step: str) -> str:
        """Who last worked on a step, and when."""
        trace = self.session.presence.steps.get(step)
        if trace is None:
            return ""
        return last_words(trace, self.language, self.session.clock.now())

    def _preview_row(self) -> Content:
        return Content("  9 " + self.say(N_("Preview and submit")))

    def _show_todo(self) -> None:
        assessment = self.session.assessment
        todo = assessment.all_problems()
        if assessment.standing.locked or assessment.standing.state is State.APPROVED:
            todo = ()  # nothing of it can be done now
        first = first_to_do(self.session, self.language)
        rows = [Option(Hanging(("● ", text)), id=where) for where, text in first]
        self._todo = named(todo)
        for name, problem in self._todo.items():
            sign = "●" if problem.blocking else "○"
            text = self.language.say(
                problem_texts.message(problem, self.session.edition, self.language.language)
            )
            rows.append(Option(Hanging((f"{sign} ", text)), id=name))
        if not rows:
            rows.append(
                Option(Content("✓ " + self.say(N_("Everything is filled in."))), id="preview")
            )
        rows += self._consent_row()
        self._replace(self.query_one("#todo", OptionList), rows)

    def _consent_row(self) -> list[Option]:
        """How many photographs have no note of consent: a reminder, never in the way."""
        count = len(photos_without_consent(self.session.application))
        text = self.language.plural(
            "{count} photograph without a note of consent",
            "{count} photographs without a note of consent",
            count,
        )
        return [Option(Hanging(("○ ", text)), id="consent")] if count else []

    def _show_missions(self) -> None:
        rows = []
        progress = {step.id: step for step in self.session.assessment.steps}
        width = self.query_one("#missions").content_size.width or 60
        for step_id in MISSION_STEPS:
            step = progress[step_id]
            title = in_language(self.session.edition.step(step_id).title, self.language.language)
            documents = len(self.session.application.evidence_of(step_id))
            proof = (
                self.language.plural(N_("evidence: {count}"), N_("evidence: {count}"), documents)
                if documents
                else self.say(N_("no evidence"))
            )
            share = step.done / step.required if step.required else 1.0
            rows.append((f"{step.number} {title}", share, proof))
        lines = "\n".join(bars(rows, width))
        self.query_one("#missions", Static).update(painted(lines))

    @staticmethod
    def _replace(target: OptionList, rows: list[Option]) -> None:
        """New rows, the highlight on what it stood on."""
        place, before = target.highlighted, [option.id or "" for option in target.options]
        target.clear_options()
        target.add_options(rows)
        if rows:
            target.highlighted = kept_place(place, before, [option.id or "" for option in rows])

    @on(OptionList.OptionSelected, "#steps")
    def _open_step(self, message: OptionList.OptionSelected) -> None:
        if message.option_id is not None:
            self.labelmap.go_to(message.option_id)

    @on(OptionList.OptionSelected, "#todo")
    def _open_problem(self, message: OptionList.OptionSelected) -> None:
        match message.option_id:
            case "submission":
                self.labelmap.action_submission()
            case "feedback":
                self.labelmap.action_feedback()
            case "preview":
                self.labelmap.go_to("preview")
            case "consent":
                self.action_evidence(without_consent=True)
            case name:
                self._go_to_problem(self._todo.get(name or ""))

    def _go_to_problem(self, problem: "Problem | None") -> None:
        if problem is None:  # somebody else solved it, just now
            return
        if problem.code is Code.CONFLICT_UNRESOLVED:
            from tui.choosing import choose_version

            choose_version(self.labelmap, problem)
            return
        self.labelmap.go_to(problem.step or "preview", problem.field)

    def action_evidence(self, *, without_consent: bool = False) -> None:
        """All documents and links, or only the photographs without a note of consent."""
        self.labelmap.show_evidence(without_consent=without_consent)

    def action_step(self, index: int) -> None:
        """Go to a step by its number in the form."""
        self.labelmap.go_to(self.session.assessment.steps[index].id)
