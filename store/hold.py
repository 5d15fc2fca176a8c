"""Whether a file is in another window's hands: a lock beside it, which ends with its process."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

SUFFIX = ".lock"
"""What the lock's name has behind the file's."""


class Hold:
    """A file that is in this process's hands, as often as it took it."""

    def __init__(self, lock: "BaseFileLock | None") -> None:
        """`lock`: None where the drive knows no locks; then anybody may have the file too."""
        self._lock = lock

    def let_go(self) -> None:
        """Let others have it; what was in the way of nobody else is removed."""
        lock, self._lock = self._lock, None
        if lock is None:
            return
        if lock.lock_counter == 1:
            with suppress(OSError):  # on Windows it goes with the last who has it open
                Path(lock.lock_file).unlink()
        lock.release()


def hold(file: Path) -> Hold | None:
    """Take a file for this process, at once; None where another one has it. The file may not exist.

    Raises an `OSError` where nothing can be written there.
    """
    from filelock import FileLock, Timeout

    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(
        file.with_name(f"{file.name}{SUFFIX}"), timeout=0, thread_local=False, is_singleton=True
    )
    try:
        lock.acquire()
    except Timeout:
        return None
    except NotImplementedError:
        return Hold(None)
    return Hold(lock)
