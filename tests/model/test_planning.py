"""Days counted back from the deadline: the form there first, then the signature (G9)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from model.application import Application, Planning, School
from model.calendar import Deadline, next_deadline
from model.edition import PeriodKind
from model.planning import PLATFORM, SIGNATURE, milestones, next_milestone, proposal
from model.standing import State, WaitingFor, standing
from tests.model.build import EDITION, JANUARY, UNKNOWN, complete

DRAFT = standing(Application().record, EDITION, JANUARY)
FIRST = next_deadline(EDITION, JANUARY, kinds=(PeriodKind.FIRST_SUBMISSION,))
REVISION = next_deadline(EDITION, JANUARY, kinds=(PeriodKind.REVISION,))
RETURNED = replace(
    DRAFT, state=State.RETURNED, round=2, waiting_for=WaitingFor.SCHOOL, since=date(2023, 2, 8)
)


def planned(**days: date) -> Application:
    """An empty application with days of its own."""
    return Application(school=School(planning=Planning(**days)))


def test_our_proposal_leaves_time_for_the_signature() -> None:
    form, signature = milestones(Application(), DRAFT, FIRST, JANUARY)
    assert (form.what, form.on, form.days_left) == (PLATFORM, date(2023, 1, 20), 0)
    assert (signature.what, signature.on) == (SIGNATURE, date(2023, 1, 23))
    assert form.is_proposal
    assert signature.is_proposal


@given(end=st.dates(date(2020, 1, 1), date(2040, 1, 1)), is_safe=st.booleans())
def test_a_proposal_is_a_weekday_before_the_safe_day_and_the_form_comes_first(
    end: date, *, is_safe: bool
) -> None:
    deadline = Deadline("first-submission", end, end - timedelta(days=1) if is_safe else None, 0)
    form, signature = proposal(PLATFORM, deadline), proposal(SIGNATURE, deadline)
    assert form < signature < (deadline.safe_on or end)
    assert form.weekday() < 5
    assert signature.weekday() < 5


def test_the_schools_own_days_come_before_ours() -> None:
    own = planned(platform_by=date(2023, 1, 16), signature_by=date(2023, 1, 18))
    form, signature = milestones(own, DRAFT, FIRST, JANUARY)
    assert (form.on, form.is_proposal, form.days_left) == (date(2023, 1, 16), False, -4)
    assert form.proposed == date(2023, 1, 20)
    assert (signature.on, signature.before_platform) == (date(2023, 1, 18), False)


def test_days_that_can_not_be_right_are_told() -> None:
    own = planned(platform_by=date(2023, 1, 31), signature_by=date(2023, 1, 20))
    form, signature = milestones(own, DRAFT, FIRST, JANUARY)
    assert form.after_deadline
    assert signature.before_platform
    assert not signature.after_deadline


def test_a_signed_declaration_ends_the_pressing() -> None:
    found = milestones(complete(), DRAFT, FIRST, JANUARY)
    assert [milestone.done for milestone in found] == [True, True]
    assert next_milestone(found) is None


def test_what_was_returned_has_days_of_its_own() -> None:
    stale = planned(platform_by=date(2023, 1, 16))
    form, signature = milestones(stale, RETURNED, REVISION, date(2023, 2, 10))
    assert form.is_proposal
    assert form.on == date(2023, 2, 17)
    assert signature.what == SIGNATURE
    (only,) = milestones(complete(), RETURNED, REVISION, date(2023, 2, 10))
    assert (only.what, only.done) == (PLATFORM, False)
    fresh = planned(platform_by=date(2023, 2, 14))
    assert milestones(fresh, RETURNED, REVISION, date(2023, 2, 10))[0].on == date(2023, 2, 14)


def test_nothing_is_planned_where_no_deadline_is_known_or_the_nso_is_at_work() -> None:
    assert milestones(Application(), DRAFT, next_deadline(UNKNOWN, JANUARY), JANUARY) == ()
    waiting = next_deadline(EDITION, JANUARY, kinds=(PeriodKind.EVALUATION,))
    assert milestones(Application(), DRAFT, waiting, JANUARY) == ()
