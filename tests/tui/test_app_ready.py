"""A school of the inbox opens from what stands ready; and shows what is so, not what was read."""

import sys
import threading
from pathlib import Path

from store.clock import Clock
from store.submitted_school import SubmittedSchool
from tests.tui.reviewer import review_on, table_of
from tests.tui.school import HIGH, opened, seen, settled, until
from tui.demo_inbox import DAY
from tui.demo_nso import NELE
from tui.screens.reviewed import ReviewedScreen
from tui.widgets.long_table import LongTable
from tui.widgets.reader import Reader

WAITING = "basisschool-de-lindeboom"
TWO_ROUNDS = "campus-de-vaart"
_PROCESSES = {"subprocess.Popen", "os.posix_spawn", "os.fork"}
_started: list[int] = []
"""In which thread each process was started."""


def _hear(event: str, _: tuple[object, ...]) -> None:
    if event in _PROCESSES:
        _started.append(threading.get_ident())


sys.addaudithook(_hear)


def test_a_school_is_read_with_few_processes(inbox: Path) -> None:
    """One answers for what was submitted, one for the acts, one each for what was before."""
    school = SubmittedSchool.open(inbox / "schools" / TWO_ROUNDS, Clock.of(DAY))
    _started.clear()
    school = SubmittedSchool.open(inbox / "schools" / TWO_ROUNDS, Clock.of(DAY))
    assert school.application.school.name
    assert school.earlier() is not None
    assert school.news()
    assert school.form is None
    here = threading.get_ident()
    assert sum(thread == here for thread in _started) <= 4


async def test_a_school_on_which_the_cursor_rests_opens_from_what_stands_ready(inbox: Path) -> None:
    schools = inbox / "schools"
    app = review_on(inbox)
    async with app.run_test(size=HIGH) as pilot:
        home = table_of(app)
        await until(pilot, lambda: len(home.rows_shown) > 10)
        table = home.query_one(LongTable)
        table.look_at(TWO_ROUNDS)
        await until(pilot, lambda: app.ready_for == schools / TWO_ROUNDS)

        # What came after it was read ahead shows all the same.
        school = SubmittedSchool.open(schools / TWO_ROUNDS, Clock.of(DAY))
        school.write_note("Bellen.", NELE)
        app.open_school(schools / TWO_ROUNDS)
        screen = await opened(pilot, ReviewedScreen)
        assert screen.reading is not None, "nothing is read first"
        assert screen.query_one(Reader).blocks
        await until(pilot, lambda: screen.reading is not None and screen.reading.note == "Bellen.")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is home)

        # Another school, not rested on: nothing of the one before stands there.
        app.open_school(schools / WAITING)
        other = await opened(pilot, ReviewedScreen)
        assert other is not screen
        assert other.reading is None or other.reading.school.path == schools / WAITING
        assert "Campus De Vaart" not in seen(app)
        await until(pilot, lambda: other.reading is not None)
        assert "De Lindeboom" in seen(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is home)

        # What stood ready for another look is not used.
        await until(pilot, lambda: app.ready_for is not None)
        ready = app.ready_for
        assert ready is not None
        await pilot.press("f8")
        await settled(pilot)
        app.open_school(ready, "shared-leadership")
        last = await opened(pilot, ReviewedScreen)
        await until(pilot, lambda: last.reading is not None)
        await settled(pilot)
        block = last.query_one(Reader).block
        assert block is not None
        assert block.place == "shared-leadership"
