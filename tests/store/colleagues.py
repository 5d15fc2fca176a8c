"""Some people with a folder each, real files under real git, whatever they do; and killed.

What they write is a word that is nowhere else, so that a lost one is seen. A process that is killed
is played by an exception that nothing catches, at any time that something is written or git is
asked. What one takes over from another is carried as a drive carries files: git's objects are
copied, as they lie there. What `git fetch` and bundles do with them is in `test_together_sync.py`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from model.application import Application, Evidence
from model.fields import get, parse_key, put
from model.versions import chosen, conflicts, versions
from store import desk, merge, merge_driver
from store.git import Git
from store.people import Person
from store.school_folder import SchoolFolder
from tests.store.interleavings import words_in
from tests.store.school import AN, BART, CLOCK, DOCUMENT, PLAN, git, with_field

PEOPLE = (AN, BART, Person("Cem Aydin", "cem@voorbeeldstad.example"))
FIELDS = (PLAN, "school.principal.name", "collaboration.explanations.share-practice")
ACTS = ("edit", "edit", "type", "attach", "choose", "remove", "cut", "cut", "take", "take", "die")
"""What people do: `type` is written and not yet recorded when the window closes, `die` is killed
while it is saved, `cut` is killed while it takes over what a colleague has."""


class KilledError(BaseException):
    """The process is gone: nothing catches this."""


@contextmanager
def killed_at(step: int) -> Iterator[list[int]]:
    """Everything that the block writes, or asks git, counts; at one of these steps it is killed."""
    taken = [0]

    def counted(what: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: object, **named: object) -> object:
            taken[0] += 1
            if taken[0] == step:
                raise KilledError
            return what(*args, **named)

        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Git, "run", counted(Git.run))
        for module in (desk, merge, merge_driver):
            patch.setattr(module, "atomic_write", counted(module.atomic_write))
        yield taken


def killed(here: SchoolFolder, who: Person, step: int, act: Callable[[], object]) -> SchoolFolder:
    """Somebody does something and is killed at a step; the folder as it opens afterwards."""
    with killed_at(step):
        try:
            act()
        except KilledError:
            (here.path / ".git/labelmap.writing").touch()  # as a killed process leaves it
    opened = SchoolFolder.open(here.path, CLOCK)
    opened.recover(who)
    return opened


def take_in_killed(here: SchoolFolder, theirs: str, who: Person, step: int) -> SchoolFolder:
    """Take in what a colleague has, killed at a step; the folder as it opens afterwards."""
    return killed(here, who, step, lambda: here.merge(theirs, who))


def carried(here: SchoolFolder, there: SchoolFolder) -> str:
    """Bring what a colleague has into one's own history, without joining it; the commit."""
    ours, theirs = (f"{folder.path}/.git/objects" for folder in (here, there))
    for place in os.scandir(theirs):
        if len(place.name) == 2 or place.name == "pack":
            into = f"{ours}/{place.name}"
            held = {file.name for file in os.scandir(into)} if os.access(into, os.F_OK) else None
            if held is None:
                Path(into).mkdir()
            for file in os.scandir(place.path):
                if file.name not in (held or ()) and not file.name.startswith("tmp"):
                    os.link(file.path, f"{into}/{file.name}")
    return str(there.newest())


class World:
    """Some people with a folder each."""

    def __init__(self, root: Path, folders: list[Path]) -> None:
        self.folders = []
        for n, path in enumerate(folders):
            shutil.copytree(path, root / str(n))
            self.folders.append(SchoolFolder.open(root / str(n), CLOCK))
        self._words = count(1000)
        self.written: set[str] = set()
        self.replaced: set[str] = set()
        self._left: set[int] = set()
        """Whose window was closed before all was recorded."""

    def word(self) -> str:
        """A word that was never written before."""
        word = f"w{next(self._words)}"
        self.written.add(word)
        return word

    def act(self, act: str, who: int, what: int, step: int) -> None:
        """One thing that somebody does; `what` and `step` say which and where."""
        who %= len(self.folders)
        folder, person = self.folders[who], PEOPLE[who]
        if act in {"cut", "take"}:
            other = self.folders[what % len(self.folders)]
            if other.newest() == folder.newest():
                return
            theirs = carried(folder, other)
            if act == "cut":
                self.folders[who] = take_in_killed(folder, theirs, person, step)
            else:
                folder.merge(theirs, person)
        elif act == "attach":
            self._document(folder, person, what)
        else:
            wanted = self._wanted(act, folder, what)
            if wanted is not None:
                self._save(act, who, wanted, step)

    def _wanted(self, act: str, folder: SchoolFolder, what: int) -> Application | None:
        """The application as somebody wants it; None where there is nothing to do."""
        held = folder.application
        if act == "choose":
            open_ones = conflicts(held)
            if not open_ones:
                return None
            choice = open_ones[what % len(open_ones)]
            several = versions(held, choice)
            return chosen(held, choice, several[what % len(several)].value)
        if act == "remove":
            every = held.all_evidence()
            if not every:
                return None
            step, item = every[what % len(every)]
            return put(held, parse_key(f"{step}.evidence.{item.id}", folder.edition), None)
        key = FIELDS[what % len(FIELDS)]
        parts = str(get(held, parse_key(key, folder.edition)) or "").split("\n\n")
        parts[what % len(parts)] = self.word()
        return with_field(folder, key, "\n\n".join(parts))

    def _save(self, act: str, who: int, wanted: Application, step: int) -> None:
        """Save it: recorded, only written, or killed meanwhile, as the act says."""
        folder, person = self.folders[who], PEOPLE[who]
        before = words_in(folder.application)
        gone, new = before - words_in(wanted), words_in(wanted) - before
        if act == "type":
            folder.write(wanted)
            self._left.add(who)
            self.folders[who] = folder = SchoolFolder.open(folder.path, CLOCK)
        elif act == "die":
            self.folders[who] = folder = killed(
                folder, person, 1 + step % 8, lambda: folder.save(wanted, person)
            )
            if not new <= words_in(folder.application):  # killed before it was in the file
                assert words_in(folder.application) == before
                self.written -= new
                return
        elif act == "remove":
            (lost,) = {e.id for _, e in folder.application.all_evidence()} - {
                e.id for _, e in wanted.all_evidence()
            }
            folder.detach(lost, person)
        else:
            folder.save(wanted, person)
        assert words_in(folder.application) == words_in(wanted)
        self.replaced |= gone

    def _document(self, folder: SchoolFolder, person: Person, what: int) -> None:
        """A document added; often one of the same name, now and then the very same."""
        data = DOCUMENT + b"%d" % (what % 3)
        digest = sha256(data).hexdigest()
        every = folder.application.all_evidence()
        name = f"foto-{what % 2}"
        path = f"evidence/esafety/{name}.pdf"
        if any(digest == e.sha256 or name == e.id or path == e.file for _, e in every):
            return
        item = Evidence(id=name, title=self.word(), file=path, sha256=digest, bytes=len(data))
        key = parse_key(f"esafety.evidence.{name}", folder.edition)
        folder.save(put(folder.application, key, item), person, documents={path: data})

    def settle(self) -> None:
        """Everybody takes in what everybody has, until nothing is new; it must come to that."""
        for who in self._left:
            self.folders[who].recover(PEOPLE[who])
        self._left.clear()
        for _ in range(2 * len(self.folders) + 1):
            for folder, person in zip(self.folders, PEOPLE, strict=False):
                for other in self.folders:
                    if other.newest() != folder.newest():
                        folder.merge(carried(folder, other), person)
            if len({folder.newest() for folder in self.folders}) == 1:
                return
        raise AssertionError("they never come to one application")

    def check(self) -> None:
        """One application, whole, with all that was written; and its history is sound."""
        self.settle()
        first = self.folders[0]
        found = words_in(first.application)
        assert not self.written - self.replaced - found
        for folder in self.folders:
            assert not git(folder.path, "status", "--porcelain")
            opened = SchoolFolder.open(folder.path, CLOCK)
            assert opened.application == first.application
            assert not opened.problems
            for _, item in opened.application.all_evidence():
                assert opened.application.documents[item.file].sha256 == item.sha256
        git(first.path, "fsck", "--strict", "--no-dangling")
