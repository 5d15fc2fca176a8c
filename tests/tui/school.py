"""What the tests of the app share: the app on a folder, patience without sleeping, the git story.

The watcher of the folder never ends by itself, so `settled` waits for every other worker.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from model import fields
from store import places
from store.clock import Clock
from store.people import Person, change_settings, load_settings, remember
from store.school_folder import SchoolFolder
from tests.tui.command_line import DAY, git
from tests.tui.quiet import in_threads
from tui.app import LabelmapApp
from tui.common_app import CommonApp
from tui.helping_app import TOUR
from tui.language import Language
from tui.open_app import open_session
from tui.screens.inbox_reading import InboxReading
from tui.screens.outside import OutsideDialog
from tui.widgets.form import FormField
from tui.world import clock_for

AN = Person("An Peeters", "an.peeters@voorbeeldstad.example")
AnyScreen = TypeVar("AnyScreen", bound=Screen[Any])

LOW = (80, 24)
HIGH = (120, 36)
PATIENCE = timedelta(seconds=60)
"""After so long something that should happen counts as not happening."""

PAUSE = 1 / 200
"""Seconds between two looks whether something has happened."""


def had_the_tour() -> None:
    """Let the user of this test have seen the tour, which would take the first keys."""
    change_settings(lambda now: replace(now, seen=now.seen | {TOUR}))


def app_on(
    folder: Path | None,
    *,
    person: Person | None = AN,
    language: str = "nl",
    day: str = DAY,
    tour: bool = False,
) -> LabelmapApp:
    """The app as `labelmap FOLDER` makes it; with None the welcome screen.

    `tour`: for somebody who has not seen it yet.
    """
    if person is not None:
        remember(person)
    if not tour:
        had_the_tour()
    settings = load_settings()
    session = None if folder is None else open_session(folder, day, settings)
    clock = session.clock if session is not None else clock_for(day, None, settings)
    return LabelmapApp(session, Language(language), clock, settings)


async def settled(pilot: Pilot[str]) -> None:
    """All messages handled and all workers done, those that these started too."""
    app = pilot.app

    def counts(worker: Worker[Any]) -> bool:
        # The one of an editor outside asks in a dialog, and waits for the answer.
        asks = worker.group == "outside" and isinstance(app.screen, OutsideDialog)
        return worker.group != "watch" and not asks

    def reads() -> bool:
        return isinstance(app.screen, InboxReading) and app.screen.is_reading

    await pilot.pause()
    while reads():  # it begins after its first picture
        await asyncio.sleep(PAUSE)
        await pilot.pause()
    while True:
        if busy := [w for w in app.workers if counts(w) and not w.is_finished]:
            with suppress(WorkerCancelled):  # the last of an app that is left
                await app.workers.wait_for_complete(busy)
        elif any(counts(worker) for worker in in_threads(app)):
            await asyncio.sleep(PAUSE)
        else:
            break
        await pilot.pause()
    await pilot.wait_for_animation()
    await pilot.pause()


async def until(pilot: Pilot[str], holds: Callable[[], bool]) -> None:
    """Let the app run until something holds; fails where it never does."""
    end = monotonic() + PATIENCE.total_seconds()
    while not holds():
        assert monotonic() < end, "it never came to that"
        await pilot.pause()
        await asyncio.sleep(PAUSE)
    await settled(pilot)


async def opened(pilot: Pilot[str], kind: type[AnyScreen]) -> AnyScreen:
    """The screen on top, once it is one of this kind and has its widgets."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted)
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


def value(app: LabelmapApp, key: str) -> fields.Value:
    """What a field holds in memory."""
    session = app.session
    assert session is not None
    return fields.get(session.application, fields.parse_key(key, session.edition))


def seen(app: CommonApp) -> str:
    """The screen as text, a line a row."""
    screen = app.screen
    strips = screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way to its picture
    return "\n".join(strip.text.rstrip() for strip in strips)


def form_field(screen: Screen[Any], key: str) -> FormField:
    """The field of a form that has this key."""
    return next(field for field in screen.query(FormField) if field.key == key)


def colleague(folder: Path, key: str, new: fields.Value) -> None:
    """Somebody else changes a field."""
    theirs = SchoolFolder.open(folder, Clock.of(DAY))
    where = fields.parse_key(key, theirs.edition)
    theirs.save(fields.put(theirs.application, where, new), AN)


def said(app: CommonApp) -> str:
    """All notifications that stand there."""
    return "\n".join(notice.message for notice in app._notifications)  # noqa: SLF001 - as above


def waiting() -> list[Path]:
    """The files in which words wait that were typed in a dialog."""
    return list(places.recovery_folder().rglob("typed-*.toml"))


def git_says(folder: Path, *words: str) -> str:
    """What plain git answers in a folder."""
    return git(folder, *words)


async def until_written(pilot: Pilot[str], file: Path, text: str) -> None:
    """Until the file holds a text."""
    await until(pilot, lambda: text in file.read_text(encoding="utf-8"))


def paste(app: CommonApp, text: str) -> None:
    """What a terminal sends for a paste."""
    app.post_message(Paste(text))
