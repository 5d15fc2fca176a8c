"""Two people's applications made one, field by field; nothing that either wrote is lost.

`merge` is pure, and the same whichever side is named first. A field that only one changed is as
that one has it; a text that both changed is joined by paragraph (`model.joining`); what can't be
joined stands in several versions until a person chooses (`model.versions`). Lists are
`model.merging_lists`. Source: repository-format.md, 'How it travels'.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass, replace
from datetime import date
from types import MappingProxyType

from model import fields
from model.application import EVIDENCE_STEPS, Application, Conflict, Evidence
from model.fields import Key
from model.joining import join
from model.keys import LISTS
from model.light import dataclass
from model.merging_lists import Item, Made, join_lists
from model.messages import N_, Message
from model.values import Value
from model.versions import (
    FILES,
    Version,
    as_conflict,
    conflicts,
    conflicts_of,
    in_order,
    versions,
    with_root,
)

Who = Callable[[Key], tuple[str, str]]
"""Who wrote what stands in a field, and when; both "" where nobody knows."""
_TEXTS = frozenset({"plan", "description", "explanations"})
"""Fields that are joined by paragraph."""
_HEAD = ("edition", "language", "format")
Several = tuple[Version, ...]


def nobody(_: Key) -> tuple[str, str]:
    """Of whom nothing is known."""
    return "", ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two applications."""

    application: Application
    who: Who = nobody
    """Asked only where a field comes to stand in several versions."""
    rank: tuple[float | str, ...] = ()
    """The side with the lower rank counts as the earlier one; where they are alike, what the
    applications say decides, so that both people get the same."""


@dataclass(frozen=True, slots=True)
class Merging:
    """What came of two applications."""

    application: Application
    conflicts: tuple[Key, ...]
    """The fields that stand in several versions now."""
    joined: tuple[Key, ...]
    """The texts of which both changed a part, joined by paragraph."""
    notices: tuple[Message, ...]
    """What the people should know."""


def merge(base: Application, one: Side, other: Side) -> Merging:
    """What both made of `base`. Documents, unsafe paths and the record are those of neither."""
    first, second = sorted((one, other), key=_order) if one.rank == other.rank else (one, other)
    if second.rank < first.rank:
        first, second = second, first
    return _Merger(base, first, second).merged()


def _order(side: Side) -> str:
    return repr(side.application)


class _Merger:
    """Joins two applications; `one` counts as the earlier."""

    def __init__(self, base: Application, one: Side, other: Side) -> None:
        self._base, self._one, self._other = base, one, other
        self._joined: list[Key] = []
        self._notices: list[Message] = []
        self._conflicts: dict[str, dict[str, Conflict]] = {file: {} for file in FILES}

    def merged(self) -> Merging:
        result = self._begun()
        result = self._head(result)
        for file in FILES:
            result = self._plain(result, file)
        for file, lists in LISTS.items():
            for listed in lists:
                if listed != "evidence":
                    result = self._list(result, file, listed)
        result = self._evidence(result)
        for file in FILES:
            found = {**self._conflicts[file], **self._orphans(file)}
            kept = MappingProxyType(dict(sorted(found.items())))
            root = fields.root(result, file)
            if root.conflict != kept:
                result = with_root(result, file, replace(root, conflict=kept))
        return Merging(result, conflicts(result), tuple(self._joined), tuple(self._notices))

    def _begun(self) -> Application:
        """For each file the one of the side that changed it: what both changed is put in it."""
        base, one, other = (side for side in self._applications)
        result = replace(one, documents=MappingProxyType({}), unsafe=frozenset())
        for file in FILES:
            if fields.root(one, file) == fields.root(base, file):
                result = with_root(result, file, fields.root(other, file))
        return result

    @property
    def _applications(self) -> tuple[Application, Application, Application]:
        return self._base, self._one.application, self._other.application

    def _head(self, result: Application) -> Application:
        for name in _HEAD:
            before, first, second = (getattr(each, name) for each in self._applications)
            value = first if second == before else second
            if first not in (value, before):
                text = N_("You both changed '{field}' of the application; it is now '{value}'.")
                self._notices.append(Message(text, {"field": name, "value": str(value)}))
            result = replace(result, **{name: value})
        return result

    def _plain(self, result: Application, file: str) -> Application:
        """The fields of a file that are in no list."""
        roots = [
            fields.root(each, file) for each in (self._one.application, self._other.application)
        ]
        alike: set[str] = set()
        """What both have just the same: that is how it is, whatever it was."""
        if not any(root.conflict for root in roots):
            one, other = roots
            alike = {
                f.name for f in fields_of(one) if getattr(one, f.name) == getattr(other, f.name)
            }
        paths: dict[tuple[str, ...], None] = {}
        for each in (
            fields.root(result, file),
            *(fields.root(side, file) for side in self._applications),
        ):
            paths.update(dict.fromkeys(_leaves(each, file)))
        for path in paths:
            if path[0] in alike:
                continue
            key = Key(file, path)
            before, one, other = (versions(each, key) for each in self._applications)
            several = self.settle(key, before, one, other, key, key)
            if fields.get(result, key) != several[0].value:
                result = fields.put(result, key, several[0].value)
            self.note_conflict(key, several)
        return result

    def note_conflict(self, key: Key, several: Several) -> None:
        """Let a field stand in several versions, where there are several."""
        conflict = as_conflict(several)
        if conflict is not None:
            self._conflicts[key.file][".".join(key.path)] = conflict

    def _orphans(self, file: str) -> Mapping[str, Conflict]:
        """Conflicts of fields that are not there, made by hand: they stay until removed."""
        before, one, other = (conflicts_of(each, file) for each in self._applications)
        found = {}
        for dotted in {**one, **other}:
            key = Key(file, tuple(dotted.split(".")))
            if _is_there(self._one.application, key) or _is_there(self._other.application, key):
                continue
            held = one.get(dotted) if other.get(dotted) == before.get(dotted) else other.get(dotted)
            if held is not None:
                found[dotted] = held
        return found

    # One field

    def settle(
        self, key: Key, before: Several, one: Several, other: Several, at_one: Key, at_other: Key
    ) -> Several:
        """The versions of a field that are left of what both made of it."""
        was, first, second = (tuple(v.value for v in each) for each in (before, one, other))
        held0, held1, held2 = set(was), set(first), set(second)
        if second in (was, first) or (held2 == held0 and first != was):
            return one
        if held1 == held0:
            return other
        if _is_day_kept(key):
            return (Version(_earliest(first[0], second[0])),)
        if key.path[0] in _TEXTS:
            joined = self._by_paragraph(key, before, one, other)
            if joined:
                return self._named(joined, one, other, at_one, at_other, key)
        left = (held1 & held2) | (held1 - held0) | (held2 - held0)
        if held0 & held1 - held2 and held0 & held2 - held1:
            # Each put something in the place of what the other kept: one may hold what the other's
            # did, so only all of them together are sure to hold everything.
            left = held1 | held2
        found = tuple(each for each in (*one, *other) if each.value in left)
        return self._named(found, one, other, at_one, at_other, key)

    def _by_paragraph(self, key: Key, before: Several, one: Several, other: Several) -> Several:
        """Versions in which the changes of both stand; none where they touch."""
        was = before[0].value
        if len(before) > 1 or (len(one) > 1 and len(other) > 1):
            return ()
        if any(each.value == was for each in (*one, *other)):
            return ()
        found = []
        for mine in one:
            for theirs in other:
                text = join(str(was), str(mine.value), str(theirs.value))
                if text is None:
                    return ()
                told = mine if len(one) > 1 else theirs
                found.append(Version(text, told.by, told.when))
        if len(found) == 1:
            self._joined.append(key)
        return tuple(found)

    def _named(
        self, found: Several, one: Several, other: Several, at_one: Key, at_other: Key, key: Key
    ) -> Several:
        """Each version once, with who wrote it, in the order that is the same for everybody."""
        told: dict[Value, Version] = {}
        for each in found:
            known = told.get(each.value)
            earlier = known is not None and (each.moment, each.by) < (known.moment, known.by)
            if known is None or (each.by and (earlier or not known.by)):
                told[each.value] = each
        if len(told) == 1:
            return tuple(told.values())
        for side, key_there, held in ((self._one, at_one, one), (self._other, at_other, other)):
            value = held[0].value
            if value in told:
                by, when = side.who(key_there)
                if by and (len(held) == 1 or not told[value].by):
                    told[value] = Version(value, by, when)
        return in_order(told.values(), key)

    # Lists

    def _list(self, result: Application, file: str, listed: str) -> Application:
        before, one, other = (
            [Item(file, entry) for entry in getattr(fields.root(each, file), listed)]
            for each in self._applications
        )
        made = join_lists(listed, before, one, other, self)
        self._take(listed, made)
        entries = tuple(each.entry for each in made)
        root = fields.root(result, file)
        if getattr(root, listed) == entries:
            return result
        return with_root(result, file, replace(root, **{listed: entries}))

    def _evidence(self, result: Application) -> Application:
        """All evidence at once: a piece may have gone from one step to another."""
        before, one, other = (
            [Item(step, entry) for step, entry in each.all_evidence()]
            for each in self._applications
        )
        made = join_lists("evidence", before, one, other, self)
        self._take("evidence", made)
        for step in EVIDENCE_STEPS:
            entries = [each.entry for each in made if each.place == step]
            found = tuple(entry for entry in entries if isinstance(entry, Evidence))
            if fields.root(result, step).evidence != found:
                result = result.with_evidence(step, found)
        return result

    def _take(self, listed: str, made: list[Made]) -> None:
        for each in made:
            for name, several in each.several.items():
                self.note_conflict(Key(each.place, (listed, each.entry.id, name)), several)

    def versions_at(self, which: int, key: Key) -> Several:
        """What a field holds before (0), on the earlier side (1) or on the later one (2)."""
        return versions(self._applications[which], key)

    def tell(self, notice: Message) -> None:
        """Say something of what was joined, once."""
        if notice not in self._notices:
            self._notices.append(notice)


def _leaves(table: object, file: str, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every field that is in no list."""
    if isinstance(table, Mapping):
        yield from ((*path, name) for name in table)
        return
    for item in fields_of(table):  # type: ignore[arg-type] # one of the files' classes
        if not path and (item.name == "conflict" or item.name in LISTS.get(file, {})):
            continue
        held = getattr(table, item.name)
        if isinstance(held, Mapping) or is_dataclass(held):
            yield from _leaves(held, file, (*path, item.name))
        else:
            yield (*path, item.name)


def _is_there(application: Application, key: Key) -> bool:
    """Whether a key names a field of this application."""
    try:
        held = fields.get(application, key)
    except (KeyError, AttributeError):
        return False
    parts = len(key.path)
    in_list = key.path[0] in LISTS.get(key.file, {})
    if in_list:
        entry = fields.get(application, Key(key.file, key.path[:2])) if parts > 1 else None
        return entry is not None and parts > 2  # noqa: PLR2004 - list, id, field
    return held is None or not (isinstance(held, Mapping) or is_dataclass(held))


def _is_day_kept(key: Key) -> bool:
    """Whether the earlier of two days holds: when something was ticked or added."""
    return key.path[0] == "checklist" or key.path[-1] == "added"


def _earliest(one: Value, other: Value) -> Value:
    days = [day for day in (one, other) if isinstance(day, date)]
    return min(days) if days else None
