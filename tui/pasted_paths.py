"""Paths as people paste or drop them: quoted, escaped, as `file:` addresses, several at once."""

import re
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

from store.typed_path import is_there, typed_path

_LINK = re.compile(r"https?://\S+$", re.IGNORECASE)
_DRIVE = re.compile(r"/?[A-Za-z]:[\\/]")


def is_link(text: str) -> bool:
    """Whether a pasted text is a link rather than a path."""
    return _LINK.match(text.strip()) is not None


def read_paths(text: str, shown: Path | None = None) -> tuple[Path, ...]:
    """The paths in a pasted text.

    `shown`: the folder that stands in a list beside the box. A name that is there means that one,
    wherever the program was started.

    A line that is an existing path as it stands is taken so, spaces and all; else the line is read
    as a terminal pastes dropped files: quoted or with escaped spaces, parted by spaces.
    """
    found: list[Path] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        whole = _path(line, shown)
        if is_there(whole) or _DRIVE.match(line):
            found.append(whole)
            continue
        try:
            parts = shlex.split(line)
        except ValueError:  # a quote without its other half: a name that has one
            parts = [line]
        found.extend(_path(part, shown) for part in parts)
    return tuple(found)


def _path(text: str, shown: Path | None) -> Path:
    text = text.strip("'\"")
    if text.startswith("file://"):
        try:
            address = unquote(urlsplit(text).path)
        except ValueError:  # half an address
            address = text
        return Path(address[1:] if _DRIVE.match(address) else address)
    path = typed_path(text)
    beside = path if shown is None else shown / path
    return beside if is_there(beside) else path
