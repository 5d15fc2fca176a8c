"""Facts of the documents that evidence names: size, hash, kind, whether they open.

A document that has not changed, by size, times and inode, is not read again: its facts are kept in
the user's cache folder. That cache may be deleted, damaged or unwritable at any time without harm,
and says nothing of a file that was changed in the very seconds in which it was hashed.
Source: repository-format.md, 'Files'; issue 2, part 7.
"""

import json
import stat
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from model.application import Application, Document, Kind, Soundness
from model.light import dataclass
from store import places
from store.folder import UnsafePath, WriteFailure, atomic_write, safe_path

_FORMAT = 1
_RACY = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system (FAT). A change within it may leave no trace."""
_CACHE_LIMIT = 10_000_000
_KEPT = 5_000
"""Documents remembered of one folder."""

_Stamp = tuple[int, int, int, int]
"""Size, time of change, time of change of its facts (both in nanoseconds), inode."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A document's facts, and how the file looked when they were gathered."""

    stamp: _Stamp
    hashed_at: int
    """Nanoseconds since 1970, by the computer's clock."""
    document: Document

    def holds_for(self, stamp: _Stamp, limit: int) -> bool:
        """Whether the facts are those of a file that looks like this."""
        hashed = self.document.sha256 != "" or self.document.bytes > limit
        settled = max(stamp[1:3]) < self.hashed_at - _RACY
        return stamp == self.stamp and settled and hashed


class Documents:
    """The documents of one school's folder."""

    def __init__(self, root: Path, limit: int, *, cached: bool = True) -> None:
        """A document over `limit` bytes is not hashed. Uncached, it trusts and keeps nothing."""
        self._root = root
        self._limit = limit
        self._cached = cached
        self._known: dict[str, _Known] | None = None

    def gather(self, application: Application) -> Application:
        """The application with what its documents are now. Reads only what changed."""
        paths = {item.file: None for _, item in application.all_evidence() if item.file}
        documents, unsafe = self.facts(paths)
        return replace(application, documents=documents, unsafe=unsafe)

    def facts(self, paths: Iterable[str]) -> tuple[Mapping[str, Document], frozenset[str]]:
        """The documents that are there, by path, and the paths that are not safe."""
        known = self._load()
        documents: dict[str, Document] = {}
        unsafe: set[str] = set()
        changed = False
        for path in paths:
            try:
                file = safe_path(self._root, path)
                facts = file.lstat()
            except UnsafePath:
                unsafe.add(path)
                continue
            except PermissionError:
                documents[path] = _unread(Soundness.UNREADABLE, 0)
                continue
            except OSError:
                continue  # it is not there: that is a fact too
            if not stat.S_ISREG(facts.st_mode):
                documents[path] = _unread(Soundness.NOT_A_FILE, 0)
                continue
            stamp = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
            remembered = known.get(path)
            if remembered is None or not remembered.holds_for(stamp, self._limit):
                remembered = _Known(stamp, time.time_ns(), _read(file, stamp[0], self._limit))
                known[path] = remembered
                changed = True
            documents[path] = remembered.document
        if changed:
            self._save(known)
        return MappingProxyType(documents), frozenset(unsafe)

    def _load(self) -> dict[str, _Known]:
        if self._known is None:
            self._known = _parse(self._cache_file()) if self._cached else {}
        return self._known

    def _save(self, known: dict[str, _Known]) -> None:
        if not self._cached:
            return
        rows = {
            path: [*entry.stamp, entry.hashed_at, *_row(entry.document)]
            for path, entry in list(known.items())[-_KEPT:]
            if entry.document.soundness is not Soundness.UNREADABLE
        }
        data = json.dumps({"format": _FORMAT, "documents": rows}, separators=(",", ":"))
        with suppress(WriteFailure):
            atomic_write(self._cache_file(), data.encode("ascii"), durable=False)

    def _cache_file(self) -> Path:
        return places.cache_folder() / "documents" / f"{places.mark_of(self._root)}.json"


def _read(file: Path, size: int, limit: int) -> Document:
    """A document's facts from its bytes; only the first of one that is over the limit."""
    from store import kinds, soundness  # a folder in which nothing changed does without

    try:
        with file.open("rb") as opened:
            data = opened.read(limit + 1 if size <= limit else kinds.HEAD)
    except OSError:
        return _unread(Soundness.UNREADABLE, size)
    kind = kinds.sniff(data[: kinds.HEAD]).kind
    if size > limit or len(data) > limit:
        return Document(bytes=max(size, len(data)), sha256="", kind=kind)
    health = soundness.look(data, kind)
    return Document(
        bytes=len(data),
        sha256=sha256(data).hexdigest(),
        kind=kind,
        soundness=health.soundness,
        pages=health.pages,
    )


def _unread(why: Soundness, size: int) -> Document:
    return Document(bytes=size, sha256="", kind=Kind.OTHER, soundness=why)


def _row(document: Document) -> list[str | int | None]:
    return [
        document.bytes,
        document.sha256,
        document.kind,
        document.soundness,
        document.pages,
    ]


def _parse(file: Path) -> dict[str, _Known]:
    """What an earlier run remembered; nothing where that can't be read."""
    try:
        if file.stat().st_size > _CACHE_LIMIT:
            return {}
        found = json.loads(file.read_bytes())
        if found["format"] != _FORMAT:
            return {}
        return {path: _known(row) for path, row in found["documents"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _known(row: object) -> _Known:
    """One row of the cache. Raises `ValueError` where it is none."""
    match row:
        case [
            int() as size,
            int() as changed,
            int() as facts_changed,
            int() as inode,
            int() as hashed_at,
            int() as length,
            str() as digest,
            str() as kind,
            str() as sound,
            (int() | None) as pages,
        ]:
            document = Document(
                bytes=length,
                sha256=digest,
                kind=Kind(kind),
                soundness=Soundness(sound),
                pages=pages,
            )
            return _Known((size, changed, facts_changed, inode), hashed_at, document)
        case _:
            raise ValueError
