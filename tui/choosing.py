"""To the choice between versions: from the overview, from the field itself, from anywhere."""

from typing import TYPE_CHECKING

from model.fields import Key
from model.messages import N_, Message
from model.problems import Problem
from model.versions import conflicts
from tui.focused_field import focused_field
from tui.screens.base import LabelmapScreen

if TYPE_CHECKING:
    from tui.app import LabelmapApp

_NOTHING = Message(N_("There is nothing to choose: everything stands there once."))


def choose_version(app: "LabelmapApp", problem: Problem | None = None) -> None:
    """Show the versions of the field that a problem names, or of the one that is nearest."""
    from tui.screens.versions import VersionsDialog

    session, screen = app.session, app.screen
    if session is None or not isinstance(screen, LabelmapScreen):
        return
    key = _key_of(app, problem) if problem is not None else _nearest(app)
    if key is None:
        app.tell(_NOTHING)
        return
    app.save_if_changed()
    app.push_screen(VersionsDialog(key))


def _key_of(app: "LabelmapApp", problem: Problem) -> Key | None:
    session = app.session
    assert session is not None  # noqa: S101 - as the caller found
    for key in conflicts(session.application):
        if (key.step, key.field) == (problem.step, problem.field):
            return key
    return None


def _nearest(app: "LabelmapApp") -> Key | None:
    """The field with the cursor, else one of the step that is shown, else the first of all."""
    session, screen = app.session, app.screen
    assert session is not None  # noqa: S101 - as the caller found
    every = conflicts(session.application)
    here = focused_field(app)
    if here in every:
        return here
    shown = screen.step_shown if isinstance(screen, LabelmapScreen) else None
    return next((key for key in every if key.step == shown), next(iter(every), None))
