"""Many objects of git's kept with one process, and the files of several commits read with one.

A commit, its trees and its new files are put together here and given to git as one small pack; git
itself takes it apart, checks it and keeps each object durably. Nothing names them before a
reference is moved (`store.git_plumbing.move`).
"""

import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha1

from store.git import Git
from store.git_plumbing import Entries, Making

_KINDS = {"commit": 1, "tree": 2, "blob": 3}
_EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The tree without a file, which git knows everywhere."""
_FOLDER = "40000"

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


def listings(git: Git, tree_names: Sequence[str]) -> list[dict[str, tuple[str, str]]]:
    """Everything that some trees hold: of each, path to mode and object."""
    asked = "".join(f"{_EMPTY} {tree}\n" for tree in tree_names).encode("ascii")
    answer = git.run("diff-tree", "-r", "-z", "--stdin", "--no-renames", stdin=asked).stdout
    found: list[dict[str, tuple[str, str]]] = []
    place = 0
    while place < len(answer):
        if answer[place : place + 1] != b":":
            place = answer.index(b"\n", place) + 1
            found.append({})
            continue
        end = answer.index(b"\0", place)
        after = answer.index(b"\0", end + 1)
        _, mode, _, name, _ = answer[place + 1 : end].decode("ascii").split()
        path = answer[end + 1 : after].decode("utf-8", "surrogateescape")
        found[-1][path] = (mode, name)
        place = after + 1
    return found
