"""What happened on the official platform, recorded by the school itself.

A decision that is taken over counts like any other, and says that it was taken over. Source:
repository-format.md, 'Life of an application'; command-line.md, `platform`.
"""

from collections.abc import Container, Mapping
from datetime import date
from pathlib import Path

from model.light import dataclass
from model.review import DecisionKind
from model.standing import decision_of
from model.text import clean
from store import record_files
from store.desk import Desk, Hand
from store.folder import FileTooLarge, read_file
from store.journal import Entry
from store.names import slug
from store.record_branch import Act
from store.record_failures import (
    DayToCome,
    DecidedHere,
    FormMissing,
    FormTooLarge,
)
from store.record_files import Item
from store.record_tools import blobs_of, day_of, described, enact, last_round, standing_for, tip_of

FORM_LIMIT = 10_000_000
"""Bytes of a form that was downloaded from the platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPlatform:
    """What happened on the official platform."""

    on: date
    decision: DecisionKind | None = None
    """None: the application was submitted there."""
    text: str = ""
    form: Path | None = None
    """The form, or the letter, as it was downloaded from there."""


def platform(desk: Desk, hand: Hand, what: OnPlatform) -> Entry:
    """Record what happened on the platform. Raises `NotNow`, those of `record_failures`."""
    text = clean(what.text).text.strip()
    desk.look_again()
    with desk.working(hand):
        desk.commit(hand)
        if what.on > day_of(desk, hand):
            raise DayToCome(day=what.on)
        standing_for(desk, hand, "platform", on=what.on, decision=what.decision)
        number = last_round(desk.application.record).round
        form, files = form_of(tip_of(desk), number, what)
        said: dict[str, str] = {}
        if what.decision is None:
            path = f"submissions/round-{number}-platform.toml"
            data = record_files.platform(hand.person.name, what.on, text, form)
            said = {"says": f"round {number} submitted on {what.on}", "detail": "submitted"}
        else:
            path = _decision_path(desk, number)
            data = record_files.decision(what.decision, hand.person.name, what.on, text, form)
            says = f"round {number} {what.decision} on {what.on}, taken over from the platform"
            said = {"says": says, "detail": what.decision.value}
        act = Act(event="platform", round=number, **said)
        return enact(desk, hand, act, {**tip_of(desk), **blobs_of(desk, {**files, path: data})})


def _decision_path(desk: Desk, number: int) -> str:
    """A later decision corrects an earlier one; that of the NSO itself only the NSO corrects."""
    record = desk.application.record
    known = decision_of(record, number)
    if known is None:
        return f"review/round-{number}/decision.toml"
    if not known.from_platform:
        raise DecidedHere(day=known.on)
    count = sum(decision.round == number for decision in record.decisions)
    return f"review/round-{number}/decision-{count + 1}.toml"


def form_of(
    taken: Container[str], number: int, what: OnPlatform
) -> tuple[Item | None, Mapping[str, bytes]]:
    """The downloaded form as a new file of the record. Raises `FormMissing`, `FormTooLarge`."""
    if what.form is None:
        return None, {}
    source = what.form
    try:
        data = read_file(source.parent, source.name, FORM_LIMIT)
    except FileTooLarge as error:
        size, limit = error.facts["bytes"], error.facts["limit"]
        raise FormTooLarge(path=str(source), bytes=size, limit=limit) from error
    except OSError as error:
        raise FormMissing(path=str(source)) from error
    about = what.decision.value if what.decision is not None else "form"
    suffix = slug(source.suffix, "") or "bin"
    path = f"submissions/round-{number}-platform-{about}.{suffix}"
    count = 1
    while path in taken:
        count += 1
        path = f"submissions/round-{number}-platform-{about}-{count}.{suffix}"
    return described(path, data), {path: data}
