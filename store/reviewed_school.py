"""One school of an inbox, as a reviewer's screens and commands use it.

What is read is what was submitted. Drafts stay in the inbox's own `work/` until they are published;
what is published is one signed act on `record`. Source: command-line.md, 'A reviewer's commands'.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from model.application import SCHOOL, STEPS
from model.fields import UnknownKey, parse_key
from model.review import DecisionKind, Feedback, FeedbackKind
from model.text import clean
from model.threads import hash_of, text_of
from store import git_safety
from store.clock import Clock
from store.desk import Hand
from store.git import RECORD, Git
from store.git_failures import BareRepository
from store.inbox_folder import NotInAnInbox, inbox_of
from store.journal import Entry
from store.open_folder import OpenFolder
from store.people import Person
from store.record_failures import (
    NoSuchPlace,
    NothingSubmitted,
    OthersDecide,
    QuoteNeedsText,
    QuoteNotFound,
)
from store.review_desk import ReviewDesk
from store.signing import SigningKey, signing_key
from store.work import Work

if TYPE_CHECKING:
    from store.travel import Look

_TEXTS = ("plan", "description", "explanations.")


class ReviewedSchool(OpenFolder):
    """One school of an inbox, open."""

    _desk: ReviewDesk

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """Open a school of an inbox. Writes nothing.

        Raises `NotInAnInbox`, `NothingSubmitted`, and the family `GitFailure`.
        """
        root = Path(os.path.abspath(path))  # noqa: PTH100 - links in it are the user's own
        inbox = inbox_of(root)
        if inbox is None:
            raise NotInAnInbox(path=str(path))
        if git_safety.is_bare(root):
            raise BareRepository(path=str(root))
        git = Git(root)
        git.check_state()
        if git.reference(RECORD) is None:
            raise NothingSubmitted
        school = cls(ReviewDesk(root, git, clock))
        school._work = Work(inbox)
        return school

    _work: Work

    @property
    def drafts(self) -> tuple[Feedback, ...]:
        """What is written and not published; nobody but the reviewers sees it."""
        return self._work.drafts(self.path.name)

    @property
    def assigned_to(self) -> str | None:
        """The reviewer who decides on this school; None: nobody in particular."""
        return self._work.assigned().get(self.path.name)

    @property
    def edition_known(self) -> bool:
        """Whether this version can judge the application."""
        return self._desk.edition_known

    def assign(self, reviewer: str, person: Person) -> None:
        """Let one reviewer decide on this school; "": nobody in particular."""
        self._work.assign(self.path.name, reviewer, person, self.clock)

    def draft(
        self,
        about: str,
        kind: FeedbackKind,
        text: str,
        person: Person,
        *,
        quote: str = "",
    ) -> Feedback:
        """Draft a piece of feedback about `STEP`, `STEP.FIELD` or, with "", all of it.

        Raises `NoSuchPlace`, `QuoteNotFound`, `QuoteNeedsText`, `NoWords`, `TooLong`.
        """
        made = self.drafted(about, kind, text, person, quote=quote)
        return self._work.keep(self.path.name, made, person, self.clock)

    def drafted(
        self,
        about: str,
        kind: FeedbackKind,
        text: str,
        person: Person,
        *,
        quote: str = "",
    ) -> Feedback:
        """A draft that is not kept yet. Raises as `draft`."""
        from store.review_acts import checked_text

        said = checked_text(text)
        step, field = self._place(about)
        passage = clean(quote).text.strip("\n")
        if passage:
            if not step or not field or not field.startswith(_TEXTS):
                raise QuoteNeedsText
            if passage not in (text_of(step, field, self.application) or ""):
                raise QuoteNotFound(quote=passage[:60])
        return Feedback(
            id="",
            round=0,
            kind=kind,
            text=said,
            by=person.name,
            on=self.clock.today,
            step=step,
            field=field,
            quote=passage,
            about_sha256=hash_of(step, field, self.application) or "",
        )

    def drop_draft(self, name: str, person: Person) -> None:
        """Throw a draft away."""
        self._work.drop(self.path.name, [name], person, self.clock)

    def _place(self, about: str) -> tuple[str | None, str | None]:
        """The step and the field that some words name. Raises `NoSuchPlace`."""
        step, _, field = about.partition(".")
        if not step:
            return None, None
        if step == "eligibility":
            step, field = SCHOOL, about
        if step not in STEPS:
            raise NoSuchPlace(place=about)
        if not field:
            return step, None
        if field.startswith("evidence."):
            ids = {item.id for item in self.application.evidence_of(step)}
            if field.partition(".")[2] not in ids:
                raise NoSuchPlace(place=about)
            return step, field
        named = field if field.startswith("eligibility.") else f"{step}.{field}"
        try:
            parse_key(named, self.edition)
        except UnknownKey as error:
            raise NoSuchPlace(place=about) from error
        return step, field

    def publish(self, person: Person, *, at: datetime | None = None) -> Entry:
        """Let the school have the drafts. Raises `NothingToPublish`, `NotNow`."""
        from store import review_acts as acts

        drafts = self.drafts
        entry = acts.publish(self._desk, self._hand(person, at), drafts)
        self._drop(drafts, person)
        return entry

    def decide(
        self, kind: DecisionKind, text: str, person: Person, *, at: datetime | None = None
    ) -> Entry:
        """Decide, and publish the drafts with it.

        Raises `OthersDecide`, `NotNow`, `NotJudgeable`, `NoWords`.
        """
        from store import review_acts as acts

        who = self.assigned_to
        if who is not None and who != person.name:
            raise OthersDecide(name=who)
        drafts = self.drafts
        entry = acts.decide(self._desk, self._hand(person, at), kind, text, drafts)
        self._drop(drafts, person)
        return entry

    def _drop(self, drafts: tuple[Feedback, ...], person: Person) -> None:
        if drafts:
            names = [draft.id for draft in drafts]
            self._work.drop(self.path.name, names, person, self.clock)

    def receipt(self, person: Person, *, at: datetime | None = None) -> Entry | None:
        """Say that the NSO has the last submission; None where that was said."""
        from store import review_acts as acts

        return acts.receipt(self._desk, self._hand(person, at))

    def resolve(
        self, feedback_id: str, person: Person, *, text: str = "", at: datetime | None = None
    ) -> Entry:
        """Say that nothing more needs doing. Raises `NoSuchFeedback`."""
        from store import thread_acts as acts

        return acts.resolve(self._desk, self._hand(person, at), feedback_id, text)

    def reopen(
        self, feedback_id: str, person: Person, *, text: str = "", at: datetime | None = None
    ) -> Entry:
        """Ask for an answer anew. Raises `NoSuchFeedback`."""
        from store import thread_acts as acts

        return acts.reopen(self._desk, self._hand(person, at), feedback_id, text)

    def send(self, target: Path, person: Person, *, whole: bool = False) -> "Look":
        """Put the record in a file for the school: see `store.record_travel`."""
        from store import record_travel as travel

        return travel.write_file(self._desk, self._hand(person, None), target, whole=whole)

    def _hand(self, person: Person, at: datetime | None) -> Hand:
        return Hand(person=person, at=at, role="reviewer", key=self._key())

    signs: bool = True
    """Whether acts are signed, where there is a key; a reviewer may choose to go on without."""

    def _key(self) -> SigningKey | None:
        return signing_key() if self.signs else None
