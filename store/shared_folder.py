"""The folder that colleagues share: whose file is which, and what lies there.

Any folder that a cloud drive, a network or a stick carries. Each copy of an application writes
files of its own and no others, so no file has two writers: the newest changes in one file beside
the page of instructions, what came before in `labelmap-earlier`, which is never written again.
Source: repository-format.md, 'How it travels'; docs/decisions.md, 'What lies in a shared folder'.
"""

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from model.light import dataclass
from model.messages import N_, Failure
from store.folder import DiskFull, FolderGone, ReadOnlyFolder, is_link
from store.names import slug
from store.people import Person
from store.travel import SUFFIX

EARLIER = "labelmap-earlier"
"""Where files go that are not written any more."""
LIVE = "newest"
"""What the part of a writer's history is called that stands in the shared folder itself."""
_NAME = re.compile(
    r"(?P<writer>(?P<school>[a-z0-9-]+)\.(?P<person>[a-z0-9-]+)\."
    r"(?P<application>[0-9a-f]{8})(?P<copy>[0-9a-f]{8}))"
    r"(?:\.(?P<part>\d{4,6}))?\.labelmap"
)
_MOST = 5000
"""Files that are looked at."""


class NoSharedFolder(Failure):
    """The folder is not there: a stick that is not plugged in, a drive that is not connected."""

    kind = "environment"
    text = N_("The shared folder “{path}” is not there.")
    remedy = N_(
        "Plug in the stick or connect the drive; your changes are safe here and are shared as soon "
        "as it is back. If the folder has moved, choose where it is now."
    )


class SharedUnreadable(Failure):
    """The system does not let it be read."""

    kind = "environment"
    text = N_("The shared folder “{path}” can't be read: {reason}.")
    remedy = N_("Ask whoever shared it with you for access.")


class SharedEmptied(Failure):
    """What was shared there is gone, ours too."""

    text = N_("In the shared folder “{path}” nothing of this application is left.")
    remedy = N_(
        "Is it the right folder, and is the drive connected? If it was emptied on purpose, invite "
        "your colleagues once more."
    )


class SharedFull(DiskFull):
    """No room there for what is new here."""

    text = N_("The shared folder “{path}” is full: your changes are not shared yet.")
    remedy = N_(
        "They are safe on this computer, and are shared as soon as there is room: make some, or "
        "ask whoever shared the folder with you."
    )


class SharedReadOnly(ReadOnlyFolder):
    """One may look into it, and not write there."""

    text = N_("You may not write in the shared folder “{path}”: your changes are not shared yet.")
    remedy = N_(
        "They are safe on this computer. Ask whoever shared the folder with you to let you write "
        "in it."
    )


class InsideApplication(Failure):
    """The shared folder and the application's folder lie in one another."""

    kind = "usage"
    text = N_("“{path}” lies in the folder of the application itself, or around it.")
    remedy = N_("Choose another folder to share: one that holds nothing but what is shared.")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that lies in the shared folder."""

    path: Path
    writer: str
    """Whose file it is: the name without the part."""
    part: str
    """The number of one that is not written any more, else `LIVE`."""
    application: str
    """A mark of the application that it says it is of; "" where its name says nothing."""
    person: str
    """The writer as the name has it, for want of a better one."""
    school: str

    @property
    def order(self) -> tuple[str, bool, int]:
        """A writer's files in the order in which they build on one another."""
        return (self.writer, self.part == LIVE, 0 if self.part == LIVE else int(self.part))


def own_name(school: str, person: Person, root: str) -> str:
    """The name under which one copy of an application shares: like no other's, even a namesake's.

    `root`: the first commit of its diary, which all copies have in common.
    """
    copy = os.urandom(4).hex()
    return f"{slug(school, 'school')}.{slug(person.name, 'person')}.{root[:8]}{copy}"


def application_of(name: str) -> str:
    """The application's mark in a name of ours."""
    return name.rpartition(".")[2][:8]


def part_path(folder: Path, writer: str, part: str) -> Path:
    """Where a part of a writer's history lies."""
    if part == LIVE:
        return folder / f"{writer}{SUFFIX}"
    return folder / EARLIER / f"{writer}.{part}{SUFFIX}"


def files_in(folder: Path) -> tuple[Found, ...]:
    """What lies there that Labelmap wrote, in the order in which it can be taken in.

    Raises `NoSharedFolder`, `SharedUnreadable`.
    """
    try:
        found = [*_entries(folder), *_entries(folder / EARLIER, is_needed=False)]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSharedFolder(path=str(folder)) from error
    except OSError as error:
        raise SharedUnreadable(path=str(folder), reason=error.strerror or "") from error
    return tuple(sorted(found, key=lambda one: one.order))


def _entries(folder: Path, *, is_needed: bool = True) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            names = [
                entry.name
                for entry in entries
                if entry.name.endswith(SUFFIX)
                and not entry.name.startswith(".")
                and entry.is_file(follow_symlinks=False)
            ]
    except (FileNotFoundError, NotADirectoryError):
        if is_needed:
            raise
        return
    for name in sorted(names)[:_MOST]:
        yield _found(folder / name)


def _found(path: Path) -> Found:
    fits = _NAME.fullmatch(path.name)
    if fits is None:
        # Renamed, or the second copy that a drive made: what is in it says what it is.
        mark = sha256(os.fsencode(path.name)).hexdigest()[:16]
        return Found(path, f"unknown-{mark}", LIVE, "", path.stem, "")
    return Found(
        path,
        fits["writer"],
        fits["part"] or LIVE,
        fits["application"],
        fits["person"],
        fits["school"],
    )


def check_place(shared: Path, application: Path) -> None:
    """Raise unless a folder can be shared beside an application.

    Raises `InsideApplication`, `NoSharedFolder`, `SharedReadOnly`.
    """
    there, here = Path(os.path.realpath(shared)), Path(os.path.realpath(application))
    if there == here or there.is_relative_to(here) or here.is_relative_to(there):
        raise InsideApplication(path=str(shared))
    try:
        facts = shared.stat()
    except OSError as error:
        raise NoSharedFolder(path=str(shared)) from error
    if not shared.is_dir() or is_link(facts):
        raise NoSharedFolder(path=str(shared))
    if not os.access(shared, os.W_OK):
        raise SharedReadOnly(path=str(shared))


__all__ = [
    "EARLIER",
    "LIVE",
    "FolderGone",
    "Found",
    "InsideApplication",
    "NoSharedFolder",
    "SharedEmptied",
    "SharedUnreadable",
    "application_of",
    "check_place",
    "files_in",
    "own_name",
    "part_path",
]
