"""What a page shows: frozen values, in the reader's language, without markup.

Every text here is ready to be shown: ours is translated, people's words have passed
`model.text.shown`. A format adds its own escaping and its looks, nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that somebody wrote; line breaks in it stay."""

    text: str
    rtl: bool = False
    """Whether its first letter is one of a script that runs from right to left."""
    unbroken: bool = False
    """Whether it holds a word longer than any real one: it is cut where the line ends, not
    hyphenated (looking for syllables takes the renderer minutes there)."""


Prose = tuple[Paragraph, ...]
"""A text of any length that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is still to be done, or wrong, said in the place where it is."""

    text: str
    fix: str
    blocking: bool
    """Whether the application can't be complete with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a list of facts."""

    label: str
    text: str
    """"" where it was not filled in."""
    href: str = ""
    """Where it leads, https, http or mailto; "" for no link."""
    remarks: tuple[Remark, ...] = ()


class Mark(StrEnum):
    """How a requirement or an answer stands; always shown in words too."""

    YES = "yes"
    NO = "no"
    OPEN = "open"
    UNKNOWN = "unknown"
    """Can't be judged: the edition does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One condition of who may apply (F1 to F3), how it stands, and what shows it."""

    title: str
    mark: Mark
    verdict: str
    proof: tuple[Fact, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A document's picture, shrunk for the page: a photograph, or one page of a PDF."""

    data: bytes
    mime: str
    width: int
    height: int
    page: int | None = None
    """Which page of the document it is; None for a photograph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One piece of evidence."""

    id: str
    number: str
    """The step and its place there: "3-1"."""
    title: str
    kind: str
    """What it is, in words: "PDF, 2 pages, 182.7 kB", "link"."""
    where: str
    """The document's name, or the link's address."""
    href: str = ""
    added: str = ""
    backs: tuple[str, ...] = ()
    """Numbers of the questions that it backs."""
    backs_text: str = ""
    remarks: tuple[Remark, ...] = ()
    pictures: tuple[Picture, ...] = ()
    pictured: str = ""
    """What the pictures show, in words: "page 1 of 4"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A statement as it was put, and what the school answered."""

    id: str
    number: str
    text: str
    mark: Mark
    answer: str
    explanation: Prose = ()
    backed_by: tuple[Exhibit, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One of the form's writing boxes."""

    id: str
    title: str
    text: Prose
    count: str
    """How long it is, and how long it may be, in words."""
    overflow: Prose = ()
    """What lies beyond the limit (F13); the platform's form would not take it."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One step of the form."""

    id: str
    number: int
    title: str
    original: str = ""
    """The title in English, as the form has it too; "" where the page is in English."""
    intro: str = ""
    """What one must know about the step, in our words."""
    done: int
    required: int
    progress: str
    """"4 of 5", in words."""
    to_do: str
    """How much is still open, in words; "" when nothing is."""
    facts: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    """(heading, facts): step 1 and step 8 have them."""
    requirements: tuple[Requirement, ...] = ()
    questions: tuple[Question, ...] = ()
    boxes: tuple[Box, ...] = ()
    takes_evidence: bool = False
    exhibits: tuple[Exhibit, ...] = ()
    evidence_remarks: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """What belongs to the step and to no field of it."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who worked on the application, and on which steps."""

    name: str
    changes: str
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One change: the day, who, what. The hour stays with the school."""

    day: str
    who: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What every document has, on each of its pages."""

    language: str
    words_language: str
    title: str
    school: str
    short_name: str
    """The school's name, short enough for the head of a page."""
    made_on: str
    """The day it was made, ISO 8601."""
    foot: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPage:
    """The whole application."""

    language: str
    """Of what the form says."""
    words_language: str
    """Of what the school says; it decides where words are parted at a line's end."""
    title: str
    """What the document is: "Application for eTwinning School 2023-2024"."""
    school: str
    short_name: str
    """The school's name, short enough for the head of a sheet."""
    place: str
    state: str
    made_on: str
    """The day it was made, ISO 8601: for the file's own data."""
    foot: str
    """What stands at the foot of every sheet: state, day, version."""
    cover: tuple[Fact, ...]
    progress: str
    done: int
    required: int
    sections: tuple[Section, ...]
    remarks: tuple[Remark, ...]
    """What belongs to no step: the calendar, a file that can't be read."""
    notes: tuple[Fact, ...]
    """Whose wording it is, who decides (G13, F12): said once."""
    contributors: tuple[Contributor, ...]
    diary: tuple[DiaryLine, ...]
    labels: Mapping[str, str]
    """The fixed texts of `export.labels`, translated."""

    @property
    def pictured(self) -> tuple[tuple[Section, tuple[Exhibit, ...]], ...]:
        """The evidence that has pictures, by step: the annex."""
        found = (
            (section, tuple(item for item in section.exhibits if item.pictures))
            for section in self.sections
        )
        return tuple((section, items) for section, items in found if items)
