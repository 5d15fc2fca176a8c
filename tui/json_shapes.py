"""The shapes of `--json`: a contract, versioned by `format` (command-line.md).

`docs/schemas/` holds the JSON Schemas that `bin/schemas.py` makes of them with pydantic; a test
holds both together, and the commands' output to the schemas.
"""

from datetime import date
from typing import Literal, TypedDict

FORMAT: Literal[1] = 1

State = Literal["draft", "submitted", "returned", "approved", "refused"]


class DeadlineJson(TypedDict):
    """The deadline that comes next."""

    what: str
    on: str
    days_left: int


class ProblemJson(TypedDict):
    """One thing to do or to mend."""

    code: str
    blocking: bool
    field: str | None
    file: str | None
    line: int | None
    message: str
    fix: str


class StepJson(TypedDict):
    """One step of `check --json`."""

    id: str
    number: int
    required: int
    done: int
    recommended: int
    recommended_done: int
    problems: list[ProblemJson]
    not_checked: list[str]


class CheckJson(TypedDict):
    """`labelmap check --json`."""

    format: Literal[1]
    edition: str
    state: State
    round: int
    complete: bool
    may_submit: bool
    today: str
    next_deadline: DeadlineJson | None
    steps: list[StepJson]
    problems: list[ProblemJson]


class StepCountJson(TypedDict):
    """One step of `status --json`."""

    id: str
    number: int
    done: int
    required: int


class StatusDeadlineJson(TypedDict):
    """One deadline of `status --json`."""

    what: str
    on: str
    safe_on: str | None
    days_left: int


class FeedbackJson(TypedDict):
    """One piece of feedback."""

    id: str
    round: int
    step: str | None
    field: str | None
    kind: Literal["must-fix", "suggestion", "question", "praise"]
    state: Literal["open", "addressed", "resolved"]
    replies: int
    changed_since: bool


class PlatformJson(TypedDict):
    """What is known of the official platform."""

    submitted_on: str | None


class StatusJson(TypedDict):
    """`labelmap status --json`."""

    format: Literal[1]
    folder: str
    school: str
    city: str
    edition: str
    state: State
    round: int
    today: str
    complete: bool
    done: int
    required: int
    steps: list[StepCountJson]
    deadlines: list[StatusDeadlineJson]
    waiting_for: Literal["reviewer", "school", "nobody"]
    since: str | None
    feedback: list[FeedbackJson]
    platform: PlatformJson
    signature: Literal["verified", "unknown-key", "unsigned", "bad"] | None


class EntryJson(TypedDict):
    """One change of `log --json`."""

    commit: str
    at: str
    by: str
    email: str
    event: str | None
    step: str | None
    field: str | None
    role: str | None
    subject: str
    set_clock: bool


class LogJson(TypedDict):
    """`labelmap log --json`."""

    format: Literal[1]
    entries: list[EntryJson]


class PeriodJson(TypedDict):
    """One period of an edition; null: not known."""

    what: str
    level: str
    opens: str | None
    safe_on: str | None
    closes: str | None
    results_on: str | None


class EditionJson(TypedDict):
    """One edition."""

    id: str
    title: dict[str, str]
    wording: str
    source: str
    time_zone: str
    periods: list[PeriodJson]
    addresses: dict[str, str]


class EditionsJson(TypedDict):
    """`labelmap editions --json`."""

    format: Literal[1]
    editions: list[EditionJson]


class ColleagueJson(TypedDict):
    """Somebody who shares the application."""

    name: str
    at: str


class RefusedJson(TypedDict):
    """What could not be taken in."""

    message: str
    fix: str


SyncJson = TypedDict(
    "SyncJson",
    {
        "format": Literal[1],
        "shared": str | None,
        "with": list[ColleagueJson],
        "changed": bool,
        "written": int,
        "conflicts": list[str],
        "notices": list[str],
        "refused": list[RefusedJson],
    },
)
"""`labelmap sync --json`. (`with` is a word of Python's.)"""


class InboxRowJson(TypedDict):
    """One school of an inbox; one that can't be read has its folder and a problem."""

    format: Literal[1] | None
    folder: str | None
    school: str | None
    city: str | None
    edition: str | None
    state: str | None
    round: int | None
    today: str | None
    complete: bool | None
    done: int | None
    required: int | None
    deadlines: list[StatusDeadlineJson] | None
    waiting_for: str | None
    since: str | None
    platform: PlatformJson | None
    signature: str | None
    open_must_fix: int | None
    assigned_to: str | None
    problem: str | None


class InboxJson(TypedDict):
    """`labelmap inbox --json`."""

    format: Literal[1]
    schools: list[InboxRowJson]
    totals: dict[str, int]


class FindingJson(TypedDict):
    """One finding or notice of an audit."""

    code: str
    commit: str | None
    path: str | None
    message: str


class AuditJson(TypedDict):
    """`labelmap audit --json`."""

    format: Literal[1]
    ok: bool
    findings: list[FindingJson]
    notices: list[FindingJson]


SHAPES: dict[str, type] = {
    "check": CheckJson,
    "status": StatusJson,
    "log": LogJson,
    "editions": EditionsJson,
    "audit": AuditJson,
    "inbox": InboxJson,
    "sync": SyncJson,
}
"""Command to the shape of its JSON."""


def day_or_none(day: date | None) -> str | None:
    """A day as JSON has it, YYYY-MM-DD; null where it is not known."""
    return None if day is None else day.isoformat()
