"""Making a school's folder: new, or around files that are there without a history.

The history is begun first and labelmap.toml written next: a folder that an interruption left half
made is either taken for an empty one or opens with problems. Source: repository-format.md.
"""

import os
from dataclasses import replace
from pathlib import Path

from model.application import Application, Contact
from model.messages import N_, Failure
from model.previous import NOTHING_PROMISED, PREVIOUS_PATH, Previous
from store import journal_notes, toml_file
from store.clock import Clock
from store.desk import Desk, Hand
from store.edition_file import EDITION_PATH, read_edition
from store.encode import encode, encode_value
from store.folder import atomic_write, read_file, write_failure
from store.git import Git
from store.git_failures import NoHistory
from store.lock import writer_lock
from store.readme import ATTRIBUTES, ATTRIBUTES_PATH, README_PATH, readme
from store.shapes import PATHS


class FolderNotEmpty(Failure):
    """Something stands where the new folder should be."""

    text = N_("'{path}' already exists and is not empty.")
    remedy = N_("Choose another name, or open that folder.")


class BadEditionFile(Failure):
    """An edition file that breaks the schema, or can't be read."""

    kind = "usage"
    text = N_("The edition file '{path}' can't be used: {reason}")
    remedy = N_("Mend it, or leave it out; docs/editions.md says what it holds.")


def first_application(
    start: Application | None,
    *,
    edition: str,
    language: str,
    school: str,
    city: str,
    contact: Contact | None,
) -> Application:
    """The application that a new folder begins with."""
    begun = start if start is not None else Application()
    details = replace(
        begun.school,
        name=school,
        city=city or begun.school.city,
        country=begun.school.country or "BE",
        contact=contact if contact is not None else begun.school.contact,
    )
    return replace(begun, edition=edition, language=language, school=details)


def create(
    path: Path,
    application: Application,
    hand: Hand,
    clock: Clock,
    edition_file: Path | None,
    previous: Previous = NOTHING_PROMISED,
) -> Desk:
    """Make the folder. Raises `FolderNotEmpty`, `BadEditionFile`, `WriteFailure`, `GitFailure`."""
    root = Path(os.path.abspath(path))  # noqa: PTH100 - links in it are the user's own
    edition = None
    if edition_file is not None:
        edition, edition_id = _edition_bytes(edition_file)
        application = replace(application, edition=edition_id)
    if not is_free(root):
        raise FolderNotEmpty(path=str(path))
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_failure(error, root) from error
    git = Git.begin(root)
    files = encode(application)
    text = readme(application.school.name, application.edition, application.language)
    files[README_PATH] = text
    files[ATTRIBUTES_PATH] = ATTRIBUTES
    if edition is not None:
        files[EDITION_PATH] = edition
    if previous.plans:
        files[PREVIOUS_PATH] = encode_value(PREVIOUS_PATH, previous)
    for name, data in files.items():
        atomic_write(root / name, data)
    desk = Desk(root, git, clock)
    note = journal_notes.of_creation(application.school.name, application.edition)
    desk.commit_paths(sorted(files), note, hand)
    return desk


def adopt(path: Path, hand: Hand, clock: Clock) -> Desk:
    """Begin the history of a folder that has none. Raises `NoHistory` where nothing is to adopt."""
    root = Path(os.path.abspath(path))  # noqa: PTH100 - links in it are the user's own
    if not any(os.path.lexists(root / name) for name in PATHS):
        raise NoHistory(path=str(path))
    git = Git.begin(root)
    with writer_lock(root):
        if not os.path.lexists(root / ATTRIBUTES_PATH):
            atomic_write(root / ATTRIBUTES_PATH, ATTRIBUTES)
        desk = Desk(root, git, clock)
        school = desk.application.school.name
        note = journal_notes.of_creation(school, desk.application.edition)
        desk.commit_paths(sorted(desk.unrecorded()), note, hand)
    return desk


def is_free(root: Path) -> bool:
    """Whether a folder can be made here: nothing there, or only a history without a commit."""
    try:
        names = {entry.name for entry in root.iterdir()}
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    except OSError as error:
        raise write_failure(error, root) from error
    return not names or (names == {".git"} and Git(root).head() is None)


def _edition_bytes(file: Path) -> tuple[bytes, str]:
    """An edition file from outside, held against the schema, and the edition's id."""
    try:
        data = read_file(file.absolute().parent, file.name, toml_file.LIMIT)
    except (OSError, Failure) as error:
        raise BadEditionFile(path=str(file), reason=str(error)) from error
    edition, problems = read_edition(data)
    if edition is None:
        reason = next((str(p.facts.get("reason", p.facts["detail"])) for p in problems), "")
        raise BadEditionFile(path=str(file), reason=reason)
    return data, edition.id
