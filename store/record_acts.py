"""What a school does before the NSO: submit, withdraw, record what the platform said, reply.

Each is one commit on `record`, allowed by the one table of `model.lifecycle` and by nothing else.
What the person has not recorded yet is recorded first. Which words an application is told in, the
caller knows: store knows no pages. Source: repository-format.md, 'Life of an application'.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from model import since
from model.application import DECLARATION, Application
from model.completeness import Assessment, assess
from model.lifecycle import State, allowed
from model.light import dataclass
from model.problems import Code, Problem
from model.review import DecisionKind, Feedback, Submission
from model.standing import Standing, decision_of, standing
from model.text import clean
from store import git_plumbing, record_branch, record_files, toml_file
from store.desk import Desk, Hand
from store.edition_file import EDITION_PATH
from store.folder import FileTooLarge, read_file
from store.git import RECORD
from store.journal import Entry
from store.names import slug
from store.record_branch import COPIES, COPY_LIMIT, Act
from store.record_failures import (
    DayToCome,
    DecidedHere,
    FormMissing,
    FormTooLarge,
    NoReason,
    NoSuchFeedback,
    NotComplete,
    NothingSubmitted,
    NotNow,
    NotReadableEnough,
    NotSigned,
    NoWords,
    ThreadTooLong,
    ThreadUnreadable,
    Unanswered,
)
from store.record_files import Item
from store.shapes import PATHS

FORM_LIMIT = 10_000_000
"""Bytes of a form that was downloaded from the platform."""
_ABOUT = ("README.md", ".gitattributes")

Words = Callable[[Application, Assessment, int], str]
"""The whole application in words, for a round: what `round-N.md` holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether an application may be submitted now, and what stands in the way."""

    assessment: Assessment
    missing: tuple[Problem, ...]
    """What `--incomplete` passes over."""
    unsigned: tuple[Problem, ...]
    unanswered: tuple[Problem, ...]


def readiness(assessment: Assessment) -> Readiness:
    """What stands in the way of a submission, by how it can be passed."""
    every = assessment.all_problems()
    blocking = [problem for problem in every if problem.blocks_completeness]
    return Readiness(
        assessment=assessment,
        missing=tuple(problem for problem in blocking if problem.step != DECLARATION),
        unsigned=tuple(problem for problem in blocking if problem.step == DECLARATION),
        unanswered=tuple(p for p in every if p.code is Code.FEEDBACK_UNANSWERED),
    )


def submit(desk: Desk, hand: Hand, words: Words, incomplete: str | None = None) -> Entry:
    """Submit the round in hand. Raises `NotNow`, those of `record_failures`, a `GitFailure`.

    `incomplete`: the reason to submit although something is missing; none where nothing is.
    """
    reason = clean(incomplete or "").text.strip()
    if incomplete is not None and not reason:
        raise NoReason
    desk.look_again()  # copies that somebody edited are recorded before they are replaced
    with desk.working(hand):
        desk.commit(hand)
        if any(p.blocking and p.file in {"labelmap.toml", EDITION_PATH} for p in desk.problems):
            raise NotReadableEnough
        assessment = _assessed(desk, hand)
        ready = readiness(assessment)
        _check(ready, reason)
        number, day = assessment.standing.round, _day(desk, hand)
        sent = replace(
            assessment,
            standing=replace(assessment.standing, state=State.SUBMITTED, since=day),
        )
        text = words(desk.application, sent, number).encode("utf-8", "replace")
        entries = _application_entries(desk)
        items = [_item(desk, path, name) for path, (_, name) in sorted(entries.items())]
        passed = reason if ready.missing else ""
        manifest = record_files.submission(
            number=number,
            edition=desk.edition.id,
            by=hand.person.name,
            on=day,
            files=items,
            incomplete=passed,
            missing=ready.missing,
        )
        start = f"submissions/round-{number}"
        beside = {f"{start}.toml": manifest, f"{start}.md": text}
        known = [*items, *(_described(path, data) for path, data in beside.items())]
        files = {**beside, f"{start}.sha256": record_files.sums(known)}
        done = f"{assessment.done} of {assessment.required}"
        act = Act(
            event="submit",
            round=number,
            says=f"round {number}, {f'incomplete: {done}' if passed else done}",
            tag=f"submission/round-{number}",
        )
        return _act(desk, hand, act, {**entries, **_copies(desk), **_blobs(desk, files)})


def _check(ready: Readiness, reason: str) -> None:
    if ready.assessment.refusal is not None:
        raise NotNow(ready.assessment.refusal)
    if ready.unanswered:
        raise Unanswered(ready.unanswered)
    if ready.unsigned:
        raise NotSigned(ready.unsigned)
    if ready.missing and not reason:
        raise NotComplete(ready.missing)


def withdraw(desk: Desk, hand: Hand) -> Entry:
    """Take the submission back while that may be; tag and manifest stay. Raises `NotNow`."""
    desk.look_again()
    with desk.working(hand):
        desk.commit(hand)
        where = _allowed(desk, hand, "withdraw")
        path = f"submissions/round-{where.round}-withdrawn.toml"
        data = record_files.withdrawal(hand.person.name, _day(desk, hand))
        act = Act(event="withdraw", round=where.round, says=f"round {where.round}")
        return _act(desk, hand, act, {**_tip(desk), **_blobs(desk, {path: data})})


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPlatform:
    """What happened on the official platform."""

    on: date
    decision: DecisionKind | None = None
    """None: the application was submitted there."""
    text: str = ""
    form: Path | None = None
    """The form, or the letter, as it was downloaded from there."""


def platform(desk: Desk, hand: Hand, what: OnPlatform) -> Entry:
    """Record what happened on the platform. Raises `NotNow`, those of `record_failures`."""
    text = clean(what.text).text.strip()
    desk.look_again()
    with desk.working(hand):
        desk.commit(hand)
        if what.on > _day(desk, hand):
            raise DayToCome(day=what.on)
        _allowed(desk, hand, "platform", on=what.on, decision=what.decision)
        number = _last_round(desk).round
        form, files = _form(desk, number, what)
        said: dict[str, str] = {}
        if what.decision is None:
            path = f"submissions/round-{number}-platform.toml"
            data = record_files.platform(hand.person.name, what.on, text, form)
            said = {"says": f"round {number} submitted on {what.on}", "detail": "submitted"}
        else:
            path = _decision_path(desk, number)
            data = record_files.decision(what.decision, hand.person.name, what.on, text, form)
            says = f"round {number} {what.decision} on {what.on}, taken over from the platform"
            said = {"says": says, "detail": what.decision.value}
        act = Act(event="platform", round=number, **said)
        return _act(desk, hand, act, {**_tip(desk), **_blobs(desk, {**files, path: data})})


def _decision_path(desk: Desk, number: int) -> str:
    """A later decision corrects an earlier one; that of the NSO itself only the NSO corrects."""
    record = desk.application.record
    known = decision_of(record, number)
    if known is None:
        return f"review/round-{number}/decision.toml"
    if not known.from_platform:
        raise DecidedHere(day=known.on)
    count = sum(decision.round == number for decision in record.decisions)
    return f"review/round-{number}/decision-{count + 1}.toml"


def _form(desk: Desk, number: int, what: OnPlatform) -> tuple[Item | None, Mapping[str, bytes]]:
    """The downloaded form as a file of the record. Raises `FormMissing`, `FormTooLarge`."""
    if what.form is None:
        return None, {}
    source = what.form
    try:
        data = read_file(source.parent, source.name, FORM_LIMIT)
    except FileTooLarge as error:
        size, limit = error.facts["bytes"], error.facts["limit"]
        raise FormTooLarge(path=str(source), bytes=size, limit=limit) from error
    except OSError as error:
        raise FormMissing(path=str(source)) from error
    about = what.decision.value if what.decision is not None else "form"
    suffix = slug(source.suffix, "") or "bin"
    path = f"submissions/round-{number}-platform-{about}.{suffix}"
    taken, count = _tip(desk), 1
    while path in taken:
        count += 1
        path = f"submissions/round-{number}-platform-{about}-{count}.{suffix}"
    return _described(path, data), {path: data}


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


def _thread_event(desk: Desk, hand: Hand, feedback_id: str, kind: str, text: str) -> Entry:
    desk.look_again()
    with desk.working(hand):
        desk.commit(hand)
        piece = _feedback(desk, feedback_id)
        _allowed(desk, hand, kind)
        path = f"review/round-{piece.round}/{piece.id}.toml"
        tip = _tip(desk)
        data = git_plumbing.contents(desk.git, tip[path][1], COPY_LIMIT)
        size = len(data) + len(text.encode("utf-8"))
        if size > toml_file.LIMIT // 2:  # room for what is written around it
            raise ThreadTooLong(bytes=size, limit=toml_file.LIMIT // 2)
        day = _day(desk, hand)
        after = record_files.with_event(data, path, kind, hand.person.name, day, text)
        if after is None:
            raise ThreadUnreadable(id=piece.id)
        act = Act(
            event=kind,
            round=piece.round,
            says=piece.id + (f", {len(text):,} characters" if text else ""),
            step=piece.step,
            detail=piece.id,
        )
        return _act(desk, hand, act, {**tip, **_blobs(desk, {path: after})})


def _feedback(desk: Desk, feedback_id: str) -> Feedback:
    for piece in desk.application.record.feedback:
        if piece.id == feedback_id:
            return piece
    raise NoSuchFeedback(id=feedback_id)


# What all acts share


def _act(desk: Desk, hand: Hand, act: Act, entries: git_plumbing.Entries) -> Entry:
    entry = record_branch.append(desk, act, hand, entries)
    desk.take_record()
    return entry


def _day(desk: Desk, hand: Hand) -> date:
    return hand.at.date() if hand.at is not None else desk.clock.today


def _assessed(desk: Desk, hand: Hand) -> Assessment:
    application = desk.application
    steps = since.changed_steps(desk.submitted(), application)
    return assess(application, desk.edition, _day(desk, hand), desk.problems, changed_steps=steps)


def _allowed(
    desk: Desk,
    hand: Hand,
    event: str,
    *,
    on: date | None = None,
    decision: DecisionKind | None = None,
) -> Standing:
    """Where the application stands. Raises `NotNow` where the act is not allowed there."""
    country = desk.application.school.country.strip().upper()
    today = _day(desk, hand)
    where = standing(desk.application.record, desk.edition, today, country)
    refusal = allowed(
        event, hand.role, where, desk.edition, on or today, country=country, decision=decision
    )
    if refusal is not None:
        raise NotNow(refusal)
    return where


def _last_round(desk: Desk) -> Submission:
    """The submission of which the platform can have something to say: the last one that stands."""
    record = desk.application.record
    standing_ones = [
        sent
        for sent in record.submissions
        if sent.withdrawn_on is None or decision_of(record, sent.round) is not None
    ]
    if not standing_ones:
        raise NothingSubmitted
    return max(standing_ones, key=lambda sent: sent.round)


def _application_entries(desk: Desk) -> dict[str, tuple[str, str]]:
    """What is submitted: the application's own files and the documents that it names."""
    named = {item.file for _, item in desk.application.all_evidence() if item.file}
    wanted = {*PATHS, EDITION_PATH, *_ABOUT, *(path for path in named if path[:9] == "evidence/")}
    known = git_plumbing.plain(git_plumbing.listing(desk.git, record_branch.MAIN))
    return {path: entry for path, entry in known.items() if path in wanted}


def _tip(desk: Desk) -> dict[str, tuple[str, str]]:
    """Everything that `record` has now."""
    if desk.git.reference(RECORD) is None:
        raise NothingSubmitted
    return git_plumbing.listing(desk.git, RECORD)


def _copies(desk: Desk) -> dict[str, tuple[str, str]]:
    """What earlier rounds left: submissions/ and review/."""
    if desk.git.reference(RECORD) is None:
        return {}
    return git_plumbing.listing(desk.git, RECORD, COPIES)


def _blobs(desk: Desk, files: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    return {path: git_plumbing.blob(desk.git, data) for path, data in files.items()}


def _item(desk: Desk, path: str, name: str) -> Item:
    return _described(path, git_plumbing.contents(desk.git, name, COPY_LIMIT))


def _described(path: str, data: bytes) -> Item:
    return Item(path=path, sha256=sha256(data).hexdigest(), bytes=len(data))
