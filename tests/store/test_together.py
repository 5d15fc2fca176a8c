"""Two to four people, whatever they do and in whatever order: one application, nothing lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.decode import decode
from store.encode import encode, value_of
from tests.store.interleavings import STEP, World, run

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def holds(world: World) -> None:
    """What must hold when everybody has taken in everything."""
    world.settle()
    assert not world.lost()
    for commit in world.commits.values():
        for path, data in encode(commit.application).items():
            decoded = decode(path, data)
            assert not decoded.problems
            assert decoded.value == value_of(commit.application, path)
    application = world.application(0)
    ids = [item.id for _, item in application.all_evidence()]
    assert len(set(ids)) == len(ids)
    files = {item.file: item.sha256 for _, item in application.all_evidence()}
    assert all(files[item.file] == item.sha256 for _, item in application.all_evidence())


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(people=st.integers(2, 4), steps=st.lists(STEP, max_size=40))
def test_hundreds_of_interleavings(people: int, steps: list[tuple[int, ...]]) -> None:
    holds(run(people, steps))


@pytest.mark.long
@settings(max_examples=10_000, deadline=None, suppress_health_check=SLOW)
@given(people=st.integers(2, 4), steps=st.lists(STEP, max_size=60))
def test_ten_thousand_interleavings(people: int, steps: list[tuple[int, ...]]) -> None:
    holds(run(people, steps))


@pytest.mark.parametrize(
    ("people", "steps"),
    [
        # Each had joined two of three that touch; none of the two joinings holds all.
        (4, [(0, 2, 16, 25), (0, 0, 22, 12), (0, 3, 25, 20), (5, 0, 15, 17)]),
        (3, [(0, 2, 5, 9), (0, 1, 5, 3), (0, 0, 8, 12)]),
        # An entry that is the same on both sides, in two versions on one of them.
        (
            3,
            [
                *((7, 0, 15, 21), (11, 2, 9, 30), (7, 0, 3, 17), (7, 2, 29, 16), (0, 0, 16, 18)),
                *((11, 2, 24, 15), (7, 1, 1, 22), (3, 1, 13, 20)),
            ],
        ),
    ],
)
def test_what_once_went_wrong(people: int, steps: list[tuple[int, ...]]) -> None:
    holds(run(people, steps))
