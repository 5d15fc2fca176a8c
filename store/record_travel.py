"""School and NSO without a common server: `record` and its tags in one file, and back.

What one side has not sent yet is put on top of what arrives, made and signed anew by whom it is.
Where both had sent, the NSO's order stands: the school puts its own on top, the NSO says so and
waits. An act of the other side that is no longer in what it sends is never dropped: then both
versions are kept, and it is said. Source: repository-format.md, 'Two histories in one repository'.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from model.light import dataclass
from model.messages import N_, Failure
from store import git_plumbing, record_branch, record_range
from store.desk import Desk, Hand
from store.git import RECORD, Git
from store.journal import Entry
from store.record_again import SENT, TAG, marked, marks, on_top, was_sent
from store.record_branch import ASIDE
from store.record_failures import NothingSubmitted
from store.record_range import RangeAct
from store.travel import (
    Look,
    NotOurFile,
    UnsafeContents,
    check_contents,
    fetch_bundle,
    look_at,
    make_bundle,
)

RECEIVED = "refs/labelmap/received"
"""The record as the other side had it, when it was taken in last: that much it has."""
_INCOMING = "refs/labelmap/incoming/"
LARGE = 20_000_000
"""Bytes beyond which many mail systems do not take a file."""


class OtherRecord(Failure):
    """A file of another school, or of a record that was begun anew."""

    text = N_("“{name}” is of another application: it does not begin as this one does.")
    remedy = N_("Nothing of it was taken in. Check from which school the file is.")


class NothingToSend(Failure):
    """The other side has everything."""

    text = N_("There is nothing to send: the other side has everything.")
    remedy = N_("Where the last file was lost, make a whole one: --whole.")


class NoRecordInFile(Failure):
    """A file of Labelmap's, but not of what school and NSO tell one another."""

    kind = "usage"
    text = N_("“{name}” is not a file between school and NSO.")
    remedy = N_("A colleague's file is taken in with: labelmap sync.")


class Outcome(StrEnum):
    """What came of a file."""

    NEW = "new"
    """A school that was not in the inbox yet."""
    FORWARD = "forward"
    """The other side's acts came on top of ours."""
    JOINED = "joined"
    """Our own acts were put on top of theirs: send them again."""
    NOTHING = "nothing"
    """All of it was here."""
    WAITS = "waits"
    """The other side did not have our acts yet: it has to put its own on top and send again."""
    REWRITTEN = "rewritten"
    """The other side's own acts are no longer in what it sent; both versions are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of one file, in one folder."""

    folder: Path
    outcome: Outcome
    acts: tuple[Entry, ...] = ()
    """What is new here."""
    lost: tuple[Entry, ...] = ()
    """Where it was rewritten: what was here and is not in the file."""
    kept: str = ""
    """Where it was rewritten: the commit that the file had."""


# Sending


def write_file(desk: Desk, hand: Hand, target: Path, *, whole: bool = False) -> Look:
    """Put the record in a file, without what the other side is known to have.

    Raises `NothingSubmitted`, `NothingToSend`, a `WriteFailure`.
    """
    git = desk.git
    with desk.working(hand):
        tip = git.reference(RECORD)
        if tip is None:
            raise NothingSubmitted
        basis = () if whole else _basis(git)
        look = make_bundle(git, target, [RECORD, *_tags_since(git, basis)], basis)
        if look is None:
            raise NothingToSend
        git_plumbing.move(git, [(SENT, tip, git.reference(SENT))], record_branch.making(desk, hand))
    return look


def _basis(git: Git) -> tuple[str, ...]:
    """What the other side has: what it sent, where that is still part of the record."""
    theirs = git.reference(RECEIVED)
    if theirs is None or not git_plumbing.is_within(git, theirs, RECORD):
        return ()
    return (theirs,)


def _tags_since(git: Git, basis: Sequence[str]) -> list[str]:
    """The tags of submissions and decisions that the other side can't have."""
    bounds = [RECORD, *(f"^{commit}" for commit in basis)]
    new = set(git.run("rev-list", *bounds).stdout.decode("ascii").split())
    return sorted(name for commit, names in marked(git).items() if commit in new for name in names)


def _references(git: Git) -> dict[str, str]:
    answer = git.run("for-each-ref", "--format=%(objectname) %(refname)").stdout
    pairs = (line.split(" ", 1) for line in answer.decode("utf-8", "replace").splitlines())
    return {name: made for made, name in pairs}


# Taking in


def look_at_record(path: Path) -> Look:
    """What a file says of itself. Raises `NoRecordInFile` and what `look_at` raises."""
    look = look_at(path)
    if RECORD not in look.references:
        known = any(name.startswith("refs/") for name in look.references)
        raise (NoRecordInFile if known else NotOurFile)(name=path.name)
    if any(name != RECORD and not TAG.fullmatch(name) for name in look.references):
        raise NoRecordInFile(name=path.name)
    return look


@contextmanager
def incoming(git: Git, look: Look, copy: Path, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The record of a file, and its tags, under names of ours; they are gone afterwards.

    Raises a `TravelFailure`, `UnsafeContents`.
    """
    into = {RECORD: f"{_INCOMING}record"}
    into |= {tag: f"{_INCOMING}{tag}" for tag in look.references if tag != RECORD}
    try:
        fetch_bundle(git, copy, into, name)
        theirs = git.run("rev-parse", "--verify", f"{into[RECORD]}^{{commit}}").stdout
        tip = theirs.decode("ascii").strip()
        check_contents(git, tip, name)
        if git.run("rev-list", "--min-parents=2", "--max-count=1", tip).stdout:
            raise UnsafeContents(name=name, path="merge")  # acts stand in one line
        yield tip, {tag: look.references[tag] for tag in into if tag != RECORD}
    finally:
        _forget(git)


def _forget(git: Git) -> None:
    there = [name for name in _references(git) if name.startswith(_INCOMING)]
    lines = "".join(f"delete {name}\n" for name in there)
    if lines:
        git.run("update-ref", "--stdin", stdin=lines.encode("utf-8"), allowed=range(256))


def first_commit(git: Git, tip: str) -> str:
    """The first commit of a record; "" where it has several, as no record has."""
    firsts = git.run("rev-list", "--max-parents=0", tip).stdout.decode("ascii").split()
    return firsts[0] if len(firsts) == 1 else ""


def meet(desk: Desk, hand: Hand, theirs: str, tags: Mapping[str, str], name: str) -> Received:
    """Let the record that arrived and the one that is here become one, as far as may be.

    Raises `OtherRecord`.
    """
    with desk.working(hand):
        found = _meet(desk, hand, theirs, tags, name)
    if found.outcome in {Outcome.NEW, Outcome.FORWARD, Outcome.JOINED}:
        with desk.working(hand):
            pass  # which lets `main` have what `record` has now
        desk.reload()
    return found


def _meet(desk: Desk, hand: Hand, theirs: str, tags: Mapping[str, str], name: str) -> Received:
    git = desk.git
    mine = git.reference(RECORD)
    if mine is None:
        every = record_range.acts(git, theirs)
        _take(desk, hand, theirs, theirs, tags)
        return _came(desk, Outcome.NEW, every)
    if git_plumbing.is_within(git, theirs, RECORD):
        # It may be a file of our own, so it says nothing of what the other side has.
        return _came(desk, Outcome.NOTHING)
    if first_commit(git, theirs) != first_commit(git, mine):
        raise OtherRecord(name=name)
    return _both(desk, hand, mine, theirs, tags)


def _both(desk: Desk, hand: Hand, mine: str, theirs: str, tags: Mapping[str, str]) -> Received:
    """Theirs has what ours has not, and perhaps ours what theirs has not."""
    git = desk.git
    ours, other = record_range.acts(git, mine, [theirs]), record_range.acts(git, theirs, [mine])
    known, there = {act.key for act in ours}, {act.key for act in other}
    new = [act for act in other if act.key not in known]
    missing = [act for act in ours if act.key not in there]
    if not ours:
        _take(desk, hand, theirs, theirs, tags)
        return _came(desk, Outcome.FORWARD, new)
    if not new:
        return _came(desk, Outcome.NOTHING)
    lost = [act for act in missing if act.is_nso_s is not desk.mirrors]
    if lost:
        return _keep_both(desk, hand, theirs, lost)
    if desk.mirrors and any(was_sent(git, act, git.reference(SENT)) for act in missing):
        return _came(desk, Outcome.WAITS, new)
    tip = on_top(desk, hand, theirs, missing, tags)
    _take(desk, hand, tip, theirs, tags)
    return _came(desk, Outcome.JOINED if missing else Outcome.FORWARD, new)


def _came(desk: Desk, outcome: Outcome, acts: Sequence[RangeAct] = ()) -> Received:
    entries = tuple(act.entry for act in acts)
    return Received(folder=desk.path, outcome=outcome, acts=entries)


def _keep_both(desk: Desk, hand: Hand, theirs: str, lost: Sequence[RangeAct]) -> Received:
    """What arrived stands under a name of its own; nothing here moves."""
    git, place = desk.git, f"{ASIDE}{theirs}"
    if git.reference(place) is None:
        git_plumbing.move(git, [(place, theirs, None)], record_branch.making(desk, hand))
    return Received(
        folder=desk.path,
        outcome=Outcome.REWRITTEN,
        lost=tuple(act.entry for act in lost),
        kept=theirs,
    )


def _take(desk: Desk, hand: Hand, tip: str, theirs: str, tags: Mapping[str, str]) -> None:
    """Let `record` be this, with the tags of its acts; a tag that stands here never moves."""
    git = desk.git
    mine = git.reference(RECORD)
    moves: list[tuple[str, str, str | None]] = [(RECORD, tip, mine)]
    if mine is not None and not _is_part(git, mine, tip):
        place = f"{ASIDE}{mine}"
        moves.append((place, mine, git.reference(place)))
    for tag, made in tags.items():
        if git.reference(tag) is None and marks(git, made, tip):
            moves.append((tag, made, None))
    moves.append((RECEIVED, theirs, git.reference(RECEIVED)))
    git_plumbing.move(git, moves, record_branch.making(desk, hand))


def _is_part(git: Git, old: str, new: str) -> bool:
    return git_plumbing.is_within(git, old, new)
