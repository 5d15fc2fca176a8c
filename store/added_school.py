"""A school of an inbox that works without Labelmap: it applied on the platform, and we have a form.

The NSO itself begins the record, with an act of its own kind that says so; from there on the school
is like any other. What the school answers to a decision is a next form: the next round.
Source: issue 6, 'Schools without Labelmap'.
"""

import os
import shutil
from datetime import date
from pathlib import Path

from model import editions
from model.application import School
from model.edition import PeriodKind
from model.lifecycle import State
from model.messages import N_, Failure
from model.standing import standing
from model.text import clean, shown_line
from store import git_plumbing, record_files
from store.blobs import COPY_LIMIT
from store.clock import Clock
from store.desk import Hand
from store.encode import encode_value
from store.folder import write_failure
from store.git import RECORD, Git
from store.inbox_folder import ROOT, Inbox
from store.names import slug
from store.people import Person, committer
from store.platform_acts import OnPlatform, form_of
from store.readme import ATTRIBUTES, ATTRIBUTES_PATH
from store.record_branch import COPIES, Act, append
from store.record_files import Item
from store.record_tools import blobs_of, day_of, described, tip_of
from store.review_desk import ReviewDesk
from store.shapes import HEAD_PATH, SCHOOL_PATH, Head
from store.signing import SigningKey, signing_key


class NamelessSchool(Failure):
    """A school must have a name."""

    kind = "usage"
    text = N_("A school must have a name.")


class AddedAlready(Failure):
    """The form of this round is there already."""

    text = N_("“{school}” is in the inbox already.")
    remedy = N_("Its next form can be added once its application was returned: the next round.")


def add_school(
    inbox: Inbox,
    name: str,
    form: Path | None,
    person: Person,
    clock: Clock,
    *,
    key: SigningKey | None = None,
) -> Path:
    """Add a school that applied on the platform only; or its next round. Its folder.

    `key`: what is signed with, where it is not the user's own.

    Raises `NamelessSchool`, `AddedAlready`, `FormMissing`, `FormTooLarge`, a `WriteFailure`, and
    the family `GitFailure`.
    """
    said = " ".join(clean(name).text.split())
    if not said:
        raise NamelessSchool
    hand = Hand(person=person, role="reviewer", key=key or signing_key())
    known = inbox.path / "schools" / slug(said, "school")
    if known.is_dir() and (desk := _added_before(known, said, clock)) is not None:
        _add(desk, hand, form)
        return known
    place = inbox.path / "schools" / f".new-{os.urandom(4).hex()}"
    try:
        place.mkdir(parents=True)
    except OSError as error:
        raise write_failure(error, place) from error
    try:
        desk = ReviewDesk(place, Git.begin(place), clock)
        _add(desk, hand, form, said)
        folder = inbox.new_folder(said)
        place.rename(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return folder


def _added_before(folder: Path, name: str, clock: Clock) -> ReviewDesk | None:
    """The school, where it was added here before and its next round is due."""
    try:
        desk = ReviewDesk(folder, Git(folder), clock)
    except (Failure, OSError):
        return None
    application = desk.application
    if application.school.name != name or not is_added(desk.git):
        return None
    record, today = application.record, desk.clock.today
    where = standing(record, desk.edition, today, application.school.country_code)
    if where.state is not State.RETURNED:
        raise AddedAlready(school=name)
    return desk


def _edition_on(day: date) -> str:
    """The edition that one applies for on a day: the newest that has opened and is not over."""
    for known in editions.known():
        edition = editions.load(known)
        period = edition.period(PeriodKind.FIRST_SUBMISSION, "")
        opened = period is not None and period.opens is not None and period.opens <= day
        if opened and not edition.is_over(day):
            return known
    return editions.newest_not_over(day).id


def is_added(git: Git) -> bool:
    """Whether a school works without Labelmap: its record has no answers, only forms."""
    return git.reference(RECORD) is not None and not git_plumbing.listing(git, RECORD, ["answers"])


def _add(desk: ReviewDesk, hand: Hand, form: Path | None, name: str = "") -> None:
    day = day_of(desk, hand)
    with desk.working(hand):
        begun = desk.git.reference(RECORD) is not None
        entries = tip_of(desk) if begun else {}
        number = max((sent.round for sent in desk.application.record.submissions), default=0) + 1
        edition = desk.application.edition if begun else _edition_on(day)
        files: dict[str, bytes] = {}
        if not begun:
            files[HEAD_PATH] = encode_value(HEAD_PATH, Head(edition=edition))
            files[SCHOOL_PATH] = encode_value(SCHOOL_PATH, School(name=name))
            files[ATTRIBUTES_PATH] = ATTRIBUTES
        what = OnPlatform(on=day, form=form)
        item, documents = form_of(entries, number, what)
        own = {
            path: git_plumbing.contents(desk.git, at, COPY_LIMIT)
            for path, (_, at) in entries.items()
            if path.partition("/")[0] not in COPIES
        }
        items = [described(path, data) for path, data in sorted({**own, **files}.items())]
        start = f"submissions/round-{number}"
        files |= documents
        files[f"{start}-platform.toml"] = record_files.platform(hand.person.name, day, "", item)
        beside = {
            f"{start}.toml": record_files.submission(
                number=number, edition=edition, by=hand.person.name, on=day, files=items
            ),
            f"{start}.md": _words(desk.application.school.name or name, item),
        }
        files |= beside
        items += [described(path, data) for path, data in beside.items()]
        files[f"{start}.sha256"] = record_files.sums(items)
        act = Act(
            event="add",
            round=number,
            says=f"round {number}, taken over from the platform",
            tag=f"submission/round-{number}",
        )
        append(desk, act, hand, {**entries, **blobs_of(desk, files)})
        desk.take_record()
        if not begun:
            by = git_plumbing.Making(
                author=hand.person, committer=committer(hand.person), at=desk.clock.now()
            )
            first = desk.git.reference(RECORD) or ""
            git_plumbing.move(desk.git, [(ROOT, first, None)], by)
    with desk.working(hand):
        pass  # the folder then shows what the record has


def _words(school: str, form: Item | None) -> bytes:
    """What stands where a school's own words would: where the application is."""
    where = f"`{form.path}`" if form is not None else "the platform"
    said = shown_line(school)
    return f"# {said}\n\nThis school applied on the platform. See {where}.\n".encode()
