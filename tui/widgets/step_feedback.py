"""What the NSO said about one step, beside its fields; nothing where nothing was said."""

from typing import TYPE_CHECKING, cast

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from model.messages import N_
from model.threads import changed_since
from tui.thread_words import in_order, row, sign
from tui.widgets.hanging import Hanging

if TYPE_CHECKING:
    from tui.app import LabelmapApp


class StepFeedback(OptionList):
    """A row a thread; Enter opens the conversation."""

    def __init__(self, step: str) -> None:
        super().__init__(id="feedback", markup=False)
        self.step = step
        self._drawn: object = None
        self.display = False

    def on_mount(self) -> None:
        """The title of the box."""
        app = cast("LabelmapApp", self.app)
        self.border_title = app.language.text(N_("Feedback from the NSO"))
        self.show()

    def show(self) -> None:
        """Draw the threads of this step, where something changed."""
        app = cast("LabelmapApp", self.app)
        session = app.session
        if session is None:
            return
        pieces = in_order(
            tuple(piece for piece in session.application.record.feedback if piece.step == self.step)
        )
        state = [(piece, changed_since(piece, session.application)) for piece in pieces]
        if state == self._drawn:
            return
        self._drawn = state
        place = self.highlighted
        self.clear_options()
        for piece, changed in state:
            head, words = row(piece, session.edition, app.language, changed=changed, in_step=True)
            lines = ((f"{sign(piece)} ", head), ("  ", words))
            self.add_option(Option(Hanging(*lines), id=f"thread-{piece.id}"))
        self.display = bool(state)
        if state:
            self.highlighted = min(place or 0, len(state) - 1)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Open the conversation."""
        from tui.screens.feedback import FeedbackScreen

        message.stop()
        name = (message.option_id or "").removeprefix("thread-")
        self.app.push_screen(FeedbackScreen(name))
