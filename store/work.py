"""The reviewers' own space in an inbox: drafts of feedback, and who has which school.

`work/` is a small repository of its own, which reviewers may share; nothing of it is ever part of
what a school gets. Source: repository-format.md, 'How it travels' and 'Life of an application'.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from model.review import Feedback, FeedbackKind
from store import toml_file
from store.clock import Clock
from store.folder import FileTooLarge, NotAFile, UnsafePath, atomic_write, read_file, write_failure
from store.git import Git
from store.inbox_folder import Inbox
from store.lock import clear_clutter, writer_lock
from store.names import slug, unique_name
from store.people import Person, committer
from store.record_files import piece

DRAFTS = "drafts"
"""A folder a school; a draft is a piece of feedback whose id is its own name there, of no round."""
ASSIGNED = "assigned.toml"


class Work:
    """The `work/` of an inbox; it is made when something is first kept there."""

    def __init__(self, inbox: Inbox) -> None:
        """Know where it is."""
        self._path = inbox.work

    @classmethod
    def at(cls, path: Path) -> Self:
        """The `work/` in a folder of that name."""
        return cls(Inbox(path.parent))

    def begin(self, person: Person, clock: Clock) -> None:
        """Let there be a first commit: that is what others can be given."""
        with self.writing() as git:
            if git.head() is None:
                atomic_write(self._path / ASSIGNED, toml_file.dump({"assigned": self.assigned()}))
                commit_work(git, [ASSIGNED], "work: begun", person, clock)

    def drafts(self, school: str) -> tuple[Feedback, ...]:
        """The drafts of one school (its folder's name), by name; what can't be read is left."""
        place = self._path / DRAFTS / school
        found = []
        for file in sorted(place.glob("*.toml")) if place.is_dir() else ():
            draft = _piece(tables_of(self._path, f"{DRAFTS}/{school}/{file.name}"), file.stem)
            if draft is not None:
                found.append(draft)
        return tuple(found)

    def keep(self, school: str, draft: Feedback, person: Person, clock: Clock) -> Feedback:
        """Keep a new draft; it, with its name as id. Raises a `WriteFailure`, a `GitFailure`."""
        with self.writing() as git:
            taken = {file.stem for file in (self._path / DRAFTS / school).glob("*.toml")}
            base = slug(f"{draft.step or 'application'} {person.name}", "draft")
            name = unique_name(base, taken)
            path = f"{DRAFTS}/{school}/{name}.toml"
            atomic_write(self._path / path, piece(draft))
            commit_work(git, [path], f"draft: {school}", person, clock)
        return replace(draft, id=name)

    def put(self, school: str, draft: Feedback, person: Person, clock: Clock) -> Feedback:
        """Keep a draft in the place of the one that has its id; what that said stays in the past.

        One that a colleague dropped or published meanwhile is kept as a new one.
        """
        path = f"{DRAFTS}/{school}/{draft.id}.toml"
        with self.writing() as git:
            is_there = (self._path / path).is_file()
            if is_there:
                atomic_write(self._path / path, piece(draft))
                commit_work(git, [path], f"draft: {school}", person, clock)
        return draft if is_there else self.keep(school, draft, person, clock)

    def drop(self, school: str, names: Iterable[str], person: Person, clock: Clock) -> None:
        """Drafts that were published, or are no longer wanted."""
        with self.writing() as git:
            paths = [f"{DRAFTS}/{school}/{name}.toml" for name in names]
            there = [path for path in paths if (self._path / path).is_file()]
            for path in there:
                (self._path / path).unlink()
            commit_work(git, there, f"published: {school}", person, clock)

    def assigned(self) -> Mapping[str, str]:
        """The school's folder to the reviewer who decides on it."""
        tables = tables_of(self._path, ASSIGNED).get("assigned", {})
        pairs = tables.items() if isinstance(tables, dict) else ()
        return {school: name for school, name in pairs if isinstance(name, str)}

    def assign(self, school: str, reviewer: str, person: Person, clock: Clock) -> None:
        """Let one reviewer decide on a school; "": nobody in particular."""
        with self.writing() as git:
            known = {**self.assigned(), school: reviewer}
            kept = {name: who for name, who in sorted(known.items()) if who}
            atomic_write(self._path / ASSIGNED, toml_file.dump({"assigned": kept}))
            commit_work(git, [ASSIGNED], f"assign: {school}", person, clock)

    @contextmanager
    def writing(self) -> Iterator[Git]:
        """The repository, made where there is none, while nobody else writes in it."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_failure(error, self._path) from error
        git = Git.begin(self._path) if not (self._path / ".git").is_dir() else Git(self._path)
        with writer_lock(self._path) as writing:
            if writing.interrupted:
                clear_clutter(writing)
            yield git


def commit_work(git: Git, paths: list[str], message: str, person: Person, clock: Clock) -> None:
    """Record these files of `work/`."""
    git.commit(paths, f"{message}\n", person, clock.now(), committer(person))


def tables_of(root: Path, path: str) -> Mapping[str, Any]:
    """What a file of `work/` says; nothing where it can't be read."""
    with suppress(OSError, UnsafePath, NotAFile, FileTooLarge):
        return toml_file.parse(read_file(root, path, toml_file.LIMIT), path).tables or {}
    return {}


def _piece(tables: Mapping[str, Any], name: str) -> Feedback | None:
    """A draft as its file has it; None where that is none."""
    kind, on = tables.get("kind"), tables.get("on")
    if kind not in set(FeedbackKind) or type(on) is not date:
        return None

    def said(key: str) -> str:
        value = tables.get(key, "")
        return value.removesuffix("\n") if isinstance(value, str) else ""

    return Feedback(
        id=name,
        round=0,
        kind=FeedbackKind(kind),
        text=said("text"),
        by=said("by"),
        on=on,
        step=said("step") or None,
        field=said("field") or None,
        quote=said("quote"),
        about_sha256=said("about_sha256"),
    )
