"""The shape of an edition's file: which keys, of which type, how large. It imports pydantic.

Each class is one table; docs/editions.md tells what the keys mean. What goes beyond one value
stands in `model.edition_rules`. An error's type is pydantic's own, or one raised here: `id`,
`language`, `country`, `mail`, `https`, `time-zone`, `control-characters`.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from model.text import NotUnicodeError, clean


def _matching(name: str, pattern: str) -> Callable[[str], str]:
    """A check that lets a text through which the pattern matches whole."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if compiled.fullmatch(text) is None:
            raise PydanticCustomError(name, "no match")
        return text

    return check


def _text(text: str) -> str:
    """A text that would come through the door unchanged."""
    try:
        unchanged = clean(text).text == text
    except NotUnicodeError:
        unchanged = False
    if not unchanged:
        raise PydanticCustomError("control-characters", "control characters")
    return text


def _line(text: str) -> str:
    """As `_text`, and on one line."""
    if "\n" in text or "\t" in text:
        raise PydanticCustomError("control-characters", "more than one line")
    return _text(text)


def _https(text: str) -> str:
    """An address with https and a host, without a user name or a space."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        sound = False
    if not sound or re.fullmatch(r"[!-~]+", text) is None:
        raise PydanticCustomError("https", "no https address")
    return text


def _time_zone(name: str) -> str:
    """A time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError("time-zone", "unknown time zone") from None
    return name


Id = Annotated[
    str, Field(max_length=60), AfterValidator(_matching("id", r"[a-z0-9]+(-[a-z0-9]+)*"))
]
Language = Annotated[str, AfterValidator(_matching("language", r"[a-z]{2,3}"))]
Level = Annotated[str, AfterValidator(_matching("country", r"central|[A-Z]{2}"))]
Address = Annotated[str, Field(max_length=500), AfterValidator(_https)]
Mail = Annotated[
    str, Field(max_length=254), AfterValidator(_matching("mail", r"[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+"))
]
TimeZone = Annotated[
    str,
    Field(max_length=60),
    AfterValidator(_matching("time-zone", r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")),
    AfterValidator(_time_zone),
]
Day = Annotated[date, Field(ge=date(2005, 1, 1), le=date(2099, 12, 31))]
Title = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_line)]
Sentence = Annotated[str, Field(min_length=1, max_length=600), AfterValidator(_line)]
Prose = Annotated[str, Field(min_length=1, max_length=6000), AfterValidator(_text)]
DocumentKind = Literal["pdf", "jpg", "png", "office", "video", "image"]


class Table(BaseModel):
    """A table in which every key is known and every value has exactly its type."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class StatementTable(Table):
    """`[[step.statement]]`: one question."""

    id: Id
    text: Annotated[dict[Language, Sentence], Field(min_length=1, max_length=30)]


class StepTable(Table):
    """`[[step]]`."""

    id: str
    title: Annotated[dict[Language, Title], Field(max_length=30)] = {}
    statement: Annotated[list[StatementTable], Field(max_length=30)] = []
    accepts: Annotated[list[DocumentKind], Field(max_length=10)] = []
    notices: Annotated[list[DocumentKind], Field(max_length=10)] = []
    links: bool = False
    boxes: Annotated[list[Literal["description", "plan"]], Field(max_length=2)] = []


class PeriodTable(Table):
    """`[[period]]`."""

    kind: Literal["first-submission", "revision", "evaluation"]
    level: Level = "central"
    opens: Day | None = None
    safe_on: Day | None = None
    closes: Day | None = None
    results_on: Day | None = None


class EligibilityTable(Table):
    """`[eligibility]`."""

    registered_until: Day | None = None
    active_since: Day | None = None
    active_teachers: Annotated[int, Field(ge=1, le=100)] | None = None
    label_since: Day | None = None
    label_until: Day | None = None


class AddressesTable(Table):
    """`[addresses]`."""

    questionnaire: Address | None = None
    evidence_examples: Annotated[Address | None, Field(alias="evidence-examples")] = None
    platform: Address | None = None
    contact: Address | None = None
    contact_mail: Annotated[Mail | None, Field(alias="contact-mail")] = None


class ContradictionTable(Table):
    """`[[contradiction]]`."""

    id: Id
    text: Annotated[dict[Language, Prose], Field(min_length=1, max_length=30)]


class GuidanceTable(Table):
    """`[guidance.<step>]`."""

    text: Annotated[dict[Language, Prose], Field(max_length=30)] = {}
    examples: Annotated[
        dict[Language, Annotated[list[Sentence], Field(max_length=20)]], Field(max_length=30)
    ] = {}


class EditionTable(Table):
    """A whole file."""

    id: Id | None = None
    extends: str | None = None
    title: Annotated[dict[Language, Title], Field(max_length=30)] = {}
    wording: Literal["labelmap", "official"] = "labelmap"
    source: Title = "-"
    time_zone: TimeZone = "Europe/Brussels"
    text_limit: Annotated[int, Field(ge=100, le=100_000)] = 2500
    document_limit: Annotated[int, Field(ge=10_000, le=100_000_000)] = 10_000_000
    eligibility: EligibilityTable = EligibilityTable()
    period: Annotated[list[PeriodTable], Field(max_length=200)] = []
    addresses: AddressesTable = AddressesTable()
    contradiction: Annotated[list[ContradictionTable], Field(max_length=30)] = []
    step: Annotated[list[StepTable], Field(max_length=30)] = []
    guidance: Annotated[dict[str, GuidanceTable], Field(max_length=30)] = {}


TABLES: dict[tuple[str, ...], type[Table]] = {
    (): EditionTable,
    ("eligibility",): EligibilityTable,
    ("period",): PeriodTable,
    ("addresses",): AddressesTable,
    ("contradiction",): ContradictionTable,
    ("step",): StepTable,
    ("step", "statement"): StatementTable,
    ("guidance", "*"): GuidanceTable,
}
"""Where each table stands, without the places in lists."""


def keys(table: type[Table]) -> tuple[str, ...]:
    """The keys of a table, as they stand in the file."""
    return tuple(info.alias or name for name, info in table.model_fields.items())
