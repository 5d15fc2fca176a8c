"""A document or address for the person to see: the computer opens it, else the browser does."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.telling_app import TellingApp


def goes_to_browser(app: "TellingApp") -> bool:
    """Whether the browser in which the app stands is to show what is opened outside.

    Only where this computer has no desktop of its own (a server, the other side of a tunnel).
    Elsewhere a document opens as it does from a terminal, in the program that belongs to it, and
    no second copy of a school's papers lands among the downloads.
    """
    if not app.is_web or sys.platform in {"win32", "darwin"}:
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def to_browser(app: "TellingApp", target: Path | str) -> None:
    """Let the browser save a document or open an address. Raises `OSError` for a file that is gone.

    Always saved, never shown in place: a document may be anybody's, and a page of theirs would
    stand on our own address.
    """
    if isinstance(target, str):
        app.open_url(target)
    else:
        app.deliver_binary(target.open("rb"), save_filename=target.name, open_method="download")
