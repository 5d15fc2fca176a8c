"""The user's own programs: what opens a document or an address, and the editor for texts.

What might be a program is never opened: a folder may come from somebody else.
"""

import os
import shlex
import sys
from pathlib import Path

from model.messages import N_, Failure
from store import processes

# fmt: off
OPENABLE = frozenset({
    ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".heic", ".heif",
    ".html", ".md", ".txt", ".csv", ".json", ".ics", ".eml", ".doc", ".docx", ".xls", ".xlsx",
    ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf", ".mp4", ".m4v", ".mov", ".avi", ".mkv",
    ".webm", ".mp3",
})
# fmt: on
"""Suffixes of documents that are handed to the computer's own opener. Others might be programs."""
_SCHEMES = ("https://", "http://", "mailto:")


class NotOpenable(Failure):
    """A file of a kind that is not opened outside, because it might be a program."""

    text = N_("'{path}' is not opened: files of this kind can start a program.")
    remedy = N_("Look at it in your file manager first.")


class NoEditor(Failure):
    """No editor was named, and the computer has none that we know."""

    kind = "environment"
    text = N_("No editor for texts was found on this computer.")
    remedy = N_("Name one in the variable EDITOR, or write in the box itself.")


class EditorFailed(Failure):
    """The editor did not start, or said that it failed."""

    kind = "environment"
    text = N_("The editor '{program}' failed ({reason}); the text was not taken back.")
    remedy = N_("Check the variable EDITOR, or write in the box itself.")


def open_outside(target: Path | str) -> None:
    """Open a document, a folder or a web address with the computer's own program for it.

    Raises `NotOpenable` for what might be a program, `ProgramMissing` where there is no opener.
    """
    if isinstance(target, str):
        if not target.startswith(_SCHEMES):
            raise NotOpenable(path=target)
        name = target
    else:
        path = target.absolute()
        is_folder = path.is_dir() and not path.suffix
        if not is_folder and path.suffix.lower() not in OPENABLE:
            raise NotOpenable(path=str(path))
        name = str(path)
    if sys.platform == "win32":
        os.startfile(name)  # noqa: S606 - it takes no shell, and the kinds are held to above
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    processes.start_apart([opener, name])


def editor() -> tuple[str, ...] | None:
    """The command of the user's editor for texts, or None: $VISUAL, $EDITOR, or the computer's own.

    It ends when the text is closed.
    """
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(name, ""), posix=sys.platform != "win32")
        except ValueError:  # a quotation mark without its fellow: no command at all
            continue
        if words and processes.find_program(words[0]) is not None:
            return tuple(words)
        if words and Path(words[0]).is_absolute():
            return tuple(words)
    own = {"win32": ("notepad",), "darwin": ("open", "-W", "-n", "-t")}.get(sys.platform)
    candidates = [own] if own is not None else [("sensible-editor",), ("nano",), ("vi",)]
    return next(
        (words for words in candidates if processes.find_program(words[0]) is not None), None
    )


def edit(path: Path) -> None:
    """Let the person edit a file in their editor, in this terminal, and wait until they are done.

    Raises `NoEditor`, or `EditorFailed` where the editor says that it did not succeed.
    """
    words = editor()
    if words is None:
        raise NoEditor
    try:
        returncode = processes.run_in_front([*words, str(path)])
    except OSError as error:
        raise EditorFailed(program=words[0], reason=error.strerror or "") from error
    if returncode != 0:
        raise EditorFailed(program=words[0], reason=f"exit {returncode}")
