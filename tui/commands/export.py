"""`labelmap export`: the application as people read it, in a file."""

import os
from pathlib import Path

import click

from model.messages import N_, Failure, Message
from tui import console
from tui.assessing import assessed
from tui.exits import Exit
from tui.language import Language
from tui.world import World

WHAT = ("application",)
"""What can be exported; the rest of the contract comes with later issues."""


class TargetExists(Failure):
    """The file is there already."""

    text = N_("'{path}' already exists.")
    remedy = N_("Choose another name, or replace it with --force.")


@click.command(
    help=N_("Write the application as .pdf, .html, .md or .json. What is missing is marked in it.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("The file; its suffix says what is made."),
)
@click.option("--what", type=click.Choice(WHAT), default=WHAT[0], help=N_("What to write."))
@click.option("--force", is_flag=True, help=N_("Replace a file that is there."))
@click.option("--strict", is_flag=True, help=N_("Exit 1 when the application is not complete."))
@click.pass_obj
def command(
    world: World,
    folder: Path,
    target: Path,
    what: str,  # noqa: ARG001 - there is one choice so far
    force: bool,
    strict: bool,
) -> int:
    """Write the file, in the application's language unless --lang is there; print its path."""
    from export.application import check_suffix
    from store.folder import atomic_write
    from tui.exporting import application_bytes

    check_suffix(target.suffix)
    opened = world.open(folder)
    if not force and os.path.lexists(target):
        raise TargetExists(path=str(target))
    assessment = assessed(opened)
    language = world.language if world.lang else Language(opened.application.language)
    data = application_bytes(opened, opened.application, assessment, language, target.suffix)
    atomic_write(target, data)
    console.answer(str(target))
    if not assessment.complete:
        text = N_("Not complete yet: {done} of {required}. What is missing is marked in it.")
        facts = {"done": assessment.done, "required": assessment.required}
        world.note(Message(text, facts))
    if opened.unreadable:
        return Exit.USAGE
    return Exit.NO if strict and not assessment.complete else Exit.DONE
