"""The days counted back from the deadline: our proposal in the empty box, or a day of one's own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from model.messages import N_, Fact, Message
from model.planning import PLATFORM, SIGNATURE
from tui.planning_words import NAMES, of_session
from tui.widgets.form import NOT_A_DAY, SAVED, FieldKind, FormField
from tui.widgets.hanging import Hanging

if TYPE_CHECKING:
    from tui.app import LabelmapApp


class PlanningFields(Vertical):
    """Two days, and what is odd about them. The screen keeps what is typed, like any field."""

    _said: tuple[tuple[str, str], ...] = ()

    def compose(self) -> ComposeResult:
        language, session = self._app.language, self._app.session
        # Above the boxes: what stands below the last one is not scrolled to.
        yield Static(id="planning-notes", markup=False)
        proposed = {m.what: m.proposed for m in of_session(session)} if session is not None else {}
        for what in (PLATFORM, SIGNATURE):
            day = proposed.get(what)
            hint = Message(N_("proposal: {day}"), {"day": f"{day:%d/%m/%Y}"}) if day else None
            own = getattr(session.application.school.planning, what) if session else None
            yield FormField(
                language.text(NAMES[what]),
                own,
                key=f"school.planning.{what}",
                kind=FieldKind.DAY,
                wrong=language.text(NOT_A_DAY),
                wrong_over=language.text(SAVED),
                hint=language.say(hint) if hint is not None else language.text("day/month/year"),
            )

    @property
    def _app(self) -> "LabelmapApp":
        return cast("LabelmapApp", self.app)

    def show(self) -> None:
        """Say how the days were counted, and what can't be right."""
        notes = tuple(self._notes())
        if notes == self._said:
            return
        self._said = notes
        self.query_one("#planning-notes", Static).update(Hanging(*notes))
        box = self.screen.focused
        if box is not None and self in box.ancestors:
            self.call_after_refresh(box.scroll_visible)  # the notes may have pushed it away

    def _notes(self) -> Iterator[tuple[str, str]]:
        session, language = self._app.session, self._app.language
        if session is None:
            return
        found = of_session(session)
        deadline = session.assessment.next_deadline
        if not found or deadline is None:
            yield "", language.text(N_("No deadline is known that could be counted back from."))
            return
        safe = deadline.safe_on or deadline.on
        text = N_(
            "Counted back from {day}, the safe day to submit. The platform gives the declaration "
            "of honour only when everything is filled in there. The days are a proposal of "
            "Labelmap, not a rule: leave a box empty, or set your own day."
        )
        yield "", language.say(Message(text, {"day": safe}))
        for milestone in found:
            if milestone.after_deadline:
                late = N_("“{what}” is later than {day}, the safe day to submit.")
                facts: dict[str, Fact] = {"what": language.text(NAMES[milestone.what]), "day": safe}
                yield "! ", language.say(Message(late, facts))
            if milestone.before_platform:
                early = N_(
                    "The signature is asked for before the form is filled in on the platform; the "
                    "declaration can't be downloaded there yet."
                )
                yield "! ", language.text(early)
