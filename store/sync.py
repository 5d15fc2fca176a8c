"""One round of sharing by a folder: take in what colleagues wrote, join it, write what is new.

Nothing of it asks a person anything, and wherever it is cut off the next round goes on. What can't
be taken in (cut off, of another application, of a newer version) stays where it lies, is told, and
keeps nothing else from being shared. With nothing new no process is started.
Source: repository-format.md, 'How it travels'; docs/decisions.md, 'What lies in a shared folder'.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.messages import Failure
from store import arrivals, shared_folder, travel
from store.arrivals import FROM, JOINED, SENDER
from store.folder import WriteFailure
from store.record_meeting import Theirs
from store.rounds import Check, Merge, Round, Share, Synced, alone, join_tips
from store.shared_folder import Found, SharedEmptied
from store.shared_writing import write
from store.travel import Look, NotWhole, TravelFailure, WaitsForAnother

if TYPE_CHECKING:
    from store.desk import Desk, Hand


def sync(
    desk: "Desk",
    share: Share,
    hand: "Hand",
    merge: Merge,
    *,
    anew: bool = False,
    check: Check = arrivals.check_arrival,
) -> Synced:
    """One round. `anew`: write all of it, also where the shared folder was emptied (to invite).

    Raises `NoSharedFolder`, `SharedUnreadable`, `SharedEmptied`, `SharingNow`, a `WriteFailure`.
    """
    with alone(desk.git):
        return _round(Round(desk, hand, merge, check), share, anew=anew)


def _round(now: Round, share: Share, *, anew: bool) -> Synced:
    mark = shared_folder.application_of(share.name)
    found = [
        file for file in shared_folder.files_in(share.folder) if file.application in {"", mark}
    ]
    own = [file for file in found if file.writer == share.name]
    others = [file for file in found if file.writer != share.name]
    known = arrivals.noted(now.git)
    if not anew and not own and not others and SENDER in known:
        raise SharedEmptied(path=str(share.folder))
    known = take_in(now, others, known)
    parts = parts_of(others)
    for writer, files in parts.items():
        _join(now, known, writer, files)
    written = 0
    try:
        written = write(now, share, own, others, known, anew=anew)
    except WriteFailure as failure:
        if anew:
            raise
        now.refused.append(failure)  # what colleagues did is here all the same
    senders = [
        one for writer, files in parts.items()
        if (one := arrivals.newest(known, writer, files, "sender")) is not None
    ]  # fmt: skip
    return Synced(
        colleagues=arrivals.colleagues(now.git, senders),
        changed=now.changed,
        conflicts=tuple(dict.fromkeys(now.conflicts)),
        written=written,
        notices=tuple(now.notices),
        refused=tuple(now.refused),
    )


def parts_of(files: Sequence[Found]) -> dict[str, list[str]]:
    """Each writer's parts, the newest first."""
    found: dict[str, list[str]] = {}
    for file in reversed(files):
        found.setdefault(file.writer, []).append(file.part)
    return dict(sorted(found.items()))


# Taking in


def take_in(now: Round, files: Sequence[Found], known: dict[str, str]) -> dict[str, str]:
    """Bring what is new in these files into our history, joined to nothing. All that is noted."""
    waiting: list[tuple[Found, dict[str, str]]] = []
    objects = set(known.values())
    seen: dict[str, str | None] = {}
    for file in files:
        look = _looked_at(now, file)
        if look is None:
            continue
        into = _names(file, look)
        if all(known.get(here) == look.references[there] for there, here in into.items()):
            continue
        lasting = {there for there in into if there != SENDER}
        if lasting and all(look.references[there] in objects for there in lasting):
            # The same under another name: what was the newest lies with the earlier ones now.
            seen |= {into[there]: look.references[there] for there in lasting}
            if look.references.get(SENDER) in {None, *objects}:
                continue
        waiting.append((file, into))
    if not seen and not waiting:
        return known
    now.note(seen)
    while waiting:
        left = [(file, into) for file, into in waiting if not _taken(now, file, into)]
        if len(left) == len(waiting):
            now.refused += [WaitsForAnother(name=file.path.name) for file, _ in left]
            break
        waiting = left
    return arrivals.noted(now.git)


def _looked_at(now: Round, file: Found) -> Look | None:
    try:
        return travel.look_at(file.path)
    except TravelFailure as failure:
        now.refused.append(failure)
    except OSError:
        now.refused.append(NotWhole(name=file.path.name))
    return None


def _names(file: Found, look: Look) -> dict[str, str]:
    """The references of a file that we have a use for: name there to name here."""
    short = {there: arrivals.short_name(there) for there in look.references}
    return {
        there: f"{FROM}{file.writer}/{file.part}/{name}" for there, name in short.items() if name
    }


def _taken(now: Round, file: Found, into: dict[str, str]) -> bool:
    """Whether a file is done with: taken in, or refused for good. False: it waits for another."""
    try:
        with travel.copied_here(file.path) as copy:
            into = _names(file, travel.look_at(copy))  # as it is by now
            travel.fetch_bundle(now.git, copy, into, file.path.name)
    except WaitsForAnother:
        return False
    except TravelFailure as failure:
        now.refused.append(type(failure)(**{**failure.facts, "name": file.path.name}))
    except OSError:
        now.refused.append(NotWhole(name=file.path.name))
    return True


# Joining

_JOINED = ("main", "record", "sender")
"""What a writer's files may say anew."""


def _join(now: Round, known: dict[str, str], writer: str, parts: Sequence[str]) -> None:
    """Join what a colleague has into what we have; what can't be is told."""
    tips = {what: arrivals.newest(known, writer, parts, what) for what in _JOINED}
    joined = {what: known.get(f"{JOINED}{writer}/{what}") for what in tips}
    if tips == joined:
        return
    who = tips["sender"]
    colleague = arrivals.colleagues(now.git, [who])[0] if who is not None else None
    name = colleague.name if colleague is not None else writer
    tags = {
        key.rpartition("/tags/")[2]: value
        for part in reversed(parts)
        for key, value in known.items()
        if key.startswith(f"{FROM}{writer}/{part}/tags/")
    }
    try:
        record = None
        if (tip := tips["record"]) is not None:
            sent = colleague.sent if colleague is not None else None
            record = Theirs(tip=tip, tags=tags, name=name, sent=sent)
        join_tips(now, tips["main"], record, name)
    except Failure as failure:
        now.refused.append(failure)
        return
    now.note({f"{JOINED}{writer}/{what}": tip for what, tip in tips.items() if tip is not None})
