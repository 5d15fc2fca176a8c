"""Which version of an application the principal had last, as this computer knows it.

A note of the user's own, in the user's folder: it says nothing that others need, and losing it
costs a comparison. The school's folder is not changed by an export.
"""

import re
from contextlib import suppress
from pathlib import Path

from store.folder import WriteFailure, atomic_write
from store.places import mark_of, recovery_folder

_COMMIT = re.compile(rb"[0-9a-f]{40}")


def _note_of(folder: Path) -> Path:
    return recovery_folder().with_name("principal-copies") / mark_of(folder)


def last_copy(folder: Path) -> str | None:
    """The commit of the last copy for the principal that was made here; None before."""
    with suppress(OSError):
        found = _note_of(folder).read_bytes().strip()
        if _COMMIT.fullmatch(found):
            return found.decode("ascii")
    return None


def note_copy(folder: Path, commit: str) -> None:
    """Remember which version the principal got; where that can't be kept, it is not."""
    note = _note_of(folder)
    with suppress(OSError, WriteFailure):
        note.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(note, f"{commit}\n".encode("ascii"))
