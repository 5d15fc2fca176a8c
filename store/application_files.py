"""An application's files in the school's folder, read once.

Reading never raises for what stands in the folder: whatever is wrong with one file, the rest opens.
Source: repository-format.md, 'Files'.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from model.application import Answer, Application, Declaration, Eligibility, School
from model.edition import Edition
from model.light import dataclass
from model.problems import Code, Problem
from store import toml_file
from store.decode import decode
from store.folder import FileTooLarge, NotAFile, UnsafePath, read_file
from store.shapes import (
    ANSWER_PATHS,
    DECLARATION_PATH,
    ELIGIBILITY_PATH,
    FORMAT,
    HEAD_PATH,
    PATHS,
    SCHOOL_PATH,
    SHAPES,
    STEP_OF,
    Head,
    Value,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The files of a school's folder, read once."""

    application: Application
    """Without documents and record."""
    problems: tuple[Problem, ...]
    raw: Mapping[str, bytes]
    """Path to the bytes read; a file that is missing or was not read is not there."""
    frozen: frozenset[str] = field(default=frozenset())
    """Paths that must not be rewritten: what stands there could not be read."""


def with_file(application: Application, path: str, value: Value) -> Application:
    """The application with what one file says replaced."""
    match value:
        case Head():
            return replace(
                application, format=value.format, edition=value.edition, language=value.language
            )
        case School():
            return replace(application, school=value)
        case Eligibility():
            return replace(application, eligibility=value)
        case Answer():
            return application.with_answer(STEP_OF[path], value)
        case Declaration():
            return replace(application, declaration=value)


def read(root: Path) -> Reading:
    """Read every file of a folder once. Never raises for what stands in it."""
    raw: dict[str, bytes] = {}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    frozen = set()
    for path in PATHS:
        try:
            data = read_file(root, path, toml_file.LIMIT)
        except (FileTooLarge, NotAFile, UnsafePath, OSError) as error:
            detail = _why_unread(error)
            problems.append(replace(toml_file.unreadable(path, detail), step=STEP_OF.get(path)))
            values[path] = SHAPES[path].makes()
            if detail != "missing":
                frozen.add(path)
            continue
        raw[path] = data
        decoded = decode(path, data)
        problems += decoded.problems
        values[path] = decoded.value
        if not decoded.readable:
            frozen.add(path)
    head = values[HEAD_PATH]
    if head.format != FORMAT:
        frozen.update(PATHS)  # what another format means by a key, we do not know
    application = Application(
        format=head.format,
        edition=head.edition,
        language=head.language,
        school=values[SCHOOL_PATH],
        eligibility=values[ELIGIBILITY_PATH],
        answers=MappingProxyType({step: values[path] for step, path in ANSWER_PATHS.items()}),
        declaration=values[DECLARATION_PATH],
    )
    return Reading(application, tuple(problems), MappingProxyType(raw), frozenset(frozen))


def _why_unread(error: Exception) -> str:
    """The detail that `model.problem_texts` knows."""
    match error:
        case UnsafePath():
            return "unsafe"
        case NotAFile():
            return "not-a-file"
        case FileTooLarge():
            return "too-large"
        case FileNotFoundError() | NotADirectoryError():
            return "missing"
        case _:
            return "no-permission"


def unknown_ids(reading: Reading, edition: Edition) -> tuple[Problem, ...]:
    """Answers, explanations and backings of statements that the edition does not have.

    They are kept in the files: another edition's wording may bring them back.
    """
    problems: list[Problem] = []
    for step, path in ANSWER_PATHS.items():
        answer = reading.application.answers[step]
        named: list[tuple[str, str, toml_file.Path]] = [
            (f"{table}.{key}", key, (table, key))
            for table in ("statements", "explanations")
            for key in getattr(answer, table)
        ]
        for place, item in enumerate(answer.evidence):
            at = ("evidence", place, "supports")
            named += [(f"evidence.{item.id}.supports", key, at) for key in item.supports]
        known = next(
            ([s.id for s in found.statements] for found in edition.steps if found.id == step), []
        )
        unknown = [each for each in named if each[1] not in known]
        if unknown:
            problems += _unknown_in(step, path, reading.raw.get(path, b""), unknown, known)
    return tuple(problems)


def _unknown_in(
    step: str,
    path: str,
    data: bytes,
    unknown: Sequence[tuple[str, str, toml_file.Path]],
    known: Sequence[str],
) -> Iterator[Problem]:
    """The problems of one file: each field, id and place in it."""
    from difflib import get_close_matches

    lines = toml_file.Lines(toml_file.parse(data, path).source)
    for name, key, at in unknown:
        near = get_close_matches(key, known, n=1)
        facts = {"name": key, "suggestion": near[0] if near else "", "kind": "id"}
        line = lines.of(at)
        yield Problem(Code.UNKNOWN_KEY, step, name, file=path, line=line, facts=facts)
