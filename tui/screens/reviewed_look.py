"""A document of a submitted application, shown in the terminal: its submitted bytes, no others."""

from typing import TYPE_CHECKING

from model.application import Application, Evidence
from model.messages import Failure, Message
from store.submitted_school import SubmittedSchool
from tui.screens.look import LookDialog

if TYPE_CHECKING:
    from PIL.Image import Image

    from tui.screens.reviewed import ReviewedScreen


class ReviewedLookDialog(LookDialog):
    """As a teacher looks at evidence, on what was submitted."""

    HELP_TEXT = LookDialog.HELP_TEXT

    def __init__(self, item: Evidence, school: SubmittedSchool, screen: "ReviewedScreen") -> None:
        super().__init__(item)
        self._school = school
        self._reviewed = screen

    @property
    def _application(self) -> Application:
        return self._school.application

    def _picture(self) -> "Image | Message":
        from tui.looking import picture_at

        try:
            path = self._school.document(self.item)
        except Failure as failure:
            return failure.message
        return picture_at(path, self.item, self._application)

    def action_open(self) -> None:
        """Show it outside."""
        self._reviewed.open_outside(self.item)
