"""The traps before one starts (G9), to tick by hand; each tick bears its day."""

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Checkbox

from model.application import CHECKLIST, SCHOOL
from model.keys import Key
from model.messages import N_, Message
from tui.widgets.tick import Tick

if TYPE_CHECKING:
    from tui.app import LabelmapApp

_SAID = {
    "profile-linked": N_(
        "The profile of who applies is active on the platform, and linked to our school"
    ),
    "one-record": N_(
        "Our school is on the platform once (if it is there twice, the NSO merges the two, and "
        "that takes time)"
    ),
    "colleagues-moved": N_("All colleagues have moved to the platform of today"),
    "spam-checked": N_("We looked for the invitation of the platform among the unwanted mails"),
    "principal-reachable": N_(
        "The principal knows about the signature, and is there when it is needed"
    ),
}


class Checklist(Vertical):
    """A tick for each trap, in the school's own file."""

    def compose(self) -> ComposeResult:
        for trap in CHECKLIST:
            yield Tick(Content(self._said(trap)), id=f"trap-{trap}", compact=True)

    @property
    def _app(self) -> "LabelmapApp":
        return cast("LabelmapApp", self.app)

    def _said(self, trap: str) -> str:
        """What the trap is, with the day on which it was ticked."""
        session, language = self._app.session, self._app.language
        said = language.text(_SAID[trap])
        day = session.application.school.checklist.get(trap) if session is not None else None
        if day is None:
            return said
        return f"{said} · {language.say(Message(N_('ticked on {day}'), {'day': day}))}"

    def reminder(self) -> str:
        """A line on what is not ticked yet, for the top of the screen; "" when all is."""
        session, language = self._app.session, self._app.language
        ticked = session.application.school.checklist if session is not None else {}
        count = sum(trap not in ticked for trap in CHECKLIST)
        if not count:
            return ""
        said = language.plural(
            N_("Before you start, at the bottom: {count} point to see to and tick"),
            N_("Before you start, at the bottom: {count} points to see to and tick"),
            count,
        )
        return f"\n○ {said}"

    def show(self) -> None:
        """Draw what the session holds."""
        session = self._app.session
        if session is None:
            return
        ticked = session.application.school.checklist
        for trap in CHECKLIST:
            tick = self.query_one(f"#trap-{trap}", Tick)
            with self.prevent(Checkbox.Changed):
                tick.value = trap in ticked
            said = self._said(trap)
            if tick.label.plain != said:
                tick.label = Content(said)

    @on(Checkbox.Changed)
    def _ticked(self, message: Checkbox.Changed) -> None:
        message.stop()
        session = self._app.session
        if session is None:
            return
        trap = (message.checkbox.id or "").removeprefix("trap-")
        key = Key(SCHOOL, ("checklist", trap))
        self._app.put(key, session.today if message.value else None)
        self._app.action_save()
