"""What git said where we have no sentence for it: in a log, for whoever looks after computers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from model.messages import N_, Message

if TYPE_CHECKING:
    from tui.world import World


@contextmanager
def logged(world: "World") -> Iterator[None]:
    """Let a remote's refusal go on, once its own words stand in a log."""
    from store.remote_failures import RemoteFailure

    try:
        yield
    except RemoteFailure as failure:
        if failure.said:
            from tui.crash import write_log

            path = write_log(failure.said)
            if path is not None:
                world.note(Message(N_("What git said of it is in {file}."), {"file": str(path)}))
        raise
