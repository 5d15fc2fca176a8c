"""One year's call, as data: steps, statements, limits, calendar, eligibility, addresses.

What the programme has not made known is absent (`None`) and the interface says 'not known: ask your
NSO'; nothing is invented. Dates slip every year, so no date stands in code (G5). The classes are
plain frozen dataclasses; `model.edition_reading` builds them from a file's tables, `model.editions`
loads those that we ship, `model.edition_rules` holds anybody else's file against the schema
(docs/editions.md).
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from model.light import dataclass

Wording = Mapping[str, str]
"""Language code to text: `{"nl": ..., "en": ...}`."""

NO_WORDING: Wording = MappingProxyType({})

CENTRAL = "central"
"""The level of a period that holds for every country without days of its own."""


def in_language(wording: Wording, language: str) -> str:
    """A wording in a language, else in English, else in whichever it has; "" when it has none."""
    return wording.get(language) or wording.get("en") or next(iter(wording.values()), "")


class StepKind(StrEnum):
    """What a step of the form asks."""

    SCHOOL = "school"
    ESAFETY = "esafety"
    MISSION = "mission"
    DECLARATION = "declaration"
    PREVIEW = "preview"


STEP_KINDS: Mapping[str, StepKind] = MappingProxyType(
    {
        "school": StepKind.SCHOOL,
        "esafety": StepKind.ESAFETY,
        "shared-leadership": StepKind.MISSION,
        "collaboration": StepKind.MISSION,
        "students-as-agents-of-change": StepKind.MISSION,
        "models-for-other-schools": StepKind.MISSION,
        "inclusive-and-innovative": StepKind.MISSION,
        "declaration": StepKind.DECLARATION,
        "preview": StepKind.PREVIEW,
    }
)
"""Every step's id and kind, in the form's order: steps 1 to 9 (F14, F16 to F18)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One question that is to be answered yes (F11)."""

    id: str
    number: int
    """Its place in the step, from 1."""
    text: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the form. Its guidance is apart: `model.editions.guidance`."""

    id: str
    number: int
    """Its place in the form, from 1."""
    kind: StepKind
    title: Wording
    statements: tuple[Statement, ...] = ()
    accepts: tuple[str, ...] = ()
    """Kinds of document (`model.application.Kind` values) that the form takes."""
    notices: tuple[str, ...] = ()
    """Kinds, none of them in `accepts`, that are taken with a notice: the guide names only
    documents."""
    links: bool = False
    """Whether a link may stand as evidence."""
    has_description: bool = False
    has_plan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """Advice for one step: ours, or that of whoever made the edition; never a rule."""

    text: Wording = field(default_factory=lambda: NO_WORDING)
    """What makes a good answer; paragraphs parted by a blank line."""
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Language code to examples of evidence (F11)."""


class PeriodKind(StrEnum):
    """What a period of the calendar is for."""

    FIRST_SUBMISSION = "first-submission"
    REVISION = "revision"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period of the calendar (F4 to F7); each end is the last possible day, including it."""

    kind: PeriodKind
    opens: date | None = None
    safe_on: date | None = None
    """The day counted down to: the last one on which both readings of the guide agree (F7)."""
    closes: date | None = None
    results_on: date | None = None
    level: str = CENTRAL
    """`central`, or the country (ISO 3166-1 alpha-2) whose NSO closes on other days (G2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityRules:
    """Who may apply (F1 to F3); None: not known."""

    registered_until: date | None = None
    """F1: registered on the platform on this day or earlier."""
    active_since: date | None = None
    active_teachers: int | None = None
    """F2: so many different teachers active since then."""
    label_since: date | None = None
    label_until: date | None = None
    """F3: a National Quality Label granted between these days, both included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A place where the source contradicts itself, and how we read it (F7)."""

    id: str
    text: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One year's call."""

    id: str
    extends: str = ""
    """The edition whose form (steps, questions, limits) it takes over because its own is not
    known; "" for one that brings its own."""
    title: Wording = field(default_factory=lambda: NO_WORDING)
    wording: str = "labelmap"
    """`labelmap`: our own wording of the questions; `official`: supplied by the school or NSO."""
    time_zone: str = "Europe/Brussels"
    """A day ends there at 23:59:59: our reading (F7), and the programme's own in G4."""
    text_limit: int = 2500
    """UTF-16 code units in a box (F13)."""
    document_limit: int = 10_000_000
    """Bytes in a document (F16); 10 MB in its smaller reading."""
    eligibility: EligibilityRules = field(default_factory=EligibilityRules)
    periods: tuple[Period, ...] = ()
    steps: tuple[Step, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """`questionnaire`, `evidence-examples`, `platform`, `contact`, `contact-mail` (F9, F12,
    F21)."""
    contradictions: tuple[Contradiction, ...] = ()
    guidance: Mapping[str, Guidance] = field(default_factory=lambda: MappingProxyType({}))
    """Step id to guidance of its own, where the file brings some; ours is in `model.editions`."""
    source: str = ""
    """Where the data comes from, for people."""

    def step(self, step_id: str) -> Step:
        """The step with this id. Raises `KeyError`."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def statement(self, step_id: str, statement_id: str) -> Statement:
        """One statement of a step. Raises `KeyError`."""
        for statement in self.step(step_id).statements:
            if statement.id == statement_id:
                return statement
        raise KeyError(statement_id)

    def period(self, kind: PeriodKind, country: str = "") -> Period | None:
        """The period that holds for a country: its own days, and the central ones it leaves open.

        A country that closes on a day of its own has no central safe day.
        """
        central = self._period(kind, CENTRAL)
        own = self._period(kind, country) if country else None
        if own is None or central is None:
            return own or central
        return replace(
            own,
            opens=own.opens or central.opens,
            safe_on=own.safe_on or (central.safe_on if own.closes is None else None),
            closes=own.closes or central.closes,
            results_on=own.results_on or central.results_on,
        )

    def _period(self, kind: PeriodKind, level: str) -> Period | None:
        """The period of exactly this level."""
        for period in self.periods:
            if period.kind is kind and period.level == level:
                return period
        return None

    def is_over(self, today: date) -> bool:
        """Whether every end that is known has passed; an edition without a known end is not."""
        ends = [day for period in self.periods for day in (period.closes, period.results_on) if day]
        return bool(ends) and today > max(ends)
