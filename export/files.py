"""Several files at once: what each is called, and where its bytes come from.

Names are lower case, ASCII and portable, so that an archive opens on Windows with every name
intact. Documents are copied one at a time, never all in memory.
"""

import hashlib
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from model.application import Application
from model.edition import Edition

_EARLIEST = 1980
"""The first year that a zip archive can name."""
_PERMISSIONS = 0o644
_PLAIN = re.compile(r"[^a-z0-9._-]+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
"""What Windows takes for a device, whatever the suffix."""
_BLOCK = 1 << 20
_NAME = 80
"""Characters of a document's own name that are kept."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of an archive or a folder."""

    name: str
    """With `/` between folders."""
    data: bytes | None = None
    source: Path | None = None
    """The document whose bytes it has, where `data` is None."""

    def read(self) -> bytes:
        """All its bytes. Raises `OSError`."""
        if self.data is not None:
            return self.data
        if self.source is None:
            return b""
        with opened(self.source) as file:
            return file.read()


def opened(path: Path) -> BinaryIO:
    """A plain file, opened without following a link. Raises `OSError`."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    file = open(os.open(path, flags), "rb")  # noqa: PTH123, SIM115 - a descriptor; the caller closes
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(f"not a plain file: {path}")
    return file


def plain(name: str, fallback: str = "document") -> str:
    """A name of letters, digits, hyphens and dots, as every system takes it."""
    stem, dot, suffix = name.lower().rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    stem = _PLAIN.sub("-", stem).strip("-. ")[:_NAME] or fallback
    if _DEVICE.fullmatch(stem.partition(".")[0]):
        stem = f"{fallback}-{stem}"
    suffix = re.sub(r"[^a-z0-9]", "", suffix)[:10]
    return f"{stem}.{suffix}" if suffix else stem


def upload_names(application: Application, edition: Edition) -> Mapping[str, str]:
    """Path of each document to its name for uploading: step, place, its own name (F15).

    A document that backs two steps has the name of the first. From ten in a step on, places have
    as many digits as the last one: a list of files, which is sorted by name, keeps their order.
    """
    names: dict[str, str] = {}
    for step in edition.steps:
        items = application.evidence_of(step.id)
        digits = len(str(len(items)))
        for place, item in enumerate(items, start=1):
            if item.file and item.file not in names:
                own = plain(item.file.rpartition("/")[2])
                names[item.file] = f"{step.number}-{place:0{digits}}-{own}"
    return names


def documents(application: Application, root: Path) -> Iterator[tuple[str, Path]]:
    """(path in the folder, where it is) of each document that is there, each once."""
    seen: set[str] = set()
    for _, item in application.all_evidence():
        path = item.file
        if path and path in application.documents and path not in application.unsafe | seen:
            seen.add(path)
            yield path, root.joinpath(*path.split("/"))


def digest(file: File) -> tuple[str, int]:
    """(SHA-256, bytes) of a file, read in pieces. Raises `OSError`."""
    if file.data is not None or file.source is None:
        data = file.data or b""
        return hashlib.sha256(data).hexdigest(), len(data)
    found, size = hashlib.sha256(), 0
    with opened(file.source) as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
            size += len(block)
    return found.hexdigest(), size


def archive(files: Iterable[File], on: date, target: BinaryIO) -> None:
    """Write a zip archive: the same files and day give the same bytes. Raises `OSError`."""
    when = (max(on.year, _EARLIEST), on.month, on.day, 0, 0, 0)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for file in files:
            about = zipfile.ZipInfo(file.name, when)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.create_system = 0
            about.external_attr = _PERMISSIONS << 16
            with made.open(about, "w", force_zip64=False) as inside, _stream(file) as source:
                while block := source.read(_BLOCK):
                    inside.write(block)


def _stream(file: File) -> BinaryIO:
    if file.data is not None or file.source is None:
        return io.BytesIO(file.data or b"")
    return opened(file.source)
