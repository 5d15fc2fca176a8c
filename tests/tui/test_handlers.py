"""What Textual calls when a message comes."""

import importlib
import pkgutil
from collections.abc import Iterator

from textual.message_pump import MessagePump

import tui


def every_kind(of: type[object]) -> Iterator[type[object]]:
    for kind in of.__subclasses__():
        yield kind
        yield from every_kind(kind)


def test_no_class_has_a_second_handler_by_the_name_of_an_inherited_one() -> None:
    # Textual calls the handlers of every class: what looks like an override comes beside it.
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        importlib.import_module(module.name)
    ours = [kind for kind in every_kind(MessagePump) if kind.__module__.startswith("tui.")]
    assert len(ours) > 100
    for kind in ours:
        for base in kind.__mro__[1:]:
            handlers = vars(base).get("_decorated_handlers", {})
            names = {handler.__name__ for each in handlers.values() for handler, _ in each}
            between = kind.__mro__[: kind.__mro__.index(base)]
            twice = names & {name for each in between for name in vars(each)}
            assert not twice, (kind, base, twice)
