"""`labelmap detach`: takes a piece of evidence out of the application; it stays in the diary."""

from pathlib import Path

import click

from model.messages import N_
from tui.exits import Exit
from tui.world import World


@click.command(help=N_("Take a piece of evidence out; it stays in the history."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("evidence_id", metavar="EVIDENCE-ID")
@click.pass_obj
def command(world: World, folder: Path, evidence_id: str) -> int:
    """Remove it, and say what was recorded."""
    opened = world.open_to_change(folder)
    entry = world.act(opened, lambda: opened.detach(evidence_id, world.person))
    world.say_recorded(opened, entry)
    return Exit.DONE
