"""What an audit can find, and remark: a code for programs, a sentence for people.

Source: command-line.md, `audit --json`.
"""

from enum import StrEnum

from model.light import dataclass
from model.messages import N_, Fact, Message


class Code(StrEnum):
    """What is against the rules."""

    WRONG_ROLE = "wrong-role"
    FEEDBACK_ALTERED = "feedback-altered"
    FEEDBACK_DELETED = "feedback-deleted"
    DECISION_ALTERED = "decision-altered"
    MANIFEST_MISMATCH = "manifest-mismatch"
    MANIFEST_ALTERED = "manifest-altered"
    TAG_MOVED = "tag-moved"
    TAG_MISSING = "tag-missing"
    RECORD_REWRITTEN = "record-rewritten"
    RECORD_NOT_MERGED = "record-not-merged"
    UNSIGNED_DECISION = "unsigned-decision"
    BAD_SIGNATURE = "bad-signature"
    OUTSIDE_PERIOD = "outside-period"
    DATE_BACKWARDS = "date-backwards"
    EVIDENCE_DIFFERS = "evidence-differs"


class Note(StrEnum):
    """What one should know, and is not against the rules."""

    SET_CLOCK = "set-clock"
    UNVERIFIED = "unverified"
    INCOMPLETE = "incomplete"
    EDITION_UNKNOWN = "edition-unknown"
    GAVE_WAY = "gave-way"
    NOTHING_YET = "nothing-yet"


_TEXTS: dict[Code | Note, str] = {
    Code.WRONG_ROLE: N_("Somebody did what only another may do: {what}"),
    Code.FEEDBACK_ALTERED: N_("Published feedback was changed: {what}"),
    Code.FEEDBACK_DELETED: N_("Published feedback was removed: {what}"),
    Code.DECISION_ALTERED: N_("A published decision was changed: {what}"),
    Code.MANIFEST_MISMATCH: N_("What was submitted is not what its list of files says: {what}"),
    Code.MANIFEST_ALTERED: N_("The list of what was submitted was changed afterwards: {what}"),
    Code.TAG_MOVED: N_("A mark does not stand at its own submission or decision: {what}"),
    Code.TAG_MISSING: N_("The mark of a submission or decision is missing: {what}"),
    Code.RECORD_REWRITTEN: N_("The record was rewritten: what was said before is gone from it."),
    Code.RECORD_NOT_MERGED: N_("The diary does not have all that stands in the record."),
    Code.UNSIGNED_DECISION: N_(
        "This was said in the NSO's name, and is not signed with a key that you trust."
    ),
    Code.BAD_SIGNATURE: N_("The signature is false: {what}"),
    Code.OUTSIDE_PERIOD: N_("This was not allowed on that day."),
    Code.DATE_BACKWARDS: N_("The date can't be right: {what}"),
    Code.EVIDENCE_DIFFERS: N_("A document is not the one that was submitted: {what}"),
    Note.SET_CLOCK: N_("The day was set by hand (--today)."),
    Note.UNVERIFIED: N_("It is not proven that this is from the NSO."),
    Note.INCOMPLETE: N_("It was submitted although something was missing; the reason is given."),
    Note.EDITION_UNKNOWN: N_("This version does not know the edition: its days were not checked."),
    Note.GAVE_WAY: N_("A colleague did the same at the same time, and that counts."),
    Note.NOTHING_YET: N_("Nothing was submitted yet."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an audit has to say."""

    code: Code | Note
    commit: str = ""
    path: str = ""
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What an audit came to."""

    findings: tuple[Finding, ...] = ()
    notices: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is against the rules."""
        return not self.findings


def finding(code: Code, commit: str = "", path: str = "") -> Finding:
    """Something that is against the rules."""
    return _made(code, commit, path)


def notice(code: Note, commit: str = "", path: str = "") -> Finding:
    """Something that one should know."""
    return _made(code, commit, path)


def _made(code: Code | Note, commit: str, path: str) -> Finding:
    facts: dict[str, Fact] = {"what": path or commit[:12]}
    return Finding(code=code, commit=commit, path=path, message=Message(_TEXTS[code], facts))
