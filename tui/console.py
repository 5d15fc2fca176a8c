"""What commands print: answers to standard output, all else to standard error, both harmless.

Whatever a line holds, no control character and no mark that reorders text reaches the stream, and a
character that the stream's encoding lacks becomes a question mark instead of an error.
Source: command-line.md; `model.text.shown`.
"""

import io
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from model.messages import N_, Failure
from model.text import shown


class AnswerLost(Failure):
    """Standard output does not take the answer: a full disk, for one."""

    kind = "environment"
    text = N_("The answer could not be written: {reason}.")
    remedy = N_("Check where it was to go, and try again.")


class ReaderGoneError(Exception):
    """Who reads our answer has gone (`labelmap log | head`): it had enough."""


def prepare() -> None:
    """Let both streams take any text; call it once, before anything is printed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def answer(text: str) -> None:
    """One line (or more) of the answer."""
    _write(sys.stdout, text)


def note(text: str) -> None:
    """Something said beside the answer; where it can't be said, the answer still counts."""
    with suppress(AnswerLost, ReaderGoneError):
        _write(sys.stderr, text)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # a program without a console, as on Windows
        return
    try:
        stream.write(shown(text) + "\n")
        stream.flush()
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        raise AnswerLost(reason=error.strerror or type(error).__name__) from error


_MANY = 100
"""From so many entries on a list has one a line: Python indents no faster than a letter a time."""


def _as_text(document: Mapping[str, object], *, plain: bool) -> str:
    import json

    parts = []
    for key, value in document.items():
        if isinstance(value, list) and len(value) >= _MANY:
            lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=plain)}" for entry in value)
            text = f"[\n{lines}\n ]"
        else:
            text = json.dumps(value, ensure_ascii=plain, indent=1).replace("\n", "\n ")
        parts.append(f" {json.dumps(key, ensure_ascii=plain)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}" if parts else "{}"


def answer_json(document: Mapping[str, object]) -> None:
    """A document as JSON: the data itself; what could steer a terminal is written as its number."""
    import json

    plain = "utf" not in (getattr(sys.stdout, "encoding", None) or "").lower()
    text = _as_text(document, plain=plain)
    harmful = {char for char in set(text) - {"\n"} if shown(char) != char}
    answer(text.translate({ord(char): json.dumps(char)[1:-1] for char in harmful}))
