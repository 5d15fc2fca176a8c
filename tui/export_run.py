"""Running the exporters' child programs: how far they are, and stopping them at any moment."""

import threading
from collections.abc import Callable, Sequence

from model.messages import N_, Failure
from store import processes


class Cancelled(Failure):
    """The person stopped it."""

    text = N_("Stopped. Nothing was written.")


class Runner:
    """Runs the children of one export, as `export.programs.Run` wants it.

    `progress` hears how much is done, from 0 to 1, in a thread of its own; `parts` is how many
    children there will be.
    """

    def __init__(self, progress: Callable[[float], None] | None = None, parts: int = 1) -> None:
        self._progress = progress
        self._parts = parts
        self._done = 0
        self._stopped = threading.Event()
        self._end: Callable[[], None] | None = None

    def __call__(self, args: Sequence[str], *, stdin: bytes, timeout: float) -> processes.Result:
        """One child to its end. Raises `Cancelled`, and what `processes.run` raises."""
        self.check()
        try:
            result = processes.run(
                args, stdin=stdin, timeout=timeout, heard=self._heard, begun=self._begun
            )
        finally:
            self._end = None
        self.check()
        self._done += 1
        self._tell(0.0)
        return result

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
            self._progress(min((self._done + min(part, 1.0)) / max(self._parts, 1), 1.0))
