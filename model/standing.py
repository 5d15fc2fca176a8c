"""Where an application stands: derived from the record and the edition's calendar, never stored.

Source: repository-format.md, 'Life of an application'; facts F4 to F6, F18 to F20.
"""

from datetime import date, timedelta
from enum import StrEnum

from model import calendar
from model.edition import Edition, PeriodKind
from model.light import dataclass
from model.review import Decision, DecisionKind, Record, Submission


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    REFUSED = "refused"


class WaitingFor(StrEnum):
    """Whose turn it is."""

    REVIEWER = "reviewer"
    SCHOOL = "school"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an application stands on a day."""

    state: State
    round: int
    """The round in hand: the next one while in draft or returned."""
    waiting_for: WaitingFor
    since: date | None
    """The day of the act, or of the end of the period, that made it so; None for a first draft."""
    locked: bool
    """Whether the answers are locked in the interface."""
    period: PeriodKind | None
    """The period whose end counts now; None when nothing is to be submitted any more."""
    platform_on: date | None = None
    """The day on which the round in hand was submitted on the platform; None: not yet."""
    from_platform: bool = False
    """Whether the decision was taken over from the platform by the school."""


_WAITING = {
    State.DRAFT: WaitingFor.SCHOOL,
    State.SUBMITTED: WaitingFor.REVIEWER,
    State.RETURNED: WaitingFor.SCHOOL,
    State.APPROVED: WaitingFor.NOBODY,
    State.REFUSED: WaitingFor.NOBODY,
}
_DECIDED = {
    DecisionKind.APPROVED: State.APPROVED,
    DecisionKind.RETURNED: State.RETURNED,
    DecisionKind.REFUSED: State.REFUSED,
}


def standing(record: Record, edition: Edition, today: date, country: str = "") -> Standing:
    """Where an application stands, by its record and the calendar. Never raises.

    A returned application that was not submitted again by the end of the revision period is
    refused: our reading, the guide knows two outcomes (F20).
    """
    rounds = sorted(record.submissions, key=lambda submission: submission.round)
    held = [(submission, decision_of(record, submission.round)) for submission in rounds]
    counting = [(sent, decided) for sent, decided in held if decided or not sent.withdrawn_on]
    next_round = rounds[-1].round + 1 if rounds else 1
    if not counting:
        since = rounds[-1].withdrawn_on if rounds else None
        return _standing(State.DRAFT, next_round, since, record, PeriodKind.FIRST_SUBMISSION)
    submission, decision = counting[-1]
    if decision is None:
        return _submitted(submission, counting, record)
    state, since = _DECIDED[decision.kind], decision.on
    if state is State.RETURNED:
        if rounds[-1].withdrawn_on and rounds[-1] is not submission:
            since = rounds[-1].withdrawn_on
        ended = calendar.over(edition.period(PeriodKind.REVISION, country), today)
        if ended is None:
            return _standing(state, next_round, since, record, PeriodKind.REVISION, decision)
        state, since = State.REFUSED, max(since, ended + timedelta(days=1))
    return _standing(state, submission.round, since, record, None, decision)


def decision_of(record: Record, number: int) -> Decision | None:
    """The decision on a round that counts: the last one, as a later one corrects it.

    What the NSO itself decided here comes before what the school took over from the platform.
    """
    made = [decision for decision in record.decisions if decision.round == number]
    own = [decision for decision in made if not decision.from_platform]
    return next(reversed(own or made), None)


def _submitted(
    submission: Submission,
    counting: list[tuple[Submission, Decision | None]],
    record: Record,
) -> Standing:
    if _platform_day(record, submission.round) is not None:
        period = PeriodKind.EVALUATION
    elif any(decided for _, decided in counting):
        period = PeriodKind.REVISION
    else:
        period = PeriodKind.FIRST_SUBMISSION
    return _standing(State.SUBMITTED, submission.round, submission.submitted_on, record, period)


def _standing(
    state: State,
    number: int,
    since: date | None,
    record: Record,
    period: PeriodKind | None,
    decision: Decision | None = None,
) -> Standing:
    return Standing(
        state=state,
        round=number,
        waiting_for=_WAITING[state],
        since=since,
        locked=state is State.SUBMITTED,
        period=period,
        platform_on=_platform_day(record, number),
        from_platform=decision is not None and decision.from_platform,
    )


def _platform_day(record: Record, number: int) -> date | None:
    days = (sent.submitted_on for sent in record.platform if sent.round == number)
    return next((day for day in days if day is not None), None)
