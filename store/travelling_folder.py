"""One school's folder, as far as it travels between colleagues.

Source: repository-format.md, 'How it travels'; command-line.md, `sync`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from store.desk import Hand
from store.people import Person, Settings
from store.together_folder import TogetherFolder

if TYPE_CHECKING:
    from store.rounds import Share, Synced


class TravellingFolder(TogetherFolder):
    """One school's folder, with colleagues who have copies of it."""

    def share_in(self, shared: Path, person: Person, settings: Settings | None = None) -> "Share":
        """How this application is shared in a folder: see `store.sharing.share_in`."""
        from store import sharing

        return sharing.share_in(
            self._desk.git, shared, self.application.school.name, person, settings
        )

    def sync(self, share: "Share", person: Person, *, anew: bool = False) -> "Synced":
        """One round of sharing by a folder: see `store.sync.sync`.

        What was typed must have been saved. The application may be another one afterwards.
        """
        from store import sync

        self._desk.look_again()
        return sync.sync(
            self._desk,
            share,
            Hand(person=person),
            lambda theirs: self.merge(theirs, person),
            anew=anew,
        )

    def sync_remote(self, wanted: str | None, person: Person) -> "Synced":
        """One round of sharing over a git remote: see `store.remotes.sync`."""
        from store import remotes

        remote = remotes.remote_of(self._desk.git, wanted)
        self._desk.look_again()
        return remotes.sync(
            self._desk, remote, Hand(person=person), lambda theirs: self.merge(theirs, person)
        )
