"""What commands take in: words of a command line as values of the application, cleaned at the door.

Source: command-line.md, `set`, `attach`, `teacher`; repository-format.md, 'What comes in'.
"""

import sys
from datetime import date
from pathlib import Path

from model import fields
from model.application import STEPS
from model.edition import Edition
from model.fields import Key, Value
from model.messages import N_, Failure, Message
from model.values import NotADate
from store.evidence_failures import NeedsJpeg, NeedsSmaller
from tui.world import World

TEXT_LIMIT = 10_000_000
"""Bytes of a text that is read; what may be kept of it, the store says."""


class UnknownStep(Failure):
    """No step has this name."""

    kind = "usage"
    text = N_("'{step}' is not a step.")
    remedy = N_("The steps are: {steps}.")


def step_named(text: str) -> str:
    """The id of a step, from its id, its number or both (`3`, `3-shared-leadership`).

    Raises `UnknownStep`.
    """
    for number, step in enumerate(STEPS, 1):
        if text in {step, str(number), f"{number}-{step}"}:
            return step
    raise UnknownStep(step=text, steps=", ".join(STEPS))


def take_in(world: World, key: Key, text: str, edition: Edition) -> Value:
    """What a person wrote for a field, as its value; what was taken out is said.

    Raises `BadValue`, `UnknownKey`, `NotUnicodeError`.
    """
    parsed = fields.parse_value(key, text, edition)
    if parsed.removed:
        world.note(
            Message(
                N_("{count} control character was taken out."),
                {"count": parsed.removed},
                N_("{count} control characters were taken out."),
            )
        )
    return parsed.value


def take_in_text(world: World, key: Key, text: str, edition: Edition) -> str:
    """As `take_in`, for a field that holds text."""
    return str(take_in(world, key, text, edition) or "")


def take_in_day(world: World, key: Key, text: str, edition: Edition) -> date:
    """As `take_in`, for a day that must be there. Raises `NotADate`."""
    value = take_in(world, key, text, edition)
    if not isinstance(value, date):
        raise NotADate(key, text)
    return value


def listed(text: str) -> tuple[str, ...]:
    """Names parted by commas; the store says which of them it knows."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def name_option(world: World, failure: Failure) -> None:
    """Name the option with which a person agrees to what the failure proposes."""
    options: dict[type[Failure], str] = {NeedsJpeg: "--as-jpeg", NeedsSmaller: "--shrink"}
    if (option := options.get(type(failure))) is not None:
        world.note(Message(N_("Here that is the option {option}."), {"option": option}))


class CantRead(Failure):
    """The source of a text can't be read."""

    kind = "usage"
    text = N_("'{source}' can't be read: {reason}.")
    remedy = N_("Check that the name is right and that the file is plain text.")


class NotText(Failure):
    """What was read is no UTF-8 text."""

    kind = "usage"
    text = N_("'{source}' is not a UTF-8 text.")
    remedy = N_("Save it as plain text in UTF-8, and try again.")


class TextTooLong(Failure):
    """More bytes than any text has."""

    kind = "usage"
    text = N_("'{source}' is too large: a text has {limit} bytes at most.")
    remedy = N_("Take the text alone, without anything else.")


def read_text(file: Path | None) -> str:
    """The text of a file or (None) of standard input; the line break at its end is not part of it.

    Raises `CantRead`, `NotText`, `TextTooLong`.
    """
    source = "-" if file is None or str(file) == "-" else str(file)
    try:
        data = _bytes(None if source == "-" else file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise CantRead(source=source, reason=reason) from error
    if len(data) > TEXT_LIMIT:
        raise TextTooLong(source=source, limit=TEXT_LIMIT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText(source=source) from error
    return text.removesuffix("\n").removesuffix("\r")


def _bytes(file: Path | None) -> bytes:
    """At most one byte more than a text may have; a pipe that is named as a file is no text."""
    if file is None:
        if sys.stdin is None:
            # No text is not an empty one: that would clear the field.
            raise OSError(None, "standard input is closed")
        return sys.stdin.buffer.read(TEXT_LIMIT + 1)
    if not file.is_file():
        file.stat()  # what is not there says so itself
        raise OSError(None, "not a file")
    with file.open("rb") as opened:
        return opened.read(TEXT_LIMIT + 1)
