"""Questions of a command: only where somebody sits at a terminal; else the answer is no.

Source: command-line.md, 'Where standard input is no terminal nothing is ever asked'.
"""

import sys

from tui import console
from tui.world import World

_YES = frozenset({"y", "yes", "j", "ja"})


def may_ask() -> bool:
    """Whether somebody can be asked."""
    streams = (sys.stdin, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def said_yes(world: World, question: str) -> bool:
    """Ask, and whether the answer is yes."""
    console.note(world.language.text(question))
    return sys.stdin.readline().strip().lower() in _YES
