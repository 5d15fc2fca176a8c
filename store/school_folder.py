"""One open school folder: what screens and commands read, change and save, and nothing below it.

Three promises: what is on disk always opens again, wherever a write was cut off; a file that
somebody else changed is never overwritten unseen; what is overwritten stands in the history first.
Reading writes nothing. One instance may be used by several threads: what writes is serialised here
and, between processes, by the folder's lock.
Source: repository-format.md; house.md, 'How data flows'.
"""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from model import fields
from model.application import Application, Contact, Evidence
from model.fields import Key
from model.messages import N_, Failure
from model.previous import NOTHING_PROMISED, Previous
from store import cloud, git_safety, journal_notes
from store.clock import Clock
from store.desk import Desk, Hand
from store.git import Git
from store.git_failures import BareRepository
from store.journal import Entry, Event
from store.people import Person
from store.shapes import PATHS
from store.travelling_folder import TravellingFolder
from store.working_files import ChangedOutside, MendFirst, TextTooLarge, keep_texts

if TYPE_CHECKING:
    from store.evidence import Options
    from store.evidence_acts import Attached

NO_DOCUMENTS: Mapping[str, bytes] = MappingProxyType({})

__all__ = ["ChangedOutside", "MendFirst", "NotASchoolFolder", "SchoolFolder", "TextTooLarge"]


class NotASchoolFolder(Failure):
    """There is no such folder, or nothing in it is an application's."""

    kind = "usage"
    text = N_("'{path}' is not the folder of an application.")
    remedy = N_("Name the folder in which labelmap.toml stands, or make one with 'labelmap new'.")


class SchoolFolder(TravellingFolder):
    """One school's folder, open: reading it, speaking to the NSO, changing it."""

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """Open a folder that is there. Writes nothing.

        Raises `NotASchoolFolder`, `NoHistory` (it is sound but not under git; see `adopt`),
        `UnsafeFolder` and the others of the family `GitFailure`.
        """
        root = Path(os.path.abspath(path))  # noqa: PTH100 - links in it are the user's own
        if git_safety.is_bare(root):
            raise BareRepository(path=str(root))
        if not any(os.path.lexists(root / name) for name in PATHS):
            raise NotASchoolFolder(path=str(path))
        git = Git(root)
        git.check_state()
        desk = Desk(root, git, clock)
        in_cloud = cloud.warning(root)
        if in_cloud is not None:
            desk.notices += (in_cloud,)
        return cls(desk)

    @classmethod
    def create(  # noqa: PLR0913 - each is one fact of the new application
        cls,
        path: Path,
        *,
        edition: str,
        school: str,
        person: Person,
        clock: Clock,
        city: str = "",
        contact: Contact | None = None,
        language: str = "nl",
        edition_file: Path | None = None,
        start: Application | None = None,
        previous: Previous = NOTHING_PROMISED,
        at: datetime | None = None,
    ) -> Self:
        """Make a new application's folder with its first commit.

        `start`: an application to begin from (an earlier year's school data), `previous`: what was
        promised in it (`model.succession` makes both). `edition_file`: an
        edition of the school's or NSO's own, copied into the folder; `edition` is its id then.
        Raises `FolderNotEmpty`, `BadEditionFile`, a `WriteFailure`, and the family `GitFailure`.
        """
        from store import creation

        application = creation.first_application(
            start, edition=edition, language=language, school=school, city=city, contact=contact
        )
        hand = Hand(person=person, at=at)
        return cls(creation.create(path, application, hand, clock, edition_file, previous))

    @classmethod
    def adopt(cls, path: Path, person: Person, clock: Clock, *, at: datetime | None = None) -> Self:
        """Begin the history of a folder that has an application's files and no git."""
        from store import creation

        return cls(creation.adopt(path, Hand(person=person, at=at), clock))

    # Changing

    def write(
        self,
        application: Application,
        base: Application | None = None,
        person: Person | None = None,
    ) -> tuple[str, ...]:
        """Write what changed to the files, and commit nothing. The paths written.

        `base`: the application that this one was made from; what changed here since is kept.
        `person`: who made it, where that is known. Raises `ChangedOutside`, `MendFirst`,
        `TextTooLarge`, a `WriteFailure`, `WriterBusy`.
        """
        with self._desk.mutex:
            return self._desk.autosave(self._desk.onto(application, base, person))

    def save(
        self,
        application: Application,
        person: Person,
        *,
        event: Event | None = None,
        base: Application | None = None,
        documents: Mapping[str, bytes] = NO_DOCUMENTS,
        at: datetime | None = None,
        role: str = "teacher",
    ) -> Entry | None:
        """Write what changed and commit it as one change; None when nothing changed.

        What others left uncommitted is committed first, as `recover`. `documents`: those that the
        application newly names, path to bytes, which are written as they are. `at`: a moment of a
        history that is replayed. Raises what `write` raises, and the family `GitFailure`.
        """
        hand = Hand(person=person, at=at, role=role)
        with self._desk.working(hand):
            for path, data in documents.items():
                self._desk.add_document(path, data)
            self._desk.write(self._desk.onto(application, base, person))
            return self._desk.commit(hand, lambda found: journal_notes.of_changes(found, event))

    def keep_aside(self, application: Application) -> Path:
        """Put the texts that can't be saved here into the user's own folder. That folder.

        Raises a `WriteFailure`.
        """
        return keep_texts(self.path, self.application, application)

    def recover(self, person: Person, *, at: datetime | None = None) -> Entry | None:
        """Commit what a crash, an editor or a file manager left; None when there is nothing.

        Clears what killed processes left. A notice says what was recorded.
        """
        self._desk.look_again()
        with self._desk.working(Hand(person=person, at=at)) as found:
            return found

    def restore(
        self, key: Key, commit: str, person: Person, *, at: datetime | None = None
    ) -> Entry | None:
        """Bring back what a field held in a commit, as a new change; None when it holds that now.

        Raises `NoSuchVersion`, `NoSuchEntry` (the entry that it is a field of is gone), and what
        `save` raises.
        """
        from store import history

        desk, hand = self._desk, Hand(person=person, at=at)
        entry, value = history.at(desk.git, commit, key)
        with desk.working(hand):
            desk.commit(hand)
            if isinstance(value, Evidence) and value.file:
                data = history.document_at(desk.git, entry.commit, value.file)
                if data is not None:
                    desk.add_document(value.file, data)
            desk.write(fields.put(self.application, key, value))
            return desk.commit(
                hand,
                lambda found: journal_notes.as_restored(
                    journal_notes.of_changes(found), entry.at, entry.commit
                ),
            )

    # Evidence

    def attach(  # noqa: PLR0913 - each is one fact of the evidence
        self,
        step: str,
        source: Path,
        person: Person,
        *,
        title: str | None = None,
        supports: tuple[str, ...] = (),
        options: "Options | None" = None,
        at: datetime | None = None,
        role: str = "teacher",
    ) -> "Attached":
        """Take a document in, cleaned and hashed, and commit it: see `store.evidence_acts`."""
        from store import evidence_acts as acts

        return acts.attach(
            self._desk,
            step,
            source,
            Hand(person=person, at=at, role=role),
            title=title,
            supports=supports,
            options=options,
        )

    def link(
        self,
        step: str,
        url: str,
        person: Person,
        *,
        title: str | None = None,
        supports: tuple[str, ...] = (),
        at: datetime | None = None,
        role: str = "teacher",
    ) -> "Attached":
        """Take a link in and commit it; nothing is fetched."""
        from store import evidence_acts as acts

        hand = Hand(person=person, at=at, role=role)
        return acts.link(self._desk, step, url, hand, title=title, supports=supports)

    def detach(
        self, evidence_id: str, person: Person, *, at: datetime | None = None, role: str = "teacher"
    ) -> Entry | None:
        """Take a piece of evidence out of the application; it stays in the diary."""
        from store import evidence_acts as acts

        return acts.detach(self._desk, evidence_id, Hand(person=person, at=at, role=role))

    def go_back(self, now: Application, wanted: Application, person: Person) -> Entry | None:
        """Make of the application of now the wanted one, the documents of its evidence too.

        Raises `DocumentNotKept`, and what `save` raises.
        """
        from store import evidence_undo

        return evidence_undo.go_back(self._desk, now, wanted, Hand(person=person))

    def change_evidence(  # noqa: PLR0913 - each is one thing that may change
        self,
        evidence_id: str,
        person: Person,
        *,
        title: str | None = None,
        supports: tuple[str, ...] | None = None,
        name: str | None = None,
        replace: Path | None = None,
        move: str | None = None,
        accept: bool = False,
        consent: bool | None = None,
        options: "Options | None" = None,
        at: datetime | None = None,
        role: str = "teacher",
    ) -> "Attached":
        """Change a piece of evidence as one change; what is None stays as it is."""
        from store import evidence_acts as acts

        wanted = acts.Wanted(
            title=title,
            supports=supports,
            name=name,
            source=replace,
            move=move,
            accept=accept,
            consent=consent,
            options=options,
        )
        hand = Hand(person=person, at=at, role=role)
        return acts.change(self._desk, evidence_id, hand, wanted)
