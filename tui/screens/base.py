"""What every screen of the app has: its language, keys in that language, and the open school."""

from contextlib import suppress
from dataclasses import replace
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widgets import Button
from textual.worker import Worker

from model.messages import N_, Fact, Message
from tui.language import Language
from tui.screens.closing import Result
from tui.screens.opening import OpenedAtOnce, room
from tui.session import Session

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from tui.app import LabelmapApp
    from tui.common_app import CommonApp

BESIDE = (
    Binding("left", "button_beside(-1)", show=False),
    Binding("right", "button_beside(1)", show=False),
)
"""The arrows from one button to the other: in dialogs, and on a screen that has several."""
_FITTING = 1.0
"""Seconds after another size of the window in which what has the focus is kept in sight."""


class InTheApp(OpenedAtOnce[Result]):
    """The app's services for a screen."""

    HELP_TEXT = ""
    """English template of what this screen is for, in plain words; F1 shows it."""
    MORE_HELP = ""
    """English template of what holds for every screen of its kind; F1 shows it after that."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", N_("Next field"), show=False),
        Binding("shift+tab", "app.focus_previous", N_("Previous field"), show=False),
        Binding("ctrl+c,super+c", "screen.copy_text", N_("Copy"), show=False),
    ]

    def __init__(
        self,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(name, id, classes)
        with suppress(RuntimeError):  # no app: a screen that is only looked at
            # How wide and high the window is: told when the screen has its size, all styles of the
            # screen would be worked out a second time.
            self.add_class(*room(self.app), update=False)

    @property
    def common(self) -> "CommonApp":
        """The app as both modes have it: for what stands in either."""
        return cast("CommonApp", self.app)

    @property
    def labelmap(self) -> "LabelmapApp":
        """The app in a school's mode, by its own type."""
        return cast("LabelmapApp", self.app)

    @property
    def language(self) -> Language:
        """The language of the interface."""
        return self.common.language

    @property
    def session(self) -> Session:
        """The open school. Raises `RuntimeError` where none is open: on the welcome screen."""
        session = self.common.session
        if session is None:
            raise RuntimeError
        return session

    def say(self, english: str, **facts: Fact) -> str:
        """A sentence in the language of the interface; `facts` fill its braces."""
        return self.language.say(Message(english, facts))

    def action_button_beside(self, by: int) -> None:
        """From a button to the one beside it, as the eye does; anywhere else the key is free."""
        if not isinstance(self.focused, Button) or self.focused.parent is None:
            raise SkipAction
        row = [one for one in self.focused.parent.query_children(Button) if one.focusable]
        place = row.index(self.focused) + by
        if 0 <= place < len(row):
            self.set_focus(row[place])

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker of this screen that broke is told of like one of the app's."""
        self.common.on_worker_state_changed(event)

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        """The keys of this screen, described in the language of the interface."""
        return {
            key: active._replace(
                binding=replace(
                    active.binding,
                    description=self.language.text(active.binding.description),
                    key_display=self._key_display(active.binding.key_display),
                ),
                tooltip=self.language.text(active.tooltip) if active.tooltip else "",
            )
            for key, active in super().active_bindings.items()
        }

    def _key_display(self, english: str | None) -> str | None:
        """A key's own name; the one for yes is another letter in another language."""
        return self.language.text(english) if english else english


class LabelmapScreen(InTheApp[None]):
    """A screen that fills the terminal."""

    def show(self) -> None:
        """Draw what the session holds now: after each change, and when it comes to the front."""

    def recorded(self) -> None:
        """The diary has grown."""

    @property
    def is_complete(self) -> bool:
        """Whether it shows all that it shows first: nothing of it is being read."""
        return self.is_mounted

    @property
    def step_shown(self) -> str | None:
        """The step whose fields stand here; None for a screen of another kind."""
        return None

    _asked_for: tuple[str | None, tuple[int, int] | None] = (None, None)
    """The field that was asked for last, and which of its characters."""
    _is_made = False
    """Whether its fields are there."""

    def come_to(self, field: str | None, span: tuple[int, int] | None = None) -> None:
        """Go to a field: at once, or as soon as it is there on a screen that is still being made.

        It may be made ahead just when somebody opens it (tui/ahead.py).
        """
        self._asked_for = field, span
        if self._is_made:
            self.go_to_field(field, span)

    def go_to_field(self, field: str | None, span: tuple[int, int] | None = None) -> None:
        """Put the cursor into a field of the step, with these characters of it marked."""

    def step_on(self, step: str, by: int) -> None:
        """Show the step before or after one; what was typed is recorded."""
        ids = [progress.id for progress in self.session.assessment.steps]
        place = ids.index(step) + by
        if 0 <= place < len(ids):
            self.app.pop_screen()
            self.labelmap.go_to(ids[place])
            self.labelmap.save_if_changed()  # last: it may ask who works, as `action_back`

    _drawn_for: Size | None = None
    """The window for which it was drawn last."""
    _resized = -inf
    """When the window got another size, by the clock of `monotonic`."""
    _is_behind = True
    """Whether the application may have changed since it was drawn: another screen stood before."""

    def draw(self) -> None:
        """Show what the session holds, for the window as it is."""
        # Drawn out of sight, it is drawn once more when it comes to the front.
        self._drawn_for, self._is_behind = self.app.size, not self.is_current
        self.show()

    def on_mount(self) -> None:
        """Follow each layout, and start at the field that was asked for.

        Textual calls this after the one of the screen's own class, which draws it first.
        """
        self.screen_layout_refresh_signal.subscribe(self, self._was_laid_out, immediate=True)
        self._is_made = True
        self.go_to_field(*self._asked_for)

    def on_resize(self) -> None:
        """What is laid out by width is laid out anew, and where one was stays in sight."""
        if self.labelmap.session is not None and self._drawn_for != self.app.size:
            self._resized = monotonic()
            self.call_after_refresh(self.draw)
        # Once the new picture's own lines are counted: what was drawn anew may be longer.
        self.call_after_refresh(self.call_after_refresh, self._show_focus)

    def _was_laid_out(self, _: Screen[object]) -> None:
        """What was drawn anew may be longer, and boxes fit themselves one after another."""
        if monotonic() - self._resized < _FITTING:
            self._show_focus()

    def _show_focus(self) -> None:
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def on_screen_resume(self) -> None:
        """Another screen may have changed the application meanwhile."""
        if self.labelmap.session is not None:
            if self._is_behind:
                self.draw()
            self.show_life()

    def on_screen_suspend(self) -> None:
        """Another screen comes before it."""
        self._is_behind = True

    def show_life(self) -> None:
        """Show what the application's standing means here: whether the answers are locked."""
        from tui.locking import show_lock

        show_lock(self)


class Dialog(InTheApp[Result], ModalScreen[Result]):
    """A question that stands before the screen until it is answered; Escape answers 'nothing'."""

    # The keys of the app that hold here too: a dialog hides the others.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.explain", N_("Help"), show=False),
        Binding("f10", "app.all_keys", N_("All keys"), show=False),
        *BESIDE,
    ]
