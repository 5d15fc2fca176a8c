"""Running the exporters' child programs: how far they are, and stopping them at any moment."""

import threading
from collections.abc import Callable, Sequence
from typing import Self

from model.messages import N_, Failure
from store import processes


class Cancelled(Failure):
    """The person stopped it."""

    text = N_("Stopped. Nothing was written.")


class Runner:
    """Runs the children of one export, as `export.programs.Run` wants it.

    `progress` hears how much is done, from 0 to 1, in a thread of its own. A child that will be
    needed can be started before (`prepare`): it takes in its libraries while the pages are made.
    """

    def __init__(self, progress: Callable[[float], None] | None = None, parts: int = 1) -> None:
        self._progress = progress
        self.parts = parts
        """How many children there will be."""
        self._ready: processes.Ready | None = None
        self._done = 0
        self._stopped = threading.Event()
        self._end: Callable[[], None] | None = None

    def __call__(self, args: Sequence[str], *, stdin: bytes, timeout: float) -> processes.Result:
        """One child to its end. Raises `Cancelled`, and what `processes.run` raises."""
        self.check()
        ready = self._ready if self._ready and self._ready.args == tuple(args) else None
        if ready is not None:
            self._ready = None
        try:
            result = processes.run(
                args,
                stdin=stdin,
                timeout=timeout,
                heard=self._heard,
                begun=self._begun,
                ready=ready,
            )
        finally:
            self._end = None
        self.check()
        self._done += 1
        self._tell(0.0)
        return result

    def __enter__(self) -> Self:
        """Nothing; the end is what counts."""
        return self

    def __exit__(self, *_: object) -> None:
        """End a child that was prepared and not needed."""
        ready, self._ready = self._ready, None
        if ready is not None:
            ready.end()

    def prepare(self, args: Sequence[str]) -> None:
        """Start a child that will be needed. Raises `processes.ProgramMissing`."""
        self._ready = processes.Ready(args)

    def cancel(self) -> None:
        """Stop: the child that runs now is ended, no other is begun."""
        self._stopped.set()
        end = self._end
        if end is not None:
            end()

    def check(self) -> None:
        """Raise `Cancelled` once it was stopped."""
        if self._stopped.is_set():
            raise Cancelled

    def _begun(self, end: Callable[[], None]) -> None:
        self._end = end
        if self._stopped.is_set():
            end()

    def _heard(self, line: str) -> None:
        """Lines like "progress 6 Creating layout" and "picture 3 12"."""
        word, _, rest = line.partition(" ")
        number, _, total = rest.partition(" ")
        if not number.isdecimal():
            return
        if word == "progress":
            self._tell(int(number) / 8)
        elif word == "picture" and total.isdecimal() and int(total):
            self._tell(int(number) / int(total))

    def _tell(self, part: float) -> None:
        if self._progress is not None:
            self._progress(min((self._done + min(part, 1.0)) / max(self.parts, 1), 1.0))
