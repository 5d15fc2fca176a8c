"""The diary held against the record: copies, what was taken over, and acts that are gone.

Source: repository-format.md, 'Two histories in one repository'.
"""

from collections.abc import Iterator, Sequence

from model.lifecycle import EVENTS, Branch, may_change
from store import git_plumbing, record_range
from store.audit_acts import is_the_schools
from store.audit_findings import Code, Finding, Note, finding, notice
from store.git import RECORD, Git
from store.record_again import SENT
from store.record_branch import CLOCKS_APART, COPIES, MAIN, takeable
from store.record_range import RangeAct
from store.record_travel import RECEIVED


def without_record(git: Git) -> Iterator[Finding]:
    """A diary that tells of acts, and no record to hold them."""
    if git.head() is None:
        return
    for commit, _ in _acts_on(git, MAIN, ()):
        yield finding(Code.RECORD_REWRITTEN, commit)
    for path in git_plumbing.listing(git, MAIN, COPIES):
        yield finding(Code.WRONG_ROLE, _changer(git, path), path)


def of_main(git: Git, acts: tuple[RangeAct, ...], *, in_inbox: bool) -> Iterator[Finding]:
    """What `main`, and the references that note what travelled, say of the record."""
    yield from _gone(git, acts)
    main = git.head()
    if main is None or main == git.reference(RECORD):
        return
    if not git_plumbing.is_within(git, RECORD, MAIN):
        yield finding(Code.RECORD_NOT_MERGED, acts[-1].commit)
    yield from _copies(git, in_inbox=in_inbox)
    yield from _backdated(git, acts)
    yield from _reviewers(git)


def _gone(git: Git, acts: tuple[RangeAct, ...]) -> Iterator[Finding]:
    """Acts that were in the record once: the diary took them over, or they travelled."""
    words = {act.words for act in acts}
    places = {(act.entry.event, act.round): act for act in acts}
    seen: set[str] = set()
    branches = [name for name in (MAIN, RECEIVED, SENT) if git.reference(name) is not None]
    for branch in branches:
        commits = [commit for commit, _ in _acts_on(git, branch, (RECORD,)) if commit not in seen]
        seen.update(commits)
        for act in record_range.acts_of(git, commits):
            if is_the_schools(act) and act.words in words:
                continue  # it was made again on top of what the NSO did meanwhile
            other = places.get((act.entry.event, act.round))
            if branch == SENT and act.words in words:
                continue  # the NSO's own, likewise
            if is_the_schools(act) and other and other.entry.person != act.entry.person:
                yield notice(Note.GAVE_WAY, act.commit)
            else:
                yield finding(Code.RECORD_REWRITTEN, act.commit)


def _acts_on(git: Git, branch: str, without: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Commits of a branch that say that they are acts of the record, and which."""
    words = (
        "log",
        "--no-show-signature",
        "--no-color",
        "--format=%H %(trailers:key=Labelmap-Event,valueonly,separator=%x20)",
        branch,
        *(f"^{name}" for name in without),
        "--",
    )
    answer = git.run(*words).stdout.decode("utf-8", "replace")
    for line in answer.splitlines():
        commit, _, event = line.partition(" ")
        row = EVENTS.get(event.strip())
        if row is not None and row.branch is Branch.RECORD:
            yield commit, event.strip()


def _copies(git: Git, *, in_inbox: bool) -> Iterator[Finding]:
    """review/ and submissions/ on `main`, and in the folder, are as `record` has them."""
    under = () if in_inbox else COPIES
    theirs = dict(takeable(git_plumbing.listing(git, RECORD, under)))
    ours = git_plumbing.listing(git, MAIN, under)
    for path in sorted(set(theirs) | set(ours)):
        if theirs.get(path) != ours.get(path):
            yield finding(_code(path, path in theirs, path in ours), _changer(git, path), path)
    for change in git.status():
        path = change.path
        if path.partition("/")[0] in COPIES and path in theirs:
            there = (git.folder / path).is_file()
            yield finding(_code(path, known=True, here=there), "", path)


def _code(path: str, known: bool, here: bool) -> Code:  # noqa: FBT001 - two sides of one thing
    """What it is to change, remove or add a file of the record."""
    if path.startswith("submissions/"):
        return Code.MANIFEST_ALTERED if known else Code.WRONG_ROLE
    if not known or not path.startswith("review/"):
        return Code.WRONG_ROLE
    if path.rpartition("/")[2].startswith("decision"):
        return Code.DECISION_ALTERED
    return Code.FEEDBACK_ALTERED if here else Code.FEEDBACK_DELETED


def _changer(git: Git, path: str) -> str:
    """The commit of the diary that last changed a file."""
    words = ("log", "-1", "--format=%H", "--first-parent", "-m", MAIN, "--", path)
    return git.run(*words).stdout.decode("ascii").strip()


def _backdated(git: Git, acts: tuple[RangeAct, ...]) -> Iterator[Finding]:
    """The school's own acts are not older than what the diary had when it took them over."""
    words = ("log", "--merges", "--format=%P", MAIN, f"^{RECORD}", "--")
    taken: dict[str, list[str]] = {}
    for line in git.run(*words).stdout.decode("ascii").splitlines():
        before, taken_over, *_ = line.split()
        taken.setdefault(taken_over, []).append(before)
    for act in acts:
        tips = taken.get(act.commit, [])
        if not tips or not is_the_schools(act):
            continue
        if all(git.commit_time(tip) > act.committed + CLOCKS_APART for tip in tips):
            yield finding(Code.DATE_BACKWARDS, act.commit)


def _reviewers(git: Git) -> Iterator[Finding]:
    """What a reviewer changed in the diary: nothing but by taking over the record."""
    words = (
        "log",
        "--no-merges",
        "--format=%H %(trailers:key=Labelmap-Event,valueonly,separator=%x20)",
        "--extended-regexp",
        "--grep=^Labelmap-Role: reviewer$",
        MAIN,
        f"^{RECORD}",
        "--",
    )
    pairs = [
        line.split(" ", 1)
        for line in git.run(*words).stdout.decode("utf-8", "replace").splitlines()
    ]
    own = [commit for commit, event in pairs if event.strip() not in _RECORD_EVENTS]
    for act in record_range.acts_of(git, own):
        for path in act.changes:
            if not (act.entry.event in EVENTS and may_change("record", path)):
                yield finding(Code.WRONG_ROLE, act.commit, path)


_RECORD_EVENTS = frozenset(name for name, row in EVENTS.items() if row.branch is Branch.RECORD)
