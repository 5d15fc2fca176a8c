"""`labelmap receive`: takes what the other side sent into an inbox, or into the school's folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.messages import N_, Message
from tui import console
from tui.exits import Exit, of_failure
from tui.received_words import said
from tui.start import tell
from tui.world import World

if TYPE_CHECKING:
    from store.inbox_folder import Inbox
    from store.receiving import Taken
    from store.record_travel import Received
    from store.school_folder import SchoolFolder


@click.command(
    help=N_(
        "Take in what the other side sent. A reviewer takes files into an inbox, which is made "
        "where there is none, and answers with a receipt; a school into its own folder."
    )
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--into",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=N_("The inbox, or the school's own folder."),
)
@click.option(
    "--trust", is_flag=True, help=N_("Trust the NSO's keys that come with it; you compared them.")
)
@click.pass_obj
def command(world: World, files: tuple[Path, ...], into: Path, trust: bool) -> int:
    """Take them in; print the folder of each, and say what came. The worst exit code counts."""
    from store.receiving import take_in

    target = _target(world, into)
    person, clock = world.person, world.clock(into)
    worst = Exit.DONE
    for taken in take_in(files, target, person, clock):
        worst = max(worst, _tell(world, taken))
    from store.school_folder import SchoolFolder

    if isinstance(target, SchoolFolder):
        world.say_notices(target)
        _first_contact(world, target, trust=trust)
    return worst


def _target(world: World, into: Path) -> "Inbox | SchoolFolder":
    """The inbox, made where nothing is; or the school's own folder."""
    from store.inbox_folder import HEAD, Inbox, NotAnInbox, inbox_of
    from store.shapes import PATHS

    if (into / HEAD).is_file():
        return Inbox.at(into)
    inbox = inbox_of(into)
    if inbox is not None:
        return inbox
    if any((into / path).exists() for path in PATHS):
        return world.open_to_change(into)
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise NotAnInbox(path=str(into))
    return Inbox.made_at(into)


def _tell(world: World, taken: "Taken") -> Exit:
    if taken.failure is not None:
        tell(taken.failure, world.language)
        return of_failure(taken.failure)
    received = taken.received
    if received is None:
        return Exit.DONE
    console.answer(str(received.folder))
    return _say(world, taken.name, received, namesake=taken.namesake)


def _say(world: World, name: str, received: "Received", *, namesake: bool) -> Exit:
    from store.record_travel import Outcome

    for message in said(name, received, namesake=namesake):
        world.note(message)
    return Exit.NO if received.outcome in {Outcome.WAITS, Outcome.REWRITTEN} else Exit.DONE


def _first_contact(world: World, school: "SchoolFolder", *, trust: bool) -> None:
    """The NSO's keys, where none is trusted yet: pinned by a person's own word."""
    from store import signers
    from tui.commands.trust import agreed

    keys = school.offered_keys()
    known = signers.load()
    unknown = [key for key in keys if not known.knows(key)]
    if not unknown:
        return
    world.note(Message(N_("The NSO signs with a key that you do not trust yet:")))
    if trust or agreed(world, unknown):
        if trust:
            for key in unknown:
                console.note(f"  {key.fingerprint}  {key.comment}")
        signers.pin(unknown)
        world.note(Message(N_("You trust it from now on.")))
    else:
        text = N_(
            "Compare it with what the NSO publishes, then: labelmap trust pin '{folder}'"
            " --fingerprint SHA256:..."
        )
        world.note(Message(text, {"folder": str(school.path)}))
