"""What Labelmap itself wrote in a folder and has not recorded yet, so that it is told as that.

A crash, or a person who gave no name, leaves files that are not in the history: by the hashes in
`.git/labelmap.written` they are told apart from what an editor changed. It is a memory and no more:
without it they are recorded all the same. Source: repository-format.md, 'Files'.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from model.messages import Failure
from store.folder import WriteFailure, atomic_write, read_file

_NAME = "labelmap.written"
_LIMIT = 1_000_000
_LATEST = 2
"""Hashes of a file that are kept: it may be cut off before the new one is in place."""


class Written:
    """The memory of one folder. What changes it needs the folder's lock."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = root / ".git" / _NAME

    def note(self, path: str, data: bytes) -> None:
        """These bytes are about to be written there."""
        known = self._known()
        digest = sha256(data).hexdigest()
        if digest not in known.get(path, ())[-1:]:
            self._keep({**known, path: (*known.get(path, ()), digest)[-_LATEST:]})

    def ours(self, paths: Iterable[str]) -> frozenset[str]:
        """Those that hold what was written here."""
        known = self._known()
        return frozenset(
            path for path in paths if path in known and self._digest(path) in known[path]
        )

    def forget(self, paths: Iterable[str]) -> None:
        """These are recorded."""
        known, done = self._known(), set(paths)
        left = {path: digests for path, digests in known.items() if path not in done}
        if left != known:
            self._keep(left)

    def _known(self) -> dict[str, tuple[str, ...]]:
        try:
            text = read_file(self._file.parent, _NAME, _LIMIT).decode("utf-8")
        except (OSError, UnicodeDecodeError, Failure):
            return {}
        known: dict[str, tuple[str, ...]] = {}
        for line in text.splitlines():
            digest, _, path = line.partition(" ")
            known[path] = (*known.get(path, ()), digest)
        return known

    def _keep(self, known: Mapping[str, tuple[str, ...]]) -> None:
        lines = [f"{one} {path}\n" for path, digests in known.items() for one in digests]
        with suppress(OSError, WriteFailure):
            if lines:
                atomic_write(self._file, "".join(lines).encode("utf-8"), durable=False)
            else:
                self._file.unlink()

    def _digest(self, path: str) -> str:
        try:
            with (self._root / path).open("rb") as file:
                found = sha256()
                while part := file.read(1 << 20):
                    found.update(part)
                return found.hexdigest()
        except OSError:
            return ""
