"""Reviewers share an inbox's `work/`: over a folder that all of them have, or over a git remote.

The same rounds as a school's colleagues have, with other files: what a school gets is never part of
it. One shared folder is for one inbox; schools go by the names of their folders there.
Source: issue 6, 'Drafts, notes and assignments'; command-line.md, `sync`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from model.light import dataclass
from store import merge, remotes, shared_folder, sharing, sync
from store.clock import Clock
from store.desk import Hand
from store.git import Git
from store.inbox_folder import Inbox
from store.merge import Merged
from store.names import slug
from store.people import Person
from store.rounds import Share, Synced
from store.work import Work, commit_work
from store.work_merge import check_work, merge_work

if TYPE_CHECKING:
    from store.desk import Desk

_MARK = sha256(b"labelmap work").hexdigest()[:8]
"""Stands in the names of files in a shared folder where a school's has its application's mark."""


@dataclass(frozen=True)
class _WorkDesk:
    """`work/`, as far as a round of sharing needs a desk."""

    git: Git
    clock: Clock

    @contextmanager
    def working(self, hand: Hand) -> Iterator[None]:
        """Hold the folder for one change; what a crash left is ended and recorded first."""
        with Work.at(self.git.folder).writing() as git:
            merge.finish(git)
            paths = [change.path for change in git.status()]
            commit_work(git, paths, "recover", hand.person, self.clock)
            yield


class SharedWork:
    """The `work/` of an inbox, with the reviewers who have copies of it."""

    def __init__(self, inbox: Inbox, clock: Clock) -> None:
        """Know where it is."""
        self._inbox, self._clock = inbox, clock

    def remembered(self) -> Share | None:
        """How it is shared; None where it is not."""
        return sharing.remembered(self._inbox.work)

    def invite(self, shared: Path, person: Person) -> Synced:
        """Share it in a folder from now on.

        Raises `InsideApplication`, `NoSharedFolder`, `ReadOnlyFolder`, and what `sync` raises.
        """
        where = Path(os.path.abspath(shared))  # noqa: PTH100 - links in it are the user's own
        shared_folder.check_place(where, self._inbox.path)
        known = self.remembered()
        name = known.name if known is not None else _own_name(person)
        share = Share(folder=where, name=name)
        done = self.sync(share, person, anew=share != known)
        sharing.remember(self._inbox.work, share)
        return done

    def sync(self, share: Share, person: Person, *, anew: bool = False) -> Synced:
        """One round over the shared folder: see `store.sync.sync`."""
        desk, hand = self._desk(person), Hand(person=person, role="reviewer")
        return sync.sync(
            cast("Desk", desk),
            share,
            hand,
            lambda theirs: _merge(desk, hand, theirs),
            anew=anew,
            check=check_work,
        )

    def sync_remote(self, wanted: str | None, person: Person) -> Synced:
        """One round over a git remote: see `store.remotes.sync`."""
        desk, hand = self._desk(person), Hand(person=person, role="reviewer")
        return remotes.sync(
            cast("Desk", desk),
            remotes.remote_of(desk.git, wanted),
            hand,
            lambda theirs: _merge(desk, hand, theirs),
            check=check_work,
        )

    def _desk(self, person: Person) -> _WorkDesk:
        """The repository, made and begun where there is none."""
        Work(self._inbox).begin(person, self._clock)
        return _WorkDesk(Git(self._inbox.work), self._clock)


def _merge(desk: _WorkDesk, hand: Hand, theirs: str) -> Merged:
    with desk.working(hand):
        return merge_work(desk.git, theirs)


def _own_name(person: Person) -> str:
    """Like no other's, even a namesake's: as `store.shared_folder.own_name`."""
    return f"reviewers.{slug(person.name, 'person')}.{_MARK}{os.urandom(4).hex()}"
