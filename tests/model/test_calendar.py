"""Deadlines go by the last possible day, and press for the safe one (F4 to F7, G2)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from model.calendar import Deadline, deadlines, next_deadline, not_open_yet, over
from model.edition import Period, PeriodKind
from tests.model.build import EDITION, JANUARY, UNKNOWN

FIRST = EDITION.period(PeriodKind.FIRST_SUBMISSION)


def test_the_schools_own_deadlines_come_soonest_first() -> None:
    assert deadlines(EDITION, JANUARY) == (
        Deadline("first-submission", date(2023, 1, 31), date(2023, 1, 30), 11),
        Deadline("revision", date(2023, 2, 28), date(2023, 2, 27), 39),
    )


def test_the_last_possible_day_itself_is_not_over() -> None:
    last = next_deadline(EDITION, date(2023, 1, 31))
    assert last is not None
    assert (last.what, last.days_left) == ("first-submission", 0)
    after = next_deadline(EDITION, date(2023, 2, 1))
    assert after is not None
    assert after.what == "revision"


def test_a_reviewer_asks_for_the_evaluation() -> None:
    assert deadlines(EDITION, date(2023, 3, 1), kinds=(PeriodKind.EVALUATION,)) == (
        Deadline("evaluation", date(2023, 3, 28), None, 27),
    )


def test_a_national_day_comes_before_the_central_one() -> None:
    national = Period(kind=PeriodKind.FIRST_SUBMISSION, closes=date(2023, 1, 25), level="PL")
    edition = replace(EDITION, periods=(*EDITION.periods, national))
    polish = next_deadline(edition, JANUARY, "PL")
    assert polish == Deadline("first-submission", date(2023, 1, 25), None, 5)
    assert next_deadline(edition, JANUARY, "BE") == next_deadline(EDITION, JANUARY)


def test_nothing_known_is_no_deadline() -> None:
    assert deadlines(UNKNOWN, JANUARY) == ()
    assert next_deadline(UNKNOWN, JANUARY) is None
    assert not_open_yet(None, JANUARY) is None
    assert over(Period(kind=PeriodKind.REVISION), JANUARY) is None


def test_a_period_opens_and_closes() -> None:
    assert not_open_yet(FIRST, date(2022, 11, 22)) == date(2022, 11, 23)
    assert not_open_yet(FIRST, date(2022, 11, 23)) is None
    assert over(FIRST, date(2023, 1, 31)) is None
    assert over(FIRST, date(2023, 2, 1)) == date(2023, 1, 31)


@given(st.dates())
def test_a_deadline_is_never_past(today: date) -> None:
    found = deadlines(EDITION, today, kinds=PeriodKind)
    assert [deadline.on for deadline in found] == sorted(deadline.on for deadline in found)
    for deadline in found:
        assert deadline.days_left >= 0
        assert today + timedelta(days=deadline.days_left) == deadline.on
