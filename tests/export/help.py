"""What the tests of exports share: a translator, a way to run programs, an application's page."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

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
