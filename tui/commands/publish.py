"""`labelmap publish`: a reviewer lets the school have the drafts, as one signed act."""

from pathlib import Path

import click

from model.messages import N_
from tui.exits import Exit
from tui.reviewing import open_reviewed, say_act
from tui.world import World


@click.command(
    help=N_(
        "Publish the feedback that was drafted (reviewer). The school reads it once it was sent."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def command(world: World, folder: Path) -> int:
    """Publish, and say what was recorded."""
    school = open_reviewed(world, folder)
    say_act(world, school, school.publish(world.person))
    return Exit.DONE
