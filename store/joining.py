"""Joining a colleague's application: what a shared folder offers, and a copy of one's own.

The copy is a fresh repository of ours into which the colleagues' files are taken, checked like any
other; nothing of their settings comes along. It is there whole, or not at all.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from model.light import dataclass
from model.messages import N_, Failure
from store import arrivals, git_plumbing, remotes, shared_folder, sharing
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


class NoApplicationThere(Failure):
    """A git remote that holds something else, or nothing yet."""

    kind = "usage"
    text = N_("At “{remote}” no application is shared.")
    remedy = N_("Check the address, or let your colleague share it there first: labelmap sync.")


_EVERY_BRANCH = "+refs/heads/*:refs/remotes/origin/*"


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
            files[0].school.replace("-", " ").title(),
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


def join_remote(address: str, path: Path, person: Person, clock: Clock) -> SchoolFolder:
    """Make one's own copy of an application that is shared over a git remote.

    The remote is `origin` from then on, as for whoever clones. Raises `FolderNotEmpty`,
    `NoApplicationThere`, the family `RemoteFailure`, and the failures of writing and of git.
    """
    target = Path(path).absolute()
    remote = remotes.remote_at(address)
    if not is_free(target):
        raise FolderNotEmpty(path=str(path))
    hand = Hand(person=person)
    try:
        with new_folder(target) as folder:
            git = Git.begin(folder)
            now = Round(Desk(folder, git, clock), hand, _nothing_to_merge)
            remotes.fetch(now, remote)
            _fill_from(now, remote)
            git.run("config", "--local", "remote.origin.url", remote.url)
            git.run("config", "--local", "remote.origin.fetch", _EVERY_BRANCH)
    except OSError as error:
        raise write_failure(error, target) from error
    return SchoolFolder.open(target, clock)


def _fill_from(now: Round, remote: remotes.Remote) -> None:
    """Let the folder hold what the remote has."""
    known = arrivals.noted(now.git)
    main, record = (
        known.get(f"{arrivals.FROM}{remote.key}/newest/{n}") for n in ("main", "record")
    )
    try:
        if main is not None:
            arrivals.check_arrival(now.git, main, remote.name)
    except arrivals.OtherApplication:
        main = None
    if main is None:
        raise NoApplicationThere(remote=remote.name)
    _hold(now, known, remote.key, main, record)


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
        _hold(now, known, writer, main, arrivals.newest(known, writer, parts, "record"))
        return
    if not refused or any(isinstance(one, arrivals.NewerVersion) for one in refused):
        raise refused[0] if refused else NotWholeYet(path=shared)
    raise NotWholeYet(path=shared)


def _hold(now: Round, known: Mapping[str, str], writer: str, main: str, record: str | None) -> None:
    """Let the branches, the marks and the folder be what one writer has."""
    moves: list[tuple[str, str, str | None]] = [(MAIN, main, None)]
    if record is not None:
        moves.append((RECORD, record, None))
        top = f"{arrivals.FROM}{writer}/"
        moves += [
            (f"refs/tags/{name.partition('/tags/')[2]}", tag, None)
            for name, tag in known.items()
            if name.startswith(top) and "/tags/" in name
        ]
    git_plumbing.move(now.git, list(dict.fromkeys(moves)), making(now.desk, now.hand))
    now.git.run("reset", "--quiet", "--hard", MAIN)
