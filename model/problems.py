"""What is still to do, or wrong, in an application: the codes and the value that carries one.

The codes are a contract (command-line.md, 'What counts'); the sentences stand in
`model.problem_texts`. In Dutch a problem is 'nog te doen' or 'klopt niet', never 'probleem'.
"""

from collections.abc import Mapping
from dataclasses import field as dataclass_field  # `field` is a name in `Problem`
from dataclasses import replace
from enum import StrEnum
from typing import Self

from model.light import dataclass
from model.messages import NO_FACTS, Fact
from model.previous import PREVIOUS_PATH


class Code(StrEnum):
    """What kind of problem it is."""

    # Blocking completeness.
    SCHOOL_NAME_MISSING = "school-name-missing"
    CONTACT_MISSING = "contact-missing"
    CONTACT_NOT_ON_PLATFORM = "contact-not-on-platform"
    NOT_TWO_YEARS_REGISTERED = "not-two-years-registered"
    TOO_FEW_ACTIVE_TEACHERS = "too-few-active-teachers"
    NO_QUALITY_LABEL = "no-quality-label"
    STATEMENT_UNANSWERED = "statement-unanswered"
    STATEMENT_NO = "statement-no"
    PLAN_MISSING = "plan-missing"
    TEXT_TOO_LONG = "text-too-long"
    EVIDENCE_MISSING = "evidence-missing"
    EVIDENCE_FILE_MISSING = "evidence-file-missing"
    EVIDENCE_TOO_LARGE = "evidence-too-large"
    EVIDENCE_WRONG_TYPE = "evidence-wrong-type"
    EVIDENCE_UNREADABLE = "evidence-unreadable"
    EVIDENCE_LINK_MALFORMED = "evidence-link-malformed"
    UNSAFE_PATH = "unsafe-path"
    DECLARATION_MISSING = "declaration-missing"
    DECLARATION_UNSIGNED = "declaration-unsigned"
    FILE_UNREADABLE = "file-unreadable"
    WRONG_TYPE = "wrong-type"
    CONFLICT_UNRESOLVED = "conflict-unresolved"
    # Blocking a submission, not completeness.
    FEEDBACK_UNANSWERED = "feedback-unanswered"
    BEFORE_OPENING = "before-opening"
    AFTER_DEADLINE = "after-deadline"
    # Not blocking.
    STATEMENT_UNSUPPORTED = "statement-unsupported"
    DESCRIPTION_MISSING = "description-missing"
    TEXT_VERY_SHORT = "text-very-short"
    EVIDENCE_CHANGED = "evidence-changed"
    EVIDENCE_DUPLICATE = "evidence-duplicate"
    EVIDENCE_ONLY_LINKS = "evidence-only-links"
    EVIDENCE_TYPE_NOTICE = "evidence-type-notice"
    EVIDENCE_LINK_OUTDATED = "evidence-link-outdated"
    TEACHER_TWICE = "teacher-twice"
    DECLARATION_OLDER_THAN_TEXT = "declaration-older-than-text"
    LABEL_STILL_VALID = "label-still-valid"
    UNKNOWN_KEY = "unknown-key"
    # Our additions to the contract (docs/command-line.md): form only, never blocking.
    FILE_FORM = "file-form"
    """Byte order mark, CRLF: read, and written canonically at the next change."""
    FOREIGN_ATTRIBUTES = "foreign-attributes"
    """`.gitattributes` is not ours."""


SUBMISSION_ONLY = frozenset({Code.FEEDBACK_UNANSWERED, Code.BEFORE_OPENING, Code.AFTER_DEADLINE})
"""They stop a submission, and say nothing of completeness."""

NOT_BLOCKING = frozenset(
    {
        Code.STATEMENT_UNSUPPORTED,
        Code.DESCRIPTION_MISSING,
        Code.TEXT_VERY_SHORT,
        Code.EVIDENCE_CHANGED,
        Code.EVIDENCE_DUPLICATE,
        Code.EVIDENCE_ONLY_LINKS,
        Code.EVIDENCE_TYPE_NOTICE,
        Code.EVIDENCE_LINK_OUTDATED,
        Code.TEACHER_TWICE,
        Code.DECLARATION_OLDER_THAN_TEXT,
        Code.LABEL_STILL_VALID,
        Code.UNKNOWN_KEY,
        Code.FILE_FORM,
        Code.FOREIGN_ATTRIBUTES,
    }
)


BESIDE_THE_APPLICATION = frozenset({PREVIOUS_PATH})
"""Files that are not submitted: whatever is wrong with one, it stands in the way of nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is to be done or mended, and where."""

    code: Code
    step: str | None = None
    """The step's id; None for what belongs to no step (the calendar, labelmap.toml)."""
    field: str | None = None
    """Dotted key in the step's file (`statements.staff-supported`, `plan`, `evidence.ID`); for
    eligibility.toml it begins with `eligibility.`."""
    file: str | None = None
    """Path in the school's folder, with `/`."""
    line: int | None = None
    """Line in the file, counted from 1, where there is one."""
    facts: Mapping[str, Fact] = dataclass_field(default_factory=lambda: NO_FACTS)
    """What the sentence is filled with; see `model.problem_texts`."""

    @property
    def blocking(self) -> bool:
        """Whether it stands in the way of completeness or of a submission."""
        return self.code not in NOT_BLOCKING and self.file not in BESIDE_THE_APPLICATION

    @property
    def blocks_completeness(self) -> bool:
        """Whether the application is incomplete because of it, whatever the day."""
        return self.blocking and self.code not in SUBMISSION_ONLY

    def at(self, line: int | None) -> Self:
        """The same problem, placed on a line."""
        return replace(self, line=line)
