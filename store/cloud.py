"""Whether a folder lies in a cloud drive: a `.git` there gets damaged by half-done copying.

Told by names of folders, variables and marks that the drives' own programs leave; nothing is asked
of them. Source: repository-format.md, last section.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from model.messages import N_, Message

_BY_PART = (
    (re.compile(r"onedrive( - .+)?|onedrive-.+", re.IGNORECASE), "OneDrive"),
    (re.compile(r"icloud ?drive.*|com~apple~clouddocs|mobile documents", re.IGNORECASE), "iCloud"),
    (re.compile(r"dropbox( \(.+\)|-.+)?", re.IGNORECASE), "Dropbox"),
    (
        re.compile(
            r"google ?drive.*|mijn drive|my drive|drivefs|\.shortcut-targets-by-id", re.IGNORECASE
        ),
        "Google Drive",
    ),
)
"""What a drive calls its folder, on Windows, macOS (`Library/CloudStorage/...`) and Linux."""
_BY_MARK = (
    (".dropbox", os.path.isfile, "Dropbox"),  # a folder of that name is the program's own, in HOME
    (".dropbox.cache", os.path.isdir, "Dropbox"),
    (".tmp.driveupload", os.path.isdir, "Google Drive"),
    (".tmp.drivedownload", os.path.isdir, "Google Drive"),
)
"""What a drive's program leaves in its topmost folder."""
_BY_VARIABLE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NOTE = 100_000


def cloud_drive(path: Path, variables: Mapping[str, str] | None = None) -> str | None:
    """The name of the drive in which a path lies, whether it is there yet or not; None for none."""
    given = os.environ if variables is None else variables
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - the path as it was given, links and all
    for place in dict.fromkeys((absolute, Path(os.path.realpath(path)))):
        drive = _noted(place, given) or _named(place) or _marked(place)
        if drive is not None:
            return drive
    return None


def warning(path: Path) -> Message | None:
    """What to tell of a folder, there or not yet, that lies in a cloud drive; None for another."""
    drive = cloud_drive(path)
    if drive is None:
        return None
    home = Path.home()
    other = home / path.name if cloud_drive(home) is None else None
    text = N_(
        "'{path}' lies in {drive}, which can damage an application's history. A folder outside it "
        "is safer, such as '{other}'; colleagues can still work along."
    )
    without = N_(
        "'{path}' lies in {drive}, which can damage an application's history. A folder outside it "
        "is safer; colleagues can still work along."
    )
    facts = {"path": str(path), "drive": drive}
    if other is None or other == path:
        return Message(without, facts)
    return Message(text, {**facts, "other": str(other)})


def _noted(place: Path, variables: Mapping[str, str]) -> str | None:
    """The drive whose own variables or notes name a folder above this place."""
    if any(place.is_relative_to(root) for root in _one_drive(variables)):
        return "OneDrive"
    if any(place.is_relative_to(root) for root in _dropbox(variables)):
        return "Dropbox"
    return None


def _named(place: Path) -> str | None:
    """The drive after which a folder on the way is called."""
    for part in place.parts:
        for pattern, name in _BY_PART:
            if pattern.fullmatch(part):
                return name
    return None


def _marked(place: Path) -> str | None:
    """The drive that left its mark in a folder above this place."""
    for folder in (place, *place.parents):
        for mark, is_there, name in _BY_MARK:
            if is_there(folder / mark):
                return name
    return None


def _one_drive(variables: Mapping[str, str]) -> Iterator[Path]:
    for name in _BY_VARIABLE:
        if variables.get(name):
            yield Path(variables[name])


def _dropbox(variables: Mapping[str, str]) -> Iterator[Path]:
    """The folders that Dropbox's own note names."""
    homes = [variables.get(name) for name in ("APPDATA", "LOCALAPPDATA")]
    notes = [Path(home, "Dropbox", "info.json") for home in homes if home]
    notes.append(Path(os.path.expanduser("~/.dropbox/info.json")))  # noqa: PTH111 - never raises
    for note in notes:
        try:
            with note.open("rb") as file:
                accounts = json.loads(file.read(_NOTE))
        except (OSError, ValueError):
            continue
        for account in accounts.values() if isinstance(accounts, dict) else ():
            place = account.get("path") if isinstance(account, dict) else None
            if isinstance(place, str) and place:
                yield Path(place)
