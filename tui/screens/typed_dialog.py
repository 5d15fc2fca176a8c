"""A dialog of review mode in which one types: what is typed waits until it is recorded.

Escape, a crash, the end of the app: the words are kept in the user's own recovery folder, and stand
there again when the same dialog is opened on the same place. Source: `store.unfinished`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from textual import on, work
from textual.events import Unmount

from model.messages import N_, Failure, Message
from store.unfinished import Unfinished
from tui.screens.base import Dialog
from tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.review_app import ReviewApp

Result = TypeVar("Result")
KEEP_AFTER = 0.25
"""Seconds after the last key before what is typed is kept, as in a school's app."""
ROOM = 10_000
"""Characters that a text of a reviewer's should have at most; more is kept too."""


class TypedDialog(Dialog[Result]):
    """Keeps what is typed. A dialog says which words those are by calling `typed`."""

    def __init__(self, unfinished: Unfinished) -> None:
        super().__init__()
        self._unfinished = unfinished
        self.before: Mapping[str, str] = unfinished.read()
        """What was typed here earlier and never recorded."""
        self._words: Mapping[str, str] | None = None
        """What is to be kept; None: nothing new."""
        self._timer: Timer | None = None

    @property
    def review(self) -> "ReviewApp":
        """The app, by its own type."""
        return cast("ReviewApp", self.app)

    def typed(self, words: Mapping[str, str]) -> None:
        """These words stand here now: keep them shortly after the last key."""
        self._words = dict(words)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(KEEP_AFTER, self._keep)

    @work(thread=True, group="typed", exit_on_error=False)
    def _keep(self) -> None:
        self.keep()

    def keep(self) -> None:
        """Keep what is typed now; where that fails it is told: the words still stand in the box."""
        try:
            self.save()
        except Failure as failure:
            self.app.post_message(self.review.NotSaved(failure))

    def save(self) -> None:
        """Keep what is typed now. Raises a `WriteFailure`. Needs no widget."""
        words, self._words = self._words, None
        if words is None:
            return
        if any(text.strip() for text in words.values()):
            self._unfinished.keep(words)
        else:
            self._unfinished.done()

    @on(Unmount)
    def _keep_at_the_end(self) -> None:
        """Closed, however: by Escape, or because the app ends."""
        self.keep()

    def recorded(self) -> None:
        """What was typed is recorded, or was thrown away on purpose: it need not wait any more."""
        self._words = None
        if self._timer is not None:
            self._timer.stop()
        self._unfinished.done()

    def tell_what_waits(self) -> None:
        """Say that the words of an earlier time are here again."""
        if any(text.strip() for text in self.before.values()):
            self.review.tell(Message(N_("What you typed here before is here again.")))

    @on(TextBox.Cleaned)
    def _cleaned(self, message: TextBox.Cleaned) -> None:
        self.review.tell(
            Message(
                N_("{count} control character was taken out."),
                {"count": message.removed},
                N_("{count} control characters were taken out."),
            )
        )
