"""The answers while the NSO has them: to be read, not to be changed, with the reason above them.

What refuses a change is the app (`SavingApp.change`) and the store; this shows it before one tries.
Source: repository-format.md, 'Life of an application'.
"""

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Input

from tui.widgets.line import Line
from tui.widgets.step_feedback import StepFeedback
from tui.widgets.text_editor import TextEditor
from tui.widgets.tick import Tick
from tui.widgets.yes_no import YesNoChoice

if TYPE_CHECKING:
    from tui.screens.base import Dialog, LabelmapScreen

_CHANGING = "#save, #accept, #remove, #replace, #move"
"""Buttons of dialogs that change what they are about."""


class LockNote(Line):
    """Why the answers can't be changed now."""


def show_lock(screen: "LabelmapScreen") -> None:
    """Lock or unlock the fields of a screen, where that is not shown yet."""
    for feedback in screen.query(StepFeedback):
        feedback.show()
    session = screen.labelmap.session
    if session is None or not screen.query("#step-bar"):
        return
    why = session.locked
    notes = screen.query(LockNote)
    if bool(notes) is (why is not None):
        return
    _lock_fields(screen, locked=why is not None)
    if why is None:
        notes.remove()
        return
    note = LockNote()
    screen.mount(note, after="#step-bar")
    note.say(screen.language.say(why))
    if screen.focused is None:
        texts = screen.query(TextEditor)
        if texts:  # to be read; the first that could still be chosen stands far down
            texts.first().focus()
        else:
            screen.focus_next()


def _lock_fields(screen: "LabelmapScreen", *, locked: bool) -> None:
    """Texts can still be read and copied; what is chosen or filled in can only be looked at."""
    for editor in screen.query(TextEditor):
        editor.read_only = locked
    for widget in (*screen.query(YesNoChoice), *screen.query(Input)):
        widget.disabled = locked
    for form in screen.query("#form").results(VerticalScroll):
        form.can_focus = locked


def lock_dialog(dialog: "Dialog[None]") -> None:
    """In a dialog about something that was submitted: leave what changes it out."""
    if dialog.session.locked is None:
        return
    for widget in (
        *dialog.query(Input),
        *dialog.query(Tick),
        *dialog.query(_CHANGING),
    ):
        widget.disabled = True
