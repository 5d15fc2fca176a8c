"""Acts of `record` made again on top of others: by whoever travels, to the NSO or among colleagues.

One way for both, so that an act that is made again is known again on every side: its author, moment
and words stay. Source: repository-format.md, 'Both sides may act at once'.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from store import git_plumbing, record_branch, record_range
from store.desk import Desk, Hand
from store.git import Git
from store.record_range import RangeAct

SENT = "refs/labelmap/sent"
"""The record as it was put in a file for the other side last, here or at a colleague's."""
TAGS = "refs/tags/"
TAG = re.compile(r"refs/tags/(submission/round-[1-9]\d{0,2}|decision/round-[1-9]\d{0,2}(\.\d+)?)")


def on_top(
    desk: Desk, hand: Hand, tip: str, acts: Sequence[RangeAct], tags: Container[str] = ()
) -> str:
    """These acts once more, on top of a commit; the last one. Their tags move with them.

    `tags`: those that come with what they are put on, and stay.
    """
    git = desk.git
    moves: list[tuple[str, str, str | None]] = []
    known = marked(git) if acts else {}
    by = record_branch.making(desk, hand)
    for act in acts:
        # Never before what it comes after.
        made = replace(by, at=max(by.at, git.commit_time(tip)), key=hand.key)
        commit, _ = record_range.made_again(git, act, tip, made)
        for tag in known.get(act.commit, ()):
            if tag not in tags:
                mark = git_plumbing.tag(git, tag.removeprefix(TAGS), commit, made.key)
                moves.append((tag, mark, git.reference(tag)))
        tip = commit
    if moves:
        git_plumbing.move(git, moves, by)
    return tip


def marked(git: Git) -> dict[str, list[str]]:
    """The commit of an act to the names of its tags."""
    answer = git.run("for-each-ref", "--format=%(refname) %(*objectname)", "refs/tags").stdout
    by_commit: dict[str, list[str]] = {}
    for line in answer.decode("utf-8", "replace").splitlines():
        name, _, commit = line.partition(" ")
        if commit and TAG.fullmatch(name):
            by_commit.setdefault(commit, []).append(name)
    return by_commit


def marks(git: Git, tag: str, tip: str) -> bool:
    """Whether an annotated tag stands for an act of this record."""
    said = git.run("rev-parse", "--verify", "--quiet", f"{tag}^{{commit}}", allowed=(0, 1, 128))
    commit = said.stdout.decode("ascii").strip()
    kind = git.run("cat-file", "-t", tag, allowed=(0, 128)).stdout.strip()
    return kind == b"tag" and bool(commit) and git_plumbing.is_within(git, commit, tip)


def was_sent(git: Git, act: RangeAct, sent: str | None) -> bool:
    """Whether an act is part of what was put in a file."""
    return sent is not None and git_plumbing.is_within(git, act.commit, sent)
