"""The edition's periods held against a day: what is open, what ends next, how many days are left.

The rules go by the last possible day; the interface presses for the safe one (F7). What an edition
does not know is not judged. Source: facts F4 to F7, G2.
"""

from collections.abc import Iterable
from datetime import date

from model.edition import Edition, Period, PeriodKind
from model.light import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a period."""

    what: str
    """A `PeriodKind` value."""
    on: date
    """The last possible day."""
    safe_on: date | None
    """The day to count down to; None where the edition names none."""
    days_left: int
    """Days until `on`; 0 on the day itself."""


SCHOOLS_OWN = (PeriodKind.FIRST_SUBMISSION, PeriodKind.REVISION)
"""The periods in which it is the school that must be in time."""


def deadlines(
    edition: Edition, today: date, country: str = "", kinds: Iterable[PeriodKind] = SCHOOLS_OWN
) -> tuple[Deadline, ...]:
    """The ends that are not over, soonest first: the school's own, or those of other kinds.

    `country` is the school's: its NSO's own days come before the central ones (G2).
    """
    found = []
    for kind in kinds:
        period = edition.period(kind, country)
        if period is not None and period.closes is not None and today <= period.closes:
            left = (period.closes - today).days
            found.append(Deadline(kind.value, period.closes, period.safe_on, left))
    return tuple(sorted(found, key=lambda deadline: deadline.on))


def next_deadline(
    edition: Edition, today: date, country: str = "", kinds: Iterable[PeriodKind] = SCHOOLS_OWN
) -> Deadline | None:
    """The first of `deadlines`; None when all is over or nothing is known."""
    return next(iter(deadlines(edition, today, country, kinds)), None)


def not_open_yet(period: Period | None, today: date) -> date | None:
    """The day on which a period opens, when that is still to come."""
    if period is None or period.opens is None or today >= period.opens:
        return None
    return period.opens


def over(period: Period | None, today: date) -> date | None:
    """The day on which a period closed, when that is past."""
    if period is None or period.closes is None or today <= period.closes:
        return None
    return period.closes
