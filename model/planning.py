"""Counting backwards from a deadline: by when is what done, so that the safe day is no hurry.

The platform gives the declaration of honour only once the whole form is filled in there, and the
principal may be away (G9): so the form there comes first, then the signature, then submitting. Our
proposals are ours, not the programme's; the school may set days of its own.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from model.application import Application
from model.calendar import Deadline
from model.edition import PeriodKind
from model.light import dataclass
from model.standing import Standing

PLATFORM, SIGNATURE = "platform_by", "signature_by"
"""The milestones, in order, as `[planning]` names them."""
DAYS_BEFORE = {PLATFORM: 10, SIGNATURE: 7}
"""Our proposal: so many days before the safe day, or the Friday before where that is a weekend."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One thing to have done by a day."""

    what: str
    """`platform_by` or `signature_by`."""
    on: date
    proposed: date
    """What Labelmap would say."""
    is_proposal: bool
    """Whether the school left the day to Labelmap."""
    days_left: int
    """Days until `on`; less than nothing where it is past."""
    done: bool
    after_deadline: bool
    """The school's own day is after the day that it has to be ready for."""
    before_platform: bool
    """The signature is asked for before the form on the platform is filled in."""


def proposal(what: str, deadline: Deadline) -> date:
    """The day that we propose: counted back from the safe day, never a Saturday or Sunday."""
    day = (deadline.safe_on or deadline.on) - timedelta(days=DAYS_BEFORE[what])
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def milestones(
    application: Application, standing: Standing, deadline: Deadline | None, today: date
) -> tuple[Milestone, ...]:
    """What is to be done before the deadline, in order; nothing where the school has none.

    The days that the school set are those of its first submission: what was returned has a new
    deadline, and its own days count again once they are later than the decision.
    """
    if deadline is None or deadline.what == PeriodKind.EVALUATION:
        return ()
    return tuple(_milestones(application, standing, deadline, today))


def _milestones(
    application: Application, standing: Standing, deadline: Deadline, today: date
) -> Iterator[Milestone]:
    planning, declaration = application.school.planning, application.declaration
    signed = declaration.signed_on is not None and bool(declaration.evidence)
    revising = deadline.what == PeriodKind.REVISION
    decided = standing.since if revising else None
    platform_on: date | None = None
    for what in (PLATFORM, SIGNATURE):
        if what == SIGNATURE and revising and signed:
            continue
        proposed = proposal(what, deadline)
        own: date | None = getattr(planning, what)
        if own is not None and decided is not None and own <= decided:
            own = None
        on = own or proposed
        yield Milestone(
            what=what,
            on=on,
            proposed=proposed,
            is_proposal=own is None,
            days_left=(on - today).days,
            done=signed and not revising,
            after_deadline=on > (deadline.safe_on or deadline.on),
            before_platform=platform_on is not None and on < platform_on,
        )
        if what == PLATFORM:
            platform_on = on


def next_milestone(found: tuple[Milestone, ...]) -> Milestone | None:
    """The first that is not done: the one to press for."""
    return next((milestone for milestone in found if not milestone.done), None)
