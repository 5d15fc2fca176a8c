"""Approved: a screen worth a photograph, and what happens next (F20, G1, G11)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from model.messages import N_
from model.review import Decision
from model.standing import decision_of
from model.text import shown, shown_line
from store.journal import Event
from tui.lead import last_round
from tui.screens.base import LabelmapScreen
from tui.widgets.hanging import Hanging
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar

_STARS = "★  ★  ★  ★  ★"
_MOST = 12
"""So many names stand on the card."""


class ApprovedScreen(LabelmapScreen):
    """The label, the school, everybody who worked on it; then what comes next."""

    CSS_PATH = "approved.tcss"
    HELP_TEXT = N_(
        "Your school has the label. Nothing more needs doing: everybody who is linked to the "
        "school on the platform is told there and by e-mail.\n\n"
        "Escape goes back to the overview. If the decision was noted wrongly, 'd' notes it again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("f", "app.feedback", N_("Feedback")),
        Binding("d", "decision", N_("Take over a decision"), show=False),
    ]

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        with VerticalScroll(id="page"):
            with Center():
                yield Static(id="card", markup=False)
            with Center():
                yield Static(id="next", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor where the page scrolls."""
        self.query_one("#page").focus()

    def show(self) -> None:
        """Draw the card and what comes next."""
        self.query_one(HeaderLine).show()
        decision = decision_of(self.session.application.record, last_round(self.session))
        self.query_one("#card", Static).update(self._card(decision))
        self.query_one("#next", Static).update(Hanging(*self._next(decision)))

    def _card(self, decision: Decision | None) -> Content:
        session = self.session
        school = shown_line(session.application.school.name)
        lines = [
            Content(_STARS).stylize("$warning"),
            Content(""),
            Content("e T w i n n i n g   S c h o o l").stylize("bold"),
            Content(session.edition.id.replace("-", " – ")).stylize("bold"),
            Content(""),
            Content(school).stylize("bold $accent"),
            Content(shown_line(session.application.school.city)),
        ]
        if decision is not None:
            lines += [Content(""), Content(self.say(N_("Approved on {day}"), day=decision.on))]
        names = self._names()
        if names:
            lines += [Content(""), Content(self.say(N_("with thanks to"))), Content(names)]
        return Content("\n").join(lines)

    def _names(self) -> str:
        """Who worked on it, as the diary names them; those of the NSO are not the school's."""
        found = dict.fromkeys(
            shown_line(entry.person.name)
            for entry in self.session.folder.log()
            if entry.event in set(Event)
        )
        names = list(reversed(found))[:_MOST]
        return " · ".join(names)

    def _next(self, decision: Decision | None) -> list[tuple[str, str]]:
        edition = self.session.edition.id
        lines: list[tuple[str, str]] = []
        if decision is not None and decision.text:
            lines += [("“ ", line) for line in shown(decision.text).split("\n")]
            lines.append(("", ""))
        lines.append(("", self.say(N_("What happens next"))))
        for text in (
            N_("Everybody who is linked to the school is told, on the platform and by e-mail."),
            N_("Nothing more needs doing: the school has the label."),
            N_("The list of schools is public; a pack follows: a plaque, a flag and a letter."),
            N_("The label holds for two calendar years, {edition}; then you apply from scratch."),
            N_("Keep this folder: next time you look back at the plans that you made now."),
        ):
            lines.append(("• ", self.say(text, edition=edition)))
        return lines

    def action_decision(self) -> None:
        """Correct what was taken over."""
        from tui.screens.platform import DecisionDialog

        self.app.push_screen(DecisionDialog())
