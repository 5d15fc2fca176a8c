"""A light dataclass is a dataclass: what holds for the standard ones holds for ours."""

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from model.application import Application, Contact, Evidence, School
from model.light import dataclass
from model.problems import Code, Problem
from model.tally import Tally
from tests.model.build import complete


@dataclass(frozen=True, slots=True)
class Point:
    """A value with a default and a factory."""

    x: int
    y: int = 2
    names: list[str] = dataclasses.field(default_factory=list)


def make(cls: type[Any], *args: object, **given: object) -> object:
    """Call a class with what no type checker would let pass."""
    return cls(*args, **given)


def test_it_is_a_dataclass() -> None:
    assert dataclasses.is_dataclass(Evidence)
    assert [field.name for field in dataclasses.fields(Point)] == ["x", "y", "names"]
    assert dataclasses.replace(Point(1), y=5) == Point(1, 5)


def test_values_are_equal_by_what_they_hold() -> None:
    assert Point(1) == Point(x=1, y=2)
    assert Point(1) != Point(2)
    other: object = School(name="An")
    assert Contact(name="An") != other
    assert complete() == complete()


def test_equal_values_have_one_hash_whatever_the_order() -> None:
    first, second = Evidence(id="a", title="b"), Evidence(title="b", id="a")
    assert hash(first) == hash(second)
    assert len({first, second, Evidence(id="c")}) == 2


def test_a_frozen_value_stays_as_it_is() -> None:
    point: Any = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.z = 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.y
    assert point == Point(1)


def test_another_may_change_and_has_no_hash() -> None:
    tally = Tally("esafety", "answers/2-esafety.toml")
    tally.require(done=True)
    assert tally.done == 1
    with pytest.raises(TypeError):
        hash(tally)


def test_each_value_has_its_own_of_what_is_made_for_it() -> None:
    Point(1).names.append("a")
    assert Point(1).names == []


@pytest.mark.parametrize(
    ("cls", "args", "given"),
    [
        (Point, (), {}),
        (Point, (1, 2, [], 4), {}),
        (Point, (1,), {"x": 1}),
        (Point, (1,), {"z": 1}),
        (Point, (), {"z": 1}),
        (Contact, ("An",), {}),
    ],
)
def test_wrong_arguments_are_refused(
    cls: type[Any], args: tuple[object, ...], given: dict[str, object]
) -> None:
    with pytest.raises(TypeError):
        make(cls, *args, **given)


def test_it_can_be_copied_and_pickled() -> None:
    for value in (Point(1, 5, ["a"]), Evidence(id="a"), Problem(Code.PLAN_MISSING, "esafety")):
        assert copy.copy(value) == value
    assert copy.deepcopy(Point(1, 5, ["a"])) == Point(1, 5, ["a"])
    assert pickle.loads(pickle.dumps(Evidence(id="a"))) == Evidence(id="a")  # noqa: S301 - our own


def test_it_shows_what_it_holds() -> None:
    assert repr(Point(1)) == "Point(x=1, y=2, names=[])"
    assert "school=School(" in repr(Application())


def test_it_matches_by_place() -> None:
    match Point(1, 5):
        case Point(x, y):
            assert (x, y) == (1, 5)
