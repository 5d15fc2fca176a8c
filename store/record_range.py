"""The acts of a part of `record`: what each changed, and the same act made again elsewhere.

An act is known by its author, moment, words and what it changed, not by its commit: put on top of
what the other side did meanwhile, it is the same act in another commit.
Source: repository-format.md, 'Both sides may act at once'.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from hashlib import sha256

from model.lifecycle import EVENTS, Branch, Role
from model.light import dataclass
from store import git_plumbing, journal
from store.blobs import COPY_LIMIT, Blobs
from store.git import Git
from store.git_plumbing import Entries, Making
from store.journal import Entry
from store.people import Person

_DECISION = re.compile(r"(review/round-\d+/decision)(?:-\d+)?\.toml")
_THREAD = re.compile(r"review/(?:round|draft)-\d+/[^/]+\.toml")
_GONE = "0" * 40

SUBMISSIONS = frozenset({"submit", "add"})
"""The acts that begin a round: the school's own, and the NSO's for a school without Labelmap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeAct:
    """One commit of `record`."""

    entry: Entry
    parents: tuple[str, ...]
    committed: datetime
    committer: Person
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Path to its object before and after; "" for none."""
    modes: Mapping[str, str] = field(default_factory=dict)
    """Path to its mode after."""
    key: str = ""
    words: str = ""
    """As `key`, whenever it was made: a colleague's copy may bear another moment."""

    @property
    def commit(self) -> str:
        """Its id."""
        return self.entry.commit

    @property
    def is_nso_s(self) -> bool:
        """Whether it says that it is an act of the NSO's."""
        row = EVENTS.get(self.entry.event or "")
        return row is not None and row.branch is Branch.RECORD and Role.REVIEWER in row.roles

    @property
    def round(self) -> str:
        """The round that it names; "" where it names none."""
        return next(iter(self.entry.trailers.get("Labelmap-Round", ())), "")


_FORMAT = "--format=%P%n%cI%n%cn%n%ce%n%H%n%aI%n%an%n%ae%n%s%n%(trailers:only,unfold)"


def acts(git: Git, tip: str, without: Sequence[str] = ()) -> tuple[RangeAct, ...]:
    """The acts up to a commit, the oldest first, without those up to others."""
    bounds = (tip, *(f"^{commit}" for commit in without), "--")
    return _read(git, ("--reverse", "--topo-order"), bounds)


def acts_of(git: Git, commits: Sequence[str]) -> tuple[RangeAct, ...]:
    """These commits as acts."""
    asked = "".join(f"{commit}\n" for commit in commits).encode("ascii")
    return _read(git, ("--no-walk=unsorted", "--stdin"), (), asked) if commits else ()


def _read(
    git: Git, how: Sequence[str], bounds: Sequence[str], asked: bytes = b""
) -> tuple[RangeAct, ...]:
    words = ("log", *journal.LOG[1:-1], "-z", *how, _FORMAT, *bounds)
    answer = git.run(*words, stdin=asked).stdout.decode("utf-8", "replace")
    records = [item for item in answer.split("\0") if item]
    changes = _changes(git, [item.split("\n", 5)[4] for item in records])
    blobs = Blobs(git)
    blobs.fetch(name for found in changes.values() for name in _threads(found))
    return tuple(_act(blobs, item, changes) for item in records)


def _threads(changed: "list[tuple[str, str, str, str]]") -> list[str]:
    """The objects of threads that grew."""
    grown = [one for one in changed if one[1] and one[2] and _THREAD.fullmatch(one[0])]
    return [name for _, before, after, _ in grown for name in (before, after)]


def _act(
    blobs: Blobs, item: str, changes: Mapping[str, "list[tuple[str, str, str, str]]"]
) -> RangeAct:
    parents, at, name, email, record = item.split("\n", 4)
    entry = journal.entry(record)
    changed = changes.get(entry.commit, [])
    act = RangeAct(
        entry=entry,
        parents=tuple(parents.split()),
        committed=journal.moment(at),
        committer=Person(name, email),
        changes={path: (before, after) for path, before, after, _ in changed},
        modes={path: mode for path, _, _, mode in changed},
    )
    words = _words(blobs, act)
    moment = str(int(entry.at.timestamp()))
    return replace(act, words=words, key=sha256(f"{moment}\n{words}".encode()).hexdigest())


def _changes(git: Git, commits: Sequence[str]) -> dict[str, list[tuple[str, str, str, str]]]:
    """What each commit changed, held against its first parent: path, objects, mode."""
    asked = "".join(f"{commit}\n" for commit in commits).encode("ascii")
    words = ("diff-tree", "--stdin", "--root", "-r", "-m", "-z", "--raw", "--no-renames")
    answer = git.run(*words, "--no-abbrev", stdin=asked).stdout.decode("utf-8", "surrogateescape")
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    here: list[tuple[str, str, str, str]] = []
    items = iter(answer.split("\0"))
    for item in items:
        if item.startswith(":"):
            _, mode, before, after, _ = item.split(" ", 4)
            path = next(items, "")
            here.append((path, before.replace(_GONE, ""), after.replace(_GONE, ""), mode))
        elif item:
            commit = item.split(" ", 1)[0]
            here = []
            found.setdefault(commit, here)
    return found


def _words(blobs: Blobs, act: RangeAct) -> str:
    """What makes an act the same one, in whatever commit it stands, but for its moment."""
    entry = act.entry
    parts = [
        entry.person.name,
        entry.person.email,
        entry.subject,
        *(f"{name}={value}" for name, values in entry.trailers.items() for value in values),
    ]
    for path, (before, after) in sorted(act.changes.items()):
        said = after
        if before and after and _THREAD.fullmatch(path):
            added = blobs.appended(before, after)
            said = sha256(added).hexdigest() if added is not None else after
        place = _DECISION.sub(r"\1", path)
        parts.append(f"{place}\0{said}")
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def made_again(git: Git, act: RangeAct, tip: str, by: Making) -> tuple[str, Mapping[str, str]]:
    """The same act on top of a commit; the new one, and the paths that had to be called otherwise.

    Its author, moment and words stay; `by` commits it, and signs it where it has a key.
    """
    now = git_plumbing.listing(git, tip)
    renamed: dict[str, str] = {}
    for path, (before, after) in act.changes.items():
        place = path
        if not before and path in now and now[path][1] != after:
            place = _free(path, now)
            renamed[path] = place
        if not after:
            now.pop(path, None)
        elif before and path in now and now[path][1] != before and _THREAD.fullmatch(path):
            now[path] = _with(git, now[path], before, after)
        else:
            now[place] = (act.modes[path], after)
    raw = git.run("log", "-1", "--no-show-signature", "--format=%B", act.commit).stdout
    message = raw.decode("utf-8", "replace").rstrip("\n") + "\n"
    whose = replace(by, author=act.entry.person, authored=act.entry.at)
    return git_plumbing.commit(git, git_plumbing.tree(git, now), [tip], message, whose), renamed


def _with(git: Git, stands: tuple[str, str], before: str, after: str) -> tuple[str, str]:
    """A thread with what an act added to it, after what was added meanwhile."""
    added = Blobs(git).appended(before, after)
    if added is None:
        return stands[0], after
    return git_plumbing.blob(git, git_plumbing.contents(git, stands[1], COPY_LIMIT) + added)


def _free(path: str, taken: Entries) -> str:
    """A name for a decision, or whatever else, that both sides made."""
    found = _DECISION.fullmatch(path)
    stem = found[1] if found is not None else path.rpartition(".")[0]
    number = 2
    while f"{stem}-{number}.toml" in taken:
        number += 1
    return f"{stem}-{number}.toml"
