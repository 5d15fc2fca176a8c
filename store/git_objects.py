"""Many objects of git's kept with one process, and many read with one.

A commit, its trees and its new files are put together here and given to git as one small pack; git
itself takes it apart, checks it and keeps each object durably. Nothing names them before a
reference is moved (`store.git_plumbing.move`).
"""

import os
import re
import stat
import zlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from hashlib import sha1
from typing import TYPE_CHECKING

from store import git_plumbing, processes
from store.git import Git
from store.git_environment import environment, program
from store.git_failures import damaged
from store.git_plumbing import Entries, Making
from store.processes import OUTPUT_LIMIT

if TYPE_CHECKING:
    import subprocess

_KINDS = {"commit": 1, "tree": 2, "blob": 3}
_HERE_AND_NOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_DOCUMENTS = "evidence"
_FOLDER = "40000"
_FILES = ("100644", "100755")
_USUAL = (b"100644", b"100755", b"120000", b"160000")
_PIECE = 1_000_000
_LARGEST_TREE = 20_000_000
"""Bytes of one folder's list."""
_LARGEST_ALONE = 2_000_000
"""Bytes of an object that is read without git."""
_FITS_MEMORY = 5_000_000
"""Bytes of files that are given to git together."""
_COMMITTED = re.compile(rb"^committer [^\n]*> (\d{1,12}) ([+-])(\d\d)([0-5]\d)$", re.MULTILINE)
_ID = re.compile(r"[0-9a-f]{40}")
_ITS_TREE = "^{tree}"
_DEEPEST = 32
"""So deep folders are looked into."""

Objects = Mapping[str, tuple[str, bytes]]
"""Name to kind and bytes."""


def named(kind: str, data: bytes) -> str:
    """The name of an object."""
    head = f"{kind} {len(data)}\0".encode("ascii")
    return sha1(head + data, usedforsecurity=False).hexdigest()


def keep(git: Git, objects: Objects) -> None:
    """Keep objects that nothing names yet."""
    pack = b"PACK" + (2).to_bytes(4) + len(objects).to_bytes(4)
    for kind, data in objects.values():
        # The head of an object in a pack: its type, and its size in groups of bits.
        size = len(data) >> 4
        head = [(_KINDS[kind] << 4) | (len(data) & 15)]
        while size:
            head[-1] |= 0x80
            head.append(size & 0x7F)
            size >>= 7
        pack += bytes(head) + zlib.compress(data)
    pack += sha1(pack, usedforsecurity=False).digest()
    # One flush to the disk for all of them, as safe as one each.
    git.run("-c", "core.fsyncMethod=batch", "unpack-objects", "-q", stdin=pack)


def keep_files(git: Git, files: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Keep the bytes of files, with one process where they are small; path to mode and object."""
    if sum(map(len, files.values())) > _FITS_MEMORY:
        return {path: git_plumbing.blob(git, data) for path, data in files.items()}
    blobs = {path: named("blob", data) for path, data in files.items()}
    if blobs:
        keep(git, {blobs[path]: ("blob", data) for path, data in files.items()})
    return {path: (git_plumbing.FILE, name) for path, name in blobs.items()}


def keep_commit(
    git: Git, entries: Entries, parents: Sequence[str], message: str, by: Making
) -> str:
    """Keep a commit of these files and no others, with its trees; its id. Raises `BadName`.

    No reference names it yet, and the files must be known to git. Raises what `store.signing`
    raises where it is to be signed and can't be.
    """
    tree, made = trees(entries)
    if by.key is not None:  # only git signs
        keep(git, made)
        return git_plumbing.commit(git, tree, parents, message, by)
    data = commit(tree, parents, message, by)
    name = named("commit", data)
    keep(git, {**made, name: ("commit", data)})
    return name


def commit_time(git: Git, name: str) -> datetime | None:
    """When a commit was made, where it is a file of its own; None where git is to be asked."""
    data = Reader(git).alone(name, _LARGEST_ALONE)
    found = _COMMITTED.search(data.partition(b"\n\n")[0]) if data is not None else None
    if found is None:
        return None
    seconds, sign, hours, minutes = found.groups()
    apart = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        zone = timezone(-apart if sign == b"-" else apart)
        return datetime.fromtimestamp(int(seconds), zone)
    except (OverflowError, ValueError, OSError):
        return None


def trees(entries: Entries) -> tuple[str, dict[str, tuple[str, bytes]]]:
    """The tree of these files: its name, and all objects that it is made of."""
    made: dict[str, tuple[str, bytes]] = {}
    return _tree(
        [(path.encode("utf-8", "surrogateescape"), at) for path, at in entries.items()], made
    ), made


def _tree(
    files: Sequence[tuple[bytes, tuple[str, str]]], made: dict[str, tuple[str, bytes]]
) -> str:
    rows: dict[bytes, tuple[str, str]] = {}
    below: dict[bytes, list[tuple[bytes, tuple[str, str]]]] = {}
    for path, at in files:
        first, slash, rest = path.partition(b"/")
        if slash:
            below.setdefault(first, []).append((rest, at))
        else:
            rows[first] = at
    for name, inner in below.items():
        rows[name] = (_FOLDER, _tree(inner, made))
    # Git's own order: a folder as if its name ended with a stroke.
    ordered = sorted(rows.items(), key=lambda row: row[0] + (b"/" if row[1][0] == _FOLDER else b""))
    data = b"".join(
        mode.encode("ascii") + b" " + name + b"\0" + bytes.fromhex(at)
        for name, (mode, at) in ordered
    )
    tree = named("tree", data)
    made[tree] = ("tree", data)
    return tree


def commit(tree: str, parents: Sequence[str], message: str, by: Making) -> bytes:
    """The bytes of a commit. Raises `BadName`."""
    told = by.variables()
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
    for role in ("AUTHOR", "COMMITTER"):
        name, email, at = (told[f"GIT_{role}_{what}"] for what in ("NAME", "EMAIL", "DATE"))
        lines.append(f"{role.lower()} {name} <{email}> {at.removeprefix('@')}")
    return ("\n".join(lines) + f"\n\n{message}").encode("utf-8")


class Reader:
    """Reads objects one after the other.

    An object that is a file of its own, as all are that were made lately, is read as git reads it,
    and held against its name; for any other there is one process of git's, which `close` ends.
    """

    def __init__(self, git: Git) -> None:
        self._folder = git.folder
        self._asked: subprocess.Popen[bytes] | None = None
        self._trees: dict[str, dict[str, tuple[str, str]]] = {}
        self.is_sure = True
        """Whether git would list the trees that were read just so: nothing in them is unusual."""

    @property
    def _process(self) -> "subprocess.Popen[bytes]":
        if self._asked is None:
            self._asked = processes.converse(
                [program(), "cat-file", "--batch"], env=environment(self._folder), cwd=self._folder
            )
        return self._asked

    def close(self) -> None:
        """End git, where it was asked."""
        if self._asked is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def read(self, name: str, limit: int) -> bytes | None:
        """The bytes of an object; None where it is not there or larger. Raises `UnsafeFolder`.

        `name`: its id, or `ID^{tree}`, the tree of a commit.
        """
        alone = self.alone(name, limit)
        if alone is not None:
            return alone if len(alone) <= limit else None
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise damaged(self._folder, "objects")
        try:
            asked.write(f"{name}\n".encode("ascii"))
            asked.flush()
        except OSError as error:
            raise damaged(self._folder, "objects") from error
        about = answers.readline().split()
        if not about:
            raise damaged(self._folder, "objects")
        if about[-1] == b"missing":
            return None
        left = int(about[-1])
        data = answers.read(left) if left <= limit else b""
        left -= len(data)
        while left > 0:
            left -= len(answers.read(min(left, _PIECE)) or bytes(left))
        answers.read(1)
        return data if int(about[-1]) <= limit else None

    def alone(self, name: str, limit: int, kind: str = "") -> bytes | None:
        """The bytes of an object (of this kind) in a file of its own; None: git is to be asked."""
        if name.endswith(_ITS_TREE):
            commit = self.alone(name.removesuffix(_ITS_TREE), _LARGEST_TREE)
            if commit is None or not commit.startswith(b"tree "):
                return None
            name = commit[5:45].decode("ascii", "replace")
        if _ID.fullmatch(name) is None:
            return None
        path = os.path.join(self._folder, ".git", "objects", name[:2], name[2:])  # noqa: PTH118 - pathlib costs more here
        try:
            # A pipe in the place of an object would be waited for.
            with open(os.open(path, _HERE_AND_NOW), "rb", buffering=0) as file:  # noqa: PTH123 - as above
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    return None
                packed = file.read(min(limit, _LARGEST_ALONE))
            data = zlib.decompressobj().decompress(packed, _LARGEST_ALONE)
        except (OSError, zlib.error):
            return None
        head, end, body = data.partition(b"\0")
        if kind and not head.startswith(f"{kind} ".encode("ascii")):
            return None
        is_whole = end and sha1(data, usedforsecurity=False).hexdigest() == name
        return body if is_whole else None

    def listing(
        self, tree: str, depth: int = 0, without: Collection[str] = ()
    ) -> dict[str, tuple[str, str]]:
        """Everything that a tree holds: path to mode and object; `without`: its own folders."""
        if tree in self._trees:
            return self._trees[tree]
        data = self.read(tree, _LARGEST_TREE) if depth < _DEEPEST else None
        self.is_sure &= data is not None
        found: dict[str, tuple[str, str]] = {}
        place = 0
        while data and place < len(data):
            end = data.find(b"\0", place)
            if end < 0 or end + 21 > len(data):
                self.is_sure = False
                break
            mode, _, name = data[place:end].partition(b" ")
            at = data[end + 1 : end + 21].hex()
            path = name.decode("utf-8", "surrogateescape")
            if mode == _FOLDER.encode("ascii") and path in without:
                pass
            elif mode == _FOLDER.encode("ascii"):
                below = self.listing(at, depth + 1)
                found.update((f"{path}/{inner}", held) for inner, held in below.items())
            else:
                self.is_sure &= mode in _USUAL
                found[path] = (mode.decode("ascii", "replace"), at)
            place = end + 21
        self._trees[tree] = found
        return found


def contents(git: Git, kind: str, name: str, limit: int = OUTPUT_LIMIT) -> bytes:
    """The bytes of one object of this kind. Raises `OutputTooLarge` and what git has against it."""
    data = Reader(git).alone(name, limit, kind)
    if data is not None and len(data) <= limit:
        return data
    return git.run("cat-file", kind, name, limit=limit).stdout


def listing(
    git: Git, revision: str, under: Sequence[str] = ()
) -> dict[str, tuple[str, str]] | None:
    """Everything that a commit has (below some folders), read without git where it can be.

    None where git is to be asked: the revision is no plain name, or a tree is unusual.
    """
    reader = Reader(git)
    try:
        return _listed(git, reader, revision, under)
    finally:
        reader.close()


def _listed(
    git: Git, reader: Reader, revision: str, under: Sequence[str]
) -> dict[str, tuple[str, str]] | None:
    if _ID.fullmatch(revision):
        commit: str | None = revision
    elif revision == "HEAD":
        commit = git.head()
    else:
        commit = git.reference(revision) if revision.startswith("refs/") else None
    if commit is None:
        return None
    wanted = tuple(f"{path.rstrip('/')}/" for path in under)
    # Documents are most of all files, and seldom asked for.
    passed = {_DOCUMENTS} if under and not any(w.startswith(_DOCUMENTS) for w in wanted) else ()
    every = reader.listing(f"{commit}^{{tree}}", without=passed)
    if not reader.is_sure:
        return None
    return {path: at for path, at in every.items() if not wanted or f"{path}/".startswith(wanted)}


def files(git: Git, revision: str, under: Sequence[str], limit: int) -> dict[str, bytes] | None:
    """The plain files below some folders, path to bytes; None: git is to be asked."""
    reader = Reader(git)
    try:
        listed = _listed(git, reader, revision, under)
        if listed is None:
            return None
        read = {
            path: reader.read(at, limit)
            for path, (mode, at) in listed.items()
            if mode.startswith("100")
        }
    finally:
        reader.close()
    # What is not there, or too large, git tells apart: a missing file is no absent one.
    found = {_decoded(path): data for path, data in read.items() if data is not None}
    return found if len(found) == len(read) else None


def _decoded(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def toml_files(git: Git, revision: str, limit: int) -> dict[str, bytes]:
    """Every TOML file that a revision has, but what is larger: path to bytes.

    Documents are passed over. One process for all: what an inbox of many schools is read with
    (issue 6, 'Scale').
    """
    reader = Reader(git)
    try:
        listed = reader.listing(f"{revision}^{{tree}}", without={_DOCUMENTS})
        read = {
            path: reader.read(at, limit)
            for path, (mode, at) in listed.items()
            if path.endswith(".toml") and mode in _FILES
        }
    finally:
        reader.close()
    return {path: data for path, data in read.items() if data is not None}
