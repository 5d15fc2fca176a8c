"""What a school tells its NSO, from its own folder: the acts that stand on `record`.

Source: command-line.md, `submit`, `withdraw`, `platform`, `reply`.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store.desk import Hand
from store.journal import Entry
from store.open_folder import OpenFolder
from store.people import Person

if TYPE_CHECKING:
    from store.platform_acts import OnPlatform
    from store.record_acts import Words
    from store.record_travel import Received
    from store.travel import Look


class RecordFolder(OpenFolder):
    """One school's folder, as far as it speaks to the NSO; each act raises what it raises there."""

    def submit(
        self,
        person: Person,
        words: "Words",
        *,
        incomplete: str | None = None,
        at: datetime | None = None,
        role: str = "teacher",
    ) -> Entry:
        """Submit the round in hand: see `store.record_acts.submit`."""
        from store import record_acts as acts

        hand = Hand(person=person, at=at, role=role)
        return acts.submit(self._desk, hand, words, incomplete)

    def show_draft(self, person: Person, words: "Words", *, at: datetime | None = None) -> Entry:
        """Let the NSO have the draft as it is, for advice: see `store.record_acts.show_draft`."""
        from store import record_acts as acts

        return acts.show_draft(self._desk, Hand(person=person, at=at), words)

    def withdraw(
        self, person: Person, *, at: datetime | None = None, role: str = "teacher"
    ) -> Entry:
        """Take the submission back while that may be."""
        from store import record_acts as acts

        return acts.withdraw(self._desk, Hand(person=person, at=at, role=role))

    def record_platform(
        self, what: "OnPlatform", person: Person, *, at: datetime | None = None
    ) -> Entry:
        """Record what happened on the official platform: see `store.platform_acts`."""
        from store import platform_acts as acts

        return acts.platform(self._desk, Hand(person=person, at=at), what)

    def reply(
        self, feedback_id: str, text: str, person: Person, *, at: datetime | None = None
    ) -> Entry:
        """Answer a piece of feedback: see `store.thread_acts`."""
        from store import thread_acts as acts

        return acts.reply(self._desk, Hand(person=person, at=at), feedback_id, text)

    def mark_addressed(
        self, feedback_id: str, person: Person, *, text: str = "", at: datetime | None = None
    ) -> Entry:
        """Say that what a piece of feedback asks was done."""
        from store import thread_acts as acts

        return acts.addressed(self._desk, Hand(person=person, at=at), feedback_id, text)

    def send(self, target: Path, person: Person, *, whole: bool = False) -> "Look":
        """Put the record in a file for the NSO: see `store.record_travel`."""
        from store import record_travel as travel

        return travel.write_file(self._desk, Hand(person=person), target, whole=whole)

    def receive(self, copy: Path, look: "Look", name: str, person: Person) -> "Received":
        """Take in a file of the NSO's that was looked at: see `store.receiving`."""
        from store import record_travel as travel

        with travel.incoming(self._desk.git, look, copy, name) as (tip, tags):
            return travel.meet(self._desk, Hand(person=person), tip, tags, name)
