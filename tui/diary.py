"""The diary as a screen reads it: piece by piece, only as far as somebody looks, kept once read.

A `Diary` is what git tells, from the newest on; its one git process waits until more is asked
for and ends with `close`. A `Search` goes through it with conditions. Both are for workers, several
at once if need be: they are served one after the other. Nothing here knows a widget.
"""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from model.light import dataclass

if TYPE_CHECKING:
    from collections.abc import Generator

    from store.journal import Entry
    from store.open_folder import OpenFolder

PAGE = 60
"""Entries that are read for the first picture: a high window full."""
MORE = 500
"""Entries that are read each time after it."""

KINDS = {
    "answers": ("answer",),
    "evidence": ("evidence-add", "evidence-change", "evidence-remove"),
    "school": ("create", "school", "eligibility", "edition", "declaration"),
    "restore": ("restore",),
    "outside": ("recover", "merge"),
    "record": (
        "record", "submit", "receipt", "feedback", "decide", "reply", "addressed", "resolve",
        "reopen", "withdraw", "platform", "add",
    ),
}  # fmt: skip
"""Kind of change, as one filters, to the events that are of it."""
_BY_HAND = "recover"
"""As what a commit counts that was made without Labelmap."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one looks for; what is left out does not matter."""

    person: str = ""
    """The whole name."""
    step: str = ""
    kind: str = ""
    """A key of `KINDS`."""
    words: str = ""
    """What stands in the line, in any case; of several words each."""

    def fits(self, entry: "Entry", line: Callable[["Entry"], str]) -> bool:
        """Whether an entry is one of those; its line is asked for only where that matters."""
        if self.person and entry.person.name != self.person:
            return False
        if self.step and not entry.concerns(self.step):
            return False
        if self.kind and (entry.event or _BY_HAND) not in KINDS[self.kind]:
            return False
        if not self.words.strip():
            return True
        told = line(entry).casefold()
        return all(word in told for word in self.words.casefold().split())


class Diary:
    """The entries, newest first, read as far as they were asked for."""

    def __init__(self, folder: "OpenFolder") -> None:
        self._folder = folder
        self._lock = Lock()
        self._read: list[Entry] = []
        self._rest: Generator[Entry] | None = None
        self._whole = False

    @property
    def count_read(self) -> int:
        """How many entries were read so far."""
        return len(self._read)

    def entry(self, place: int) -> "Entry | None":
        """One entry; None where the diary is not that long, or was closed before."""
        if place >= len(self._read):
            with self._lock:
                self._read_on(place)
        return self._read[place] if place < len(self._read) else None

    def _read_on(self, place: int) -> None:
        """The first page is asked of git as such, and git is done; the rest is waited for."""
        if not self._read and not self._whole:
            self._read += self._folder.diary(PAGE)
            self._whole = len(self._read) < PAGE
        while place >= len(self._read) and not self._whole:
            if self._rest is None:
                first = self._read[0].commit
                self._rest = self._folder.diary(start=first, skip=len(self._read))
            entry = next(self._rest, None)
            if entry is None:
                self._whole = True
            else:
                self._read.append(entry)

    def close(self) -> None:
        """End git, where it still runs."""
        with self._lock:
            self._whole = True
            if self._rest is not None:
                self._rest.close()


class Search:
    """Goes through the diary with conditions, from the newest entry on."""

    def __init__(self, diary: Diary, wanted: Wanted, line: Callable[["Entry"], str]) -> None:
        self._diary = diary
        self._wanted = wanted
        self._line = line
        self._place = 0
        self.ended = False
        """Whether the diary has no more."""
        self.given_up = False
        """Set it from outside: nobody waits any more."""

    def more(self, count: int) -> tuple["Entry", ...]:
        """The next ones that fit, up to so many."""
        found: list[Entry] = []
        while len(found) < count and not self.given_up:
            entry = self._diary.entry(self._place)
            if entry is None:
                self.ended = True
                break
            self._place += 1
            if self._wanted.fits(entry, self._line):
                found.append(entry)
        return tuple(found)
