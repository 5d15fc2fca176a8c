"""Where two colleagues' `record` meet: one line of acts, and nothing of either is lost.

What one has and the other has not is simply taken over. Where both acted, the side whose first own
act came first stands, as everybody works it out alike; the other side's replies are made again on
top, its other acts are kept aside and named, for a person to do again where that is still wanted.
Source: repository-format.md, 'Two histories in one repository'.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from model.light import dataclass
from model.messages import N_, Message
from store import git_plumbing, journal
from store.git import RECORD, Git
from store.git_plumbing import Making
from store.journal import Entry
from store.record_branch import COPIES, making, take_over
from store.travel import check_contents

if TYPE_CHECKING:
    from store.desk import Desk, Hand

KEPT = "refs/labelmap/aside/"
"""Acts that gave way, so that they can be found again."""
_MADE_AGAIN = frozenset({"reply", "addressed"})
_LIMIT = 1_000_000
_TAGS = "refs/tags/"


@dataclass(frozen=True, slots=True)
class Met:
    """What came of it."""

    changed: bool = False
    notices: tuple[Message, ...] = ()


def meet(
    desk: "Desk",
    hand: "Hand",
    theirs: str,
    tags: Mapping[str, str],
    name: str,
    *,
    theirs_first: bool = False,
) -> Met:
    """Take over a colleague's `record`, where it goes further than ours.

    `tags`: the marks of its acts, short name to object. `theirs_first`: theirs stands where all
    look, so it comes first. Raises what `check_contents` raises.
    """
    git = desk.git
    mine = git.reference(RECORD)
    if mine == theirs or (mine is not None and git_plumbing.is_within(git, theirs, RECORD)):
        return Met()
    check_contents(git, theirs, name)
    if (
        mine is None
        or git.run("merge-base", "--is-ancestor", mine, theirs, allowed=(0, 1)).returncode == 0
    ):
        _take(desk, hand, mine, theirs, tags)
        return Met(changed=True)
    ours, other = _acts(git, mine, theirs), _acts(git, theirs, mine)
    if not theirs_first and _first(ours) < _first(other):
        text = N_(
            "You and {name} both did something for the NSO at the same time. What you did came "
            "first and counts; {name} is told."
        )
        return Met(notices=(Message(text, {"name": name}),))
    _take(desk, hand, mine, theirs, tags)
    again = [entry for entry in ours if entry.event in _MADE_AGAIN]
    for entry in again:
        _make_again(git, entry, making(desk, hand))
    with desk.working(hand):
        pass  # `main` takes over what was made again
    return Met(changed=True, notices=tuple(_told(ours, name)))


def mend_copies(desk: "Desk", hand: "Hand") -> None:
    """Let `main` have what `record` has, where two diaries with different records were joined."""
    git = desk.git
    if git.reference(RECORD) is None or git.head() is None:
        return
    told = [git_plumbing.listing(git, branch, COPIES) for branch in (RECORD, "refs/heads/main")]
    if told[0] != told[1]:
        with desk.working(hand):
            take_over(desk, hand, again=True)
        desk.reload()


def _acts(git: Git, tip: str, without: str) -> list[Entry]:
    """The acts of one side that the other has not, the oldest first."""
    answer = git.run(*journal.LOG, "-z", "--reverse", "--topo-order", f"{without}..{tip}").stdout
    return [journal.entry(one) for one in answer.decode("utf-8", "replace").split("\0") if one]


def _first(acts: list[Entry]) -> tuple[float, str]:
    return (acts[0].at.timestamp(), acts[0].commit)


def _take(
    desk: "Desk", hand: "Hand", mine: str | None, theirs: str, tags: Mapping[str, str]
) -> None:
    """Let `record` be theirs, with its marks; what stood there is kept under another name."""
    git, by = desk.git, making(desk, hand)
    with desk.working(hand):
        moves: list[tuple[str, str, str | None]] = [(RECORD, theirs, mine)]
        if mine is not None and not _is_part(git, mine, theirs):
            moves.append((f"{KEPT}{mine}", mine, None))
        for tag, made in tags.items():
            before = git.reference(f"{_TAGS}{tag}")
            if before == made or not _marks(git, made, theirs):
                continue
            moves.append((f"{_TAGS}{tag}", made, before))
            if before is not None:
                moves.append((f"{KEPT}{before}", before, None))
        git_plumbing.move(git, moves, by)
    with desk.working(hand):
        pass  # which lets `main` have what `record` has now


def _is_part(git: Git, old: str, new: str) -> bool:
    return git.run("merge-base", "--is-ancestor", old, new, allowed=(0, 1)).returncode == 0


def _marks(git: Git, tag: str, record: str) -> bool:
    """Whether a tag stands for an act of this record."""
    act = git.run("rev-parse", "--verify", "--quiet", f"{tag}^{{commit}}", allowed=(0, 1))
    return act.returncode == 0 and _is_part(git, act.stdout.decode("ascii").strip(), record)


def _make_again(git: Git, entry: Entry, by: Making) -> None:
    """A reply once more, on top of what stands now: in the same thread, after what stands there."""
    tip = git.reference(RECORD)
    if tip is None:
        return
    now = git_plumbing.listing(git, tip)
    before = git_plumbing.listing(git, f"{entry.commit}^", ("review",))
    after = git_plumbing.listing(git, entry.commit, ("review",))
    for path, (mode, blob) in after.items():
        if before.get(path) == (mode, blob):
            continue
        if path in before and path in now and now[path] != before[path]:
            old, new, stands = (
                git_plumbing.contents(git, one, _LIMIT)
                for one in (before[path][1], blob, now[path][1])
            )
            if not new.startswith(old):
                return
            now[path] = git_plumbing.blob(git, stands + new[len(old) :])
        else:
            now[path] = (mode, blob)
    text = git.run("log", "-1", "--no-show-signature", "--format=%B", entry.commit).stdout
    again = git_plumbing.commit(
        git,
        git_plumbing.tree(git, now),
        [tip],
        text.decode("utf-8", "replace").rstrip() + "\n",
        Making(author=entry.person, committer=by.committer, at=max(entry.at, by.at)),
    )
    git_plumbing.move(git, [(RECORD, again, tip)], by)


def _told(ours: list[Entry], name: str) -> Iterator[Message]:
    """What gave way, act by act."""
    for entry in ours:
        if entry.event not in _MADE_AGAIN:
            text = N_(
                "{name} did something for the NSO before you did, and that counts now. Do this "
                "again if it is still needed: {what}. It is kept in the history."
            )
            yield Message(text, {"name": name, "what": entry.subject})
