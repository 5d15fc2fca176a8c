"""What the acts of the record share: what is allowed, which day it is, what the record has now.

Each act is allowed by the one table of `model.lifecycle`, and by nothing else.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from model.lifecycle import allowed
from model.review import DecisionKind, Record, Submission
from model.standing import Standing, decision_of, standing
from store import git_objects, git_plumbing, record_branch
from store.desk import Desk, Hand
from store.git import RECORD
from store.journal import Entry
from store.record_branch import Act
from store.record_failures import NothingSubmitted, NotNow
from store.record_files import Item


def enact(desk: Desk, hand: Hand, act: Act, entries: git_plumbing.Entries) -> Entry:
    """One act more on the record, which then holds `entries`; the desk knows it at once."""
    entry = record_branch.append(desk, act, hand, entries)
    desk.take_record()
    return entry


def day_of(desk: Desk, hand: Hand) -> date:
    """The day that an act bears."""
    return hand.at.date() if hand.at is not None else desk.clock.today


def standing_for(
    desk: Desk,
    hand: Hand,
    event: str,
    *,
    on: date | None = None,
    decision: DecisionKind | None = None,
) -> Standing:
    """Where the application stands. Raises `NotNow` where the act is not allowed there."""
    country = desk.application.school.country_code
    today = day_of(desk, hand)
    where = standing(desk.application.record, desk.edition, today, country)
    refusal = allowed(
        event, hand.role, where, desk.edition, on or today, country=country, decision=decision
    )
    if refusal is not None:
        raise NotNow(refusal)
    return where


def last_round(record: Record) -> Submission:
    """The submission of which somebody can have something to say: the last one that stands.

    Raises `NothingSubmitted`.
    """
    standing_ones = [
        sent
        for sent in record.submissions
        if sent.withdrawn_on is None or decision_of(record, sent.round) is not None
    ]
    if not standing_ones:
        raise NothingSubmitted
    return max(standing_ones, key=lambda sent: sent.round)


def tip_of(desk: Desk) -> dict[str, tuple[str, str]]:
    """Everything that `record` has now."""
    if desk.git.reference(RECORD) is None:
        raise NothingSubmitted
    return git_plumbing.listing(desk.git, RECORD)


def blobs_of(desk: Desk, files: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Files kept in git's store, path to mode and object."""
    return git_objects.keep_files(desk.git, files)


def described(path: str, data: bytes) -> Item:
    """A file as a manifest names it."""
    return Item(path=path, sha256=sha256(data).hexdigest(), bytes=len(data))
