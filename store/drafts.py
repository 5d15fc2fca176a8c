"""A text in a file of its own, for the person's own editor to change, and taken back from there.

The file stands in the user's own folder, not in the school's, and stays there as long as what it
holds was not taken back: nothing that somebody wrote is lost.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Self

from model.messages import N_, Failure
from model.text import Cleaned, clean
from store import places
from store.folder import atomic_write, write_failure
from store.names import slug

LIMIT = 1_000_000
"""Bytes that are read at most, as of a file of the application."""


class DraftUnreadable(Failure):
    """What the editor left is no text that can be read."""

    text = N_("What your editor saved could not be read as a text; the box stays as it is.")
    remedy = N_("Your editor's file is still here: {path}")


class Draft:
    """One text while it is in another program."""

    def __init__(self, path: Path, written: bytes) -> None:
        self.path = path
        self._written = written

    @classmethod
    def of(cls, text: str, name: str) -> Self:
        """Write a text into a new file. Raises a `WriteFailure`.

        A text ends with a line break there, as editors want it; it is taken off again.
        """
        folder = places.recovery_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            own = Path(tempfile.mkdtemp(prefix="editor-", dir=folder))
        except OSError as error:
            raise write_failure(error, folder) from error
        data = f"{text}\n".encode() if text else b""
        path = own / f"{slug(name, 'text')}.txt"
        atomic_write(path, data)
        return cls(path, data)

    @property
    def changed(self) -> bool:
        """Whether the file says something else than what was written; gone counts as well."""
        try:
            return self._bytes() != self._written
        except OSError:
            return True

    def _bytes(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(LIMIT + 1)

    def read(self) -> Cleaned:
        """The text as the other program saved it, cleaned. Raises `DraftUnreadable`.

        A file that is gone is an empty one: the person decides what that means.
        """
        try:
            data = self._bytes()
        except FileNotFoundError:
            data = b""
        except OSError as error:
            raise DraftUnreadable(path=str(self.path)) from error
        if len(data) > LIMIT:
            raise DraftUnreadable(path=str(self.path))
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))  # as Windows' editor may save it
        try:
            cleaned = clean(data.decode("utf-16" if wide else "utf-8-sig"))
        except UnicodeDecodeError as error:
            raise DraftUnreadable(path=str(self.path)) from error
        return Cleaned(cleaned.text.removesuffix("\n"), cleaned.removed)

    def discard(self) -> None:
        """Remove the file and what the editor left beside it."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
