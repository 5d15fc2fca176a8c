"""What the reviewer's commands share: opening a school of the inbox, and saying what was done."""

from pathlib import Path
from typing import TYPE_CHECKING

from model.messages import N_, Message
from tui.world import World

if TYPE_CHECKING:
    from store.journal import Entry
    from store.reviewed_school import ReviewedSchool


def open_reviewed(world: World, folder: Path) -> "ReviewedSchool":
    """A school of an inbox, for a reviewer."""
    from store.reviewed_school import ReviewedSchool

    return ReviewedSchool.open(folder, world.clock(folder))


def place_of(about: str) -> str:
    """`STEP` or `STEP.FIELD` with the step by its id; it may be given by its number too."""
    from tui.intake import step_named

    step, dot, field = about.partition(".")
    return f"{step_named(step)}{dot}{field}" if step else about


def say_act(world: World, school: "ReviewedSchool", entry: "Entry") -> None:
    """Say what was recorded, and that it is not signed where there is no key."""
    from store.signing import signing_key

    world.say_recorded(school, entry)
    if signing_key() is None:
        text = N_(
            "Not signed: you have no key yet. 'labelmap trust key' makes one; then schools can see "
            "that it was you."
        )
        world.note(Message(text))
