"""`labelmap join`: a copy of one's own of an application that a colleague shares."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.messages import N_, Failure, Message
from store import cloud
from store.names import slug
from tui import console
from tui.exits import Exit
from tui.remote_words import logged
from tui.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.joining import Offer


class SeveralToJoin(Failure):
    """Several applications lie in one shared folder."""

    kind = "usage"
    text = N_("Several applications are shared in “{path}”: {schools}.")
    remedy = N_("Say which one: --school NAME.")


class NoSuchSchool(Failure):
    """None of them is of that school."""

    kind = "usage"
    text = N_("No application of “{school}” is shared in “{path}”; there is: {schools}.")


def _chosen(offers: "Sequence[Offer]", school: str | None, shared: Path) -> "Offer":
    """The one that is meant: by the school's name, or a part of it, or the mark in the file's name.

    Raises `SeveralToJoin`, `NoSuchSchool`.
    """
    sought = slug(school, "") if school else ""
    fits = [one for one in offers if sought == one.application or sought in slug(one.school, "")]
    if len(fits) == 1:
        return fits[0]
    found = fits or offers
    names = [f"{one.school} ({', '.join(one.people)}, {one.application})" for one in found]
    schools = "; ".join(names)
    if fits:
        raise SeveralToJoin(path=str(shared), schools=schools)
    raise NoSuchSchool(path=str(shared), school=school or "", schools=schools)


@click.command(
    help=N_(
        "Join a colleague's application. A copy of your own is made in FOLDER, from the folder "
        "that you share (OneDrive, Teams, a network drive, a stick), or over git. From then on "
        "'labelmap sync FOLDER' shares what is new."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--via",
    metavar="SHARED-FOLDER",
    type=click.Path(path_type=Path),
    help=N_("The folder in which your colleague shares it."),
)
@click.option("--remote", metavar="R", help=N_("A git remote: its address."))
@click.option(
    "--school", metavar="NAME", help=N_("Which school, where several are shared in one folder.")
)
@click.pass_obj
def command(
    world: World, folder: Path, via: Path | None, remote: str | None, school: str | None
) -> int:
    """Make the copy and print its path."""
    if (via is None) is (remote is None):
        raise click.UsageError(world.language.text(N_("Give --via or --remote, one of the two.")))
    in_cloud = cloud.warning(folder.absolute())
    if in_cloud is not None:
        world.note(in_cloud)
    from store import joining

    clock = world.clock(folder)
    if via is not None:
        offer = _chosen(joining.offers(via), school, via)
        done = joining.join(via, offer.application, folder, world.person, clock)
        names = ", ".join(one.name for one in done.colleagues)
        world.note(Message(N_("Shared with {names}."), {"names": names}))
    elif remote is not None:
        with logged(world):
            joining.join_remote(remote, folder, world.person, clock)
    console.answer(str(folder.absolute()))
    return Exit.DONE
