"""Every field of an application by its key: reading it, changing it, comparing two states.

The functions are pure; the names of fields are `model.keys`, what they hold `model.values`. This is
the door to all three. Source: command-line.md, `set`, `show` and `restore`.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, cast

from model.application import ANSWER_STEPS, DECLARATION, SCHOOL, Answer, Application, Conflict
from model.keys import (
    ELIGIBILITY,
    LABELMAP,
    LISTS,
    Key,
    UnknownKey,
    parse_key,
    plain_keys,
    text_keys,
)
from model.light import dataclass
from model.messages import N_, Failure
from model.values import BadValue, Entry, Parsed, Value, as_text, parse_value

__all__ = [
    "ELIGIBILITY",
    "LABELMAP",
    "BadValue",
    "Change",
    "Entry",
    "Key",
    "NoSuchEntry",
    "Parsed",
    "UnknownKey",
    "Value",
    "as_text",
    "diff",
    "get",
    "parse_key",
    "parse_value",
    "plain_keys",
    "put",
    "replay",
    "text_keys",
]


_ENTRY = 2
"""Parts of the path of a whole list entry: the list and the id."""


class NoSuchEntry(Failure):
    """The list entry that a key names is not there."""

    kind = "usage"
    text = N_("'{key}' is not there: nothing has that id.")
    remedy = N_("It may have been removed; the log says by whom.")

    def __init__(self, key: Key) -> None:
        super().__init__(key=str(key))


def root(application: Application, file: str) -> Any:  # noqa: ANN401 - one of the files' classes
    """What a file says. Raises `KeyError`."""
    match file:
        case "labelmap":
            return application
        case "school":
            return application.school
        case "eligibility":
            return application.eligibility
        case "declaration":
            return application.declaration
        case _:
            return application.answers[file]


def get(application: Application, key: Key) -> Value:
    """What a field holds: "" for a text, None for another that is not filled in or not there.

    Raises `KeyError` for a key that no file has.
    """
    node: object = root(application, key.file)
    for name in key.path:
        if isinstance(node, tuple):
            node = next((entry for entry in node if entry.id == name), None)
        elif isinstance(node, Mapping):
            node = node.get(name)
        elif node is not None:
            if name not in getattr(node, "__dataclass_fields__", ()):
                raise KeyError(str(key))
            node = getattr(node, name)
    if node is None and key.path[0] == "explanations":
        return ""
    return cast("Value", node)


def put(application: Application, key: Key, value: Value) -> Application:
    """The application with one field changed; None clears it.

    A whole list entry is put by its id: replaced where it stands, else added at the end, or removed
    with None. Raises `NoSuchEntry` for a field of an entry that is not there.
    """
    changed = _changed(root(application, key.file), key, 0, value)
    if value is None and len(key.path) == _ENTRY and key.path[0] in LISTS.get(key.file, {}):
        changed = _without_conflicts(cast("Any", changed), ".".join(key.path))
    match key.file:
        case "labelmap":
            return cast("Application", changed)
        case "school" | "eligibility" | "declaration":
            return replace(application, **{key.file: cast("Any", changed)})
        case _:
            return application.with_answer(key.file, cast("Answer", changed))


def _without_conflicts(table: Any, entry: str) -> object:  # noqa: ANN401 - one of the files' classes
    """What a file says without the conflicts of an entry that is gone."""
    kept = {name: held for name, held in table.conflict.items() if not name.startswith(f"{entry}.")}
    if len(kept) == len(table.conflict):
        return table
    return replace(table, conflict=MappingProxyType(kept))


def _changed(node: object, key: Key, depth: int, value: Value) -> object:
    """`node` with the field at `key.path[depth:]` changed."""
    name = key.path[depth]
    last = depth == len(key.path) - 1
    if isinstance(node, tuple):
        held = next((entry for entry in node if entry.id == name), None)
        if last:
            return _with_entry(node, name, value)
        if held is None:
            raise NoSuchEntry(Key(key.file, key.path[: depth + 1]))
        changed = _changed(held, key, depth + 1, value)
        return tuple(changed if entry is held else entry for entry in node)
    if isinstance(node, Mapping):
        # Compared one by one: a conflict has no hash.
        cleared = value is None or value == ""
        kept = {known: held for known, held in node.items() if known != name or not cleared}
        return MappingProxyType(kept if cleared else {**kept, name: value})
    table = cast("Any", node)
    held = getattr(table, name)
    if not last:
        return replace(table, **{name: _changed(held, key, depth + 1, value)})
    if value is None and isinstance(held, str):
        return replace(table, **{name: ""})
    return replace(table, **{name: value})


def _with_entry(
    entries: tuple[Entry, ...], entry_id: str, value: Value
) -> tuple[Entry | Value, ...]:
    if value is None:
        return tuple(entry for entry in entries if entry.id != entry_id)
    if any(entry.id == entry_id for entry in entries):
        return tuple(value if entry.id == entry_id else entry for entry in entries)
    return (*entries, value)


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two states of an application."""

    key: Key
    before: Value
    """For a list entry that was added: None."""
    after: Value
    """For a list entry that was removed: None."""


def replay(application: Application, changes: Iterable[Change]) -> Application:
    """The application with these changes made in it, as in another state of it.

    A change of an entry that is gone there is passed over: who removed it has decided.
    """
    for change in changes:
        with suppress(NoSuchEntry):
            application = put(application, change.key, change.after)
    return application


def diff(before: Application, after: Application) -> tuple[Change, ...]:
    """What a person changed, field by field, in the form's order; list entries by their ids.

    `put` of each change's `after` makes `after` of `before`, but for the order of a list's entries.
    """
    found: list[Change] = []
    for name in ("format", "edition", "language"):
        _compare(getattr(before, name), getattr(after, name), Key(LABELMAP, (name,)), found)
    for file in (SCHOOL, ELIGIBILITY):
        _compare(getattr(before, file), getattr(after, file), Key(file, ()), found)
    for step in ANSWER_STEPS:
        _compare(before.answers[step], after.answers[step], Key(step, ()), found)
    _compare(before.declaration, after.declaration, Key(DECLARATION, ()), found)
    return tuple(found)


def _compare(before: object, after: object, key: Key, found: list[Change]) -> None:
    if before is after or before == after:
        return
    path = key.path
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        empty = "" if path[0] == "explanations" else None
        for name in dict.fromkeys((*before, *after)):
            inner = Key(key.file, (*path, name))
            _compare(before.get(name, empty), after.get(name, empty), inner, found)
    elif len(path) == 1 and path[0] in LISTS.get(key.file, {}):
        _compare_lists(cast("Any", before), cast("Any", after), key, found)
    elif is_dataclass(before) and type(before) is type(after) and not isinstance(before, Conflict):
        for item in fields(before):
            inner = Key(key.file, (*path, item.name))
            _compare(getattr(before, item.name), getattr(after, item.name), inner, found)
    else:
        found.append(Change(key, cast("Value", before), cast("Value", after)))


def _compare_lists(
    before: tuple[Entry, ...], after: tuple[Entry, ...], key: Key, found: list[Change]
) -> None:
    old = {entry.id: entry for entry in before}
    new = {entry.id: entry for entry in after}
    for entry_id in dict.fromkeys((*old, *new)):
        inner = Key(key.file, (*key.path, entry_id))
        _compare(old.get(entry_id), new.get(entry_id), inner, found)
