"""What fields hold: a value from what a person wrote, and back.

What comes in as text is cleaned at this door. Source: command-line.md, `set`.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from model.application import (
    LANGUAGES,
    ActiveTeacher,
    Conflict,
    Evidence,
    Label,
    QualityLabel,
    TeamMember,
    YesNo,
)
from model.edition import Edition
from model.keys import Key, Kind, kind_of, statement_ids, unknown
from model.light import dataclass
from model.messages import N_, Failure
from model.text import clean

Entry = TeamMember | Label | ActiveTeacher | QualityLabel | Evidence
"""One table of a list; it is named by its id."""

Value = str | bool | int | date | YesNo | tuple[str, ...] | Entry | Conflict | None
"""What a field holds. `None`: not filled in, and for a list entry: not there."""


class BadValue(Failure):
    """A value is not what the field takes."""

    kind = "usage"
    text = N_("'{value}' is not a value for '{key}'.")

    def __init__(self, key: Key, value: str, choices: str = "") -> None:
        super().__init__(key=str(key), value=value, choices=choices)


class NotADate(BadValue):
    """A day was wanted."""

    text = N_("'{value}' is not a day, and '{key}' wants one.")
    remedy = N_("Write the day as year, month and day: 2022-11-30.")


class NotAChoice(BadValue):
    """One of a few words was wanted."""

    text = N_("'{value}' is not a value for '{key}'.")
    remedy = N_("Choose from: {choices}.")


class NotSetHere(BadValue):
    """The field is kept by other acts (taking in evidence, a new edition)."""

    text = N_("'{key}' is not filled in by hand.")
    remedy = N_(
        "Evidence, lists and the edition have commands of their own: see 'labelmap --help'."
    )


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value as it may go into the application."""

    value: Value
    removed: int = 0
    """How many control characters were taken out of a text; the person is told when it is not 0."""


def parse_value(key: Key, text: str, edition: Edition) -> Parsed:
    """Take in what a person wrote for a field; "" clears it.

    Raises `BadValue` for what the field does not take, `UnknownKey`, and `NotUnicodeError` for half
    a character. A text is cleaned and never judged: one that is too long is kept, and `check` says
    so.
    """
    kind = kind_of(key, edition)
    if kind is None:
        raise unknown(key, edition)
    if kind is Kind.KEPT:
        raise NotSetHere(key, text)
    cleaned = clean(text)
    if kind is Kind.TEXT:
        return Parsed(cleaned.text, cleaned.removed)
    return Parsed(_read(kind, key, cleaned.text.strip(), edition))


def _read(kind: Kind, key: Key, word: str, edition: Edition) -> Value:
    if kind is Kind.STATEMENTS:
        return _statements(key, word, edition)
    if kind is Kind.LANGUAGE:
        return _choice(key, word, {language: language for language in LANGUAGES})
    if not word:
        return None
    if kind is Kind.DATE:
        return _date(key, word)
    return _choice(key, word, _CHOICES[kind])


_CHOICES: Mapping[Kind, Mapping[str, Value]] = {
    Kind.TRUE_FALSE: {"true": True, "false": False},
    Kind.YES_NO: {"yes": YesNo.YES, "no": YesNo.NO},
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _date(key: Key, word: str) -> date:
    # fromisoformat alone would take 20221130 and 2022-W48-3 as well.
    if not _DAY.fullmatch(word):
        raise NotADate(key, word)
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise NotADate(key, word) from error


def _choice(key: Key, word: str, choices: Mapping[str, Value]) -> Value:
    try:
        return choices[word.lower()]
    except KeyError as error:
        raise NotAChoice(key, word, ", ".join(choices)) from error


def _statements(key: Key, word: str, edition: Edition) -> tuple[str, ...]:
    known = statement_ids(key.file, edition)
    wanted = tuple(dict.fromkeys(part.strip() for part in word.split(",") if part.strip()))
    for statement in wanted:
        if statement not in known:
            raise NotAChoice(key, statement, ", ".join(known))
    return wanted


def as_text(value: Value) -> str:
    """A value as the file and the command line write it; "" where nothing is filled in."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | date):
        return str(value)
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, Conflict):
        return value.theirs
    rows = ((item.name, as_text(getattr(value, item.name))) for item in fields(value))
    return "\n".join(f"{name}: {held}" for name, held in rows if held)
