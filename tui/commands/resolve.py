"""`labelmap resolve`: a reviewer says that a piece of feedback needs nothing more."""

from pathlib import Path

import click

from model.messages import N_
from tui.exits import Exit
from tui.reviewing import open_reviewed, say_act
from tui.world import World


@click.command(help=N_("Say that feedback needs nothing more (reviewer)."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("feedback_id", metavar="FEEDBACK-ID")
@click.option("--text", default="", help=N_("What you say with it."))
@click.pass_obj
def command(world: World, folder: Path, feedback_id: str, text: str) -> int:
    """Record it, and say what was recorded."""
    school = open_reviewed(world, folder)
    say_act(world, school, school.resolve(feedback_id, world.person, text=text))
    return Exit.DONE
