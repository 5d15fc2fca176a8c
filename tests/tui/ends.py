"""How an app ends while somebody types."""

from textual.pilot import Pilot


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
