"""The diary: what a person calls one change is one commit, with a subject and trailers.

Subjects are in English and of one line; what people wrote enters them only cleaned and cut short,
so no text can steer a terminal or forge a trailer. A commit without our trailers, made by hand,
counts as the school's. What a note says: `store.journal_notes`; what a person reads of an entry in
their own language: `store.journal_texts`.
Source: repository-format.md, 'Two histories in one repository'.
"""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import field as with_default
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from model.application import DECLARATION, SCHOOL
from model.edition import Edition
from model.light import dataclass
from model.messages import Message
from model.text import first_words, shown_line
from store.git import Git
from store.people import Person

_SUBJECT = 120
"""Characters that a subject may have."""
TITLE = 60
"""Characters of a title or a name that enter it."""
LOG = (
    "log",
    "--no-show-signature",
    "--no-mailmap",
    "--no-color",
    "--format=%H%n%aI%n%an%n%ae%n%s%n%(trailers:only,unfold)",
)


class Event(StrEnum):
    """What kind of change it was."""

    CREATE = "create"
    SCHOOL = "school"
    ELIGIBILITY = "eligibility"
    ANSWER = "answer"
    EVIDENCE_ADD = "evidence-add"
    EVIDENCE_CHANGE = "evidence-change"
    EVIDENCE_REMOVE = "evidence-remove"
    DECLARATION = "declaration"
    EDITION = "edition"
    RESTORE = "restore"
    RECOVER = "recover"
    MERGE = "merge"
    RECORD = "record"


_OF_STEP: Mapping[str, tuple[Event, ...]] = MappingProxyType(
    {
        SCHOOL: (Event.CREATE, Event.SCHOOL, Event.ELIGIBILITY),
        DECLARATION: (Event.DECLARATION,),
    }
)
"""Events that are a step's own; their entries name no step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the diary says of one change, before it is a commit."""

    event: Event
    says: str
    """The subject after the event and the step."""
    step: str | None = None
    fields: tuple[str, ...] = ()
    """Dotted keys in the step's file."""
    detail: str = ""
    """What the subject says of the field, alone: a number of characters, an answer, a title."""
    chosen: tuple[str, ...] = ()
    """Whose version was chosen of a field that several wrote; several: a text made of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change as the diary has it."""

    commit: str
    """The commit's full id."""
    at: datetime
    person: Person
    event: str | None
    """A value of `Event` or an act of the record; None for a commit made by hand."""
    step: str | None
    field: str | None
    """The dotted key, where exactly one field was changed."""
    subject: str
    """In English, for a terminal: cleaned."""
    trailers: Mapping[str, tuple[str, ...]] = with_default(
        default_factory=lambda: MappingProxyType({})
    )
    """Trailer to its values, in the order written; `Labelmap-Field` has one for each field."""

    @property
    def detail(self) -> str:
        """`Note.detail`; "" where there is none."""
        return next(iter(self.trailers.get("Labelmap-Detail", ())), "")

    @property
    def chosen(self) -> tuple[str, ...]:
        """`Note.chosen`."""
        return self.trailers.get("Labelmap-Chosen", ())

    @property
    def fields(self) -> tuple[str, ...]:
        """The dotted keys that were changed, as far as the diary says."""
        return self.trailers.get("Labelmap-Field", ())

    def concerns(self, step: str) -> bool:
        """Whether the change was one in this step, as far as the diary says."""
        if self.step is not None:
            return self.step == step
        files = (step, "eligibility") if step == SCHOOL else (step,)
        return self.event in _OF_STEP.get(step, ()) or any(
            name.startswith(f"{file}.") for name in self.fields for file in files
        )

    def said(self, edition: Edition | None = None) -> Message:
        """The entry as a sentence for people; with the edition, questions have their number."""
        from store.journal_texts import said

        return said(self, edition)


# Reading


def entries(
    git: Git,
    limit: int | None = None,
    path: str | None = None,
    *,
    start: str | None = None,
    skip: int = 0,
    by_descent: bool = False,
) -> Generator[Entry]:
    """The diary, newest first, read while it is asked for; with `path`, what changed that file.

    `start`: an entry's commit to begin with, whatever came since; `skip`: so many are left out;
    `by_descent`: a commit comes before those that it is made on, whatever the clocks said.
    """
    if start is None and git.head() is None:
        return
    bounds: tuple[str, ...] = () if limit is None else (f"--max-count={limit}",)
    bounds += (f"--skip={skip}",) if skip else ()
    bounds += ("--topo-order",) if by_descent else ()
    where = () if path is None else ("--", path)
    with closing(git.lines(*LOG, "-z", *bounds, start or "refs/heads/main", *where)) as records:
        for record in records:
            yield entry(record)


def people(git: Git) -> tuple[str, ...]:
    """The names of all who stand in the diary, each once, in the alphabet's order."""
    if git.head() is None:
        return ()
    asked = ("log", "--no-mailmap", "--no-color", "--format=%an", "-z", "refs/heads/main")
    with closing(git.lines(*asked)) as names:
        found = {shown_line(name) for name in names}
    return tuple(sorted(found, key=str.casefold))


def entry_of(git: Git, commit: str) -> Entry:
    """One commit as the diary has it."""
    result = git.run(*LOG, "-1", commit)
    return entry(result.stdout.decode("utf-8", "replace"))


def entry(record: str) -> Entry:
    """One record of what `LOG` answers."""
    commit, at, name, email, subject, said = record.split("\n", 5)
    trailers: dict[str, tuple[str, ...]] = {}
    for line in said.splitlines():
        key, colon, value = line.partition(": ")
        if colon:
            trailers[key] = (*trailers.get(key, ()), value)
    fields = trailers.get("Labelmap-Field", ())
    return Entry(
        commit=commit,
        at=moment(at),
        person=_person(name, email),
        event=_first(trailers, "Labelmap-Event"),
        step=_first(trailers, "Labelmap-Step"),
        field=fields[0] if len(fields) == 1 else None,
        subject=shown_line(subject),
        trailers=MappingProxyType(trailers),
    )


@lru_cache(maxsize=64)
def _person(name: str, email: str) -> Person:
    """A school has few people and many entries."""
    return Person(name=shown_line(name), email=shown_line(email))


def _first(trailers: Mapping[str, tuple[str, ...]], key: str) -> str | None:
    return next(iter(trailers.get(key, ())), None)


def moment(text: str) -> datetime:
    """A commit's date. One that no calendar has (made by hand) counts as the beginning of time."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


# Writing


def written(commit: str, at: datetime, person: Person, text: str) -> Entry:
    """The entry of a commit that was just made, without asking git."""
    subject, _, said = text.partition("\n\n")
    return entry(f"{commit}\n{at.isoformat()}\n{person.name}\n{person.email}\n{subject}\n{said}")


def message(note: Note, role: str = "teacher", *, clock_is_set: bool = False) -> str:
    """The commit message of a note: subject, blank line, trailers."""
    head = note.event if note.step is None else f"{note.event}({as_line(note.step)})"
    trailers = [f"Labelmap-Event: {note.event}"]
    if note.step is not None:
        trailers.append(f"Labelmap-Step: {as_line(note.step)}")
    trailers += [f"Labelmap-Field: {as_line(name)}" for name in note.fields]
    if note.detail:
        trailers.append(f"Labelmap-Detail: {as_line(note.detail)}")
    trailers += [f"Labelmap-Chosen: {as_line(name)}" for name in note.chosen]
    trailers.append(f"Labelmap-Role: {as_line(role)}")
    if clock_is_set:
        trailers.append("Labelmap-Clock: set")
    subject = as_line(f"{head}: {note.says}")
    return f"{subject}\n\n" + "\n".join(trailers) + "\n"


def as_line(words: str, limit: int = _SUBJECT) -> str:
    """People's words as one short line without spaces around them."""
    return first_words(words, limit)
