"""The reading half of an open school folder: what it holds, what is amiss, what happened.

Nothing here writes. Source: repository-format.md.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from model.application import STEPS, Application, Evidence
from model.edition import Edition
from model.fields import Key
from model.messages import N_, Failure, Message
from model.previous import Previous
from model.problems import Problem
from store import journal
from store.act_failures import NoSuchEvidence, NoSuchStep
from store.clock import Clock
from store.desk import Desk
from store.folder import safe_path
from store.journal import Entry

if TYPE_CHECKING:
    from collections.abc import Generator

    from model.trust import Signature
    from store.changes import Changed
    from store.git import Git
    from store.history import Version
    from store.past import Past
    from store.public_keys import PublicKey


class DocumentGone(Failure):
    """A document that evidence names is not in the folder."""

    text = N_("The document '{path}' is no longer in the folder.")
    remedy = N_("Put it back there, or add it again.")


class OpenFolder:
    """One school's folder, as it can be read."""

    def __init__(self, desk: Desk) -> None:
        """Take over a folder that was read. Call `open` or `create` instead."""
        self._desk = desk

    @property
    def path(self) -> Path:
        """The folder."""
        return self._desk.path

    @property
    def git(self) -> "Git":
        """Its history; for reading."""
        return self._desk.git

    @property
    def clock(self) -> Clock:
        """The clock, in the edition's time zone."""
        return self._desk.clock

    @property
    def edition(self) -> Edition:
        """The edition that holds here; one of which nothing is known where it can't be read."""
        return self._desk.edition

    @property
    def application(self) -> Application:
        """As the files have it: read, or written here since."""
        return self._desk.application

    @property
    def submitted(self) -> Application | None:
        """The application as it was submitted last; None where it never was."""
        with self._desk.mutex:
            return self._desk.submitted()

    @property
    def previous(self) -> Previous:
        """What the school promised in the application before this one; to be read only."""
        return self._desk.previous

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is amiss with the files themselves."""
        return self._desk.problems

    @property
    def notices(self) -> tuple[Message, ...]:
        """What the person should know of what was done here; it only grows."""
        return self._desk.notices

    @property
    def unreadable(self) -> bool:
        """Whether it can't be read which application this is: labelmap.toml or the edition."""
        heads = {"labelmap.toml", "edition.toml"}
        return any(problem.blocking and problem.file in heads for problem in self.problems)

    def require_step(self, step: str) -> None:
        """Raise `NoSuchStep` unless the form has this step."""
        if step not in STEPS:
            raise NoSuchStep(step=step, steps=", ".join(STEPS))

    def step_of(self, evidence_id: str) -> str:
        """The step in which a piece of evidence stands. Raises `NoSuchEvidence`."""
        for step, item in self.application.all_evidence():
            if item.id == evidence_id:
                return step
        raise NoSuchEvidence(id=evidence_id)

    def reload(self) -> bool:
        """Read again what changed outside. True when the application or its problems changed.

        What changed is taken over as it is; the caller keeps what is being typed.
        """
        return self._desk.reload()

    def uncommitted(self) -> tuple[str, ...]:
        """The paths of the application that are not in the history yet. Writes nothing."""
        return self._desk.unrecorded()

    def newest(self) -> str | None:
        """The commit of the newest entry of the diary; starts no process."""
        return self._desk.git.head()

    def log(
        self, limit: int | None = None, step: str | None = None, person: str | None = None
    ) -> Iterator[Entry]:
        """The diary, newest first; of one step, or of people whose name or address has `person`."""
        sought = (person or "").casefold()
        every = journal.entries(self._desk.git, None if step or sought else limit)
        found = (
            entry
            for entry in every
            if (step is None or entry.concerns(step))
            and sought in f"{entry.person.name} <{entry.person.email}>".casefold()
        )
        return islice(found, limit)

    def diary(
        self, limit: int | None = None, *, start: str | None = None, skip: int = 0
    ) -> "Generator[Entry]":
        """As `journal.entries`, newest first, read while it is asked for; its `close` ends git."""
        return journal.entries(self._desk.git, limit, start=start, skip=skip)

    def versions(self, key: Key) -> "Iterator[Version]":
        """Every version of one field, newest first."""
        from store import history

        return history.versions(self._desk.git, key)

    def writer(self, key: Key) -> tuple[str, str]:
        """Who wrote what a field holds now, and when; both empty where nobody can tell."""
        return self._desk.writer(key)

    def changed_in(self, entry: Entry) -> "Changed":
        """What an entry of the diary changed, field by field."""
        from store import changes

        return changes.changed_in(self._desk.git, entry.commit)

    def people(self) -> tuple[str, ...]:
        """The names of all who stand in the diary, in the alphabet's order."""
        return journal.people(self._desk.git)

    def signature(self) -> "Signature | None":
        """How far it is proven that what the NSO said here is the NSO's; None: it said nothing."""
        from store import signers, trust

        known = signers.load()
        memory = trust.Memory(known)
        found = trust.of_record(self._desk.git, known, memory)
        memory.keep()
        return found

    def signatures(self) -> "Mapping[str, Signature]":
        """The same of each file that the NSO wrote in review/, by its path in the record."""
        from store import signers, trust
        from store.signed_parts import of_parts

        known = signers.load()
        memory = trust.Memory(known)
        found = of_parts(self._desk.git, known, memory)
        memory.keep()
        return found

    def offered_keys(self) -> "tuple[PublicKey, ...]":
        """The NSO's public keys as the record has them: to be compared with what it publishes."""
        from store.trust import offered_keys

        return offered_keys(self._desk.git)

    def past(self, name: str) -> "Past":
        """The whole application in a commit, or as a round was submitted ("round-1").

        Raises `NoSuchPast`.
        """
        from store import past

        return past.past(self._desk.git, name)

    def open_outside(self, item: Evidence) -> None:
        """Show a document or link with the computer's own program for it.

        Raises `UnsafePath`, `DocumentGone` and what `outside.open_outside` raises.
        """
        from store import outside

        outside.open_outside(item.url if item.is_link else self.document(item))

    def document(self, item: Evidence) -> Path:
        """Where a piece of evidence lies. Raises `UnsafePath`, `DocumentGone`."""
        path = safe_path(self.path, item.file)
        if not path.is_file():
            raise DocumentGone(path=item.file)
        return path
