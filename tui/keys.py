"""Which keys people are told of, by F1 and by the palette: those that mean something to them.

Textual's widgets describe each way to move a cursor, in English; that the arrows move is known
everywhere.
"""

from collections.abc import Iterator

from textual.app import App
from textual.binding import ActiveBinding
from textual.screen import Screen

from model.messages import N_
from tui.widgets.text_editor import TextEditor

OF_TEXTUAL = (N_("Dismiss menu"),)
"""What the line of keys shows of Textual's own widgets: theirs to say, ours to translate."""


def key_name(display: str) -> str:
    """A key as people know it: nobody at school reads `^s` as Ctrl and S."""
    return f"ctrl+{display[1:]}" if display.startswith("^") and len(display) > 1 else display


def told_keys(screen: Screen[object]) -> Iterator[ActiveBinding]:
    """The keys that do something now, each action once."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        ours = binding.show or isinstance(active.node, App | Screen | TextEditor)
        action = binding.action.removeprefix("app.")
        if ours and binding.description and active.enabled and action not in seen:
            seen.add(action)
            yield active
