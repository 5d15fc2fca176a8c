"""What one commit holds, as far as joining needs it: its files by name, and what they say.

A state may also be one that never was a commit: what came of several common ancestors.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Self

from model.application import Application
from model.light import dataclass
from store import git_objects, git_plumbing, toml_file
from store.application_files import with_file
from store.decode import Losses, decode, would_lose
from store.encode import value_of
from store.folder import TEMPORARY_PREFIX
from store.git import Git
from store.git_plumbing import Entries
from store.names import is_portable
from store.shapes import PATHS, SHAPES, Value


@dataclass(frozen=True, slots=True)
class State:
    """The files of one side."""

    entries: Entries
    """Path to mode and object."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What the files of the application say that have no object: the state was made by joining."""
    commit: str | None = None
    is_whole: bool = True
    """False: there are files in it that may not stand here, and that are left out."""

    def mark(self, path: str) -> object:
        """Differs where a file differs."""
        return self.values.get(path) or self.entries.get(path)


class Objects:
    """The files of commits, each read and understood once, through one process; for a `with`."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._reader = git_objects.Reader(git)
        self._bytes: dict[str, bytes | None] = {}
        self._values: dict[tuple[str, str], Value | None] = {}
        self._to_lose: dict[tuple[str, str], Losses] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def of_tree(self, commit: str, tree: str) -> State:
        """What a commit with this tree holds: plain files that may stand here."""
        every = self._reader.listing(tree)
        entries = {p: at for p, at in git_plumbing.plain(every).items() if is_takeable(p)}
        return State(entries, {}, commit, is_whole=len(entries) == len(every))

    def state(self, commit: str) -> State:
        """What one commit holds; as `of_tree`."""
        tree = self._git.run("rev-parse", f"{commit}^{{tree}}").stdout.decode("ascii").strip()
        return self.of_tree(commit, tree)

    def keep(self, name: str, data: bytes) -> None:
        """Know the bytes of an object that was made here."""
        self._bytes[name] = data

    def data(self, state: State, path: str) -> bytes | None:
        """The bytes of a file; None where it is not there, or larger than any of ours."""
        if path not in state.entries:
            return None
        name = state.entries[path][1]
        if name not in self._bytes:
            self._bytes[name] = self._reader.read(name, toml_file.LIMIT)
        return self._bytes[name]

    def value(self, state: State, path: str) -> Value | None:
        """What a file says; None where it is not there or can't be read."""
        if path in state.values:
            return state.values[path]
        data = self.data(state, path)
        if data is None:
            return None
        name = (path, state.entries[path][1])
        if name not in self._values:
            decoded = decode(path, data)
            self._values[name] = decoded.value if decoded.readable and data else None
            if decoded.lost or b"#" in data:  # a text may have that sign as well
                self._to_lose[name] = would_lose(path, data)
        return self._values[name]

    def would_lose(self, state: State, path: str) -> bool:
        """Whether writing what a file says would lose comments or keys in it."""
        if self.value(state, path) is None or path in state.values:
            return False
        return bool(self._to_lose.get((path, state.entries[path][1])))


def is_takeable(path: str) -> bool:
    """Whether a file of somebody else's may stand in the folder."""
    parts = path.split("/")
    if path in {".gitattributes", "README.md"}:
        return True
    return all(is_portable(part) and not part.startswith((".", TEMPORARY_PREFIX)) for part in parts)


def application_of(values: Mapping[str, Value]) -> Application:
    """An application of which only these files matter."""
    application = Application()
    for path, value in values.items():
        application = with_file(application, path, value)
    return application


def empty(path: str) -> Value:
    """What a file says of which nothing is known."""
    made: Value = SHAPES[path].makes()
    return made


__all__ = ["PATHS", "Objects", "State", "application_of", "empty", "is_takeable", "value_of"]
