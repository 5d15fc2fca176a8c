"""What is being typed in a dialog and is not recorded yet: kept until it is, whatever happens.

It stands in the user's own recovery folder, one file a dialog and folder, and comes back when that
dialog is opened again: after Escape, after a crash. Source: house rule, nothing typed is ever lost.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from time import time
from typing import Any

from model.light import dataclass
from store import places, toml_file
from store.folder import FileTooLarge, NotAFile, UnsafePath, atomic_write, read_file
from store.names import slug

Words = Mapping[str, str]
"""What stands in the boxes of a dialog, by the box's name."""
_LIMIT = 64_000_000
"""Bytes that are read at most: what somebody pasted is longer than any file of an application."""
_LET_GO = 365 * 24 * 3600
"""Seconds after which words that nobody came back for are let go: a year, as long as a call."""
_PREFIX = "typed-"
_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed in one dialog."""

    words: Words = field(default_factory=dict)
    over: Words = field(default_factory=dict)
    """What stood in the boxes before."""
    aside: tuple[Words, ...] = ()
    """What was typed here earlier and stands in no box: what it was typed over has changed."""

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
        self._name = f"{_PREFIX}{slug(name, 'text')[:40]}-{mark}{_SUFFIX}"

    @property
    def path(self) -> Path:
        """Its file."""
        return self._root / self._name

    def read(self) -> Typed:
        """What was typed; nothing where there is none, or none that can be read."""
        try:
            data = read_file(self._root, self._name, _LIMIT)
        except (OSError, UnsafePath, NotAFile, FileTooLarge):
            return Typed()
        tables = toml_file.parse(data, self._name, limit=_LIMIT).tables or {}
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
        elif typed != self.read():
            tables: dict[str, Any] = {"words": _table(typed.words), "over": _table(typed.over)}
            if typed.aside:
                tables["aside"] = [_table(words) for words in typed.aside]
            atomic_write(self.path, toml_file.dump(tables))

    def done(self) -> None:
        """It is recorded, or no longer wanted."""
        with suppress(OSError):
            self.path.unlink()
            _remove_empty(self._root)


def let_go() -> None:
    """Remove what nobody came back for in a year, of folders that are gone too."""
    before = time() - _LET_GO
    root = places.recovery_folder()
    for file in (*root.glob(f"{_PREFIX}*{_SUFFIX}"), *root.glob(f"*/{_PREFIX}*{_SUFFIX}")):
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
