"""All actions by name: Textual's command palette, where keys come faster than it draws."""

from contextlib import suppress

from textual import events
from textual.command import CommandPalette
from textual.worker import Worker

from tui.screens.closing import ClosesOnce


class Palette(CommandPalette, ClosesOnce[None]):
    """It closes once, and a key that comes before its list has lines does nothing."""

    async def on_event(self, event: events.Event) -> None:
        """As Textual's; left before it was made, it asks no screen for its actions."""
        left = isinstance(event, events.Mount) and self not in self.app.screen_stack
        if not left:
            await super().on_event(event)

    def _gather_commands(self, search_value: str) -> Worker[None] | None:  # type: ignore[override]  # Textual reads no result
        if self in self.app.screen_stack:  # a word typed before it was left may come after that
            return super()._gather_commands(search_value)
        return None

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # a page further in a list that was not drawn yet
            super()._action_command_list(action)
