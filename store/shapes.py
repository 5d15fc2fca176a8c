"""Which files an application consists of, and which keys each may hold, in canonical order.

The one table that decoding and encoding share. Source: repository-format.md, 'Files'.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from model.application import (
    ANSWER_STEPS,
    DECLARATION,
    FILES,
    SCHOOL,
    ActiveTeacher,
    Answer,
    Conflict,
    Contact,
    Declaration,
    Eligibility,
    Evidence,
    Label,
    OtherVersion,
    Planning,
    Principal,
    QualityLabel,
    School,
    TeamMember,
)
from model.light import dataclass
from model.previous import PREVIOUS_PATH, Previous

FORMAT = 1
"""The format of the folder that this program reads and writes."""
LANGUAGES = ("nl", "en")
"""Languages that an application may be in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """labelmap.toml: what this folder is."""

    format: int = FORMAT
    edition: str = ""
    language: str = "nl"


Value = Head | School | Eligibility | Answer | Declaration
"""What one file says."""


class Form(Enum):
    """What a key holds."""

    TEXT = auto()
    """One line: a name, an address."""
    PROSE = auto()
    """What people write; one line break more in the file than in memory."""
    FLAG = auto()
    DAY = auto()
    NUMBER = auto()
    WORDS = auto()
    """A list of texts."""
    TABLE = auto()
    """One table of fixed keys: `[contact]`."""
    ENTRIES = auto()
    """A list of tables with ids: `[[team]]`."""
    ANSWERS = auto()
    """A table of free keys, each "yes" or "no"."""
    PROSES = auto()
    """A table of free keys, each prose."""
    DAYS = auto()
    """A table of free keys, each a day."""
    TABLES = auto()
    """A table of free keys, each a table of fixed keys: `[conflict.plan]`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a table, in canonical order, and the class that it becomes."""

    makes: type[Any]
    keys: Mapping[str, Form]
    below: Mapping[str, "Shape"] = field(default_factory=dict)
    """What the tables in it are like, by key."""
    named_by: str = ""
    """The key of an entry from whose text an id is made where it has none."""


_CONTACT = Shape(Contact, {"name": Form.TEXT, "email": Form.TEXT, "on_platform": Form.FLAG})
_PRINCIPAL = Shape(Principal, {"name": Form.TEXT, "email": Form.TEXT})
_MEMBER = Shape(
    TeamMember,
    {"id": Form.TEXT, "name": Form.TEXT, "email": Form.TEXT, "on_platform": Form.FLAG},
    named_by="name",
)
_LABEL = Shape(Label, {"id": Form.TEXT, "years": Form.TEXT}, named_by="years")
_TEACHER = Shape(
    ActiveTeacher,
    {"id": Form.TEXT, "name": Form.TEXT, "activity": Form.TEXT, "on": Form.DAY},
    named_by="name",
)
_QUALITY_LABEL = Shape(
    QualityLabel,
    {
        "id": Form.TEXT,
        "project": Form.TEXT,
        "granted": Form.DAY,
        "european": Form.FLAG,
        "url": Form.TEXT,
    },
    named_by="project",
)
_PLANNING = Shape(Planning, {"platform_by": Form.DAY, "signature_by": Form.DAY})
_EVIDENCE = Shape(
    Evidence,
    {
        "id": Form.TEXT,
        "title": Form.TEXT,
        "file": Form.TEXT,
        "url": Form.TEXT,
        "sha256": Form.TEXT,
        "bytes": Form.NUMBER,
        "supports": Form.WORDS,
        "added": Form.DAY,
        "consent": Form.FLAG,
    },
    named_by="title",
)
_VERSION = Shape(OtherVersion, {"theirs": Form.PROSE, "by": Form.TEXT, "when": Form.TEXT})
_CONFLICT = Shape(
    Conflict,
    {
        "theirs": Form.PROSE,
        "by": Form.TEXT,
        "when": Form.TEXT,
        "ours_by": Form.TEXT,
        "ours_when": Form.TEXT,
        "more": Form.TABLES,
    },
    {"more": _VERSION},
)

HEAD_SHAPE = Shape(Head, {"format": Form.NUMBER, "edition": Form.TEXT, "language": Form.TEXT})
SCHOOL_SHAPE = Shape(
    School,
    {
        "name": Form.TEXT,
        "city": Form.TEXT,
        "country": Form.TEXT,
        "region": Form.TEXT,
        "website": Form.TEXT,
        "platform_id": Form.TEXT,
        "contact": Form.TABLE,
        "principal": Form.TABLE,
        "team": Form.ENTRIES,
        "label": Form.ENTRIES,
        "checklist": Form.DAYS,
        "planning": Form.TABLE,
        "conflict": Form.TABLES,
    },
    {
        "contact": _CONTACT,
        "principal": _PRINCIPAL,
        "team": _MEMBER,
        "label": _LABEL,
        "planning": _PLANNING,
        "conflict": _CONFLICT,
    },
)
ELIGIBILITY_SHAPE = Shape(
    Eligibility,
    {
        "invited_on": Form.DAY,
        "registered_since": Form.DAY,
        "active_teacher": Form.ENTRIES,
        "quality_label": Form.ENTRIES,
        "conflict": Form.TABLES,
    },
    {"active_teacher": _TEACHER, "quality_label": _QUALITY_LABEL, "conflict": _CONFLICT},
)
ANSWER_SHAPE = Shape(
    Answer,
    {
        "description": Form.PROSE,
        "plan": Form.PROSE,
        "statements": Form.ANSWERS,
        "explanations": Form.PROSES,
        "evidence": Form.ENTRIES,
        "conflict": Form.TABLES,
    },
    {"evidence": _EVIDENCE, "conflict": _CONFLICT},
)
DECLARATION_SHAPE = Shape(
    Declaration,
    {
        "signed_by": Form.TEXT,
        "signed_on": Form.DAY,
        "evidence": Form.ENTRIES,
        "conflict": Form.TABLES,
    },
    {"evidence": _EVIDENCE, "conflict": _CONFLICT},
)
PREVIOUS_SHAPE = Shape(Previous, {"edition": Form.TEXT, "plans": Form.PROSES})

HEAD_PATH = FILES["labelmap"]
SCHOOL_PATH = FILES[SCHOOL]
ELIGIBILITY_PATH = FILES["eligibility"]
DECLARATION_PATH = FILES[DECLARATION]
ANSWER_PATHS: Mapping[str, str] = MappingProxyType({step: FILES[step] for step in ANSWER_STEPS})
"""Step id to path, for the steps that have an `Answer`."""

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        HEAD_PATH: HEAD_SHAPE,
        SCHOOL_PATH: SCHOOL_SHAPE,
        ELIGIBILITY_PATH: ELIGIBILITY_SHAPE,
        **dict.fromkeys(ANSWER_PATHS.values(), ANSWER_SHAPE),
        DECLARATION_PATH: DECLARATION_SHAPE,
        PREVIOUS_PATH: PREVIOUS_SHAPE,
    }
)
"""Every file that we read by keys, in the form's order, with what it may hold."""
PATHS = tuple(path for path in SHAPES if path != PREVIOUS_PATH)
"""Every file of an application, in the form's order."""

STEP_OF: Mapping[str, str] = MappingProxyType(
    {
        SCHOOL_PATH: SCHOOL,
        ELIGIBILITY_PATH: SCHOOL,
        **{path: step for step, path in ANSWER_PATHS.items()},
        DECLARATION_PATH: DECLARATION,
    }
)
"""Path to step id; labelmap.toml belongs to none."""
