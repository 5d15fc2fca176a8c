"""The open school: what is in memory, what is on disk, and who works.

A keystroke makes a new `Application` here and assesses it at once; no file, no git, no thread is
between the key and the picture. Writing and committing are called by the app's workers and are
serialised by `SchoolFolder`. Nothing here knows a widget. Source: house.md, 'How data flows'.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from model import fields
from model.application import Application
from model.completeness import Assessment, assess
from model.edition import Edition
from model.lifecycle import allowed
from model.messages import N_, Failure, Message
from model.problems import Problem
from model.since import changed_steps
from model.versions import made_again
from store.clock import Clock
from store.journal import Entry, Event
from store.people import Person
from store.school_folder import SchoolFolder
from tui.assessing import texts_changed_on
from tui.presence import NOBODY, READ, Presence, presence
from tui.undo_list import UndoList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.trust import Signature

_TODAY_AT_MOST = 300
"""So many entries of the diary are read for the closing line."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that was changed here and outside at once; the person chooses."""

    key: fields.Key
    mine: fields.Value
    theirs: fields.Value


class Session:
    """One open school folder and the application as it is in memory."""

    def __init__(
        self, folder: SchoolFolder, person: Person | None, clock: Clock, *, demo: bool = False
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.person = person
        self.demo = demo
        """Whether it is the sample school; the app says so."""
        self.application: Application = folder.application
        """As it is in memory; ahead of the files for a quarter of a second."""
        self._base: Application = folder.application
        """As it was when memory and files last agreed: what is new is measured from here."""
        self._recorded: Application = folder.application
        """As it was when it was last recorded in the diary."""
        self.submitted: Application | None = folder.submitted
        """As it was submitted last; None where it never was."""
        self.texts_changed_on: date | None = None
        """When a text was last changed after the signature; known once `read_diary` was called."""
        self.signatures: Mapping[str, Signature] = {}
        """The same of each file in which the NSO said something, by its path in the record."""
        self.signature: Signature | None = None
        """What the NSO's signatures prove; None where it said nothing, or it is not known yet."""
        self.presence: Presence = NOBODY
        """Who was where last, as the diary last said."""
        self.assessment: Assessment = self._assess()
        self.saves = UndoList(folder.application)
        """What was changed here since it was opened, for undo and redo."""
        self._newest = folder.newest()
        """The commit to which the diary was last known to reach."""
        self._said = 0
        """How many of the folder's notices were told."""

    @property
    def edition(self) -> Edition:
        """The edition that the school applies for."""
        return self.folder.edition

    @property
    def today(self) -> date:
        """The day, in the edition's time zone."""
        return self.clock.today

    def _assess(self) -> Assessment:
        return assess(
            self.application,
            self.edition,
            self.today,
            self.folder.problems,
            texts_changed_on=self.texts_changed_on,
            changed_steps=self.changed_steps,
        )

    @property
    def changed_steps(self) -> frozenset[str]:
        """The steps of which something is not as it was submitted last."""
        return changed_steps(self.submitted, self.application)

    @property
    def locked(self) -> Message | None:
        """Why the answers can't be changed now; None where they can."""
        where = self.assessment.standing
        if not where.locked:
            return None
        country = self.application.school.country_code
        return allowed("answer", "teacher", where, self.edition, self.today, country=country)

    def read_signature(self) -> None:
        """Learn how far it is proven that what the NSO said here is the NSO's. For a worker."""
        record = self.folder.application.record
        if record.decisions or record.feedback:
            self.signature = self.folder.signature()
            self.signatures = self.folder.signatures()

    def read_diary(self) -> None:
        """Learn what only the diary knows; `reassess` then takes it into account. For a worker."""
        self.read_signature()
        self.texts_changed_on = texts_changed_on(self.folder)
        self.presence = presence(self.folder.log(limit=READ))

    def reassess(self) -> Assessment:
        """Assess what is in memory once more."""
        self.assessment = self._assess()
        return self.assessment

    def apply(self, application: Application) -> Assessment:
        """Take a new state of the application into memory."""
        self.application = application
        self.assessment = self._assess()
        return self.assessment

    def put(self, key: fields.Key, value: fields.Value) -> Assessment:
        """Change one field in memory."""
        return self.apply(fields.put(self.application, key, value))

    @property
    def unwritten(self) -> bool:
        """Whether memory is ahead of the files."""
        return self.application != self._base

    @property
    def unrecorded(self) -> bool:
        """Whether something was typed that the diary does not have yet."""
        return self.application != self._recorded

    def write(self) -> None:
        """Write what changed to the files, without recording it. For a worker.

        Raises `ChangedOutside` when a file is no longer the one that was read, and the
        failures of writing; what is in memory stays.
        """
        application = self.application
        self.folder.write(application, self._base, self.person)
        self._base = application

    def commit(self, person: Person) -> Entry | None:
        """Write and record what changed, as one change by this person. For a worker."""
        application = self.application
        entry = self.folder.save(application, person, base=self._base)
        self.saves.recorded(application)
        self._base = application
        self._recorded = application
        return entry

    def diary_grew(self) -> bool:
        """Whether the diary reaches further than when this was last asked. For a worker."""
        before, self._newest = self._newest, self.folder.newest()
        return self._newest != before

    def new_notices(self) -> tuple[Message, ...]:
        """What the folder has to say and was not said yet."""
        said, self._said = self._said, len(self.folder.notices)
        return self.folder.notices[said:]

    def before_act(self) -> None:
        """Record what was typed, so that the folder's own act stands alone. For a worker."""
        if self.unrecorded and self.person is not None:
            self.commit(self.person)

    def changed_by_store(self) -> Assessment:
        """Take over what an act of the folder (attach, restore, recover) made of the application.

        What was typed meanwhile is kept.
        """
        mine = fields.diff(self._base, self.application)
        self._base = self.folder.application
        self._recorded = self.folder.application
        self.submitted = self.folder.submitted
        self.saves.recorded(self.folder.application)
        who = self.person.name if self.person is not None else ""
        writer = (who, self.clock.now().isoformat(timespec="seconds")) if who else ("", "")
        return self.apply(made_again(self.folder.application, mine, writer, self._writer))

    def _writer(self, key: fields.Key) -> tuple[str, str]:
        """Who wrote what stands in a field of the folder, and when; empty where nobody can tell."""
        with suppress(Failure):
            return self.folder.writer(key)
        return "", ""

    def joined_outside(self) -> bool:
        """Whether the diary's newest entry is a joining: what was typed here is in it. A worker."""
        entry = next(self.folder.log(limit=1), None)
        return entry is not None and entry.event == Event.MERGE

    def changed_outside(self) -> tuple[Clash, ...]:
        """Take over what changed in the files; call it after `folder.reload()` said so.

        What was typed here and not written yet stays in memory. Returns the fields that both
        changed, ours since it was last recorded: there memory keeps ours until the person has
        chosen, even where the files had it already and were changed over it.
        """
        theirs = fields.diff(self._base, self.folder.application)
        changed = {change.key: change.after for change in theirs}
        typed = fields.diff(self._recorded, self.application)
        clashing = [
            change
            for change in typed
            if change.key in changed and changed[change.key] != change.after
        ]
        unwritten = fields.diff(self._base, self.application)
        self._base = self.folder.application
        self.submitted = self.folder.submitted
        self._recorded = fields.replay(self._recorded, theirs)
        self.saves.outside(theirs)
        self.apply(fields.replay(self._base, (*unwritten, *clashing)))
        return tuple(Clash(c.key, c.after, changed[c.key]) for c in clashing)

    def closing_words(self) -> tuple[Message, ...]:
        """What is said when one quits: saved, how far, what was done today (screens.md)."""
        done = Message(
            N_("Saved. {done} of {required}."),
            {"done": self.assessment.done, "required": self.assessment.required},
        )
        return (done, *self._done_today())

    def _done_today(self) -> tuple[Message, ...]:
        texts = evidence = 0
        for entry in self.folder.log(limit=_TODAY_AT_MOST):
            if entry.at.date() != self.today:
                break
            if self.person is not None and entry.person.name == self.person.name:
                texts += entry.event == Event.ANSWER
                evidence += entry.event == Event.EVIDENCE_ADD
        said = []
        if texts:
            said.append(
                Message(
                    N_("Today: {count} answer changed."),
                    {"count": texts},
                    N_("Today: {count} changes to answers."),
                )
            )
        if evidence:
            said.append(
                Message(
                    N_("Evidence: {count} added."),
                    {"count": evidence},
                    N_("Evidence: {count} added."),
                )
            )
        return tuple(said)

    def next_to_do(self) -> Problem | None:
        """What comes next, where something is still to be done."""
        return next((p for p in self.assessment.all_problems() if p.blocks_completeness), None)

    def with_person(self, person: Person) -> None:
        """Another person works from here on."""
        self.person = person
