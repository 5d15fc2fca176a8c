"""A school of the inbox that is read before it is asked for: while the cursor rests on its row.

What was read ahead is shown at once when the school is opened, and the school is read anew beside
that, so that what came meanwhile shows too. Source: issue 6, 'Scale': a school opens in a moment.
"""

from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from model.messages import Failure
from store.clock import Clock

if TYPE_CHECKING:
    from tui.language import Language
    from tui.reviewed_reading import Reading


class Ahead:
    """One reading of a school that has begun, or has ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._answer: Future[Reading] = Future()

    def read(self, clock: Clock, language: "Language") -> None:
        """Read it. For a worker."""
        from tui.reviewed_reading import read_school

        try:
            self._answer.set_result(read_school(self.folder, clock, language))
        except BaseException as error:
            self._answer.set_exception(error)
            if not isinstance(error, Failure):
                raise

    @property
    def reading(self) -> "Reading | None":
        """What was read; None while it is not there, where it failed and where the record grew."""
        with suppress(Failure, OSError):
            if self._answer.done() and self._answer.exception() is None:
                found = self._answer.result()
                return None if found.is_behind else found
        return None

    @property
    def is_under_way(self) -> bool:
        """Whether it has not ended yet."""
        return not self._answer.done()

    def awaited(self) -> "Reading":
        """What is read, once it is there. Raises what `read_school` raises. For a worker."""
        return self._answer.result()
