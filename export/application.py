"""The application, written in the format that a file's name asks for."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from export.programs import Run
from export.translator import Translator
from export.view import NO_PICTURES, Change, application_view
from model.application import Application
from model.edition import Edition
from model.messages import N_, Failure

if TYPE_CHECKING:
    from model.completeness import Assessment

SUFFIXES = (".pdf", ".html", ".md", ".json")
_WITH_PICTURES = (".pdf", ".html")


class UnknownSuffix(Failure):
    """No format has this suffix."""

    kind = "usage"
    text = N_("An application can't be written as '{suffix}'.")
    remedy = N_("Give the file a name that ends in one of these: {choices}.")

    def __init__(self, suffix: str) -> None:
        super().__init__(suffix=suffix, choices=", ".join(SUFFIXES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is written, and the facts about it that the application does not hold."""

    application: Application
    edition: Edition
    assessment: "Assessment"
    made_on: date
    """The day that the document bears."""
    root: Path
    """The school's folder; only the documents that the application names are looked at."""
    commit: str = ""
    """The diary's last entry, shortened; "" before the first."""
    history: tuple[Change, ...] = ()
    """The diary, newest first."""


def check_suffix(suffix: str) -> str:
    """The suffix in lower case. Raises `UnknownSuffix`."""
    if suffix.lower() not in SUFFIXES:
        raise UnknownSuffix(suffix)
    return suffix.lower()


def write_application(suffix: str, source: Source, translator: Translator, run: Run) -> bytes:
    """The file's bytes; the same ones for the same source.

    `run` starts the child processes that look at documents and make the PDF. Raises
    `UnknownSuffix`, `export.pdf.PangoMissing`, `export.pdf.NotRendered`, and what `run` raises.
    """
    wanted = check_suffix(suffix)
    application = source.application
    if wanted == ".json":
        from export.json_export import to_json

        return to_json(
            application,
            source.edition,
            source.assessment,
            translator,
            made_on=source.made_on,
            commit=source.commit,
            history=source.history,
        ).encode("utf-8")
    pictures = NO_PICTURES
    if wanted in _WITH_PICTURES:
        from export.html import get_ready
        from export.pictures import pictures_of

        beside = Thread(target=get_ready)  # another process looks at the pictures meanwhile
        beside.start()
        try:
            pictures = pictures_of(application, source.root, run)
        finally:
            beside.join()
    page = application_view(
        application,
        source.edition,
        source.assessment,
        translator,
        made_on=source.made_on,
        commit=source.commit,
        history=source.history,
        pictures=pictures,
    )
    if wanted == ".pdf":
        from export.pdf import to_pdf

        return to_pdf(page, run)
    if wanted == ".html":
        from export.html import to_html

        return to_html(page).encode("utf-8")
    from export.markdown import to_markdown

    return to_markdown(page).encode("utf-8")
