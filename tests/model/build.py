"""Applications to hold the rules against: an empty one, and one to which nothing is to be done."""

import dataclasses
import hashlib
from datetime import date
from types import MappingProxyType

from model import editions
from model.application import (
    ANSWER_STEPS,
    DECLARATION,
    ActiveTeacher,
    Answer,
    Application,
    Contact,
    Declaration,
    Document,
    Eligibility,
    Evidence,
    Kind,
    Principal,
    QualityLabel,
    School,
    YesNo,
)
from model.edition import Edition
from model.review import Decision, DecisionKind, Feedback, FeedbackKind, Record, Submission

EDITION = editions.load("2023-2024")
UNKNOWN = editions.load("next")
"""An edition of which no date and no condition is known."""
JANUARY = date(2023, 1, 20)
FEBRUARY = date(2023, 2, 10)
PROSE = "Elke maand komt de werkgroep samen, en ze beslist zelf over haar projecten. " * 4
LEADERSHIP = "shared-leadership"


def a_hash(name: str) -> str:
    """A hash that no other name has."""
    return hashlib.sha256(name.encode()).hexdigest()


def a_document(step: str, name: str = "verslag", **changes: object) -> Evidence:
    """Evidence for a document that backs every statement of its step."""
    item = Evidence(
        id=f"{name}-{step}",
        title=f"{name} {step}",
        file=f"evidence/{step}/{name}.pdf",
        sha256=a_hash(f"{step}/{name}"),
        bytes=1000,
        supports=tuple(statement.id for statement in EDITION.step(step).statements),
        added=date(2022, 12, 1),
    )
    return dataclasses.replace(item, **changes)  # type: ignore[arg-type] # the tests' own names


def a_link(step: str, url: str = "https://school.example/nieuws", **changes: object) -> Evidence:
    """Evidence for a link that backs every statement of its step."""
    return a_document(step, "link", file="", sha256="", bytes=None, url=url, **changes)


def a_file(item: Evidence, **changes: object) -> Document:
    """The document that a piece of evidence names, sound and unchanged."""
    document = Document(bytes=1000, sha256=item.sha256, kind=Kind.PDF)
    return dataclasses.replace(document, **changes)  # type: ignore[arg-type] # the tests' own names


def an_answer(step_id: str, edition: Edition = EDITION) -> Answer:
    """A step to which nothing is to be done."""
    step = edition.step(step_id)
    return Answer(
        description=PROSE,
        plan=PROSE if step.has_plan else "",
        statements=MappingProxyType({s.id: YesNo.YES for s in step.statements}),
        evidence=(a_document(step_id),),
    )


def with_documents(application: Application, **changes: object) -> Application:
    """The application with each document of its evidence there; with changes, each of them so."""
    documents = {
        item.file: a_file(item, **changes)
        for _, item in application.all_evidence()
        if not item.is_link
    }
    return dataclasses.replace(application, documents=MappingProxyType(documents))


def complete() -> Application:
    """34 of 34, and nothing that is recommended left."""
    school = School(
        name="GO! Atheneum Voorbeeldstad",
        city="Voorbeeldstad",
        country="BE",
        contact=Contact(name="An Peeters", email="an@school.example", on_platform=True),
        principal=Principal(name="Lieve Wouters", email="lieve@school.example"),
    )
    eligibility = Eligibility(
        registered_since=date(2018, 9, 1),
        active_teacher=tuple(
            ActiveTeacher(id=name.lower(), name=name, activity="Project", on=date(2021, 3, 1))
            for name in ("An", "Bart", "Fatima")
        ),
        quality_label=(QualityLabel(id="water", project="Water", granted=date(2021, 10, 18)),),
    )
    declaration = Declaration(
        signed_by="Lieve Wouters",
        signed_on=date(2023, 1, 10),
        evidence=(a_document(DECLARATION),),
    )
    return with_documents(
        Application(
            edition="2023-2024",
            school=school,
            eligibility=eligibility,
            answers=MappingProxyType({step: an_answer(step) for step in ANSWER_STEPS}),
            declaration=declaration,
        )
    )


def with_answer(application: Application, step: str, **changes: object) -> Application:
    """The application with some fields of one step's answer changed."""
    answer = dataclasses.replace(application.answers[step], **changes)  # type: ignore[arg-type] # the tests' own names
    return application.with_answer(step, answer)


def a_submission(number: int = 1, on: date = JANUARY, **changes: object) -> Submission:
    """A round that was submitted."""
    sent = Submission(round=number, edition="2023-2024", submitted_by="An", submitted_on=on)
    return dataclasses.replace(sent, **changes)  # type: ignore[arg-type] # the tests' own names


def a_decision(kind: DecisionKind, number: int = 1, on: date = date(2023, 2, 8)) -> Decision:
    """A decision of the NSO."""
    return Decision(round=number, kind=kind, text="", by="Nele", on=on)


def a_must_fix(**changes: object) -> Feedback:
    """What the NSO wants changed in step 3."""
    feedback = Feedback(
        id="r1-shared-leadership-1",
        round=1,
        kind=FeedbackKind.MUST_FIX,
        text="Zeg wie het doet, en tegen wanneer.",
        by="Nele",
        on=date(2023, 2, 8),
        step=LEADERSHIP,
        field="plan",
        about_sha256=hashlib.sha256(PROSE.encode()).hexdigest(),
    )
    return dataclasses.replace(feedback, **changes)  # type: ignore[arg-type] # the tests' own names


def returned(*feedback: Feedback) -> Record:
    """Submitted in January, sent back in February."""
    return Record(
        submissions=(a_submission(),),
        decisions=(a_decision(DecisionKind.RETURNED),),
        feedback=feedback,
    )
