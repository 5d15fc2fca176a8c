"""Next edition's application from the last one (G1, G11)."""

from dataclasses import replace
from datetime import date

import pytest

from model import editions
from model.application import Application, Label, Planning, TeamMember
from model.completeness import assess
from model.previous import Previous
from model.problems import Code
from model.review import DecisionKind, Record
from model.succession import succeed
from tests.model.build import EDITION, a_decision, a_submission, complete

LATER = date(2023, 4, 20)
NEXT = editions.load("2024-2025")


def decided(*kinds: DecisionKind, labels: tuple[Label, ...] = ()) -> Application:
    """A whole application of which the NSO decided this."""
    application = complete()
    school = replace(
        application.school,
        team=(TeamMember(id="bart", name="Bart"),),
        label=labels,
        checklist={"one-record": date(2022, 12, 1)},
        planning=Planning(signature_by=date(2023, 1, 20)),
    )
    record = Record(
        submissions=(a_submission(),) if kinds else (),
        decisions=tuple(a_decision(kind) for kind in kinds),
    )
    return replace(application, edition=EDITION.id, school=school, record=record)


def test_the_school_and_its_people_carry_over_and_nothing_of_the_year() -> None:
    old = decided()
    begun = succeed(old, EDITION, LATER)
    fresh = Application()
    assert begun.start.school == replace(
        old.school, checklist=fresh.school.checklist, planning=fresh.school.planning
    )
    eligibility = replace(fresh.eligibility, registered_since=old.eligibility.registered_since)
    assert begun.start == replace(fresh, school=begun.start.school, eligibility=eligibility)


def test_the_plans_become_what_was_promised() -> None:
    old = decided()
    plans = {step: answer.plan for step, answer in old.answers.items() if answer.plan}
    assert len(plans) == 5
    assert succeed(old, EDITION, LATER).previous == Previous(edition="2023-2024", plans=plans)
    empty = succeed(replace(Application(), edition="2023-2024"), EDITION, LATER)
    assert empty.previous.plans == {}


@pytest.mark.parametrize(
    ("kinds", "proposed"),
    [
        ((), False),
        ((DecisionKind.APPROVED,), True),
        ((DecisionKind.REFUSED,), False),
        ((DecisionKind.RETURNED,), False),
    ],
)
def test_the_label_of_an_approved_application_is_proposed(
    kinds: tuple[DecisionKind, ...], *, proposed: bool
) -> None:
    labels = succeed(decided(*kinds), EDITION, LATER).start.school.label
    assert labels == ((Label(id="2023-2024", years="2023-2024"),) if proposed else ())


def test_a_label_that_is_there_is_not_proposed_again() -> None:
    known = (Label(id="x", years=" 2023-2024 "),)
    old = decided(DecisionKind.APPROVED, labels=known)
    assert succeed(old, EDITION, LATER).start.school.label == known
    other = (Label(id="2023-2024", years="2021-2022"),)
    old = decided(DecisionKind.APPROVED, labels=other)
    assert succeed(old, EDITION, LATER).start.school.label[-1].id == "2023-2024-2"


def test_a_label_that_still_runs_is_told_in_the_new_application() -> None:
    begun = succeed(decided(DecisionKind.APPROVED), EDITION, LATER)
    found = assess(replace(begun.start, edition=NEXT.id), NEXT, date(2024, 2, 10))
    told = [p for p in found.all_problems() if p.code is Code.LABEL_STILL_VALID]
    assert [(p.field, p.blocking) for p in told] == [("label.2023-2024", False)]
