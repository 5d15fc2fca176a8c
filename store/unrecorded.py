"""What stands in a folder and not yet in its history: left by a crash, an editor, a file manager.

Only what belongs to an application counts; anything else that lies in the folder is not ours.
Source: repository-format.md, 'Files'.
"""

import re
import stat
from collections.abc import Sequence
from pathlib import Path

from model.fields import diff
from store import application_files, journal_notes
from store.application_files import with_file
from store.decode import decode
from store.folder import TEMPORARY_PREFIX
from store.git import Git
from store.journal import Note
from store.shapes import PATHS

_OURS = re.compile(
    r"(answers/.+|[a-z]+)\.toml | README\.md | \.gitattributes | (evidence|submissions|review)/.+",
    re.VERBOSE | re.DOTALL,
)
_LITTER = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*|\._.*|.*\.(swp|tmp|crdownload|part)",
    re.IGNORECASE | re.DOTALL,
)
"""What systems and editors leave beside documents."""
_LARGEST = 50_000_000
"""Bytes of a file that is taken into the history without anybody asking for it."""


def unrecorded(git: Git) -> tuple[str, ...]:
    """The paths that a `recover` would commit."""
    return tuple(
        change.path
        for change in git.status()
        if _OURS.fullmatch(change.path) is not None
        and (_is_taken if change.untracked else _is_recordable)(git.folder, change.path)
    )


def _is_recordable(root: Path, path: str) -> bool:
    """Whether a file that git knows is there or gone; no folder, pipe or link in its place."""
    try:
        return stat.S_ISREG((root / path).lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False


def _is_taken(root: Path, path: str) -> bool:
    """Whether a file that git does not know yet is taken into the history."""
    name = path.rpartition("/")[2]
    if _LITTER.fullmatch(name) is not None or name.startswith(TEMPORARY_PREFIX):
        return False
    try:
        facts = (root / path).lstat()
    except OSError:
        return False
    return stat.S_ISREG(facts.st_mode) and facts.st_size <= _LARGEST


def describe(git: Git, paths: Sequence[str], *, outside: bool) -> Note:
    """What the diary says of these paths as they are now: field by field where they can be read.

    `outside`: others changed them; else Labelmap wrote them and did not come to record them.
    """
    of_files = journal_notes.of_files(paths, outside=outside)
    if git.head() is None or not set(paths) <= set(PATHS):
        return of_files
    now = application_files.read(git.folder)
    before = now.application
    recorded = git.files_at("HEAD", list(paths))
    if now.frozen & set(paths) or set(recorded) != set(paths):
        return of_files
    for path in paths:
        before = with_file(before, path, decode(path, recorded[path]).value)
    changes = diff(before, now.application)
    return journal_notes.of_found(changes, outside=outside) if changes else of_files
