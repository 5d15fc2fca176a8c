"""Two people's histories made one: a commit on `main` whose parents are what both had.

What came of joining depends on the two commits alone: whoever joins the same two gets the very same
commit, so people who take in each other's joinings end with one history. It bears the name and the
moment of the later of the two. Objects first, then a note of what is to be, the files, the index,
`main`: whoever comes after a crash ends it (`finish`).
Source: repository-format.md, 'How it travels'. Fields: `model.merging`; files: `store.merge_files`.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from model.fields import Key
from model.light import dataclass
from model.messages import Message
from store import git_objects, git_plumbing, merge_words
from store.beside import beside
from store.encode import encode_value
from store.folder import (
    FileTooLarge,
    NotAFile,
    UnsafePath,
    atomic_write,
    read_file,
    safe_path,
    sync_folder,
)
from store.git import Git
from store.git_plumbing import FILE, Entries, Making
from store.merge_failures import ChangedWhileJoining, MendBeforeJoining, NothingInCommon
from store.merge_files import Of, is_copy, join_states
from store.merge_state import PATHS, Objects, State
from store.record_branch import COPIES
from store.shapes import Value

MAIN = "refs/heads/main"
NOTE = "labelmap.merging"
"""In `.git`, while a joining is brought into the folder: `main` before and after."""
_LARGEST = 60_000_000
"""Bytes of a file that is written into the folder."""
_DEPTH = 6
"""So deep common ancestors of common ancestors are looked at."""
_OLDER = 50
"""Versions of a file that are tried for one that can be read."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of taking in what a colleague has."""

    commit: str | None
    """Where `main` stands now; None when there was nothing to take in."""
    changed: tuple[str, ...] = ()
    """The paths in the folder that are not as before."""
    conflicts: tuple[Key, ...] = ()
    """Fields that came to stand in several versions, or do so still."""
    notices: tuple[Message, ...] = ()
    """What the person should know."""


def merge_commit(git: Git, theirs: str) -> Merged:
    """Take in a commit: the folder's files, index and `main` are then what both made.

    Needs the folder's lock, and nothing uncommitted (`Desk.working`, which also ends what a crash
    cut off). A commit that is there already is nothing to take in; where only they went on, `main`
    goes to theirs. Raises `NothingInCommon`, `NewerFormat`, `MendBeforeJoining`,
    `ChangedWhileJoining`, a `WriteFailure` and the family `GitFailure`; then nothing has changed.
    """
    main = git.head()
    if main is None:
        raise NothingInCommon
    with Objects(git) as objects:
        return _merged(git, objects, main, theirs)


def _merged(git: Git, objects: Objects, main: str, theirs: str) -> Merged:
    asked = beside(lambda: merge_words.between(git, main, theirs))
    ours, others = (objects.of_tree(tip, f"{tip}^{{tree}}") for tip in (main, theirs))
    for path in PATHS:
        if ours.mark(path) != others.mark(path):
            objects.value(ours, path)  # read while git looks what lies between
            objects.value(others, path)
    between = asked()
    bases, tips = between.bases, between.tips
    if theirs in bases:
        return Merged(None)
    if not bases:
        raise NothingInCommon
    states = {name: objects.of_tree(name, tip.tree) for name, tip in tips.items() if name in bases}
    states |= {main: ours, theirs: others}
    _check_readable(objects, ours, others)
    if main in bases and _may_take_whole(objects, ours, others):
        bringing = Bringing(git, objects, ours.entries, others.entries)
        return Merged(theirs, bringing.bring(main, theirs, tips[theirs].by))
    first, second = sorted((tips[main], tips[theirs]), key=lambda tip: tip.rank)
    one, other = (
        Of(states[tip.commit], tip.rank, merge_words.writer(git, tip.commit))
        for tip in (first, second)
    )
    joined = join_states(
        objects,
        _common(git, objects, bases, states),
        one,
        other,
        _older(git, objects, bases[0]),
        _copies(git, objects, ours, others),
    )
    kept = _files(objects, joined.state.values)
    entries = {**joined.state.entries, **{path: (FILE, name) for path, name in kept.items()}}
    text = merge_words.message(
        between.people,
        joined.texts,
        joined.conflicts,
        clock_is_set=first.clock_is_set or second.clock_is_set,
    )
    tree, new = git_objects.trees(entries)
    data = git_objects.commit(tree, [first.commit, second.commit], text, second.by)
    made = git_objects.named("commit", data)
    blobs = {
        name: ("blob", objects.data(State(entries), path) or b"") for path, name in kept.items()
    }
    kept_now = beside(lambda: git_objects.keep(git, {**blobs, **new, made: ("commit", data)}))
    bringing = Bringing(git, objects, ours.entries, entries)
    changed = bringing.bring(main, made, second.by, kept_now)
    return Merged(made, changed, joined.conflicts, joined.notices)


def finish(git: Git) -> bool:
    """End what a crash cut off while a joining was brought into the folder; True when there was.

    A file that somebody changed since stays as it is.
    """
    note = git.folder / ".git" / NOTE
    try:
        before, _, after = note.read_text("ascii").strip().partition(" ")
    except (FileNotFoundError, UnicodeDecodeError):
        note.unlink(missing_ok=True)
        return False
    if (
        git.head() == before
        and git.run("cat-file", "-e", after, allowed=range(256)).returncode == 0
    ):
        tip = merge_words.tip_of(git, after)
        with Objects(git) as objects:
            old, new = objects.state(before).entries, objects.state(after).entries
            Bringing(git, objects, old, new).end(before, after, tip.by)
    note.unlink(missing_ok=True)
    return True


# What both began from


def _bases(git: Git, one: str, *others: str) -> tuple[str, ...]:
    """The latest commits that both have; several where people took in each other's joinings."""
    answer = git.run("merge-base", "--all", one, *others, allowed=(0, 1))
    return tuple(sorted(answer.stdout.decode("ascii").split()))


def _common(
    git: Git,
    objects: Objects,
    bases: Sequence[str],
    known: Mapping[str, State] | None = None,
    depth: int = 0,
) -> State:
    """What both began from; of several commits what comes of joining those, as git does it."""
    states = [(known or {}).get(name) or objects.state(name) for name in bases]
    state = states[0]
    for n, commit in enumerate(bases[1:], 1):
        before = _bases(git, commit, *bases[:n]) if depth < _DEPTH else ()
        base = _common(git, objects, before, depth=depth + 1) if before else State({})
        state = join_states(objects, base, Of(state, (0,)), Of(states[n], (1,))).state
    return state


def _older(git: Git, objects: Objects, commit: str) -> Callable[[str], Value | None]:
    """The last version of a file before a commit that can be read."""

    def find(path: str) -> Value | None:
        told = git.run("log", f"--max-count={_OLDER}", "--format=%H", commit, "--", path)
        for name in told.stdout.decode("ascii").split():
            found = objects.value(State(git_plumbing.listing(git, name, [path])), path)
            if found is not None:
                return found
        return None

    return find


def _may_take_whole(objects: Objects, ours: State, theirs: State) -> bool:
    """Whether all that changed there can be read and may stand here."""
    changed = [path for path in PATHS if ours.mark(path) != theirs.mark(path)]
    return theirs.is_whole and not any(
        objects.value(theirs, path) is None and path in ours.entries for path in changed
    )


def _check_readable(objects: Objects, ours: State, theirs: State) -> None:
    for path in PATHS:
        if (
            path in ours.entries
            and ours.mark(path) != theirs.mark(path)
            and objects.value(ours, path) is None
        ):
            raise MendBeforeJoining(file=path)


def _copies(git: Git, objects: Objects, ours: State, theirs: State) -> Entries | None:
    """What the record has, of the side that took over more of it; None where both have the same."""
    held = [
        {path: at for path, at in state.entries.items() if is_copy(path)}
        for state in (ours, theirs)
    ]
    if held[0] == held[1]:
        return held[0]
    taken = [_taken_over(git, str(state.commit)) for state in (ours, theirs)]
    if taken[0] is None or taken[1] is None:
        tip = taken[0] or taken[1]
    else:
        is_later = git_plumbing.is_within(git, taken[0], taken[1])
        tip = taken[1] if is_later else taken[0]
        if not is_later and not git_plumbing.is_within(git, taken[1], taken[0]):
            tip = max(taken[0], taken[1])
    if tip is None:
        return None
    entries = objects.state(tip).entries
    return {path: at for path, at in entries.items() if path.partition("/")[0] in COPIES}


def _taken_over(git: Git, commit: str) -> str | None:
    """The act of the record that a diary took over last."""
    told = git.run(
        "log", "--max-count=1", "--merges", "--grep=^Labelmap-Event: record$", "--format=%P", commit
    )
    parents = told.stdout.decode("ascii").split()
    return parents[1] if len(parents) > 1 else None


def _files(objects: Objects, values: Mapping[str, Value]) -> dict[str, str]:
    """The files that say what was joined: path to object. Raises `FileTooLarge`."""
    made = {}
    for path, value in values.items():
        data = encode_value(path, value)
        made[path] = git_plumbing.blob_name(data)
        objects.keep(made[path], data)
    return made


# Into the folder


def _differing(before: Entries, after: Entries) -> tuple[str, ...]:
    return tuple(sorted(path for path in {*before, *after} if before.get(path) != after.get(path)))


class Bringing:
    """What was joined, on its way into the folder, its index and `main`."""

    def __init__(self, git: Git, objects: Objects, before: Entries, after: Entries) -> None:
        self._git, self._objects = git, objects
        self._before, self._after = before, after
        self._paths = _differing(before, after)
        self._looked: dict[str, tuple[object, str | None]] = {}
        """What a file looked like to the system when it was read last, and its object."""

    def bring(
        self, main: str, commit: str, by: Making, kept: Callable[[], object] = lambda: None
    ) -> tuple[str, ...]:
        """All of it, unless somebody writes there at this very moment. The paths that changed.

        `kept` waits until the objects are.
        """
        try:
            for path in self._paths:
                if self._on_disk(path) not in {_name(self._before, path), _name(self._after, path)}:
                    raise ChangedWhileJoining(file=path)
        finally:
            kept()
        note = self._git.folder / ".git" / NOTE
        # For a process that is killed. Where the power goes too, what was written is recovered.
        atomic_write(note, f"{main} {commit}\n".encode("ascii"), durable=False)
        self.end(main, commit, by)
        note.unlink(missing_ok=True)
        return self._paths

    def end(self, main: str, commit: str, by: Making) -> None:
        """Write what is not written yet; a file that is neither as before nor as after stays."""
        told = {path: self._after[path] for path in self._paths if path in self._after}
        gone = [path for path in self._paths if path not in self._after]
        index_told = beside(lambda: git_plumbing.tell_index(self._git, told, gone))
        try:
            self._write()
        finally:
            index_told()
        git_plumbing.move(self._git, [(MAIN, commit, main)], by)

    def _write(self) -> None:
        """Documents first, then the files that name them, then what is gone."""
        root = self._git.folder
        written = [path for path in self._paths if path in self._after]
        state = State(self._after)
        folders: set[Path] = set()
        for path in sorted(written, key=lambda path: path in PATHS):
            if self._on_disk(path) != _name(self._before, path):
                continue
            data = self._objects.data(state, path) if path in PATHS else None
            if data is None:
                data = git_plumbing.contents(self._git, self._after[path][1], _LARGEST)
            target = safe_path(root, path, for_writing=True)
            atomic_write(target, data, settled=False)
            folders.add(target.parent)
        for folder in folders:
            sync_folder(folder)
        for path in self._paths:
            if path not in self._after and self._on_disk(path) == _name(self._before, path):
                with suppress(FileNotFoundError, UnsafePath):
                    safe_path(root, path).unlink()

    def _on_disk(self, path: str) -> str | None:
        """The object that a file's bytes are now; None where it is not there."""
        looks = self._looks(path)
        if path in self._looked and self._looked[path][0] == looks:
            return self._looked[path][1]
        found: str | None = None
        with suppress(FileNotFoundError, NotADirectoryError):
            try:
                found = git_plumbing.blob_name(read_file(self._git.folder, path, _LARGEST))
            except (NotAFile, UnsafePath, FileTooLarge):
                found = "something else"
        self._looked[path] = looks, found
        return found

    def _looks(self, path: str) -> object:
        with suppress(OSError, ValueError):
            facts = os.lstat(os.path.join(self._git.folder, path))  # noqa: PTH118 - pathlib costs more here
            return facts.st_mtime_ns, facts.st_size, facts.st_ino, facts.st_ctime_ns
        return None


def _name(entries: Entries, path: str) -> str | None:
    return entries[path][1] if path in entries else None


def is_unfinished(folder: Path) -> bool:
    """Whether a joining was cut off; no process."""
    return (folder / ".git" / NOTE).exists()
