"""All actions by name: Textual's command palette, where keys come faster than it draws."""

from contextlib import suppress

from textual.command import CommandPalette

from tui.screens.closing import ClosesOnce


class Palette(CommandPalette, ClosesOnce[None]):
    """It closes once, and a key that comes before its list has lines does nothing."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # a page further in a list that was not drawn yet
            super()._action_command_list(action)
