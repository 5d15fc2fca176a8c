"""A school with two rounds and a conversation, and what a forger who knows git does to it."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from model.review import DecisionKind, FeedbackKind
from store import signing
from store.clock import Clock
from store.inbox_folder import Inbox
from store.public_keys import PublicKey, parse_key
from store.receiving import take_in
from store.reviewed_school import ReviewedSchool
from store.school_folder import SchoolFolder
from tests.nso import NELE, PIECE_ID, complete_school, words
from tests.store.school import AN, BART, PLAN, with_field

FEBRUARY = Clock.of("2023-02-08")
NO_NAMES: Mapping[str, str] = MappingProxyType({})
LATER = Clock.of("2023-02-15")
PIECE = f"review/round-1/{PIECE_ID}.toml"


def tell_story(place: Path) -> PublicKey:
    """Make `school` and `inbox`: two rounds and a conversation, signed with the key given back."""
    key = signing.make(place / "key", "nele", ask=False)
    complete_school(place / "school").submit(AN, words)
    inbox = Inbox.made_at(place / "inbox")

    def school(clock: Clock = FEBRUARY) -> SchoolFolder:
        return SchoolFolder.open(place / "school", clock)

    def nso(clock: Clock = FEBRUARY) -> ReviewedSchool:
        (folder,) = inbox.schools()
        return ReviewedSchool.open(folder, clock)

    def post(name: str, clock: Clock) -> None:
        file = place / name
        if name.startswith("s"):
            school(clock).send(file, AN)
            take_in([file], inbox, NELE, clock)
        else:
            nso(clock).send(file, NELE)
            take_in([file], school(clock), AN, clock)

    post("s1", FEBRUARY)
    nso().draft(PLAN, FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    nso().decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    post("n1", FEBRUARY)
    folder = school(LATER)
    folder.reply(PIECE_ID, "Bart.", AN)
    folder = school(LATER)
    folder.save(with_field(folder, PLAN, "Bart doet het. " * 20), BART)
    school(LATER).submit(AN, words)
    post("s2", LATER)
    nso(LATER).resolve(PIECE_ID, NELE)
    nso(LATER).decide(DecisionKind.APPROVED, "Proficiat.", NELE)
    post("n2", LATER)
    return key.public


def key_of_story(place: Path) -> PublicKey:
    """The NSO's key of a story that was told."""
    return parse_key((place / "key.pub").read_text("utf-8"))


def plumb(folder: Path, *args: str, stdin: bytes = b"", env: Mapping[str, str] = NO_NAMES) -> str:
    names = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "An Peeters"), ("EMAIL", "an@school.example"))
    }
    ran = subprocess.run(
        ["git", *args],
        cwd=folder,
        env={**os.environ, **names, **env},
        input=stdin,
        capture_output=True,
        check=True,
    )
    return ran.stdout.decode().strip()


def forged_act(  # noqa: PLR0913 - each is one side of a forgery
    folder: Path,
    changes: dict[str, bytes | None],
    event: str = "reply",
    role: str = "teacher",
    *,
    parent: str = "record",
    day: str = "2023-02-15",
    move: bool = True,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """A commit on `record` with these files changed; None removes one."""
    index = folder / ".git/forger"
    env = {
        "GIT_INDEX_FILE": str(index),
        "GIT_AUTHOR_DATE": f"{day}T23:59:59+01:00",
        "GIT_COMMITTER_DATE": f"{day}T23:59:59+01:00",
        **names,
    }
    plumb(folder, "read-tree", parent, env=env)
    for path, data in changes.items():
        if data is None:
            plumb(folder, "update-index", "--force-remove", path, env=env)
        else:
            blob = plumb(folder, "hash-object", "-w", "--stdin", stdin=data)
            plumb(folder, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=env)
    tree = plumb(folder, "write-tree", env=env)
    index.unlink()
    said = f"{event}: round 1\n\nLabelmap-Event: {event}\nLabelmap-Round: 1\n"
    said += f"Labelmap-Role: {role}\n"
    commit = plumb(folder, "commit-tree", tree, "-p", parent, "-m", said, env=env)
    if move:
        plumb(folder, "update-ref", "refs/heads/record", commit)
        merge_record(folder)
    return commit


def merge_record(folder: Path) -> None:
    """`main` takes over what `record` has, as Labelmap does it."""
    SchoolFolder.open(folder, LATER).recover(AN)


def shown(folder: Path, path: str, revision: str = "record") -> bytes:
    return plumb(folder, "show", f"{revision}:{path}").encode() + b"\n"


def as_nele() -> dict[str, str]:
    return {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Nele Jans"), ("EMAIL", "nele@nso.example"))
    }
