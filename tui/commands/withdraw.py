"""`labelmap withdraw`: takes a submission back while the first period runs."""

from pathlib import Path

import click

from model.messages import N_
from tui.exits import Exit
from tui.world import World


@click.command(
    help=N_(
        "Take the submission back. That can be done while the first period runs and there is no "
        "decision; what was submitted stays in the history."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def command(world: World, folder: Path) -> int:
    """Withdraw, and say what was recorded."""
    opened = world.open_to_change(folder)
    entry = world.act(opened, lambda: opened.withdraw(world.person))
    world.say_recorded(opened, entry)
    return Exit.DONE
