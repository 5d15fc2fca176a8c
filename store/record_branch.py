"""The branch `record`, added to: one formal act is one commit, and then `main` takes it over.

The act comes first, the branch and its tag in one move; then the copies in the folder, then the
index, then `main`. Wherever that was cut off, `take_over` ends it before anything else is written.
Nothing of the diary becomes part of `record`: its first commit has no parent.
Source: repository-format.md, 'Two histories in one repository'.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from model.light import dataclass
from model.messages import N_, Failure, Message
from store import git_objects, git_plumbing, journal
from store.blobs import COPY_LIMIT, Blobs
from store.folder import NotAFile, UnsafePath, atomic_write, read_file, safe_path
from store.git import RECORD, Git
from store.git_plumbing import Making
from store.journal import Entry, as_line
from store.names import is_portable
from store.people import committer
from store.readme import ATTRIBUTES, ATTRIBUTES_PATH

if TYPE_CHECKING:
    from store.desk import Desk, Hand

MAIN = "refs/heads/main"
CLOCKS_APART = timedelta(minutes=15)
"""So much may two honest clocks differ."""
ASIDE = "refs/labelmap/aside/"
"""What was set aside and is kept: a commit by its id."""
COPIES = ("submissions", "review")
"""Folders of `main` that are copies of `record`."""
OURS = git_plumbing.blob_name(ATTRIBUTES)


class TagInTheWay(Failure):
    """The tag that an act makes stands there already, for something else."""

    kind = "usage"
    text = N_("In the history of '{path}' the mark '{tag}' stands already, for something else.")
    remedy = N_("Somebody set it by hand. Remove it: git tag --delete {tag} (in that folder).")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a commit on `record` says."""

    event: str
    """Its name in `model.lifecycle.EVENTS`."""
    round: int
    says: str
    """The subject after the event and the step."""
    step: str | None = None
    detail: str = ""
    """What the subject says, alone: a day, a decision, the id of a piece of feedback."""
    tag: str = ""


def message(act: Act, role: str, *, clock_is_set: bool) -> str:
    """The commit message of an act: subject, blank line, trailers."""
    head = act.event if act.step is None else f"{act.event}({as_line(act.step)})"
    trailers = [f"Labelmap-Event: {act.event}"]
    if act.step is not None:
        trailers.append(f"Labelmap-Step: {as_line(act.step)}")
    if act.detail:
        trailers.append(f"Labelmap-Detail: {as_line(act.detail)}")
    trailers += [f"Labelmap-Round: {act.round}", f"Labelmap-Role: {as_line(role)}"]
    if clock_is_set:
        trailers.append("Labelmap-Clock: set")
    return as_line(f"{head}: {act.says}") + "\n\n" + "\n".join(trailers) + "\n"


def append(desk: "Desk", act: Act, hand: "Hand", entries: git_plumbing.Entries) -> Entry:
    """One act more on `record`, whose tree is `entries`; then `main` takes it over.

    Needs `desk.working`. Raises `TagInTheWay`, `BadName`, `HistoryBusy` and the rest of the family.
    """
    git = desk.git
    tip = git.reference(RECORD)
    tag = f"refs/tags/{act.tag}"
    if act.tag and git.reference(tag) is not None:
        raise TagInTheWay(path=str(desk.path), tag=act.tag)
    by = replace(_after(desk, hand, tip), key=hand.key)
    text = message(act, hand.role, clock_is_set=_is_set(desk, hand))
    commit = git_objects.keep_commit(git, entries, [tip] if tip is not None else [], text, by)
    moves: list[tuple[str, str, str | None]] = [(RECORD, commit, tip)]
    if act.tag:
        moves.append((tag, git_plumbing.tag(git, act.tag, commit, hand.key), None))
    git_plumbing.move(git, moves, by)
    take_over(desk, hand)
    git.tidy()
    return journal.written(commit, by.authored or by.at, hand.person, text)


def _after(desk: "Desk", hand: "Hand", tip: str | None) -> Making:
    """Who makes an act, and when: by one's own clock, and not before what it comes after.

    Where a clock is wrong, here or on the other side, that is said: nobody knows which one.
    """
    by = making(desk, hand)
    if tip is None or hand.at is not None:
        return by
    before = desk.git.commit_time(tip)
    if by.at >= before:
        return by
    if before - by.at > CLOCKS_APART:
        text = N_(
            "By this computer's clock it is {day} now, but what was done last is of {before}. One "
            "of the two clocks is wrong: is it yours?"
        )
        days = {"day": by.at.date(), "before": before.astimezone(by.at.tzinfo).date()}
        desk.notices += (Message(text, days),)
    return replace(by, authored=by.at, at=before)


def take_over(desk: "Desk", hand: "Hand", *, again: bool = False) -> bool:
    """Let `main` have what `record` has, where it has not; True when it had not.

    `again`: although it had it before, because its copies are others now.
    Also makes the tag of a submission that a crash left without. Needs `desk.working`; what the
    person has not committed of the copies must have been committed before.
    """
    git = desk.git
    tip, main = git.reference(RECORD), git.head()
    if tip is None or main is None:
        return False
    _make_missing_tags(git, hand, desk)
    if desk.mirrors:
        return mirror(desk, hand)
    if not again and git_plumbing.is_within(git, tip, MAIN):
        return False
    theirs = takeable(git_plumbing.listing(git, tip, COPIES))
    ours = git_plumbing.listing(git, main)
    gone = [path for path in ours if _is_copy(path) and path not in theirs]
    kept = {path: entry for path, entry in ours.items() if not _is_copy(path)}
    by = making(desk, hand)
    joined = git_objects.keep_commit(
        git,
        {**kept, **theirs},
        [main, tip],
        _of_joining(git, tip, hand, clock_is_set=_is_set(desk, hand)),
        by,
    )
    _write_copies(desk, theirs, gone)
    git_plumbing.tell_index(git, theirs, gone)
    git_plumbing.move(git, [(MAIN, joined, main)], by)
    return True


def mirror(desk: "Desk", hand: "Hand") -> bool:
    """Let the folder show just what `record` has: an NSO keeps no diary of a school's.

    What somebody committed on `main` by hand stays in the history, under `ASIDE`.
    """
    git = desk.git
    tip, main = git.reference(RECORD), git.head()
    if tip is None or tip == main:
        return False
    theirs = dict(takeable(git_plumbing.listing(git, tip)))
    if theirs.get(ATTRIBUTES_PATH, ("", OURS))[1] != OURS:
        del theirs[ATTRIBUTES_PATH]  # what git does with a file is not for others to say
    gone = [path for path in git_plumbing.listing(git, main) if path not in theirs] if main else []
    _write_copies(desk, theirs, gone)
    git_plumbing.tell_index(git, theirs, gone)
    moves: list[tuple[str, str, str | None]] = [(MAIN, tip, main)]
    if main is not None and not git_plumbing.is_within(git, main, RECORD):
        aside = f"{ASIDE}{main}"
        moves.append((aside, main, git.reference(aside)))
    git_plumbing.move(git, moves, making(desk, hand))
    return True


def unlike_record(git: Git, paths: Sequence[str]) -> tuple[str, ...]:
    """Those of some paths that are not just what `record` has: copies that a crash left behind."""
    if git.reference(RECORD) is None or not any(map(_is_copy, paths)):
        return tuple(paths)
    theirs = takeable(git_plumbing.listing(git, RECORD, COPIES))
    return tuple(path for path in paths if not _is_copied(git, path, theirs))


def _is_copied(git: Git, path: str, theirs: git_plumbing.Entries) -> bool:
    if path not in theirs:
        return False
    with suppress(NotAFile, UnsafePath, OSError):
        data = read_file(git.folder, path, COPY_LIMIT)
        return git_plumbing.blob_name(data) == theirs[path][1]
    return False


def _is_copy(path: str) -> bool:
    return path.partition("/")[0] in COPIES


def takeable(entries: git_plumbing.Entries) -> Mapping[str, tuple[str, str]]:
    """The files that may be written here: plain, with names that every system takes."""
    return {path: entry for path, entry in git_plumbing.plain(entries).items() if _istakeable(path)}


def _istakeable(path: str) -> bool:
    parts = path.split("/")
    return path == ATTRIBUTES_PATH or all(
        is_portable(part) and not part.startswith(".") for part in parts
    )


def _write_copies(desk: "Desk", theirs: git_plumbing.Entries, gone: Sequence[str]) -> None:
    """The files of the record in the folder, as the record has them."""
    wanted = {
        path: name for path, (_, name) in theirs.items() if not _is_copied(desk.git, path, theirs)
    }
    blobs = Blobs(desk.git)
    blobs.fetch(wanted.values())
    for path, name in wanted.items():
        atomic_write(safe_path(desk.path, path, for_writing=True), blobs.all_of(name))
    for path in gone:
        with suppress(FileNotFoundError, UnsafePath):
            safe_path(desk.path, path).unlink()


def _make_missing_tags(git: Git, hand: "Hand", desk: "Desk") -> None:
    """The tags of submissions, where a crash came between an act and its tag."""
    for sent in desk.application.record.submissions:
        name = f"submission/round-{sent.round}"
        if git.reference(f"refs/tags/{name}") is not None:
            continue
        commit = git_plumbing.commit_adding(git, RECORD, f"submissions/round-{sent.round}.toml")
        if commit is not None:
            made = git_plumbing.tag(git, name, commit)
            git_plumbing.move(git, [(f"refs/tags/{name}", made, None)], making(desk, hand))


def _of_joining(git: Git, tip: str, hand: "Hand", *, clock_is_set: bool) -> str:
    """What the diary says of taking over what `record` has now."""
    last = journal.entry_of(git, tip)
    subject = as_line(f"record: {last.subject}")
    trailers = ["Labelmap-Event: record", f"Labelmap-Role: {as_line(hand.role)}"]
    if clock_is_set:
        trailers.append("Labelmap-Clock: set")
    return f"{subject}\n\n" + "\n".join(trailers) + "\n"


def _is_set(desk: "Desk", hand: "Hand") -> bool:
    return desk.clock.is_set or hand.at is not None


def making(desk: "Desk", hand: "Hand") -> Making:
    """Who makes a commit beside the work tree, and when."""
    by = hand.person if hand.at is not None else committer(hand.person)
    return Making(author=hand.person, committer=by, at=_moment(desk, hand))


def _moment(desk: "Desk", hand: "Hand") -> datetime:
    """When an act is made: under a set clock not before what it comes after, in both histories."""
    if hand.at is not None:
        return hand.at
    if not desk.clock.is_set:
        return desk.clock.now()
    git = desk.git
    tips = [name for name in (git.head(), git.reference(RECORD)) if name is not None]
    return desk.clock.now(max(map(git.commit_time, tips), default=None))
