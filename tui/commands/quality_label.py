"""`labelmap quality-label`: a project of the school with its National Quality Label (F3)."""

from pathlib import Path

import click

from model import fields
from model.application import QualityLabel
from model.keys import ELIGIBILITY, Key
from model.messages import N_
from store.journal import Entry
from store.names import new_id
from tui.exits import Exit
from tui.intake import take_in_day, take_in_text
from tui.world import World


def _key(field: str) -> Key:
    """A field of the new entry, before it has an id."""
    return Key(ELIGIBILITY, ("quality_label", "new", field))


@click.command("quality-label", help=N_("Add a project with a National Quality Label."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("project")
@click.option(
    "--granted",
    "day",
    required=True,
    metavar="YYYY-MM-DD",
    help=N_("The day on which it was granted."),
)
@click.option("--national", is_flag=True, help=N_("A national project; otherwise a European one."))
@click.option("--url", default="", metavar="URL", help=N_("Where the project can be seen."))
@click.pass_obj
def command(world: World, folder: Path, project: str, day: str, national: bool, url: str) -> int:
    """Add the label, and say what was recorded."""
    opened = world.open_to_change(folder)
    title = take_in_text(world, _key("project"), project, opened.edition)
    granted = take_in_day(world, _key("granted"), day, opened.edition)
    address = take_in_text(world, _key("url"), url, opened.edition)

    def add() -> Entry | None:
        known = {entry.id for entry in opened.application.eligibility.quality_label}
        own = new_id(title, "project", known)
        label = QualityLabel(
            id=own, project=title, granted=granted, european=not national, url=address
        )
        where = Key(ELIGIBILITY, ("quality_label", own))
        return opened.save(fields.put(opened.application, where, label), world.person)

    world.say_recorded(opened, world.act(opened, add))
    return Exit.DONE
