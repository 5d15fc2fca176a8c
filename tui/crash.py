"""The log file of an unexpected error: people get its name, never a traceback on the screen."""

import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tui.version import version


def write_log(details: str) -> Path | None:
    """Write what happened to a file in the user's log folder, else in the system's temporary one.

    None where no file can be written anywhere.
    """
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    name = f"labelmap-{stamp}-{os.getpid()}.log"
    head = f"Labelmap {version()}, Python {platform.python_version()}, {sys.platform}\n\n"
    for find in (_own_folder, _any_folder):
        try:
            path = find() / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
                file.write(head + details)
        except OSError:
            continue
        return path
    return None


def _own_folder() -> Path:
    from platformdirs import user_log_path

    return user_log_path("labelmap", appauthor=False)


def _any_folder() -> Path:
    return Path(tempfile.gettempdir())
