"""What one round of sharing works with and comes to, whichever way it goes: folder or remote.

Source: repository-format.md, 'How it travels'.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from model.fields import Key
from model.light import dataclass
from model.messages import N_, Failure, Message
from store import arrivals, git_plumbing, git_safety, record_meeting
from store.arrivals import MAIN, RECORD, Colleague
from store.folder import write_failure
from store.git import Git
from store.record_branch import making

if TYPE_CHECKING:
    from store.desk import Desk, Hand

_LOCK = "labelmap-sync.lock"
_PATIENCE = 20.0


class Joined(Protocol):
    """What joining a colleague's commit came to (`store.merge.Merged`)."""

    @property
    def commit(self) -> str | None:
        """The commit that joins both; None where there was nothing to do."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that are others now."""

    @property
    def conflicts(self) -> tuple[Key, ...]:
        """The fields of which two versions now stand there."""

    @property
    def notices(self) -> tuple[Message, ...]:
        """What a person should know."""


Merge = Callable[[str], Joined]
"""Joins a colleague's commit into `main`."""
Check = Callable[[Git, str, str], None]
"""Looks at a commit that arrived, and whose it is."""


class SharingNow(Failure):
    """Another window shares this application at this very moment."""

    text = N_("Another window of Labelmap is sharing this application right now.")
    remedy = N_("Try again in a moment.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How one copy of an application is shared."""

    folder: Path
    name: str
    """The name that its own files have there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a round of sharing came to."""

    colleagues: tuple[Colleague, ...] = ()
    """Who else shares, whoever shared last first."""
    changed: bool = False
    """Whether anything of colleagues was joined here."""
    conflicts: tuple[Key, ...] = ()
    """Fields of which two versions now stand there."""
    written: int = 0
    """Bytes that were written for colleagues; 0 where there was nothing new."""
    notices: tuple[Message, ...] = ()
    """What was done that a person should know."""
    refused: tuple[Failure, ...] = ()
    """What could not be taken in, and why; it lies there still."""


@dataclass(slots=True)
class Round:
    """What is gathered while it goes on."""

    desk: "Desk"
    hand: "Hand"
    merge: Merge
    check: Check = arrivals.check_arrival
    """Raises unless what arrived may be joined; reviewers share other files than schools."""
    notices: list[Message] = field(default_factory=list)
    refused: list[Failure] = field(default_factory=list)
    conflicts: list[Key] = field(default_factory=list)
    changed: bool = False

    @property
    def git(self) -> Git:
        """The application's history."""
        return self.desk.git

    def note(self, names: dict[str, str | None]) -> None:
        """Keep references of ours."""
        arrivals.note(self.git, names, making(self.desk, self.hand))


@contextmanager
def alone(git: Git, patience: float = _PATIENCE) -> Iterator[None]:
    """Be the only one who shares this folder. Raises `SharingNow`."""
    from filelock import FileLock, Timeout

    lock = FileLock(git.folder / ".git" / _LOCK, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise SharingNow from None
    except OSError as error:
        raise write_failure(error, git.folder) from error
    try:
        yield
    finally:
        lock.release()


def join_tips(
    now: Round,
    main: str | None,
    record: record_meeting.Theirs | None,
    name: str,
) -> None:
    """Join a colleague's `main` and `record`. Raises what `check_arrival` and merging raise."""
    if main is not None and not git_plumbing.is_within(now.git, main, MAIN):
        now.check(now.git, main, name)
        if not _settled(now, main):
            merged = now.merge(main)
            now.conflicts += merged.conflicts
            now.changed = now.changed or merged.commit is not None
    if record is not None:
        met = record_meeting.meet(now.desk, now.hand, record)
        now.notices += met.notices
        now.changed = now.changed or met.changed
    if now.changed:
        record_meeting.mend_copies(now.desk, now.hand)


def _settled(now: Round, theirs: str) -> bool:
    """Where both joined the same to the same result: the one with the smaller name is kept."""
    ours = now.git.head()
    if ours is None or not arrivals.same_joined(now.git, ours, theirs):
        return False
    if theirs < ours:
        with now.desk.working(now.hand):
            if now.git.head() == ours:
                git_plumbing.move(now.git, [(MAIN, theirs, ours)], making(now.desk, now.hand))
    return True


def travelling(git: Git) -> dict[str, str]:
    """What travels: both histories, and the marks of the formal acts."""
    found = {name: tip for name in (MAIN, RECORD) if (tip := git.reference(name)) is not None}
    for folder in ("submission", "decision"):
        top = git.folder / ".git/refs/tags" / folder
        with suppress(OSError):
            for path in top.iterdir():
                name = f"refs/tags/{folder}/{path.name}"
                if arrivals.short_name(name) and (tip := git.reference(name)):
                    found[name] = tip
    for name, tip in git_safety.packed_references(git.folder).items():
        if name.startswith("refs/tags/") and arrivals.short_name(name):
            found.setdefault(name, tip)
    return found
