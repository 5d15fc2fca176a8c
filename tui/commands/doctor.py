"""`labelmap doctor`: what this computer has and lacks for Labelmap, and how to install it."""

import click

from model.messages import N_
from tui import console
from tui.exits import Exit
from tui.world import World


@click.command(help=N_("Say what this computer lacks, and how to install it."))
@click.pass_obj
def command(world: World) -> int:
    """Print one line for each thing looked at; exit 3 when something that is needed is lacking."""
    from tui.doctor import Mark, examine

    findings = examine(world)
    for finding in findings:
        console.answer(f"{finding.mark} {world.language.say(finding.what)}")
        if finding.remedy is not None:
            for line in world.language.say(finding.remedy).splitlines():
                console.answer(f"    {line}")
    lacking = any(finding.mark is Mark.LACKING for finding in findings)
    return Exit.ENVIRONMENT if lacking else Exit.DONE
