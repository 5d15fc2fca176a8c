"""What school and NSO have told one another, read from the branch `record`.

Reading only; where there is no such branch nothing is started. What can't be understood is a
problem with its file, and the rest is read.
Source: repository-format.md, 'Life of an application'.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from model.problems import Code, Problem
from model.review import (
    NO_RECORD,
    Decision,
    DecisionKind,
    Draft,
    EventKind,
    Feedback,
    FeedbackKind,
    PlatformSubmission,
    Receipt,
    Record,
    Submission,
    ThreadEvent,
)
from store import toml_file
from store.git import RECORD, Git

PATHS = ("submissions", "review")
"""The folders in which the record's own files are."""
_SUBMISSION = re.compile(r"submissions/round-([1-9]\d{0,2})\.toml")
_WITHDRAWN = re.compile(r"submissions/round-([1-9]\d{0,2})-withdrawn\.toml")
_PLATFORM = re.compile(r"submissions/round-([1-9]\d{0,2})-platform\.toml")
_DECISION = re.compile(r"review/round-([1-9]\d{0,2})/decision(?:-([1-9]\d{0,2}))?\.toml")
_RECEIPT = re.compile(r"review/round-([1-9]\d{0,2})/receipt\.toml")
_FEEDBACK = re.compile(r"review/round-([1-9]\d{0,2})/([a-z0-9][a-z0-9-]*)\.toml")
_DRAFT = re.compile(r"submissions/draft-([1-9]\d{0,2})\.toml")
_ADVICE = re.compile(r"review/draft-([1-9]\d{0,2})/([a-z0-9][a-z0-9-]*)\.toml")

_T = TypeVar("_T")
_Choice = TypeVar("_Choice", bound=StrEnum)


def read_record(git: Git) -> tuple[Record, tuple[Problem, ...]]:
    """The record as its branch has it now, and what in it can't be understood."""
    at = git.reference(RECORD)
    return (NO_RECORD, ()) if at is None else read_record_at(git, at)


def read_record_at(git: Git, commit: str) -> tuple[Record, tuple[Problem, ...]]:
    """The record as a commit, by its id, has it."""
    return record_from(git.files_at(commit, PATHS, toml_file.LIMIT))


def record_from(files: Mapping[str, bytes]) -> tuple[Record, tuple[Problem, ...]]:
    """The record in these files, path to bytes; others are passed over."""
    reading = _Reading({path: data for path, data in files.items() if path.endswith(".toml")})
    return reading.record(), tuple(reading.problems)


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a file, whose values must be of the kinds that are asked of it."""

    path: str
    values: Mapping[str, Any]
    problems: list[Problem]

    def get(self, key: str, kind: type[_T], default: _T) -> _T:
        """The value of a key; the default where it is absent or, with a problem, wrong."""
        value = self.values.get(key)
        if value is None:
            return default
        if type(value) is not kind:
            self.wrong(key, _KINDS[kind], value)
            return default
        return value

    def choice(self, key: str, kinds: type[_Choice]) -> _Choice | None:
        """A word of a fixed list; None, with a problem, for another."""
        value = self.values.get(key)
        if value in [str(choice) for choice in kinds]:
            return kinds(str(value))
        self.wrong(key, "text", value)
        return None

    def day(self, key: str) -> date | None:
        """A day that must be there; None, with a problem, where it is not."""
        value = self.values.get(key)
        if type(value) is date:
            return value
        self.wrong(key, "date", value)
        return None

    def below(self, key: str) -> "Iterator[_Table]":
        """The tables of a list; with a problem for what is none."""
        for entry in self.get(key, list, []):
            if isinstance(entry, dict):
                yield _Table(self.path, entry, self.problems)
            else:
                self.wrong(key, "table", entry)

    def wrong(self, key: str, kind: str, value: object) -> None:
        """Note that what stands there can't stand there."""
        facts = {"kind": kind, "detail": "" if value is None else str(value)[:40]}
        self.problems.append(Problem(Code.WRONG_TYPE, field=key, file=self.path, facts=facts))


_KINDS: Mapping[type, str] = {str: "text", bool: "true-false", int: "number", list: "tables"}


class _Reading:
    """Takes the files of the record apart."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.problems: list[Problem] = []
        self._files = files

    def record(self) -> Record:
        """All formal acts, by round and then as the files are called."""
        withdrawn = {number: table.day("on") for number, _, table in self._each(_WITHDRAWN)}
        submissions = [
            self._submission(number, table, withdrawn.get(number))
            for number, _, table in self._each(_SUBMISSION)
        ]
        decisions = [self._decision(number, table) for number, _, table in self._each(_DECISION)]
        feedback = [
            self._feedback(number, name, table)
            for number, name, table in self._each(_FEEDBACK)
            if _DECISION.fullmatch(table.path) is None and name != "receipt"
        ]
        feedback += [
            replace(advice, round=0, draft=number) if advice is not None else None
            for number, name, table in self._each(_ADVICE)
            for advice in (self._feedback(number, name, table),)
        ]
        drafts = [self._draft(number, table) for number, _, table in self._each(_DRAFT)]
        platform = [self._platform(number, table) for number, _, table in self._each(_PLATFORM)]
        receipts = [
            Receipt(round=number, by=table.get("by", str, ""), on=on)
            for number, _, table in self._each(_RECEIPT)
            if (on := table.day("on")) is not None
        ]
        return Record(
            submissions=tuple(item for item in submissions if item is not None),
            decisions=tuple(item for item in decisions if item is not None),
            feedback=tuple(item for item in feedback if item is not None),
            platform=tuple(platform),
            receipts=tuple(receipts),
            drafts=tuple(item for item in drafts if item is not None),
        )

    def _each(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, str, _Table]]:
        """(round, second part of the name, table) of each file whose name fits, in order."""
        found = [
            (int(match[1]), match[2] or "" if pattern.groups > 1 else "", path)
            for path in self._files
            if (match := pattern.fullmatch(path)) is not None
        ]
        for number, name, path in sorted(found, key=lambda item: (item[0], _in_order(item[1]))):
            parsed = toml_file.parse(self._files[path], path)
            if parsed.tables is None:
                self._note(parsed.problems)
            else:
                yield number, name, _Table(path, parsed.tables, self.problems)

    def _note(self, problems: tuple[Problem, ...]) -> None:
        known = set(map(repr, self.problems))
        self.problems += [problem for problem in problems if repr(problem) not in known]

    def _submission(
        self, number: int, table: _Table, withdrawn_on: date | None
    ) -> Submission | None:
        on = table.day("submitted_on")
        if on is None:
            return None
        return Submission(
            round=number,
            edition=table.get("edition", str, ""),
            submitted_by=table.get("submitted_by", str, ""),
            submitted_on=on,
            incomplete=table.get("incomplete", str, ""),
            files=_files(table),
            withdrawn_on=withdrawn_on,
        )

    def _draft(self, number: int, table: _Table) -> Draft | None:
        on = table.day("shown_on")
        if on is None:
            return None
        return Draft(
            number=number,
            before_round=table.get("round", int, 0),
            edition=table.get("edition", str, ""),
            shown_by=table.get("shown_by", str, ""),
            shown_on=on,
            files=_files(table),
        )

    def _decision(self, number: int, table: _Table) -> Decision | None:
        kind, on = table.choice("decision", DecisionKind), table.day("on")
        if kind is None or on is None:
            return None
        return Decision(
            round=number,
            kind=kind,
            text=table.get("text", str, "").removesuffix("\n"),
            by=table.get("by", str, ""),
            on=on,
            from_platform=table.get("from_platform", bool, default=False),
        )

    def _feedback(self, number: int, name: str, table: _Table) -> Feedback | None:
        kind, on = table.choice("kind", FeedbackKind), table.day("on")
        if kind is None or on is None:
            return None
        return Feedback(
            id=name,
            round=number,
            kind=kind,
            text=table.get("text", str, "").removesuffix("\n"),
            by=table.get("by", str, ""),
            on=on,
            step=table.get("step", str, "") or None,
            field=table.get("field", str, "") or None,
            quote=table.get("quote", str, "").removesuffix("\n"),
            about_sha256=table.get("about_sha256", str, ""),
            events=tuple(self._events(table)),
        )

    def _events(self, table: _Table) -> Iterator[ThreadEvent]:
        for inner in table.below("event"):
            kind, on = inner.choice("kind", EventKind), inner.day("on")
            if kind is not None and on is not None:
                text = inner.get("text", str, "").removesuffix("\n")
                yield ThreadEvent(kind=kind, by=inner.get("by", str, ""), on=on, text=text)

    def _platform(self, number: int, table: _Table) -> PlatformSubmission:
        on = table.day("submitted_on") if "submitted_on" in table.values else None
        return PlatformSubmission(round=number, submitted_on=on, by=table.get("by", str, ""))


def _files(table: _Table) -> tuple[tuple[str, str, int], ...]:
    """The list of files of what was submitted, or shown."""
    files = []
    for inner in table.below("file"):
        path, digest = inner.get("path", str, ""), inner.get("sha256", str, "")
        files.append((path, digest, inner.get("bytes", int, 0)))
    return tuple(files)


def _in_order(name: str) -> tuple[int, str]:
    """Numbers in a name by their value: the tenth comes after the ninth."""
    return (int(name) if name.isdecimal() else 0, name)
