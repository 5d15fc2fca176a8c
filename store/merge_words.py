"""Who wrote what, and what the diary says of a joining.

Source: repository-format.md, 'Two histories in one repository'.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from model import fields
from model.application import Application
from model.fields import Key
from model.light import dataclass
from store import journal
from store.application_files import with_file
from store.decode import decode
from store.git import Git
from store.git_plumbing import Making
from store.history import file_of
from store.journal import Event, as_line
from store.people import Person

_LOOKED_BACK = 200
"""So many versions of a file are looked at for who wrote a field."""
_AT_ONCE = 20
_NAMED = 5
"""People whom a subject names."""


@dataclass(frozen=True, slots=True)
class Tip:
    """One of the two commits that are joined."""

    commit: str
    tree: str
    by: Making
    clock_is_set: bool

    @property
    def rank(self) -> tuple[float | str, ...]:
        """The earlier one has the lower rank; the same on every computer."""
        return (self.by.at.timestamp(), self.commit)


@dataclass(frozen=True, slots=True)
class Between:
    """What lies between two commits."""

    tips: Mapping[str, Tip]
    """The two, and what both began from, by name."""
    bases: tuple[str, ...]
    """The latest commits that both have."""
    people: tuple[str, ...]
    """Who made the changes that only one of the two has, in the alphabet's order."""


def between(git: Git, one: str, other: str) -> Between:
    """What lies between two commits, asked at once."""
    told = git.run("log", "--boundary", *_ASKED, f"{one}...{other}", "--").stdout
    tips: dict[str, Tip] = {}
    ends: list[str] = []
    names: set[str] = set()
    for record in _records(told):
        mark, parents, commit, _, name, _ = record.split("\n", 5)
        if mark == "-" or commit in {one, other}:
            tips[commit] = _tip(record)
        if mark == "-":
            ends.append(commit)
        elif len(parents.split()) <= 1:
            names.add(as_line(name))
    bases = tuple(ends)
    if len(ends) > 1:  # some may be older than others: git knows which
        answer = git.run("merge-base", "--all", one, other, allowed=(0, 1))
        bases = tuple(sorted(answer.stdout.decode("ascii").split()))
    wanted = {one, other, *bases}
    return Between(
        {name: tip for name, tip in tips.items() if name in wanted},
        bases if one != other else (one,),
        tuple(sorted(names - {""}, key=lambda name: (name.casefold(), name))),
    )


def tip_of(git: Git, commit: str) -> Tip:
    """Who made a commit, and when."""
    (record,) = _records(git.run("log", "--no-walk", *_ASKED, commit, "--").stdout)
    return _tip(record)


_ASKED = (
    "--no-show-signature",
    "--no-mailmap",
    "-z",
    "--format=%m%n%P%n%H%n%T%n%an%n%ae%n%cI%n%(trailers:key=Labelmap-Clock,valueonly)",
)


def _records(answer: bytes) -> Iterator[str]:
    return (one for one in answer.decode("utf-8", "replace").split("\0") if one.strip())


def _tip(record: str) -> Tip:
    _, _, commit, tree, name, email, at, clock = record.split("\n", 7)
    person = Person(name=name, email=email)
    by = Making(author=person, committer=person, at=datetime.fromisoformat(at))
    return Tip(commit, tree, by, clock.strip() == "set")


def message(
    who: Sequence[str], texts: Sequence[Key], conflicts: Sequence[Key], *, clock_is_set: bool
) -> str:
    """The commit message of a joining: people, texts joined, what stands in two versions."""
    names = list(who[:_NAMED]) + ([f"{len(who) - _NAMED} more"] if len(who) > _NAMED else [])
    said = " and ".join(
        part for part in (", ".join(names[:-1]), names[-1] if names else "") if part
    )
    trailers = [f"Labelmap-Event: {Event.MERGE}"]
    trailers += [f"Labelmap-Joined: {as_line(name)}" for name in who]
    trailers += [f"Labelmap-Field: {as_line(str(key))}" for key in (*texts, *conflicts)]
    trailers += [f"Labelmap-Conflict: {as_line(str(key))}" for key in conflicts]
    trailers.append("Labelmap-Role: teacher")
    if clock_is_set:
        trailers.append("Labelmap-Clock: set")
    subject = as_line(f"{Event.MERGE}: changes of {said or 'nobody new'}")
    return f"{subject}\n\n" + "\n".join(trailers) + "\n"


def writer(git: Git, commit: str) -> Callable[[Key], tuple[str, str]]:
    """How to ask who wrote what stands in a field in a commit, and when."""

    def who(key: Key) -> tuple[str, str]:
        path = file_of(key)
        found: journal.Entry | None = None
        held: object = None
        versions = journal.entries(git, _LOOKED_BACK, path, start=commit)
        while some := list(islice(versions, _AT_ONCE)):
            for entry, value in zip(some, _values(git, some, path, key), strict=True):
                if found is None:
                    found, held = entry, value
                elif value == held:
                    found = entry
                elif found.event != Event.MERGE:
                    return found.person.name, found.at.isoformat()
                # A joining wrote nothing, unless no change of one's own says what it says.
        return (found.person.name, found.at.isoformat()) if found is not None else ("", "")

    return who


def _values(git: Git, entries: Sequence[journal.Entry], path: str, key: Key) -> list[object]:
    """What a field holds in each of these commits; None where its file can't be read."""
    question = "".join(f"{entry.commit}:{path}\n" for entry in entries).encode("utf-8")
    answer = git.run("cat-file", "--batch-check", stdin=question).stdout.decode("ascii", "replace")
    names = [line.split()[0] if " blob " in line else "" for line in answer.splitlines()]
    data = git.contents([name for name in names if name])
    values: list[object] = []
    for name in names:
        decoded = decode(path, data[name]) if name in data else None
        if decoded is None or not decoded.readable:
            values.append(None)
            continue
        values.append(fields.get(with_file(Application(), path, decoded.value), key))
    return values
