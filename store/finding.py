"""Which application or inbox one stands in: that of this folder, or of one above it."""

import os
from pathlib import Path

from model.messages import N_, Failure
from store.inbox_folder import HEAD as INBOX_HEAD
from store.shapes import HEAD_PATH


class NowhereHere(Failure):
    """The folder in which the program was started is gone, or does not let itself be read."""

    kind = "usage"
    text = N_("The folder in which you are is gone, or can't be read.")
    remedy = N_("Go to another folder, or name the folder of the application.")


def here() -> Path:
    """The folder that one stands in. Raises `NowhereHere`."""
    try:
        folder = Path.cwd()
        with os.scandir(folder):
            pass
    except OSError as error:
        raise NowhereHere from error
    return folder


def school_around(folder: Path) -> Path | None:
    """The nearest folder, this one or one above it, that holds an application; None: there is none.

    Whether it is safe to open, opening it says.
    """
    return _around(folder, HEAD_PATH)


def opened_around(folder: Path) -> Path | None:
    """As `school_around`, or an inbox, whichever is nearer."""
    return _around(folder, HEAD_PATH, INBOX_HEAD)


def _around(folder: Path, *heads: str) -> Path | None:
    for place in (folder, *folder.parents):
        if any(os.path.lexists(place / head) for head in heads):
            return place
    return None
