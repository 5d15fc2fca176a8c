"""One school of an inbox as the app's review mode has it open: what was submitted, and one's notes.

What is read is the submitted commit. A document that somebody changed or removed in the folder is
taken from the record, into the user's cache folder: bytes that the school did not submit are never
shown as the school's. Source: issue 6, 'Reading'.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from model.application import Application, Evidence
from model.light import dataclass
from model.review import DecisionKind, EventKind, Feedback, FeedbackKind, ThreadEvent
from store import places, toml_file
from store.blobs import COPY_LIMIT
from store.documents import Documents
from store.folder import FileTooLarge, NotAFile, UnsafePath, atomic_write, read_file, safe_path
from store.git import RECORD
from store.inbox_folder import Inbox
from store.journal import Entry, entries
from store.names import is_portable
from store.open_folder import DocumentGone
from store.people import Person
from store.record_range import SUBMISSIONS, RangeAct, acts
from store.record_tools import last_round, standing_for
from store.reviewed_school import ReviewedSchool
from store.work_notes import WorkNotes

_SHOWN = SUBMISSIONS | {"draft"}
"""The acts by which the NSO gets an application to read."""
_SAID = frozenset({"feedback", "decide"})
"""The acts by which the NSO says something about an application."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The application as it was when the NSO last said something, before this one came."""

    application: Application


class SubmittedSchool(ReviewedSchool):
    """One school of an inbox, with what only its reviewers see."""

    # ------------------------------------------------------------------ what was submitted

    @property
    def application(self) -> Application:
        """As submitted, its documents too: whatever lies in the folder now."""
        found = self._desk.application
        if self._as_submitted is None or self._as_submitted[0] is not found:
            self._as_submitted = found, self._with_documents(found)
        return self._as_submitted[1]

    _as_submitted: tuple[Application, Application] | None = None

    def _with_documents(self, found: Application) -> Application:
        wrong = [
            item.file
            for _, item in found.all_evidence()
            if item.file and not self._is_whole(item, found)
        ]
        if not wrong:
            return found
        place, paths = self._copies(wrong)
        facts, _ = Documents(place, self.edition.document_limit, cached=False).facts(paths.values())
        mended = {path: facts[copy] for path, copy in paths.items() if copy in facts}
        kept = {path: known for path, known in found.documents.items() if path not in wrong}
        return replace(found, documents=MappingProxyType({**kept, **mended}))

    @staticmethod
    def _is_whole(item: Evidence, application: Application) -> bool:
        document = application.documents.get(item.file)
        return document is not None and document.sha256 == item.sha256 != ""

    def document(self, item: Evidence) -> Path:
        """Where a piece of evidence lies, as it was submitted. Raises `DocumentGone`."""
        try:
            data = read_file(self.path, item.file, COPY_LIMIT)
        except (OSError, UnsafePath, NotAFile, FileTooLarge):
            data = b""
        if data and sha256(data).hexdigest() == item.sha256:
            return safe_path(self.path, item.file)
        place, paths = self._copies([item.file])
        if item.file not in paths:
            raise DocumentGone(path=item.file)
        return place / paths[item.file]

    def _copies(self, wanted: Sequence[str]) -> tuple[Path, Mapping[str, str]]:
        """Documents as the record has them: a folder, and each path's own name there."""
        place = places.cache_folder() / "submitted" / places.mark_of(self.path)
        asked = [path for path in wanted if self._is_safe(path)]
        files = self._desk.git.files_at(RECORD, asked, COPY_LIMIT) if asked else {}
        found = {}
        for path in asked:
            name = path.rpartition("/")[2]
            if path in files and is_portable(name):
                digest = sha256(files[path]).hexdigest()
                found[path] = f"{digest[:16]}/{name}"
                atomic_write(place / found[path], files[path], durable=False)
        return place, found

    def _is_safe(self, path: str) -> bool:
        try:
            safe_path(self.path, path)
        except UnsafePath:
            return False
        return True

    @property
    def form(self) -> Evidence | None:
        """The form as downloaded from the platform, where it is all that there is."""
        from store.added_school import is_added

        if self._desk.has_answers or not is_added(self._desk.git):
            return None
        number = last_round(self.application.record).round
        path = f"submissions/round-{number}-platform.toml"
        data = self._desk.git.files_at(RECORD, [path]).get(path, b"")
        table = (toml_file.parse(data, path).tables or {}).get("form")
        if not isinstance(table, dict) or not isinstance(table.get("file"), str):
            return None
        digest = table.get("sha256")
        return Evidence(
            id="form", file=table["file"], sha256=digest if isinstance(digest, str) else ""
        )

    def altered(self) -> tuple[str, ...]:
        """The paths of what was submitted (or shown) last that are not what its list of files says.

        Reads every document: for a worker.
        """
        from store.audit_manifest import of_manifests
        from store.blobs import Blobs

        begun = [act for act in self._acts if act.entry.event in _SHOWN]
        if not begun:
            return ()
        since = self._acts[self._acts.index(begun[-1]) :]
        found = of_manifests(self._desk.git, Blobs(self._desk.git), since)
        return tuple(dict.fromkeys(one.path for one in found))

    # ------------------------------------------------------------------ what changed since

    @property
    def _acts(self) -> tuple[RangeAct, ...]:
        """The acts of the record, the oldest first; read anew where it grew."""
        at = self._desk.git.reference(RECORD) or ""
        if self._read_acts[0] != at:
            self._read_acts = at, acts(self._desk.git, at) if at else ()
        return self._read_acts[1]

    _read_acts: tuple[str, tuple[RangeAct, ...]] = ("", ())

    @property
    def _entries(self) -> tuple[Entry, ...]:
        """What the acts of the record say of themselves, the oldest first, with one process."""
        at = self._desk.git.reference(RECORD) or ""
        if self._read_entries[0] != at:
            found = list(entries(self._desk.git, start=at, by_descent=True)) if at else []
            self._read_entries = at, tuple(reversed(found))
        return self._read_entries[1]

    _read_entries: tuple[str, tuple[Entry, ...]] = ("", ())

    def earlier(self) -> Earlier | None:
        """What the NSO had before it when it last spoke, before the last submission.

        Where it never spoke, what came before this one; None where nothing did.
        """
        from store.review_desk import read_as_submitted_at

        before: tuple[Entry, ...] = ()
        known = self._entries
        for place in reversed(range(len(known))):
            if known[place].event in _SHOWN:
                before = known[:place]
                break
        spoken = [entry for entry in before if entry.event in _SAID]
        sent = [entry for entry in before if entry.event in _SHOWN]
        if not sent:
            return None
        at = (spoken or sent)[-1].commit
        return Earlier(application=read_as_submitted_at(self._desk.git, at).application)

    def news(self) -> Mapping[str, tuple[ThreadEvent, ...]]:
        """What the school said in each thread since the NSO last acted there, or last spoke."""
        from store.record import read_record_at

        spoken = [entry for entry in self._entries if entry.event in _SAID]
        seen: dict[str, int] = {}
        if spoken:
            record, _ = read_record_at(self._desk.git, spoken[-1].commit)
            seen = {piece.id: len(piece.events) for piece in record.feedback}
        found = {}
        for piece in self._desk.application.record.feedback:
            fresh: list[ThreadEvent] = []
            for event in piece.events[seen.get(piece.id, 0) :]:
                if event.kind in {EventKind.RESOLVED, EventKind.REOPENED}:
                    fresh = []
                else:
                    fresh.append(event)
            if fresh:
                found[piece.id] = tuple(fresh)
        return MappingProxyType(found)

    # ------------------------------------------------------------------ what one may do

    def may_not_decide(self, kind: DecisionKind, person: Person) -> None:
        """Raise `NotNow` or `NotJudgeable` where this can't be decided today, with the reason."""
        from store.record_failures import NotJudgeable

        if not self.edition_known:
            raise NotJudgeable(edition=self.application.edition)
        standing_for(self._desk, self._hand(person, None), "decide", decision=kind)

    # ------------------------------------------------------------------ drafts and notes

    def change_draft(
        self,
        name: str,
        about: str,
        kind: FeedbackKind,
        text: str,
        person: Person,
        *,
        quote: str = "",
    ) -> Feedback:
        """Let a draft say something else; its place stays. Raises what `draft` raises.

        One that was published or dropped meanwhile becomes a new one: nothing typed is lost.
        """
        made = self.drafted(about, kind, text, person, quote=quote)
        return self._work.put(self.path.name, replace(made, id=name), person, self.clock)

    @property
    def note(self) -> str:
        """What the reviewers wrote for themselves about this school; it never leaves the inbox."""
        return self._notes.of(self.path.name)

    def write_note(self, text: str, person: Person) -> None:
        """Keep the note; "": none."""
        self._notes.write(self.path.name, text, person, self.clock)

    @property
    def _notes(self) -> WorkNotes:
        return WorkNotes(Inbox(self.path.parent.parent))
