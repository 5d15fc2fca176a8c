"""`dataclass`, with a small part of the standard decorator's work at import.

The standard one writes and compiles up to six functions for each class, which all starts of the
program pay for. Here the classes share their functions; the rest is as it was: type checkers see
the standard decorator, and `dataclasses.replace`, `fields` and `is_dataclass` work. Not taken over:
`order`, `__post_init__`, and the memory that `slots` would spare. Why: docs/decisions.md.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

_T = TypeVar("_T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *,
        frozen: bool = False,
        slots: bool = False,  # noqa: ARG001 - for type checkers: no other attribute may be set
        kw_only: bool = False,
    ) -> Callable[[type[_T]], type[_T]]:
        """Make a class of values, as the standard decorator does with these arguments."""

        def made(cls: type[_T]) -> type[_T]:
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
            cls.__init__ = _init(dataclasses.fields(cls))
            cls.__repr__ = _repr
            cls.__eq__ = _eq
            cls.__hash__ = _hash if frozen else None
            if frozen:
                cls.__setattr__ = _refuse_to_set
                cls.__delattr__ = _refuse_to_delete
            return cls

        return made


_MISSING = dataclasses.MISSING


def _init(fields: tuple["dataclasses.Field[Any]", ...]) -> Callable[..., None]:
    """The constructor of a class with these fields."""
    names = frozenset(field.name for field in fields)
    positional = tuple(field.name for field in fields if not field.kw_only)
    defaults = {f.name: f.default for f in fields if f.default is not _MISSING}
    factories = [(f.name, f.default_factory) for f in fields if f.default_factory is not _MISSING]

    def __init__(self: object, *args: object, **given: object) -> None:  # noqa: N807 - it is one
        if args:
            given = _with_positional(type(self), positional, args, given)
        values = self.__dict__
        values.update(defaults)
        for name, factory in factories:
            if name not in given:
                values[name] = factory()
        values.update(given)
        if values.keys() != names:
            raise _wrong_arguments(type(self), names, values)

    return __init__


def _with_positional(
    cls: type, names: tuple[str, ...], args: tuple[object, ...], given: dict[str, object]
) -> dict[str, object]:
    if len(args) > len(names):
        raise TypeError(f"{cls.__name__}() takes {len(names)} positional arguments")
    placed = dict(zip(names, args, strict=False))
    if twice := placed.keys() & given.keys():
        raise TypeError(f"{cls.__name__}() got {', '.join(sorted(twice))} twice")
    return placed | given


def _wrong_arguments(cls: type, names: frozenset[str], values: dict[str, object]) -> TypeError:
    missing, unknown = sorted(names - values.keys()), sorted(values.keys() - names)
    return TypeError(f"{cls.__name__}() lacks {missing}, and does not know {unknown}")


def _repr(self: Any) -> str:  # noqa: ANN401 - any value
    held = (f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({', '.join(held)})"


def _eq(self: object, other: object) -> object:  # NotImplemented is no bool
    if type(other) is not type(self):
        return NotImplemented
    return self.__dict__ == other.__dict__


def _hash(self: Any) -> int:  # noqa: ANN401 - any value
    return hash(tuple([getattr(self, name) for name in self.__dataclass_fields__]))


def _refuse_to_set(self: object, name: str, value: object) -> None:  # noqa: ARG001 - a setter's
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:  # noqa: ARG001 - a deleter's
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
