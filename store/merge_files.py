"""The files of two commits made one: the application's field by field, the rest as they are.

The result depends on the two states alone, not on which is named first. A file that says what one
side's file says is that very file, comments and all. What can't be read on one side counts as not
changed there. Source: repository-format.md, 'How it travels'.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from itertools import count
from typing import TYPE_CHECKING

from model.application import Application
from model.light import dataclass
from model.merging import Side, Who, merge, nobody
from model.messages import N_, Message
from store.merge_failures import NewerFormat
from store.merge_state import PATHS, Objects, State, application_of, empty, value_of
from store.record_branch import COPIES
from store.shapes import FORMAT, Head

if TYPE_CHECKING:
    from model.fields import Key
    from store.shapes import Value

Entry = tuple[str, str]
"""Mode and object."""
Entries = Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Of:
    """One side: what it holds, its place in time, and how to ask who wrote what."""

    state: State
    rank: tuple[float | str, ...] = ()
    who: Who = nobody


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of two states."""

    state: State
    conflicts: tuple["Key", ...] = ()
    texts: tuple["Key", ...] = ()
    """The texts that were joined by paragraph."""
    notices: tuple[Message, ...] = field(default=())


def join_states(
    objects: Objects,
    base: State,
    one: Of,
    other: Of,
    older: Callable[[str], "Value | None"] = lambda _: None,
    copies: Entries | None = None,
) -> Joined:
    """What both made of `base`; `one` is the earlier. Raises `NewerFormat`.

    `older`: the last version of a file before `base` that can be read, where `base` can't be.
    `copies`: what the record has, where the two have different copies of it.
    """
    states = (base, one.state, other.state)
    differing = [
        path for path in PATHS if len({state.mark(path) for state in (one.state, other.state)}) > 1
    ]
    notices: list[Message] = []
    values: tuple[dict[str, Value], ...] = ({}, {}, {})
    for path in differing:
        read = [objects.value(state, path) for state in states]
        was = read[0] or older(path) or empty(path)
        for held, found, side in zip(values, (was, *read[1:]), ("", "one", "other"), strict=True):
            if isinstance(found, Head) and found.format != FORMAT:
                raise NewerFormat
            state = {"one": one.state, "other": other.state}.get(side)
            if found is None and state is not None and path in state.entries:
                text = N_(
                    "{file} can't be read in one of the two versions: the one that can be read "
                    "stands there now, the other is kept in the history."
                )
                notices.append(Message(text, {"file": path}))
            held[path] = found if found is not None else was
    before, first, second = map(application_of, values)
    merging = merge(before, Side(first, one.who, one.rank), Side(second, other.who, other.rank))
    entries = dict(one.state.entries)
    made: dict[str, Value] = {}
    for path in differing:
        found = value_of(merging.application, path)
        same = _file_that_says(objects, path, found, states)
        entries.pop(path, None)
        if same is not None:
            entries[path] = same
            continue
        if found == empty(path) and not any(path in state.entries for state in states[1:]):
            continue
        made[path] = found
        for state in states[1:]:
            if objects.would_lose(state, path):
                text = N_(
                    "'{file}' held comments or keys that Labelmap does not know. They are kept in "
                    "the history, no longer in the file."
                )
                notices.append(Message(text, {"file": path}))
    rest = _Rest(base.entries, one.state.entries, other.state.entries)
    documents = rest.documents(merging.application, (before, first, second))
    entries = {path: at for path, at in entries.items() if path in PATHS}
    entries |= rest.others(documents, copies)
    notices += [*merging.notices, *rest.notices]
    return Joined(State(entries, made), merging.conflicts, merging.joined, tuple(_once(notices)))


def _file_that_says(
    objects: Objects, path: str, value: "Value", states: tuple[State, State, State]
) -> Entry | None:
    """A side's own file, where it says just this: rather the one that changed."""
    base, one, other = states
    order = (other, one) if one.mark(path) == base.mark(path) else (one, other)
    for state in order:
        if path in state.entries and objects.value(state, path) == value:
            return state.entries[path]
    return None


class _Rest:
    """Documents, and the files that are no fields: each as a whole."""

    def __init__(
        self, base: Mapping[str, Entry], one: Mapping[str, Entry], other: Mapping[str, Entry]
    ) -> None:
        self._base, self._one, self._other = base, one, other
        self._forsaken: set[str] = set()
        """Documents of which the evidence is gone or has another file now."""
        self.notices: list[Message] = []

    def documents(
        self, merged: Application, applications: tuple[Application, ...]
    ) -> dict[str, Entry]:
        """The documents that the joined application names, each as its own side has it."""
        by_hash: dict[tuple[str, str], Entry] = {}
        anywhere: dict[str, Entry] = {}
        sides = (self._other, self._one, self._base)
        for held, side in zip(reversed(applications), sides, strict=True):
            for _, item in held.all_evidence():
                if item.file in side:
                    by_hash.setdefault((item.file, item.sha256), side[item.file])
                    anywhere.setdefault(item.sha256, side[item.file])
        found = {}
        named = {item.file for _, item in merged.all_evidence()}
        self._forsaken = {path for path, _ in by_hash if path not in named}
        for _, item in merged.all_evidence():
            if not item.file:
                continue
            at = by_hash.get((item.file, item.sha256)) or anywhere.get(item.sha256)
            if at is not None:
                found[item.file] = at
        return found

    def others(self, documents: Mapping[str, Entry], copies: Mapping[str, Entry] | None) -> Entries:
        """All files but those of the application, with its documents where they are to lie."""
        found = dict(documents)
        for path in sorted({*self._one, *self._other} - set(PATHS)):
            if is_copy(path):
                continue
            for at in self._left(path):
                self._place(path, at, found)
        if copies is None:
            copies = {
                path: at
                for path in sorted({*self._one, *self._other})
                if is_copy(path)
                for at in self._left(path)
            }
        return {**found, **copies}

    def _left(self, path: str) -> tuple[Entry, ...]:
        """What is left of one file: nothing, one side's, or both."""
        was, one, other = self._base.get(path), self._one.get(path), self._other.get(path)
        if other in (one, was):
            return (one,) if one is not None else ()
        if one == was:
            return (other,) if other is not None else ()
        if one is None or other is None:
            kept = one or other
            return (kept,) if kept is not None else ()
        if path.startswith("evidence/"):
            return (one, other)
        if is_copy(path):
            return (other,)
        text = N_(
            "Both of you changed {file}: the later one stands there, both are in the history."
        )
        self.notices.append(Message(text, {"file": path}))
        return (other,)

    def _place(self, path: str, at: Entry, found: dict[str, Entry]) -> None:
        """Let a file lie where it did; beside that where another has come to lie there."""
        if path not in found:
            if not (path in self._forsaken and at in found.values()):
                found[path] = at
            return
        if at in found.values() or self._base.get(path) == at:
            return
        stem, dot, suffix = path.rpartition(".")
        fresh = next(
            name
            for n in count(2)
            if (name := f"{stem}-{n}{dot}{suffix}") not in {**found, **self._one, **self._other}
        )
        found[fresh] = at
        text = N_("Two documents were both called '{name}': one of them is now '{other}'.")
        names = {"name": path.rpartition("/")[2], "other": fresh.rpartition("/")[2]}
        self.notices.append(Message(text, names))


def is_copy(path: str) -> bool:
    """Whether a file is a copy of one of the record's."""
    return path.partition("/")[0] in COPIES


def _once(notices: list[Message]) -> list[Message]:
    kept: list[Message] = []
    for notice in notices:
        if notice not in kept:
            kept.append(notice)
    return kept
