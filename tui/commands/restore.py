"""`labelmap restore`: brings an earlier version of a field back, as a new change."""

from pathlib import Path

import click

from model import fields
from model.messages import N_
from tui.exits import Exit
from tui.world import World


@click.command(help=N_("Bring an earlier version of a field back."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("key", metavar="STEP.FIELD")
@click.option(
    "--at",
    "commit",
    required=True,
    metavar="COMMIT",
    help=N_("Which version: what 'labelmap show STEP.FIELD --history' puts before it."),
)
@click.pass_obj
def command(world: World, folder: Path, key: str, commit: str) -> int:
    """Restore, and say what was recorded."""
    opened = world.open_to_change(folder)
    where = fields.parse_key(key, opened.edition)
    entry = world.act(opened, lambda: opened.restore(where, commit, world.person))
    world.say_recorded(opened, entry)
    return Exit.DONE
