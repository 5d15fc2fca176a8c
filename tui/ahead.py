"""What most people open next, made ready while they look at the overview.

A screen that opens for the first time costs its module, its style sheet and each of its widgets; a
person waits for all of it. Here modules and sheets are read in a thread once there is something to
see, and the screens that stay (the steps, the lists) are made one by one, out of sight, with what
they read and what they draw, as long as the overview stands there and no longer: nothing is made
while somebody types. What a screen made ahead says is the session's when it is opened, like that of
any other that was left.
"""

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from itertools import count
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
_AT_ONCE: Final = 4
"""So many screens are made at once; the others when one still looks at the overview later, since
each takes memory."""
_PAUSE: Final = 0.02
"""Seconds between two pieces of making a screen: a key that comes in one is next."""
_LATER: Final = 3.0
"""Seconds until it is looked whether the overview stands there still, or again."""
_PATIENCE: Final = 50
"""Pauses after which what a screen reads is not waited for any more."""
_LAYOUTS: Final = 2
"""The first one gives widgets their sizes, the second knows which scroll bars that asks for."""


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
        """Do one more piece of making what was not opened yet; then, after a while, another."""
        if not self.screen_stack:  # the app ends
            return
        if self.screen is not self._home:
            self.set_timer(_LATER, self.make_next_ahead)
        elif (pause := next(self._pieces, None)) is not None:
            self.set_timer(pause, self.make_next_ahead)

    @cached_property
    def _pieces(self) -> Iterator[float]:
        """The pieces of the work; each tells the seconds until the next one."""
        return self._make_ahead()

    def _make_ahead(self) -> Iterator[float]:
        for made in count():
            if made == _AT_ONCE:
                yield _LATER
            # Asked for after each pause: somebody may have opened it meanwhile.
            if (unmade := next(self.unmade(), None)) is None:
                return
            screen = self.keep(*unmade)
            # Textual has no public way to make a screen that is not shown at once.
            self._get_screen(screen)
            yield _PAUSE
            yield from self._finish(screen)
            self.keep_uncollected()

    def _finish(self, screen: LabelmapScreen) -> Iterator[float]:
        """Lay it out, and draw it where that is light, unless somebody opened it meanwhile."""
        for _ in range(_PATIENCE):
            if screen.is_complete:
                break
            yield _PAUSE
        for _ in range(_LAYOUTS):
            if screen.is_current:
                return
            screen.stack_updates += 1  # else it is not laid out before it is shown
            screen.post_message(events.Resize(self.size, self.size))
            yield _PAUSE
        if not screen.is_current and screen.step_shown is None:
            _draw(screen)
            yield _PAUSE


def _draw(screen: LabelmapScreen) -> None:
    """Make the lines of its widgets: they keep what they drew."""
    for widget in screen.query("*"):
        if widget.outer_size:
            widget.render_lines(widget.outer_size.region)
