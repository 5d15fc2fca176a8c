"""What may happen to an application: one table of all events, and one answer to 'may I?'.

The interface offers what the table allows; `audit` holds a history against it. `main` is the
school's diary, `record` what school and NSO have told one another. Where an application stands is
`model.standing`, and comes through this door too. Source: repository-format.md, 'Two histories in
one repository', 'Life of an application', 'Who is who'.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from model import calendar
from model.application import ANSWER_STEPS, DECLARATION, FILES, SCHOOL
from model.edition import Edition, PeriodKind
from model.light import dataclass
from model.messages import N_, Message
from model.previous import PREVIOUS_PATH
from model.review import DecisionKind
from model.standing import Standing, State, WaitingFor, standing

__all__ = [
    "EVENTS",
    "Branch",
    "Event",
    "Role",
    "Standing",
    "State",
    "WaitingFor",
    "allowed",
    "may_change",
    "standing",
]


class Role(StrEnum):
    """The hat that somebody wears; git names the person."""

    TEACHER = "teacher"
    PRINCIPAL = "principal"
    REVIEWER = "reviewer"


class Branch(StrEnum):
    """The history in which an event stands."""

    MAIN = "main"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the table: who may do it, where the application must stand, what it may change."""

    name: str
    branch: Branch
    roles: frozenset[Role]
    states: frozenset[State]
    paths: tuple[str, ...]
    """Patterns of paths in the folder: `*` within a name, `**` over folders."""
    in_period: bool = False
    """Only inside the period that `Standing.period` names."""
    appends: bool = False
    """In an existing thread only `[[event]]` tables may be added at the end."""
    tag: str = ""
    """The annotated tag that the act also makes; `N` is the round."""


_SCHOOL = frozenset({Role.TEACHER, Role.PRINCIPAL})
_REVIEWER = frozenset({Role.REVIEWER})
_ANY_STATE = frozenset(State)
_UNLOCKED = _ANY_STATE - {State.SUBMITTED}
_SENT = _ANY_STATE - {State.DRAFT}

_ANSWERS = tuple(FILES[step] for step in ANSWER_STEPS)
_WITH_EVIDENCE = (*_ANSWERS, FILES[DECLARATION], "evidence/**")
_FORM = (FILES["labelmap"], "edition.toml")
_APPLICATION = (FILES[SCHOOL], FILES["eligibility"], *_WITH_EVIDENCE, *_FORM)
_ABOUT = ("README.md", ".gitattributes")
_THREADS = "review/round-*/*.toml"
_ADVICE = "review/draft-*/*.toml"
_DECISIONS = "review/round-*/decision*.toml"
_KEYS = "review/nso.pub"
_COPIES = ("review/**", "submissions/**")


def _main(
    name: str, *paths: str, states: frozenset[State] = _UNLOCKED, roles: frozenset[Role] = _SCHOOL
) -> Event:
    return Event(name=name, branch=Branch.MAIN, roles=roles, states=states, paths=paths)


def _thread(name: str, roles: frozenset[Role]) -> Event:
    return Event(
        name=name,
        branch=Branch.RECORD,
        roles=roles,
        states=_ANY_STATE,
        paths=(_THREADS, _ADVICE),
        appends=True,
    )


_ROWS = (
    _main("create", *_APPLICATION, *_ABOUT, PREVIOUS_PATH, states=frozenset({State.DRAFT})),
    _main("school", FILES[SCHOOL]),
    _main("eligibility", FILES["eligibility"]),
    _main("answer", *_ANSWERS),
    _main("evidence-add", *_WITH_EVIDENCE),
    _main("evidence-change", *_WITH_EVIDENCE),
    _main("evidence-remove", *_WITH_EVIDENCE),
    _main("declaration", FILES[DECLARATION], "evidence/declaration/**"),
    _main("edition", *_FORM, *_ABOUT),
    _main("restore", *_APPLICATION),
    # Hand edits and colleagues' work are kept whatever the state; what differs from the tree that
    # was submitted is shown, and the NSO sees the submitted one.
    _main("recover", "**", states=_ANY_STATE),
    _main("merge", "**", states=_ANY_STATE),
    _main("record", *_COPIES, states=_ANY_STATE, roles=frozenset(Role)),
    Event(
        name="submit",
        branch=Branch.RECORD,
        roles=_SCHOOL,
        states=frozenset({State.DRAFT, State.RETURNED}),
        paths=(*_APPLICATION, *_ABOUT, "submissions/round-*"),
        in_period=True,
        tag="submission/round-N",
    ),
    # On which the NSO may give advice before it is submitted (F6): the application as it is.
    Event(
        name="draft",
        branch=Branch.RECORD,
        roles=_SCHOOL,
        states=frozenset({State.DRAFT, State.RETURNED}),
        paths=(*_APPLICATION, *_ABOUT, "submissions/draft-*"),
    ),
    # A school without Labelmap: the NSO enters what was submitted on the platform.
    Event(
        name="add",
        branch=Branch.RECORD,
        roles=_REVIEWER,
        states=frozenset({State.DRAFT, State.RETURNED}),
        paths=(FILES["labelmap"], FILES[SCHOOL], *_ABOUT, "submissions/round-*"),
        tag="submission/round-N",
    ),
    Event(
        name="receipt",
        branch=Branch.RECORD,
        roles=_REVIEWER,
        states=_SENT,
        paths=("review/round-*/receipt.toml", _KEYS),
    ),
    Event(
        name="feedback",
        branch=Branch.RECORD,
        roles=_REVIEWER,
        states=_ANY_STATE,  # of a draft, where the school showed one
        paths=(_THREADS, _ADVICE, _KEYS),
    ),
    # A decision may come again: a later file corrects it, and the last one counts.
    Event(
        name="decide",
        branch=Branch.RECORD,
        roles=_REVIEWER,
        states=_SENT,
        paths=(_DECISIONS, _THREADS, _KEYS),
        tag="decision/round-N",
    ),
    _thread("reply", _SCHOOL),
    _thread("addressed", _SCHOOL),
    _thread("resolve", _REVIEWER),
    _thread("reopen", _REVIEWER),
    Event(
        name="withdraw",
        branch=Branch.RECORD,
        roles=_SCHOOL,
        states=frozenset({State.SUBMITTED}),
        paths=("submissions/round-*-withdrawn.toml",),
        in_period=True,
    ),
    # What happened on the official platform, and what the NSO said there.
    Event(
        name="platform",
        branch=Branch.RECORD,
        roles=_SCHOOL,
        states=_SENT,
        paths=("submissions/round-*-platform*", _DECISIONS, _THREADS),
    ),
)

EVENTS: Mapping[str, Event] = MappingProxyType({event.name: event for event in _ROWS})
"""Every event of both histories, by its name."""


def allowed(
    event: str,
    role: str,
    where: Standing,
    edition: Edition,
    today: date,
    *,
    country: str = "",
    decision: DecisionKind | None = None,
) -> Message | None:
    """None when somebody may do this now, else why not. Raises `KeyError` for an unknown event.

    `decision` is what `decide` would say. What an application still lacks is not looked at here:
    that is `model.completeness`.
    """
    row = EVENTS[event]
    if role not in row.roles:
        by_school = Role.TEACHER in row.roles
        return Message(
            N_("Only the school does this.") if by_school else N_("Only the NSO does this.")
        )
    if where.state not in row.states:
        return _wrong_state(event, where)
    if row.in_period:
        return _outside_period(event, where, edition, today, country)
    return _outside_revision(event, decision, edition, today, country)


def _outside_revision(
    event: str, decision: DecisionKind | None, edition: Edition, today: date, country: str
) -> Message | None:
    """While the school can still adapt, the NSO sends back; afterwards it refuses (F5, F19).

    What the platform decided is only taken over: that the NSO itself is held to.
    """
    period = edition.period(PeriodKind.REVISION, country)
    ended = calendar.over(period, today)
    if decision is DecisionKind.RETURNED and ended is not None:
        return Message(
            N_(
                "The revision period ended on {day}: the application can only be approved or "
                "refused now."
            ),
            {"day": ended},
        )
    closes = period.closes if period is not None else None
    if decision is DecisionKind.REFUSED and event == "decide" and closes and ended is None:
        return Message(
            N_(
                "Until {day} the school can still adapt its application: it can be approved or "
                "returned now."
            ),
            {"day": closes},
        )
    return None


def _wrong_state(event: str, where: Standing) -> Message:
    since = {"day": where.since} if where.since is not None else {}
    match where.state:
        case State.SUBMITTED if event == "submit":
            return Message(N_("The application was already submitted, on {day}."), since)
        case State.SUBMITTED:
            return Message(
                N_(
                    "The application was submitted on {day}; it is locked until there is a "
                    "decision or the school withdraws it."
                ),
                since,
            )
        case State.DRAFT:
            return Message(N_("The application was not submitted yet."))
        case State.APPROVED:
            return Message(N_("The application is approved; nothing more needs doing."))
        case State.REFUSED:
            return Message(N_("The application was refused; it can't be changed any more."))
        case State.RETURNED:
            return Message(N_("There is a decision already, of {day}."), since)


def _outside_period(
    event: str, where: Standing, edition: Edition, today: date, country: str
) -> Message | None:
    """A submission before the period opens or after it closes; a withdrawal after the first one.

    From the decision on a next round may be submitted, so also before the revision period opens
    (F6).
    """
    kind = PeriodKind.FIRST_SUBMISSION if event == "withdraw" else where.period
    period = edition.period(kind, country) if kind is not None else None
    opens = calendar.not_open_yet(period, today)
    if opens is not None and kind is PeriodKind.FIRST_SUBMISSION:
        return Message(N_("Applications can be submitted from {day}."), {"day": opens})
    ended = calendar.over(period, today)
    if ended is None:
        return None
    if event == "withdraw":
        return Message(
            N_("An application could be withdrawn up to and including {day}."), {"day": ended}
        )
    return Message(
        N_("An application could be submitted up to and including {day}."), {"day": ended}
    )


def may_change(event: str, path: str) -> bool:
    """Whether an event may change this path of the folder. Raises `KeyError` for an unknown event.

    On `main`, review/ and submissions/ are copies of `record` and change only with it.
    """
    row = EVENTS[event]
    if row.branch is Branch.MAIN and row.name != "record" and _matches(_COPIES, path):
        return False
    return _matches(row.paths, path)


def _matches(patterns: tuple[str, ...], path: str) -> bool:
    return _compiled(patterns).fullmatch(path) is not None


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    parts = (
        re.escape(pattern).replace(r"\*\*", ".+").replace(r"\*", "[^/]*") for pattern in patterns
    )
    return re.compile("|".join(parts))
