"""One round of sharing over git's own ways: a bare folder, ssh, https.

Asked for by a person, each time. Who may enter is the business of git's own credential helpers and
of the ssh agent; we ask for no password and keep none. What was refused because a colleague was
faster is fetched, joined and tried again. No hook runs on this computer, neither ours nor one of a
folder that serves as the remote. Source: repository-format.md, 'How it travels', last section.
"""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from model.light import dataclass
from model.messages import N_, Failure, Refusal
from model.text import shown_line
from store import arrivals, git_settings
from store.arrivals import FROM, JOINED, MAIN, RECORD, REMOTE
from store.git import Git
from store.git_answers import explained
from store.git_environment import program, reaching
from store.git_safety import read_small
from store.processes import Result
from store.record_branch import ASIDE
from store.record_meeting import Theirs
from store.rounds import Merge, Round, Synced, alone, join_tips, travelling
from store.travel import CHECKED, PATIENCE, QUIET_FETCH

if TYPE_CHECKING:
    from store.desk import Desk, Hand

TRIES = 5
"""How often a push is tried that colleagues were faster than."""
_SETTINGS_LIMIT = 256 * 1024
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_AT_HOST = re.compile(r"[A-Za-z0-9][\w.@-]+:(?!\\).*")
_WANTED = (
    # A pattern, because a branch that is not there yet is no error then.
    ("refs/heads/mai*", "mai*"),
    ("refs/heads/recor*", "recor*"),
    ("refs/tags/submission/*", "tags/submission/*"),
    ("refs/tags/decision/*", "tags/decision/*"),
)
_HARMLESS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.alternateRefsCommand=false",
    "receive.autoGc=false",
    "gc.auto=0",
)
_FASTER = re.compile(
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to (update|lock)"
    r"|incorrect old value|already exists",
)


class RemoteFailure(Failure):
    """Base of what keeps a remote from being reached; nothing is lost."""

    kind: ClassVar[Refusal] = "environment"


class NoRemote(RemoteFailure):
    """None was named, and the application knows none."""

    kind = "usage"
    text = N_("It is not known with whom '{path}' is to be shared.")
    remedy = N_(
        "Name a folder that you share: labelmap sync FOLDER --via SHARED-FOLDER. Or, if you know "
        "git, a remote: --remote ADDRESS."
    )


class BadRemote(RemoteFailure):
    """An address that git could take for something else."""

    kind = "usage"
    text = N_("“{remote}” is no address with which an application can be shared.")
    remedy = N_("Take an address of https or ssh, or a folder that is there.")


class AsksForPassword(RemoteFailure):
    """The remote wants to know who is there, and git knows no answer."""

    text = N_("“{remote}” asks who you are, and this computer has no answer stored.")
    remedy = N_(
        "Labelmap never asks for passwords. Let git remember it once: run 'git ls-remote {remote}' "
        "in a terminal and answer there, with a credential helper or an ssh key set up. Your "
        "changes are safe here meanwhile."
    )


class UnknownHost(RemoteFailure):
    """ssh does not know the other computer yet."""

    text = N_("This computer does not know yet whether “{remote}” is the one that it says it is.")
    remedy = N_("Connect to it once in a terminal (git ls-remote {remote}) and look at its key.")


class NotReached(RemoteFailure):
    """No network, no such host, no such repository."""

    text = N_("“{remote}” could not be reached: {detail}")
    remedy = N_("Your changes are safe here. Check the address and the network, and try again.")


class NotForSharing(RemoteFailure):
    """A remote that has files of its own."""

    text = N_("“{remote}” is somebody's own folder and takes nothing in.")
    remedy = N_("Share over a folder that was made for it: git init --bare FOLDER.")


class RemoteRefused(RemoteFailure):
    """The other side says no, and means it."""

    text = N_("“{remote}” did not take your changes: {detail}")
    remedy = N_("They are safe here. Ask whoever looks after it.")


class OthersFaster(RemoteFailure):
    """Each time somebody else was faster."""

    kind = "no"
    text = N_(
        "Colleagues are sharing over “{remote}” at this very moment; it is not your turn yet."
    )
    remedy = N_("What they did is here already. Share once more in a moment.")


@dataclass(frozen=True, slots=True)
class Remote:
    """Where to."""

    url: str
    is_folder: bool
    """Whether git would run on this computer for it."""

    @property
    def key(self) -> str:
        """What is noted of it stands under this name."""
        return f"{REMOTE}{sha256(self.url.encode()).hexdigest()[:16]}"

    @property
    def name(self) -> str:
        """The address without a password that may stand in it."""
        return re.sub(r"(?<=://)[^/@]*@", "", shown_line(self.url))


def remote_of(git: Git, wanted: str | None) -> Remote:
    """The remote that a person named, by a name of the application's settings or by its address.

    None: `origin`, else the only one. Raises `NoRemote`, `BadRemote`.
    """
    known = _configured(git)
    if wanted is None:
        if not known or ("origin" not in known and len(known) > 1):
            raise NoRemote(path=str(git.folder))
        wanted = "origin" if "origin" in known else next(iter(known))
    url = known.get(wanted, wanted)
    if _SCHEME.match(url) or (_AT_HOST.fullmatch(url) and not Path(url).exists()):
        if not git_settings.harmless("remote.x.url", url):
            raise BadRemote(remote=url)
        return Remote(url, url.startswith("file:"))
    folder = (git.folder if wanted in known else Path.cwd()) / Path(url).expanduser()
    if not folder.is_dir():
        raise BadRemote(remote=url)
    return Remote(str(folder.resolve()), is_folder=True)


def _configured(git: Git) -> dict[str, str]:
    data = read_small(git.folder, git.folder / ".git/config", _SETTINGS_LIMIT) or b""
    settings = git_settings.plain_settings(data)
    if settings is None:
        settings = git_settings.parse_settings(git.folder, data)
    return {
        key.removeprefix("remote.").removesuffix(".url"): value
        for key, value in settings
        if key.startswith("remote.") and key.endswith(".url")
    }


def sync(desk: "Desk", remote: Remote, hand: "Hand", merge: Merge) -> Synced:
    """One round: fetch, join, push; again where a colleague was faster.

    Raises the family `RemoteFailure`, `SharingNow`, and what joining raises.
    """
    now = Round(desk, hand, merge)
    with alone(desk.git):
        for _ in range(TRIES):
            _fetch(now, remote)
            _join(now, remote)
            pushed = _push(now, remote)
            if pushed is not None:
                return Synced(
                    changed=now.changed,
                    conflicts=tuple(dict.fromkeys(now.conflicts)),
                    written=pushed,
                    notices=tuple(now.notices),
                )
    raise OthersFaster(remote=remote.name)


def _fetch(now: Round, remote: Remote) -> None:
    top = f"{FROM}{remote.key}/newest/"
    result = _reach(
        now.git,
        *CHECKED,
        *QUIET_FETCH,
        *_on_this_computer(remote, "upload-pack"),
        "--",
        remote.url,
        *(f"+{there}:{top}{here}" for there, here in _WANTED),
    )
    if result.returncode != 0:
        raise _refused(now.git, remote, result)


def _join(now: Round, remote: Remote) -> None:
    known = arrivals.noted(now.git)
    top = f"{FROM}{remote.key}/newest/"
    main, record = known.get(f"{top}main"), known.get(f"{top}record")
    joined = {what: known.get(f"{JOINED}{remote.key}/{what}") for what in ("main", "record")}
    if {"main": main, "record": record} == joined:
        return
    tags = {
        key.removeprefix(f"{top}tags/"): tip
        for key, tip in known.items()
        if key.startswith(f"{top}tags/")
    }
    theirs = None
    if record is not None:
        theirs = Theirs(tip=record, tags=tags, name=remote.name, is_first=True)
    join_tips(now, main, theirs, remote.name)
    now.note(
        {
            f"{JOINED}{remote.key}/{what}": tip
            for what, tip in (("main", main), ("record", record))
            if tip is not None
        }
    )


def _push(now: Round, remote: Remote) -> int | None:
    """Push what the remote does not have. How many references; None: somebody was faster."""
    known = arrivals.noted(now.git)
    top = f"{FROM}{remote.key}/newest/"
    short = {MAIN: "main", RECORD: "record"}
    new = [
        name
        for name, tip in travelling(now.git).items()
        if known.get(top + short.get(name, name.removeprefix("refs/"))) != tip
    ]
    if not new:
        return 0
    forced = _replacing(known, top, new)
    result = _reach(
        now.git,
        "push",
        "--porcelain",
        "--no-verify",
        "--no-signed",
        "--no-follow-tags",
        "--recurse-submodules=no",
        *(f"--force-with-lease={name}:{tip}" for name, tip in forced.items()),
        *_on_this_computer(remote, "receive-pack"),
        "--",
        remote.url,
        *(f"{name}:{name}" for name in new),
    )
    if result.returncode == 0:
        return len(new)
    said = result.stdout.decode("utf-8", "replace")
    turned_away = [line for line in said.splitlines() if line.startswith("!")]
    if not turned_away:
        raise _refused(now.git, remote, result)
    if any("checked out" in line for line in turned_away):
        raise NotForSharing(remote=remote.name)
    if all(_FASTER.search(line) for line in turned_away):
        return None
    raise RemoteRefused(remote=remote.name, detail=shown_line(turned_away[0].rpartition("\t")[2]))


def _replacing(known: Mapping[str, str], top: str, new: Sequence[str]) -> dict[str, str]:
    """What is to be replaced there, and only as it was when we looked: what the NSO had first.

    The record stands so that what was sent is part of it; what gave way is kept here
    (`store.record_meeting`).
    """
    theirs = known.get(f"{top}record")
    if RECORD not in new or theirs is None or f"{ASIDE}{theirs}" not in known:
        return {}
    marks = {name: known.get(f"{top}{name.removeprefix('refs/')}") for name in new}
    found = {name: tip for name, tip in marks.items() if tip and name.startswith("refs/tags/")}
    return {RECORD: theirs, **found}


def _on_this_computer(remote: Remote, what: str) -> list[str]:
    """For a folder git runs there too, on this computer: without what that folder would start."""
    if not remote.is_folder:
        return []
    quoted = "'" + program().replace("'", "'\\''") + "'"
    settings = " ".join(f"-c {one}" for one in _HARMLESS)
    return [f"--{what}={quoted} {settings} {what}"]


def _reach(git: Git, *words: str) -> Result:
    return git.run(*words, env=reaching(git.folder), allowed=range(256), timeout=PATIENCE)


def _refused(git: Git, remote: Remote, result: Result) -> Failure:
    """What keeps us out, from what git and ssh said."""
    said = result.stderr.decode("utf-8", "replace")
    lines = [line for line in said.splitlines() if line.strip() and "hint:" not in line]
    detail = shown_line(next((one for one in lines if "fatal:" in one), (lines or [""])[0]))
    if re.search(
        r"could not read (Username|Password)|Authentication failed|terminal prompts", said
    ):
        return AsksForPassword(remote=remote.name)
    if "Host key verification failed" in said:
        return UnknownHost(remote=remote.name)
    if re.search(r"Permission denied \((publickey|password)", said):
        return AsksForPassword(remote=remote.name)
    if re.search(r"fsck error|No space left|\.lock'", said):
        return explained(git.folder, result)
    return NotReached(remote=remote.name, detail=detail.removeprefix("fatal: "))
