"""`labelmap sync`: takes in what colleagues did and lets them have what is new here."""

from pathlib import Path

import click

from model.messages import N_, Failure, Message
from store import sharing
from store.creation import is_free
from store.inbox_folder import Inbox, is_inbox
from store.rounds import Synced
from store.travel import NotOurFile
from tui import console
from tui.exits import Exit
from tui.json_shapes import FORMAT, SyncJson
from tui.remote_words import logged
from tui.start import tell
from tui.world import World

_IN_APPLICATION = N_("What colleagues did is in the application now.")
_IN_INBOX = N_("What the other reviewers did is in the inbox now.")


class NothingToShare(Failure):
    """There is no application there yet: perhaps a colleague's is to be joined."""

    kind = "usage"
    text = N_("In '{path}' there is no application yet.")
    remedy = N_(
        "To get a copy of a colleague's application: labelmap join {path} --via SHARED-FOLDER. To "
        "begin one: labelmap new."
    )


def _as_json(done: Synced, shared: Path | None, world: World) -> SyncJson:
    say = world.language.say
    return {
        "format": FORMAT,
        "shared": str(shared) if shared is not None else None,
        "with": [{"name": one.name, "at": one.at.isoformat()} for one in done.colleagues],
        "changed": done.changed,
        "written": done.written,
        "conflicts": [str(key) for key in done.conflicts],
        "notices": [say(notice) for notice in done.notices],
        "refused": [
            {"message": say(failure.message), "fix": say(failure.fix)} for failure in done.refused
        ],
    }


@click.command(
    help=N_(
        "Share the application with colleagues. Take in what they did, and let them have what is "
        "new here: over a folder that you all have (OneDrive, Teams, a network drive, a stick), or "
        "over git. The folder is remembered for the next time. An inbox shares what its reviewers "
        "work on: drafts, notes, who decides on which school."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--via",
    metavar="SHARED-FOLDER",
    type=click.Path(path_type=Path),
    help=N_("The folder that you share; for the first time, or another one."),
)
@click.option("--remote", metavar="R", help=N_("A git remote: its name or its address."))
@click.option("--json", "json_wanted", is_flag=True, help=N_("Print JSON."))
@click.pass_obj
def command(
    world: World, folder: Path, via: Path | None, remote: str | None, json_wanted: bool
) -> int:
    """Share, and say with whom, what came, and what could not be taken in."""
    if via is not None and remote is not None:
        raise click.UsageError(world.language.text(N_("Give --via or --remote, not both.")))
    if is_inbox(folder):
        return _sync_inbox(world, folder, via, remote, json_wanted=json_wanted)
    if is_free(folder):
        raise NothingToShare(path=str(folder))
    opened = world.open_to_change(folder)
    share = sharing.remembered(opened.path) if via is None and remote is None else None
    shared: Path | None = None
    if via is not None:
        from tui.inviting import invite

        done, shared = invite(opened, via, world.person), via
    elif share is not None:
        done, shared = opened.sync(share, world.person), share.folder
    else:
        with logged(world):
            done = opened.sync_remote(remote, world.person)
    world.say_notices(opened)
    return _tell(world, done, shared, json_wanted=json_wanted)


def _sync_inbox(
    world: World, folder: Path, via: Path | None, remote: str | None, *, json_wanted: bool
) -> int:
    """Share the drafts, notes and assignments of an inbox with the other reviewers."""
    from store.work_sharing import SharedWork

    work = SharedWork(Inbox.at(folder), world.clock(folder))
    share = work.remembered() if via is None and remote is None else None
    shared: Path | None = None
    if via is not None:
        done, shared = work.invite(via, world.person), via
    elif share is not None:
        done, shared = work.sync(share, world.person), share.folder
    else:
        with logged(world):
            done = work.sync_remote(remote, world.person)
    return _tell(world, done, shared, json_wanted=json_wanted, inbox=True)


def _tell(
    world: World, done: Synced, shared: Path | None, *, json_wanted: bool, inbox: bool = False
) -> int:
    for failure in done.refused:
        tell(failure, world.language)
    if json_wanted:
        console.answer_json(_as_json(done, shared, world))
    else:
        _say(
            world,
            done,
            N_("What colleagues did is in the application now.")
            if not inbox
            else N_("What the other reviewers did is in the inbox now."),
        )
    return Exit.NO if any(not isinstance(one, NotOurFile) for one in done.refused) else Exit.DONE


def _say(world: World, done: Synced, changed: str) -> None:
    for notice in done.notices:
        world.note(notice)
    if done.colleagues:
        names = ", ".join(one.name for one in done.colleagues)
        world.say(Message(N_("Shared with {names}."), {"names": names}))
    if done.changed:
        world.say(Message(changed))
    if done.written:
        world.say(Message(N_("What is new here can be taken in by colleagues now.")))
    if not (done.changed or done.written or done.refused):
        world.say(Message(N_("Nothing is new.")))
    if done.conflicts:
        count = len(done.conflicts)
        world.say(
            Message(
                N_("In {count} field there are two versions now: choose in the app."),
                {"count": count},
                N_("In {count} fields there are two versions now: choose in the app."),
            )
        )
