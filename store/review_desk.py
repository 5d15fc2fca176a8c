"""The working state of one school of an inbox: what was submitted, never the files beside it.

The folder shows just what `record` has. What somebody changed in its files is put in the user's own
recovery folder and taken back: an answer is the school's. The calendar is the NSO's: that of an
edition that we ship, whatever the school's own edition.toml says.
Source: repository-format.md, 'How it travels'; issue 6, 'Reading'.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from model import editions
from model.application import Application
from model.edition import Edition
from model.messages import N_, Message
from store import places, record_branch, toml_file
from store.application_files import Reading, with_file
from store.blobs import COPY_LIMIT
from store.decode import decode
from store.desk import Desk, Hand
from store.folder import UnsafePath, atomic_write, read_file, safe_path
from store.git import RECORD, Git
from store.journal import Entry
from store.record import PATHS as RECORD_PATHS
from store.record import record_from
from store.shapes import ANSWER_PATHS, PATHS


class ReviewDesk(Desk):
    """One school of an inbox. What writes needs `working` around it."""

    mirrors: ClassVar[bool] = True
    edition_known: bool = True
    """Whether this version knows the edition; one that it does not know is read, not judged."""

    has_answers: bool = True
    """Whether the record has answers: not of a school that works without Labelmap."""

    _files_at_tip: Mapping[str, bytes] = MappingProxyType({})

    def _read_record(self) -> None:
        """The record and the answers in it, read together."""
        at = self.git.reference(RECORD)
        if at is None or at == self._record_at:
            super()._read_record()
            return
        self._files_at_tip = self.git.files_at(at, (*RECORD_PATHS, *PATHS), toml_file.LIMIT)
        record = {path: data for path, data in self._files_at_tip.items() if path not in PATHS}
        self._record_at, self._record = at, record_from(record)

    def _take_in(self, reading: Reading) -> None:
        del reading  # of the files beside the record
        submitted = as_submitted(self._files_at_tip)
        self.has_answers = any(path in submitted.raw for path in ANSWER_PATHS.values())
        super()._take_in(submitted)
        wanted = self.application.edition
        self.edition_known = wanted in editions.known() or self.edition.id == wanted != ""
        self.edition = with_our_calendar(self.edition)

    def _settle(self, hand: Hand) -> Entry | None:
        """Take back what was changed in the files; a copy is kept."""
        del hand
        for path in self.unrecorded():
            kept = _keep(self.path, path)
            theirs = self.git.files_at(RECORD, [path], COPY_LIMIT)
            if path in theirs:
                atomic_write(safe_path(self.path, path, for_writing=True), theirs[path])
                text = N_("'{file}' is the school's, so it was put back. A copy is in '{folder}'.")
                self.notices += (Message(text, {"file": path, "folder": str(kept)}),)
        self._settled = True
        return None

    def _join_record(self, hand: Hand) -> None:
        """Let the folder show what the record has."""
        self.take_record()
        record_branch.mirror(self, hand)


def read_as_submitted_at(git: Git, commit: str) -> Reading:
    """The application's files as a commit, by its id, has them; none for ""."""
    return as_submitted(git.files_at(commit, PATHS, toml_file.LIMIT) if commit else {})


def as_submitted(files: Mapping[str, bytes]) -> Reading:
    """The application in these files, and what in them is amiss; others are passed over."""
    application, problems = Application(), []
    raw: dict[str, Any] = {}
    for path in PATHS:
        if path not in files:
            problems.append(toml_file.unreadable(path, "missing"))
            continue
        decoded = decode(path, files[path])
        raw[path] = files[path]
        problems += decoded.problems
        application = with_file(application, path, decoded.value)
    return Reading(application, tuple(problems), MappingProxyType(raw))


def with_our_calendar(edition: Edition) -> Edition:
    """An edition that a school brought, with the days of the one that we ship, if we know it."""
    try:
        ours = editions.load(edition.id)
    except KeyError:
        return edition
    return replace(edition, periods=ours.periods, time_zone=ours.time_zone)


def _keep(root: Path, path: str) -> Path:
    """Copy a file into the user's recovery folder. That folder."""
    folder = places.recovery_folder() / places.mark_of(root)
    try:
        atomic_write(folder / path, read_file(root, path, COPY_LIMIT))
    except (OSError, UnsafePath):
        return folder
    return folder
