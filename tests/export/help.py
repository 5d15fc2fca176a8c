"""What the tests of exports share: a translator, a way to run programs, an application's page."""

import io
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from export import pdf
from export.page import ApplicationPage
from export.section import Pictures
from export.view import NO_PICTURES, Change, application_view
from model.application import Application, YesNo
from model.completeness import assess
from model.messages import Message
from tests.model.build import EDITION, JANUARY, LEADERSHIP

HISTORY = (
    Change(date(2023, 1, 20), "An", "plan of step 3", LEADERSHIP),
    Change(date(2023, 1, 20), "An", "plan of step 3", LEADERSHIP),
    Change(date(2022, 12, 5), "Bart", "description of step 4", "collaboration"),
    Change(date(2022, 11, 25), "An", "the application was made"),
)
"""Newest first."""


@dataclass(frozen=True)
class English:
    """The messages' own language, without a catalog."""

    language: str = "en"

    def text(self, english: str) -> str:
        return english

    def say(self, message: Message) -> str:
        return str(message)

    def date(self, day: date) -> str:
        return day.isoformat()

    def number(self, n: int) -> str:
        return str(n)

    def size(self, count: int) -> str:
        return f"{count} bytes"


ENGLISH = English()


def run(
    args: Sequence[str], *, stdin: bytes, timeout: float
) -> "subprocess.CompletedProcess[bytes]":
    """Start a program as `store.processes.run` does."""
    return subprocess.run(args, input=stdin, capture_output=True, timeout=timeout, check=False)


def here(
    args: Sequence[str], *, stdin: bytes, timeout: float
) -> "subprocess.CompletedProcess[bytes]":
    """As `run`, but the renderer's work is done in this process: the same bytes, a second sooner.

    That they are the same `test_pdf.py` holds.
    """
    if Path(args[2]) != pdf.PROGRAM:
        return run(args, stdin=stdin, timeout=timeout)
    from export.render import rendered

    before = os.environ.get("SOURCE_DATE_EPOCH")
    day, _, html = stdin.partition(b"\n")
    os.environ["SOURCE_DATE_EPOCH"] = day.decode("ascii")
    try:
        return subprocess.CompletedProcess(args, 0, rendered(html), b"")
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


def faults(data: bytes) -> set[str]:
    """What keeps a PDF from being PDF/UA-1, as veraPDF's rules have it."""
    import page

    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    return {f"{failure.rule_id}: {failure.message}" for failure in report.failures}


def text_of(data: bytes) -> list[str]:
    """The text of each page."""
    import pypdfium2

    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def page_of(
    application: Application,
    *,
    language: str = "en",
    history: Sequence[Change] = (),
    pictures: Pictures = NO_PICTURES,
) -> ApplicationPage:
    """The application's page on a day in January."""
    return application_view(
        application,
        EDITION,
        assess(application, EDITION, JANUARY),
        English(language),
        made_on=JANUARY,
        commit="3f2a9c1",
        history=history,
        pictures=pictures,
    )


def with_words(application: Application, text: str) -> Application:
    """The application with this text in every place of step 3, and as the school's name."""
    answer = application.answers[LEADERSHIP]
    statements = EDITION.step(LEADERSHIP).statements
    answer = replace(
        answer,
        description=text,
        plan=text,
        statements=MappingProxyType({statement.id: YesNo.YES for statement in statements}),
        explanations=MappingProxyType({statements[0].id: text}),
        evidence=tuple(replace(item, title=text) for item in answer.evidence),
    )
    school = replace(
        application.school,
        name=text,
        city=text,
        website=text,
        contact=replace(application.school.contact, name=text, email=text),
    )
    return replace(application, school=school).with_answer(LEADERSHIP, answer)
