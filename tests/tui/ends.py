"""How an app ends while somebody types."""

import shutil
from collections.abc import Callable

from textual.pilot import Pilot

from store import places


class CrashError(Exception):
    """Something that nobody foresaw."""


async def crashes(pilot: Pilot[str]) -> None:
    """The app comes upon what nobody foresaw."""

    def crash() -> None:
        raise CrashError

    pilot.app.call_later(crash)


async def quits(pilot: Pilot[str]) -> None:
    """The person leaves."""
    await pilot.press("ctrl+q")


async def is_closed(_: Pilot[str]) -> None:
    """The window of the terminal."""


def is_killed() -> Callable[[], None]:
    """The process ends at this moment: call what this gives once the app has ended in its own way.

    What waits is then what waited at this moment.
    """
    now, aside = places.recovery_folder(), places.recovery_folder().with_name("as it was")
    shutil.copytree(now, aside)

    def bring_back() -> None:
        shutil.rmtree(now)
        aside.rename(now)

    return bring_back
