"""How complete an application is, and what is still to do: the heart of the program.

`assess` is pure and total: any application, any edition, any day has an answer. It is called at
each key, so it stays under a millisecond (bench/assess.py). Source: command-line.md, 'What counts'.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from model import calendar
from model.answer_check import check_answer, check_declaration, joined_description
from model.application import FILES, Answer, Application
from model.calendar import Deadline
from model.edition import Edition, PeriodKind, Step, StepKind
from model.evidence_check import Seen, sound_evidence
from model.lifecycle import allowed
from model.light import dataclass
from model.messages import Message
from model.problems import SUBMISSION_ONLY, Code, Problem
from model.review import DecisionKind
from model.school_check import check_school
from model.standing import Standing, State, decision_of, standing
from model.tally import Tally
from model.threads import unanswered

__all__ = ["Assessment", "StepProgress", "assess", "joined_description"]


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far one step is."""

    id: str
    number: int
    required: int
    done: int
    recommended: int
    recommended_done: int
    problems: tuple[Problem, ...]
    """What is to do in this step: what reading its files found, then the step's fields in order."""
    not_checked: tuple[str, ...] = ()
    """Fields that count as done although the edition does not know what to hold them against."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """How far an application is on a day."""

    steps: tuple[StepProgress, ...]
    """Every step one fills in, in the form's order."""
    problems: tuple[Problem, ...]
    """Those of no step: the calendar, labelmap.toml, feedback on the whole."""
    complete: bool
    """Every required item is done and nothing blocks, whatever the day."""
    may_submit: bool
    """Complete, and calendar, state and feedback allow a submission today."""
    refusal: Message | None
    """Why calendar or state do not allow a submission today; None where they do."""
    done: int
    required: int
    standing: Standing
    next_deadline: Deadline | None
    """The deadline that counts as the application stands; None when there is none left."""

    def step(self, step_id: str) -> StepProgress:
        """One step's progress. Raises `KeyError`."""
        for progress in self.steps:
            if progress.id == step_id:
                return progress
        raise KeyError(step_id)

    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem, the most urgent first: 'what to do next'.

        First what keeps the application incomplete, in the order of the form; then what else keeps
        it from being submitted; then what is recommended.
        """
        found = [*self.problems, *(item for step in self.steps for item in step.problems)]
        return tuple(sorted(found, key=_urgency))


def _urgency(problem: Problem) -> int:
    if problem.blocks_completeness:
        return 0
    return 1 if problem.blocking else 2


def assess(
    application: Application,
    edition: Edition,
    today: date,
    found: Sequence[Problem] = (),
    *,
    texts_changed_on: date | None = None,
    changed_steps: Collection[str] = (),
) -> Assessment:
    """Hold an application against an edition on a day. Pure; never raises.

    `found` are the problems of reading the files: each is put with its step, and a step whose file
    could not be read keeps its items undone. `texts_changed_on`, where known, is the day on which a
    text was changed last; `changed_steps` are those that differ from what was submitted last.
    """
    country = application.school.country_code
    where = standing(application.record, edition, today, country)
    given = [*found, *_feedback(application, where, changed_steps)]
    tallies = _tallies(application, edition, _unreadable(found), texts_changed_on)
    steps = tuple(_progress(step, tally, given) for step, tally in tallies)
    outer = [problem for problem in given if all(problem.step != step.id for step in steps)]
    outer += _calendar(application, where, edition, today, country)
    every = [*outer, *(problem for step in steps for problem in step.problems)]
    done, required = sum(step.done for step in steps), sum(step.required for step in steps)
    complete = done == required and not any(problem.blocks_completeness for problem in every)
    refusal = allowed("submit", "teacher", where, edition, today, country=country)
    stopped = any(problem.code in SUBMISSION_ONLY for problem in every)
    return Assessment(
        steps=steps,
        problems=tuple(outer),
        complete=complete,
        may_submit=complete and refusal is None and not stopped,
        refusal=refusal,
        done=done,
        required=required,
        standing=where,
        next_deadline=None
        if where.period is None
        else calendar.next_deadline(edition, today, country, (where.period,)),
    )


def _unreadable(found: Iterable[Problem]) -> frozenset[str]:
    """Files of which nothing is known. One that is missing or empty is known to say nothing."""
    return frozenset(
        problem.file
        for problem in found
        if problem.code is Code.FILE_UNREADABLE
        and problem.file is not None
        and problem.facts.get("detail") not in {"missing", "empty"}
    )


def _tallies(
    application: Application,
    edition: Edition,
    unreadable: frozenset[str],
    texts_changed_on: date | None,
) -> list[tuple[Step, Tally]]:
    """Each step that one fills in, counted."""
    counted = []
    seen: Seen = {}
    for step in edition.steps:
        if step.kind is StepKind.PREVIEW:
            continue
        tally = Tally(step.id, FILES.get(step.id, ""), unreadable)
        counted.append((step, tally))
        if step.kind is StepKind.SCHOOL:
            check_school(application, edition, tally)
            continue
        sound = sound_evidence(application, edition, step, seen, tally)
        if step.kind is StepKind.DECLARATION:
            check_declaration(application, sound, texts_changed_on, tally)
        else:
            answer = application.answers.get(step.id, _NO_ANSWER)
            check_answer(answer, sound, step, edition, tally)
    return counted


_NO_ANSWER = Answer()


def _progress(step: Step, tally: Tally, given: Iterable[Problem]) -> StepProgress:
    of_step = [problem for problem in given if problem.step == step.id]
    wrong = tuple(p.field for p in of_step if p.code is Code.WRONG_TYPE and p.field is not None)
    return StepProgress(
        id=step.id,
        number=step.number,
        required=tally.required,
        done=tally.done,
        recommended=tally.recommended,
        recommended_done=tally.recommended_done,
        problems=(*of_step, *(own for own in tally.problems if not _is_within(own.field, wrong))),
        not_checked=tuple(tally.not_checked),
    )


def _is_within(field: str | None, fields: Iterable[str]) -> bool:
    """Whether a field is one of some fields, or below one: what is wrong is not missing as well."""
    return field is not None and any(f"{field}.".startswith(f"{outer}.") for outer in fields)


def _feedback(
    application: Application, where: Standing, changed_steps: Collection[str]
) -> list[Problem]:
    """Every must-fix of an earlier round that the next round can't go without."""
    if where.state not in {State.DRAFT, State.RETURNED}:
        return []
    return [
        Problem(
            Code.FEEDBACK_UNANSWERED,
            feedback.step,
            feedback.field,
            file=FILES.get(feedback.step or ""),
            facts={"title": feedback.text},
        )
        for feedback in unanswered(application.record, application, changed_steps)
    ]


def _calendar(
    application: Application, where: Standing, edition: Edition, today: date, country: str
) -> list[Problem]:
    """The days before the first period, and those after the period in which one could submit."""
    kind = where.period
    if where.state is State.REFUSED:
        decision = decision_of(application.record, where.round)
        lapsed = decision is not None and decision.kind is DecisionKind.RETURNED
        kind = PeriodKind.REVISION if lapsed else None
    elif where.state not in {State.DRAFT, State.RETURNED}:
        kind = None
    if kind is None:
        return []
    period = edition.period(kind, country)
    opens, closed = calendar.not_open_yet(period, today), calendar.over(period, today)
    if opens is not None and kind is PeriodKind.FIRST_SUBMISSION:
        return [Problem(Code.BEFORE_OPENING, facts={"day": opens})]
    if closed is not None:
        return [Problem(Code.AFTER_DEADLINE, facts={"kind": kind.value, "day": closed})]
    return []
