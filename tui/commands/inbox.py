"""`labelmap inbox`: every school of an inbox, a row each; for a reviewer."""

from pathlib import Path

import click

from model.messages import N_, Failure, Message
from model.text import shown_line
from store.inbox import Row
from tui import console
from tui.exits import Exit
from tui.language import Language
from tui.words import STATES
from tui.world import World

_NOBODY = "-"


class FormAlone(Failure):
    """A form was given without the school that it is of."""

    kind = "usage"
    text = N_("--form goes with --add NAME: whose form is it?")


@click.command(
    help=N_(
        "List every school of an inbox (reviewer). A school that can't be read is a row that says "
        "why; then the answer is still the others."
    )
)
@click.argument("inbox", required=False, type=click.Path(path_type=Path))
@click.option("--json", "json_wanted", is_flag=True, help=N_("Print JSON."))
@click.option(
    "--csv",
    "csv_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("Write a table for a spreadsheet."),
)
@click.option("--force", is_flag=True, help=N_("Replace a file that is there."))
@click.option(
    "--add",
    "name",
    metavar="NAME",
    help=N_("Add a school that applied on the platform only, without Labelmap; or its next round."),
)
@click.option(
    "--form",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("With --add: its application form as downloaded from the platform."),
)
@click.pass_obj
def command(
    world: World,
    inbox: Path | None,
    json_wanted: bool,
    csv_file: Path | None,
    force: bool,
    name: str | None,
    form: Path | None,
) -> int:
    """Print the rows, and how many schools are in which state; or add a school."""
    if name is not None:
        return _add(world, inbox, name, form)
    if form is not None:
        raise FormAlone
    from store import signers
    from store.inbox import rows, totals
    from store.inbox_folder import Inbox

    place = inbox if inbox is not None else Path.cwd()
    clock = world.clock(place)
    found = list(rows(Inbox.at(place), clock, signers.load()))
    from tui.inbox_table import document_of, write_csv

    if csv_file is not None:
        write_csv(csv_file, found, world.language, force=force)
        console.answer(str(csv_file))
        return Exit.DONE
    if json_wanted:
        console.answer_json(document_of(found, clock.today.isoformat(), world.language))
        return Exit.DONE
    for row in found:
        console.answer(_line(row, world.language))
    for state, count in totals(found).items():
        name = next(word for known, word in STATES.items() if known.value == state)
        console.answer(f"{world.language.text(name)}: {count}")
    return Exit.DONE


def _add(world: World, place: Path | None, name: str, form: Path | None) -> int:
    """Add a school, in an inbox that is made where nothing is; its folder is the answer."""
    from store.added_school import add_school
    from store.inbox_folder import HEAD, Inbox, NotAnInbox

    into = place if place is not None else Path.cwd()
    is_there = into.exists() and (not into.is_dir() or any(into.iterdir()))
    if is_there and not (into / HEAD).is_file():
        raise NotAnInbox(path=str(into))
    clock = world.clock(into)
    console.answer(str(add_school(Inbox.made_at(into), name, form, world.person, clock)))
    return Exit.DONE


def _line(row: Row, language: Language) -> str:
    if row.problem is not None:
        return f"✗ {row.folder.name}: {language.say(row.problem)}"
    state = next(word for known, word in STATES.items() if known.value == row.state)
    parts = [
        f"{row.school} ({row.city})" if row.city else row.school,
        language.text(state),
        language.say(Message(N_("submission {round}"), {"round": row.round})),
        f"{row.done}/{row.required}",
    ]
    if row.open_must_fix:
        facts = {"count": row.open_must_fix}
        parts.append(language.say(Message(N_("{count} must-fix"), facts, N_("{count} must-fix"))))
    if row.assigned_to:
        parts.append(row.assigned_to)
    return " · ".join(map(shown_line, parts))
