"""A screen that closes once, and closes nothing but itself."""

from typing import TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


class ClosesOnce(Screen[Result]):
    """Textual's `dismiss` closes what is on top, whoever asks, and as often as it is asked.

    But keys come faster than screens go (Enter and Escape in one breath), and work may come to its
    end while one reads the help that stands before it.
    """

    _answer: tuple[Result | None] | None = None
    """What it answered while another screen stood before it."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer and close; behind another screen: as soon as it is on top again."""
        stack = self.app.screen_stack
        if stack and stack[-1] is self:
            return super().dismiss(result)
        if self in stack:
            self._answer = (result,)
        return AwaitComplete()

    async def on_event(self, event: events.Event) -> None:
        """As Textual's; a screen that is left while it is made never begins: its parts are gone."""
        if not (self._pruning and isinstance(event, events.Mount)):
            await super().on_event(event)

    @on(events.ScreenResume)
    def _close_now(self) -> None:
        if self._answer is not None:
            self.dismiss(*self._answer)
