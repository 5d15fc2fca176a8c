"""Steps 2 to 8: statements, texts, evidence, the signed declaration (F11 to F17).

Each statement answered yes is one required item, sound evidence is one, the plan is one where the
step has it. Recommended, where they apply: a description, and every statement backed by evidence.
Source: command-line.md, 'What counts'.
"""

from collections.abc import Sequence
from datetime import date

from model.application import Answer, Application, Declaration, Evidence, YesNo
from model.edition import Edition, Step, StepKind
from model.problems import Code
from model.tally import Tally
from model.text import length

VERY_SHORT = 150
"""A text under so many UTF-16 code units is called very short: two sentences. Our reading: the
programme names no minimum."""


def joined_description(answer: Answer, step: Step) -> str:
    """The description as the form gets it: the explanations below it, in the statements' order.

    A blank line parts them. What is counted is exactly this text, and exports use it (G7).
    """
    explanations = answer.explanations
    if not explanations:
        return answer.description
    texts = [answer.description]
    texts += [explanations.get(statement.id, "") for statement in step.statements]
    return "\n\n".join(text for text in texts if text.strip())


def check_answer(
    answer: Answer, sound: Sequence[Evidence], step: Step, edition: Edition, tally: Tally
) -> None:
    """Count one of the steps 2 to 7. `sound` is the evidence that counts."""
    backed = {statement for item in sound for statement in item.supports}
    _check_statements(answer, backed, step, tally)
    _check_evidence(answer, sound, step, tally)
    if step.has_plan:
        _check_plan(answer, edition, tally)
    if step.has_description:
        _check_description(answer, step, edition, tally)
    if step.statements:
        tally.recommend(done=all(statement.id in backed for statement in step.statements))
    tally.note_conflicts(answer.conflict)


def _check_statements(answer: Answer, backed: set[str], step: Step, tally: Tally) -> None:
    for statement in step.statements:
        said = answer.statements.get(statement.id)
        field = f"statements.{statement.id}"
        tally.require(done=said is YesNo.YES)
        if said is None:
            tally.note(Code.STATEMENT_UNANSWERED, field, {})
        elif said is YesNo.NO:
            tally.note(Code.STATEMENT_NO, field, {})
        # A step without any evidence is told so once, not once a statement.
        elif answer.evidence and statement.id not in backed:
            tally.note(Code.STATEMENT_UNSUPPORTED, field, {})


def _check_evidence(answer: Answer, sound: Sequence[Evidence], step: Step, tally: Tally) -> None:
    tally.require(done=bool(sound))
    if not answer.evidence:
        tally.note(Code.EVIDENCE_MISSING, "evidence", {})
    elif step.kind is StepKind.MISSION and sound and all(item.is_link for item in sound):
        tally.note(Code.EVIDENCE_ONLY_LINKS, "evidence", {})


def _check_plan(answer: Answer, edition: Edition, tally: Tally) -> None:
    written = bool(answer.plan) and not answer.plan.isspace()
    tally.require(done=written)
    if written:
        _check_length(answer.plan, "plan", edition, tally)
    else:
        tally.note(Code.PLAN_MISSING, "plan", {})


def _check_description(answer: Answer, step: Step, edition: Edition, tally: Tally) -> None:
    text = joined_description(answer, step)
    written = bool(text) and not text.isspace()
    tally.recommend(done=written)
    if not written:
        tally.note(Code.DESCRIPTION_MISSING, "description", {})
        return
    # Where one explanation alone is too long, it is the text to shorten.
    for statement in step.statements:
        explanation = answer.explanations.get(statement.id, "")
        if len(explanation) > edition.text_limit:
            _check_length(explanation, f"explanations.{statement.id}", edition, tally)
            return
    _check_length(text, "description", edition, tally)


def _check_length(text: str, field: str, edition: Edition, tally: Tally) -> None:
    count = length(text)
    if count > edition.text_limit:
        tally.note(Code.TEXT_TOO_LONG, field, {"length": count})
    elif count < min(VERY_SHORT, edition.text_limit // 2):
        tally.note(Code.TEXT_VERY_SHORT, field, {"length": count})


def check_declaration(
    application: Application,
    sound: Sequence[Evidence],
    texts_changed_on: date | None,
    tally: Tally,
) -> None:
    """Count step 8: one item, a signed document, by whom, on which day (F17)."""
    declaration = application.declaration
    signed = bool(declaration.signed_by.strip()) and declaration.signed_on is not None
    tally.require(done=bool(sound) and signed)
    if not declaration.evidence:
        tally.note(Code.DECLARATION_MISSING, "evidence", {})
    if not declaration.signed_by.strip():
        tally.note(Code.DECLARATION_UNSIGNED, "signed_by", {})
    if declaration.signed_on is None:
        tally.note(Code.DECLARATION_UNSIGNED, "signed_on", {})
    else:
        _check_age(application, declaration, texts_changed_on, tally)
    tally.note_conflicts(declaration.conflict)


def _check_age(
    application: Application,
    declaration: Declaration,
    texts_changed_on: date | None,
    tally: Tally,
) -> None:
    """Whether anything that was declared is younger than the signature, as far as is known."""
    days = [
        item.added
        for answer in application.answers.values()
        for item in answer.evidence
        if item.added is not None
    ]
    if texts_changed_on is not None:
        days.append(texts_changed_on)
    signed_on = declaration.signed_on
    if signed_on is not None and days and max(days) > signed_on:
        tally.note(Code.DECLARATION_OLDER_THAN_TEXT, "signed_on", {"day": signed_on})
