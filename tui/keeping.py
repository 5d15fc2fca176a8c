"""The words of one dialog on their way to its file: what is new waits here for the next write.

It needs no widget, so that it works in a worker, and after the app has ended.
"""

from contextlib import suppress
from threading import Lock

from model.messages import Failure
from store.unfinished import Typed, Unfinished, Words


class Keeping:
    """What was typed last is what is kept, whoever writes it: a worker, Escape, the app's end."""

    def __init__(self, unfinished: Unfinished) -> None:
        self._unfinished = unfinished
        self._new: Typed | None = None
        self._is_over = False
        self._writing = Lock()

    def note(self, typed: Typed) -> None:
        """Keep this at the next `save`."""
        if not self._is_over:
            self._new = typed

    def save(self) -> None:
        """Keep what is new. Raises a `WriteFailure`; it is new then still."""
        with self._writing:
            typed = self._new
            if typed is not None:
                self._unfinished.keep(typed)
                if self._new is typed:
                    self._new = None

    def forget(self) -> None:
        """What is new need not be kept."""
        self._new = None

    def recorded(self, aside: tuple[Words, ...]) -> None:
        """The words are recorded; those that stood in no box wait on."""
        self._is_over = True
        with self._writing:
            self._new = None
            if aside:
                with suppress(Failure):  # as they were kept before, with the words
                    self._unfinished.keep(Typed(aside=aside))
            else:
                self._unfinished.done()

    def close(self) -> None:
        """Nothing is typed here any more; what waits may be brought back elsewhere."""
        with self._writing:
            self._unfinished.close()
