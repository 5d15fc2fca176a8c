"""What the tests of working together share: one application in the folders of several people."""

import subprocess
from pathlib import Path

from store.people import Person
from store.school_folder import SchoolFolder
from tests.store.school import CLOCK, git, new_school


def copy_of(folder: SchoolFolder, path: Path) -> SchoolFolder:
    """A colleague's copy of an application."""
    subprocess.run(
        ["git", "clone", "--quiet", "--no-local", str(folder.path), str(path)],
        check=True,
        capture_output=True,
    )
    return SchoolFolder.open(path, CLOCK)


def team(tmp_path: Path, count: int) -> list[SchoolFolder]:
    """One application in the folders of so many people."""
    first = new_school(tmp_path / "folder-0")
    return [first, *(copy_of(first, tmp_path / f"folder-{n}") for n in range(1, count))]


def fetched(here: SchoolFolder, there: SchoolFolder) -> str:
    """Get what a colleague has into one's own history, without joining it; the commit."""
    git(here.path, "fetch", "--quiet", str(there.path), "main")
    return git(here.path, "rev-parse", "FETCH_HEAD")


def joined(here: SchoolFolder, there: SchoolFolder, person: Person) -> str | None:
    """Take in what a colleague has; where `main` stands then, None where there was nothing."""
    return here.merge(fetched(here, there), person).commit
