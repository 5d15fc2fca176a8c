"""Paths as people paste or drop them: quoted, escaped, as `file:` addresses, several at once."""

import re
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r"https?://\S+$", re.IGNORECASE)
_DRIVE = re.compile(r"/?[A-Za-z]:[\\/]")


def is_link(text: str) -> bool:
    """Whether a pasted text is a link rather than a path."""
    return _LINK.match(text.strip()) is not None


def read_paths(text: str) -> tuple[Path, ...]:
    """The paths in a pasted text.

    A line that is an existing path as it stands is taken so, spaces and all; else the line is read
    as a terminal pastes dropped files: quoted or with escaped spaces, parted by spaces.
    """
    found: list[Path] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        whole = _path(line)
        if whole.exists() or _DRIVE.match(line):
            found.append(whole)
            continue
        try:
            parts = shlex.split(line)
        except ValueError:  # a quote without its other half: a name that has one
            parts = [line]
        found.extend(_path(part) for part in parts)
    return tuple(found)


def _path(text: str) -> Path:
    text = text.strip("'\"")
    if text.startswith("file://"):
        address = unquote(urlsplit(text).path)
        return Path(address[1:] if _DRIVE.match(address) else address)
    return Path(text).expanduser()
