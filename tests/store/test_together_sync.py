"""As `test_together_git.py`, through one shared folder: each shares when it comes to that."""

import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from model.fields import get, parse_key
from store.school_folder import SchoolFolder
from tests.store.interleavings import words_in
from tests.store.school import AN, BART, CLOCK, PLAN, git
from tests.store.sharing import CARLA, inviting, joined, share, writes

PEOPLE = (AN, BART, CARLA)
FIELDS = (PLAN, "school.principal.name", "collaboration.explanations.share-practice")
ACT = st.tuples(st.integers(0, 2), *[st.integers(0, 40)] * 2)
LIKE = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


def run(place: Path, acts: list[tuple[int, int, int]]) -> None:
    """Some write and some share; in the end everybody shares until nothing is new."""
    an, shared = inviting(place)
    folders = [an, *(joined(shared, place / who.name[:4], who) for who in PEOPLE[1:])]
    words, written, replaced = count(1000), set[str](), set[str]()
    for act, who, what in acts:
        folder, person = folders[who % 3], PEOPLE[who % 3]
        if act == 0:
            share(folder, person)
            continue
        before = folder.application
        key = FIELDS[what % len(FIELDS)]
        parts = str(get(before, parse_key(key, folder.edition)) or "a\n\nb\n\nc").split("\n\n")
        parts[what % len(parts)] = word = f"w{next(words)}"
        written.add(word)
        writes(folder, person, {key: "\n\n".join(parts)})
        replaced |= words_in(before) - words_in(folder.application)
    for _ in range(2 * len(folders) + 1):
        for folder, person in zip(folders, PEOPLE, strict=True):
            share(folder, person)
        if len({folder.newest() for folder in folders}) == 1:
            break
    assert len({folder.newest() for folder in folders}) == 1
    assert not written - replaced - words_in(an.application)
    for folder in folders:
        assert not git(folder.path, "status", "--porcelain")
        assert SchoolFolder.open(folder.path, CLOCK).application == an.application
    git(an.path, "fsck", "--strict", "--no-dangling")


@settings(LIKE, max_examples=2)
@given(acts=st.lists(ACT, min_size=5, max_size=9))
def test_through_a_shared_folder(acts: list[tuple[int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        run(Path(place), acts)


@pytest.mark.long
@settings(LIKE, max_examples=100)
@given(acts=st.lists(ACT, min_size=5, max_size=20))
def test_through_a_shared_folder_many_times(acts: list[tuple[int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        run(Path(place), acts)
