"""A history as one file (a git bundle): making one, looking at one, taking one in.

What is taken in is somebody else's until it was looked at: its size is bounded, git checks every
object, and its references land where we say and nowhere else. Nothing of it is joined here.
Source: repository-format.md, 'How it travels' and the last section.
"""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from model.light import dataclass
from model.messages import N_, Failure
from store.git import Git
from store.git_answers import explained
from store.names import is_portable
from store.processes import Result

SUFFIX = ".labelmap"
"""How the names of such files end."""
FILE_LIMIT = 2_000_000_000
"""Bytes of a file that is taken in."""
DOCUMENT_LIMIT = 100_000_000
"""Bytes of one document in what is taken in."""
PATIENCE = 900.0
"""Seconds that taking in a large file may last."""
_HEAD_LIMIT = 256 * 1024
_SIGNATURES = (b"# v2 git bundle", b"# v3 git bundle")
_REFERENCE = re.compile(r"([0-9a-f]{40}) (refs/\S+)")
_NEEDED = re.compile(r"-([0-9a-f]{40})(?: .*)?", re.DOTALL)
_FEW = 256 * 1024
"""Bytes up to which objects are kept one by one, as if they were made here; else as they come."""
_INTO_ITS_OWN = ("unpack-objects", "-q", "--strict")
_AS_A_PACK = ("index-pack", "--stdin", "--fix-thin", "--strict", f"--max-input-size={FILE_LIMIT}")
CHECKED = ("-c", "transfer.fsckObjects=true", "-c", "fetch.unpackLimit=200")
QUIET_FETCH = (
    "fetch",
    "--quiet",
    "--force",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
    "--no-recurse-submodules",
)
_KEPT_DOTS = frozenset({".gitattributes", ".gitignore"})


class TravelFailure(Failure):
    """Base of what keeps a file from being taken in; nothing of it was."""

    kind = "usage"


class NotOurFile(TravelFailure):
    """A file that no Labelmap wrote."""

    text = N_("“{name}” is no file of Labelmap.")
    remedy = N_("It was left as it is, and nothing of it was taken in.")


class NotWhole(TravelFailure):
    """A file that is cut off, damaged, or still being copied."""

    text = N_("“{name}” is not whole: it is still being copied, or it was cut off.")
    remedy = N_(
        "Labelmap tries again by itself. If it stays so, let whoever it is from share once more."
    )


class FileTooHeavy(TravelFailure):
    """More than is ever taken in."""

    text = N_("“{name}” is too large to be taken in: {bytes} bytes.")
    remedy = N_("Ask whoever it is from what it holds.")


class WaitsForAnother(TravelFailure):
    """A file that builds on another one, which is not here."""

    text = N_("“{name}” builds on another file, which is not here yet.")
    remedy = N_("Labelmap tries again by itself, once the other file has arrived.")


class UnsafeContents(TravelFailure):
    """What is in it could write where it should not."""

    text = N_("“{name}” holds something that no application has: “{path}”. It was not taken in.")
    remedy = N_("Ask whoever it is from where it comes from.")


@dataclass(frozen=True, slots=True)
class Look:
    """What a file says of itself, before anything of it is taken in."""

    references: Mapping[str, str]
    """Full name to object."""
    needs: tuple[str, ...]
    """The commits on which it builds."""
    bytes: int
    head: int
    """Bytes before the objects begin."""


def look_at(path: Path) -> Look:
    """The head of a file. Raises `NotOurFile`, `NotWhole`, `FileTooHeavy`, and `OSError`."""
    with path.open("rb") as file:
        size = path.stat().st_size
        data = file.read(_HEAD_LIMIT)
    if not data.strip(b"\0"):
        raise NotWhole(name=path.name)  # what a drive puts there until the file itself arrives
    if not data.startswith(_SIGNATURES):
        cut = any(line.startswith(data) for line in _SIGNATURES)
        raise NotWhole(name=path.name) if cut else NotOurFile(name=path.name)
    if size > FILE_LIMIT:
        raise FileTooHeavy(name=path.name, bytes=size)
    head, end, _ = data.partition(b"\n\n")
    if not end:
        raise NotWhole(name=path.name)
    references, needs = {}, []
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        if found := _REFERENCE.fullmatch(line):
            references[found[2]] = found[1]
        elif found := _NEEDED.fullmatch(line):
            needs.append(found[1])
        elif not line.startswith("@object-format=sha1"):
            raise NotOurFile(name=path.name)
    return Look(references, tuple(needs), size, len(head) + 2)


def make_bundle(
    git: Git, path: Path, references: Sequence[str], basis: Sequence[str] = ()
) -> Look | None:
    """Write these references into a file, without what the commits of `basis` have already.

    `path` is on this computer and not there yet. None where there is nothing new to write.
    """
    asked = "".join(f"{name}\n" for name in references) + "".join(f"^{one}\n" for one in basis)
    result = git.run(
        "bundle",
        "create",
        "--quiet",
        str(path),
        "--stdin",
        stdin=asked.encode("utf-8"),
        allowed=range(256),
        timeout=PATIENCE,
    )
    if b"empty bundle" in result.stderr:
        return None
    if result.returncode != 0:
        raise explained(git.folder, result)
    return look_at(path)


@contextmanager
def copied_here(path: Path) -> Iterator[Path]:
    """The file as it is at this moment, where nobody can change it while it is read."""
    with TemporaryDirectory(prefix="labelmap-") as folder:
        copy = Path(folder, "travel.bundle")
        shutil.copyfile(path, copy)
        yield copy


def fetch_bundle(git: Git, path: Path, into: Mapping[str, str], name: str = "") -> None:
    """Take a file's references in under other names: `into`, name there to name here.

    The names here are ours to choose, so nothing that stands under another one moves. git holds
    each object against its rules first (`git fetch` of a bundle would not, before 2.46). `name`:
    what the file is called to the person. Raises a `TravelFailure`.
    """
    called = name or path.name
    look = look_at(path)
    if not into:
        return
    _check_needs(git, look, called)
    small = look.bytes <= _FEW
    with path.open("rb", buffering=0) as source:
        source.seek(look.head)
        result = git.run(
            *(_INTO_ITS_OWN if small else _AS_A_PACK),
            source=source,
            allowed=range(256),
            timeout=PATIENCE,
        )
    if result.returncode != 0:
        raise _refused(git, result, called)
    lines = "".join(f"update {here} {look.references[there]}\n" for there, here in into.items())
    result = git.run("update-ref", "--stdin", stdin=lines.encode("ascii"), allowed=range(256))
    if result.returncode != 0:  # it names what is not in it
        raise NotWhole(name=called)


def _check_needs(git: Git, look: Look, name: str) -> None:
    """Raise `WaitsForAnother` unless all is here on which a file builds."""
    if look.needs:
        asked = "".join(f"{one}\n" for one in look.needs)
        told = git.run("cat-file", "--batch-check", stdin=asked.encode("ascii")).stdout
        if any(line.endswith(b" missing") for line in told.splitlines()):
            raise WaitsForAnother(name=name)


def _refused(git: Git, result: Result, name: str) -> Failure:
    said = result.stderr
    if b"No space left" in said or b"Permission denied" in said or b"died of signal 25" in said:
        return explained(git.folder, result)
    if b"fsck error" in said or b"error: object" in said:
        return UnsafeContents(name=name, path="git")
    return NotWhole(name=name)


def check_contents(git: Git, commit: str, name: str) -> None:
    """Raise `UnsafeContents` or `FileTooHeavy` unless a commit's files may stand in a folder.

    Plain files only, with names that every system takes, none of them out of all proportion.
    """
    answer = git.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit).stdout
    for item in answer.decode("utf-8", "replace").split("\0"):
        about, tab, path = item.partition("\t")
        if not tab:
            continue
        mode, _, _, size = about.split()
        parts = path.split("/")
        dotted = [part for part in parts if part.startswith(".") and part not in _KEPT_DOTS]
        if mode not in {"100644", "100755"} or dotted or not all(map(is_portable, parts)):
            raise UnsafeContents(name=name, path=path)
        if int(size) > DOCUMENT_LIMIT:
            raise FileTooHeavy(name=name, bytes=int(size))
