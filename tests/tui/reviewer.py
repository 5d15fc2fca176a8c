"""What the tests of review mode share: the app on an inbox, as `labelmap review` opens it."""

from dataclasses import replace
from pathlib import Path

from model.standing import WaitingFor
from store.inbox import Row
from store.people import Person, load_settings
from tui.demo_inbox import DAY
from tui.demo_nso import NELE
from tui.language import Language
from tui.open_review import place_to_review
from tui.review_app import ReviewApp
from tui.screens.inbox import InboxScreen
from tui.world import clock_for


def review_on(
    folder: Path, *, person: Person | None = NELE, language: str = "nl", day: str = DAY
) -> ReviewApp:
    """The app in review mode, on an inbox or on one school of it."""
    inbox, school = place_to_review(folder)
    settings = replace(load_settings(), person=person)
    clock = clock_for(day, inbox.path, settings)
    return ReviewApp(inbox, Language(language), clock, settings, school)


def table_of(app: ReviewApp) -> InboxScreen:
    """The inbox's screen, on top."""
    screen = app.screen
    assert isinstance(screen, InboxScreen)
    return screen


def invented(number: int) -> Row:
    """A row of a school that is nowhere."""
    waiting = list(WaitingFor)[number % 3]
    return Row(
        folder=Path(f"school-{number:04}"),
        school=f"School {number * 7919 % 10_007:05}",
        city=f"Stad {number % 97}",
        edition="2023-2024",
        state=("submitted", "returned", "approved")[number % 3],
        round=1 + number % 2,
        done=number % 35,
        required=34,
        complete=number % 35 == 34,
        deadlines=(("revision", "2023-02-28", "2023-02-27", 13),),
        waiting_for=waiting.value,
        since=f"2023-02-{1 + number % 14:02}",
        signature="verified",
        open_must_fix=number % 4,
        assigned_to=("", "Nele Jans", "Wim Aerts")[number % 3],
    )
