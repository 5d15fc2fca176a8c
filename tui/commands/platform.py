"""`labelmap platform`: records what happened on the official platform."""

from pathlib import Path

import click

from model.messages import N_
from model.review import DecisionKind
from store.clock import Clock
from tui.exits import Exit
from tui.world import World

SUBMITTED = "submitted"
WHAT = (SUBMITTED, *(kind.value for kind in DecisionKind))


@click.command(
    help=N_(
        "Record what happened on the official platform. The application was submitted there, or "
        "the NSO decided there; a decision that is taken over unlocks the answers."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("what", type=click.Choice(WHAT))
@click.option(
    "--on",
    "day",
    required=True,
    metavar="YYYY-MM-DD",
    help=N_("The day on which it happened there."),
)
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help=N_("The form or the letter, as downloaded from the platform."),
)
@click.option("--text", default="", help=N_("What the NSO wrote there."))
@click.pass_obj
def command(world: World, folder: Path, what: str, day: str, file: Path | None, text: str) -> int:
    """Record it, and say what was recorded."""
    from store.platform_acts import OnPlatform

    on = Clock.of(day).today
    opened = world.open_to_change(folder)
    decision = None if what == SUBMITTED else DecisionKind(what)
    happened = OnPlatform(on=on, decision=decision, text=text, form=file)
    entry = world.act(opened, lambda: opened.record_platform(happened, world.person))
    world.say_recorded(opened, entry)
    return Exit.DONE
