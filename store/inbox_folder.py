"""An NSO's inbox: a folder with `inbox.toml`, `schools/<name>/` and `work/`.

A school keeps its folder for good: which one it is, its record's first commit says, not its name.
Source: repository-format.md, 'How it travels'.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from model.light import dataclass
from model.messages import N_, Failure
from store import toml_file
from store.folder import atomic_write, write_failure
from store.git import Git
from store.names import slug, unique_name
from store.typed_path import is_file

HEAD = "inbox.toml"
SCHOOLS = "schools"
WORK = "work"
ROOT = "refs/labelmap/root"
"""Names the first commit of a school's record: the school that it is."""
FORMAT = 1


class NotAnInbox(Failure):
    """There is no inbox in this folder."""

    kind = "usage"
    text = N_("'{path}' is not an inbox: there is no inbox.toml in it.")
    remedy = N_("Take in what a school sent: labelmap receive FILE --into INBOX makes one.")


class NotInAnInbox(Failure):
    """A reviewer's command on a folder that is no school of an inbox."""

    kind = "usage"
    text = N_("'{path}' is not a school of an inbox; only there a reviewer acts.")
    remedy = N_("Take in what the school sent: labelmap receive FILE --into INBOX.")


class SchoolOfOthers(Failure):
    """A school's command on the NSO's copy of its folder."""

    kind = "usage"
    text = N_("'{path}' is a school of an inbox: its answers are not changed here.")
    remedy = N_("Give feedback: labelmap feedback FOLDER STEP.FIELD --kind KIND --text TEXT.")


@dataclass(frozen=True, slots=True)
class Inbox:
    """One inbox."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> "Inbox":
        """The inbox in a folder. Raises `NotAnInbox`."""
        root = Path(os.path.abspath(path))  # noqa: PTH100 - links in it are the user's own
        if not is_inbox(root):
            raise NotAnInbox(path=str(path))
        return cls(root)

    @classmethod
    def made_at(cls, path: Path) -> "Inbox":
        """The inbox in a folder, made where there is none. Raises a `WriteFailure`."""
        root = Path(os.path.abspath(path))  # noqa: PTH100 - as above
        if not is_inbox(root):
            try:
                (root / SCHOOLS).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise write_failure(error, root) from error
            atomic_write(root / HEAD, toml_file.dump({"format": FORMAT}))
        return cls(root)

    @property
    def work(self) -> Path:
        """Where drafts, notes and assignments are: the reviewers' own."""
        return self.path / WORK

    def schools(self) -> Iterator[Path]:
        """The folder of each school, by name; whatever else lies there is passed over."""
        try:
            entries = sorted(os.scandir(self.path / SCHOOLS), key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)

    def school_of(self, root_commit: str) -> Path | None:
        """The folder of the school whose record begins with a commit; None: it is new here."""
        for folder in self.schools():
            try:
                if Git(folder).reference(ROOT) == root_commit:
                    return folder
            except (Failure, OSError):
                continue  # a broken folder is the table's to tell
        return None

    def new_folder(self, school: str) -> Path:
        """Where a new school is to be; it is not made yet."""
        taken = {folder.name for folder in self.schools()}
        return self.path / SCHOOLS / unique_name(slug(school, "school"), taken)


def is_inbox(path: Path) -> bool:
    """Whether a folder is an inbox."""
    return is_file(path / HEAD)


def inbox_of(school: Path) -> Inbox | None:
    """The inbox in which a school's folder stands; None: in none."""
    root = Path(os.path.abspath(school))  # noqa: PTH100 - as above
    if root.parent.name == SCHOOLS and is_inbox(root.parent.parent):
        return Inbox(root.parent.parent)
    return None
