"""Files and folders that are written piece by piece: whole and in their place, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from store.folder import write_failure

_MARK = ".labelmap-"


def _beside(path: Path) -> Path:
    """A name beside the target that nobody else has."""
    return path.with_name(f"{_MARK}{os.urandom(8).hex()}.tmp")


@contextmanager
def new_file(path: Path) -> "Iterator[BinaryIO]":
    """A file to write into; it takes its place when the block ends well.

    Raises a `WriteFailure` for what the system refuses; nothing half is left.
    """
    temporary = _beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise write_failure(error, path) from error


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to put files into; it takes its place when the block ends well.

    A folder that is there already keeps its other files, and what was made takes the place of files
    of the same name. Raises a `WriteFailure`; what was made so far is gone then.
    """
    temporary = _beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.mkdir()
            yield temporary
            if path.is_dir() and not path.is_symlink():
                for made in sorted(temporary.iterdir()):
                    made.replace(path / made.name)
            else:
                temporary.replace(path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise write_failure(error, path) from error
