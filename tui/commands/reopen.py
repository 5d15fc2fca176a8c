"""`labelmap reopen`: a reviewer asks anew for an answer to a piece of feedback."""

from pathlib import Path

import click

from model.messages import N_
from tui.exits import Exit
from tui.reviewing import open_reviewed, say_act
from tui.world import World


@click.command(help=N_("Ask anew for an answer to feedback (reviewer)."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("feedback_id", metavar="FEEDBACK-ID")
@click.option("--text", default="", help=N_("What you say with it."))
@click.pass_obj
def command(world: World, folder: Path, feedback_id: str, text: str) -> int:
    """Record it, and say what was recorded."""
    school = open_reviewed(world, folder)
    say_act(world, school, school.reopen(feedback_id, world.person, text=text))
    return Exit.DONE
