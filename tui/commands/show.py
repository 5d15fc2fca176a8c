"""`labelmap show`: one field as it stands, or every version that it had."""

from pathlib import Path

import click

from model import fields
from model.keys import LISTS, Key
from model.messages import N_
from store.school_folder import SchoolFolder
from tui import console
from tui.exits import Exit
from tui.words import entry_line
from tui.world import World


def _now(opened: SchoolFolder, key: Key) -> str:
    """What the field holds. Raises `NoSuchEntry` for an entry of a list that is not there."""
    listed, *entry_id = key.path
    if entry_id and listed in LISTS.get(key.file, {}):
        entry = Key(key.file, (listed, entry_id[0]))
        if fields.get(opened.application, entry) is None:
            raise fields.NoSuchEntry(entry)
    return fields.as_text(fields.get(opened.application, key))


@click.command(help=N_("Show one field, or every version that it had."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("key", metavar="STEP.FIELD")
@click.option("--history", is_flag=True, help=N_("Every version: who wrote it, when, and what."))
@click.pass_obj
def command(world: World, folder: Path, key: str, history: bool) -> int:
    """Print the field, or its versions with the newest first."""
    opened = world.open(folder)
    where = fields.parse_key(key, opened.edition)
    if not history:
        console.answer(_now(opened, where))
        return Exit.DONE
    for version in opened.versions(where):
        entry = version.entry
        line = entry_line(entry, world.language, opened.clock.today, opened.edition)
        console.answer(f"{entry.commit[:9]}  {line}")
        for text in version.text.split("\n"):
            console.answer(f"    {text}".rstrip(" "))
        console.answer("")
    return Exit.DONE
