"""Random work of several people on one application, without files and git: a history of values.

What everybody did can be run through `model.merging` alone, thousands of times in a minute. Each
edit writes a word that is nowhere else; at the end every word must be somewhere, unless somebody
who saw it replaced it. The rules of `store.merge` (common ancestors, who is the earlier one, one
commit for one pair) are those of the real thing, which `test_together_git.py` runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from itertools import count

from hypothesis import strategies as st

from model.application import Application, Evidence, TeamMember, YesNo
from model.fields import Key, Value, get, put
from model.merging import Side, Who, merge
from model.versions import chosen, conflicts, versions

STEPS = ("shared-leadership", "collaboration")
TEXTS = (
    Key("shared-leadership", ("plan",)),
    Key("collaboration", ("description",)),
    Key("collaboration", ("explanations", "share-practice")),
)
LINES = (Key("school", ("name",)), Key("school", ("contact", "email")))
DAY = Key("eligibility", ("invited_on",))
ANSWER = Key("shared-leadership", ("statements", "shared-decisions"))
NAMES = ("foto", "verslag")


@dataclass(frozen=True)
class Commit:
    """A state of the application in the history."""

    name: int
    application: Application
    parents: tuple[int, ...]
    when: int
    by: str


@dataclass
class World:
    """The histories of some people."""

    people: int
    commits: dict[int, Commit] = field(default_factory=dict)
    heads: list[int] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)
    pairs: dict[tuple[int, int], int] = field(default_factory=dict)
    words: Iterator[int] = field(default_factory=lambda: count(1000))

    def __post_init__(self) -> None:
        start = Application()
        for key in TEXTS:
            start = put(start, key, "a\n\nb\n\nc\n\nd")
        self.commits[0] = Commit(0, start, (), 0, "")
        self.heads = [0] * self.people

    def word(self) -> str:
        """A word that was never written before."""
        word = f"w{next(self.words)}"
        self.written.add(word)
        return word

    def application(self, who: int) -> Application:
        """What somebody has before them."""
        return self.commits[self.heads[who]].application

    def save(self, who: int, application: Application) -> None:
        """One change by somebody."""
        before = self.application(who)
        if application == before:
            return
        self.replaced |= words_in(before) - words_in(application)
        name = len(self.commits)
        self.commits[name] = Commit(name, application, (self.heads[who],), name, f"P{who}")
        self.heads[who] = name

    # Joining, by the rules of `store.merge`

    def ancestors(self, name: int) -> set[int]:
        """All that a commit comes from, and itself."""
        found, waiting = set(), [name]
        while waiting:
            commit = waiting.pop()
            if commit not in found:
                found.add(commit)
                waiting += self.commits[commit].parents
        return found

    def bases(self, one: int, *others: int) -> tuple[int, ...]:
        """The latest that both have."""
        both = self.ancestors(one) & set().union(*map(self.ancestors, others))
        older = {name for base in both for name in self.ancestors(base) - {base}}
        return tuple(sorted(both - older))

    def common(self, bases: tuple[int, ...], depth: int = 0) -> Application:
        """What both began from."""
        state = self.commits[bases[0]].application
        for n, name in enumerate(bases[1:], 1):
            before = self.bases(name, *bases[:n]) if depth < 6 else ()
            base = self.common(before, depth + 1) if before else Application()
            other = Side(self.commits[name].application, rank=(1,))
            state = merge(base, Side(state, rank=(0,)), other).application
        return state

    def take_in(self, who: int, whose: int) -> None:
        """Somebody takes in what another one has."""
        self.heads[who] = self.joined(self.heads[who], self.heads[whose])

    def joined(self, here: int, there: int) -> int:
        """What both made, as one commit; the same for everybody."""
        bases = self.bases(here, there)
        if there in bases:
            return here
        if here in bases:
            return there
        first, second = sorted((here, there), key=lambda name: (self.commits[name].when, name))
        if (first, second) in self.pairs:
            return self.pairs[first, second]
        sides = [
            Side(self.commits[n].application, self._who(n), (self.commits[n].when, str(n)))
            for n in (first, second)
        ]
        base = self.common(bases)
        made = merge(base, *sides)
        assert made == merge(base, *reversed(sides))
        same = Side(made.application)
        assert merge(base, same, same).application == made.application
        name = len(self.commits)
        later = self.commits[second]
        self.commits[name] = Commit(name, made.application, (first, second), later.when, later.by)
        self.pairs[first, second] = name
        return name

    def _who(self, name: int) -> Who:
        commit = self.commits[name]
        return lambda _: (commit.by, f"2023-01-01T00:{commit.when % 60:02}:00+00:00")

    def settle(self) -> None:
        """Everybody takes in what everybody has, until nothing is new; it must come to that."""
        for _ in range(2 * self.people + 1):
            seen = list(self.heads)
            for who in range(self.people):
                for there in seen:
                    self.heads[who] = self.joined(self.heads[who], there)
            if len(set(self.heads)) == 1:
                return
        raise AssertionError("they never come to one application")

    def lost(self) -> set[str]:
        """Words that somebody wrote, nobody replaced, and that are nowhere."""
        return self.written - self.replaced - words_in(self.application(0))


def words_in(value: object) -> set[str]:
    """Every word of ours in a value, wherever it stands."""
    if isinstance(value, str):
        return {word for word in value.replace("\n", " ").split() if word.startswith("w")}
    if isinstance(value, Mapping):
        return set().union(*map(words_in, value.values()))
    if isinstance(value, tuple):
        return set().union(*map(words_in, value))
    if is_dataclass(value):
        return set().union(*(words_in(getattr(value, item.name)) for item in fields(value)))
    return set()


# What people do


def edit_text(world: World, who: int, which: int, paragraph: int) -> None:
    """One paragraph of a text written anew, one added, or one taken out."""
    key = TEXTS[which % len(TEXTS)]
    text = str(get(world.application(who), key))
    parts = text.split("\n\n")
    place = paragraph % (len(parts) + 1)
    if place == len(parts):
        parts.append(world.word())
    elif paragraph % 7 == 6 and len(parts) > 1:
        del parts[place]
    else:
        parts[place] = f"{parts[place].split()[0] if parts[place] else ''} {world.word()}".strip()
    world.save(who, put(world.application(who), key, "\n\n".join(parts)))


def edit_line(world: World, who: int, which: int, _: int) -> None:
    """A name or an address."""
    key = LINES[which % len(LINES)]
    world.save(who, put(world.application(who), key, world.word()))


def edit_answer(world: World, who: int, which: int, _: int) -> None:
    """A question answered, or its answer taken back."""
    value: Value = (YesNo.YES, YesNo.NO, None)[which % 3]
    world.save(who, put(world.application(who), ANSWER, value))


def edit_day(world: World, who: int, which: int, _: int) -> None:
    """A day filled in, or emptied."""
    value = date(2022, 11, 1 + which % 20) if which % 5 else None
    world.save(who, put(world.application(who), DAY, value))


def add_evidence(world: World, who: int, which: int, what: int) -> None:
    """A document added: now and then the very one that a colleague adds."""
    step, name = STEPS[which % 2], NAMES[what % 2]
    held = world.application(who)
    digest = f"w{what % 3}" if what % 4 == 0 else ""
    if any(item.sha256 == digest for item in held.evidence_of(step)):
        return
    used = {item.id for _, item in held.all_evidence()}
    fresh = next(each for each in (name, *(f"{name}-{n}" for n in range(99))) if each not in used)
    path = f"evidence/{step}/{fresh}.pdf"
    if any(item.file == path for _, item in held.all_evidence()):
        return
    if not digest:
        digest = world.word()
    item = Evidence(id=fresh, title=name, file=path, sha256=digest, bytes=1)
    world.save(who, put(held, Key(step, ("evidence", fresh)), item))


def change_evidence(world: World, who: int, which: int, what: int) -> None:
    """Evidence given another title, another document or another step, or taken out."""
    held = world.application(who)
    every = held.all_evidence()
    if not every:
        return
    step, item = every[which % len(every)]
    key = Key(step, ("evidence", item.id))
    match what % 4:
        case 0:
            world.save(who, put(held, Key(step, (*key.path, "title")), world.word()))
        case 1:
            world.save(who, put(held, Key(step, (*key.path, "sha256")), world.word()))
        case 2:
            world.save(who, put(held, key, None))
        case _:
            other = STEPS[1 - STEPS.index(step)]
            path = f"evidence/{other}/{item.file.rpartition('/')[2]}"
            if any(each.file == path or each.id == item.id for each in held.evidence_of(other)):
                return
            moved = put(held, key, None)
            world.save(who, put(moved, Key(other, key.path), replace(item, file=path)))


def edit_team(world: World, who: int, which: int, what: int) -> None:
    """A colleague added, changed or taken out."""
    held = world.application(who)
    key = Key("school", ("team", ("an", "bart")[which % 2]))
    member = get(held, key)
    if member is None:
        world.save(who, put(held, key, TeamMember(id=key.path[1], name=key.path[1])))
    elif what % 3 == 0:
        world.save(who, put(held, key, None))
    else:
        world.save(who, put(held, Key("school", (*key.path, "email")), world.word()))


def choose(world: World, who: int, which: int, what: int) -> None:
    """One of several versions chosen, or something new in their place."""
    held = world.application(who)
    open_ones = conflicts(held)
    if not open_ones:
        return
    key = open_ones[which % len(open_ones)]
    several = versions(held, key)
    world.save(who, chosen(held, key, several[what % len(several)].value))


def take_in(world: World, who: int, which: int, _: int) -> None:
    """A colleague's work taken in."""
    world.take_in(who, which % world.people)


ACTS = (
    edit_text,
    edit_text,
    edit_line,
    edit_answer,
    edit_day,
    add_evidence,
    change_evidence,
    edit_team,
    choose,
    take_in,
    take_in,
    take_in,
)
STEP = st.tuples(st.integers(0, len(ACTS) - 1), *[st.integers(0, 30)] * 3)


def run(people: int, steps: list[tuple[int, ...]]) -> World:
    """All of them, one after the other."""
    world = World(people)
    for act, who, which, what in steps:
        ACTS[act](world, who % people, which, what)
    return world
