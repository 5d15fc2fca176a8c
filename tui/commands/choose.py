"""`labelmap choose`: what stands in different versions, and which of them it is to be."""

from pathlib import Path

import click

from model import fields
from model.messages import N_, Fact, Failure, Message
from model.text import first_words
from model.versions import Version, chosen, conflicts, versions
from tui.exits import Exit
from tui.field_names import field_name
from tui.world import World

_WORDS = 60


class NoSuchChoice(Failure):
    """The field has no such version."""

    kind = "usage"
    text = N_("'{choice}' is none of the versions of '{key}'.")
    remedy = N_("Give the number that 'labelmap choose FOLDER' puts before it, or mine or theirs.")


class NothingToChoose(Failure):
    """The field stands in one version."""

    text = N_("There is nothing to choose in '{key}': it stands there once.")


@click.command(
    help=N_(
        "Choose between the versions of a field. Where several people wrote in it at once, say "
        "which is to stay: its number, mine or theirs. Without KEY: show what there is to choose. "
        "To put something else in their place, use 'labelmap set'."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("key", required=False)
@click.argument("choice", required=False, metavar="[NUMBER|mine|theirs]")
@click.pass_obj
def command(world: World, folder: Path, key: str | None, choice: str | None) -> int:
    """Show the versions, or choose one and say what was recorded."""
    if choice is None:
        return _show(world, folder, key)
    opened = world.open_to_change(folder)
    where = fields.parse_key(str(key), opened.edition)
    several = versions(opened.application, where)
    if len(several) == 1:
        raise NothingToChoose(key=str(where))
    found = _chosen(several, choice, world)
    if found is None:
        raise NoSuchChoice(choice=choice, key=str(where))
    entry = world.act(
        opened,
        lambda: opened.save(chosen(opened.application, where, found.value), world.person),
    )
    world.say_recorded(opened, entry)
    return Exit.DONE


def _chosen(several: tuple[Version, ...], choice: str, world: World) -> Version | None:
    """The version that a word means; None where it means none, or not just one."""
    if choice.isdecimal():
        return several[int(choice) - 1] if 0 < int(choice) <= len(several) else None
    mine = [each for each in several if each.by == world.person.name]
    theirs = [each for each in several if each.by != world.person.name]
    found = {"mine": mine, "theirs": theirs}.get(choice, [])
    return found[0] if len(found) == 1 else None


def _show(world: World, folder: Path, key: str | None) -> int:
    """Every field in different versions, and the versions by number."""
    opened = world.open(folder)
    wanted = None if key is None else fields.parse_key(key, opened.edition)
    for where in conflicts(opened.application):
        if wanted not in (None, where):
            continue
        name = field_name(where, opened.edition, world.language, opened.application)
        world.say(Message("{key}  ({name})", {"key": str(where), "name": name}))
        for number, each in enumerate(versions(opened.application, where), 1):
            text = each.text if wanted is not None else first_words(each.text, _WORDS)
            facts: dict[str, Fact] = {
                "number": number,
                "by": each.by or "?",
                "when": each.when[:16],
                "text": text,
            }
            world.say(Message("  {number}  {by} {when}: {text}", facts))
    return Exit.DONE
