"""`labelmap demo`: makes the sample school, or a reviewer's inbox of samples, and opens it."""

import os
from pathlib import Path

import click

from model.messages import N_, Message
from tui import console
from tui.exits import Exit
from tui.start import is_interactive
from tui.world import World


@click.command(
    help=N_(
        "Make a sample school and open it. All of it is invented: look around, try everything, "
        "nothing can go wrong."
    )
)
@click.option(
    "--into",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=N_("The folder that becomes the school; otherwise a new one among your documents."),
)
@click.option(
    "--reviewer",
    is_flag=True,
    help=N_("Make a reviewer's inbox of a dozen schools instead."),
)
@click.option("--no-open", is_flag=True, help=N_("Only make it, and print where it is."))
@click.pass_obj
def command(world: World, into: Path | None, reviewer: bool, no_open: bool) -> int:
    """Make it; open it where there is a terminal, else print its path as the last line."""
    opens = is_interactive() and not no_open
    if reviewer:
        return _inbox(world, into, opens=opens)
    from tui.demo import make_demo

    made = make_demo(into, world.today)
    if not opens:
        text = N_("A sample school, all invented. To open it: labelmap {path}")
        world.note(Message(text, {"path": str(made.folder)}))
        console.answer(str(made.folder))
        return Exit.DONE
    from tui.open_app import open_app

    return open_app(made.folder, today=world.today, lang=world.lang)


def _inbox(world: World, into: Path | None, *, opens: bool) -> int:
    from tui.demo_inbox import make_demo_inbox

    world.note(Message(N_("One moment: a dozen schools are being made ...")))
    made = make_demo_inbox(into, world.today or os.environ.get("LABELMAP_TODAY") or None)
    if opens:
        from tui.open_app import open_app

        return open_app(made.folder, today=world.today, lang=world.lang)
    text = N_("A sample inbox, all invented. To open it: labelmap {path}")
    world.note(Message(text, {"path": str(made.folder)}))
    console.answer(str(made.folder))
    return Exit.DONE
