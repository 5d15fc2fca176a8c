"""`labelmap send`: puts what school and NSO tell one another in a file, for the other side."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.messages import N_, Failure, Message
from tui import console
from tui.exits import Exit
from tui.world import World

if TYPE_CHECKING:
    from store.reviewed_school import ReviewedSchool
    from store.school_folder import SchoolFolder


class FileInTheWay(Failure):
    """Something else stands where the file should be."""

    text = N_("“{path}” is there already, and is no file between school and NSO.")
    remedy = N_("Choose another name.")


@click.command(
    help=N_(
        "Put in a file what the other side does not have yet. A school sends it to its NSO, a "
        "reviewer to the school; by mail, for example. Nothing of the diary is in it."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("The file; its name ends in .labelmap."),
)
@click.option("--whole", is_flag=True, help=N_("All of it, also what the other side has."))
@click.option(
    "--draft",
    is_flag=True,
    help=N_("First show the NSO the application as it is now, to get advice on it."),
)
@click.option("--split", is_flag=True, help=N_("In parts that mail takes, where it is large."))
@click.pass_obj
def command(world: World, folder: Path, target: Path, whole: bool, draft: bool, split: bool) -> int:
    """Write the file, print its path (or those of its parts), and say how large it is."""
    from tempfile import TemporaryDirectory

    from store.folder import replace_file
    from store.parts import split as in_parts
    from store.record_travel import LARGE

    school = _opened(world, folder)
    _check(target)
    if draft:
        _show(world, school)
    with TemporaryDirectory(prefix="labelmap-") as place:
        made = Path(place, "record.bundle")
        look = school.send(made, world.person, whole=whole)
        if split and look.bytes > LARGE:
            paths = in_parts(made, target, LARGE)
        else:
            replace_file(made, target)
            paths = (target,)
    for path in paths:
        console.answer(str(path))
    size = world.language.size(look.bytes)
    world.note(Message(N_("Size: {size}."), {"size": size}))
    if look.bytes > LARGE and not split:
        text = N_("Many mail systems do not take a file as large as this: --split makes parts.")
        world.note(Message(text))
    return Exit.DONE


def _show(world: World, school: "SchoolFolder | ReviewedSchool") -> None:
    """Let the NSO have the draft; one that did not change since is sent once more."""
    from store.record_failures import DraftAsBefore
    from store.school_folder import SchoolFolder
    from tui.submitting import words_of

    if not isinstance(school, SchoolFolder):
        raise click.UsageError(world.language.text(N_("Only the school shows its draft.")))
    try:
        world.act(school, lambda: school.show_draft(world.person, words_of(school)))
    except DraftAsBefore as failure:
        world.note(failure.message)


def _opened(world: World, folder: Path) -> "SchoolFolder | ReviewedSchool":
    """The school's own folder, or a school of an inbox."""
    from store.inbox_folder import inbox_of
    from tui.reviewing import open_reviewed

    if inbox_of(folder) is not None:
        return open_reviewed(world, folder)
    return world.open_to_change(folder)


def _check(target: Path) -> None:
    """Raise `FileInTheWay` where something would be lost."""
    from store.record_travel import look_at_record

    if not os.path.lexists(target):
        return
    try:
        look_at_record(target)
    except (Failure, OSError) as error:
        raise FileInTheWay(path=str(target)) from error
