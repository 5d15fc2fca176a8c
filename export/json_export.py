"""The application as JSON: all that the school's folder says, with ids, for other programs.

The shape is versioned and documented in docs/exports.md and docs/schemas/export-application.json.
Texts are exactly what people wrote; only the escapes of JSON itself keep what could steer a
terminal harmless.
"""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from export.translator import Translator
from export.view import Change, day_of
from model.answer_check import joined_description
from model.application import Answer, Application, Evidence, School
from model.edition import Edition, Step, StepKind, in_language
from model.problem_texts import fix, message
from model.problems import Problem
from model.text import length, shown

if TYPE_CHECKING:
    from model.completeness import Assessment, StepProgress

FORMAT = 1
_NOT_ASCII = re.compile(r"[^\n\x20-\x7e]")


def to_json(
    application: Application,
    edition: Edition,
    assessment: "Assessment",
    translator: Translator,
    *,
    made_on: date,
    commit: str = "",
    history: Iterable[Change] = (),
) -> str:
    """The whole document, with a final line break."""
    progress = {step.id: step for step in assessment.steps}
    document = {
        "format": FORMAT,
        "what": "application",
        "made_on": made_on.isoformat(),
        "commit": commit or None,
        "language": application.language,
        "edition": {
            "id": edition.id,
            "title": in_language(edition.title, translator.language),
            "wording": edition.wording,
        },
        "state": str(assessment.standing.state),
        "round": assessment.standing.round,
        "complete": assessment.complete,
        "done": assessment.done,
        "required": assessment.required,
        "school": _school(application.school),
        "eligibility": _eligibility(application),
        "steps": [
            _step(step, application, edition, progress[step.id], translator)
            for step in edition.steps
            if step.kind is not StepKind.PREVIEW and step.id in progress
        ],
        "problems": [_problem(problem, edition, translator) for problem in assessment.problems],
        "history": [
            {
                "on": day_of(change.at).isoformat(),
                "by": change.by,
                "step": change.step or None,
                "what": change.what,
            }
            for change in history
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _NOT_ASCII.sub(_harmless, text) + "\n"


def _harmless(match: re.Match[str]) -> str:
    """The character itself, or its escape where it is one that `shown` makes visible."""
    character = match[0]
    if shown(character) == character:
        return character
    code = ord(character)
    if code > 0xFFFF:  # noqa: PLR2004 - the end of UTF-16's first plane
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


def _school(school: School) -> dict[str, Any]:
    return {
        "name": school.name,
        "city": school.city,
        "country": school.country,
        "region": school.region,
        "website": school.website,
        "platform_id": school.platform_id,
        "contact": {
            "name": school.contact.name,
            "email": school.contact.email,
            "on_platform": school.contact.on_platform,
        },
        "principal": {"name": school.principal.name, "email": school.principal.email},
        "team": [
            {
                "id": member.id,
                "name": member.name,
                "email": member.email,
                "on_platform": member.on_platform,
            }
            for member in school.team
        ],
        "labels": [{"id": label.id, "years": label.years} for label in school.label],
        "checklist": {id_: day.isoformat() for id_, day in school.checklist.items()},
    }


def _eligibility(application: Application) -> dict[str, Any]:
    eligibility = application.eligibility
    return {
        "invited_on": _day(eligibility.invited_on),
        "registered_since": _day(eligibility.registered_since),
        "active_teachers": [
            {
                "id": teacher.id,
                "name": teacher.name,
                "activity": teacher.activity,
                "on": _day(teacher.on),
            }
            for teacher in eligibility.active_teacher
        ],
        "quality_labels": [
            {
                "id": label.id,
                "project": label.project,
                "granted": _day(label.granted),
                "european": label.european,
                "url": label.url,
            }
            for label in eligibility.quality_label
        ],
    }


def _step(
    step: Step,
    application: Application,
    edition: Edition,
    progress: "StepProgress",
    translator: Translator,
) -> dict[str, Any]:
    answer = application.answers.get(step.id, Answer())
    found: dict[str, Any] = {
        "id": step.id,
        "number": step.number,
        "title": in_language(step.title, translator.language),
        "done": progress.done,
        "required": progress.required,
    }
    if step.statements:
        found["statements"] = [
            {
                "id": statement.id,
                "number": statement.number,
                "text": in_language(statement.text, translator.language),
                "answer": answer.statements.get(statement.id),
                "explanation": answer.explanations.get(statement.id, ""),
            }
            for statement in step.statements
        ]
    if step.has_description:
        found["description"] = answer.description
        found["description_length"] = length(joined_description(answer, step))
    if step.has_plan:
        found["plan"] = answer.plan
        found["plan_length"] = length(answer.plan)
    if step.kind is StepKind.DECLARATION:
        found["signed_by"] = application.declaration.signed_by
        found["signed_on"] = _day(application.declaration.signed_on)
    if step.kind is not StepKind.SCHOOL:
        found["evidence"] = [
            _evidence(item, application) for item in application.evidence_of(step.id)
        ]
    found["problems"] = [_problem(problem, edition, translator) for problem in progress.problems]
    return found


def _evidence(item: Evidence, application: Application) -> dict[str, Any]:
    document = application.documents.get(item.file) if item.file else None
    return {
        "id": item.id,
        "title": item.title,
        "file": item.file or None,
        "url": item.url or None,
        "sha256": item.sha256 or None,
        "bytes": item.bytes,
        "kind": document.kind.value if document else None,
        "pages": document.pages if document else None,
        "supports": list(item.supports),
        "added": _day(item.added),
    }


def _problem(problem: Problem, edition: Edition, translator: Translator) -> dict[str, Any]:
    """As `check --json` has it."""
    language = translator.language
    return {
        "code": problem.code.value,
        "blocking": problem.blocking,
        "field": problem.field,
        "file": problem.file,
        "line": problem.line,
        "message": translator.say(message(problem, edition, language)),
        "fix": translator.say(fix(problem, edition, language)),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
