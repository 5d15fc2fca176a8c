"""The days of the edition: what opens when, the safe day, the last possible one (F4 to F7)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from model.edition import CENTRAL, Period, PeriodKind, in_language
from model.messages import N_
from tui.lead import calendar_line
from tui.screens.base import LabelmapScreen
from tui.widgets.hanging import Hanging
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.words import PERIODS

_WHAT_FOR = {
    PeriodKind.FIRST_SUBMISSION: N_("A first application can be submitted."),
    PeriodKind.REVISION: N_("What was submitted can be adapted; new applications can't come in."),
    PeriodKind.EVALUATION: N_("The NSO reads and gives feedback, during the whole period."),
}


class CalendarScreen(LabelmapScreen):
    """One block a period, and what in the guide does not agree with itself."""

    CSS_PATH = "calendar.tcss"
    HELP_TEXT = N_(
        "The calendar of this edition.\n\n"
        "Every deadline has a safe day and a last possible day. The guide contradicts itself in "
        "places; on the safe day you are in time however one reads it. The rules of Labelmap go "
        "by the last possible day, which ends at 23:59."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,c", "app.back", N_("Back"), key_display="esc"),
    ]

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        with VerticalScroll(id="page"):
            yield Static(id="title", markup=False)
            yield Static(id="now", markup=False)
            yield Static(id="periods", markup=False)
            yield Static(id="notes", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor where the page scrolls."""
        self.query_one("#page").focus()

    def show(self) -> None:
        """Draw the edition's days around today."""
        self.query_one(HeaderLine).show()
        session, language = self.session, self.language
        today = session.today
        title = in_language(session.edition.title, language.language) or session.edition.id
        head = self.say(N_("Calendar of {edition}"), edition=title)
        self.query_one("#title", Static).update(Content(head))
        lines = [
            (
                "▸ ",
                self.say(N_("Today: {weekday} {day}"), weekday=language.weekday(today), day=today),
            )
        ]
        if countdown := calendar_line(session, language):
            lines.append(("! ", countdown))
        self.query_one("#now", Static).update(Hanging(*lines))
        periods = [line for kind in PeriodKind for line in self._period(kind)]
        if not periods:
            unknown = self.say(N_("The dates of this edition are not known: ask your NSO."))
            periods = [("", unknown)]
        self.query_one("#periods", Static).update(Hanging(*periods))
        self.query_one("#notes", Static).update(Hanging(*self._notes()))

    def _period(self, kind: PeriodKind) -> list[tuple[str, str]]:
        country = self.session.application.school.country_code
        period = self.session.edition.period(kind, country)
        if period is None or (period.opens is None and period.closes is None):
            return []
        name = self.language.text(PERIODS[kind.value])
        when = self._when(period)
        lines = [("", ""), (self._sign(period), f"{name}{when}")]
        lines.append(("  ", self.language.text(_WHAT_FOR[kind])))
        for text, day in (
            (N_("opens on {weekday} {day}"), period.opens),
            (N_("safe until {weekday} {day}"), period.safe_on),
            (N_("last possible day: {weekday} {day}"), period.closes),
            (N_("results on {weekday} {day}"), period.results_on),
        ):
            if day is not None:
                weekday = self.language.weekday(day)
                lines.append(("  ", self.say(text, day=day, weekday=weekday)))
        if period.level != CENTRAL:
            own = N_("These are the days of your own country's NSO ({country}).")
            lines.append(("  ", self.say(own, country=period.level)))
        return lines

    def _sign(self, period: Period) -> str:
        """Over, running or still to come, without colour."""
        today = self.session.today
        if period.closes is not None and today > period.closes:
            return "✓ "
        if period.opens is not None and today < period.opens:
            return "○ "
        return "▸ "

    def _when(self, period: Period) -> str:
        today = self.session.today
        if period.closes is not None and today > period.closes:
            return " · " + self.say(N_("over"))
        if period.opens is not None and today < period.opens:
            return " · " + self.say(N_("still to come"))
        return " · " + self.say(N_("now"))

    def _notes(self) -> list[tuple[str, str]]:
        """Where the guide contradicts itself, and who knows better (F7, F21)."""
        edition, code = self.session.edition, self.language.language
        lines: list[tuple[str, str]] = []
        if edition.contradictions:
            lines += [("", ""), ("", self.say(N_("Where the guide does not agree with itself")))]
            lines += [("! ", in_language(each.text, code)) for each in edition.contradictions]
        contact = edition.addresses.get("contact-mail") or edition.addresses.get("contact", "")
        if contact:
            lines += [
                ("", ""),
                ("? ", self.say(N_("In doubt, ask your NSO: {contact}"), contact=contact)),
            ]
        return lines
