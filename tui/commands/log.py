"""`labelmap log`: the history in plain words."""

from pathlib import Path

import click

from model.messages import N_
from store.journal import Entry
from tui import console
from tui.exits import Exit
from tui.intake import step_named
from tui.json_shapes import FORMAT, EntryJson, LogJson
from tui.words import entry_line
from tui.world import World


def _as_json(entry: Entry) -> EntryJson:
    role = entry.trailers.get("Labelmap-Role", ())
    return {
        "commit": entry.commit,
        "at": entry.at.isoformat(),
        "by": entry.person.name,
        "email": entry.person.email,
        "event": entry.event,
        "step": entry.step,
        "field": entry.field,
        "role": role[0] if role else None,
        "subject": entry.subject,
        "set_clock": "Labelmap-Clock" in entry.trailers,
    }


@click.command(help=N_("Tell who changed what, and when; the newest first."))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--step", help=N_("Only this step."))
@click.option("--person", help=N_("Only this person: part of a name or mail address."))
@click.option("--json", "json_wanted", is_flag=True, help=N_("Print JSON."))
@click.pass_obj
def command(
    world: World, folder: Path | None, step: str | None, person: str | None, json_wanted: bool
) -> int:
    """Print the diary."""
    opened = world.open(folder)
    entries = opened.log(step=None if step is None else step_named(step), person=person)
    if json_wanted:
        document: LogJson = {"format": FORMAT, "entries": [_as_json(entry) for entry in entries]}
        console.answer_json(document)
        return Exit.DONE
    for entry in entries:
        line = entry_line(entry, world.language, opened.clock.today, opened.edition)
        console.answer(f"{entry.commit[:9]}  {line}")
    return Exit.DONE
