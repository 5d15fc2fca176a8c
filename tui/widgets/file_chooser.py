"""Choosing documents by keyboard or mouse: folders and files in one list, several at once.

Textual's DirectoryTree shows file names as they are and marks none; textual-fspicker takes one
file and speaks English only. A file's name is somebody's words, so it passes `shown_line` here as
everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from model.messages import N_
from model.text import shown_line
from store.typed_path import is_folder
from tui.widgets.rows import Rows
from tui.widgets.sided import Sided

if TYPE_CHECKING:
    from tui.app import LabelmapApp

MOST = 2000
"""So many entries of a folder are shown; a folder with more is for the pasted path."""

_DAY = len("20 September 2023")


def start_places() -> tuple[Path, ...]:
    """Where documents usually are, those there are: documents, downloads, home and others."""
    from platformdirs import (
        user_desktop_path,
        user_documents_path,
        user_downloads_path,
        user_pictures_path,
    )

    places = (
        user_documents_path(),
        user_downloads_path(),
        user_pictures_path(),
        user_desktop_path(),
        Path.home(),
    )
    found: list[Path] = []
    for place in places:
        if place not in found and place.is_dir():
            found.append(place)
    return tuple(found)


def short_path(folder: Path) -> str:
    """A folder as people know it: `~` for their own."""
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


class FileChooser(Rows):
    """The entries of one folder; Enter opens a folder or marks a file, Space marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("Mark"), show=True),
        Binding("backspace", "up", N_("Folder above"), show=False),
    ]

    @dataclass
    class Marked(Message):
        """Which files are marked now, in the order of marking."""

        files: tuple[Path, ...]

    @dataclass
    class Moved(Message):
        """Another folder is shown."""

        folder: Path

    def __init__(self, folder: Path, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, markup=False)
        self.folder = folder
        self._entries: list[Path] = []
        self._marked: list[Path] = []

    def on_mount(self) -> None:
        """The first folder."""
        self.go_to(self.folder)

    def go_to(self, folder: Path) -> None:
        """Show another folder; one that can't be read shows as empty, with the way up."""
        self.folder = folder
        try:
            found = [path for path in folder.iterdir() if not path.name.startswith(".")]
        except OSError:
            found = []
        folders = sorted((p for p in found if is_folder(p)), key=_by_name)
        files = sorted((p for p in found if p not in set(folders)), key=_by_name)
        self._entries = [*folders, *files][:MOST]
        self._draw(0)
        self.post_message(self.Moved(folder))

    def _draw(self, highlighted: int) -> None:
        language = cast("LabelmapApp", self.app).language
        at_home = self.folder == Path.home()
        name = language.text(N_("Home folder")) if at_home else short_path(self.folder)
        self.border_title = Content(shown_line(name))
        rows = [Option(Content(f"↑ {language.text(N_('Folder above'))}"), id="up")]
        for index, path in enumerate(self._entries):
            name = shown_line(path.name)
            if is_folder(path):
                left, about = f"▸ {name}/", ""
            else:
                sign = "✓ " if path in self._marked else "  "
                left, about = sign + name, self._about(path)
            rows.append(Option(Sided(left, about), id=str(index)))
        self.clear_options()
        self.add_options(rows)
        self.highlighted = min(highlighted, len(rows) - 1)

    def _about(self, path: Path) -> str:
        """How large a file is and of which day, in columns: one knows it again by that."""
        language = cast("LabelmapApp", self.app).language
        try:
            facts = path.stat()
            day = datetime.fromtimestamp(facts.st_mtime).astimezone().date()
        except (OSError, ValueError, OverflowError):
            return ""
        return f"{language.size(facts.st_size):>9}  {language.date(day):>{_DAY}}"

    def _highlighted_path(self) -> Path | None:
        index = self.highlighted
        return self._entries[index - 1] if index else None

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        path = self._highlighted_path()
        if path is None:
            self.action_up()
        elif is_folder(path):
            self.go_to(path)
        else:
            self.action_mark()

    @property
    def marked(self) -> tuple[Path, ...]:
        """Which files are marked, in the order of marking."""
        return tuple(self._marked)

    def unmark(self, files: Iterable[Path]) -> None:
        """Take the marks of these files away."""
        done = set(files)
        self._marked = [path for path in self._marked if path not in done]
        self._draw(self.highlighted or 0)
        self.post_message(self.Marked(self.marked))

    def action_mark(self) -> None:
        """Mark the file under the cursor, or take the mark away."""
        path = self._highlighted_path()
        if path is None or is_folder(path):
            return
        if path in self._marked:
            self._marked.remove(path)
        else:
            self._marked.append(path)
        self._draw(self.highlighted or 0)
        self.post_message(self.Marked(self.marked))

    def action_up(self) -> None:
        """The folder above."""
        self.go_to(self.folder.parent)


def _by_name(path: Path) -> str:
    return path.name.casefold()
