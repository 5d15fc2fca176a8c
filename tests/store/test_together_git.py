"""As `test_together.py`, in real folders with real git; and killed between any two steps.

One interleaving begins where all have the same application, is some edits, attachments, removals,
choices, takings-over and crashes of two or three people, each offline in between, and ends when all
have taken over all: then they have one application with all that was written, the files are as the
history has them, and `git fsck` is content. Each is checked in this way, also where the next one
begins in the same folders, from what this one left: so histories grow long, with all that is in
them, and less time goes to making new ones.
"""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from model.fields import parse_key, put
from model.versions import conflicts
from tests.store.colleagues import ACTS, PEOPLE, World, take_in_killed
from tests.store.school import AN, BART, PLAN, git, plan_of, with_field
from tests.store.together import fetched, team

TEXT = "a\n\nb\n\nc"
WORLDS, IN_A_WORLD = 400, 25
"""Ten thousand interleavings: so many in the same folders, one after the other."""


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


ACT = st.tuples(st.sampled_from(ACTS), *[st.integers(0, 40)] * 3)
LIKE = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
"""Without making an example smaller, which would take minutes."""


@settings(LIKE, max_examples=5)
@given(people=st.integers(2, 3), acts=st.lists(ACT, min_size=4, max_size=10))
def test_some_interleavings(
    start: list[Path], people: int, acts: list[tuple[str, int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as root:
        world = World(Path(root), start[:people])
        for act, who, what, step in acts:
            world.act(act, who, what, step)
        world.check()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(WORLDS))
def test_ten_thousand_interleavings(start: list[Path], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order of events, no secret
    with tempfile.TemporaryDirectory() as root:
        world = World(Path(root), start[: 2 + seed % 2])
        for number in range(IN_A_WORLD):
            acts = [_any_act(chance) for _ in range(chance.randint(3, 7))]
            try:
                for act, who, what, step in acts:
                    world.act(act, who, what, step)
                world.check()
            except BaseException as error:
                error.add_note(f"interleaving {number} of world {seed}: {acts}")
                raise


def _any_act(chance: random.Random) -> tuple[str, int, int, int]:
    who, what, step = (chance.randrange(41) for _ in range(3))
    return chance.choice(ACTS), who, what, step


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
