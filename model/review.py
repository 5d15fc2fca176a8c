"""What school and NSO have told one another: submissions, feedback, decisions.

A thread's state is compiled from its events in order; nothing of it is stored. "Changed since" is
computed from the hash that a piece of feedback carries. Source: repository-format.md, 'Life of an
application'; facts F6, F18 to F20, G7.
"""

from datetime import date
from enum import StrEnum

from model.light import dataclass


class FeedbackKind(StrEnum):
    """How much a piece of feedback asks."""

    MUST_FIX = "must-fix"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    PRAISE = "praise"


class EventKind(StrEnum):
    """What happened in a thread."""

    REPLY = "reply"
    ADDRESSED = "addressed"
    RESOLVED = "resolved"
    REOPENED = "reopened"


class ThreadState(StrEnum):
    """Where a thread stands."""

    OPEN = "open"
    ADDRESSED = "addressed"
    RESOLVED = "resolved"


class DecisionKind(StrEnum):
    """What the NSO decided (F19, F20); a final refusal is our reading."""

    APPROVED = "approved"
    RETURNED = "returned"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadEvent:
    """One act in a thread: an `[[event]]` table."""

    kind: EventKind
    by: str
    on: date
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One piece of feedback with its thread: review/round-N/<id>.toml, or review/draft-N/."""

    id: str
    round: int
    """The submission that it is about; 0: none, it is advice on a draft (F6)."""
    kind: FeedbackKind
    text: str
    by: str
    on: date
    step: str | None = None
    """None: about the application as a whole."""
    field: str | None = None
    """Dotted key in the step: `plan`, `statements.ID`, `evidence.ID`; None: about the step."""
    quote: str = ""
    """The passage of the text that it is about."""
    about_sha256: str = ""
    """Hash of the text (UTF-8) or document that the reviewer saw; "" where there is none."""
    events: tuple[ThreadEvent, ...] = ()
    draft: int = 0
    """The draft that it is about, where it is advice; it asks for nothing before a submission."""

    @property
    def is_advice(self) -> bool:
        """Whether it is about a draft that the school showed."""
        return self.draft > 0

    @property
    def is_published(self) -> bool:
        """Whether the school has it, or will with the next file; else it is a reviewer's draft."""
        return self.round > 0 or self.is_advice

    @property
    def folder(self) -> str:
        """Where its file lies."""
        return f"review/draft-{self.draft}" if self.is_advice else f"review/round-{self.round}"

    @property
    def state(self) -> ThreadState:
        """Where the thread stands after its events."""
        state = ThreadState.OPEN
        for event in self.events:
            match event.kind:
                case EventKind.ADDRESSED:
                    state = ThreadState.ADDRESSED
                case EventKind.RESOLVED:
                    state = ThreadState.RESOLVED
                case EventKind.REOPENED:
                    state = ThreadState.OPEN
                case EventKind.REPLY:
                    pass
        return state

    @property
    def replies(self) -> int:
        """How many replies the thread has."""
        return sum(event.kind is EventKind.REPLY for event in self.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """submissions/round-N.toml: what was submitted here, when and by whom."""

    round: int
    edition: str
    submitted_by: str
    submitted_on: date
    incomplete: str = ""
    """The reason, where it was submitted all the same."""
    files: tuple[tuple[str, str, int], ...] = ()
    """The manifest: (path, sha256, bytes)."""
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """submissions/draft-N.toml: what the school showed the NSO without submitting it (F6)."""

    number: int
    before_round: int
    """The submission that it is to become."""
    edition: str
    shown_by: str
    shown_on: date
    files: tuple[tuple[str, str, int], ...] = ()
    """As `Submission.files`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """review/round-N/decision.toml, or a correction of it; the last one of a round counts."""

    round: int
    kind: DecisionKind
    text: str
    by: str
    on: date
    from_platform: bool = False
    """Taken over from the platform by the school itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformSubmission:
    """submissions/round-N-platform.toml: what happened on the official platform."""

    round: int
    submitted_on: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """review/round-N/receipt.toml: the NSO has the submission."""

    round: int
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All formal acts, oldest first."""

    submissions: tuple[Submission, ...] = ()
    decisions: tuple[Decision, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    platform: tuple[PlatformSubmission, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    drafts: tuple[Draft, ...] = ()

    @property
    def draft_shown(self) -> Draft | None:
        """The draft that the NSO has before it; None where a submission came after the last one."""
        last = max(self.submissions, key=lambda sent: sent.round, default=None)
        newest = max(self.drafts, key=lambda draft: draft.number, default=None)
        if newest is None or (last is not None and newest.before_round <= last.round):
            return None
        decided = {decision.round for decision in self.decisions}
        waits = last is not None and last.withdrawn_on is None and last.round not in decided
        return None if waits else newest


NO_RECORD = Record()
