"""`labelmap check`: every problem, where it is and what to do."""

from collections.abc import Iterable
from pathlib import Path

import click

from model import problem_texts
from model.completeness import Assessment
from model.edition import in_language
from model.messages import N_, Message
from model.problems import Problem
from store.school_folder import SchoolFolder
from tui import console
from tui.assessing import assessed
from tui.exits import Exit
from tui.json_shapes import FORMAT, CheckJson, DeadlineJson, ProblemJson, StepJson
from tui.words import progress_sign
from tui.world import World


def _problem(problem: Problem, folder: SchoolFolder, world: World) -> ProblemJson:
    code, say = world.language.code, world.language.say
    return {
        "code": problem.code.value,
        "blocking": problem.blocking,
        "field": problem.field,
        "file": problem.file,
        "line": problem.line,
        "message": say(problem_texts.message(problem, folder.edition, code)),
        "fix": say(problem_texts.fix(problem, folder.edition, code)),
    }


def as_json(folder: SchoolFolder, assessment: Assessment, world: World) -> CheckJson:
    """The contract's document."""
    steps: list[StepJson] = [
        {
            "id": step.id,
            "number": step.number,
            "required": step.required,
            "done": step.done,
            "recommended": step.recommended,
            "recommended_done": step.recommended_done,
            "problems": [_problem(problem, folder, world) for problem in step.problems],
            "not_checked": list(step.not_checked),
        }
        for step in assessment.steps
    ]
    return {
        "format": FORMAT,
        "edition": folder.edition.id,
        "state": assessment.standing.state.value,
        "round": assessment.standing.round,
        "complete": assessment.complete,
        "may_submit": assessment.may_submit,
        "today": folder.clock.today.isoformat(),
        "next_deadline": _deadline(assessment),
        "steps": steps,
        "problems": [_problem(problem, folder, world) for problem in assessment.problems],
    }


def _deadline(assessment: Assessment) -> DeadlineJson | None:
    deadline = assessment.next_deadline
    if deadline is None:
        return None
    return {
        "what": deadline.what,
        "on": deadline.on.isoformat(),
        "days_left": deadline.days_left,
    }


def _print_problems(problems: Iterable[Problem], folder: SchoolFolder, world: World) -> None:
    code, say = world.language.code, world.language.say
    for problem in problems:
        sign = "●" if problem.blocking else "○"
        console.answer(f"  {sign} {say(problem_texts.message(problem, folder.edition, code))}")
        place = problem.file or ""
        if problem.line is not None:
            place = f"{place}:{problem.line}"
        fix = say(problem_texts.fix(problem, folder.edition, code))
        if said := "  ".join(part for part in (fix, place and f"[{place}]") if part):
            console.answer(f"    {said}")


def _print(folder: SchoolFolder, assessment: Assessment, world: World) -> None:
    language = world.language
    for step in assessment.steps:
        title = in_language(folder.edition.step(step.id).title, language.code)
        count = f"{step.done}/{step.required}"
        console.answer(f"{progress_sign(step)} {step.number} {title}   {count}")
        _print_problems(step.problems, folder, world)
    _print_problems(assessment.problems, folder, world)
    console.answer("")
    facts = {"done": assessment.done, "required": assessment.required}
    if not assessment.complete:
        console.answer(language.say(Message(N_("Not complete yet: {done} of {required}."), facts)))
        return
    complete = N_("Complete: {done} of {required}. It can be submitted today.")
    if not assessment.may_submit:
        complete = N_("Complete: {done} of {required}. It can't be submitted today.")
    console.answer(language.say(Message(complete, facts)))
    if assessment.refusal is not None:
        console.answer(language.say(assessment.refusal))


@click.command(
    help=N_(
        "Say what is still to be done, and how. Exit code 0 only when the application may be "
        "submitted today, else 1."
    )
)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--json", "json_wanted", is_flag=True, help=N_("Print JSON."))
@click.pass_obj
def command(world: World, folder: Path | None, json_wanted: bool) -> int:
    """Print every problem. Exit 2 where it can't be read which application this is."""
    opened = world.open(folder)
    assessment = assessed(opened)
    if json_wanted:
        console.answer_json(as_json(opened, assessment, world))
    else:
        _print(opened, assessment, world)
    if opened.unreadable:
        return Exit.USAGE
    return Exit.DONE if assessment.may_submit else Exit.NO
