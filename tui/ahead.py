"""What most people open next, made ready while they look at the overview.

A screen that opens for the first time costs its module, its style sheet and each of its widgets; a
person waits for all of it. Here modules and sheets are read in a thread once there is something to
see, and the screens that stay (the steps, the list of evidence) are made one by one, out of sight,
as long as the overview stands there and no longer: nothing is made while somebody types. A screen
made ahead is drawn when it is opened, like any other that was left: from what the session holds.
"""

from importlib import import_module
from pathlib import Path
from typing import Final

from textual import events, work

from tui.routing_app import RoutingApp
from tui.screens.base import LabelmapScreen
from tui.style_sheet import StyleSheet

MODULES: Final = (
    "step",
    "school",
    "evidence_table",
    "matrix",
    "preview",
    "history",
    "declaration",
    "feedback",
)
"""The screens behind the keys of the overview, the likeliest first."""
SHEETS: Final = ("dialog", *MODULES)
_PAUSE: Final = 0.05
"""Seconds between two screens: a key that comes while one is made comes before the next."""
_LATER: Final = 3.0
"""Seconds until it is looked whether the overview stands there again."""


def sheets() -> list[Path]:
    """The files, named as Textual names them."""
    folder = Path(__file__).resolve().parent / "screens"
    return [folder / f"{name}.tcss" for name in SHEETS]


class AheadApp(RoutingApp):
    """The app as far as it makes ready what was not asked for yet."""

    ahead = False
    """Whether it does. The program does; a test of one screen has no use for all others."""

    def start_ahead(self) -> None:
        """Begin, now that there is a picture."""
        if self.ahead and self.session is not None:
            self._read_ahead(self.get_css_variables())

    @work(thread=True, group="ahead", exit_on_error=False)
    def _read_ahead(self, colours: dict[str, str]) -> None:
        for name in MODULES:
            import_module(f"tui.screens.{name}")
        read = StyleSheet(variables=colours)
        read.read_all(sheets())
        read.parse()
        self.call_from_thread(self._was_read)

    def _was_read(self) -> None:
        # A sheet that comes with its screen makes Textual style all that stands there anew.
        self.stylesheet.read_all(sheets())
        self.stylesheet.parse()
        self.make_next_ahead()

    def make_next_ahead(self) -> None:
        """Make one screen that was not opened yet, out of sight; then, after a while, another."""
        name, make = next(self.unmade(), (None, None))
        if name is None or make is None:
            return
        if self.screen is self._home:
            self._make_ahead(self.keep(name, make))
        else:
            self.set_timer(_LATER, self.make_next_ahead)

    @work(group="ahead", exit_on_error=False)
    async def _make_ahead(self, screen: LabelmapScreen) -> None:
        # Textual has no public way to make a screen that is not shown at once.
        _, made = self._get_screen(screen)
        await made
        if not screen.is_current:  # nobody opened it meanwhile
            screen.stack_updates += 1  # else it is not laid out before it is shown
            screen.post_message(events.Resize(self.size, self.size))
        self.set_timer(_PAUSE, self.make_next_ahead)
