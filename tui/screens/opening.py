"""A screen that opens in few steps: what Textual would do twice is done once.

Textual styles the widgets of a new screen when they are made and once more when it comes to the
front; it lays the screen out then, and again because it has a size now. Each costs as much as all
else that a new screen needs (bench/screens.py).
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from textual import events, on

from tui.screens.closing import ClosesOnce, Result

if TYPE_CHECKING:
    from textual.app import App


def room(app: "App[object]") -> Iterator[str]:
    """The classes that a screen gets in a window of this size."""
    for length, breakpoints in (
        (app.size.width, app.HORIZONTAL_BREAKPOINTS),
        (app.size.height, app.VERTICAL_BREAKPOINTS),
    ):
        if length and breakpoints:
            yield max((least, name) for least, name in breakpoints if least <= length)[1]


class OpenedAtOnce(ClosesOnce[Result]):
    """What all screens of ours have in common, in both modes."""

    _styled_in: str | None = None
    """The theme in which it was made, or came to the front last."""

    @on(events.Mount)
    def _has_styles(self) -> None:
        """All widgets have their styles now; the screen itself was made before its sheet came."""
        self.app.stylesheet.apply(self)
        self._styled_in = self.app.theme
        # Nothing is told yet. Said by Textual, once the screen stands there, the same costs a
        # second layout and a second picture.
        for rack in self.query_children("ToastRack"):
            rack.styles.set_rule("display", "none")

    def call_after_refresh(
        self,
        callback: Callable[..., object],
        *args: Any,  # noqa: ANN401 - Textual's signature
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> bool:
        """As Textual's; of a screen that is left meanwhile nothing is drawn any more."""

        def unless_left() -> object:
            return None if self._pruning else callback(*args, **kwargs)

        return super().call_after_refresh(unless_left)

    @on(events.ScreenResume)
    def _came_to_the_front(self, event: events.ScreenResume) -> None:
        """Style it anew for another theme only: what else changes styles does so at once."""
        event.refresh_styles = self._styled_in != self.app.theme
        self._styled_in = self.app.theme

    @on(events.Resize)
    def _fits_already(self, event: events.Resize) -> None:
        """A window of the size for which it is laid out needs no other layout.

        Out of sight it is asked for on purpose.
        """
        fits = event.size == self.outer_size and self.classes.issuperset(room(self.app))
        if fits and self.is_current:
            event.prevent_default()
