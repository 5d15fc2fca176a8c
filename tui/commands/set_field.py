"""`labelmap set`: sets one field and records it."""

from pathlib import Path

import click

from model import fields
from model.messages import N_, Failure
from model.versions import chosen
from tui import countries
from tui.exits import Exit
from tui.intake import read_text, take_in
from tui.world import World


class OneValue(Failure):
    """Neither a value nor a file was given, or both."""

    kind = "usage"
    text = N_("Give one value.")
    remedy = N_("As a word ('' clears the field), with --file, or '-' to read standard input.")


@click.command(
    help=N_(
        "Set one field and record it. KEY is the step (or the file) and the field, as in "
        "shared-leadership.plan or school.contact.email."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("key")
@click.argument("value", required=False)
@click.option(
    "--file",
    type=click.Path(path_type=Path, allow_dash=True),
    help=N_("Take the value from this file."),
)
@click.pass_obj
def command(world: World, folder: Path, key: str, value: str | None, file: Path | None) -> int:
    """Set the field, and say what was recorded."""
    if (value is None) == (file is None):
        raise OneValue
    opened = world.open_to_change(folder)
    where = fields.parse_key(key, opened.edition)
    if file is not None:
        value = read_text(file)
    elif value == "-":
        value = read_text(None)
    taken = take_in(world, where, value or "", opened.edition)
    entry = world.act(
        opened,
        lambda: opened.save(chosen(opened.application, where, taken), world.person),
    )
    world.say_recorded(opened, entry)
    if str(where) == countries.FIELD and countries.is_no_code(opened.application):
        world.note(countries.told(opened.application))
    return Exit.DONE
