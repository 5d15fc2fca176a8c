"""The deadlines in a calendar: safe and last days, reminders, the same entries each time."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from export.calendar_file import NoDeadlines, to_ics
from model import editions
from model.edition import Edition
from tests.export.help import ENGLISH
from tests.model.build import EDITION, FEBRUARY, JANUARY, UNKNOWN, complete


def entries(edition: Edition = EDITION, day: date = JANUARY) -> dict[str, Any]:
    """UID to entry."""
    made = Calendar.from_ical(to_ics(complete(), edition, ENGLISH, made_on=day))
    return {str(event["uid"]): event for event in made.walk("VEVENT")}


def test_each_deadline_has_its_safe_and_its_last_day() -> None:
    days = {uid: event["dtstart"].dt for uid, event in entries().items()}
    assert days == {
        "2023-2024-first-submission-safe@labelmap": date(2023, 1, 30),
        "2023-2024-first-submission-latest@labelmap": date(2023, 1, 31),
        "2023-2024-revision-safe@labelmap": date(2023, 2, 27),
        "2023-2024-revision-latest@labelmap": date(2023, 2, 28),
        "2023-2024-evaluation-latest@labelmap": date(2023, 3, 28),
    }


def test_the_schools_own_deadlines_remind_three_times() -> None:
    found = entries()
    assert len(found["2023-2024-revision-latest@labelmap"].walk("VALARM")) == 3
    assert found["2023-2024-evaluation-latest@labelmap"].walk("VALARM") == []


def test_the_entries_are_the_same_ones_next_month() -> None:
    assert entries(day=JANUARY).keys() == entries(day=FEBRUARY).keys()
    one, two = (to_ics(complete(), EDITION, ENGLISH, made_on=JANUARY) for _ in range(2))
    assert one == two


def test_an_edition_without_days_says_so() -> None:
    with pytest.raises(NoDeadlines):
        to_ics(complete(), UNKNOWN, ENGLISH, made_on=JANUARY)


def test_an_nsos_own_days_are_found_in_small_letters_too() -> None:
    school = replace(complete().school, country=" pl")
    polish = replace(complete(), school=school, edition="2024-2025")
    made = to_ics(polish, editions.load("2024-2025"), ENGLISH, made_on=JANUARY)
    assert b"20240228" in made, "Poland closed earlier (G2)"
