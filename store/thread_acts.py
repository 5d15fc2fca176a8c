"""A conversation about a piece of feedback: the school replies, the reviewer resolves or reopens.

What the NSO wrote stays byte for byte; an event is put at the end. Source: repository-format.md.
"""

from model.review import EventKind, Feedback
from model.text import clean
from store import git_plumbing, record_files, toml_file
from store.blobs import COPY_LIMIT
from store.desk import Desk, Hand
from store.journal import Entry
from store.record_branch import Act
from store.record_failures import NoSuchFeedback, NoWords, ThreadTooLong, ThreadUnreadable
from store.record_tools import blobs_of, day_of, enact, standing_for, tip_of


def reply(desk: Desk, hand: Hand, feedback_id: str, text: str) -> Entry:
    """Answer a piece of feedback. Raises `NoSuchFeedback`, `NoWords`, `ThreadTooLong`."""
    said = clean(text).text.strip("\n")
    if not said.strip():
        raise NoWords
    return _thread_event(desk, hand, feedback_id, "reply", said)


def addressed(desk: Desk, hand: Hand, feedback_id: str, text: str = "") -> Entry:
    """Mark a piece of feedback as addressed. Raises `NoSuchFeedback`, `ThreadTooLong`."""
    said = clean(text).text.strip("\n")
    return _thread_event(desk, hand, feedback_id, "addressed", said)


def resolve(desk: Desk, hand: Hand, feedback_id: str, text: str = "") -> Entry:
    """The reviewer's: nothing more needs doing. Raises `NoSuchFeedback`, `ThreadTooLong`."""
    return _thread_event(desk, hand, feedback_id, "resolve", clean(text).text.strip("\n"))


def reopen(desk: Desk, hand: Hand, feedback_id: str, text: str = "") -> Entry:
    """The reviewer's: it asks for an answer anew. Raises `NoSuchFeedback`, `ThreadTooLong`."""
    return _thread_event(desk, hand, feedback_id, "reopen", clean(text).text.strip("\n"))


_KINDS = {"resolve": EventKind.RESOLVED, "reopen": EventKind.REOPENED}
"""An act to what the thread calls it, where that is another word."""


def _thread_event(desk: Desk, hand: Hand, feedback_id: str, event: str, text: str) -> Entry:
    desk.look_again()
    with desk.working(hand):
        desk.commit(hand)
        piece = _feedback(desk, feedback_id)
        standing_for(desk, hand, event)
        path = f"{piece.folder}/{piece.id}.toml"
        tip = tip_of(desk)
        data = git_plumbing.contents(desk.git, tip[path][1], COPY_LIMIT)
        size = len(data) + len(text.encode("utf-8"))
        if size > toml_file.LIMIT // 2:  # room for what is written around it
            raise ThreadTooLong(bytes=size, limit=toml_file.LIMIT // 2)
        day = day_of(desk, hand)
        kind = _KINDS.get(event, event)
        after = record_files.with_event(data, path, kind, hand.person.name, day, text)
        if after is None:
            raise ThreadUnreadable(id=piece.id)
        act = Act(
            event=event,
            round=piece.round,
            says=piece.id + (f", {len(text):,} characters" if text else ""),
            step=piece.step,
            detail=piece.id,
        )
        return enact(desk, hand, act, {**tip, **blobs_of(desk, {path: after})})


def _feedback(desk: Desk, feedback_id: str) -> Feedback:
    for piece in desk.application.record.feedback:
        if piece.id == feedback_id:
            return piece
    raise NoSuchFeedback(id=feedback_id)
