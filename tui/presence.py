"""Who last worked on which step, and who was in a text a moment ago: told, and never a lock.

It is read from the diary, so it is as fresh as the last sharing. A colleague's clock may be off:
what seems to come from the future was just now.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from model.application import STEPS
from model.light import dataclass
from model.messages import N_, Message
from model.text import shown_line
from store.journal import Entry, Event
from tui.language import Language

RECENT = timedelta(minutes=15)
"""After so long somebody is not in a text any more."""
READ = 300
"""So many entries of the diary are looked at."""
_MINUTE = 60
_NOT_A_CHANGE = frozenset({Event.MERGE, Event.RECORD, Event.CREATE})


@dataclass(frozen=True, slots=True)
class Trace:
    """Somebody's last change of something."""

    name: str
    at: datetime

    @property
    def first_name(self) -> str:
        """As one speaks of a colleague."""
        return shown_line(self.name).partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Presence:
    """Who was where last."""

    steps: Mapping[str, Trace]
    """By a step's id."""
    fields: Mapping[tuple[str, str], Trace]
    """By a step's id and a field of it."""


Where = TypeVar("Where")

NOBODY = Presence({}, {})


def presence(entries: Iterable[Entry]) -> Presence:
    """Who was where last, from the newest entries of the diary on."""
    steps: dict[str, Trace] = {}
    fields: dict[tuple[str, str], Trace] = {}
    for entry in entries:
        if entry.event in _NOT_A_CHANGE:
            continue
        trace = Trace(entry.person.name, entry.at)
        for step in STEPS:
            if entry.concerns(step):
                _keep(steps, step, trace)
        if entry.step is not None:
            for field in entry.fields:
                _keep(fields, (entry.step, field), trace)
    return Presence(steps, fields)


def _keep(kept: dict[Where, Trace], where: Where, trace: Trace) -> None:
    if where not in kept or kept[where].at < trace.at:
        kept[where] = trace


def last_words(trace: Trace, language: Language, now: datetime) -> str:
    """Who and when, as short as can be: `Bart 10:42`."""
    return f"{trace.first_name} {language.when(trace.at.astimezone(now.tzinfo), now.date())}"


def recent_words(trace: Trace, language: Language, now: datetime, me: str) -> str:
    """That a colleague was here a moment ago; "" where nobody was."""
    ago = now - trace.at
    if trace.name == me or ago > RECENT:
        return ""
    minutes = max(0, int(ago.total_seconds())) // _MINUTE
    facts: dict[str, str | int] = {"name": trace.first_name, "count": minutes}
    if not minutes:
        return language.say(Message(N_("{name} was in this text just now"), facts))
    return language.say(
        Message(
            N_("{name} was in this text {count} minute ago"),
            facts,
            N_("{name} was in this text {count} minutes ago"),
        )
    )
