"""Each act of `record` by itself: who may do it, what it may change, which day it bears.

It is what a commit changed that counts, not what it says of itself: a decision that a school adds
is a decision, whatever the commit is called. Source: repository-format.md, 'Who is who'.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from model.lifecycle import EVENTS, Branch, Role, may_change
from model.review import NO_RECORD, EventKind
from store import toml_file
from store.audit_findings import Code, Finding, finding
from store.blobs import Blobs
from store.record_branch import CLOCKS_APART, COPIES
from store.record_range import RangeAct

NOTHING = NO_RECORD
_DECISION = re.compile(r"review/round-\d+/decision[^/]*\.toml")
_RECEIPT = re.compile(r"review/round-\d+/receipt\.toml")
_THREAD = re.compile(r"review/(?:round|draft)-\d+/[^/]+\.toml")
_MANIFEST = re.compile(r"submissions/.+")
_ON_PLATFORM = re.compile(r"submissions/round-\d+-platform.*")
_SAYS = {
    "reply": EventKind.REPLY,
    "addressed": EventKind.ADDRESSED,
    "resolve": EventKind.RESOLVED,
    "reopen": EventKind.REOPENED,
}
_DAYS = {
    "submit": (re.compile(r"submissions/round-\d+\.toml"), "submitted_on"),
    "draft": (re.compile(r"submissions/draft-\d+\.toml"), "shown_on"),
    "add": (re.compile(r"submissions/round-\d+\.toml"), "submitted_on"),
    "withdraw": (re.compile(r"submissions/round-\d+-withdrawn\.toml"), "on"),
    "receipt": (_RECEIPT, "on"),
    "decide": (_DECISION, "on"),
}


def of_acts(blobs: Blobs, acts: tuple[RangeAct, ...]) -> Iterator[Finding]:
    """What is amiss with the acts, the oldest first."""
    before: RangeAct | None = None
    blobs.fetch(
        name
        for act in acts
        for path, pair in act.changes.items()
        if path.endswith(".toml") and path.partition("/")[0] in COPIES
        for name in pair
    )
    for act in acts:
        if len(act.parents) > 1 or (not act.parents and before is not None):
            yield finding(Code.RECORD_REWRITTEN, act.commit)
        yield from _of_role(act)
        for path in act.changes:
            yield from _of_path(blobs, act, path)
        yield from _of_thread(act)
        yield from _of_days(blobs, act)
        if before is not None and act.committed < before.committed - CLOCKS_APART:
            yield finding(Code.DATE_BACKWARDS, act.commit)
        before = act


def _of_role(act: RangeAct) -> Iterator[Finding]:
    row = EVENTS.get(act.entry.event or "")
    roles = act.entry.trailers.get("Labelmap-Role", ())
    events = act.entry.trailers.get("Labelmap-Event", ())
    if (
        row is None
        or row.branch is not Branch.RECORD
        or len(events) != 1
        or len(roles) != 1
        or roles[0] not in row.roles
    ):
        yield finding(Code.WRONG_ROLE, act.commit)


def _of_path(blobs: Blobs, act: RangeAct, path: str) -> Iterator[Finding]:
    """What an act does to one file."""
    before, _ = act.changes[path]
    code = _of_published(blobs, act, path) if before else None
    event = act.entry.event or ""
    if code is None and not (before and _is_published(path)):
        known = event in EVENTS and EVENTS[event].branch is Branch.RECORD
        if path.startswith("evidence/") and event not in {"submit", "draft"}:
            code = Code.EVIDENCE_DIFFERS
        elif not known or not may_change(event, path) or _in_anothers_name(blobs, act, path):
            code = Code.WRONG_ROLE
    if code is not None:
        yield finding(code, act.commit, path)


def _is_published(path: str) -> bool:
    return _THREAD.fullmatch(path) is not None or _MANIFEST.fullmatch(path) is not None


def _of_published(blobs: Blobs, act: RangeAct, path: str) -> Code | None:
    """What it is to change a file that was published; None: a thread grew as it may."""
    _, after = act.changes[path]
    event = act.entry.event or ""
    if _MANIFEST.fullmatch(path):
        again = event == "platform" and after and _ON_PLATFORM.fullmatch(path)
        return None if again else Code.MANIFEST_ALTERED
    if _DECISION.fullmatch(path):
        return Code.DECISION_ALTERED
    if not _THREAD.fullmatch(path):
        return None
    if not after:
        return Code.FEEDBACK_DELETED
    if not _only_appends(blobs, act, path):
        return Code.FEEDBACK_ALTERED
    return None if event in _SAYS else Code.WRONG_ROLE


def _in_anothers_name(blobs: Blobs, act: RangeAct, path: str) -> bool:
    """What a school takes over from the platform says so; else it speaks in the NSO's name."""
    if act.entry.event != "platform" or not _THREAD.fullmatch(path):
        return False
    taken_over = tables_of(blobs, act.changes[path][1]).get("from_platform") is True
    return not (_DECISION.fullmatch(path) and taken_over)


def _only_appends(blobs: Blobs, act: RangeAct, path: str) -> bool:
    """Whether an act adds one event of its own kind at a thread's end, and nothing else."""
    before, after = act.changes[path]
    if blobs.appended(before, after) is None:
        return False
    old, new = tables_of(blobs, before), tables_of(blobs, after)
    events = new.get("event")
    if not isinstance(events, list) or {**old, "event": events} != new:
        return False
    was = old.get("event", [])
    added = events[len(was) :] if isinstance(was, list) and events[: len(was)] == was else []
    kind = _SAYS.get(act.entry.event or "")
    return len(added) == 1 and isinstance(added[0], dict) and added[0].get("kind") == kind


def _of_thread(act: RangeAct) -> Iterator[Finding]:
    """An act in a thread is one event in one file."""
    if act.entry.event in _SAYS and len(act.changes) != 1:
        yield finding(Code.WRONG_ROLE, act.commit)


def _of_days(blobs: Blobs, act: RangeAct) -> Iterator[Finding]:
    """The day that a file bears is that on which its act was made."""
    row = _DAYS.get(act.entry.event or "")
    if act.entry.at > act.committed + CLOCKS_APART:
        yield finding(Code.DATE_BACKWARDS, act.commit)
    if row is None:
        return
    pattern, key = row
    for path, (before, after) in act.changes.items():
        if before or not after or not pattern.fullmatch(path):
            continue
        said = tables_of(blobs, after).get(key)
        if type(said) is not date or said != act.entry.at.date():
            yield finding(Code.DATE_BACKWARDS, act.commit, path)


def decides(act: RangeAct) -> bool:
    """Whether an act adds a decision."""
    return any(_DECISION.fullmatch(path) for path in act.changes)


def is_the_schools(act: RangeAct) -> bool:
    """Whether an act says that it is the school's."""
    row = EVENTS.get(act.entry.event or "")
    return row is not None and Role.TEACHER in row.roles


def day_on_platform(blobs: Blobs, act: RangeAct) -> date | None:
    """The day on which something happened on the platform, as the act says."""
    for path, (_, after) in act.changes.items():
        if after and path.endswith(".toml"):
            tables = tables_of(blobs, after)
            said = tables.get("on", tables.get("submitted_on"))
            if type(said) is date:
                return said
    return None


def tables_of(blobs: Blobs, name: str) -> Mapping[str, Any]:
    """What a file says; nothing where it can't be read."""
    return toml_file.parse(blobs.get(name), "").tables or {}
