"""A path as somebody wrote it: any text may stand there, and none of it breaks what looks at it.

`Path` itself raises for a text that is too long to be a name, and for the home of a user whom the
computer does not know.
"""

import os
from pathlib import Path


def typed_path(text: str, place: Path | None = None) -> Path:
    """The path that a text names, `~` for the user's own folder.

    `place`: the folder of a name that names none. Without it that is where the program was started:
    right for a command, unknown to whoever looks at a screen.
    """
    path = Path(os.path.expanduser(text.strip()))  # noqa: PTH111 - Path.expanduser raises
    return path if place is None else place / path


def is_there(path: Path) -> bool:
    """Whether anything has this path."""
    return os.path.exists(path)  # noqa: PTH110 - it never raises


def is_folder(path: Path) -> bool:
    """Whether it is a folder."""
    return os.path.isdir(path)  # noqa: PTH112 - it never raises


def is_file(path: Path) -> bool:
    """Whether it is a plain file, or leads to one."""
    return os.path.isfile(path)  # noqa: PTH113 - it never raises


def with_ending(path: Path, ending: str) -> Path | None:
    """The path with this at the end of its name; None where it has none, as `/` and `..`."""
    if path.name in ("", ".."):
        return None
    return path.with_name(f"{path.name}{ending}")
