"""Holds an edition's file that came from outside against the schema: every fault, none invented.

An edition is only made when there is no fault at all. Import this module when such a file is there
and not before: it imports pydantic.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import pairwise

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from model import editions
from model.application import ANSWER_STEPS, EVIDENCE_STEPS
from model.edition import STEP_KINDS, Edition
from model.edition_reading import Tables, overlay, read
from model.edition_shape import TABLES, EditionTable, PeriodTable, StepTable, keys
from model.messages import N_, Fact, Message

_MOST_FAULTS = 100
_LONGEST_PATH = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in an edition's file."""

    path: str
    """Where: dotted keys, entries of a list by their id or else by their number from 1."""
    message: Message
    """The whole sentence; it names the path."""


def validate(tables: Mapping[str, object]) -> tuple[Edition | None, tuple[Fault, ...]]:
    """The edition that a file's tables make, or None and what is wrong with them.

    Never raises, whatever the tables hold. A file with an `id` is an edition of its own, one with
    only `extends` the edition named there with other wording or days (docs/editions.md).
    """
    try:
        file = EditionTable.model_validate(dict(tables))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:_MOST_FAULTS]
        return None, tuple(_shape_fault(details, tables) for details in found)
    faults = (*_of_origin(file), *_of_days(file), *_of_steps(file))
    if faults:
        return None, faults
    base = editions.load(file.extends) if file.extends is not None else None
    if file.id is None and base is not None:
        faults = tuple(_of_base(file, base))
        edition = overlay(base, tables)
    else:
        edition = read(tables, base)
    faults = (*faults, *_of_whole(edition))
    return (None, faults) if faults else (edition, ())


_SHAPES: Mapping[str, str] = {
    "missing": N_("“{path}” is missing."),
    "string_type": N_("“{path}” must be a text between quotation marks."),
    "int_type": N_("“{path}” must be a whole number without quotation marks."),
    "bool_type": N_("“{path}” must be true or false, without quotation marks."),
    "date_type": N_("“{path}” must be a day without quotation marks, as in 2023-01-31."),
    "list_type": N_("“{path}” must be a list."),
    "dict_type": N_("“{path}” must be a table."),
    "model_type": N_("“{path}” must be a table."),
    "literal_error": N_("“{path}” must be one of these: {expected}."),
    "string_too_short": N_("“{path}” is empty."),
    "string_too_long": N_("“{path}” is too long: {max_length} characters at most."),
    "too_short": N_("“{path}” is empty."),
    "too_long": N_("“{path}” has too many entries: {max_length} at most."),
    "greater_than_equal": N_("“{path}” must be {ge} or more."),
    "less_than_equal": N_("“{path}” must be {le} or less."),
    "id": N_("“{path}” may only hold small letters and digits, with hyphens between them."),
    "language": N_("“{path}”: a language is named by its code of two letters, such as nl or en."),
    "country": N_(
        "“{path}” must be central, or a country’s code of two capital letters, such as BE."
    ),
    "https": N_("“{path}” must be an address that begins with https://."),
    "mail": N_("“{path}” must be an e-mail address."),
    "time-zone": N_("“{path}” must be a time zone, such as Europe/Brussels."),
    "control-characters": N_("“{path}” holds a control character, or a line break too many."),
}
_OTHER_SHAPE = N_("“{path}” is not what belongs there.")
_UNKNOWN_KEY = (
    N_("“{path}” is not known."),
    N_("“{path}” is not known. Did you mean “{suggestion}”?"),
)
_UNKNOWN_NAME = (
    N_("“{path}”: “{name}” is not known."),
    N_("“{path}”: “{name}” is not known. Did you mean “{suggestion}”?"),
)
_ORIGIN_MISSING = N_(
    "“{path}” is missing: give the edition an id of its own, or name with extends the edition that "
    "this file changes."
)
_TWICE = N_("“{path}” is there twice.")
_NO_DAY = N_("“{path}” has no day at all.")
_DAYS_REVERSED = N_("“{path}”: {later} comes before {earlier}.")
_NO_PLACE = N_("“{path}” does not belong in this step.")
_BOTH_KINDS = N_("“{path}”: the same kind stands in accepts and in notices.")
_NO_QUESTION = N_("“{path}”: this step needs at least one question.")
_NO_EVIDENCE = N_("“{path}”: this step must take documents or links.")


def _shape_fault(details: ErrorDetails, tables: Tables) -> Fault:
    """Pydantic's finding in our words."""
    location = tuple(part for part in details["loc"] if part != "[key]")
    path = _path(location, tables)
    if details["type"] == "extra_forbidden":
        place = tuple(part for part in location[:-1] if isinstance(part, str))
        place = ("guidance", "*") if place[:1] == ("guidance",) else place
        return _unknown(_UNKNOWN_KEY, path, str(location[-1]), keys(TABLES[place]))
    facts: dict[str, Fact] = {
        name: value
        for name, value in details.get("ctx", {}).items()
        if isinstance(value, str | int | date)
    }
    if "expected" in facts:
        facts["expected"] = str(facts["expected"]).replace(" or ", ", ").replace("'", "")
    return _fault(_SHAPES.get(details["type"], _OTHER_SHAPE), path, **facts)


def _path(location: Iterable[int | str], tables: object) -> str:
    """A location as people find it: entries of lists by their id, else by number from 1."""
    parts: list[str] = []
    here = tables
    for part in location:
        if isinstance(part, int):
            here = here[part] if isinstance(here, list) and part < len(here) else None
            name = here.get("id") if isinstance(here, dict) else None
            parts.append(name if isinstance(name, str) and name else str(part + 1))
        else:
            here = here.get(part) if isinstance(here, Mapping) else None
            parts.append(part)
    return ".".join(parts)


def _fault(text: str, path: str, **facts: Fact) -> Fault:
    """A fault whose sentence names the path."""
    path = path[:_LONGEST_PATH]
    return Fault(path, Message(text, {**facts, "path": path}))


def _unknown(texts: tuple[str, str], path: str, name: str, possible: Iterable[str]) -> Fault:
    """A name that is not known, with the one that may be meant."""
    name = name[:_LONGEST_PATH]
    near = get_close_matches(name, tuple(possible), 1)
    if near:
        return _fault(texts[1], path, name=name, suggestion=near[0])
    return _fault(texts[0], path, name=name)


def _twice(path: str, names: Iterable[str]) -> Iterator[Fault]:
    """Names that may stand there once only."""
    for name, count in Counter(names).items():
        if count > 1:
            yield _fault(_TWICE, f"{path}.{name}")


def _of_origin(file: EditionTable) -> Iterator[Fault]:
    """Which edition it is, and whether it brings what such a file needs."""
    possible = (*editions.known(), editions.NEXT)
    if file.extends is not None and file.extends not in possible:
        yield _unknown(_UNKNOWN_NAME, "extends", file.extends, possible)
    if file.extends is None and file.id is None:
        yield _fault(_ORIGIN_MISSING, "id")
    if file.id is not None and not file.title:
        yield _fault(_SHAPES["missing"], "title")


def _of_days(file: EditionTable) -> Iterator[Fault]:
    """Each period once and in order; the days between which a label was granted in order."""
    yield from _twice("period", (f"{period.kind}.{period.level}" for period in file.period))
    for number, period in enumerate(file.period, start=1):
        yield from _of_period(f"period.{number}", period)


def _of_period(path: str, period: PeriodTable) -> Iterator[Fault]:
    """A period has a day, and its days follow one another (F7)."""
    if not (period.opens or period.safe_on or period.closes or period.results_on):
        yield _fault(_NO_DAY, path)
    yield from _in_order(
        path, {"opens": period.opens, "safe_on": period.safe_on, "closes": period.closes}
    )
    yield from _in_order(path, {"opens": period.opens, "results_on": period.results_on})


def _in_order(path: str, days: Mapping[str, date | None]) -> Iterator[Fault]:
    """Days that must not come before those that stand before them; an absent day counts not."""
    known = [(name, day) for name, day in days.items() if day is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            yield _fault(_DAYS_REVERSED, path, earlier=earlier, later=later)


def _of_steps(file: EditionTable) -> Iterator[Fault]:
    """Steps that the form has, each once, with only what such a step holds."""
    for path, name in (
        *(("step", step.id) for step in file.step),
        *(("guidance", step_id) for step_id in file.guidance),
    ):
        if name not in STEP_KINDS:
            yield _unknown(_UNKNOWN_NAME, path, name, STEP_KINDS)
    yield from _twice("step", (step.id for step in file.step))
    yield from _twice("contradiction", (entry.id for entry in file.contradiction))
    for step in file.step:
        yield from _of_step(step)


def _of_step(step: StepTable) -> Iterator[Fault]:
    """Questions and boxes only in steps 2 to 7, evidence only in steps 2 to 8."""
    path = f"step.{step.id}"
    yield from _twice(f"{path}.statement", (statement.id for statement in step.statement))
    places: dict[str, tuple[str, ...]] = {"statement": ANSWER_STEPS, "boxes": ANSWER_STEPS}
    places |= dict.fromkeys(("accepts", "notices", "links"), EVIDENCE_STEPS)
    for name, steps in places.items():
        if getattr(step, name) and step.id in STEP_KINDS and step.id not in steps:
            yield _fault(_NO_PLACE, f"{path}.{name}")


def _of_base(file: EditionTable, base: Edition) -> Iterator[Fault]:
    """A file that changes an edition names questions which that edition has."""
    for step in file.step:
        possible = [statement.id for statement in base.step(step.id).statements]
        for statement in step.statement:
            if statement.id not in possible:
                yield _unknown(_UNKNOWN_NAME, f"step.{step.id}.statement", statement.id, possible)


def _of_whole(edition: Edition) -> Iterator[Fault]:
    """What only shows when the edition is put together: titles, questions, evidence, unique ids."""
    for step in edition.steps:
        path = f"step.{step.id}"
        if not step.title:
            yield _fault(_SHAPES["missing"], f"{path}.title")
        if step.id in ANSWER_STEPS and not step.statements:
            yield _fault(_NO_QUESTION, path)
        if step.id in EVIDENCE_STEPS and not (step.accepts or step.notices or step.links):
            yield _fault(_NO_EVIDENCE, path)
        if set(step.accepts) & set(step.notices):
            yield _fault(_BOTH_KINDS, path)
    yield from _twice("statement", (s.id for step in edition.steps for s in step.statements))
    rules = edition.eligibility
    yield from _in_order(
        "eligibility", {"label_since": rules.label_since, "label_until": rules.label_until}
    )
