"""`labelmap teacher`: a teacher who was active, and the activity that shows it (F2)."""

from pathlib import Path

import click

from model import fields
from model.application import ActiveTeacher
from model.keys import ELIGIBILITY, Key
from model.messages import N_
from store.journal import Entry
from store.names import new_id
from tui.exits import Exit
from tui.intake import take_in_day, take_in_text
from tui.world import World


def _key(field: str) -> Key:
    """A field of the new entry, before it has an id."""
    return Key(ELIGIBILITY, ("active_teacher", "new", field))


@click.command(help=N_("Add a teacher who was active in eTwinning."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("name")
@click.option("--activity", required=True, help=N_("The project, webinar or workshop."))
@click.option(
    "--on", "day", required=True, metavar="YYYY-MM-DD", help=N_("The day of the activity.")
)
@click.pass_obj
def command(world: World, folder: Path, name: str, activity: str, day: str) -> int:
    """Add the teacher, and say what was recorded."""
    opened = world.open_to_change(folder)
    person = take_in_text(world, _key("name"), name, opened.edition)
    shown = take_in_text(world, _key("activity"), activity, opened.edition)
    on = take_in_day(world, _key("on"), day, opened.edition)

    def add() -> Entry | None:
        known = {entry.id for entry in opened.application.eligibility.active_teacher}
        own = new_id(person, "teacher", known)
        teacher = ActiveTeacher(id=own, name=person, activity=shown, on=on)
        where = Key(ELIGIBILITY, ("active_teacher", own))
        return opened.save(fields.put(opened.application, where, teacher), world.person)

    world.say_recorded(opened, world.act(opened, add))
    return Exit.DONE
