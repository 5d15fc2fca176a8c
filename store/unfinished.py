"""What is being typed in a dialog and is not recorded yet: kept until it is, whatever happens.

It stands in the user's own recovery folder, one file a dialog and folder, and comes back when that
dialog is opened again: after Escape, after a crash. Another window in which the same dialog is open
has a file of its own, with a number; what windows left that are gone is brought together by the
next that opens the dialog. Source: house rule, nothing typed is ever lost.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from itertools import count
from pathlib import Path
from time import time
from typing import Any

from model.light import dataclass
from store import places, toml_file
from store.folder import (
    FileTooLarge,
    NotAFile,
    UnsafePath,
    WriteFailure,
    atomic_write,
    read_file,
)
from store.hold import SUFFIX as LOCK_SUFFIX
from store.hold import Hold, hold
from store.names import slug

Words = Mapping[str, str]
"""What stands in the boxes of a dialog, by the box's name."""
_LIMIT = 64_000_000
"""Bytes that are read at most: what somebody pasted is longer than any file of an application."""
_LET_GO = 365 * 24 * 3600
"""Seconds after which words that nobody came back for are let go: a year, as long as a call."""
_PREFIX = "typed-"
_SUFFIX = ".toml"
_NUMBER = re.compile(r"(?:-[1-9]\d*)?")
"""What the name of a window's file has behind the dialog's."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed in one dialog."""

    words: Words = field(default_factory=dict)
    over: Words = field(default_factory=dict)
    """What stood in the boxes before."""
    aside: tuple[Words, ...] = ()
    """What was typed here earlier and stands in no box: what it was typed over has changed, or it
    was typed in another window."""

    def __bool__(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.words or self.aside)


class Unfinished:
    """One dialog's words about one folder."""

    def __init__(self, folder: Path | None, name: str) -> None:
        """`folder`: the school's, or the inbox; None where none is open yet.

        `name`: which dialog, and what about; the same name is the same file.
        """
        from hashlib import sha256

        mark = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        self._root = places.recovery_folder()
        if folder is not None:
            self._root /= places.mark_of(folder)
        self._stem = f"{_PREFIX}{slug(name, 'text')[:40]}-{mark}"
        self._number: int | None = None
        """Which of the dialog's files is this window's; None until it has one."""
        self._hold: Hold | None = None

    @property
    def path(self) -> Path:
        """Its file."""
        return self._file(self._number or 1)

    def _file(self, number: int) -> Path:
        return self._root / f"{self._stem}{'' if number == 1 else f'-{number}'}{_SUFFIX}"

    # ------------------------------------------------------------------ which window's

    def open(self) -> Typed:
        """Have it for this window, until `close`. What waits: not what another window has open."""
        strays: list[tuple[Path, Hold]] = []
        for number in self._waiting():
            if number == self._number or (held := self._held(number)) is None:
                continue
            if self._number is None:
                self._number, self._hold = number, held
            else:
                strays.append((self._file(number), held))
        typed = self._with(tuple(path for path, _ in strays))
        for _, held in strays:
            held.let_go()
        return typed

    def close(self) -> None:
        """Another window may have what waits here."""
        held, self._hold = self._hold, None
        if held is not None:
            held.let_go()
            self._remove_locks()
            _remove_empty(self._root)

    def _remove_locks(self) -> None:
        """Remove what windows left that were killed."""
        for lock in self._root.glob(f"{self._stem}*{_SUFFIX}{LOCK_SUFFIX}"):
            free = self._held_file(lock.with_name(lock.name.removesuffix(LOCK_SUFFIX)))
            if free is not None:
                free.let_go()

    def _waiting(self) -> list[int]:
        """The numbers of the files in which words of this dialog wait."""
        files = self._root.glob(f"{self._stem}*{_SUFFIX}")
        ends = [file.name.removeprefix(self._stem).removesuffix(_SUFFIX) for file in files]
        return sorted(int(end.removeprefix("-") or 1) for end in ends if _NUMBER.fullmatch(end))

    def _held(self, number: int) -> Hold | None:
        return self._held_file(self._file(number))

    @staticmethod
    def _held_file(file: Path) -> Hold | None:
        try:
            return hold(file)
        except OSError:
            return Hold(None)  # a drive without locks, or a full one: as if there were no others

    def _with(self, strays: tuple[Path, ...]) -> Typed:
        """What waits here, with what windows left that are gone: from now on it waits here too."""
        here = self.read() if self._number is not None else Typed()
        if not strays:
            return here
        found = {path: typed for path in strays if (typed := self._read(path.name))}
        every = [here, *found.values()]
        first = next((typed for typed in every if typed.words), here)
        others = (typed.words for typed in every if typed is not first and typed.words)
        aside = (*others, *(words for typed in every for words in typed.aside))
        together = Typed(first.words, first.over, aside)
        try:
            self.keep(together)
        except WriteFailure:
            return here  # they wait on where they are
        for path in found:
            with suppress(OSError):
                path.unlink()
        return together

    # ------------------------------------------------------------------ the words

    def read(self) -> Typed:
        """What was typed; nothing where there is none, or none that can be read."""
        return self._read(self.path.name)

    def _read(self, name: str) -> Typed:
        try:
            data = read_file(self._root, name, _LIMIT)
        except (OSError, UnsafePath, NotAFile, FileTooLarge):
            return Typed()
        tables = toml_file.parse(data, name, limit=_LIMIT).tables or {}
        aside = tables.get("aside", [])
        return Typed(
            _words(tables.get("words")),
            _words(tables.get("over")),
            tuple(filter(None, map(_words, aside if isinstance(aside, list) else ()))),
        )

    def keep(self, typed: Typed) -> None:
        """Keep what is typed now; nothing typed is nothing kept. Raises a `WriteFailure`."""
        if not typed:
            self.done()
            return
        if self._number is None:
            self._begin_a_file()
        if typed != self.read():
            tables: dict[str, Any] = {"words": _table(typed.words), "over": _table(typed.over)}
            if typed.aside:
                tables["aside"] = [_table(words) for words in typed.aside]
            atomic_write(self.path, toml_file.dump(tables))

    def _begin_a_file(self) -> None:
        """Take the first that nobody has and in which nothing waits."""
        for number in count(1):
            if (held := self._held(number)) is None:
                continue
            if not self._file(number).exists():  # asked while nobody else can begin it
                self._number, self._hold = number, held
                return
            held.let_go()

    def done(self) -> None:
        """It is recorded, or no longer wanted."""
        if self._number is None:
            return
        with suppress(OSError):
            self.path.unlink()
            _remove_empty(self._root)


def let_go() -> None:
    """Remove what nobody came back for in a year, of folders that are gone too."""
    before = time() - _LET_GO
    root = places.recovery_folder()
    names = [f"{_PREFIX}*{_SUFFIX}", f"{_PREFIX}*{_SUFFIX}{LOCK_SUFFIX}"]
    for file in (
        file for name in names for place in (name, f"*/{name}") for file in root.glob(place)
    ):
        with suppress(OSError):
            if file.lstat().st_mtime < before:
                file.unlink()
                _remove_empty(file.parent)


def _remove_empty(folder: Path) -> None:
    """Remove a school's own folder in the recovery folder, unless something stands in it."""
    if folder != places.recovery_folder():
        with suppress(OSError):
            folder.rmdir()


def _words(table: object) -> dict[str, str]:
    """The words of a table. A text ends with a line break there, so that long ones read well."""
    if not isinstance(table, dict):
        return {}
    return {key: text.removesuffix("\n") for key, text in table.items() if isinstance(text, str)}


def _table(words: Words) -> dict[str, str]:
    """Words as a table; half a character, which no file can hold, is shown as a question mark."""
    return {key: f"{text.encode('utf-8', 'replace').decode()}\n" for key, text in words.items()}
