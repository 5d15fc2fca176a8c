"""For each code one application that has that problem, and where the problem is said to be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from model.application import (
    DECLARATION,
    ActiveTeacher,
    Application,
    Conflict,
    Evidence,
    Kind,
    Label,
    Soundness,
    YesNo,
)
from model.problems import Code, Problem
from tests.model.build import (
    FEBRUARY,
    JANUARY,
    LEADERSHIP,
    a_document,
    a_file,
    a_link,
    a_must_fix,
    complete,
    returned,
    with_answer,
)

_FINE = complete()
_PLACE = f"evidence.verslag-{LEADERSHIP}"


@dataclass(frozen=True)
class Case:
    """An application with one thing to do."""

    code: Code
    step: str | None
    field: str | None
    application: Application
    found: tuple[Problem, ...] = ()
    today: date = JANUARY


def _school(code: Code, field: str, **changes: object) -> Case:
    school = replace(_FINE.school, **changes)  # type: ignore[arg-type] # the cases' own names
    return Case(code, "school", field, replace(_FINE, school=school))


def _eligible(code: Code, field: str, **changes: object) -> Case:
    eligibility = replace(_FINE.eligibility, **changes)  # type: ignore[arg-type] # as above
    field = f"eligibility.{field}"
    return Case(code, "school", field, replace(_FINE, eligibility=eligibility))


def _answer(code: Code, field: str, **changes: object) -> Case:
    return Case(code, LEADERSHIP, field, with_answer(_FINE, LEADERSHIP, **changes))


def _evidence(code: Code, *pieces: Evidence, **document: object) -> Case:
    application = with_answer(_FINE, LEADERSHIP, evidence=pieces)
    documents = dict(application.documents)
    documents[pieces[-1].file] = a_file(pieces[-1], **document)
    field = f"evidence.{pieces[-1].id}"
    return Case(code, LEADERSHIP, field, replace(application, documents=documents))


def _declared(code: Code, field: str, **changes: object) -> Case:
    declaration = replace(_FINE.declaration, **changes)  # type: ignore[arg-type] # as above
    return Case(code, DECLARATION, field, replace(_FINE, declaration=declaration))


def _found(code: Code, step: str | None, file: str, **facts: str) -> Case:
    problem = Problem(code, step, "plan" if step else None, file=file, facts=facts)
    return Case(code, step, problem.field, _FINE, (problem,))


_STATEMENTS: Mapping[str, YesNo] = _FINE.answers[LEADERSHIP].statements

CASES = (
    _school(Code.SCHOOL_NAME_MISSING, "name", name=" \n"),
    _school(Code.CONTACT_MISSING, "contact.name", contact=replace(_FINE.school.contact, name="")),
    _school(
        Code.CONTACT_MISSING, "contact.email", contact=replace(_FINE.school.contact, email="an@")
    ),
    _school(
        Code.CONTACT_NOT_ON_PLATFORM,
        "contact.on_platform",
        contact=replace(_FINE.school.contact, on_platform=None),
    ),
    _eligible(Code.NOT_TWO_YEARS_REGISTERED, "registered_since", registered_since=date(2020, 9, 2)),
    _eligible(Code.TOO_FEW_ACTIVE_TEACHERS, "active_teacher", active_teacher=()),
    _eligible(Code.NO_QUALITY_LABEL, "quality_label", quality_label=()),
    _answer(Code.STATEMENT_UNANSWERED, "statements.shared-decisions", statements={}),
    _answer(
        Code.STATEMENT_NO,
        "statements.shared-decisions",
        statements={**_STATEMENTS, "shared-decisions": YesNo.NO},
    ),
    _answer(Code.PLAN_MISSING, "plan", plan="  \n"),
    _answer(Code.TEXT_TOO_LONG, "plan", plan="x" * 2501),
    _answer(
        Code.TEXT_TOO_LONG,
        "description",
        description="x" * 1250,
        explanations={"shared-decisions": "y" * 1249},
    ),
    _answer(
        Code.TEXT_TOO_LONG,
        "explanations.shared-decisions",
        explanations={"shared-decisions": "y" * 2501},
    ),
    _answer(Code.EVIDENCE_MISSING, "evidence", evidence=()),
    Case(
        Code.EVIDENCE_FILE_MISSING,
        LEADERSHIP,
        _PLACE,
        replace(
            _FINE,
            documents={
                path: document
                for path, document in _FINE.documents.items()
                if LEADERSHIP not in path
            },
        ),
    ),
    _evidence(Code.EVIDENCE_TOO_LARGE, a_document(LEADERSHIP), bytes=10_000_001, sha256=""),
    _evidence(Code.EVIDENCE_WRONG_TYPE, a_document(LEADERSHIP), kind=Kind.HTML),
    _evidence(Code.EVIDENCE_UNREADABLE, a_document(LEADERSHIP), soundness=Soundness.LOCKED),
    _evidence(Code.EVIDENCE_LINK_MALFORMED, a_link(LEADERSHIP, "www.school.example")),
    Case(
        Code.UNSAFE_PATH,
        LEADERSHIP,
        _PLACE,
        replace(_FINE, unsafe=frozenset({f"evidence/{LEADERSHIP}/verslag.pdf"})),
    ),
    _declared(Code.DECLARATION_MISSING, "evidence", evidence=()),
    _declared(Code.DECLARATION_UNSIGNED, "signed_by", signed_by=" "),
    _declared(Code.DECLARATION_UNSIGNED, "signed_on", signed_on=None),
    _found(Code.FILE_UNREADABLE, LEADERSHIP, "answers/3-shared-leadership.toml", detail="syntax"),
    _found(
        Code.WRONG_TYPE,
        LEADERSHIP,
        "answers/3-shared-leadership.toml",
        kind="text",
        detail="5",
    ),
    _answer(
        Code.CONFLICT_UNRESOLVED,
        "explanations.shared-decisions",
        conflict={"explanations.shared-decisions": Conflict(theirs="Anders", by="Bart")},
    ),
    Case(
        Code.FEEDBACK_UNANSWERED,
        LEADERSHIP,
        "plan",
        replace(_FINE, record=returned(a_must_fix())),
        today=FEBRUARY,
    ),
    Case(Code.BEFORE_OPENING, None, None, _FINE, today=date(2022, 11, 22)),
    Case(Code.AFTER_DEADLINE, None, None, _FINE, today=date(2023, 2, 1)),
    _answer(
        Code.STATEMENT_UNSUPPORTED,
        "statements.staff-supported",
        evidence=(a_document(LEADERSHIP, supports=("shared-decisions", "leaders-understand")),),
    ),
    _answer(Code.DESCRIPTION_MISSING, "description", description=""),
    _answer(Code.TEXT_VERY_SHORT, "plan", plan="Wij gaan door."),
    _answer(Code.TEXT_VERY_SHORT, "description", description="Goed."),
    _evidence(Code.EVIDENCE_CHANGED, a_document(LEADERSHIP), sha256="0" * 64),
    _evidence(
        Code.EVIDENCE_DUPLICATE,
        a_document(LEADERSHIP),
        a_document(LEADERSHIP, "kopie", sha256=a_document(LEADERSHIP).sha256),
    ),
    _answer(Code.EVIDENCE_ONLY_LINKS, "evidence", evidence=(a_link(LEADERSHIP),)),
    _evidence(Code.EVIDENCE_TYPE_NOTICE, a_document(LEADERSHIP), kind=Kind.OFFICE),
    _evidence(
        Code.EVIDENCE_LINK_OUTDATED, a_link(LEADERSHIP, "https://twinspace.etwinning.net/1/home")
    ),
    _eligible(
        Code.TEACHER_TWICE,
        "active_teacher.an-2",
        active_teacher=(
            *_FINE.eligibility.active_teacher,
            ActiveTeacher(id="an-2", name=" AN ", on=date(2022, 3, 1)),
        ),
    ),
    _declared(Code.DECLARATION_OLDER_THAN_TEXT, "signed_on", signed_on=date(2022, 11, 30)),
    _school(Code.LABEL_STILL_VALID, "label.oud", label=(Label(id="oud", years="2022-2023"),)),
    _found(
        Code.UNKNOWN_KEY,
        LEADERSHIP,
        "answers/3-shared-leadership.toml",
        name="plans",
        suggestion="plan",
    ),
    _found(Code.FILE_FORM, LEADERSHIP, "answers/3-shared-leadership.toml", detail="bom"),
    _found(Code.FOREIGN_ATTRIBUTES, None, ".gitattributes"),
)
