"""Taking in files between school and NSO: into an inbox, or into the school's own folder.

A school that is new in the inbox comes into a repository of ours that is put in its place when it
is whole. What can't be taken in keeps no other file out. Source: command-line.md, `receive`.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.light import dataclass
from model.messages import N_, Failure
from store import git_plumbing
from store.clock import Clock
from store.desk import Desk, Hand
from store.folder import write_failure
from store.git import RECORD, Git
from store.inbox_folder import ROOT, Inbox
from store.parts import wholes
from store.people import Person, committer
from store.record_again import SENT
from store.record_travel import (
    RECEIVED,
    Outcome,
    Received,
    first_commit,
    incoming,
    look_at_record,
    meet,
)
from store.review_desk import ReviewDesk
from store.reviewed_school import ReviewedSchool
from store.signing import signing_key
from store.travel import Look, NotWhole, WaitsForAnother, copied_here

if TYPE_CHECKING:
    from store.school_folder import SchoolFolder

_NEW = ".new-"


class NoSuchFile(Failure):
    """A file that was named is not there, or can't be read."""

    kind = "usage"
    text = N_("“{name}” can't be read: {reason}.")


class CutOff(Failure):
    """A file that is not whole, or was changed on its way."""

    kind = "usage"
    text = N_("“{name}” is damaged or cut off; nothing of it was taken in.")
    remedy = N_("Copy it once more, or ask for it again.")


class EarlierMissing(Failure):
    """A file that builds on one that never arrived."""

    kind = "usage"
    text = N_("“{name}” builds on an earlier file that was not taken in here.")
    remedy = N_("Take that one in too, or ask for a whole one: labelmap send --whole.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of one file that was named."""

    name: str
    received: Received | None = None
    failure: Failure | None = None
    namesake: bool = False
    """Whether another school of the inbox has the same name."""


def take_in(
    files: Sequence[Path],
    into: "Inbox | SchoolFolder",
    person: Person,
    clock: Clock,
    *,
    at_hand: Callable[[str, int], None] = lambda _name, _number: None,
) -> tuple[Taken, ...]:
    """Take in files, in whatever order they build on one another; one answer for each.

    `at_hand` hears the name of each that is begun, and how many were tried before it.
    """
    tried = 0

    def one(name: str, path: Path) -> Taken:
        nonlocal tried
        at_hand(name, tried)
        tried += 1
        return _one(name, path, into, person, clock)

    with wholes(files) as found:
        waiting: list[tuple[str, Path]] = []
        taken: list[Taken] = []
        for name, what in found:
            if isinstance(what, Path):
                waiting.append((name, what))
            else:
                taken.append(Taken(name=name, failure=_told(name, what)))
        while waiting:
            later: list[tuple[str, Path]] = []
            answers = [one(name, path) for name, path in waiting]
            for answer, item in zip(answers, waiting, strict=True):
                if isinstance(answer.failure, EarlierMissing):
                    later.append(item)
                else:
                    taken.append(answer)
            if len(later) == len(waiting):
                taken += [answer for answer in answers if answer.failure is not None]
                break
            waiting = later
    return tuple(taken)


def _told(name: str, error: Failure | OSError) -> Failure:
    match error:
        case WaitsForAnother():
            return EarlierMissing(name=name)
        case NotWhole():
            return CutOff(name=name)
        case Failure():
            return error
    return NoSuchFile(name=name, reason=error.strerror or type(error).__name__)


def _one(
    name: str, path: Path, into: "Inbox | SchoolFolder", person: Person, clock: Clock
) -> Taken:
    try:
        look = look_at_record(path)
        with copied_here(path) as copy:
            if isinstance(into, Inbox):
                return _into_inbox(into, copy, look, name, person, clock)
            return Taken(name=name, received=into.receive(copy, look, name, person))
    except (Failure, OSError) as error:
        return Taken(name=name, failure=_told(name, error))


# Into an inbox


def _into_inbox(
    inbox: Inbox, copy: Path, look: Look, name: str, person: Person, clock: Clock
) -> Taken:
    folder = _folder_of(inbox, look, name)
    if folder is None:
        return _new_school(inbox, copy, look, name, person, clock)
    return Taken(name=name, received=_into(folder, copy, look, name, person, clock))


def _folder_of(inbox: Inbox, look: Look, name: str) -> Path | None:
    """The school on whose record a file builds; None: it is a whole one. Raises `WaitsFor...`."""
    if not look.needs:
        return None
    folders = list(inbox.schools())
    for find in (_names, _has):
        for folder in folders:
            try:
                if find(Git(folder), look):
                    return folder
            except (Failure, OSError):
                continue
    raise WaitsForAnother(name=name)


def _names(git: Git, look: Look) -> bool:
    """Whether a reference of ours is what the file builds on: no process."""
    return any(git.reference(name) in look.needs for name in (RECORD, SENT, RECEIVED))


def _has(git: Git, look: Look) -> bool:
    asked = "".join(f"{commit}\n" for commit in look.needs).encode("ascii")
    return b" missing" not in git.run("cat-file", "--batch-check", stdin=asked).stdout


def _into(
    folder: Path, copy: Path, look: Look, name: str, person: Person, clock: Clock
) -> Received:
    desk = ReviewDesk(folder, Git(folder), clock)
    hand = Hand(person=person, role="reviewer", key=signing_key())
    with incoming(desk.git, look, copy, name) as (tip, tags):
        received = meet(desk, hand, tip, tags, name)
    if received.outcome in {Outcome.FORWARD, Outcome.JOINED, Outcome.NOTHING}:
        ReviewedSchool.open(folder, clock).receipt(person)
    return received


def _new_school(
    inbox: Inbox, copy: Path, look: Look, name: str, person: Person, clock: Clock
) -> Taken:
    """A fresh repository of ours; or, where the school is here already, its own folder."""
    place = inbox.path / "schools" / f"{_NEW}{os.urandom(4).hex()}"
    try:
        place.mkdir(parents=True)
    except OSError as error:
        raise write_failure(error, place) from error
    try:
        desk = ReviewDesk(place, Git.begin(place), clock)
        hand = Hand(person=person, role="reviewer")
        with incoming(desk.git, look, copy, name) as (tip, tags):
            first = first_commit(desk.git, tip)
            known = inbox.school_of(first)
            if known is None:
                received = meet(desk, hand, tip, tags, name)
                _note_root(desk, person, first)
        if known is not None:
            return Taken(name=name, received=_into(known, copy, look, name, person, clock))
        school = desk.application.school.name
        namesakes = {_name_of(folder) for folder in inbox.schools()}
        folder = inbox.new_folder(school)
        place.rename(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    ReviewedSchool.open(folder, clock).receipt(person)
    moved = Received(folder=folder, outcome=received.outcome, acts=received.acts)
    return Taken(name=name, received=moved, namesake=school in namesakes)


def place_new(
    inbox: Inbox, copy: Path, look: Look, name: str, person: Person, clock: Clock
) -> Path:
    """A school that is known to be new, without the receipt that `receive` answers. Its folder."""
    place = inbox.path / "schools" / f"{_NEW}{os.urandom(4).hex()}"
    place.mkdir(parents=True)
    desk = ReviewDesk(place, Git.begin(place), clock)
    with incoming(desk.git, look, copy, name) as (tip, tags):
        meet(desk, Hand(person=person, role="reviewer"), tip, tags, name)
        _note_root(desk, person, first_commit(desk.git, tip))
    folder = inbox.new_folder(desk.application.school.name)
    place.rename(folder)
    return folder


def _note_root(desk: Desk, person: Person, first: str) -> None:
    by = git_plumbing.Making(author=person, committer=committer(person), at=desk.clock.now())
    git_plumbing.move(desk.git, [(ROOT, first, None)], by)


def _name_of(folder: Path) -> str:
    from store import application_files

    try:
        return application_files.read(folder).application.school.name
    except OSError:
        return ""
