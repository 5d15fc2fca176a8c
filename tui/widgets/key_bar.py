"""The keys that matter now, on one line, clickable; in the language of the interface.

Textual's Footer makes a widget a key and makes them all anew at each change of focus; this one is a
single line of content, so that neither start-up nor moving between fields pays for it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.rows import is_one_more

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class _Key:
    display: str
    description: str
    key: str
    enabled: bool


class KeyBar(Widget):
    """One line of keys; the last that do not fit are left to the palette and F1."""

    can_focus = False
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-bar--key",
        "key-bar--description",
        "key-bar--disabled",
    }

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, _Key]] = []
        """From which column to which a key stands, for the mouse."""
        self._shown: list[_Key] = []
        """The keys for which it was drawn."""

    def on_mount(self) -> None:
        """Follow the keys of the screen that it stands on."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen and self._keys() != self._shown:
            self.refresh()

    def _keys(self) -> list[_Key]:
        seen: set[str] = set()
        keys: list[_Key] = []
        for active in self.screen.active_bindings.values():
            binding: Binding = active.binding
            action = binding.action.removeprefix("app.")
            if not binding.show or action in seen:
                continue
            seen.add(action)
            keys.append(
                _Key(
                    self.app.get_key_display(binding),
                    binding.description,
                    binding.key,
                    active.enabled,
                )
            )
        return keys

    def render(self) -> Content:
        """The keys that fit the width."""
        line = Content("")
        self._places = []
        keys = self._shown = self._keys()
        help_key = next((key for key in keys if key.key == "f1"), None)
        help_part = self._part(help_key) if help_key is not None else Content("")
        room = self.size.width - help_part.cell_length
        for key in keys:
            if key is help_key:
                continue
            part = self._part(key)
            if line.cell_length + part.cell_length > room:
                break
            self._places.append((line.cell_length, line.cell_length + part.cell_length, key))
            line += part
        if help_key is not None:
            line += " " * (room - line.cell_length)
            self._places.append((room, self.size.width, help_key))
        return line + help_part

    def _part(self, key: _Key) -> Content:
        key_style, text_style = (
            (self.get_visual_style("key-bar--key"), self.get_visual_style("key-bar--description"))
            if key.enabled
            else (self.get_visual_style("key-bar--disabled"),) * 2
        )
        return Content.assemble(
            (f" {key.display} ", key_style), (f"{key.description} ", text_style)
        )

    def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does, a double one once."""
        if is_one_more(event):
            return
        for start, end, key in self._places:
            if start <= event.x < end:
                if key.enabled:
                    self.app.simulate_key(key.key)
                return
