"""One line above the preview: what comes now, once the application itself is ready (G9, G10)."""

from typing import TYPE_CHECKING, cast

from model.messages import N_
from model.standing import State
from tui.widgets.line import Line

if TYPE_CHECKING:
    from tui.app import LabelmapApp


class NextLine(Line):
    """Says it where there is something to say."""

    def show(self) -> None:
        """As the application stands now."""
        from tui.lead import not_on_platform, submitted_here
        from tui.life_lines import Teller

        app = cast("LabelmapApp", self.app)
        session = app.session
        if session is None:
            return
        teller = Teller(session, app.language)
        text = ""
        if not_on_platform(session.assessment.standing):
            text = submitted_here(session, app.language)
        elif teller.state in {State.DRAFT, State.RETURNED}:
            if session.assessment.may_submit:
                text = app.language.text(N_("Everything is ready. Press s to submit."))
            elif teller.content_ready:
                ready = N_("Content ready: only the declaration is open (s: what comes now).")
                text = app.language.text(ready)
        self.display = bool(text)
        self.say(text)
