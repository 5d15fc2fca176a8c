"""`labelmap status`: state, round, completeness of each step, deadlines, open feedback."""

from pathlib import Path

import click

from model import calendar
from model.calendar import Deadline
from model.completeness import Assessment
from model.edition import in_language
from model.messages import N_, Fact, Message
from model.review import Feedback, ThreadState
from model.text import first_words, shown_line
from model.threads import changed_since
from model.trust import Signature
from store.school_folder import SchoolFolder
from tui import console
from tui.assessing import assessed
from tui.exits import Exit
from tui.json_shapes import FORMAT, FeedbackJson, StatusJson, day_or_none
from tui.words import PERIODS, SIGNATURES, progress_sign, state_words
from tui.world import World


def _feedback(piece: Feedback, folder: SchoolFolder) -> FeedbackJson:
    return {
        "id": piece.id,
        "round": piece.round,
        "step": piece.step,
        "field": piece.field,
        "kind": piece.kind.value,
        "state": piece.state.value,
        "replies": piece.replies,
        "changed_since": changed_since(piece, folder.application),
    }


def _deadlines(folder: SchoolFolder) -> tuple[Deadline, ...]:
    """The ends of periods that are still to come, for the school's own country."""
    country = folder.application.school.country_code
    return calendar.deadlines(folder.edition, folder.clock.today, country)


def as_json(
    folder: SchoolFolder, assessment: Assessment, signature: Signature | None
) -> StatusJson:
    """The contract's document."""
    application, standing = folder.application, assessment.standing
    return {
        "format": FORMAT,
        "folder": str(folder.path),
        "school": application.school.name,
        "city": application.school.city,
        "edition": folder.edition.id,
        "state": standing.state.value,
        "round": standing.round,
        "today": folder.clock.today.isoformat(),
        "complete": assessment.complete,
        "done": assessment.done,
        "required": assessment.required,
        "steps": [
            {"id": step.id, "number": step.number, "done": step.done, "required": step.required}
            for step in assessment.steps
        ],
        "deadlines": [
            {
                "what": deadline.what,
                "on": deadline.on.isoformat(),
                "safe_on": day_or_none(deadline.safe_on),
                "days_left": deadline.days_left,
            }
            for deadline in _deadlines(folder)
        ],
        "waiting_for": standing.waiting_for.value,
        "since": day_or_none(standing.since),
        "feedback": [_feedback(piece, folder) for piece in application.record.feedback],
        "platform": {"submitted_on": day_or_none(standing.platform_on)},
        "signature": None if signature is None else signature.value,
    }


def _deadline_line(deadline: Deadline, world: World) -> str:
    language = world.language
    what = language.text(PERIODS[deadline.what])
    days = language.plural("{count} day left", "{count} days left", deadline.days_left)
    facts: dict[str, Fact] = {"what": what, "day": deadline.on, "days": days}
    if deadline.safe_on is None:
        return language.say(Message(N_("{what}: until {day} ({days})"), facts))
    facts["safe"] = deadline.safe_on
    text = N_("{what}: safe until {safe}, at the latest {day} ({days})")
    return language.say(Message(text, facts))


def _print(folder: SchoolFolder, assessment: Assessment, world: World) -> None:
    language = world.language
    application, standing = folder.application, assessment.standing
    title = in_language(folder.edition.title, language.code) or folder.edition.id
    names = (application.school.name, application.school.city, title)
    console.answer(" · ".join(shown_line(name) for name in names if name))
    facts = {"done": assessment.done, "required": assessment.required}
    done = language.say(Message(N_("{done} of {required} done"), facts))
    console.answer(f"{language.text(state_words(standing))} · {done}")
    console.answer("")
    for step in assessment.steps:
        name = in_language(folder.edition.step(step.id).title, language.code)
        count = f"{step.done}/{step.required}"
        console.answer(f"  {progress_sign(step)} {step.number} {name}   {count}")
    console.answer("")
    for deadline in _deadlines(folder):
        console.answer(_deadline_line(deadline, world))
    for piece in application.record.feedback:
        if piece.state is not ThreadState.RESOLVED:
            advice = f"{language.text(N_('advice on the draft'))} · " if piece.is_advice else ""
            console.answer(f"{piece.id}: {advice}{first_words(piece.text, 60)}")
    signature = folder.signature()
    if signature is not None:
        console.answer(language.text(SIGNATURES[signature]))


@click.command(help=N_("Say how far along it is: steps, deadlines, open feedback."))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--json", "json_wanted", is_flag=True, help=N_("Print JSON."))
@click.pass_obj
def command(world: World, folder: Path | None, json_wanted: bool) -> int:
    """Print where the application stands. Exit 2 where it can't be read which one this is."""
    opened = world.open(folder)
    assessment = assessed(opened)
    if json_wanted:
        console.answer_json(as_json(opened, assessment, opened.signature()))
    else:
        _print(opened, assessment, world)
    return Exit.USAGE if opened.unreadable else Exit.DONE
