"""The NSO's half of the record: a receipt, feedback, a decision; each one signed act.

What was published never changes: a decision is corrected by a further one, which says so.
Source: repository-format.md, 'Life of an application'; facts F6, F19, F20.
"""

from collections.abc import Sequence
from dataclasses import replace

from model.review import DecisionKind, Feedback
from model.standing import decision_of
from model.text import clean
from store import git_plumbing, record_files, toml_file
from store.desk import Hand
from store.git import RECORD
from store.journal import Entry
from store.public_keys import KEYS_PATH, as_file, readable_keys
from store.record_branch import Act
from store.record_failures import NothingToPublish, NotJudgeable, NoWords, OnlyADraft, TooLong
from store.record_tools import blobs_of, day_of, enact, last_round, standing_for, tip_of
from store.review_desk import ReviewDesk

Entries = dict[str, tuple[str, str]]


def receipt(desk: ReviewDesk, hand: Hand) -> Entry | None:
    """Say that the NSO has the last submission; None where it said so, or nothing is to be said."""
    with desk.working(hand):
        record = desk.application.record
        if not record.submissions:
            return None
        number = max(sent.round for sent in record.submissions)
        if any(known.round == number for known in record.receipts):
            return None
        data = record_files.receipt(hand.person.name, day_of(desk, hand))
        files = {f"review/round-{number}/receipt.toml": data}
        act = Act(event="receipt", round=number, says=f"round {number}")
        return _enact(desk, hand, act, files)


def publish(desk: ReviewDesk, hand: Hand, pieces: Sequence[Feedback]) -> Entry:
    """Let the school have these pieces. Raises `NothingToPublish`, `NotNow`."""
    with desk.working(hand):
        standing_for(desk, hand, "feedback")
        record = desk.application.record
        draft = record.draft_shown
        if draft is not None:
            number, what = draft.before_round, f"draft-{draft.number}"
        else:
            number = last_round(record).round
            what = f"round-{number}"
        files = _files_of(desk, what, pieces)
        if not files:
            raise NothingToPublish
        about = "advice on draft" if draft is not None else "round"
        says = f"{about} {what.rpartition('-')[2]}, {_count(files)}"
        detail = what if draft is not None else ""
        return _enact(
            desk, hand, Act(event="feedback", round=number, says=says, detail=detail), files
        )


def decide(
    desk: ReviewDesk,
    hand: Hand,
    kind: DecisionKind,
    text: str,
    pieces: Sequence[Feedback] = (),
) -> Entry:
    """Decide on the last submission, and publish these pieces with it.

    Raises `NotNow`, `NotJudgeable`, `NoWords`, `TooLong`.
    """
    said = clean(text).text.strip("\n")
    if not said.strip():
        raise NoWords
    _check_size(said)
    with desk.working(hand):
        if not desk.edition_known:
            raise NotJudgeable(edition=desk.application.edition)
        record = desk.application.record
        if record.draft_shown is not None:
            raise OnlyADraft
        standing_for(desk, hand, "decide", decision=kind)
        number = last_round(record).round
        files = _files_of(desk, f"round-{number}", pieces)
        says = f"round {number} {kind.value}" + (f", {_count(files)} of feedback" if files else "")
        before = decision_of(record, number)
        count = sum(decision.round == number for decision in record.decisions)
        tag = f"decision/round-{number}"
        path = f"review/round-{number}/decision.toml"
        if before is not None:
            says += f", corrects the decision of {before.on}"
            path = f"review/round-{number}/decision-{count + 1}.toml"
            own = [made for made in record.decisions if not made.from_platform]
            again = sum(made.round == number for made in own)
            tag += f".{again + 1}" if again else ""
        day = day_of(desk, hand)
        files[path] = record_files.own_decision(kind.value, hand.person.name, day, said)
        act = Act(event="decide", round=number, says=says, detail=kind.value, tag=tag)
        return _enact(desk, hand, act, files)


def _enact(desk: ReviewDesk, hand: Hand, act: Act, files: dict[str, bytes]) -> Entry:
    tip = tip_of(desk)
    own_key = _with_own_key(desk, hand)
    return enact(desk, hand, act, {**tip, **blobs_of(desk, {**files, **own_key})})


def _with_own_key(desk: ReviewDesk, hand: Hand) -> dict[str, bytes]:
    """The NSO's public keys with the one that signs, where it does not stand there yet."""
    if hand.key is None:
        return {}
    known = readable_keys(desk.git.files_at(RECORD, [KEYS_PATH]).get(KEYS_PATH, b""))
    if any(key.body == hand.key.public.body for key in known):
        return {}
    return {KEYS_PATH: as_file((*known, hand.key.public))}


def _files_of(desk: ReviewDesk, what: str, pieces: Sequence[Feedback]) -> dict[str, bytes]:
    """The files of the pieces, each with an id; one that stands there already is left out.

    `what`: they are about, `round-N` or `draft-N`.
    """
    folder = f"review/{what}"
    known = desk.application.record.feedback
    said = {_words(piece) for piece in known if piece.folder == folder}
    taken = set(git_plumbing.listing(desk.git, RECORD, [folder]))
    start = f"{what[0]}{what.rpartition('-')[2]}"
    files: dict[str, bytes] = {}
    for piece in pieces:
        if _words(piece) in said:
            continue
        place, count = f"{folder}/{start}-{piece.step or 'application'}", 1
        while f"{place}-{count}.toml" in taken:
            count += 1
        path = f"{place}-{count}.toml"
        taken.add(path)
        files[path] = record_files.piece(replace(piece, events=()))
    return files


def _words(piece: Feedback) -> tuple[object, ...]:
    return (piece.kind, piece.step, piece.field, piece.text, piece.quote, piece.by, piece.on)


def _count(files: dict[str, bytes]) -> str:
    return f"{len(files)} piece" if len(files) == 1 else f"{len(files)} pieces"


def _check_size(text: str) -> None:
    limit = toml_file.LIMIT // 2
    size = len(text.encode("utf-8"))
    if size > limit:
        raise TooLong(bytes=size, limit=limit)


def checked_text(text: str) -> str:
    """Words of a piece of feedback, cleaned. Raises `NoWords`, `TooLong`."""
    said = clean(text).text.strip("\n")
    if not said.strip():
        raise NoWords
    _check_size(said)
    return said
