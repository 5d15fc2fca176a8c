"""From a file's bytes to values: strict about meaning, kind about form.

Decoding never raises and keeps all that it understands; every fault is a problem with file, field
and line. Source: repository-format.md, 'Files'; store/shapes.py holds the keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from model.application import YesNo
from model.light import dataclass
from model.problems import Code, Problem
from model.text import first_words
from store import toml_file
from store.names import is_slug, slug, unique_name
from store.shapes import (
    ELIGIBILITY_PATH,
    FORMAT,
    LANGUAGES,
    SHAPES,
    STEP_OF,
    Form,
    Head,
    Shape,
    Value,
)
from store.toml_file import Lines, Parsed

_KIND = {
    Form.TEXT: "text",
    Form.PROSE: "text",
    Form.FLAG: "true-false",
    Form.DAY: "date",
    Form.NUMBER: "number",
    Form.WORDS: "list",
    Form.TABLE: "table",
    Form.ENTRIES: "tables",
    Form.ANSWERS: "table",
    Form.PROSES: "table",
    Form.DAYS: "table",
    Form.TABLES: "table",
}
"""What must stand there, in the words of `model.problem_texts.FACTS`."""
_MOST = 200
"""Problems told of one file: who has mended these sees the next ones."""
_KEY = 60
"""Characters of a key for which a likely one is looked for."""
_LARGEST = 2**63
"""Whole numbers in TOML end here."""


@dataclass(frozen=True, slots=True)
class Losses:
    """What of a file's content a rewrite would not keep. False where that is nothing."""

    keys: tuple[str, ...] = ()
    """Dotted keys that are unknown or hold what can't stand there."""
    comments: bool = False

    def __bool__(self) -> bool:
        return bool(self.keys) or self.comments


@dataclass(frozen=True, slots=True)
class Decoded:
    """One file, understood as far as possible."""

    value: Value
    problems: tuple[Problem, ...] = ()
    lost: tuple[str, ...] = ()
    """Keys that are not in `value`."""
    readable: bool = True
    """False: the file can't be parsed, `value` is empty, and the file must stay as it is."""


_REMEMBERED = 100_000
"""Bytes of a file up to which what it says is remembered: what has just been read is often read
again, by joining, by reloading, by looking at the history."""


def decode(path: str, data: bytes) -> Decoded:
    """One file's value. `path` is one of `PATHS`."""
    return (_known if len(data) <= _REMEMBERED else _decode)(path, data)


@lru_cache(maxsize=64)
def _known(path: str, data: bytes) -> Decoded:
    return _decode(path, data)


def forget() -> None:
    """Remember nothing: for measuring."""
    _known.cache_clear()


def _decode(path: str, data: bytes) -> Decoded:
    parsed = toml_file.parse(data, path)
    shape = SHAPES[path]
    step = STEP_OF.get(path)
    form_problems = tuple(replace(problem, step=step) for problem in parsed.problems)
    if parsed.tables is None:
        return Decoded(shape.makes(), form_problems, readable=False)
    decoder = _Decoder(parsed)
    value = decoder.make(shape, parsed.tables, (), decoder.prefix)
    if isinstance(value, Head):
        value = decoder.checked(value)
    if not data:
        decoder.problems.append(replace(toml_file.unreadable(path, "empty"), step=step))
    return Decoded(value, (*form_problems, *decoder.problems), tuple(decoder.lost))


def would_lose(path: str, data: bytes) -> Losses:
    """What a rewrite would lose: comments, unknown keys, values that can't stand there."""
    decoded = decode(path, data)
    return Losses(decoded.lost, _has_comments(toml_file.parse(data, path)))


def _has_comments(parsed: Parsed) -> bool:
    """Whether a file has comments: more number signs than its keys and texts hold.

    Where a text may hide one in an escape the count could mislead; then the answer is yes, to be
    safe. What we wrote ourselves has none.
    """
    if parsed.canonical:
        return False
    hidden = "\\u0023" in parsed.source or "\\U00000023" in parsed.source
    return hidden or parsed.source.count("#") > _number_signs(parsed.tables)


def _number_signs(value: object) -> int:
    if isinstance(value, str):
        return value.count("#")
    if isinstance(value, dict):
        return sum(key.count("#") + _number_signs(nested) for key, nested in value.items())
    if isinstance(value, list):
        return sum(_number_signs(nested) for nested in value)
    return 0


class _Decoder:
    """Takes one file's tables apart, and notes what is wrong."""

    def __init__(self, parsed: Parsed) -> None:
        self.problems: list[Problem] = []
        self.lost: list[str] = []
        self.prefix = "eligibility." if parsed.path == ELIGIBILITY_PATH else ""
        self._parsed = parsed
        self._step = STEP_OF.get(parsed.path)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._parsed.source)

    def make(self, shape: Shape, table: Mapping[str, Any], at: toml_file.Path, name: str) -> Any:  # noqa: ANN401 - what the shape makes
        """The value of one table. `name` is its dotted name for people, with a dot at its end."""
        values: dict[str, Any] = {}
        for key, found in table.items():
            form = shape.keys.get(key)
            if form is None:
                self._unknown(key, shape.keys, (*at, key), name)
                continue
            value = self._value(form, shape.below.get(key), found, (*at, key), name + key)
            if value is not None:
                values[key] = value
        return shape.makes(**values)

    def checked(self, head: Head) -> Head:
        """labelmap.toml, with a language and a format that we know."""
        if head.format != FORMAT:
            self._wrong("format", head.format, ("format",), "format", lost=False)
        if head.language not in LANGUAGES:
            self._wrong("language", head.language, ("language",), "language")
            return replace(head, language=LANGUAGES[0])
        return head

    def _value(  # noqa: C901, PLR0911 - one line a form
        self, form: Form, below: Shape | None, found: object, at: toml_file.Path, name: str
    ) -> Any:  # noqa: ANN401 - what the form holds; None where it is wrong
        match form, found:
            case Form.TEXT, str():
                return found
            case Form.PROSE, str():
                return found.removesuffix("\n")
            case Form.FLAG, bool():
                return found
            case Form.DAY, date() if type(found) is date:
                return found
            case Form.NUMBER, int() if type(found) is int and 0 <= found < _LARGEST:
                return found
            case Form.WORDS, list():
                return tuple(self._each(Form.TEXT, None, enumerate(found), at, name).values())
            case Form.TABLE, dict() if below is not None:
                return self.make(below, found, at, f"{name}.")
            case Form.ENTRIES, list() if below is not None:
                return self._entries(below, found, at, name)
            case Form.ANSWERS, dict():
                return self._answers(found, at, name)
            case Form.PROSES, dict():
                texts = self._each(Form.PROSE, None, found.items(), at, name)
                # An empty one is none, as an empty description is: it would not be written again.
                return MappingProxyType({key: text for key, text in texts.items() if text})
            case Form.DAYS, dict():
                return self._each(Form.DAY, None, found.items(), at, name)
            case Form.TABLES, dict():
                return self._each(Form.TABLE, below, found.items(), at, name)
        self._wrong(_KIND[form], found, at, name)
        return None

    def _each(
        self,
        form: Form,
        below: Shape | None,
        items: Iterable[tuple[Any, Any]],
        at: toml_file.Path,
        name: str,
    ) -> Mapping[Any, Any]:
        """The values of a table of free keys, or of a list, without those that are wrong."""
        read = {
            key: self._value(form, below, found, (*at, key), _dotted(name, key))
            for key, found in items
        }
        return MappingProxyType({key: value for key, value in read.items() if value is not None})

    def _answers(
        self, table: Mapping[str, Any], at: toml_file.Path, name: str
    ) -> Mapping[str, YesNo]:
        answers = {}
        for key, found in table.items():
            if found in ("yes", "no"):
                answers[key] = YesNo(found)
            else:
                self._wrong("yes-no", found, (*at, key), f"{name}.{key}")
        return MappingProxyType(answers)

    def _entries(
        self, shape: Shape, found: list[Any], at: toml_file.Path, name: str
    ) -> tuple[Any, ...]:
        """A list of tables, each with an id of its own."""
        given = {str(entry["id"]) for entry in found if isinstance(entry, dict) and _is_id(entry)}
        seen: set[str] = set()
        entries = []
        for place, entry in enumerate(found):
            here = (*at, place)
            if not isinstance(entry, dict):
                self._wrong("table", entry, here, f"{name}.{place + 1}")
                continue
            known = entry.get("id")
            own = known if _is_id(entry) and known not in seen else ""
            if "id" in entry and not own:
                kind = "unique" if _is_id(entry) else "id"
                self._wrong(kind, known, (*here, "id"), f"{name}.{place + 1}.id", lost=False)
            if not own:
                words = entry.get(shape.named_by)
                base = slug(words if isinstance(words, str) else "", name.rpartition(".")[2])
                own = unique_name(base.replace("_", "-"), given | seen)
            seen.add(own)
            rest = {key: value for key, value in entry.items() if key != "id"}
            made = self.make(shape, {"id": own, **rest}, here, f"{name}.{own}.")
            entries.append(made)
        return tuple(entries)

    def _unknown(self, key: str, known: Mapping[str, Form], at: toml_file.Path, name: str) -> None:
        self.lost.append(name + key)
        if len(self.problems) >= _MOST:
            return
        from difflib import get_close_matches

        near = get_close_matches(key, known, n=1) if len(key) <= _KEY else []
        self._note(Code.UNKNOWN_KEY, at, name + key, name=key, suggestion=near[0] if near else "")

    def _wrong(
        self, kind: str, found: object, at: toml_file.Path, name: str, *, lost: bool = True
    ) -> None:
        self._note(Code.WRONG_TYPE, at, name, kind=kind, detail=_in_few_words(found))
        if lost:
            self.lost.append(name)

    def _note(self, code: Code, at: toml_file.Path, dotted: str, **facts: str) -> None:
        if len(self.problems) >= _MOST:
            return
        line = self._lines.of(at)
        self.problems.append(
            Problem(code, self._step, dotted, file=self._parsed.path, line=line, facts=facts)
        )


def _dotted(name: str, key: object) -> str:
    return f"{name}.{key}" if isinstance(key, str) else name


def _is_id(entry: Mapping[str, Any]) -> bool:
    """Whether an entry has an id that may be used in keys and paths."""
    known = entry.get("id")
    return isinstance(known, str) and is_slug(known)


def _in_few_words(found: object) -> str:
    """What stands in the file, for a sentence."""
    match found:
        case str():
            return first_words(found)
        case bool():
            return "true" if found else "false"
        case int() if abs(found) >= _LARGEST:
            return "9223372036854775808 ..."
        case list():
            return "[...]"
        case dict():
            return "{...}"
        case _:
            return str(found)
