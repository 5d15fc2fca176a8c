"""`labelmap reply`: answers a piece of feedback, and may mark it as addressed."""

from pathlib import Path

import click

from model.messages import N_
from tui.exits import Exit
from tui.world import World


@click.command(
    help=N_(
        "Answer a piece of feedback. 'labelmap status' lists the feedback with its ids. "
        "--addressed also says that what it asks was done."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("feedback_id", metavar="FEEDBACK-ID")
@click.option("--text", required=True, help=N_("What you answer."))
@click.option("--addressed", is_flag=True, help=N_("Mark it as addressed too."))
@click.pass_obj
def command(world: World, folder: Path, feedback_id: str, text: str, addressed: bool) -> int:
    """Reply, and say what was recorded."""
    opened = world.open_to_change(folder)
    entry = world.act(opened, lambda: opened.reply(feedback_id, text, world.person))
    world.say_recorded(opened, entry)
    if addressed:
        entry = world.act(opened, lambda: opened.mark_addressed(feedback_id, world.person))
        world.say_recorded(opened, entry)
    return Exit.DONE
