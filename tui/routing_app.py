"""The way between the screens: one key, one screen, and the place one came from below it.

A screen that one comes back to again and again is made once and kept: it is there at once, as one
left it. What it shows follows the application each time it comes to the front.
"""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from model.messages import N_, Message
from tui.screens.base import LabelmapScreen
from tui.sharing_app import SharingApp

if TYPE_CHECKING:
    from tui.screens.finder import Place

_EVIDENCE: Final = "evidence"
_FEEDBACK: Final = "feedback"
_HISTORY: Final = "history"


class RoutingApp(SharingApp):
    """The app as far as it goes from screen to screen."""

    @cached_property
    def _kept(self) -> dict[str, LabelmapScreen]:
        """The screens that stay, by name."""
        return {}

    def _show_kept(self, name: str, make: Callable[[], LabelmapScreen]) -> LabelmapScreen:
        """Show the screen of this name; it is made at the first time."""
        screen = self._kept.get(name)
        if screen is None:
            screen = self.keep(name, make)
        if screen not in self.screen_stack:
            self.push_screen(screen)
        while self.screen is not screen:
            self.pop_screen()
        return screen

    def action_find(self) -> None:
        """Find words in all texts of the application."""
        from tui.screens.find import FindDialog

        if self.session is not None and isinstance(self.screen, LabelmapScreen):
            self.push_screen(FindDialog(), self._go_to_place)

    def action_jump(self) -> None:
        """Go to any field by a part of its name."""
        from tui.screens.jump import JumpDialog

        if self.session is not None and isinstance(self.screen, LabelmapScreen):
            self.push_screen(JumpDialog(), self._go_to_place)

    def _go_to_place(self, place: "Place | None") -> None:
        """To a field that was found; on its own screen, what can be undone there stays."""
        if place is None or place.key.step is None:
            return
        step, field = place.key.step, place.key.field
        elsewhere = not (isinstance(self.screen, LabelmapScreen) and self.screen.step_shown == step)
        if elsewhere:
            self.jump(step, field)
        screen = self.screen
        if isinstance(screen, LabelmapScreen):
            screen.call_after_refresh(screen.come_to, field, place.span)
        if elsewhere:
            self.save_if_changed()  # last: it may ask who works, as `action_back`

    def go_to(self, step: str, field: str | None = None) -> None:
        """Show a step, at a field of it; a dotted key as in a problem."""
        if step == "preview":
            self.action_preview()
            return
        if self.has_step(step):
            self._show_kept(f"step-{step}", LabelmapScreen).come_to(field)
        else:
            self._show_kept(f"step-{step}", lambda: self._made(step, field))

    def has_step(self, step: str) -> bool:
        """Whether the screen of a step was made already."""
        return f"step-{step}" in self._kept

    def unmade(self) -> Iterator[tuple[str, Callable[[], LabelmapScreen]]]:
        """The screens that will stay and were not opened yet, by name, and how each is made.

        The likeliest first: a step in which something is still to be done, then the lists.
        """
        if self.session is None:
            return
        steps = [step for step in self.session.assessment.steps if step.id != "preview"]
        steps.sort(key=lambda one: one.done >= one.required)
        every: list[tuple[str, Callable[[], LabelmapScreen]]]
        every = [(f"step-{step.id}", partial(self._made, step.id, None)) for step in steps]
        lists: list[tuple[str, Callable[[], LabelmapScreen]]]
        lists = [(_EVIDENCE, self._evidence), (_HISTORY, self._history)]
        if self.session.application.record.feedback:
            lists.insert(1, (_FEEDBACK, self._feedback))
        every[1:1] = lists
        yield from (screen for screen in every if screen[0] not in self._kept)

    def keep(self, name: str, make: Callable[[], LabelmapScreen]) -> LabelmapScreen:
        """Make a screen that stays, to be shown now or another time."""
        screen = self._kept[name] = make()
        self.install_screen(screen, name)
        return screen

    def show_evidence(self, *, without_consent: bool = False) -> None:
        """Show all evidence; or, for once, the photographs without a note of consent."""
        if without_consent:
            from tui.screens.evidence_table import EvidenceScreen

            self.push_screen(EvidenceScreen(without_consent=True))
        else:
            self._show_kept(_EVIDENCE, self._evidence)

    @staticmethod
    def _evidence() -> LabelmapScreen:
        from tui.screens.evidence_table import EvidenceScreen

        return EvidenceScreen()

    @staticmethod
    def _made(step: str, field: str | None) -> LabelmapScreen:
        if step == "school":
            from tui.screens.school import SchoolScreen

            return SchoolScreen(field)
        if step == "declaration":
            from tui.screens.declaration import DeclarationScreen

            return DeclarationScreen(field)
        from tui.screens.step import StepScreen

        return StepScreen(step, field)

    def action_preview(self) -> None:
        """Show the whole application as the reviewer reads it."""
        from tui.screens.preview import PreviewScreen

        if self.session is not None:
            self.push_screen(PreviewScreen())

    def action_history(self) -> None:
        """Show who changed what, and when."""
        if self.session is not None:
            self._show_kept(_HISTORY, self._history)

    @staticmethod
    def _history() -> LabelmapScreen:
        from tui.screens.history import HistoryScreen

        return HistoryScreen()

    def action_field_history(self) -> None:
        """Show every version of the field in which the cursor stands."""
        from tui.focused_field import focused_field
        from tui.screens.field_history import FieldHistoryScreen

        key = focused_field(self)
        if key is None:
            self.tell(Message(N_("Put the cursor in a field first: its versions are shown then.")))
            return
        self.save_if_changed()
        self.push_screen(FieldHistoryScreen(key))

    def action_submission(self) -> None:
        """Show what submitting comes to now: to submit, to record, to celebrate."""
        from model.standing import State

        if self.session is None:
            return
        if self.session.assessment.standing.state is State.APPROVED:
            from tui.screens.approved import ApprovedScreen

            self._push_once(ApprovedScreen())
            return
        from tui.screens.submission import SubmissionScreen

        self._push_once(SubmissionScreen())

    def action_feedback(self) -> None:
        """Show what the NSO said, and what was answered."""
        from tui.screens.feedback import FeedbackScreen

        if self.session is not None and not isinstance(self.screen, FeedbackScreen):
            self._show_kept(_FEEDBACK, self._feedback)

    @staticmethod
    def _feedback() -> LabelmapScreen:
        from tui.screens.feedback import FeedbackScreen

        return FeedbackScreen()

    def action_to_nso(self) -> None:
        """Make the file for the NSO."""
        from tui.screens.with_nso import to_nso

        to_nso(self)

    def action_from_nso(self) -> None:
        """Take in what the NSO sent."""
        from tui.screens.with_nso import from_nso

        if self.session is not None:
            from_nso(self)

    def action_calendar(self) -> None:
        """Show the days of the edition."""
        from tui.screens.calendar import CalendarScreen

        if self.session is not None:
            self._push_once(CalendarScreen())

    def _push_once(self, screen: LabelmapScreen) -> None:
        """Show a screen, unless it is the one that stands there: a key that was pressed twice."""
        if type(self.screen) is not type(screen):
            self.push_screen(screen)

    async def action_back(self) -> None:
        """Back to the screen below; what was typed is recorded."""
        if self.screen is not self._home:
            self.pop_screen()
        self.save_if_changed()  # it may ask who works: that question is not to be left at once

    def jump(self, step: str, field: str | None = None) -> None:
        """To a step from wherever one is; Escape goes back to the overview."""
        while self.screen is not self._home:
            self.pop_screen()
        self.go_to(step, field)
