"""The application as a page or a file: what `export` needs, gathered from the open folder.

Screens and commands call the same functions, so they can't tell different stories.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from export.application import Source, write_application
from export.page import ApplicationPage
from export.programs import Run
from export.view import Change, application_view
from model.application import Application
from model.completeness import Assessment
from store import processes
from store.folder import atomic_write
from store.journal import Event
from store.names import slug
from store.school_folder import SchoolFolder
from store.typed_path import is_there
from tui.language import Language

PDF_STEPS = 7
"""Steps that WeasyPrint numbers."""
_COMMIT = 9
"""Characters of a commit's id that people are shown."""


def page_of(
    folder: SchoolFolder, application: Application, assessment: Assessment, language: Language
) -> ApplicationPage:
    """The application as the reviewer will read it, without the diary and the pictures; quick."""
    return application_view(
        application,
        folder.edition,
        assessment,
        language,
        made_on=folder.clock.today,
    )


def application_bytes(
    folder: SchoolFolder,
    application: Application,
    assessment: Assessment,
    language: Language,
    suffix: str,
    progress: Callable[[int], None] | None = None,
    run: Run | None = None,
) -> bytes:
    """The application as a file of the kind that the suffix names (".pdf").

    `progress` hears the number of each step of the PDF's renderer as it begins, 1 to `PDF_STEPS`.
    `run` runs the child programs where it is not we who do. Raises `UnknownSuffix`, `PangoMissing`,
    `NotRendered`, and the failures of other programs.
    """
    entries = tuple(folder.log())
    history = tuple(
        Change(
            at=entry.at,
            by=entry.person.name,
            what=language.say(entry.said(folder.edition)),
            step=entry.step or "",
        )
        for entry in entries
        if entry.event not in {Event.RECORD, Event.MERGE}
    )  # what was done is told; that the diary took it over is not, as on the overview
    source = Source(
        application=application,
        edition=folder.edition,
        assessment=assessment,
        made_on=folder.clock.today,
        root=folder.path,
        commit=entries[0].commit[:_COMMIT] if entries else "",
        history=history,
    )
    return write_application(
        suffix, source, language, run or partial(processes.run, heard=_steps(progress))
    )


def _steps(progress: Callable[[int], None] | None) -> Callable[[str], None] | None:
    """What reads the renderer's lines "progress 6 Creating layout"."""
    if progress is None:
        return None

    def heard(line: str) -> None:
        word, _, rest = line.partition(" ")
        number = rest.partition(" ")[0]
        if word == "progress" and number.isdecimal():
            progress(int(number))

    return heard


def export_to_documents(
    folder: SchoolFolder,
    application: Application,
    assessment: Assessment,
    language: Language,
    suffix: str,
    place: Path,
    progress: Callable[[int], None] | None = None,
) -> Path:
    """Write the application to a new file in `place`. The file.

    Nothing that is there is overwritten. Raises as `application_bytes`, and a `WriteFailure`.
    """
    data = application_bytes(folder, application, assessment, language, suffix, progress)
    path = free_path(
        place, slug(f"{application.school.name} {folder.edition.id}", "school"), suffix
    )
    atomic_write(path, data)
    return path


def free_path(place: Path, stem: str, suffix: str) -> Path:
    """A file of this name that is not there yet, with a number where it must be."""
    path, number = place / f"{stem}{suffix}", 1
    while is_there(path):
        number += 1
        path = place / f"{stem}-{number}{suffix}"
    return path
