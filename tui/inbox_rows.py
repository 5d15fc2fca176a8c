"""The rows of an inbox as a list to sort, to narrow and to search: pure, and fast for thousands.

Source: issue 6, 'Inbox' and 'Scale': sorting and filtering 5,198 schools under 100 ms.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from model.find import fold
from model.light import dataclass
from model.standing import State, WaitingFor
from model.trust import Signature
from store.inbox import Row

BROKEN = "broken"
"""The state, for tabs and totals, of a row that can't be read."""
MINE, NOBODYS = "mine", "nobodys"
"""Whose schools are shown; "": everybody's."""
_ORDER = (*(state.value for state in State), BROKEN)
_TURNS = {WaitingFor.REVIEWER.value: 0, WaitingFor.SCHOOL.value: 1, WaitingFor.NOBODY.value: 2}
_PROOFS = {
    Signature.BAD.value: 0,
    Signature.UNSIGNED.value: 1,
    Signature.UNKNOWN_KEY.value: 2,
    Signature.VERIFIED.value: 3,
}
_COUNTS = {
    State.DRAFT.value: "first-submission",
    State.SUBMITTED.value: "revision",
    State.RETURNED.value: "revision",
}
"""Which deadline counts for the school in a state."""
_LAST = "9999"
"""Later than any day."""


@dataclass(frozen=True, slots=True)
class Line:
    """One school as the list has it."""

    row: Row
    key: str
    """The name of its folder: no other has it."""
    name: str
    """By what it stands in its place among others that are alike."""
    words: str
    """All in which something is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is shown of a list, and in which order."""

    words: str = ""
    state: str = ""
    whose: str = ""
    column: str = "waits"
    backwards: bool = False


def line_of(row: Row) -> Line:
    """A row, with what is compared worked out once."""
    name = row.school or row.folder.name
    words = f"{row.school}\n{row.city}\n{row.folder.name}\n{row.edition}\n{row.assigned_to}"
    return Line(row, row.folder.name, fold(name).text, fold(words).text)


def state_of(row: Row) -> str:
    """The state by which rows are told apart and counted."""
    return BROKEN if row.problem is not None else row.state


def totals(lines: Iterable[Line]) -> Mapping[str, int]:
    """How many there are of each state, in the order of a school's life."""
    counts = Counter(state_of(line.row) for line in lines)
    return {state: counts[state] for state in _ORDER if counts[state]}


def deadline_of(row: Row) -> tuple[date, int] | None:
    """Until when the school can still do something, and the days left; None: nothing any more."""
    wanted = _COUNTS.get(row.state)
    for what, on, _, left in row.deadlines:
        if what == wanted:
            return date.fromisoformat(on), left
    return None


def waits_for(row: Row) -> str:
    """For whom it waits; "" for nobody, and for what can't be read."""
    return "" if row.waiting_for == WaitingFor.NOBODY.value else row.waiting_for


def _last_day(row: Row) -> str:
    wanted = _COUNTS.get(row.state)
    return next((on for what, on, _, _ in row.deadlines if what == wanted), _LAST)


_SORTS: Mapping[str, Callable[[Line], object]] = {
    "school": lambda line: line.name,
    "city": lambda line: line.row.city.casefold(),
    "edition": lambda line: line.row.edition,
    "state": lambda line: _ORDER.index(line.row.state),
    "round": lambda line: line.row.round,
    "complete": lambda line: line.row.done - line.row.required,
    # What waits for the reviewer first, and of that what waits longest.
    "waits": lambda line: (_TURNS.get(line.row.waiting_for, 3), line.row.since or _LAST),
    "must-fix": lambda line: -line.row.open_must_fix,
    "deadline": lambda line: _last_day(line.row),
    "signature": lambda line: _PROOFS.get(line.row.signature, len(_PROOFS)),
    "assigned": lambda line: (not line.row.assigned_to, line.row.assigned_to.casefold()),
}
COLUMNS = tuple(_SORTS)
"""All columns, in their order; one sorts by any of them."""


def pick(lines: Iterable[Line], wanted: Wanted, me: str = "") -> list[Line]:
    """Those that are wanted, in that order and then by name; what can't be read comes last."""
    sought = fold(wanted.words).text.split()
    whose = {MINE: me, NOBODYS: ""}.get(wanted.whose)
    found = [
        line
        for line in lines
        if (not wanted.state or state_of(line.row) == wanted.state)
        and (whose is None or line.row.assigned_to == whose)
        and all(word in line.words for word in sought)
    ]
    found.sort(key=lambda line: line.name)
    whole = [line for line in found if line.row.problem is None]
    whole.sort(key=_SORTS[wanted.column], reverse=wanted.backwards)  # type: ignore[arg-type] # one column's keys are alike
    return [*whole, *(line for line in found if line.row.problem is not None)]


def next_waiting(lines: Iterable[Line], me: str = "", after: str | None = None) -> Line | None:
    """The school that waits longest for a reviewer; with `after`, the one that comes next.

    One of which a colleague decides does not wait for this reviewer.
    """
    waiting = [
        line
        for line in pick(lines, Wanted())
        if line.row.waiting_for == WaitingFor.REVIEWER.value and line.row.assigned_to in {"", me}
    ]
    keys = [line.key for line in waiting]
    place = keys.index(after) + 1 if after in keys else 0
    return waiting[place % len(waiting)] if waiting else None
