"""Next edition's application from the last one: what still holds, and what was promised.

The school, its people and since when it is registered carry over; answers, evidence, what was
ticked and planned belong to their own year. Where the old application was approved, its label is
proposed among those held before, so that one that still runs is told (G1). The plans become
`Previous`.
"""

import re
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from model.application import MISSION_STEPS, Application, Label
from model.edition import Edition
from model.light import dataclass
from model.previous import NOTHING_PROMISED, Previous
from model.standing import State, standing

_YEARS = re.compile(r"[0-9]{4}-[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Succession:
    """What a new application begins with."""

    start: Application
    previous: Previous


FROM_NOTHING = Succession(Application(), NOTHING_PROMISED)


def succeed(old: Application, edition: Edition, today: date) -> Succession:
    """What carries over from an earlier application, made for this edition."""
    fresh = Application()
    school = replace(
        old.school,
        checklist=fresh.school.checklist,
        planning=fresh.school.planning,
        label=_labels(old, edition, today),
    )
    eligibility = replace(fresh.eligibility, registered_since=old.eligibility.registered_since)
    plans = {step: old.answers[step].plan for step in MISSION_STEPS}
    return Succession(
        replace(fresh, school=school, eligibility=eligibility),
        Previous(
            edition=old.edition,
            plans=MappingProxyType({step: plan for step, plan in plans.items() if plan.strip()}),
        ),
    )


def _labels(old: Application, edition: Edition, today: date) -> tuple[Label, ...]:
    """The labels held before, with the one that the old application brought."""
    labels, years = old.school.label, old.edition
    where = standing(old.record, edition, today, old.school.country_code)
    known = any(label.years.strip() == years for label in labels)
    if where.state is not State.APPROVED or known or not _YEARS.fullmatch(years):
        return labels
    taken = {label.id for label in labels}
    names = (years, *(f"{years}-{number}" for number in range(2, len(taken) + 3)))
    own = next(name for name in names if name not in taken)
    return (*labels, Label(id=own, years=years))
