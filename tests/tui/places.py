"""Every screen and dialog of the app, and how one gets there: what is walked and pictured.

A new screen is one row here, or in the tables of the picture and key tests, which are taken over;
`test_walk.py` fails for a screen that no row leads to.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from model.fields import parse_key
from tests.tui.school import settled
from tests.tui.test_app_keys import DIALOGS as DIALOGS_OF_KEYS
from tests.tui.test_app_keys import SCREENS as SCREENS_OF_KEYS
from tests.tui.test_screens_pictures import SCREENS as SCREENS_IN_PICTURES
from tui.app import LabelmapApp
from tui.screens.clash import ClashDialog
from tui.session import Clash

Then = Callable[[LabelmapApp], Awaitable[None]]


@dataclass(frozen=True)
class Place:
    """One screen in one state."""

    keys: tuple[str, ...] = ()
    """What one presses to get there, from the overview or the welcome screen."""
    is_open: bool = True
    """Whether a school is open."""
    then: Then | None = None
    """What happens there that no key brings about."""


async def _two_versions(app: LabelmapApp) -> None:
    """A colleague changed the same text at the same time."""
    assert app.session is not None
    plan = app.session.application.answers["collaboration"].plan
    key = parse_key("collaboration.plan", app.session.edition)
    app.push_screen(ClashDialog(Clash(key, plan, plan.replace("we", "wij"))))


PLACES: dict[str, Place] = {
    "welcome": Place(is_open=False),
    "new-school": Place(("n",), is_open=False),
    "open-folder": Place(("o",), is_open=False),
    "help-welcome": Place(("f1",), is_open=False),
    **{name: Place(keys) for name, keys in SCREENS_OF_KEYS.items()},
    **{name: Place(keys) for name, keys in SCREENS_IN_PICTURES.items()},
    **{
        kind.__name__.removesuffix("Dialog").lower(): Place(keys)
        for kind, keys in DIALOGS_OF_KEYS.items()
        if keys not in SCREENS_IN_PICTURES.values()
    },
    "two-versions": Place(then=_two_versions),
}
"""By a name that a file may have."""


async def walk(pilot: Pilot[str], place: Place) -> Screen[object]:
    """Go to a place from the first screen; the screen that then stands on top, nothing blinking."""
    app = pilot.app
    assert isinstance(app, LabelmapApp)
    await settled(pilot)
    for key in place.keys:
        await pilot.press(key)
        await settled(pilot)
    if place.then is not None:
        await place.then(app)
        await settled(pilot)
    for box in app.screen.query(Input):
        box.cursor_blink = False
    await settled(pilot)
    return app.screen
