"""Builds editions from the tables of their files, quickly and without checking.

What we ship is held against the schema by the tests, anybody else's file by `model.edition_rules`
before it comes here: tables that break the schema raise whatever Python raises.
The schema is told in docs/editions.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from model.edition import (
    CENTRAL,
    NO_WORDING,
    STEP_KINDS,
    Contradiction,
    Edition,
    Guidance,
    Period,
    PeriodKind,
    Statement,
    Step,
)

Tables = Mapping[str, Any]
"""What a TOML file, or one table of it, holds."""


def read(tables: Tables, base: Edition | None = None) -> Edition:
    """An edition from the tables of its file; `base` is the edition that the file extends.

    Of `base` it takes the form: steps, questions, limits, time zone. What belongs to one year
    (calendar, eligibility, addresses, contradictions) it never takes. The tables are trusted.
    """
    form = base if base is not None else Edition(id="")
    return _filled(
        Edition(
            id=tables["id"],
            extends=form.id,
            wording=form.wording,
            time_zone=form.time_zone,
            text_limit=form.text_limit,
            document_limit=form.document_limit,
            steps=form.steps,
            guidance=form.guidance,
        ),
        tables,
        same_questions=False,
    )


def overlay(base: Edition, tables: Tables) -> Edition:
    """An edition with what a file without an `id` says otherwise: other words, other days.

    A text that is given stands for all languages: official words and ours do not mix in one text.
    Periods replace those of the same kind and level. No question comes or goes: the school's
    answers stay with their questions. The tables are trusted.
    """
    return _filled(base, tables, same_questions=True)


def _filled(base: Edition, tables: Tables, *, same_questions: bool) -> Edition:
    """`base` with what the tables say; see `read` and `overlay`."""
    said = {(table["kind"], table.get("level", CENTRAL)) for table in tables.get("period", ())}
    plain = ("wording", "time_zone", "text_limit", "document_limit", "source")
    contradictions = tuple(
        Contradiction(id=table["id"], text=MappingProxyType(table["text"]))
        for table in tables.get("contradiction", ())
    )
    return replace(
        base,
        **{name: tables[name] for name in plain if name in tables},
        title=MappingProxyType(tables.get("title", base.title)),
        eligibility=replace(base.eligibility, **tables.get("eligibility", {})),
        periods=(
            *(period for period in base.periods if (period.kind, period.level) not in said),
            *(Period(**{**t, "kind": PeriodKind(t["kind"])}) for t in tables.get("period", ())),
        ),
        addresses=MappingProxyType({**base.addresses, **tables.get("addresses", {})}),
        contradictions=contradictions or base.contradictions,
        steps=_steps(base.steps, tables.get("step", ()), same_questions=same_questions),
        guidance=MappingProxyType({**base.guidance, **read_guidance(tables.get("guidance", {}))}),
    )


def _steps(
    base: tuple[Step, ...], tables: Iterable[Tables], *, same_questions: bool
) -> tuple[Step, ...]:
    """The steps, those that a table names with what it says."""
    said = {table["id"]: table for table in tables}
    known = {step.id: step for step in base}
    return tuple(
        _step(
            known.get(step_id, Step(id=step_id, number=number, kind=kind, title=NO_WORDING)),
            said.get(step_id, {}),
            same_questions=same_questions,
        )
        for number, (step_id, kind) in enumerate(STEP_KINDS.items(), start=1)
    )


def _step(base: Step, table: Tables, *, same_questions: bool) -> Step:
    """One step with what its table says."""
    if not table:
        return base
    boxes = table.get("boxes")
    return replace(
        base,
        title=MappingProxyType(table.get("title", base.title)),
        statements=_statements(
            base.statements, table.get("statement", ()), same_questions=same_questions
        ),
        accepts=tuple(table.get("accepts", base.accepts)),
        notices=tuple(table.get("notices", base.notices)),
        links=table.get("links", base.links),
        has_description=base.has_description if boxes is None else "description" in boxes,
        has_plan=base.has_plan if boxes is None else "plan" in boxes,
    )


def _statements(
    base: tuple[Statement, ...], tables: Iterable[Tables], *, same_questions: bool
) -> tuple[Statement, ...]:
    """A step's questions: the same with other texts, or those of the tables and no others."""
    said = {table["id"]: MappingProxyType(table["text"]) for table in tables}
    if same_questions or not said:
        return tuple(
            replace(statement, text=said.get(statement.id, statement.text)) for statement in base
        )
    return tuple(
        Statement(id=statement_id, number=number, text=text)
        for number, (statement_id, text) in enumerate(said.items(), start=1)
    )


def read_guidance(tables: Tables) -> Mapping[str, Guidance]:
    """Step id to guidance, from the tables of a guidance file or of an edition's `guidance`."""
    return {
        step_id: Guidance(
            text=MappingProxyType(table.get("text", NO_WORDING)),
            examples={code: tuple(lines) for code, lines in table.get("examples", {}).items()},
        )
        for step_id, table in tables.items()
    }
