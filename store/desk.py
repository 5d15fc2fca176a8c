"""The working state of one open folder: what was read, what was written, what is committed.

All writing goes through `working`, which holds the lock, clears what killed processes left and
first commits what others left uncommitted, so that nothing is overwritten that is not in the
history. Documents are written before the file that names them; so each point of interruption leaves
a folder that opens. Source: repository-format.md, 'Files'.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, ClassVar

from model import fields
from model.application import Application
from model.edition import Edition
from model.fields import Change, Key
from model.lifecycle import allowed, standing
from model.light import dataclass
from model.messages import N_, Message
from model.previous import Previous
from model.problems import Problem
from model.review import NO_RECORD, Record
from model.versions import NOBODY, Writer, made_again
from store import application_files, journal, journal_notes, places
from store.application_files import Reading, with_file
from store.clock import Clock
from store.documents import Documents
from store.edition_file import EDITION_PATH, edition_of
from store.encode import value_of
from store.folder import atomic_write, safe_path
from store.git import RECORD, Git
from store.journal import Entry, Note
from store.lock import clear_clutter, writer_lock
from store.people import Person, committer
from store.previous_file import read_previous
from store.readme import foreign_attributes
from store.shapes import HEAD_PATH
from store.working_files import WorkingFiles, changed_files
from store.written import Written

if TYPE_CHECKING:
    from store.signing import SigningKey

Describe = Callable[[Sequence[Change]], Note]
"""Makes the diary's note of fields that changed; there is at least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who makes a change, when, and in which role."""

    person: Person
    at: datetime | None = None
    """The moment of a history that is replayed; None: the clock's."""
    role: str = "teacher"
    key: "SigningKey | None" = None
    """With which acts on `record` are signed; None: they are not."""


class Desk:
    """One open folder's state. What writes needs `working` around it."""

    mirrors: ClassVar[bool] = False
    """Whether the folder shows just what `record` has: in an NSO's inbox."""
    edition: Edition
    application: Application
    previous: Previous
    """What was promised in the application before this one."""
    problems: tuple[Problem, ...]

    def __init__(self, path: Path, git: Git, clock: Clock) -> None:
        self.path = path
        self.git = git
        self.clock = clock
        self.mutex = RLock()
        self.notices: tuple[Message, ...] = ()
        reading = application_files.read(path)
        self._files = WorkingFiles(path, reading)
        self._written = Written(path)
        self._touched: set[str] = set()
        """Documents that were written or removed here and are not committed yet."""
        self._record_at: str | None = None
        self._record: tuple[Record, tuple[Problem, ...]] = (NO_RECORD, ())
        self._submitted: tuple[str, Application] | None = None
        self._joined: str | None = None
        """The record that the diary is known to have taken over."""
        self._read_record()
        self._take_in(reading)
        self._committed = self.application
        """As the diary has it, as far as we know."""
        self._settled = False
        """Whether what others left uncommitted was committed since the last reading."""

    # Reading

    def reload(self) -> bool:
        """Read again. True when the application or its problems changed."""
        with self.mutex:
            before = (self.application, self.problems, self.previous)
            reading = application_files.read(self.path)
            changed = self._files.take_over(reading)
            self._read_record()
            self._take_in(reading)
            for path in changed:
                # Others have committed it, or it will be committed as theirs before ours.
                self._committed = with_file(self._committed, path, value_of(self.application, path))
                self._settled = False
            return (self.application, self.problems, self.previous) != before

    def unrecorded(self) -> tuple[str, ...]:
        """The paths of the application that are not in the history yet."""
        from store.unrecorded import unrecorded

        return unrecorded(self.git)

    def _read_record(self) -> None:
        """Read what school and NSO have told one another, where that changed."""
        at = self.git.reference(RECORD)
        if at == self._record_at:
            return
        from store.record import read_record

        self._record_at, self._record = at, read_record(self.git)

    def take_record(self) -> None:
        """Know what the record now says; for after an act, and before one."""
        _, before = self._record
        self._read_record()
        kept, after = self._record
        self.application = replace(self.application, record=kept)
        self.problems = (*(found for found in self.problems if found not in before), *after)

    def submitted(self) -> Application | None:
        """The application as it was submitted last; None where it never was."""
        at = self._record_at
        if at is None or not self._record[0].submissions:
            return None
        if self._submitted is None or self._submitted[0] != at:
            from store.submitted import read_submitted

            self._submitted = at, read_submitted(self.git, self._record[0])
        return self._submitted[1]

    def _take_in(self, reading: Reading) -> None:
        """Make the application of what was read."""
        head = reading.raw.get(HEAD_PATH, b"")
        self.edition, of_edition = edition_of(self.path, reading.application.edition, head)
        self.clock = self.clock.in_zone(self.edition.time_zone)
        self._documents = Documents(self.path, self.edition.document_limit)
        kept, of_record = self._record
        self.application = self._documents.gather(replace(reading.application, record=kept))
        self.previous, of_previous = read_previous(self.path)
        self.problems = (
            *reading.problems,
            *of_edition,
            *application_files.unknown_ids(reading, self.edition),
            *foreign_attributes(self.path),
            *of_previous,
            *of_record,
        )

    # Writing

    @contextmanager
    def working(self, hand: Hand) -> Iterator[Entry | None]:
        """Hold the folder for one change. The entry of what was found uncommitted, if anything was.

        Raises `WriterBusy`, a `WriteFailure`, and the family `GitFailure`.
        """
        with self.mutex, writer_lock(self.path) as writing:
            self.git.check_state()
            found = None
            if writing.interrupted or not self._settled:
                clear_clutter(writing)
                self._finish_joining()
                found = self._settle(hand)
            self._join_record(hand)
            yield found

    def _join_record(self, hand: Hand) -> None:
        """Let the diary have what the record has, where a crash or an arrival left it without."""
        at = self.git.reference(RECORD)
        if at is None or at == self._joined:
            return
        from store.record_branch import take_over

        self.take_record()
        self._settle(hand)
        take_over(self, hand)
        self._joined = at

    def _finish_joining(self) -> None:
        """End what a crash cut off while a colleague's changes were brought into the folder."""
        if os.path.lexists(self.path / ".git" / "labelmap.merging"):
            from store.merge import finish

            finish(self.git)
            self.take_joined(())

    def take_joined(self, notices: tuple[Message, ...]) -> None:
        """Know what a colleague's changes made of the folder; all of it is in the history."""
        self.reload()
        self._committed = self.application
        self.notices += notices

    def look_again(self) -> None:
        """Let the next `working` look for what others left."""
        self._settled = False

    def autosave(self, application: Application) -> tuple[str, ...]:
        """Write what changed and commit nothing. The paths written."""
        with self.mutex:
            if not changed_files(self.application, application):
                return ()
            with writer_lock(self.path):
                if not self._settled:
                    self._keep_aside(changed_files(self.application, application))
                return self.write(application)

    def write(self, application: Application) -> tuple[str, ...]:
        """Write each file that says something else now. The paths written. Raises `Locked`."""
        if changed_files(self.application, application):
            self._check_unlocked()
        lost = self._files.losses(self.application, application)
        said, written = self.application, []
        try:
            for path, data in self._files.to_write(self.application, application).items():
                self._written.note(path, data)
                if self._files.write(path, data):
                    written.append(path)
                said = with_file(said, path, value_of(application, path))
        finally:
            # Also where the second of two files could not be written.
            self._become(said, written)
        for path in set(lost) & set(written):
            text = N_(
                "'{file}' held comments or keys that Labelmap does not know. They are kept in the "
                "history, no longer in the file."
            )
            self.notices += (Message(text, {"file": path}),)
        return tuple(written)

    def _check_unlocked(self) -> None:
        """Raise `Locked` while the NSO has the application."""
        record = self.application.record
        if not record.submissions:
            return
        from store.record_failures import Locked

        country = self.application.school.country_code
        today = self.clock.today
        where = standing(record, self.edition, today, country)
        refusal = allowed("answer", "teacher", where, self.edition, today, country=country)
        if refusal is not None:
            raise Locked(refusal)

    def add_document(self, path: str, data: bytes) -> None:
        """Write a document; before the file that names it. Raises `Locked`."""
        self._check_unlocked()
        target = safe_path(self.path, path, for_writing=True)
        self._written.note(path, data)
        atomic_write(target, data)
        self._touched.add(path)

    def remove_document(self, path: str) -> None:
        """Remove a document, if it is there; after the file that named it."""
        with suppress(FileNotFoundError):
            safe_path(self.path, path).unlink()
        self._touched.add(path)

    def onto(
        self, application: Application, base: Application | None, person: Person | None = None
    ) -> Application:
        """`application`, with what changed here since `base`, from which it was made.

        `person`: who made it, where that is known; where two versions come of it, they say so.
        """
        if base is None or base is self.application:
            return application
        mine = NOBODY
        if person is not None:
            mine = (person.name, self.clock.now().isoformat(timespec="seconds"))
        changes = fields.diff(base, application)
        return made_again(self.application, changes, mine, self.writer)

    def writer(self, key: Key) -> Writer:
        """Who wrote what a field holds, and when; nobody where the history does not have it."""
        from store import merge_words

        head = self.git.head()
        try:
            in_history = fields.get(self._committed, key) == fields.get(self.application, key)
        except (KeyError, AttributeError):  # of a whole entry, which is no field
            in_history = False
        return merge_words.writer(self.git, head)(key) if head and in_history else NOBODY

    def commit(self, hand: Hand, describe: Describe = journal_notes.of_changes) -> Entry | None:
        """Commit all that was written here as one change; None when git sees no difference."""
        paths = sorted(self._files.uncommitted | self._touched)
        if not paths:
            return None
        changes = fields.diff(self._committed, self.application)
        note = describe(changes) if changes else journal_notes.of_layout(paths)
        entry = self.commit_paths(paths, note, hand)
        self._committed = self.application
        self._files.settle()
        self._touched.clear()
        return entry

    def commit_paths(self, paths: Sequence[str], note: Note, hand: Hand) -> Entry | None:
        """One commit of these paths as they are on disk; None when git sees no difference."""
        moment = self._moment(hand)
        is_set = self.clock.is_set or hand.at is not None
        text = journal.message(note, hand.role, clock_is_set=is_set)
        by = hand.person if hand.at is not None else committer(hand.person)
        commit = self.git.commit(paths, text, hand.person, moment, by)
        self._written.forget(paths)
        if commit is None:
            return None
        self.git.tidy()
        return journal.written(commit, moment, hand.person, text)

    def _moment(self, hand: Hand) -> datetime:
        """When a commit is made; under a set clock not before the one before it."""
        if hand.at is not None:
            return hand.at
        if self.clock.is_set and self.git.head() is not None:
            return self.clock.now(self.git.commit_time("HEAD"))
        return self.clock.now()

    def _settle(self, hand: Hand) -> Entry | None:
        """Commit what others left, as it stands, before anything of it is overwritten."""
        entry = None
        found = sorted(set(self.unrecorded()) - self._files.uncommitted - self._touched)
        if found and self.git.reference(RECORD) is not None:
            from store.record_branch import unlike_record

            found = list(unlike_record(self.git, found))
        ours = self._written.ours(found)
        theirs = [path for path in found if path not in ours]
        for paths, text in (
            (sorted(ours), N_("What was saved before is recorded in the history now: {what}")),
            (theirs, N_("What was changed outside Labelmap is now in the history: {what}")),
        ):
            if paths:
                from store.unrecorded import describe

                note = describe(self.git, paths, outside=paths is theirs)
                made = self.commit_paths(paths, note, hand)
                if made is not None:
                    entry = made
                    self.notices += (Message(text, {"what": ", ".join(paths)}),)
        self._settled = True
        return entry

    def _keep_aside(self, paths: Sequence[str]) -> None:
        """Copy what nobody has committed yet: nobody is known in whose name to commit it."""
        found = set(paths) & set(self.unrecorded()) - self._files.uncommitted
        ours = self._written.ours(found)
        for path in sorted(found):
            folder = places.recovery_folder() / places.mark_of(self.path)
            data = self._files.as_read(path)
            if data is not None:
                atomic_write(folder / path, data)
                text = N_("'{file}' was changed outside Labelmap. A copy of it is in '{folder}'.")
                if path in ours:
                    text = N_("'{file}' as it was saved before is kept in '{folder}'.")
                self.notices += (Message(text, {"file": path, "folder": str(folder)}),)

    def _become(self, application: Application, written: Sequence[str]) -> None:
        """Know what the files now say."""
        before = self.application
        facts = replace(
            application, documents=before.documents, unsafe=before.unsafe, record=before.record
        )
        if facts.all_evidence() != before.all_evidence() or self._touched:
            facts = self._documents.gather(facts)
        self.application = facts
        raw = {path: self._files.as_read(path) or b"" for path in written}
        unknown = application_files.unknown_ids(Reading(facts, (), raw), self.edition)
        found = [problem for problem in unknown if problem.file in written]
        settled = set(written)
        if HEAD_PATH in written:
            self.edition, of_edition = edition_of(self.path, facts.edition, raw[HEAD_PATH])
            self.clock = self.clock.in_zone(self.edition.time_zone)
            found += of_edition
            settled.add(EDITION_PATH)
        kept = [problem for problem in self.problems if problem.file not in settled]
        self.problems = (*kept, *found)
