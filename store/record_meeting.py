"""Where two colleagues' `record` meet: one line of acts, and nothing of either is lost.

What one has and the other has not is simply taken over. Where both acted, one side's acts stand, as
everybody works it out alike: those that the NSO has answered, else those that were sent to it, else
those that began first. Of the other side replies are made again on top, and are the same acts to
all (`store.record_again`); its other acts are kept aside and named, for a person to do again where
that is still wanted. Source: repository-format.md, 'Two histories in one repository'.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from model.light import dataclass
from model.messages import N_, Message
from model.text import shown_line
from store import git_plumbing, record_range
from store.git import RECORD, Git
from store.record_again import SENT, TAGS, marks, on_top, was_sent
from store.record_branch import ASIDE, COPIES, making, take_over
from store.record_range import RangeAct
from store.travel import check_contents

if TYPE_CHECKING:
    from store.desk import Desk, Hand

_MADE_AGAIN = frozenset({"reply", "addressed"})
_ANSWERED, _SENT, _KEPT_HERE = range(3)
"""How far acts went; what went further stands."""


@dataclass(frozen=True, slots=True)
class Met:
    """What came of it."""

    changed: bool = False
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """A colleague's `record`."""

    tip: str
    tags: Mapping[str, str]
    """The marks of its acts, short name to object."""
    name: str
    """Whose it is, for people."""
    sent: str | None = None
    """What of it was sent to the NSO, as far as they know."""
    is_first: bool = False
    """It stands where all look: it comes first, but for what went to the NSO from here."""


def meet(desk: "Desk", hand: "Hand", theirs: Theirs) -> Met:
    """Take over a colleague's `record`, where it goes further than ours.

    Raises what `check_contents` raises.
    """
    git, tip = desk.git, theirs.tip
    mine = git.reference(RECORD)
    if mine is not None and (mine == tip or git_plumbing.is_within(git, tip, RECORD)):
        _note_sent(desk, hand, theirs)
        return Met()
    check_contents(git, tip, theirs.name)
    ours = record_range.acts(git, mine, [tip]) if mine is not None else ()
    if mine is None or not ours:
        _take(desk, hand, theirs, tip)
        return Met(changed=True)
    other = record_range.acts(git, tip, [mine])
    missing, new = _without(ours, other), _without(other, ours)
    if theirs.is_first and other:  # people know a colleague, and no address
        theirs = replace(theirs, name=shown_line(other[0].entry.person.name))
    if _we_stand(git, theirs, (ours, missing), (other, new)):
        return _stand(desk, hand, theirs, new, _far(git, ours, git.reference(SENT)))
    how_far = _far(git, other, theirs.sent)
    again = [act for act in missing if act.entry.event in _MADE_AGAIN]
    _take(desk, hand, theirs, on_top(desk, hand, tip, again))
    return Met(changed=True, notices=tuple(_told(missing, theirs.name, how_far)))


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


def sent_within(git: Git, sent: str | None, record: str) -> str | None:
    """What a colleague says was sent, where it is part of this record; else None."""
    if sent is None:
        return None
    asked = git.run("merge-base", "--is-ancestor", sent, record, allowed=(0, 1, 128))
    return sent if asked.returncode == 0 else None


# Who stands


def _without(acts: Sequence[RangeAct], others: Sequence[RangeAct]) -> list[RangeAct]:
    known = {act.key for act in others}
    return [act for act in acts if act.key not in known]


_Side = tuple[Sequence[RangeAct], Sequence[RangeAct]]
"""A side's acts, and those that the other side has not in any commit."""


def _we_stand(git: Git, theirs: Theirs, ours: _Side, other: _Side) -> bool:
    """Whether our acts stand and theirs are for them to put on top: the same on both sides."""
    has_more = bool(ours[1]) - bool(other[1])
    if has_more and not (theirs.is_first and ours[1]):
        return has_more > 0  # it has all that the other has, and more
    here, there = _far(git, ours[0], git.reference(SENT)), _far(git, other[0], theirs.sent)
    if here != there:
        return here < there
    return not theirs.is_first and _first(ours[0]) < _first(other[0])


def _far(git: Git, acts: Sequence[RangeAct], sent: str | None) -> int:
    if any(act.is_nso_s for act in acts):
        return _ANSWERED
    return _SENT if was_sent(git, acts[0], sent) else _KEPT_HERE


def _first(acts: Sequence[RangeAct]) -> tuple[float, str]:
    return (acts[0].entry.at.timestamp(), acts[0].commit)


# What comes of it


def _stand(
    desk: "Desk", hand: "Hand", theirs: Theirs, new: Sequence[RangeAct], how_far: int
) -> Met:
    """Ours stands. Colleagues put theirs on top themselves; where all look, it is done here."""
    again = [act for act in new if act.entry.event in _MADE_AGAIN]
    if not theirs.is_first:
        gives_way = len(again) < len(new)
        return Met(notices=(_counts(theirs.name, how_far),) if gives_way else ())
    git, by = desk.git, making(desk, hand)
    with desk.working(hand):
        mine = git.reference(RECORD)
        tip = on_top(desk, hand, mine, again) if mine is not None else theirs.tip
        moves = [(f"{ASIDE}{theirs.tip}", theirs.tip, git.reference(f"{ASIDE}{theirs.tip}"))]
        if tip != mine:
            moves.append((RECORD, tip, mine))
        git_plumbing.move(git, moves, by)
    with desk.working(hand):
        pass  # `main` takes over what was made again
    return Met(changed=bool(again), notices=tuple(_told(new, theirs.name, how_far, ours=True)))


def _take(desk: "Desk", hand: "Hand", theirs: Theirs, tip: str) -> None:
    """Let `record` be theirs, or what stands on top of it; what stood here is kept aside."""
    git, by = desk.git, making(desk, hand)
    mine = git.reference(RECORD)
    with desk.working(hand):
        moves: list[tuple[str, str, str | None]] = [(RECORD, tip, mine)]
        if mine is not None and not git_plumbing.is_within(git, mine, tip):
            moves.append((f"{ASIDE}{mine}", mine, git.reference(f"{ASIDE}{mine}")))
        for tag, made in theirs.tags.items():
            before = git.reference(f"{TAGS}{tag}")
            if before == made or not marks(git, made, theirs.tip):
                continue
            moves.append((f"{TAGS}{tag}", made, before))
            if before is not None:
                moves.append((f"{ASIDE}{before}", before, None))
        git_plumbing.move(git, moves, by)
    _note_sent(desk, hand, theirs)
    with desk.working(hand):
        pass  # which lets `main` have what `record` has now


def _note_sent(desk: "Desk", hand: "Hand", theirs: Theirs) -> None:
    """Know what a colleague sent, where that is part of our record and further than we knew."""
    git, here = desk.git, desk.git.reference(SENT)
    sent = sent_within(git, theirs.sent, RECORD)
    if sent is None or (here is not None and sent_within(git, sent, here) is not None):
        return
    git_plumbing.move(git, [(SENT, sent, here)], making(desk, hand))


def _counts(name: str, how_far: int) -> Message:
    """What is said to whom made the acts that stand."""
    if how_far == _KEPT_HERE:
        text = N_(
            "You and {name} both did something for the NSO at the same time. What you did came "
            "first and counts; {name} is told."
        )
    else:
        text = N_(
            "You and {name} both did something for the NSO at the same time. What you did was sent "
            "already and counts; {name} is told."
        )
    return Message(text, {"name": name})


def _told(
    acts: Sequence[RangeAct], name: str, how_far: int, *, ours: bool = False
) -> Iterator[Message]:
    """What gave way, act by act. `ours`: to ours, over a remote."""
    if ours:
        text = N_(
            "What you sent to the NSO counts, and not what a colleague did meanwhile. Do this "
            "again if it is still needed: {what}. It is kept in the history."
        )
    elif how_far == _KEPT_HERE:
        text = N_(
            "{name} did something for the NSO before you did, and that counts now. Do this "
            "again if it is still needed: {what}. It is kept in the history."
        )
    else:
        text = N_(
            "{name} had something sent to the NSO before you had, and that counts now. Do this "
            "again if it is still needed: {what}. It is kept in the history."
        )
    for act in acts:
        if act.entry.event not in _MADE_AGAIN:
            yield Message(text, {"name": name, "what": act.entry.subject})
