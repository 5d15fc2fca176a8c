"""Writing for colleagues: one's own file in the shared folder, with what they do not have.

What is written grows with what is new: the newest file is written anew while it is light, and is
left to lie for good once it is not. Each file builds on what lay there when it was begun, so those
who come later can take in all of it, one after the other.
Source: docs/decisions.md, 'What lies in a shared folder'.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from store import arrivals, travel
from store.arrivals import FROM, JOINED, REMOTE, SENDER, TOLD
from store.folder import DiskFull, ReadOnlyFolder, write_failure
from store.new_files import new_file
from store.record_again import SENT
from store.record_branch import making
from store.rounds import Round, Share, travelling
from store.shared_folder import LIVE, Found, SharedFull, SharedReadOnly, part_path
from store.travel import Look, TravelFailure

LIGHT = 128 * 1024
"""Bytes up to which one's newest file is written anew; a heavier one is left to lie, and a new one
begun beside it."""


def write(
    now: Round,
    share: Share,
    own: Sequence[Found],
    others: Sequence[Found],
    known: Mapping[str, str],
    *,
    anew: bool,
) -> int:
    """Write what colleagues do not have. The bytes written; 0 where there is nothing new."""
    looks = {file.part: look for file in own if (look := _own_look(file)) is not None}
    theirs = [tip for key, tip in known.items() if key.startswith(_present(others))]
    gone = _gone(known, others)
    whole = anew or bool(gone) or not _is_chain(looks, own)
    tips = travelling(now.git)
    there = {tip for look in looks.values() for tip in look.references.values()}
    there |= set(theirs)
    sent = now.git.reference(SENT)
    if not whole and LIVE in looks and set(tips.values()) <= there and known.get(TOLD) == sent:
        return 0
    now.note(dict.fromkeys(gone))
    sender = arrivals.sender(now.git, making(now.desk, now.hand), share.name)
    now.note({SENDER: sender})
    try:
        written = _written(now, share, looks, [*tips, SENDER], theirs, whole=whole)
    except DiskFull as failure:
        raise SharedFull(path=str(share.folder)) from failure
    except ReadOnlyFolder as failure:
        raise SharedReadOnly(path=str(share.folder)) from failure
    if known.get(TOLD) != sent:  # and not before: a file that could not be written told nobody
        now.note({TOLD: sent})
    return written


def _written(
    now: Round,
    share: Share,
    looks: dict[str, Look],
    asked: Sequence[str],
    theirs: Sequence[str],
    *,
    whole: bool,
) -> int:
    """Write one file, whichever it is to be; its bytes. Raises a `WriteFailure`."""
    live = part_path(share.folder, share.name, LIVE)
    with TemporaryDirectory(prefix="labelmap-") as place:
        if whole:
            new = Path(place, "whole")
            written = _put(travel.make_bundle(now.git, new, asked), new, live)
            for part in set(looks) - {LIVE}:
                with suppress(OSError):
                    part_path(share.folder, share.name, part).unlink()
            return written
        if LIVE in looks and looks[LIVE].bytes <= LIGHT:
            again = travel.make_bundle(now.git, Path(place, "again"), asked, looks[LIVE].needs)
            if again is not None and again.bytes <= LIGHT:
                return _put(again, Path(place, "again"), live)
        if LIVE in looks:
            _set_aside(share, looks)
        basis = [*theirs, *(tip for look in looks.values() for tip in look.references.values())]
        new = Path(place, "new")
        return _put(travel.make_bundle(now.git, new, asked, basis), new, live)


def _present(others: Sequence[Found]) -> tuple[str, ...]:
    return tuple(f"{FROM}{file.writer}/{file.part}/" for file in others)


def _gone(known: Mapping[str, str], others: Sequence[Found]) -> list[str]:
    """What is noted of writers of whom nothing lies there any more: ours may build on it."""
    here = {file.writer for file in others}
    return [
        name
        for name in known
        for top in (FROM, JOINED)
        if name.startswith(top) and not name.startswith(f"{top}{REMOTE}")
        if name.removeprefix(top).partition("/")[0] not in here
    ]


def _own_look(file: Found) -> Look | None:
    with suppress(TravelFailure, OSError):
        return travel.look_at(file.path)
    return None


def _is_chain(looks: dict[str, Look], own: Sequence[Found]) -> bool:
    """Whether our own files lie there as we left them, each with the ones that it builds on."""
    numbers = sorted(int(part) for part in looks if part != LIVE)
    return len(looks) == len(own) and numbers == list(range(1, len(numbers) + 1))


def _set_aside(share: Share, looks: dict[str, Look]) -> None:
    """Let our newest file lie with the earlier ones, where it is never written again."""
    number = 1 + max((int(part) for part in looks if part != LIVE), default=0)
    target = part_path(share.folder, share.name, f"{number:04d}")
    try:
        target.parent.mkdir(exist_ok=True)
        part_path(share.folder, share.name, LIVE).replace(target)
    except OSError as error:
        raise write_failure(error, target) from error


def _put(look: Look | None, bundle: Path, target: Path) -> int:
    """Let a file take its place at once and whole; its bytes. Raises a `WriteFailure`."""
    if look is None:
        return 0
    with new_file(target) as file, bundle.open("rb") as source:
        while chunk := source.read(1024 * 1024):
            file.write(chunk)
    return look.bytes
