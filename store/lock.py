"""One writer at a time in a school's folder, and the clearing of what a killed one left.

What was left is cleared under the lock only. Source: repository-format.md, 'Files'.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from model.messages import N_, Failure
from store import places
from store.folder import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, write_failure

LOCK = ".git/labelmap.lock"
"""The lock file, where the folder has a `.git`."""
_WRITING = ".git/labelmap.writing"
"""Stands while somebody writes. Whoever takes the lock and finds it knows: a process was killed."""
_PATIENCE = 10.0
"""Seconds that a writer waits for another one."""
_STALE = 600.0
"""Seconds after which a lock of git, with nobody of us killed, is taken for a left-over."""
_FRESH = 2.0
"""Seconds in which a git that outlived its killed parent finishes."""
_PAUSE = 0.05


class WriterBusy(Failure):
    """Somebody else writes in this folder, and went on for too long."""

    kind = "no"
    text = N_("Another window of Labelmap is writing in this folder.")
    remedy = N_("Try again in a moment. If it stays so, close the other window.")


@dataclass(frozen=True, slots=True)
class Writing:
    """The right to write in a folder, while the lock is held."""

    root: Path
    interrupted: bool
    """Whether the writer before us was killed; what it left in `.git` has been cleared."""


@contextmanager
def writer_lock(root: Path, patience: float = _PATIENCE) -> Iterator[Writing]:
    """Be the only one of us who writes in this folder, over processes and threads. Not re-entrant.

    Raises `WriterBusy` after `patience` seconds, or a `WriteFailure`. A lock file that a killed
    process left is no lock: the system let go of it.
    """
    from filelock import FileLock, Timeout

    try:
        has_git = (root / ".git").is_dir()
        lock = FileLock(root / LOCK if has_git else _lock_elsewhere(root), timeout=patience)
        lock.acquire()
    except Timeout:
        raise WriterBusy(path=str(root)) from None
    except OSError as error:
        raise write_failure(error, root) from error
    mark = root / _WRITING
    try:
        interrupted = mark.exists()
        if interrupted:
            _clear_git(root, killed=True)
        if has_git:
            try:
                mark.touch()
            except OSError as error:
                raise write_failure(error, root) from error
        yield Writing(root, interrupted)
    finally:
        with suppress(OSError):
            mark.unlink()
        lock.release()


def _lock_elsewhere(root: Path) -> Path:
    """The lock of a folder without git: in the user's own folders; it leaves nothing behind."""
    folder = places.cache_folder() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{places.mark_of(root)}.lock"


def clear_clutter(writing: Writing) -> tuple[str, ...]:
    """Remove what killed processes left; the paths removed, relative to the folder.

    Temporary files of ours go at once: we hold the lock. Locks of git go when the writer before us
    was killed, else only when they are so old that no git can be at work.
    """
    removed = []
    for folder, below, files in os.walk(writing.root):
        if ".git" in below:
            below.remove(".git")
        for name in files:
            if name.startswith(TEMPORARY_PREFIX) and name.endswith(TEMPORARY_SUFFIX):
                removed += _remove(writing.root, Path(folder, name))
    return (*removed, *_clear_git(writing.root, killed=writing.interrupted))


def _clear_git(root: Path, *, killed: bool) -> list[str]:
    """Remove git's own lock files: those of the index, of `HEAD`, of branches and tags."""
    git = root / ".git"
    locks = [git / name for name in ("index.lock", "HEAD.lock", "config.lock", "packed-refs.lock")]
    locks += git.glob("next-index-*.lock")  # the index that a commit of some paths prepares
    locks += git.glob("labelmap-index-*")  # ours, of a tree that was being made
    for folder, _, files in os.walk(git / "refs"):
        locks += [Path(folder, name) for name in files if name.endswith(".lock")]
    removed = []
    for lock in locks:
        if _is_left_over(lock, killed=killed):
            removed += _remove(root, lock)
    return removed


def _is_left_over(lock: Path, *, killed: bool) -> bool:
    """Whether a lock of git stands there with nobody behind it."""
    for _ in range(int(_FRESH / _PAUSE)):
        try:
            age = time.time() - lock.lstat().st_mtime
        except OSError:
            return False
        if not killed:
            return age > _STALE
        if not 0 <= age < _FRESH:
            return True
        time.sleep(_PAUSE)
    return True


def _remove(root: Path, path: Path) -> list[str]:
    """Remove a file; its path, or nothing where it can't be removed (somebody has it open)."""
    try:
        path.unlink()
    except OSError:
        return []
    return [path.relative_to(root).as_posix()]
