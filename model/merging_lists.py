"""Lists of two people made one: which entries are the same thing, and what becomes of each.

An entry is known by its id, and where ids differ by what it is: a document by its hash, a link by
its address, a colleague by name. Changed here and removed there: the change wins. The same document
added twice stands once; two things with one id or one file name are both kept, one renamed.
Source: repository-format.md, 'How it travels'.
"""

from collections.abc import Iterable, Sequence
from dataclasses import field, fields, replace
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol, cast

from model.application import Evidence
from model.keys import Key
from model.light import dataclass
from model.messages import N_, Message

if TYPE_CHECKING:
    from model.values import Entry
    from model.versions import Version

    Several = tuple[Version, ...]

_NAMED_BY = {
    "team": "name",
    "label": "years",
    "active_teacher": "name",
    "quality_label": "project",
}
_TOGETHER = frozenset({"id", "file", "url", "sha256", "bytes", "supports", "consent"})
"""Of evidence: what is not joined as a field by itself."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry, and the file (of evidence: the step) in which it stands."""

    place: str
    entry: "Entry"


@dataclass(frozen=True, slots=True)
class Made:
    """An entry that came of joining."""

    place: str
    entry: Any
    order: tuple[int, int]
    several: dict[str, "Several"] = field(default_factory=dict)
    """Its fields that stand in several versions."""


class Settling(Protocol):
    """What joins single fields: `model.merging`."""

    def settle(
        self,
        key: Key,
        before: "Several",
        one: "Several",
        other: "Several",
        at_one: Key,
        at_other: Key,
    ) -> "Several":
        """The versions of a field that are left."""

    def versions_at(self, which: int, key: Key) -> "Several":
        """What a field holds on one side."""

    def tell(self, notice: Message) -> None:
        """Say something of what was joined."""


def join_lists(
    listed: str,
    before: Sequence[Item],
    one: Sequence[Item],
    other: Sequence[Item],
    by: Settling,
) -> list[Made]:
    """What both made of a list, in its order."""
    return _Lists(listed, before, one, other, by).joined()


def _identity(item: Item) -> str:
    """What the entry is, whatever its id; "" where it says nothing."""
    entry = item.entry
    if isinstance(entry, Evidence):
        return entry.sha256 or entry.url
    listed = {"TeamMember": "name", "Label": "years", "ActiveTeacher": "name"}
    name = listed.get(type(entry).__name__, "project")
    return " ".join(str(getattr(entry, name)).casefold().split())


class _Lists:
    """Joins one list of two sides."""

    def __init__(
        self,
        listed: str,
        before: Sequence[Item],
        one: Sequence[Item],
        other: Sequence[Item],
        by: Settling,
    ) -> None:
        self._listed = listed
        self._sides = (before, one, other)
        self._by = by

    def joined(self) -> list[Made]:
        before, one, other = self._sides
        if self._are_alike(0, 1):
            return self._as_is(2)
        if self._are_alike(0, 2) or self._are_alike(1, 2):
            return self._as_is(1)
        at_one, at_other = _pairs(before, one), _pairs(before, other)
        made: list[Made] = []
        for place, item in enumerate(before):
            made += self._entry(
                (0, place), item, _at(one, at_one.get(place)), _at(other, at_other.get(place))
            )
        new_one = [n for n in range(len(one)) if n not in at_one.values()]
        new_other = [n for n in range(len(other)) if n not in at_other.values()]
        same = _same_things([one[n] for n in new_one], [other[n] for n in new_other])
        for n, place in enumerate(new_one):
            theirs = new_other[same[n]] if n in same else None
            made += self._entry((1, n), None, one[place], _at(other, theirs))
        taken = {new_other[n] for n in same.values()}
        for n in new_other:
            if n not in taken:
                made += self._entry((2, n), None, None, other[n])
        made.sort(key=lambda each: each.order)
        made = self._with_own_ids(made)
        return self._with_own_files(made) if self._listed == "evidence" else made

    def _are_alike(self, one: int, other: int) -> bool:
        """Whether two sides have the same entries, each in the same versions."""
        return self._sides[one] == self._sides[other] and all(
            self._kept((0, 0), item, one).several == self._kept((0, 0), item, other).several
            for item in self._sides[one]
        )

    def _as_is(self, which: int) -> list[Made]:
        return [self._kept((which, n), item, which) for n, item in enumerate(self._sides[which])]

    def _kept(self, order: tuple[int, int], item: Item, which: int) -> Made:
        """An entry as one side has it."""
        several = {}
        for each in fields(item.entry):
            found = self._by.versions_at(which, self._key(item, each.name))
            if len(found) > 1:
                several[each.name] = found
        return Made(item.place, item.entry, order, several)

    def _key(self, item: Item, name: str) -> Key:
        return Key(item.place, (self._listed, item.entry.id, name))

    def _entry(
        self, order: tuple[int, int], before: Item | None, one: Item | None, other: Item | None
    ) -> list[Made]:
        if one is not None and other is not None:
            return self._both(order, before, one, other)
        kept, which = (one, 1) if one is not None else (other, 2)
        if kept is None:
            return []
        made = self._kept(order, kept, which)
        if before is not None:
            if kept == before and made.several == self._kept(order, before, 0).several:
                return []
            text = N_("'{name}' was removed by one of you and changed by the other: it is kept.")
            self._by.tell(Message(text, {"name": _name(kept)}))
        return [made]

    def _both(
        self, order: tuple[int, int], before: Item | None, one: Item, other: Item
    ) -> list[Made]:
        """An entry that both sides have: field by field."""
        was = before or Item(one.place, type(one.entry)(id=one.entry.id))
        if before is None and self._listed == "evidence" and one != other:
            text = N_("You both added '{name}': it stands there once.")
            self._by.tell(Message(text, {"name": _name(one)}))
        several: dict[str, Several] = {}
        changed: dict[str, Any] = {"id": _of_three(was.entry.id, one.entry.id, other.entry.id)}
        if before is None:
            changed["id"] = min(one.entry.id, other.entry.id)
        alone = _TOGETHER if self._listed == "evidence" else {"id"}
        for each in fields(one.entry):
            if each.name in alone:
                continue
            at_one, at_other = self._key(one, each.name), self._key(other, each.name)
            held = (
                self._by.versions_at(0, self._key(was, each.name))
                if before is not None
                else _blank(getattr(was.entry, each.name))
            )
            found = self._by.settle(
                at_one,
                held,
                self._by.versions_at(1, at_one),
                self._by.versions_at(2, at_other),
                at_one,
                at_other,
            )
            changed[each.name] = found[0].value
            if len(found) > 1:
                several[each.name] = found
        place = _of_three(was.place, one.place, other.place)
        made = Made(place, replace(one.entry, **changed), order, several)
        return self._documents(made, was, one, other) if self._listed == "evidence" else [made]

    def _documents(self, made: Made, was: Item, one: Item, other: Item) -> list[Made]:
        """What the evidence is: its document or link, what it backs, whether people agreed."""
        b, o, t = (cast("Evidence", item.entry) for item in (was, one, other))
        changed: dict[str, Any] = {"supports": _joined_words(b.supports, o.supports, t.supports)}
        held = [(e.url, e.sha256, e.bytes) for e in (b, o, t)]
        extra: list[Made] = []
        if held[1] == held[2]:
            source, consent = o, _of_three(b.consent, o.consent, t.consent)
        elif held[2] == held[0]:
            source, consent = o, o.consent
        elif held[1] == held[0]:
            source, consent = t, t.consent
        elif _is_same_thing(o, t):
            source, consent = (o if o.bytes is not None else t), t.consent
        else:
            source, consent = t, t.consent
            extra = [self._kept((made.order[0], made.order[1]), one, 1)]
            text = N_("'{name}' was replaced by two different documents: both are kept.")
            self._by.tell(Message(text, {"name": _name(one)}))
        changed |= {
            "url": source.url,
            "sha256": source.sha256,
            "bytes": source.bytes,
            "consent": consent,
            "file": _file(b.file, o.file, t.file, source.file),
        }
        return [replace(made, entry=replace(made.entry, **changed)), *extra]

    def _with_own_ids(self, made: list[Made]) -> list[Made]:
        """Each entry with an id that no other has; of evidence, in no other step either."""
        together = [{(item.place, item.entry.id) for item in side} for side in self._sides[1:]]
        used = {item.entry.id for side in self._sides for item in side}
        seen: dict[str, list[str]] = {}
        done = []
        for each in made:
            name = each.entry.id
            places = seen.setdefault(name, [])
            if any(
                place == each.place
                or not any({(place, name), (each.place, name)} <= side for side in together)
                for place in places
            ):
                fresh = _fresh(name, used)
                used.add(fresh)
                seen[fresh] = [each.place]
                done.append(replace(each, entry=replace(each.entry, id=fresh)))
            else:
                places.append(each.place)
                done.append(each)
        return done

    def _with_own_files(self, made: list[Made]) -> list[Made]:
        """Each document with a file of its own: two that had one name are both kept."""
        used = {item.entry.file for side in self._sides for item in side}  # type: ignore[union-attr] # evidence
        held: dict[str, str] = {}
        done = []
        for each in made:
            entry = cast("Evidence", each.entry)
            if entry.file and held.setdefault(entry.file, entry.sha256) != entry.sha256:
                stem, dot, suffix = entry.file.rpartition(".")
                for number in count(2):
                    fresh = f"{stem}-{number}{dot}{suffix}"
                    if fresh not in used:
                        break
                used.add(fresh)
                held[fresh] = entry.sha256
                text = N_("Two documents were both called '{name}': one of them is now '{other}'.")
                facts = {"name": _last(entry.file), "other": _last(fresh)}
                self._by.tell(Message(text, facts))
                entry = replace(entry, file=fresh)
            done.append(replace(each, entry=entry))
        return done


def _pairs(before: Sequence[Item], side: Sequence[Item]) -> dict[int, int]:
    """Which entry of a side is which of those before: by place in the two lists."""
    found: dict[int, int] = {}
    rules = (
        lambda item: (item.place, item.entry.id, _identity(item)),
        lambda item: (item.entry.id, _identity(item)),
        lambda item: _identity(item) and (_identity(item),),
        lambda item: (item.place, item.entry.id),
        lambda item: (item.entry.id,),
    )
    for rule in rules:
        free: dict[Any, list[int]] = {}
        for n, item in enumerate(side):
            if n not in found.values():
                free.setdefault(rule(item), []).append(n)
        for n, item in enumerate(before):
            if n in found or not rule(item):
                continue
            there = free.get(rule(item))
            if there:
                found[n] = there.pop(0)
    return found


def _same_things(one: Sequence[Item], other: Sequence[Item]) -> dict[int, int]:
    """Which of the entries that both sides added are the same thing."""
    found: dict[int, int] = {}
    for n, item in enumerate(one):
        for m, theirs in enumerate(other):
            if m in found.values() or item.place != theirs.place:
                continue
            known = _identity(item)
            if (known and known == _identity(theirs)) or item == theirs:
                found[n] = m
                break
    return found


def _is_same_thing(one: Evidence, other: Evidence) -> bool:
    return (one.sha256, one.url) == (other.sha256, other.url)


def _at(side: Sequence[Item], place: int | None) -> Item | None:
    return side[place] if place is not None else None


def _of_three(before: Any, one: Any, other: Any) -> Any:  # noqa: ANN401 - any value
    """What both made of one value; of two changes the later one."""
    return one if other == before else other


def _blank(value: Any) -> "Several":  # noqa: ANN401 - as above
    from model.versions import Version

    return (Version(value),)


def _joined_words(
    before: Sequence[str], one: Sequence[str], other: Sequence[str]
) -> tuple[str, ...]:
    """What both made of a set of words."""
    if tuple(other) == tuple(before):
        return tuple(one)
    if tuple(one) == tuple(before):
        return tuple(other)
    gone = {word for word in before if word not in one or word not in other}
    return tuple(dict.fromkeys(w for w in (*before, *one, *other) if w not in gone))


def _file(before: str, one: str, other: str, source: str) -> str:
    """Where a document lies that both may have moved, renamed or replaced."""
    name = _of_three(before, one, other)
    if not source or not name:
        return source
    suffix = source.rpartition(".")[2]
    stem, dot, own = str(name).rpartition(".")
    return str(name) if own == suffix or not dot else f"{stem}.{suffix}"


def _fresh(name: str, used: Iterable[str]) -> str:
    taken = set(used)
    return next(f"{name}-{n}" for n in count(2) if f"{name}-{n}" not in taken)


def _name(item: Item) -> str:
    entry = item.entry
    if isinstance(entry, Evidence):
        return entry.name
    for name in ("name", "project", "years"):
        value = getattr(entry, name, "")
        if value:
            return str(value)
    return entry.id


def _last(path: str) -> str:
    return path.rpartition("/")[2]
