"""How far a long command is, on one line of standard error; nothing where that is no terminal."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from model.messages import N_
from tui.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WIDTH = 24


@contextmanager
def progress_line(language: Language) -> "Iterator[Callable[[float], None] | None]":
    """What hears how much is done, from 0 to 1; None where nobody would see it."""
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield None
        return
    head = language.text(N_("Making the document ..."))

    def show(share: float) -> None:
        full = round(share * _WIDTH)
        stream.write(f"\r{head} {'█' * full}{'░' * (_WIDTH - full)} {share:4.0%}")
        stream.flush()

    try:
        yield show
    finally:
        stream.write(f"\r{' ' * (len(head) + _WIDTH + 8)}\r")
        stream.flush()
