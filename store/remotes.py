"""One round of sharing over git's own ways: a bare folder, ssh, https.

Asked for by a person, each time. Who may enter is the business of git's own credential helpers and
of the ssh agent; we ask for no password and keep none. What was refused because a colleague was
faster is fetched, joined and tried again. No hook runs on this computer, neither ours nor one of a
folder that serves as the remote. Source: repository-format.md, 'How it travels', last section.
"""

import os
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from model.light import dataclass
from model.text import shown_line
from store import arrivals, git_settings
from store.arrivals import FROM, JOINED, MAIN, RECORD, REMOTE
from store.git import Git
from store.git_environment import program, reaching
from store.git_safety import read_small
from store.processes import ProgramHung, Result
from store.record_again import SENT
from store.record_branch import ASIDE
from store.record_meeting import Theirs, sent_within
from store.remote_failures import (
    BadRemote,
    FolderNotThere,
    NoAnswer,
    NoRemote,
    OthersFaster,
    turned_away,
    why,
)
from store.rounds import Check, Merge, Round, Synced, alone, join_tips, travelling
from store.travel import CHECKED, PATIENCE, QUIET_FETCH
from store.typed_path import is_folder, is_there, typed_path

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
    (f"{SENT}*", "sent*"),
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
    return _remote(known.get(wanted, wanted), git.folder if wanted in known else Path.cwd())


def remote_at(address: str) -> Remote:
    """The remote at an address. Raises `BadRemote`, `FolderNotThere`."""
    return _remote(address, Path.cwd())


def _remote(url: str, base: Path) -> Remote:
    if _SCHEME.match(url) or (_AT_HOST.fullmatch(url) and not is_there(Path(url))):
        if not git_settings.harmless("remote.x.url", url):
            raise BadRemote(remote=url)
        return Remote(url, url.startswith("file:"))
    folder = base / typed_path(url)
    if is_folder(folder):
        return Remote(str(folder.resolve()), is_folder=True)
    is_path = url.startswith(("/", "~", ".")) or (os.sep in url and "::" not in url)
    raise (FolderNotThere if is_path else BadRemote)(remote=url)


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


def sync(
    desk: "Desk",
    remote: Remote,
    hand: "Hand",
    merge: Merge,
    *,
    check: Check = arrivals.check_arrival,
) -> Synced:
    """One round: fetch, join, push; again where a colleague was faster.

    Raises the family `RemoteFailure`, `SharingNow`, and what joining raises.
    """
    now = Round(desk, hand, merge, check)
    with alone(desk.git):
        for _ in range(TRIES):
            fetch(now, remote)
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


def fetch(now: Round, remote: Remote) -> None:
    """Get what the remote has under references of ours. Raises what `remote_failures.why` makes."""
    top = f"{FROM}{remote.key}/newest/"
    result = _reach(
        now,
        remote,
        *CHECKED,
        *QUIET_FETCH,
        *_on_this_computer(remote, "upload-pack"),
        "--",
        remote.url,
        *(f"+{there}:{top}{here}" for there, here in _WANTED),
    )
    if result.returncode != 0:
        raise why(now.git.folder, remote.name, result)


def _join(now: Round, remote: Remote) -> None:
    known = arrivals.noted(now.git)
    top = f"{FROM}{remote.key}/newest/"
    main, record = known.get(f"{top}main"), known.get(f"{top}record")
    tips = {"main": main, "record": record, "sent": known.get(f"{top}sent")}
    if tips == {what: known.get(f"{JOINED}{remote.key}/{what}") for what in tips}:
        return
    tags = {
        key.removeprefix(f"{top}tags/"): tip
        for key, tip in known.items()
        if key.startswith(f"{top}tags/")
    }
    theirs = None
    if record is not None:
        theirs = Theirs(tip=record, tags=tags, name=remote.name, sent=tips["sent"], is_first=True)
    join_tips(now, main, theirs, remote.name)
    now.note({f"{JOINED}{remote.key}/{what}": tip for what, tip in tips.items() if tip is not None})


def _push(now: Round, remote: Remote) -> int | None:
    """Push what the remote does not have. How many references; None: somebody was faster."""
    known = arrivals.noted(now.git)
    top = f"{FROM}{remote.key}/newest/"
    short = {MAIN: "main", RECORD: "record", SENT: "sent"}
    new = [
        name
        for name, tip in {**travelling(now.git), **_sent(now.git, known.get(f"{top}sent"))}.items()
        if known.get(top + short.get(name, name.removeprefix("refs/"))) != tip
    ]
    if not new:
        return 0
    forced = _replacing(known, top, new)
    if SENT in new:
        forced[SENT] = known.get(f"{top}sent", "")
    result = _reach(
        now,
        remote,
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
    lines = [line for line in said.splitlines() if line.startswith("!")]
    if not lines:
        raise why(now.git.folder, remote.name, result)
    if all(_FASTER.search(line) for line in lines):
        return None
    if all(f"\t{SENT}:" in line for line in lines):
        return len(new) - 1  # a server that keeps branches and marks only: the rest is there
    raise turned_away(remote.name, lines, result)


def _sent(git: Git, there: str | None) -> dict[str, str]:
    """What was sent to the NSO, where that is part of the record and not known there."""
    sent = git.reference(SENT)
    if sent is None or sent == there or sent_within(git, sent, RECORD) is None:
        return {}
    return {SENT: sent}


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


def _reach(now: Round, remote: Remote, *words: str) -> Result:
    git = now.git
    try:
        return git.run(*words, env=reaching(git.folder), allowed=range(256), timeout=PATIENCE)
    except ProgramHung:
        raise NoAnswer(remote=remote.name) from None
