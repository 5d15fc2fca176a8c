"""As `test_together.py`, in real folders with real git; and killed between any two steps."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from model.application import Evidence
from model.fields import parse_key, put
from model.versions import chosen, conflicts, versions
from store import merge, merge_driver
from store.git import Git
from store.people import Person
from store.school_folder import SchoolFolder
from tests.store.interleavings import words_in
from tests.store.school import AN, BART, CLOCK, DOCUMENT, PLAN, git, plan_of, with_field
from tests.store.together import fetched, team

PEOPLE = (AN, BART, Person("Cem Aydin", "cem@voorbeeldstad.example"))
TEXT = "a\n\nb\n\nc"
FIELDS = (PLAN, "school.principal.name", "collaboration.explanations.share-practice")


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
        for module in (merge, merge_driver):
            patch.setattr(module, "atomic_write", counted(module.atomic_write))
        yield taken


def take_in_killed(here: SchoolFolder, theirs: str, who: Person, step: int) -> SchoolFolder:
    """Take in what a colleague has, killed at a step; the folder as it opens afterwards."""
    with killed_at(step):
        try:
            here.merge(theirs, who)
        except KilledError:
            (here.path / ".git/labelmap.writing").touch()  # as a killed process leaves it
    opened = SchoolFolder.open(here.path, CLOCK)
    opened.recover(who)
    return opened


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

    def word(self) -> str:
        """A word that was never written before."""
        word = f"w{next(self._words)}"
        self.written.add(word)
        return word

    def act(self, act: int, who: int, what: int, step: int) -> None:
        """One thing that somebody does."""
        who %= len(self.folders)
        folder, person = self.folders[who], PEOPLE[who]
        before = folder.application
        if act in (0, 1):
            key = FIELDS[what % len(FIELDS)]
            parts = str(_held(folder, key)).split("\n\n")
            parts[what % len(parts)] = self.word()
            folder.save(with_field(folder, key, "\n\n".join(parts)), person)
        elif act == 2:  # typed, written, and the window closed before it was recorded
            folder.write(with_field(folder, FIELDS[what % len(FIELDS)], self.word()))
            self.folders[who] = folder = SchoolFolder.open(folder.path, CLOCK)
        elif act == 3:
            self._document(folder, person, what)
        elif act == 4 and (open_ones := conflicts(before)):
            choice = open_ones[what % len(open_ones)]
            several = versions(before, choice)
            folder.save(chosen(before, choice, several[what % len(several)].value), person)
        elif act == 5 and before.all_evidence():
            folder.detach(before.all_evidence()[0][1].id, person)
        if act <= 5:
            self.replaced |= words_in(before) - words_in(folder.application)
            return
        theirs = fetched(folder, self.folders[what % len(self.folders)])
        if act == 6:
            folder = take_in_killed(folder, theirs, person, step)
        else:
            folder.merge(theirs, person)
        self.folders[who] = folder

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
        for folder, person in zip(self.folders, PEOPLE, strict=False):
            folder.recover(person)
        for _ in range(2 * len(self.folders) + 1):
            for folder, person in zip(self.folders, PEOPLE, strict=False):
                for other in self.folders:
                    if other is not folder:
                        folder.merge(fetched(folder, other), person)
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


def _held(folder: SchoolFolder, key: str) -> object:
    from model.fields import get

    return get(folder.application, parse_key(key, folder.edition)) or ""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One application in the folders of three people."""
    folders = team(tmp_path_factory.mktemp("team"), 3)
    first = folders[0]
    key = parse_key(PLAN, first.edition)
    first.save(put(first.application, key, TEXT), AN)
    for folder, person in zip(folders[1:], PEOPLE[1:], strict=True):
        folder.merge(fetched(folder, first), person)
    return [folder.path for folder in folders]


ACT = st.tuples(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 6, 7, 7]), *[st.integers(0, 40)] * 3)
LIKE = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
"""Without making an example smaller, which would take minutes."""


def run(start: list[Path], people: int, acts: list[tuple[int, ...]]) -> None:
    """All of them in fresh copies, and then what must hold."""
    with tempfile.TemporaryDirectory() as root:
        world = World(Path(root), start[:people])
        for act, who, what, step in acts:
            world.act(act, who, what, step)
        world.check()


@settings(LIKE, max_examples=5)
@given(people=st.integers(2, 3), acts=st.lists(ACT, min_size=4, max_size=10))
def test_some_interleavings(start: list[Path], people: int, acts: list[tuple[int, ...]]) -> None:
    run(start, people, acts)


@pytest.mark.long
@settings(LIKE, max_examples=300)
@given(people=st.integers(2, 3), acts=st.lists(ACT, max_size=16))
def test_many_interleavings(start: list[Path], people: int, acts: list[tuple[int, ...]]) -> None:
    run(start, people, acts)


@pytest.mark.parametrize(
    "step", [n if n % 9 == 3 else pytest.param(n, marks=pytest.mark.long) for n in range(1, 40)]
)
def test_killed_at_any_step_nothing_is_lost_and_it_is_ended(
    start: list[Path], step: int, tmp_path: Path
) -> None:
    world = World(tmp_path, start[:2])
    an, bart = world.folders
    an.save(with_field(an, PLAN, TEXT.replace("a", "van An")), AN)
    an.save(with_field(an, "school.principal.name", "Els"), AN)
    bart.save(with_field(bart, PLAN, TEXT.replace("c", "van Bart")), BART)
    bart.save(with_field(bart, "school.principal.name", "Jo"), BART)
    an = world.folders[0] = take_in_killed(an, fetched(an, bart), AN, step)
    assert an.application.school.principal.name in {"Els", "Jo"}
    world.check()
    assert plan_of(an) == plan_of(bart) == "van An\n\nb\n\nvan Bart"
    assert len(conflicts(an.application)) == 1
    subjects = git(an.path, "log", "--format=%s")
    assert "recover" not in subjects
