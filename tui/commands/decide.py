"""`labelmap decide`: a reviewer decides on the last submission, and publishes the drafts."""

from pathlib import Path

import click

from model.messages import N_
from model.review import DecisionKind
from tui.exits import Exit
from tui.reviewing import open_reviewed, say_act
from tui.world import World


@click.command(
    help=N_(
        "Decide on the last submission (reviewer). Drafts of feedback are published with it. "
        "Deciding again corrects the decision; both stay in the history."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("what", type=click.Choice([kind.value for kind in DecisionKind]))
@click.option("--text", required=True, help=N_("What the school reads with it."))
@click.option(
    "--take-over",
    is_flag=True,
    help=N_("Decide on a school that another reviewer has; from then on it is yours."),
)
@click.pass_obj
def command(world: World, folder: Path, what: str, text: str, take_over: bool) -> int:
    """Decide, and say what was recorded."""
    school = open_reviewed(world, folder)
    if take_over:
        school.assign(world.person.name, world.person)
    say_act(world, school, school.decide(DecisionKind(what), text, world.person))
    return Exit.DONE
