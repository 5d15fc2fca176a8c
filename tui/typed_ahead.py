"""What is typed ahead goes where the person expects it: to the screen that the key before opened.

Textual hands every key on at once, to what has the focus at that moment. In a terminal that brings
several at once (a quick hand, a slow line, a loaded machine) Enter and a word would be Enter and
five keys of the overview. Here each key, paste and click waits until what came before it has been
handled by all that it concerned, and the screen that it opened stands there.
"""

import asyncio
from collections import deque
from functools import cached_property
from time import monotonic
from typing import Any, Final

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.errors import NoWidget
from textual.message import Message
from textual.messages import ExitApp
from textual.widgets import Input, TextArea

_TURNS: Final = 50
"""So often it is looked at once more whether the app is ready; then at intervals."""
_PAUSE: Final = 0.005
"""Seconds of such an interval."""
_PATIENCE: Final = 2.0
"""Seconds after which a key is handed on all the same."""


def _is_letter(event: Message) -> bool:
    return isinstance(event, events.Key) and event.is_printable


class TypedAheadApp(App[str]):
    """The app as far as it hears one key after another."""

    _heard_by: DOMNode | None = None
    """What had the focus when the last key was handed on."""
    _writes = False
    """Whether that was a letter in a box for text."""
    _ends = False
    """Whether the end was handed on."""
    _waits_since = 0.0
    _turns = 0

    @cached_property
    def _typed(self) -> deque[events.Event | ExitApp]:
        """What was typed, pasted and clicked, and not handed on yet; and the end, if that came."""
        return deque()

    @property
    def holds_keys(self) -> bool:
        """Whether something that was typed waits."""
        return bool(self._typed) and self.is_running

    async def on_event(self, event: events.Event) -> None:
        """As Textual's, but one key after another."""
        typed = isinstance(event, events.Key | events.Paste | events.MouseDown | events.MouseUp)
        if not typed or event.is_forwarded:
            await super().on_event(event)
        elif not self.screen_stack:
            return  # the app ends
        elif self._typed or not (self._writes_on(event) or self._is_ready()):
            self._typed.append(event)
            if len(self._typed) == 1:
                self._wait()
        else:
            await self._hand_on(event)

    def exit(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - Textual's own
        """As Textual's: whoever leaves has typed what is to be typed."""
        self._ends = True
        super().exit(*given, **named)

    async def on_exit_app(self, message: ExitApp) -> None:
        """The window was closed, or a signal came: what was typed before is heard before."""
        if self._ends or not self.screen_stack or not (self._typed or not self._is_ready()):
            return
        message.prevent_default()
        self._typed.append(message)
        if len(self._typed) == 1:
            self._wait()

    async def _hand_on(self, event: events.Event | ExitApp) -> None:
        if isinstance(event, ExitApp):
            self._ends = True
            self.post_message(ExitApp())
            return
        self._heard_by = self.focused or self.screen
        self._writes = _is_letter(event) and isinstance(self.focused, Input | TextArea)
        if not (isinstance(event, events.MouseDown) and self._hits_what_is_gone(event)):
            await super().on_event(event)

    def _hits_what_is_gone(self, event: events.MouseDown) -> bool:
        """Whether a widget is clicked that was taken away and still stands in the picture."""
        try:
            widget, _ = self.get_widget_at(event.x, event.y)
        except NoWidget:
            return False
        return not widget.is_attached

    def _writes_on(self, event: Message) -> bool:
        """Whether it is one more letter of a text: letters need not wait for each other."""
        return self._writes and _is_letter(event) and self.focused is self._heard_by

    def _wait(self) -> None:
        self._waits_since, self._turns = monotonic(), 0
        self.call_later(self._look_again)

    async def _look_again(self) -> None:
        await asyncio.sleep(0)  # a turn for all others
        if not self._typed or not self.screen_stack:
            return
        if self._is_ready() or monotonic() - self._waits_since > _PATIENCE:
            await self._hand_on(self._typed.popleft())
            while self._typed and self._writes_on(self._typed[0]):
                await self._hand_on(self._typed.popleft())
            if self._typed:
                self._wait()
            return
        self._turns += 1
        if self._turns < _TURNS:
            self.call_later(self._look_again)
        else:
            self.set_timer(_PAUSE, self._look_again)

    def _is_ready(self) -> bool:
        """Whether all that the last key concerned has nothing left to handle."""
        if self.message_queue_size:
            return False
        if not self.screen.is_mounted:
            return False
        concerned = {self.focused or self.screen, self._heard_by}
        nodes = {
            node for each in concerned if each is not None for node in each.ancestors_with_self
        }
        return not any(node.message_queue_size for node in nodes if node.is_running)
