"""Joining a colleague's application: what a shared folder offers, and a copy of one's own.

The copy is a fresh repository of ours into which the colleagues' files are taken, checked like any
other; nothing of their settings comes along. It is there whole, or not at all.
"""

from collections.abc import Sequence
from pathlib import Path

from model.light import dataclass
from model.messages import N_, Failure
from store import arrivals, git_plumbing, shared_folder, sharing
from store.arrivals import MAIN, RECORD
from store.clock import Clock
from store.creation import FolderNotEmpty, is_free
from store.desk import Desk, Hand
from store.folder import write_failure
from store.git import Git
from store.new_files import new_folder
from store.people import Person
from store.record_branch import making
from store.rounds import Joined, Round, Synced
from store.school_folder import SchoolFolder
from store.shared_folder import Found, InsideApplication
from store.sync import parts_of, take_in


class NothingToJoin(Failure):
    """No application lies there."""

    kind = "usage"
    text = N_("In the folder “{path}” no application is shared.")
    remedy = N_(
        "Ask your colleague which folder it is. A drive may still be fetching it: then wait a "
        "moment, and try again."
    )


class NotWholeYet(Failure):
    """An application lies there of which not all has arrived."""

    text = N_("The application in “{path}” has not arrived whole yet.")
    remedy = N_("The drive is still copying. Wait until it is done, and try again.")


@dataclass(frozen=True, slots=True)
class Offer:
    """An application that is shared in a folder."""

    application: str
    """A mark that its files have in common."""
    school: str
    """The school, as the files' names have it."""
    people: tuple[str, ...]
    """Who shares it, as the files' names have it."""


def offers(shared: Path) -> tuple[Offer, ...]:
    """The applications in a folder.

    Raises `NoSharedFolder`, `SharedUnreadable`, `NothingToJoin`.
    """
    found: dict[str, list[Found]] = {}
    for file in shared_folder.files_in(shared):
        if file.application:
            found.setdefault(file.application, []).append(file)
    if not found:
        raise NothingToJoin(path=str(shared))
    return tuple(
        Offer(
            mark,
            files[0].school.replace("-", " ").capitalize(),
            tuple(dict.fromkeys(file.person.replace("-", " ").title() for file in files)),
        )
        for mark, files in sorted(found.items(), key=lambda one: one[1][0].school)
    )


def join(shared: Path, application: str, path: Path, person: Person, clock: Clock) -> Synced:
    """Make one's own copy of an application that is shared, and share in it from now on.

    Raises `FolderNotEmpty`, `NothingToJoin`, `NotWholeYet`, `InsideApplication`, and the failures
    of taking in, of writing and of git.
    """
    target, where = Path(path).absolute(), Path(shared).absolute()
    if where == target or where in target.parents:
        raise InsideApplication(path=str(shared))
    if not is_free(target):
        raise FolderNotEmpty(path=str(path))
    files = [one for one in shared_folder.files_in(where) if one.application == application]
    if not files:
        raise NothingToJoin(path=str(shared))
    hand = Hand(person=person)
    try:
        with new_folder(target) as folder:
            git = Git.begin(folder)
            _fill(Round(Desk(folder, git, clock), hand, _nothing_to_merge), files, str(shared))
    except OSError as error:
        raise write_failure(error, target) from error
    joined = SchoolFolder.open(target, clock)
    share = joined.share_in(where, person)
    done = joined.sync(share, person)
    sharing.remember(joined.path, share)
    return done


def _nothing_to_merge(_theirs: str) -> Joined:
    """Nothing is ours yet."""
    raise NotImplementedError


def _fill(now: Round, files: Sequence[Found], shared: str) -> None:
    """Take the files in, and let the folder hold what one of the colleagues has."""
    known = take_in(now, files, arrivals.noted(now.git))
    refused: list[Failure] = list(now.refused)
    for writer, parts in parts_of(files).items():
        main = arrivals.newest(known, writer, parts, "main")
        if main is None:
            continue
        try:
            arrivals.check_arrival(now.git, main, writer)
        except Failure as failure:
            refused.insert(0, failure)
            continue
        by = making(now.desk, now.hand)
        moves: list[tuple[str, str, str | None]] = [(MAIN, main, None)]
        record = arrivals.newest(known, writer, parts, "record")
        if record is not None:
            moves.append((RECORD, record, None))
            top = f"{arrivals.FROM}{writer}/"
            moves += [
                (f"refs/tags/{name.partition('/tags/')[2]}", tag, None)
                for name, tag in known.items()
                if name.startswith(top) and "/tags/" in name
            ]
        git_plumbing.move(now.git, list(dict.fromkeys(moves)), by)
        now.git.run("reset", "--quiet", "--hard", MAIN)
        return
    if not refused or any(isinstance(one, arrivals.NewerVersion) for one in refused):
        raise refused[0] if refused else NotWholeYet(path=shared)
    raise NotWholeYet(path=shared)
