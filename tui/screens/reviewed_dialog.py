"""A dialog of review mode in which one types something about one school."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.screen import ScreenResultType

from tui.reviewed_reading import Reading
from tui.screens.typed_dialog import TypedDialog

if TYPE_CHECKING:
    from tui.review_app import ReviewApp


class ReviewedDialog(TypedDialog[ScreenResultType]):
    """What is typed waits with the school's folder."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading

    @property
    def review(self) -> "ReviewApp":
        """The app, by its own type."""
        return cast("ReviewApp", self.app)

    @property
    def folder(self) -> Path:
        """The school's."""
        return self.reading.school.path
