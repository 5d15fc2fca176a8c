"""`labelmap review`: opens the app in review mode, on an inbox or on one of its schools."""

from pathlib import Path

import click

from model.messages import N_
from tui.start import NoTerminal, is_interactive
from tui.world import World


@click.command(help=N_("Open review mode (reviewer). FOLDER is an inbox, or one school of it."))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def command(world: World, folder: Path | None) -> int:
    """Open it, where there is a terminal."""
    from store.finding import here, opened_around
    from tui.open_review import open_review, place_to_review

    place = folder
    if place is None:
        stand = here()
        place = opened_around(stand) or stand
    inbox, school = place_to_review(place)
    if not is_interactive():
        raise NoTerminal
    return open_review(inbox, school, today=world.today, lang=world.lang)
