"""Every school of an inbox as a row: read from its record, never from the files beside it.

What was read is remembered by the record's tip, the day and the keys that are trusted, in the
user's cache folder, which may be deleted at any time. A school that can't be read is a row that
says why, and keeps no other out.
Source: issue 6, 'Inbox' and 'Scale'; command-line.md, `inbox --json`.
"""

import json
import os
import stat
from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from model.light import dataclass
from model.messages import N_, Failure, Message
from store import places
from store.clock import Clock
from store.folder import WriteFailure, atomic_write
from store.inbox_folder import Inbox
from store.signers import Signers
from store.work import Work

if TYPE_CHECKING:
    from model.application import Document
    from model.edition import Edition
    from model.problems import Problem
    from model.review import Draft, Record, Submission
    from store import trust

_FORMAT = 1
_CACHE_LIMIT = 100_000_000
_THREADS = 4
_NAMES_A_COMMIT = 100
"""Bytes that are read of a file that names a commit; an honest one has 41."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One school of an inbox. Where it can't be read: its folder, and the problem."""

    folder: Path
    problem: Message | None = None
    school: str = ""
    city: str = ""
    edition: str = ""
    state: str = ""
    round: int = 0
    complete: bool = False
    done: int = 0
    required: int = 0
    deadlines: tuple[tuple[str, str, str, int], ...] = ()
    """What ends, its last possible and its safe day ("": none is known), and the days left."""
    waiting_for: str = ""
    since: str = ""
    platform_on: str = ""
    signature: str = ""
    open_must_fix: int = 0
    school_since: str = ""
    """The day of the last thing that the school said."""
    assigned_to: str = ""


def rows(
    inbox: Inbox, clock: Clock, signers: Signers, *, folders: Iterable[Path] | None = None
) -> Generator[Row]:
    """Every school, by the name of its folder, read while it is asked for. Never raises for one.

    What was read is remembered, also where one closes it early.
    """
    cache = _Cache(inbox, clock, signers)
    assigned = Work(inbox).assigned()

    wanted = list(inbox.schools() if folders is None else folders)
    known: dict[str, Row] = {}
    missing = []
    for folder in wanted:
        row = cache.get(folder, assigned)
        if row is None:
            missing.append(folder)
        else:
            known[folder.name] = row
    if not missing:  # what reading takes is not even imported
        yield from known.values()
        return

    from store import trust

    memory = trust.Memory(signers)
    read = _read_all(missing, clock, signers, memory)
    try:
        for folder in wanted:
            while folder.name not in known:
                row = next(read)
                cache.put(row.folder, row)
                known[row.folder.name] = replace(row, assigned_to=assigned.get(row.folder.name, ""))
            yield known.pop(folder.name)
        for _ in read:
            pass  # what was verified comes at the end
    finally:
        read.close()
        cache.keep()
        memory.keep()


def _read_all(
    folders: Sequence[Path], clock: Clock, signers: Signers, memory: "trust.Memory"
) -> Generator[Row]:
    """These schools, in whatever order; many of them by several processes."""
    from concurrent.futures import ThreadPoolExecutor

    from store import inbox_workers

    if len(folders) > inbox_workers.FEW and inbox_workers.cores() > 1:
        schools, names = folders[0].parent, [folder.name for folder in folders]
        for name, values in inbox_workers.read_beside(schools, names, clock, memory):
            yield _of_plain(schools / name, values)
        return
    with ThreadPoolExecutor(max_workers=_THREADS) as pool:
        yield from pool.map(lambda folder: read_school(folder, clock, signers, memory), folders)


def totals(found: Iterable[Row]) -> Mapping[str, int]:
    """How many schools are in each state."""
    return dict(sorted(Counter(row.state for row in found if row.state).items()))


def read_school(folder: Path, clock: Clock, signers: Signers, memory: "trust.Memory") -> Row:
    """One school, read anew."""
    from store import git_objects, toml_file, trust
    from store.git import RECORD, Git
    from store.record_failures import NothingSubmitted

    try:
        git = Git(folder)
        tip = git.reference(RECORD)
        if tip is None:
            raise NothingSubmitted
        files = git_objects.toml_files(git, tip, toml_file.LIMIT)
        signature = trust.of_record(git, signers, memory)
        return _read(folder, files, clock, "" if signature is None else signature.value)
    except Failure as failure:
        return Row(folder=folder, problem=failure.message)
    except OSError as error:
        text = N_("The folder can't be read: {reason}.")
        return Row(folder=folder, problem=Message(text, {"reason": error.strerror or ""}))


def _read(folder: Path, files: Mapping[str, bytes], clock: Clock, signature: str) -> Row:
    from model import calendar
    from model.application import Application
    from model.completeness import assess
    from model.review import FeedbackKind, ThreadState
    from store.application_files import with_file
    from store.decode import decode
    from store.edition_file import EDITION_PATH
    from store.record import record_from
    from store.shapes import PATHS

    record, _ = record_from(files)
    application = Application()
    problems: list[Problem] = []
    for path in PATHS:
        decoded = decode(path, files.get(path, b""))
        application = with_file(application, path, decoded.value)
        problems += decoded.problems if path in files else ()
    edition = _edition(application.edition, files.get(EDITION_PATH))
    today = clock.in_zone(edition.time_zone).today
    last = record.draft_shown or max(record.submissions, key=lambda sent: sent.round, default=None)
    application = replace(application, record=record, documents=_documents(last))
    assessment = assess(application, edition, today, problems)
    where = assessment.standing
    country = application.school.country_code
    return Row(
        folder=folder,
        school=application.school.name,
        city=application.school.city,
        edition=application.edition,
        state=where.state.value,
        round=where.round,
        complete=assessment.complete,
        done=assessment.done,
        required=assessment.required,
        deadlines=tuple(
            (one.what, one.on.isoformat(), _iso(one.safe_on), one.days_left)
            for one in calendar.deadlines(edition, today, country)
        ),
        waiting_for=where.waiting_for.value,
        since=_iso(where.since),
        platform_on=_iso(where.platform_on),
        signature=signature,
        open_must_fix=sum(
            piece.kind is FeedbackKind.MUST_FIX
            and not piece.is_advice
            and piece.state is not ThreadState.RESOLVED
            for piece in record.feedback
        ),
        school_since=_iso(_school_said(record)),
    )


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _school_said(record: "Record") -> date | None:
    days = [sent.submitted_on for sent in record.submissions]
    return max([*days, *(draft.shown_on for draft in record.drafts)], default=None)


def _edition(wanted: str, brought: bytes | None) -> "Edition":
    """The edition by which the NSO judges: our days, and the wording that the school brought."""
    from model import editions
    from store.edition_file import read_edition
    from store.review_desk import with_our_calendar

    if brought is not None:
        edition, _ = read_edition(brought)
        if edition is not None and edition.id == wanted:
            return with_our_calendar(edition)
    try:
        return editions.load(wanted)
    except KeyError:
        return editions.load(editions.NEXT)


def _documents(last: "Submission | Draft | None") -> "Mapping[str, Document]":
    """The documents as the list of what was submitted has them; none of them is opened."""
    from model.application import Document, Kind

    kinds = {"pdf": Kind.PDF, "jpg": Kind.JPG, "jpeg": Kind.JPG, "png": Kind.PNG}
    files = last.files if last is not None else ()
    return MappingProxyType(
        {
            path: Document(
                bytes=size,
                sha256=digest,
                kind=kinds.get(path.rpartition(".")[2].lower(), Kind.OFFICE),
            )
            for path, digest, size in files
            if path.startswith("evidence/")
        }
    )


def plain_values(row: Row) -> dict[str, Any]:
    """A row's values as JSON can have them, without what is not the school's own."""
    values = asdict(replace(row, problem=None))
    for name in ("folder", "problem", "assigned_to"):
        del values[name]
    if row.problem is not None:
        facts = {key: str(fact) for key, fact in row.problem.facts.items()}
        values["problem"] = [row.problem.text, facts]
    return values


def _of_plain(folder: Path, plain: Mapping[str, Any]) -> Row:
    """The row that has these values. Raises `TypeError`, `ValueError` where they are none."""
    values = dict(plain)
    values["deadlines"] = tuple(map(tuple, values["deadlines"]))
    if "problem" in values:
        values["problem"] = Message(*values["problem"])
    return Row(folder=folder, **values)


class _Cache:
    """Rows as an earlier run read them, for the same record, day and keys."""

    def __init__(self, inbox: Inbox, clock: Clock, signers: Signers) -> None:
        self._file = places.cache_folder() / "inbox" / f"{places.mark_of(inbox.path)}.json"
        self._day = clock.today.isoformat()
        self._keys = signers.key_set
        self._known = _parse(self._file)
        self._changed = False

    def get(self, folder: Path, assigned: Mapping[str, str]) -> Row | None:
        """The row of a school whose record is still the one that was read; no git is started."""
        name = folder.name
        known = self._known.get(name)
        if not isinstance(known, list) or not known:
            return None
        mark = self._mark(folder)
        if mark is None or known[0] != mark:
            return None
        try:
            return _of_plain(folder, {**known[1], "assigned_to": assigned.get(name, "")})
        except (TypeError, ValueError, KeyError, IndexError):
            return None

    def put(self, folder: Path, row: Row) -> None:
        """Remember a row that could be read."""
        mark = self._mark(folder)
        if row.problem is not None or mark is None:
            return
        self._known[folder.name] = [mark, plain_values(row)]
        self._changed = True

    def keep(self) -> None:
        """Let later runs know; where that can't be written they read anew."""
        if self._changed:
            with suppress(WriteFailure):
                data = json.dumps(self._known).encode("ascii")
                atomic_write(self._file, data, durable=False)

    def _mark(self, folder: Path) -> str | None:
        """What the row depends on; None where that can't be told without git."""
        try:
            tip = _tip(str(folder)) or _packed_tip(folder)
        except (Failure, OSError, ValueError):
            return None
        return f"{_FORMAT} {tip} {self._day} {self._keys}" if tip else None


def _tip(folder: str) -> str | None:
    """The commit of `record`, where a file of its own names it. For thousands: no pathlib."""
    if stat.S_ISLNK(os.lstat(f"{folder}/.git").st_mode):
        return None
    path = f"{folder}/.git/refs/heads/record"
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return os.read(file, _NAMES_A_COMMIT).decode("ascii").strip()
    finally:
        os.close(file)


def _packed_tip(folder: Path) -> str | None:
    """The commit of `record`, where git packed its references into one file."""
    from store.git import RECORD
    from store.git_safety import packed_references

    git = folder / ".git"
    if git.is_symlink() or os.path.lexists(git / Path(RECORD)):
        return None
    return packed_references(folder).get(RECORD)


def _parse(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > _CACHE_LIMIT:
            return {}
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


COLUMNS = tuple(field.name for field in fields(Row))
"""Every column that a table can show."""
