"""TOML as our files have it: bounded, kind about form on reading, canonical on writing.

Reading never raises: what is wrong with a file is data (`Parsed.problems`). Writing what `parse`
gave for bytes that `dump` made gives the same bytes.
Source: repository-format.md, 'Files'.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any

from model.light import dataclass
from model.messages import Fact
from model.problems import Code, Problem

LIMIT = 1_000_000
"""Bytes in a TOML file; a larger one is not read into memory and not written."""

Tables = dict[str, Any]
"""What tomllib makes of a file."""
Path = tuple[str | int, ...]
"""Where a value stands: keys, and places in a list from 0: `("team", 1, "name")`."""

_BOM = b"\xef\xbb\xbf"
_DEPTH = 32
"""How deep tables and lists may nest, and how many parts a key may have."""
# Patterns are compiled when a file calls for them: a sound one does without.
_STRING_OR_COMMENT = (
    r'''(?s:"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)'''
    r"""|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?|\#[^\n]*)"""
)
"""Takes what is not ended to the end of the line or file, so that its time is linear."""
_DEEP_KEY = rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_DEPTH}}}"
_AT_LINE = r"\(at line (\d+), column \d+\)"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's tables, and what is wrong with it."""

    path: str
    data: bytes
    tables: Tables | None
    """None where the file can't be read: it stays as it is until its owner mends it."""
    problems: tuple[Problem, ...]
    source: str = ""
    """The text, without byte order mark and with LF; what `Lines` looks in."""

    @property
    def canonical(self) -> bool:
        """Whether writing the tables, in the order in which they stand, gives the same bytes."""
        return self.tables is not None and dump(self.tables) == self.data


def parse(data: bytes, path: str, *, limit: int = LIMIT) -> Parsed:
    """Read a file's bytes. `path` is its name in the school's folder, for the problems."""
    if len(data) > limit:
        return Parsed(path, data, None, (unreadable(path, "too-large"),))
    problems: list[Problem] = []
    body = data
    if body.startswith(_BOM):
        body = body[len(_BOM) :]
        problems.append(_form(path, "bom"))
    try:
        source = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        return Parsed(path, data, None, (unreadable(path, "encoding", line),))
    if "\r\n" in source:
        source = source.replace("\r\n", "\n")
        problems.append(_form(path, "crlf"))
    try:
        tables = _loaded(source)
    except (ValueError, RecursionError) as error:
        # A ValueError that is no TOMLDecodeError: a number with more digits than Python takes.
        problems.append(unreadable(path, "syntax", _error_line(str(error), source)))
        return Parsed(path, data, None, tuple(problems), source)
    return Parsed(path, data, tables, tuple(problems), source)


def _loaded(source: str) -> Tables:
    """What tomllib makes of a source. Raises `ValueError` and `RecursionError`."""
    # tomllib takes an hour for one key of a megabyte of dots; and nothing of ours nests so deep.
    if max(map(str.count, source.split("\n"), repeat("."))) > _DEPTH:
        bare = re.sub(_STRING_OR_COMMENT, _in_place_of, source)
        found = re.search(_DEEP_KEY, bare)
        if found is not None:
            line = bare.count("\n", 0, found.start()) + 1
            raise ValueError(f"too deep (at line {line}, column 1)")
    tables = tomllib.loads(source)
    waiting: list[tuple[Any, int]] = [(tables, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEPTH:
            raise ValueError
        below = value.values() if isinstance(value, dict) else value
        waiting += [(nested, depth + 1) for nested in below if isinstance(nested, dict | list)]
    return tables


def _in_place_of(found: re.Match[str]) -> str:
    """Stands for a string; its line breaks stay."""
    return "q" + "\n" * found[0].count("\n")


def unreadable(path: str, detail: str, line: int | None = None) -> Problem:
    """The problem of a file that can't be read; `detail`: see `model.problem_texts.FACTS`."""
    return Problem(Code.FILE_UNREADABLE, file=path, line=line, facts=_facts(detail=detail))


def _form(path: str, detail: str) -> Problem:
    return Problem(Code.FILE_FORM, file=path, facts=_facts(detail=detail))


def _facts(**facts: Fact) -> Mapping[str, Fact]:
    return facts


def _error_line(message: str, source: str) -> int | None:
    """The line that tomllib's message names; it says 'at end of document' for the last one."""
    found = re.search(_AT_LINE, message)
    if found is not None:
        return int(found[1])
    if message.endswith("(at end of document)"):
        return source.rstrip("\n").count("\n") + 1
    return None


def dump(tables: Mapping[str, Any]) -> bytes:
    """Tables as canonical bytes: tomli-w's layout, but every list of tables as `[[name]]`.

    Keys stay in the order given, plain values before tables. Empty tables give a lone line feed, so
    that a file of nothing differs from one that was cut off.
    """
    text = "\n".join(_blocks(tables, (), is_entry=False))
    return (text or "\n").encode("utf-8")


def _blocks(table: Mapping[str, Any], name: tuple[str, ...], *, is_entry: bool) -> Iterator[str]:
    """A table and what is below it, each block with its header line."""
    plain = {key: value for key, value in table.items() if not _holds_tables(value)}
    below = {key: value for key, value in table.items() if _holds_tables(value)}
    header = ""
    if is_entry:
        header = f"[{_header(name)}]\n"
    elif name and (plain or not below):
        header = f"{_header(name)}\n"
    if header or plain:
        yield header + _values(plain)
    for key, value in below.items():
        if isinstance(value, Mapping):
            yield from _blocks(value, (*name, key), is_entry=False)
        else:
            for entry in value:
                yield from _blocks(entry, (*name, key), is_entry=True)


def _holds_tables(value: object) -> bool:
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(entry, Mapping) for entry in value)
    return isinstance(value, Mapping)


def _header(name: tuple[str, ...]) -> str:
    """`[a.b]`, keys quoted where they must be: what tomli-w writes for nested empty tables."""
    import tomli_w

    nested: dict[str, Any] = {}
    for key in reversed(name):
        nested = {key: nested}
    return tomli_w.dumps(nested).rstrip("\n")


def _values(plain: Mapping[str, Any]) -> str:
    import tomli_w

    # tomli-w drops a carriage return before a line feed in a multi-line string: such a text, which
    # only a hand-edited file can bring, goes on one line with escapes.
    one_line = any(isinstance(value, str) and "\r\n" in value for value in plain.values())
    return tomli_w.dumps(plain, multiline_strings=not one_line)


class Lines:
    """On which line of a file a key stands. For files with something wrong in them only.

    tomllib itself is the oracle: the source is cut into the smallest pieces that it can parse by
    themselves, each a header or one key with its value. So there is no second parser that could
    disagree with it.
    """

    _PATIENCE = 4_000_000
    """Characters given to tomllib before it gives up: a hostile file costs a second or two."""

    def __init__(self, source: str) -> None:
        self._lines: dict[Path, int] = {}
        self._entries: dict[Path, int] = {}
        self._spent = 0
        header: Path = ()
        piece: list[str] = []
        for number, line in enumerate(source.split("\n"), 1):
            piece.append(line)
            if len(piece) > 1 and not _may_end(line):
                continue
            tables = self._attempt("\n".join(piece))
            if tables is None:
                if self._spent > self._PATIENCE:
                    return
                continue
            start = number - len(piece) + 1
            if line.lstrip().startswith("[") and len(piece) == 1:
                header = self._enter(tables, start)
            else:
                self._note(tables, header, start)
            piece.clear()

    def of(self, path: Path) -> int | None:
        """The line, from 1, where the value or its nearest table begins; None: not known."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None

    def _attempt(self, piece: str) -> Tables | None:
        self._spent += len(piece)
        try:
            return tomllib.loads(piece)
        except (ValueError, RecursionError):
            return None

    def _enter(self, tables: Tables, line: int) -> Path:
        """Take in a header line; the path of the table that it opens."""
        path: Path = ()
        here: Any = tables
        while here:
            ((key, here),) = here.items()
            path = (*path, key)
            self._lines.setdefault(path, line)
            if isinstance(here, list):
                here = here[0]
                self._entries[path] = self._entries.get(path, -1) + 1
            if path in self._entries:
                path = (*path, self._entries[path])
                self._lines.setdefault(path, line)
        return path

    def _note(self, value: object, path: Path, line: int) -> None:
        """Take in a key with its value, and all that is nested in it."""
        if path:
            self._lines.setdefault(path, line)
        if isinstance(value, dict):
            for key, nested in value.items():
                self._note(nested, (*path, key), line)
        elif isinstance(value, list):
            for place, nested in enumerate(value):
                self._note(nested, (*path, place), line)


def _may_end(line: str) -> bool:
    """Whether a value of several lines may end on this one."""
    return any(end in line for end in ('"""', "'''", "]", "}"))


def line_of(source: str, dotted: Path) -> int | None:
    """The line on which a value stands; see `Lines`."""
    return Lines(source).of(dotted)
