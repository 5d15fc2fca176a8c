"""What colleagues' histories were taken in and joined: references of ours, beside the branches.

`refs/labelmap/from/<writer>/<part>/...` is what a writer's file holds, `refs/labelmap/joined/...`
how far it was joined. So it is known without a process that there is nothing new, and git keeps
what others build on. Nothing here moves `main` or `record`.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from model.light import dataclass
from model.messages import N_, Failure
from model.text import shown_line
from store import git_plumbing, git_safety, toml_file
from store.git import Git
from store.git_plumbing import Making
from store.record_again import SENT
from store.shapes import FORMAT, HEAD_PATH
from store.travel import check_contents

OURS = "refs/labelmap/"
FROM = f"{OURS}from/"
JOINED = f"{OURS}joined/"
TOLD = f"{OURS}sent-told"
"""What colleagues were told was sent to the NSO."""
SENDER = f"{OURS}sender"
"""A commit without files that says who wrote a file, and when."""
REMOTE = "remote-"
"""How the name begins under which a git remote is noted, as if it were a writer."""
MAIN = "refs/heads/main"
RECORD = "refs/heads/record"
_ASKED = "--format=%an%n%aI%n%(trailers:key=Labelmap-Sent,valueonly,separator=%x20)"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_TAG = re.compile(r"refs/tags/((?:submission|decision)/round-\d+(?:\.\d+)?)")


class NewerVersion(Failure):
    """A colleague's application has a format that this version does not know."""

    kind = "environment"
    text = N_("{name} works with a newer version of Labelmap than this one.")
    remedy = N_(
        "Install the newest version on this computer. Until then the changes of {name} are kept in "
        "the shared folder, and nothing of them is lost."
    )


class OtherApplication(Failure):
    """A history that has nothing in common with ours."""

    kind = "usage"
    text = N_("What {name} shares is another application, not this one.")
    remedy = N_(
        "It was left as it is. To work on that one, choose 'Join a colleague's application' on the "
        "welcome screen."
    )


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who shares this application."""

    name: str
    at: datetime
    """When the colleague's computer wrote what was taken in last, by its own clock."""
    sent: str | None = None
    """The record as it was put in a file for the NSO last, as far as the colleague knows."""


def short_name(reference: str) -> str | None:
    """What a reference of somebody else's is called below ours; None for one we have no use for."""
    known = {MAIN: "main", RECORD: "record", SENDER: "sender"}
    if reference in known:
        return known[reference]
    found = _TAG.fullmatch(reference)
    return f"tags/{found[1]}" if found is not None else None


def noted(git: Git) -> dict[str, str]:
    """Every reference of ours: name to object. Starts no process."""
    top = git.folder / ".git" / OURS.rstrip("/")
    found = {
        name: commit
        for name, commit in git_safety.packed_references(git.folder).items()
        if name.startswith(OURS)
    }
    for path in top.rglob("*"):
        if path.is_file() and not path.name.endswith(".lock"):
            data = git_safety.read_small(git.folder, path) or b""
            name = path.relative_to(git.folder / ".git").as_posix()
            found[name] = data.decode("ascii", "replace").strip()
    return found


def note(git: Git, names: Mapping[str, str | None], by: Making) -> None:
    """Let references of ours stand for other objects, whatever they were; None: remove."""
    lines = "".join(
        f"update {name} {new}\n" if new is not None else f"delete {name}\n"
        for name, new in names.items()
    )
    if lines:
        git.run("update-ref", "--stdin", stdin=lines.encode("ascii"), extra=by.variables())


def newest(known: Mapping[str, str], writer: str, parts: Iterable[str], what: str) -> str | None:
    """What a writer's files say last of `main`, `record` or `sender`."""
    for part in parts:
        commit = known.get(f"{FROM}{writer}/{part}/{what}")
        if commit is not None:
            return commit
    return None


def sender(git: Git, by: Making, copy: str) -> str:
    """A commit that says who writes, when, and what was sent to the NSO; on top of the last one.

    `copy`: under what name, which no other copy has, so that no two make the same commit.
    """
    text = f"sender\n\nLabelmap-Format: {FORMAT}\nLabelmap-Copy: {copy}\n"
    sent = git.reference(SENT)
    if sent is not None:
        text += f"Labelmap-Sent: {sent}\n"
    before = git.reference(SENDER)
    parents = [before] if before is not None else []
    return git_plumbing.commit(git, git_plumbing.tree(git, {}), parents, text, by)


def colleagues(git: Git, commits: Iterable[str]) -> tuple[Colleague, ...]:
    """Whom these senders name; who shares from two computers stands there once."""
    last: dict[str, Colleague] = {}
    for one in _named(git, tuple(sorted(set(commits)))):
        if one.name not in last or last[one.name].at < one.at:
            last[one.name] = one
    return tuple(sorted(last.values(), key=lambda one: one.at, reverse=True))


@lru_cache(maxsize=64)
def _named(git: Git, commits: tuple[str, ...]) -> tuple[Colleague, ...]:
    """A commit never says anything else."""
    if not commits:
        return ()
    answer = git.run(
        "log", "--no-walk", "--no-show-signature", "--no-mailmap", _ASKED, *commits
    ).stdout.decode("utf-8", "replace")
    lines = answer.split("\n")  # and at nothing else: a name is somebody's words
    return tuple(
        Colleague(
            shown_line(name),
            datetime.fromisoformat(at),
            sent if _COMMIT.fullmatch(sent) is not None else None,
        )
        for name, at, sent in zip(lines[::3], lines[1::3], lines[2::3], strict=False)
    )


def check_arrival(git: Git, commit: str, name: str) -> None:
    """Raise unless what arrived is a version of this application that we can read.

    `name`: whose it is. Raises `NewerVersion`, `OtherApplication`, `UnsafeContents`.
    """
    check_contents(git, commit, name)
    head = git.files_at(commit, [HEAD_PATH]).get(HEAD_PATH)
    if head is None:
        raise OtherApplication(name=name)
    tables = toml_file.parse(head, HEAD_PATH).tables or {}
    their_format = tables.get("format")
    if isinstance(their_format, int) and their_format > FORMAT:
        raise NewerVersion(name=name)
    ours = git.head()
    if ours is not None and not is_related(git, ours, commit):
        raise OtherApplication(name=name)


def is_related(git: Git, one: str, other: str) -> bool:
    """Whether two commits have a past in common."""
    return git.run("merge-base", one, other, allowed=(0, 1)).returncode == 0


def same_joined(git: Git, ours: str, theirs: str) -> bool:
    """Whether both joined the same things, each for themselves, to the same result.

    Two who join one another's work at once make two merges of one content; each would then be
    joined with the other for ever.
    """
    trees = git.run("rev-parse", f"{ours}^{{tree}}", f"{theirs}^{{tree}}").stdout.split()
    if len(trees) != 2 or trees[0] != trees[1]:  # noqa: PLR2004 - ours and theirs
        return False
    apart = git.run("rev-list", "--no-merges", "--max-count=1", f"{ours}...{theirs}").stdout
    return not apart.strip()
