"""What one commit of the diary changed: field by field, as values before and after it.

Both sides are read through the one door and decoded as any file of ours: with its size bounds, and
without ever failing for what stands in it. Nothing is taken from a commit's words about itself.
Source: repository-format.md, 'Two histories in one repository' and its last section.
"""

import re
from collections.abc import Iterator

from model import fields
from model.application import Application
from model.fields import Change
from model.light import dataclass
from store import toml_file
from store.application_files import with_file
from store.decode import decode
from store.git import Git
from store.shapes import PATHS

_ID = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Changed:
    """What one commit changed."""

    commit: str
    before: str | None
    """The commit before it, of several the one it was made on; None for the first one."""
    changes: tuple[Change, ...]
    """In the form's order; a piece of evidence that was added has no `before`, one removed no
    `after`."""
    unreadable: tuple[str, ...]
    """Files of the application that can't be read on one of the two sides: what changed in them
    is not among the changes."""
    others: tuple[str, ...]
    """Paths of what changed and is no answer: documents, the record's copies, README.md."""


def changed_in(git: Git, commit: str) -> Changed:
    """What a commit of the diary changed against the one that it was made on."""
    if _ID.fullmatch(commit) is None:
        raise ValueError(commit)
    line = git.run("rev-list", "--parents", "--max-count=1", commit, "--").stdout.decode("ascii")
    before = next(iter(line.split()[1:]), None)
    touched = tuple(_touched(git, before, commit))
    ours = [path for path in PATHS if path in touched]
    old = _files(git, before, ours)
    new = _files(git, commit, ours)
    unreadable = tuple(path for path in ours if not (_readable(path, old) and _readable(path, new)))
    sound = [path for path in ours if path not in unreadable]
    return Changed(
        commit,
        before,
        fields.diff(_application(old, sound), _application(new, sound)),
        unreadable,
        tuple(path for path in touched if path not in ours),
    )


def _touched(git: Git, before: str | None, commit: str) -> Iterator[str]:
    """The paths that differ, without looking into any."""
    where = ("--root", commit) if before is None else (before, commit)
    told = git.run(
        "diff-tree", "-r", "-z", "--no-commit-id", "--name-only", "--no-renames", "--no-ext-diff",
        "--ignore-submodules=all", *where, "--",
    )  # fmt: skip
    yield from (path for path in told.stdout.decode("utf-8", "replace").split("\0") if path)


def _files(git: Git, commit: str | None, paths: list[str]) -> dict[str, bytes | None]:
    """What these files hold in a commit: None for one that is there and is too large to read."""
    if commit is None or not paths:
        return {}
    found: dict[str, bytes | None] = dict(git.files_at(commit, paths, toml_file.LIMIT))
    missing = [path for path in paths if path not in found]
    if missing:
        listed = git.run("ls-tree", "-z", "--name-only", "--full-tree", commit, "--", *missing)
        there = listed.stdout.decode("utf-8", "replace").split("\0")
        found |= dict.fromkeys((path for path in missing if path in there), None)
    return found


def _readable(path: str, files: dict[str, bytes | None]) -> bool:
    """Whether a file can be read, or is not there at all."""
    if path not in files:
        return True
    data = files[path]
    return data is not None and decode(path, data).readable


def _application(files: dict[str, bytes | None], paths: list[str]) -> Application:
    application = Application()
    for path in paths:
        data = files.get(path)
        if data is not None:
            application = with_file(application, path, decode(path, data).value)
    return application
