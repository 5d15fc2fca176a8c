"""`labelmap serve`: the app in a browser on this computer, for this person only."""

import os
from pathlib import Path

import click

from model.messages import N_, Failure, Message
from tui import console
from tui.exits import Exit
from tui.world import World

_LAST_PORT = 65535


@click.command(
    help=N_(
        "Open the app in the browser on this computer. The address works once and only here; "
        "Ctrl+C in this window ends it."
    )
)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(1, _LAST_PORT),
    help=N_("The number to listen on; otherwise any that is free."),
)
@click.option("--no-open", is_flag=True, help=N_("Only print the address; open no browser."))
@click.pass_obj
def command(world: World, folder: Path | None, port: int | None, no_open: bool) -> int:
    """Serve until Ctrl+C; standard output has the address."""
    from store.inbox_folder import HEAD as INBOX_HEAD
    from store.shapes import HEAD_PATH
    from tui.served_app import command as app_command
    from tui.served_app import environment
    from tui.serving import LabelmapServer, listening

    title = "Labelmap"
    here = Path.cwd()
    if folder is not None or any((here / head).is_file() for head in (HEAD_PATH, INBOX_HEAD)):
        folder = (folder or here).absolute()
        title = f"{_name(world, folder)} · Labelmap"
    with listening(port or 0) as at:
        server = LabelmapServer(app_command(), at, world.language, title)
        os.environ.update(environment(folder, world.today, world.language.code))
        console.answer(server.address)
        if not no_open:
            _open_browser(world, server.address)
        world.note(
            Message(
                N_(
                    "Labelmap stands open in the browser as long as this window does. Ctrl+C ends "
                    "it; what you typed is saved."
                )
            )
        )
        server.run()
    return Exit.DONE


def _name(world: World, folder: Path) -> str:
    """The name of what is to be opened. Raises what opening it would raise."""
    from tui.open_app import is_reviewed

    if is_reviewed(folder):
        from tui.open_review import place_to_review

        inbox, school = place_to_review(folder)
        return (school or inbox.path).name
    return world.open(folder).application.school.name or folder.name


def _open_browser(world: World, address: str) -> None:
    """Open it by itself; where that can't be done, the address is there to be copied."""
    from store.outside import open_outside

    try:
        open_outside(address)
    except (Failure, OSError):
        world.note(
            Message(N_("No browser could be opened. Copy the address above into your browser."))
        )
