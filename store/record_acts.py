"""Submitting the round in hand, and taking it back.

What the person has not recorded yet is recorded first. Which words an application is told in, the
caller knows: store knows no pages. Source: repository-format.md, 'Life of an application'.
"""

from collections.abc import Callable
from dataclasses import replace

from model import since
from model.application import DECLARATION, Application
from model.completeness import Assessment, assess
from model.lifecycle import State
from model.light import dataclass
from model.problems import Code, Problem
from model.text import clean
from store import git_plumbing, record_branch, record_files
from store.blobs import Blobs
from store.desk import Desk, Hand
from store.edition_file import EDITION_PATH
from store.git import RECORD
from store.journal import Entry
from store.record_branch import COPIES, Act
from store.record_failures import (
    DraftAsBefore,
    NoReason,
    NotComplete,
    NotNow,
    NotReadableEnough,
    NotSigned,
    Unanswered,
)
from store.record_files import Item
from store.record_tools import blobs_of, day_of, described, enact, standing_for, tip_of
from store.shapes import PATHS

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
        number, day = assessment.standing.round, day_of(desk, hand)
        sent = replace(
            assessment,
            standing=replace(assessment.standing, state=State.SUBMITTED, since=day),
        )
        text = words(desk.application, sent, number).encode("utf-8", "replace")
        entries = _application_entries(desk)
        items = _items(desk, entries)
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
        known = [*items, *(described(path, data) for path, data in beside.items())]
        files = {**beside, f"{start}.sha256": record_files.sums(known)}
        done = f"{assessment.done} of {assessment.required}"
        act = Act(
            event="submit",
            round=number,
            says=f"round {number}, {f'incomplete: {done}' if passed else done}",
            tag=f"submission/round-{number}",
        )
        return enact(desk, hand, act, {**entries, **_copies(desk), **blobs_of(desk, files)})


def show_draft(desk: Desk, hand: Hand, words: Words) -> Entry:
    """Let the NSO have the application as it is now, to be given advice on (F6); nothing is locked.

    Raises `NotNow`, `DraftAsBefore`, `NotReadableEnough`, a `GitFailure`.
    """
    desk.look_again()
    with desk.working(hand):
        desk.commit(hand)
        if any(p.blocking and p.file in {"labelmap.toml", EDITION_PATH} for p in desk.problems):
            raise NotReadableEnough
        where = standing_for(desk, hand, "draft")
        record = desk.application.record
        number = max((draft.number for draft in record.drafts), default=0) + 1
        entries = _application_entries(desk)
        items = _items(desk, entries)
        shown = record.draft_shown
        if shown is not None and shown.files == tuple((i.path, i.sha256, i.bytes) for i in items):
            raise DraftAsBefore
        assessment = _assessed(desk, hand)
        start = f"submissions/draft-{number}"
        manifest = record_files.shown_draft(
            number=where.round,
            edition=desk.edition.id,
            by=hand.person.name,
            on=day_of(desk, hand),
            files=items,
        )
        text = words(desk.application, assessment, where.round).encode("utf-8", "replace")
        beside = {f"{start}.toml": manifest, f"{start}.md": text}
        known = [*items, *(described(path, data) for path, data in beside.items())]
        files = {**beside, f"{start}.sha256": record_files.sums(known)}
        done = f"{assessment.done} of {assessment.required}"
        says = f"draft {number}, before round {where.round}, {done}"
        act = Act(event="draft", round=where.round, says=says, detail=str(number))
        return enact(desk, hand, act, {**entries, **_copies(desk), **blobs_of(desk, files)})


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
        where = standing_for(desk, hand, "withdraw")
        path = f"submissions/round-{where.round}-withdrawn.toml"
        data = record_files.withdrawal(hand.person.name, day_of(desk, hand))
        act = Act(event="withdraw", round=where.round, says=f"round {where.round}")
        return enact(desk, hand, act, {**tip_of(desk), **blobs_of(desk, {path: data})})


def _assessed(desk: Desk, hand: Hand) -> Assessment:
    application = desk.application
    steps = since.changed_steps(desk.submitted(), application)
    return assess(application, desk.edition, day_of(desk, hand), desk.problems, changed_steps=steps)


def _application_entries(desk: Desk) -> dict[str, tuple[str, str]]:
    """What is submitted: the application's own files and the documents that it names."""
    named = {item.file for _, item in desk.application.all_evidence() if item.file}
    wanted = {*PATHS, EDITION_PATH, *_ABOUT, *(path for path in named if path[:9] == "evidence/")}
    known = git_plumbing.plain(git_plumbing.listing(desk.git, record_branch.MAIN))
    return {path: entry for path, entry in known.items() if path in wanted}


def _copies(desk: Desk) -> dict[str, tuple[str, str]]:
    """What earlier rounds left: submissions/ and review/."""
    if desk.git.reference(RECORD) is None:
        return {}
    return git_plumbing.listing(desk.git, RECORD, COPIES)


def _items(desk: Desk, entries: git_plumbing.Entries) -> list[Item]:
    """What a manifest says of these files."""
    blobs = Blobs(desk.git)
    blobs.fetch(name for _, name in entries.values())
    facts = {path: blobs.facts(name) for path, (_, name) in sorted(entries.items())}
    return [
        Item(path=path, sha256=digest, bytes=size)
        if digest
        else described(path, blobs.all_of(entries[path][1]))
        for path, (digest, size) in facts.items()
    ]
