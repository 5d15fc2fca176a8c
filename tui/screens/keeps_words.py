"""A screen or dialog that keeps words which are recorded nowhere yet, shortly after the last key.

Escape, a crash, the end of the app: they wait in the user's own recovery folder until the same
screen is opened again. Source: `store.unfinished`.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.events import Unmount
from textual.message import Message as TextualMessage

from model.messages import Failure, Message
from store.unfinished import Typed, Unfinished, Words, let_go
from tui.keeping import Keeping
from tui.screens.base import InTheApp
from tui.screens.closing import Result

if TYPE_CHECKING:
    from textual.timer import Timer

KEEP_AFTER = 0.25
"""Seconds after the last key before what is typed is kept, as in a school's app."""


class KeepsWords(InTheApp[Result]):
    """What it is told to keep is kept, and where that can't be, the person is told once.

    To be named after the kind of screen: Textual takes styles and keys of the first base alone.
    """

    NOT_KEPT = ""
    """English template of what is said where nothing can be kept; `{why}` is in it."""
    _keeping: Keeping | None = None
    """None: there is nothing to type."""
    _timer: "Timer | None" = None
    _was_told = False
    """Whether it was told that nothing can be kept now."""

    class NotKept(TextualMessage):
        """What is typed could not be kept; it stands in the boxes all the same."""

        def __init__(self, failure: Failure) -> None:
            super().__init__()
            self.failure = failure

    def begin_keeping(self, folder: Path | None, about: str) -> Typed:
        """Keep words from now on, about this; what waits of an earlier time."""
        unfinished = Unfinished(folder, about)
        self._keeping = Keeping(unfinished)
        self.common.typing.add(self._keeping)
        return unfinished.open()

    def keep_soon(self, typed: Typed) -> None:
        """Keep this shortly, unless something else is to be kept by then."""
        if self._keeping is None:
            return
        self._keeping.note(typed)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(KEEP_AFTER, self._keep_aside)

    @work(thread=True, group="typed", exit_on_error=False)
    def _keep_aside(self) -> None:
        if self.keep() and not self.common.has_let_go:
            self.common.has_let_go = True
            let_go()

    def keep(self) -> bool:
        """Keep what is typed; where that fails it is told: the words still stand in the boxes."""
        try:
            self.save_words()
        except Failure as failure:
            self.post_message(self.NotKept(failure))
            return False
        self._was_told = False
        return True

    def save_words(self) -> None:
        """Keep what is typed now. Raises a `WriteFailure`."""
        if self._keeping is not None:
            self._keeping.save()

    @on(NotKept)
    def _not_kept(self, message: NotKept) -> None:
        """Once, not at each key."""
        if not self._was_told:
            self._was_told = True
            why = self.language.say(message.failure.message)
            self.common.tell(Message(self.NOT_KEPT, {"why": why}), warning=True)

    @on(Unmount)
    def _keep_at_the_end(self) -> None:
        """Closed, however: by Escape, or because the app ends."""
        if self._keeping is not None:
            with suppress(Failure):  # it was told; the app tries once more when it ends
                self._keeping.save()
                self._keeping.close()
                self.common.typing.discard(self._keeping)

    def keep_no_more(self, aside: tuple[Words, ...] = ()) -> None:
        """What was typed is recorded: it need not wait, only these words do. Needs no widget."""
        if self._timer is not None:
            self._timer.stop()
        if self._keeping is not None:
            self._keeping.recorded(aside)
