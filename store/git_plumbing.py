"""Trees, commits and references made beside the work tree: the folder's files are not touched.

A formal act is made whole in git's store of objects before any reference names it, and a reference
moves only from the value that was read: so a crash leaves either nothing or the act. All of it goes
through `store.git.Git`. Source: repository-format.md, 'Two histories in one repository'.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING

from model.light import dataclass
from store.git import Git, identity
from store.git_answers import explained
from store.people import Person

if TYPE_CHECKING:
    from store.signing import SigningKey

FILE = "100644"
"""The mode of a plain file."""
INDEX = "labelmap-index-"
"""How the indexes begin that trees are made with; one that a killed process left is litter."""
_NOTHING = "0" * 40
_PLAIN = frozenset({FILE, "100755"})

Entries = Mapping[str, tuple[str, str]]
"""Path to mode and object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Who makes a commit, and when."""

    author: Person
    committer: Person
    at: datetime
    key: "SigningKey | None" = None
    """With which it is signed; None: it is not."""
    authored: datetime | None = None
    """When it was first made, where it is made again."""

    def variables(self) -> Mapping[str, str]:
        """As git is told of it. Raises `BadName`."""
        return {
            **identity("AUTHOR", self.author, self.authored or self.at),
            **identity("COMMITTER", self.committer, self.at),
        }


def listing(git: Git, revision: str, under: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
    """Everything that a commit has (below some folders): path to mode and object."""
    from store import git_objects  # it needs this module

    if (known := git_objects.listing(git, revision, under)) is not None:
        return known
    answer = git.run("ls-tree", "-r", "-z", "--full-tree", revision, "--", *under).stdout
    found = {}
    for item in answer.decode("utf-8", "surrogateescape").split("\0"):
        about, tab, path = item.partition("\t")
        if tab:
            mode, _, name = about.split()
            found[path] = (mode, name)
    return found


def plain(entries: Entries) -> dict[str, tuple[str, str]]:
    """The plain files among them: no link, no repository within."""
    return {path: entry for path, entry in entries.items() if entry[0] in _PLAIN}


def blob(git: Git, data: bytes) -> tuple[str, str]:
    """Keep a file's bytes; its mode and object."""
    answer = git.run("hash-object", "-w", "--stdin", stdin=data).stdout
    return FILE, answer.decode("ascii").strip()


def blob_name(data: bytes) -> str:
    """The object that a file's bytes would be."""
    head = b"blob %d\0" % len(data)
    return sha1(head + data, usedforsecurity=False).hexdigest()


def contents(git: Git, name: str, limit: int) -> bytes:
    """The bytes of one object. Raises `OutputTooLarge`."""
    from store import git_objects  # it needs this module

    return git_objects.contents(git, "blob", name, limit)


def tree(git: Git, entries: Entries) -> str:
    """The tree of these files and no others."""
    with _own_index(git) as extra:
        git.run("update-index", "-z", "--index-info", stdin=_lines(entries), extra=extra)
        return git.run("write-tree", extra=extra).stdout.decode("ascii").strip()


def _lines(entries: Entries) -> bytes:
    """As `update-index --index-info` reads them."""
    lines = (f"{mode} {name}\t{path}\0" for path, (mode, name) in entries.items())
    return "".join(lines).encode("utf-8", "surrogateescape")


@contextmanager
def _own_index(git: Git) -> Iterator[Mapping[str, str]]:
    path = git.folder / ".git" / f"{INDEX}{os.getpid()}-{os.urandom(4).hex()}"
    try:
        yield {"GIT_INDEX_FILE": str(path)}
    finally:
        path.unlink(missing_ok=True)
        Path(f"{path}.lock").unlink(missing_ok=True)


def commit(git: Git, tree_name: str, parents: Sequence[str], message: str, by: Making) -> str:
    """Keep a commit that no reference names yet; its id. Raises `BadName`.

    Raises what `store.signing` raises where it is to be signed and can't be.
    """
    words = [word for parent in parents for word in ("-p", parent)]
    extra = by.variables()
    if by.key is not None:
        words.append(f"-S{by.key.path}")
        extra = {**extra, **by.key.variables()}
    answer = git.run(
        "commit-tree",
        tree_name,
        *words,
        "-F",
        "-",
        stdin=message.encode("utf-8"),
        extra=extra,
        allowed=(0,) if by.key is None else range(256),
    )
    if answer.returncode != 0 and by.key is not None:
        raise by.key.failure(answer)
    return answer.stdout.decode("ascii").strip()


def tag(git: Git, name: str, commit_id: str, key: "SigningKey | None" = None) -> str:
    """Keep an annotated tag of a commit: its committer, its moment, its words. The tag's object.

    The same commit always gives the same tag: one that a crash left out is made again as it was.
    """
    from store import git_objects  # as above

    raw = git_objects.contents(git, "commit", commit_id)
    head, _, words = raw.partition(b"\n\n")
    (who,) = [line for line in head.split(b"\n") if line.startswith(b"committer ")]
    about = f"object {commit_id}\ntype commit\ntag {name}\n".encode()
    made = about + who.replace(b"committer ", b"tagger ", 1) + b"\n\n" + words
    if key is not None:
        made += key.sign(made)
    return git.run("mktag", stdin=made).stdout.decode("ascii").strip()


def move(git: Git, moves: Sequence[tuple[str, str, str | None]], by: Making) -> None:
    """Let references name other commits, all of them or none: (name, new, old; None: not there).

    Raises `HistoryBusy` where one is not what it was.
    """
    lines = "".join(f"update {name} {new} {old or _NOTHING}\n" for name, new, old in moves)
    _patiently(git, "update-ref", "--stdin", stdin=lines.encode("ascii"), extra=by.variables())


def tell_index(git: Git, entries: Entries, gone: Sequence[str]) -> None:
    """Let the folder's own index know these files, and no longer those that are gone.

    What else is staged stays staged.
    """
    told = {**dict.fromkeys(gone, ("0", _NOTHING)), **entries}
    _patiently(git, "update-index", "-z", "--index-info", stdin=_lines(told))


def _patiently(git: Git, *args: str, stdin: bytes, extra: Mapping[str, str] | None = None) -> None:
    result = git.patiently(*args, stdin=stdin, extra=extra)
    if result.returncode != 0:
        raise explained(git.folder, result)


def is_within(git: Git, commit_id: str, branch: str) -> bool:
    """Whether a commit is part of a branch's history."""
    result = git.run("merge-base", "--is-ancestor", commit_id, branch, allowed=(0, 1))
    return result.returncode == 0


def commit_adding(git: Git, branch: str, path: str) -> str | None:
    """The commit of a branch that brought a file in; None where none did."""
    answer = git.run(
        "log", "--no-show-signature", "--diff-filter=A", "--format=%H", branch, "--", path
    ).stdout
    commits = answer.decode("ascii").split()
    return commits[-1] if commits else None
