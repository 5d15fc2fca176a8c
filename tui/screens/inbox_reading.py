"""Reading the inbox beside its screen: what was read comes to the table as it comes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from store import signers
from store.inbox import Row, rows
from tui.inbox_rows import Line, line_of
from tui.screens.review_base import ReviewScreen

_EVERY = 0.2
"""Seconds between two looks at what was read."""
_REST = 0.25
"""Seconds that the cursor stands on a row before its school is read ahead."""


class InboxReading(ReviewScreen):
    """The inbox's screen as far as it reads."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, Line] = {}
        """What was read, by the name of the school's folder."""
        self._reading = False
        self._has_read = False

    @property
    def is_reading(self) -> bool:
        """Whether schools are still being read."""
        return self._reading

    _rests: Timer | None = None

    def rest_on(self, row: Row | None) -> None:
        """The cursor stands on this row: where it stays there, its school is got ready."""
        if self._rests is not None:
            self._rests.stop()
        if row is not None and row.problem is None:
            folder = row.folder
            self._rests = self.set_timer(_REST, lambda: self._get_ready(folder))

    def _get_ready(self, folder: Path) -> None:
        if self.is_current:
            self.review.get_ready(folder)

    def take(self, lines: Sequence[Line], gone: Iterable[str] = ()) -> None:
        """These schools are so now; the others stay, but for those that are gone."""
        raise NotImplementedError

    def action_again(self) -> None:
        """Read every school."""
        if not self._reading:
            self._reading = True
            self._begin()

    def begin_soon(self) -> None:
        """Read every school, once there is a picture."""
        self._reading = True
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._has_read = True
        self._read()

    @work(thread=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        try:
            self._read_rows(None)
        finally:
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._ended)

    def read_again(self, folders: Sequence[Path]) -> None:
        """Read these schools, beside the screen."""
        self._read_some(folders)

    @work(thread=True, group="read-one", exit_on_error=False)
    def _read_some(self, folders: Sequence[Path]) -> None:
        self._read_rows(folders)

    def _read_rows(self, folders: Iterable[Path] | None) -> None:
        """Read these, or all; what is read comes to the table a fifth of a second's worth at once.

        Who leaves meanwhile waits for nothing more than the school that is being read.
        """
        worker = get_current_worker()
        review = self.review
        found = rows(review.inbox, review.clock, signers.load(), folders=folders)
        batch: list[Line] = []
        seen: set[str] = set()
        told = monotonic()
        for row in found:
            if worker.is_cancelled:
                found.close()
                return
            batch.append(line_of(row))
            seen.add(row.folder.name)
            if monotonic() - told >= _EVERY:
                self.app.call_from_thread(self.take, batch)
                batch, told = [], monotonic()
        if not worker.is_cancelled:
            gone = {*self._lines} - seen if folders is None else ()
            self.app.call_from_thread(self.take, batch, gone)

    def _ended(self) -> None:
        self._reading = False
        self.show()
