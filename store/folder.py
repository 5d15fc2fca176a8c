"""The school's folder on the disk: paths that stay inside, bounded reading, durable writing.

A file is written whole or not at all; a path that leaves the folder or passes a link is never
followed. What a system lacks (folder fsync, links) is done without.
Source: repository-format.md, 'Files'.
"""

import errno
import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from model.messages import N_, Failure
from store.names import is_portable, is_reserved

TEMPORARY_PREFIX = ".labelmap-"
TEMPORARY_SUFFIX = ".tmp"
_TRIES = 20
_PAUSE = 0.05
_SHARING = frozenset({5, 32, 33})
"""Windows: access denied, sharing or lock violation: a virus scanner or a viewer has it open."""
_LINK_TAGS = frozenset({0xA000000C, 0xA0000003})
"""Windows: symbolic link, junction. Other reparse points are cloud files: plain enough."""


class UnsafePath(Failure):
    """A path that leaves the folder, passes a link or has a name that not every system takes."""

    kind = "usage"
    text = N_("The path “{path}” is not safe: it leaves the folder, or goes through a link.")
    remedy = N_("Use a file in the folder itself, named with letters, digits and hyphens.")


class NotAFile(Failure):
    """A folder, a pipe or a device where a file should be."""

    kind = "usage"
    text = N_("“{path}” is not a file.")
    remedy = N_("Put a file in its place, or choose another one.")


class FileTooLarge(Failure):
    """A file over the bound that is set for reading or writing it."""

    kind = "no"
    text = N_("“{path}” is too large: {bytes} bytes; at most {limit} can be read.")
    remedy = N_("Make it smaller.")


class WriteFailure(Failure):
    """Base of what keeps a file from being written; nothing was changed."""

    kind = "environment"
    text = N_("“{path}” can't be written: {reason}.")
    remedy = N_("Check that the folder is still there and that you may write in it.")


class DiskFull(WriteFailure):
    """No room left, or a quota or size limit reached."""

    text = N_("“{path}” can't be written: the disk is full.")
    remedy = N_("Make room on the disk, and save again.")


class ReadOnlyFolder(WriteFailure):
    """The system does not let us write there."""

    text = N_("“{path}” can't be written: the folder is read-only.")
    remedy = N_("Copy the folder to a place of your own, or ask its owner for permission to write.")


class FolderGone(WriteFailure):
    """The folder is no longer where it was."""

    text = N_("“{path}” can't be written: the folder is no longer there.")
    remedy = N_("Plug in the stick or network drive again, or open the folder where it is now.")


class FileInUse(WriteFailure):
    """Another program keeps the file open (Windows)."""

    text = N_("“{path}” can't be written: another program has it open.")
    remedy = N_("Close it in the other program, and save again.")


_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_GONE = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, getattr(errno, "ESTALE", errno.ENOENT)}
)


def write_failure(error: OSError, path: Path | str) -> WriteFailure:
    """What an error of the system means for a person who saves."""
    name = str(path)
    if getattr(error, "winerror", None) in _SHARING - {5}:
        return FileInUse(path=name)
    if error.errno in _FULL:
        return DiskFull(path=name)
    if error.errno in _FORBIDDEN:
        return ReadOnlyFolder(path=name)
    if error.errno in _GONE:
        return FolderGone(path=name)
    return WriteFailure(path=name, reason=error.strerror or type(error).__name__)


# Paths


def safe_path(root: Path, relative: str, *, for_writing: bool = False) -> Path:
    """The file that a path in our files means. It need not be there.

    Raises `UnsafePath` for an absolute path, `..`, a backslash, a drive, a device's name, anything
    in `.git`, and where a link stands on the way or at its end. For writing the names must be
    portable too.
    """
    parts = relative.split("/")
    for part in parts:
        if (
            part in {"", ".", ".."}
            or any(c in part for c in "\\:\0")
            or part.rstrip(". ").lower() in {".git", "git~1"}
            or is_reserved(part)
            or (for_writing and not is_portable(part))
        ):
            raise UnsafePath(path=relative)
    path = os.fspath(root)
    for part in parts:
        path = f"{path}{os.sep}{part}"
        try:
            facts = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            break  # what is not there is no link; what can't be seen can't be opened either
        except (OSError, ValueError):
            raise UnsafePath(path=relative) from None
        if is_link(facts):
            raise UnsafePath(path=relative)
    return root.joinpath(*parts)


def is_link(facts: os.stat_result) -> bool:
    """Whether what lstat saw is a symbolic link, or a junction of Windows."""
    return stat.S_ISLNK(facts.st_mode) or getattr(facts, "st_reparse_tag", 0) in _LINK_TAGS


def read_file(root: Path, relative: str, limit: int) -> bytes:
    """The bytes of a file in the folder. Never follows a link, never waits for a pipe.

    Raises `UnsafePath`, `NotAFile`, `FileTooLarge`, and `OSError` (`FileNotFoundError`,
    `PermissionError`) as the system gives it.
    """
    path = safe_path(root, relative)
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode):
        raise NotAFile(path=relative)
    if facts.st_size > limit:
        raise FileTooLarge(path=relative, bytes=facts.st_size, limit=limit)
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise FileTooLarge(path=relative, bytes=len(data), limit=limit)
    return data


# Writing


def atomic_write(path: Path, data: bytes, *, durable: bool = True, settled: bool = True) -> None:
    """Write a file whole and durably, or leave what was there. Makes the folders above it.

    What may be lost with the power need not be durable; who writes several files in a folder
    settles it once (`sync_folder`). Raises a `WriteFailure`; the temporary file
    is gone then.
    """
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.urandom(8).hex()}{TEMPORARY_SUFFIX}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_through(temporary, data, path, durable=durable)
            _replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise write_failure(error, path) from error
    if durable and settled:
        sync_folder(path.parent)


def replace_file(source: Path, path: Path) -> None:
    """Put a file that was made elsewhere in a place, whole and durably. Raises a `WriteFailure`."""
    import shutil

    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.urandom(8).hex()}{TEMPORARY_SUFFIX}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(source, temporary)
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            _replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise write_failure(error, path) from error
    sync_folder(path.parent)


def _write_through(temporary: Path, data: bytes, path: Path, *, durable: bool) -> None:
    """Write to the disk itself, with the permissions that the old file had."""
    with temporary.open("xb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    with suppress(OSError):
        temporary.chmod(stat.S_IMODE(path.stat().st_mode))


def _replace(temporary: Path, path: Path) -> None:
    """Put the new file in the old one's place, waiting a second for a program that has it open."""
    for attempt in range(1, _TRIES + 1):
        try:
            temporary.replace(path)
        except OSError as error:
            if attempt == _TRIES or getattr(error, "winerror", None) not in _SHARING:
                raise
            time.sleep(_PAUSE)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable, where the system can (Windows can't)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
