"""Looks at `.git` before anything of git runs there: a folder may come from somebody else.

`check_repository` raises unless the repository is a plain one whose settings are all on a short
list of harmless ones. It starts no process where they are written as git itself writes them.
Source: repository-format.md, 'A folder from somebody else is hostile until shown otherwise'.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from store.git_environment import trusted_folders
from store.git_failures import (
    DetachedHistory,
    MergeInProgress,
    OtherBranch,
    OtherOwner,
    UnsafeFolder,
    damaged,
)

BRANCH = "main"
"""Where the diary stands."""

_CONFIG_LIMIT = 256 * 1024
_SMALL_LIMIT = 4096
_PACKED_REFS_LIMIT = 16 * 1024 * 1024

_MARKS_OF_WORK = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
}
"""What git leaves in `.git` while something is unfinished, and the command that ends it."""

_REDIRECTS = ("commondir", "config.worktree", "shallow", "gitdir")
"""Files with which a `.git` says that its parts lie elsewhere or are cut off."""
_REDIRECTS_BELOW = (
    "objects/info/alternates",
    "objects/info/http-alternates",
    "info/grafts",
    "info/sparse-checkout",
)

_AS_GIT_WRITES = frozenset(
    {
        "[core]",
        "\trepositoryformatversion = 0",
        "\tfilemode = true",
        "\tfilemode = false",
        "\tbare = false",
        "\tlogallrefupdates = true",
        "\tsymlinks = false",
        "\tignorecase = true",
        "\tprecomposeunicode = true",
        '[merge "labelmap"]',
        "\tname = Labelmap joins field by field",
        "\tdriver = labelmap merge-file %O %A %B %P",
    }
)
"""The lines of a new repository's settings, on all systems: harmless without another look."""


def check_repository(folder: Path) -> None:
    """Raise unless `folder`/.git is a plain repository that is safe to run git in.

    Raises `UnsafeFolder` (with what was found), `OtherOwner`, `BareRepository`. There must be
    a `.git`.
    """
    git_dir = folder / ".git"
    mode = git_dir.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise _unsafe(folder, ".git (symbolic link)")
    if not stat.S_ISDIR(mode):
        raise _unsafe(folder, ".git (not a folder)")
    _check_owner(folder, git_dir)
    for name in _REDIRECTS:
        if os.path.lexists(git_dir / name):
            raise _unsafe(folder, f".git/{name}")
    for name in _REDIRECTS_BELOW:
        if os.path.lexists(git_dir / name):
            raise _unsafe(folder, f".git/{name}")
    for odd, what in _oddities(git_dir):
        raise _unsafe(folder, f"{odd.relative_to(folder).as_posix()} ({what})")
    _check_replacements(folder, git_dir)
    _check_attributes(folder, git_dir)
    _check_settings(folder, git_dir)


def check_state(folder: Path) -> None:
    """Raise unless `main` is what stands in the folder, with nothing unfinished.

    Raises `MergeInProgress`, `DetachedHistory`, `OtherBranch`, `UnsafeFolder`.
    """
    git_dir = folder / ".git"
    for mark, what in _MARKS_OF_WORK.items():
        if (git_dir / mark).exists():
            raise MergeInProgress(path=str(folder), what=what)
    head = read_small(folder, git_dir / "HEAD")
    if head is None:
        raise damaged(folder, "HEAD")
    if not head.startswith(b"ref:"):
        raise DetachedHistory(path=str(folder))
    reference = head[4:].strip().decode("utf-8", "replace")
    if reference != f"refs/heads/{BRANCH}":
        raise OtherBranch(path=str(folder), branch=reference.removeprefix("refs/heads/"))


def is_bare(folder: Path) -> bool:
    """Whether the folder itself is a repository, without files beside it."""
    return (
        not os.path.lexists(folder / ".git")
        and os.path.isfile(folder / "HEAD")  # noqa: PTH113 - never raises, whatever the name
        and (folder / "objects").is_dir()
        and (folder / "refs").is_dir()
    )


def read_small(folder: Path, path: Path, limit: int = _SMALL_LIMIT) -> bytes | None:
    """A plain file of git's own, or None where there is none. Raises `UnsafeFolder` for another."""
    try:
        mode = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(mode.st_mode) or mode.st_size > limit:
        raise _unsafe(folder, path.relative_to(folder).as_posix())
    try:
        return path.read_bytes()
    except FileNotFoundError:  # taken away meanwhile
        return None


def packed_references(folder: Path) -> dict[str, str]:
    """The references that git packed into one file: name to commit."""
    data = read_small(folder, folder / ".git" / "packed-refs", _PACKED_REFS_LIMIT)
    references = {}
    for line in (data or b"").decode("utf-8", "replace").splitlines():
        commit, _, name = line.partition(" ")
        if name and not line.startswith(("#", "^")):
            references[name] = commit
    return references


def _unsafe(folder: Path, found: str) -> UnsafeFolder:
    return UnsafeFolder(path=str(folder), found=found)


def _check_owner(folder: Path, git_dir: Path) -> None:
    """Git asks who owns a repository only where it looks for one. We name ours, so we ask."""
    if not hasattr(os, "geteuid"):
        return
    us = {os.geteuid()}
    if us == {0} and os.environ.get("SUDO_UID", "").isdecimal():
        us.add(int(os.environ["SUDO_UID"]))
    if {folder.stat().st_uid, git_dir.stat().st_uid} <= us:
        return
    if not {"*", str(folder), folder.as_posix()} & set(trusted_folders()):
        raise OtherOwner(path=str(folder))


def _oddities(git_dir: Path) -> Iterator[tuple[Path, str]]:
    """What is neither file nor folder among all that git reads and writes.

    Through a symbolic link it would write outside; a pipe it would wait for.
    """
    waiting = [git_dir]
    while waiting:
        place = waiting.pop()
        # Another git at work here takes its own folders and files away again.
        with suppress(FileNotFoundError), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_symlink():
                    yield Path(entry.path), "symbolic link"
                elif not entry.is_dir(follow_symlinks=False):
                    if not entry.is_file(follow_symlinks=False) and os.path.lexists(entry.path):
                        yield Path(entry.path), "not a file"
                elif not (
                    # The objects themselves: hundreds of folders, named by hash, never rewritten.
                    place.name == "objects" and place.parent == git_dir and len(entry.name) == 2  # noqa: PLR2004 - git's own naming
                ):
                    waiting.append(Path(entry.path))


def _check_replacements(folder: Path, git_dir: Path) -> None:
    replacements = git_dir / "refs" / "replace"
    if replacements.is_dir() and any(path.is_file() for path in replacements.rglob("*")):
        raise _unsafe(folder, ".git/refs/replace")
    if any(name.startswith("refs/replace/") for name in packed_references(folder)):
        raise _unsafe(folder, ".git/packed-refs: refs/replace")


def _check_attributes(folder: Path, git_dir: Path) -> None:
    data = read_small(folder, git_dir / "info" / "attributes", _CONFIG_LIMIT) or b""
    if any(line.strip() and not line.startswith(b"#") for line in data.splitlines()):
        raise _unsafe(folder, ".git/info/attributes")


def _check_settings(folder: Path, git_dir: Path) -> None:
    data = read_small(folder, git_dir / "config", _CONFIG_LIMIT)
    if data is None:
        raise damaged(folder, "config")
    lines = data.decode("utf-8", "replace").split("\n")
    if lines[0] == "[core]" and lines[-1] == "" and _AS_GIT_WRITES.issuperset(lines[:-1]):
        return
    from store.git_settings import check_settings

    check_settings(folder, data)
