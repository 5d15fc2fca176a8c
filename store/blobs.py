"""Files of a history, many read by one git: what is asked for is fetched before, and kept.

Only small ones are kept; of large ones the hash is enough. Source: style.md, 'no process a file'.
"""

from collections.abc import Iterable
from hashlib import sha256

from store import git_plumbing
from store.git import Git
from store.git_objects import Reader

COPY_LIMIT = 100_000_000
"""Bytes of a file of the record that is read, or copied into the folder."""
_CHUNK = 16_000_000
"""Bytes that are asked for at once."""
_KEPT = 1_000_000
"""Bytes of a file that is kept."""


class Blobs:
    """Objects of one history by their names."""

    def __init__(self, git: Git) -> None:
        """Nothing is read yet."""
        self._git = git
        self._data: dict[str, bytes] = {}
        self._facts: dict[str, tuple[str, int]] = {}

    def fetch(self, names: Iterable[str]) -> None:
        """Read these, where they are not known. What is missing or too large is left out."""
        asked = [name for name in dict.fromkeys(names) if name and name not in self._facts]
        if not asked:
            return
        reader = Reader(self._git)
        for name in asked:
            if (data := reader.alone(name, COPY_LIMIT, "blob")) is not None:
                self._hold(name, data)
        asked = [name for name in asked if name not in self._facts]
        if not asked:
            return
        lines = "".join(f"{name}\n" for name in asked).encode("ascii")
        answer = self._git.run("cat-file", "--batch-check", stdin=lines).stdout.decode("ascii")
        here: list[str] = []
        room = _CHUNK
        for line in answer.splitlines():
            name, *about = line.split(" ")
            if len(about) != 2 or about[0] != "blob" or int(about[1]) > COPY_LIMIT:  # noqa: PLR2004 - kind and size
                continue
            size = int(about[1])
            if here and size > room:
                self._read(here)
                here, room = [], _CHUNK
            here.append(name)
            room -= size
        self._read(here)

    def _read(self, names: list[str]) -> None:
        if not names:
            return
        lines = "".join(f"{name}\n" for name in names).encode("ascii")
        limit = _CHUNK + COPY_LIMIT + 100 * len(names)
        answer = self._git.run("cat-file", "--batch", stdin=lines, limit=limit).stdout
        start = 0
        for name in names:
            end = answer.index(b"\n", start)
            size = int(answer[start:end].split()[-1])
            data = answer[end + 1 : end + 1 + size]
            start = end + size + 2
            self._hold(name, data)

    def _hold(self, name: str, data: bytes) -> None:
        self._facts[name] = sha256(data).hexdigest(), len(data)
        if len(data) <= _KEPT:
            self._data[name] = data

    def facts(self, name: str) -> tuple[str, int]:
        """The SHA-256 and the size of an object; ("", -1) where it is missing."""
        self.fetch([name])
        return self._facts.get(name, ("", -1))

    def get(self, name: str) -> bytes:
        """The bytes of a small object; none where it is missing or large."""
        self.fetch([name])
        return self._data.get(name, b"")

    def all_of(self, name: str) -> bytes:
        """The bytes of any object. Raises `OutputTooLarge`; a `GitFailure` where it is missing."""
        self.fetch([name])
        if (data := self._data.get(name)) is not None:
            return data
        return git_plumbing.contents(self._git, name, COPY_LIMIT)

    def appended(self, before: str, after: str) -> bytes | None:
        """What a file has more at its end; None where it differs before that."""
        old, new = self.get(before), self.get(after)
        return new[len(old) :] if new.startswith(old) else None
