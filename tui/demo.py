"""The sample school: an invented one, made anew with its whole history, event by event.

Each event of `history.toml` is one change through `SchoolFolder`, as its author, on its day; so the
same sample always has the same history, down to the ids. Source: issue 2, part 6; the comment at
the top of history.toml.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model import editions, fields
from model.application import Application, Evidence
from model.edition import Edition
from model.keys import Key, parse_key
from store import application_files
from store.clock import Clock
from store.cloud import cloud_drive
from store.creation import FolderNotEmpty
from store.encode import encode
from store.folder import atomic_write, write_failure
from store.journal import Event
from store.people import Person, change_settings, require_text
from store.school_folder import SchoolFolder

if TYPE_CHECKING:
    from datetime import datetime

DAY = "2023-01-20"
"""The demo's own day, unless told otherwise."""
NAME = "labelmap-demo"
"""The folder's name, unless told otherwise."""
DOCUMENTS = "-documenten"
"""What the folder beside it is called, with documents to try out attaching with."""
_EARLIER_FILES = ("README.md", ".gitattributes")

Tables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """A demo that is ready to be opened."""

    folder: Path
    clock: Clock


def sample() -> Path:
    """Where the sample school's files are: in the package, or in the checkout."""
    packaged = Path(__file__).parent / "sample_school"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "sample-school"


def make_demo(into: Path | None, today: str | None = None) -> Made:
    """Make the sample school in a folder (None: a new one among the user's documents).

    Raises `BadDay`, `FolderNotEmpty`, a `WriteFailure`, and the family `GitFailure`.
    """
    clock = Clock.of(today if today is not None else os.environ.get("LABELMAP_TODAY") or DAY)
    wanted = into if into is not None else free_folder(default_place(), NAME)
    folder = require_text(wanted.resolve())
    _replay(sample(), folder, clock)
    _copy(sample() / "extra", free_folder(folder.parent, f"{folder.name}{DOCUMENTS}"))
    day = clock.today.isoformat()
    change_settings(lambda settings: settings.with_demo(folder, day))
    return Made(folder, clock)


def default_place() -> Path:
    """Where a new folder goes: the user's documents, or home; never a cloud drive."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() and cloud_drive(documents) is None else Path.home()


def free_folder(place: Path, name: str) -> Path:
    """A folder of this name that is not there yet, with a number where it must be."""
    folder, number = place / name, 1
    while os.path.lexists(folder):
        number += 1
        folder = place / f"{name}-{number}"
    return folder


def _copy(source: Path, target: Path) -> None:
    for file in sorted(source.iterdir()):
        atomic_write(target / file.name, file.read_bytes())


# The history


def _replay(source: Path, folder: Path, clock: Clock) -> None:
    """Make the school's folder, event by event."""
    story = tomllib.loads((source / "history.toml").read_text(encoding="utf-8"))
    people = {entry["key"]: entry for entry in story["person"]}
    final = application_files.read(source).application
    teller = _Teller(source, final, editions.load(final.edition))
    opened: SchoolFolder | None = None
    for event in story["event"]:
        entry = people[event["by"]]
        person = Person(entry["name"], entry["email"])
        at: datetime = event["at"]
        if opened is None:
            _begin(source, folder, teller.first(event))
            opened = SchoolFolder.adopt(folder, person, clock, at=at)
            continue
        after, documents = teller.after(event, opened.application)
        opened.save(
            after,
            person,
            event=Event(event["event"]),
            documents=documents,
            at=at,
            role=entry["role"],
        )


def _begin(source: Path, folder: Path, application: Application) -> None:
    """Write the files of the first event. Raises `FolderNotEmpty`."""
    try:
        if folder.exists() and any(folder.iterdir()):
            raise FolderNotEmpty(path=str(folder))
    except OSError as error:
        raise write_failure(error, folder) from error
    for name, data in encode(application).items():
        atomic_write(folder / name, data)
    for name in _EARLIER_FILES:
        atomic_write(folder / name, (source / name).read_bytes())


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells what the application is after an event of the story."""

    source: Path
    final: Application
    edition: Edition

    def first(self, event: Tables) -> Application:
        """The application with which the story begins."""
        empty = Application(edition=self.final.edition, language=self.final.language)
        return self.after(event, empty)[0]

    def after(self, event: Tables, before: Application) -> tuple[Application, Mapping[str, bytes]]:
        """The application after an event, and the documents that came with it."""
        application = before
        for key, value in self._values(event):
            application = fields.put(application, key, value)
        documents = {}
        for name in event.get("evidence", ()):
            key = Key(event["step"], ("evidence", name))
            item = None
            if event["event"] != Event.EVIDENCE_REMOVE:
                item, data = self._evidence(event, key, application)
                if data is not None:
                    documents[item.file] = data
            application = fields.put(application, key, item)
        return application, documents

    def _values(self, event: Tables) -> Iterator[tuple[Key, fields.Value]]:
        """The fields that an event sets: to what they are in the end, or to an earlier text."""
        for name in event.get("keys", ()):
            key = parse_key(name, self.edition)
            yield key, fields.get(self.final, key)
        for value in event.get("value", ()):
            yield parse_key(value["key"], self.edition), value["text"].removesuffix("\n")

    def _evidence(self, event: Tables, key: Key, now: Application) -> tuple[Evidence, bytes | None]:
        """A piece of evidence as an event leaves it, and its document where that is new."""
        before, ended = self._known(now, key), self._known(self.final, key)
        if event["event"] == Event.EVIDENCE_CHANGE:
            changed: Tables = {field: getattr(ended, field) for field in event["fields"]}
            item = replace(before, **changed)
            if "file" not in changed:
                return item, None
        else:
            said = [entry for entry in event.get("entry", ()) if entry["id"] == ended.id]
            others: Tables = said[0] if said else {}
            item = replace(
                ended, **{**others, "supports": tuple(others.get("supports", ended.supports))}
            )
        if item.is_link:
            return item, None
        data = (self.source / event.get("document", item.file)).read_bytes()
        return replace(item, sha256=sha256(data).hexdigest(), bytes=len(data)), data

    @staticmethod
    def _known(application: Application, key: Key) -> Evidence:
        """The evidence of a key; one that the application does not have says nothing."""
        item = fields.get(application, key)
        return item if isinstance(item, Evidence) else Evidence(id=key.path[1])
