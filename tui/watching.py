"""Files that change outside: a colleague's sync, an editor, another window (house.md)."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

_AGAIN = 2.0
"""Seconds after which a folder that was not there is looked for again."""
_STEP = 0.1


class _Ended:
    """What watchfiles asks at every step, so that leaving the app never waits for it."""

    def __init__(self, running: Callable[[], bool]) -> None:
        self._running = running

    def is_set(self) -> bool:
        return not self._running()


def watch_folder(folder: Path, *, running: Callable[[], bool], changed: Callable[[], None]) -> None:
    """Call `changed` at each change of the application, until `running` says no. For a worker.

    What git keeps for itself does not count, but for where its diary stands: it grows a moment
    after the files were written. Where the system can't watch a folder (a network
    drive), the app looks by itself (`saving_app.LOOK_EVERY`).
    """
    from watchfiles import Change, watch

    own = folder / ".git"
    grown = own / "refs" / "heads" / "main"

    def counts(_change: Change, path: str) -> bool:
        seen = Path(path)
        if seen == grown:
            return True
        return not seen.is_relative_to(own) and not seen.name.startswith(".labelmap-")

    for _changes in watch(
        folder,
        watch_filter=counts,
        debounce=200,
        step=50,
        stop_event=_Ended(running),
        raise_interrupt=False,
    ):
        changed()


def watch_shared(
    folder: Path, own: str, *, running: Callable[[], bool], changed: Callable[[], None]
) -> None:
    """Call `changed` when a colleague's file arrives in a shared folder, until `running` says no.

    What we write there ourselves (`own`: how those names begin) does not count. A folder that is
    not there (a stick that is not plugged in) is waited for. For a worker.
    """
    from watchfiles import Change, watch

    from store.travel import SUFFIX

    def counts(_change: Change, path: str) -> bool:
        name = Path(path).name
        return name.endswith(SUFFIX) and not name.startswith((own, "."))

    pause, was_away = Event(), False
    while running():
        try:
            if was_away and folder.is_dir():
                was_away = False
                changed()
            for _changes in watch(
                folder,
                watch_filter=counts,
                debounce=200,
                step=50,
                stop_event=_Ended(running),
                raise_interrupt=False,
            ):
                changed()
        except OSError:
            was_away = True
            waited = 0.0
            while running() and waited < _AGAIN:
                pause.wait(_STEP)
                waited += _STEP
