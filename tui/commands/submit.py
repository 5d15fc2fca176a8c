"""`labelmap submit`: submits the round in hand, or says why not."""

from collections.abc import Iterable
from pathlib import Path

import click

from model import problem_texts
from model.messages import N_, Message
from model.problems import Problem
from store.record_failures import CanNotSubmit
from store.school_folder import SchoolFolder
from tui import console
from tui.exits import Exit
from tui.start import tell
from tui.submitting import words_of
from tui.world import World


@click.command(
    help=N_(
        "Submit the application to the NSO's side of its history. What is missing is listed, and "
        "nothing is submitted then. This is not submitting on the platform: do that there, and "
        "record it with 'labelmap platform'."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--incomplete",
    metavar="REASON",
    help=N_("Submit although something is missing, and say why."),
)
@click.pass_obj
def command(world: World, folder: Path, incomplete: str | None) -> int:
    """Submit, and say what is still to be done on the platform."""
    opened = world.open_to_change(folder)
    try:
        entry = world.act(
            opened,
            lambda: opened.submit(world.person, words_of(opened), incomplete=incomplete),
        )
    except CanNotSubmit as failure:
        tell(failure, world.language)
        _list(failure.problems, opened, world)
        return Exit.NO
    world.say_recorded(opened, entry)
    world.note(
        Message(
            N_(
                "Submitting here is not submitting on the platform: fill in the form there, then "
                "record it with 'labelmap platform FOLDER submitted --on DATE'."
            )
        )
    )
    return Exit.DONE


def _list(problems: Iterable[Problem], folder: SchoolFolder, world: World) -> None:
    """What is missing: the answer to 'may it be submitted?'."""
    code, say = world.language.code, world.language.say
    for problem in problems:
        console.answer(f"● {say(problem_texts.message(problem, folder.edition, code))}")
