"""The top line of every screen: which school, how far, in what state, and who works."""

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from model.edition import in_language
from model.editions import NEXT
from model.messages import N_, Message
from tui.widgets.safe_text import shown_line
from tui.words import state_words

if TYPE_CHECKING:
    from tui.app import LabelmapApp

SEPARATOR = " · "


class HeaderLine(Widget):
    """One line, never longer than the screen: the names in front give way, what counts stays."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None

    def show(self) -> None:
        """Draw the line anew where what it says changed."""
        session = cast("LabelmapApp", self.app).session
        if session is None:
            return
        state = (
            session.application.school.name,
            session.assessment.done,
            session.assessment.required,
            session.assessment.standing,
            session.person,
            cast("LabelmapApp", self.app).sharing.words(cast("LabelmapApp", self.app).language),
        )
        if state != self._shown:
            self._shown = state
            self.refresh()

    def render(self) -> Content:
        """The session of the app as it is now."""
        app = cast("LabelmapApp", self.app)
        session, language = app.session, app.language
        if session is None:
            return self._fitted("Labelmap", "")
        assessment = session.assessment
        own = language.text(N_("Labelmap (sample)")) if session.demo else "Labelmap"
        brief_edition = "" if session.edition.id == NEXT else session.edition.id
        edition = in_language(session.edition.title, language.code) or brief_edition
        school = session.application.school.name
        state = SEPARATOR.join(
            (
                f"{assessment.done}/{assessment.required}",
                language.text(state_words(assessment.standing)),
            )
        )
        worker = short = ""
        if session.person is not None:
            name = session.person.name
            worker = SEPARATOR + language.say(Message(N_("you work as {name}"), {"name": name}))
            short = SEPARATOR + name
        full, brief = (SEPARATOR + said if said else "" for said in app.sharing.words(language))
        return self._first_that_fits(
            ((own, school, edition), state + full + worker),
            ((own, school, brief_edition), state + full + worker),
            ((own, school), state + full + worker),
            ((own, school), state + full + short),
            *self._with_colleagues(school, state, (full, brief), short),
            ((own, school), state + brief + short),
        )

    @staticmethod
    def _with_colleagues(
        school: str, state: str, shared: tuple[str, str], worker: str
    ) -> list[tuple[tuple[str, ...], str]]:
        """In a narrow window: with whom and when goes before our own name and one's family name."""
        full, brief = shared
        if not full:
            return []
        name = worker.removeprefix(SEPARATOR).partition(" ")[0]
        first = SEPARATOR + name if name else ""
        return [((school,), state + said) for said in (full + worker, full + first, brief + first)]

    def _first_that_fits(self, *choices: tuple[tuple[str, ...], str]) -> Content:
        """The fullest wording that the line holds; the last one is cut where need be."""
        told = [
            (SEPARATOR.join(shown_line(name) for name in names if name), shown_line(state))
            for names, state in choices
        ]
        room = self.size.width - 4
        fitting = (one for one in told if sum(Content(part).cell_length for part in one) <= room)
        return self._fitted(*next(fitting, told[-1]))

    def _fitted(self, names: str, state: str) -> Content:
        room = max(0, self.size.width - 2)
        tail = Content(state).truncate(room, ellipsis=True)
        head = Content(names).truncate(max(0, room - tail.cell_length - 2), ellipsis=True)
        gap = " " * max(0, room - head.cell_length - tail.cell_length)
        return Content.assemble(" ", head.stylize("bold"), gap, tail)
