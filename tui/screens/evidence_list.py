"""The evidence of one step as a list: what it is, what is wrong with it, and how to add more."""

from typing import TYPE_CHECKING, cast

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from model import problem_texts
from model.messages import N_
from tui.widgets.hanging import Hanging
from tui.words import evidence_line

if TYPE_CHECKING:
    from tui.app import LabelmapApp

ADD = "+"
"""The option that adds a piece of evidence."""


class EvidenceList(OptionList):
    """A row a piece of evidence, and a last one that adds."""

    def __init__(self, step: str, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, markup=False)
        self.step = step
        self._state: tuple[object, ...] | None = None
        """What was drawn last: evidence, facts of its documents, problems."""

    def on_mount(self) -> None:
        """The title of the box."""
        app = cast("LabelmapApp", self.app)
        self.border_title = app.language.text(N_("Evidence"))

    def show(self) -> None:
        """Draw the evidence that the session holds; nothing happens where it is what is shown."""
        app = cast("LabelmapApp", self.app)
        session = app.session
        if session is None:
            return
        progress = next(s for s in session.assessment.steps if s.id == self.step)
        found = [p for p in progress.problems if (p.field or "").startswith("evidence.")]
        state = (session.application.evidence_of(self.step), session.application.documents, found)
        if self._state is not None and all(
            new is old or new == old for new, old in zip(state, self._state, strict=True)
        ):
            return
        self._state = state
        wrong: dict[str, list[str]] = {}
        for problem in found:
            said = problem_texts.message(problem, session.edition, app.language.language)
            name = (problem.field or "").removeprefix("evidence.")
            wrong.setdefault(name, []).append(app.language.say(said))
        options: list[Option] = []
        for item in session.application.evidence_of(self.step):
            line = evidence_line(item, session.application, app.language)
            wrongs = (("  ! ", text) for text in wrong.get(item.id, ()))
            options.append(Option(Hanging(("• ", line), *wrongs), id=f"={item.id}"))
        more = (
            N_("Add a document or a link")
            if session.edition.step(self.step).links
            else N_("Add the document")
        )
        options.append(Option(Hanging(("+ ", app.language.text(more))), id=ADD))
        place = self.highlighted
        self.clear_options()
        self.add_options(options)
        self.highlighted = min(place or 0, len(options) - 1)

    def point_at(self, evidence_id: str) -> None:
        """Put the cursor on one piece of evidence."""
        self.focus()
        for index, option in enumerate(self.options):
            if option.id == f"={evidence_id}":
                self.highlighted = index

    def open(self, option_id: str | None) -> None:
        """Open what was chosen: a piece of evidence, or the dialog that adds one."""
        app = cast("LabelmapApp", self.app)
        session = app.session
        if session is None or option_id is None:
            return
        if option_id == ADD and session.locked is not None:
            app.tell(session.locked, warning=True)
            return
        if option_id == ADD:
            from tui.screens.add_evidence import AddEvidenceDialog

            app.push_screen(AddEvidenceDialog(self.step))
            return
        from tui.screens.evidence import EvidenceDialog

        wanted = option_id.removeprefix("=")
        for item in session.application.evidence_of(self.step):
            if item.id == wanted:
                app.push_screen(EvidenceDialog(self.step, item))
