"""What every screen of review mode has: the inbox, and nothing that belongs to an open school."""

from typing import TYPE_CHECKING, cast

from textual.geometry import Size

from tui.screens.base import InTheApp

if TYPE_CHECKING:
    from tui.review_app import ReviewApp


class ReviewScreen(InTheApp[None]):
    """A screen of review mode that fills the terminal."""

    _drawn_for: Size | None = None
    """The window for which it was drawn last."""

    @property
    def review(self) -> "ReviewApp":
        """The app, by its own type."""
        return cast("ReviewApp", self.app)

    def show(self) -> None:
        """Draw what the screen holds: for another window, and when somebody else works."""

    def on_resize(self) -> None:
        """What is laid out by width is laid out anew."""
        if self._drawn_for != self.app.size:
            self._drawn_for = self.app.size
            self.call_after_refresh(self.show)
