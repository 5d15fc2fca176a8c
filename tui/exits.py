"""Exit codes: a contract (command-line.md)."""

from enum import IntEnum

from model.messages import Failure


class Exit(IntEnum):
    """What the program's end says to a script."""

    DONE = 0
    """Done, or the answer is yes."""
    NO = 1
    """The answer is no: incomplete, not permitted now, refused."""
    USAGE = 2
    """Wrong usage, or a folder that can't be read or is not safe."""
    ENVIRONMENT = 3
    """Something is lacking on this computer; the message gives the remedy."""
    CRASH = 70
    """Unexpected: a log file was written and named."""
    INTERRUPTED = 130
    """Ctrl+C, as shells have it."""


_BY_KIND = {"no": Exit.NO, "usage": Exit.USAGE, "environment": Exit.ENVIRONMENT}


def of_failure(failure: Failure) -> Exit:
    """The exit code of an act that could not be done."""
    return _BY_KIND[failure.kind]
