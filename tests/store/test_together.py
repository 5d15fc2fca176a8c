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


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(people=st.integers(2, 4), steps=st.lists(STEP, max_size=40))
def test_hundreds_of_interleavings(people: int, steps: list[tuple[int, ...]]) -> None:
    holds(run(people, steps))


@pytest.mark.long
@settings(max_examples=10_000, deadline=None, suppress_health_check=SLOW)
@given(people=st.integers(2, 4), steps=st.lists(STEP, max_size=60))
def test_ten_thousand_interleavings(people: int, steps: list[tuple[int, ...]]) -> None:
    holds(run(people, steps))
