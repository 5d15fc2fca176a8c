"""What git says when it refuses, as typed failures."""

import re
from pathlib import Path

from model.text import shown_line
from store.folder import DiskFull, ReadOnlyFolder, WriteFailure
from store.git_environment import NEEDED, git_version
from store.git_failures import GitFailure, GitRefused, GitTooOld, HistoryBusy, NoGit, damaged
from store.processes import ProgramMissing, Result

_ENDED_BY_SIZE = -25
"""What a program ended by SIGXFSZ (a limit on the size of files) leaves as its exit code."""
_BUSY = re.compile(r"\.lock': File exists|cannot lock ref")
_FULL = re.compile(
    r"no space left on device|file too large|disk quota exceeded|died of signal 25", re.IGNORECASE
)
_FORBIDDEN = re.compile(r"permission denied|read-only file system", re.IGNORECASE)
_DAMAGE = re.compile(
    r"corrupt|bad object|unable to read|object file .* is empty|bad signature|index file"
    r"|invalid object|missing blob|missing tree|could not parse|bad tree|not a valid object"
    r"|not a git repository|unable to find|does not point to a valid",
    re.IGNORECASE,
)


def said(result: Result) -> list[str]:
    """The lines of standard error, without the one warning that we bring about ourselves."""
    lines = result.stderr.decode("utf-8", "replace").splitlines()
    return [line for line in lines if line.strip() and "fsyncObjectFiles" not in line]


def explained(folder: Path, result: Result) -> GitFailure | WriteFailure:
    """The failure that fits what git said."""
    lines = said(result)
    detail = shown_line(lines[0]) if lines else f"exit {result.returncode}"
    everything = "\n".join(lines)
    path = str(folder)
    found: GitFailure | WriteFailure | None = None
    if _BUSY.search(everything):
        found = HistoryBusy(path=path)
    elif _FULL.search(everything) or result.returncode == _ENDED_BY_SIZE:
        found = DiskFull(path=path)
    elif _FORBIDDEN.search(everything):
        found = ReadOnlyFolder(path=path)
    elif _DAMAGE.search(everything):
        found = damaged(folder, detail)
    return found or _unknown(path, detail)


def _unknown(path: str, detail: str) -> GitFailure:
    """A refusal for no reason that we know: perhaps git is too old for what was asked."""
    try:
        version = git_version()
    except (NoGit, ProgramMissing):
        return NoGit()
    if version < NEEDED:
        return GitTooOld(version=".".join(map(str, version)), needed=".".join(map(str, NEEDED)))
    return GitRefused(path=path, detail=detail)
