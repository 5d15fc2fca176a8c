"""When an app under test has done all that it can for now: told by its event loop, by no clock.

Textual's pilot asks each widget of the screen for a sign of life at every key, and then sleeps
until the process uses little time. Here an app is quiet when no task of its loop can go on and its
screen has nothing left to lay out. What a timer or another program still brings, nobody can know:
for that there is `until`.

Textual and asyncio have no public way to any of this: each name that is used here is asked for, and
is missed where an upgrade takes it away.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual import app as textual_app
from textual import pilot as textual_pilot
from textual._context import active_app
from textual.app import App
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.worker import Worker

from tui.typed_ahead import TypedAheadApp

_LEFT = (
    "_layout_required",
    "_scroll_required",
    "_repaint_required",
    "_recompose_required",
    "_dirty_widgets",
    "_callbacks",
)
"""What a screen still has to do at the next tick of its clock."""
_PAUSE = 0.002
"""Seconds between two looks whether what was typed ahead was heard."""
_TURNS = 20_000
"""More turns of the loop than anything takes that comes to an end."""
_in_threads: dict["Worker[object]", App[Any]] = {}


def in_threads(app: App[Any]) -> list["Worker[object]"]:
    """Workers whose thread runs: also those of a screen that is gone, which count as finished."""
    return [worker for worker, its in _in_threads.copy().items() if its is app]


async def quiet(app: App[Any]) -> None:
    """Until no task can go on and the screen on top is laid out."""
    ready = _asked(asyncio.get_running_loop(), "_ready")
    for _ in range(_TURNS):
        await asyncio.sleep(0)
        if ready:
            continue
        if isinstance(app, TypedAheadApp) and app.holds_keys:
            await asyncio.sleep(_PAUSE)
            continue
        if not app.screen_stack or _failed(app) or _asked(app, "_batch_count"):
            return
        if _asked(app, "_resize_event") is not None:
            _asked(app, "_check_resize")()
        elif any(_asked(app.screen, name) for name in _LEFT):
            with _asked(app, "_context")():  # beside another app, that one may be the active one
                _asked(app.screen, "_on_timer_update")()
        else:
            return
    pytest.fail("The app never comes to rest.")


def _asked(of: object, name: str) -> Any:  # noqa: ANN401 - what Textual keeps to itself
    return getattr(of, name)


def _failed(app: App[Any]) -> bool:
    return _asked(app, "_exception") is not None


async def _wait_for_idle(*_: float) -> None:
    await quiet(active_app.get())


async def _wait_for_screen(self: Pilot[Any], *_: float) -> bool:
    await quiet(self.app)
    return not _failed(self.app)


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every pilot wait like this."""
    monkeypatch.setattr(textual_app, "wait_for_idle", _wait_for_idle)
    monkeypatch.setattr(textual_pilot, "wait_for_idle", _wait_for_idle)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _wait_for_screen)
    make = Worker.__init__

    def made(
        self: "Worker[object]",
        node: DOMNode,
        work: Callable[[], object],
        *,
        thread: bool = False,
        **more: Any,  # noqa: ANN401 - Textual's own
    ) -> None:
        app = active_app.get()

        def in_thread() -> object:
            _in_threads[self] = app
            try:
                return work()
            finally:
                del _in_threads[self]

        make(self, node, in_thread if thread else work, thread=thread, **more)

    monkeypatch.setattr(Worker, "__init__", made)
