"""How this package reaches its two child programs: through a function that its caller gives.

`store.processes.run` is one; export itself starts nothing.
"""

from collections.abc import Sequence
from typing import Protocol


class Ran(Protocol):
    """What a program answered."""

    @property
    def returncode(self) -> int:
        """Its exit code."""
        ...

    @property
    def stdout(self) -> bytes:
        """All that it wrote."""
        ...

    @property
    def stderr(self) -> bytes:
        """The beginning, at least, of what it said beside."""
        ...


class Run(Protocol):
    """Runs a program to its end, `stdin` given to it; whoever cancels ends the program."""

    def __call__(self, args: Sequence[str], *, stdin: bytes, timeout: float) -> Ran:
        """Return what it answered; may raise a `Failure` when it can't be run or hangs."""
        ...
