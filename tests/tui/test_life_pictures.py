"""The screens of an application's life as pictures: submitting, the platform, feedback, approved.

A picture that changed on purpose: `--snapshot-update`, then look at it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from store.clock import Clock
from store.people import remember_settings
from store.school_folder import SchoolFolder
from tests.nso import act, decide_approved, decide_returned, words
from tests.tui.school import AN, HIGH, LOW, app_on
from tests.tui.test_screens_pictures import Compare, keys
from tui.themes import LIGHT

PRAISE = """kind = "praise"
text = "Mooi hoe de leerlingen zelf aan het woord komen."
by = "Nele Jans"
on = 2023-02-08
"""


def draft(folder: Path) -> None:
    """Nothing was submitted yet."""
    assert folder.is_dir()


def submitted(folder: Path) -> None:
    SchoolFolder.open(folder, Clock.of("2023-01-20")).submit(AN, words)


def returned(folder: Path) -> None:
    submitted(folder)
    decide_returned(folder)
    act(folder, "feedback", {"review/round-1/r1-general-1.toml": PRAISE})


def approved(folder: Path) -> None:
    submitted(folder)
    decide_approved(folder)


State = Callable[[Path], None]
PICTURES: dict[str, tuple[State, str, tuple[str, ...]]] = {
    "submitting": (draft, "2023-01-20", ("s",)),
    "submit": (draft, "2023-01-20", ("s", "s")),
    "calendar": (draft, "2023-01-20", ("c",)),
    "submitted": (submitted, "2023-01-21", ("s",)),
    "locked": (submitted, "2023-01-21", ("3",)),
    "platform": (submitted, "2023-01-21", ("s", "o")),
    "decision": (submitted, "2023-02-10", ("s", "d")),
    "returned": (returned, "2023-02-10", ()),
    "feedback": (returned, "2023-02-10", ("f",)),
    "reply": (returned, "2023-02-10", ("f", "enter")),
    "beside": (returned, "2023-02-10", ("3",)),
    "approved": (approved, "2023-02-21", ("s",)),
}
"""What has happened, on which day one looks, and the keys that lead there."""
TOO = ("submitted", "feedback", "approved")
"""Those that are drawn in a wide window too, and in English."""


@pytest.mark.parametrize("name", PICTURES)
def test_screen(complete: Path, snap_compare: Compare, name: str) -> None:
    state, day, names = PICTURES[name]
    state(complete)
    SchoolFolder.open(complete, Clock.of(day)).recover(AN)  # or the app does, amid the pictures
    assert snap_compare(app_on(complete, day=day), terminal_size=LOW, run_before=keys(*names))


@pytest.mark.long
@pytest.mark.parametrize("name", TOO)
def test_in_english_wide_and_light(complete: Path, snap_compare: Compare, name: str) -> None:
    state, day, names = PICTURES[name]
    state(complete)
    remember_settings(theme=LIGHT.name)
    app = app_on(complete, day=day, language="en")
    assert snap_compare(app, terminal_size=HIGH, run_before=keys(*names))
