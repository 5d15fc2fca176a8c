"""One school's application: immutable values, one class a table of the folder's files.

A change makes a new `Application` (`dataclasses.replace`, or `model.fields.put`). The values hold
what the files say, nothing derived; a value that is absent in the file is `""`, `None` or an empty
tuple. Every list entry has an id, so that two people's changes can be merged by field.
Source: repository-format.md, 'Files'. Why standard dataclasses: docs/decisions.md.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from model.light import dataclass
from model.review import NO_RECORD, Record

_NOTHING: Mapping[str, str] = MappingProxyType({})

SCHOOL = "school"
DECLARATION = "declaration"
MISSION_STEPS = (
    "shared-leadership",
    "collaboration",
    "students-as-agents-of-change",
    "models-for-other-schools",
    "inclusive-and-innovative",
)
"""Steps 3 to 7, in the form's order (F16)."""
ANSWER_STEPS = ("esafety", *MISSION_STEPS)
"""The steps that have an `Answer`."""
EVIDENCE_STEPS = (*ANSWER_STEPS, DECLARATION)
"""The steps that take documents."""
STEPS = (SCHOOL, *ANSWER_STEPS, DECLARATION)
"""Every step one fills in, in order: 1 to 8 of the form."""
FILES: Mapping[str, str] = MappingProxyType(
    {
        "labelmap": "labelmap.toml",
        SCHOOL: "school.toml",
        "eligibility": "eligibility.toml",
        **{step: f"answers/{number}-{step}.toml" for number, step in enumerate(EVIDENCE_STEPS, 2)},
    }
)
"""Each file of the application by the name that keys use: path in the school's folder."""
LANGUAGES = ("nl", "en")
"""The languages that an application can be in."""
CHECKLIST = (
    "profile-linked",
    "one-record",
    "colleagues-moved",
    "spam-checked",
    "principal-reachable",
)
"""Traps to see to before one starts (F9, G9): the teacher's profile is active and linked to the
school, the school has one record on the platform, colleagues have moved to the platform of today,
the invitation was looked for in the spam folder, the principal is there to sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherVersion:
    """One more version of a field, where more than two people wrote it at once."""

    theirs: str = ""
    by: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A colleague's version of a field that both changed; blocks a submission until one chooses.

    What stands in the field is one version, `theirs` the other; values are as the command line
    writes them. Read and made by `model.versions`.
    """

    theirs: str = ""
    by: str = ""
    """Who wrote `theirs`, as far as is known."""
    when: str = ""
    """When, in the form of ISO 8601."""
    ours_by: str = ""
    """Who wrote what stands in the field, as far as is known."""
    ours_when: str = ""
    more: Mapping[str, OtherVersion] = field(default_factory=lambda: MappingProxyType({}))
    """The third version and those after it, by their number."""


_NO_CONFLICTS: Mapping[str, Conflict] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The teacher who applies (F8)."""

    name: str = ""
    email: str = ""
    on_platform: bool | None = None
    """Registered on the platform and linked to the school there; None while nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who signs the declaration of honour (F17)."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """A colleague who works on the application."""

    id: str
    name: str = ""
    email: str = ""
    on_platform: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label that the school held before (G1)."""

    id: str
    years: str = ""
    """The label's calendar years, as its name has them: "2021-2022"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """Days that the school set itself; None: what `model.planning` proposes."""

    platform_by: date | None = None
    """Everything filled in on the platform; from then on the declaration can be downloaded (G9)."""
    signature_by: date | None = None
    """The principal was asked for the signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """school.toml: step 1, who applies."""

    name: str = ""
    city: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2, as in "BE"."""
    region: str = ""
    website: str = ""
    platform_id: str = ""
    """The school's number on the platform."""
    contact: Contact = field(default_factory=Contact)
    principal: Principal = field(default_factory=Principal)
    team: tuple[TeamMember, ...] = ()
    label: tuple[Label, ...] = ()
    checklist: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    """Traps that were seen to (G9): id to the day it was ticked."""
    planning: Planning = field(default_factory=Planning)
    conflict: Mapping[str, Conflict] = field(default_factory=lambda: _NO_CONFLICTS)
    """Dotted field to its other version: `contact.email`, `team.an.name`."""

    @property
    def country_code(self) -> str:
        """The country as editions name it, whose NSO may have days of its own (G2).

        "" where what stands there is no code of two letters: the central days hold then.
        """
        code = self.country.strip().upper()
        return code if len(code) == 2 and code.isascii() and code.isalpha() else ""  # noqa: PLR2004 - ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveTeacher:
    """An eTwinning teacher at work in the school, and one activity that proves it (F2)."""

    id: str
    name: str = ""
    activity: str = ""
    on: date | None = None
    """The day of the activity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityLabel:
    """A National Quality Label that a project of the school was granted (F3)."""

    id: str
    project: str = ""
    granted: date | None = None
    european: bool = True
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """eligibility.toml: step 1, may the school apply (F1 to F3)."""

    invited_on: date | None = None
    """The platform's invitation; with it F1 to F3 count as checked by the platform."""
    registered_since: date | None = None
    active_teacher: tuple[ActiveTeacher, ...] = ()
    quality_label: tuple[QualityLabel, ...] = ()
    conflict: Mapping[str, Conflict] = field(default_factory=lambda: _NO_CONFLICTS)
    """Dotted field to its other version: `invited_on`, `active_teacher.an.on`."""


class YesNo(StrEnum):
    """What a statement was answered. Not answered yet is the absence of an entry."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document (with `file`) or a link (with `url`) that backs an answer (F11)."""

    id: str
    title: str = ""
    file: str = ""
    """Path in the school's folder, with `/`: `evidence/<step>/<name>`; "" for a link."""
    url: str = ""
    sha256: str = ""
    """Hash of the document when it was taken in or last accepted; lower-case hexadecimal."""
    bytes: int | None = None
    supports: tuple[str, ...] = ()
    """Ids of the statements that it backs."""
    added: date | None = None
    consent: bool | None = None
    """Whether the school has on file that who can be seen agreed; None while nobody said."""

    @property
    def is_link(self) -> bool:
        """Whether it is a link rather than a document."""
        return not self.file

    @property
    def name(self) -> str:
        """What people call it: its title, else its file's name or its address."""
        return self.title or self.file.rpartition("/")[2] or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One file of answers: step 2, or a mission statement (steps 3 to 7)."""

    description: str = ""
    plan: str = ""
    """What the school intends to do in the next two years (F16); unused in step 2."""
    statements: Mapping[str, YesNo] = field(default_factory=lambda: MappingProxyType({}))
    """Statement id to what was answered."""
    explanations: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Statement id to how it is put into practice (G7); joined to the description on export. An
    empty explanation is none: it has no entry."""
    evidence: tuple[Evidence, ...] = ()
    conflict: Mapping[str, Conflict] = field(default_factory=lambda: _NO_CONFLICTS)
    """Dotted field (`plan`, `explanations.ID`, `evidence.ID.title`) to the other version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """answers/8-declaration.toml: the platform's declaration of honour, signed (F17, G10)."""

    signed_by: str = ""
    signed_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    """The signed document; one."""
    conflict: Mapping[str, Conflict] = field(default_factory=lambda: _NO_CONFLICTS)
    """Dotted field to its other version: `signed_by`."""


class Kind(StrEnum):
    """What a document is, by its content."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    OFFICE = "office"
    VIDEO = "video"
    HTML = "html"
    IMAGE = "image"
    """Another picture: HEIC, WEBP, TIFF, GIF, BMP."""
    OTHER = "other"


class Soundness(StrEnum):
    """Whether a document can be opened."""

    SOUND = "sound"
    EMPTY = "empty"
    DAMAGED = "damaged"
    LOCKED = "locked"
    """Password-protected."""
    NOT_A_FILE = "not-a-file"
    """A folder, a device, a pipe."""
    UNREADABLE = "unreadable"
    """The system does not let it be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a document in the folder is now; facts that the store gathered, never a judgement."""

    bytes: int
    sha256: str
    """"" where it was too large to be read or can't be read."""
    kind: Kind
    soundness: Soundness = Soundness.SOUND
    pages: int | None = None
    """Pages of a PDF, where known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """All that a school's folder says."""

    format: int = 1
    edition: str = ""
    """Id of the edition, as in "2023-2024"."""
    language: str = "nl"
    """The application's own language: exports and mails are in it."""
    school: School = field(default_factory=School)
    eligibility: Eligibility = field(default_factory=Eligibility)
    answers: Mapping[str, Answer] = field(
        default_factory=lambda: MappingProxyType(dict.fromkeys(ANSWER_STEPS, Answer()))
    )
    """Step id to answer; every step of `ANSWER_STEPS` is there."""
    declaration: Declaration = field(default_factory=Declaration)
    documents: Mapping[str, Document] = field(default_factory=lambda: MappingProxyType({}))
    """Path of each document that evidence names and that is there, safely inside the folder."""
    unsafe: frozenset[str] = frozenset()
    """Paths that evidence names and that leave the folder or pass a symbolic link; never opened."""
    record: Record = NO_RECORD
    """What school and NSO have told one another."""

    def evidence_of(self, step: str) -> tuple[Evidence, ...]:
        """The evidence of a step; empty for a step that takes none."""
        if step == DECLARATION:
            return self.declaration.evidence
        answer = self.answers.get(step)
        return answer.evidence if answer is not None else ()

    def all_evidence(self) -> tuple[tuple[str, Evidence], ...]:
        """(step id, evidence) over all steps, in the form's order."""
        return tuple((step, item) for step in EVIDENCE_STEPS for item in self.evidence_of(step))

    def with_answer(self, step: str, answer: Answer) -> Self:
        """The application with one step's answer replaced."""
        return replace(self, answers=MappingProxyType({**self.answers, step: answer}))

    def with_evidence(self, step: str, evidence: tuple[Evidence, ...]) -> Self:
        """The application with one step's evidence replaced; no conflict of what is gone stays."""
        kept = {item.id for item in evidence}

        def left(conflicts: Mapping[str, Conflict]) -> Mapping[str, Conflict]:
            gone = [name for name in conflicts if _is_of_other_evidence(name, kept)]
            if not gone:
                return conflicts
            return MappingProxyType({n: held for n, held in conflicts.items() if n not in gone})

        if step == DECLARATION:
            of = self.declaration
            return replace(
                self, declaration=replace(of, evidence=evidence, conflict=left(of.conflict))
            )
        answer = self.answers[step]
        changed = replace(answer, evidence=evidence, conflict=left(answer.conflict))
        return self.with_answer(step, changed)


def _is_of_other_evidence(dotted: str, kept: set[str]) -> bool:
    """Whether a field is one of a piece of evidence that is not among these."""
    listed, _, rest = dotted.partition(".")
    return listed == "evidence" and rest.rpartition(".")[0] not in kept
