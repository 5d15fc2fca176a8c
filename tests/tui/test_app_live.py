"""The overview lives: what others do shows at once, each deadline counts down, all is reachable."""

from collections import Counter
from pathlib import Path
from time import monotonic

import pytest
from textual.widgets import Static

from model.application import YesNo
from model.fields import parse_key, put
from model.problems import Code
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder
from tests.tui.command_line import DAY
from tests.tui.school import HIGH, LOW, app_on, opened, seen, settled, until, value
from tui.screens.dashboard import DashboardScreen

BART = Person("Bart Claes", "bart@voorbeeldstad.example")
QUESTION = "students-as-agents-of-change.statements.students-drive"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the overview was drawn, and the last changes read."""
    count: Counter[str] = Counter()
    show, recorded = DashboardScreen.show, DashboardScreen.recorded

    def counting(self: DashboardScreen) -> None:
        count["show"] += 1
        show(self)

    def reading(self: DashboardScreen) -> None:
        count["recorded"] += 1
        recorded(self)

    monkeypatch.setattr(DashboardScreen, "show", counting)
    monkeypatch.setattr(DashboardScreen, "recorded", reading)
    return count


async def test_what_a_second_instance_records_shows_with_who_did_it(
    sample: Path, shown: Counter[str]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        other = SchoolFolder.open(sample, Clock.of(DAY))
        where = parse_key("models-for-other-schools.plan", other.edition)
        shown.clear()
        other.save(put(other.application, where, "Van Bart."), BART)
        await until(pilot, lambda: value(app, "models-for-other-schools.plan") == "Van Bart.")
        await until(pilot, lambda: "Bart: plannen voor stap 6, 9" in seen(app))
        assert "30/34" in seen(app)
        # One change of the files and one of the diary: each is drawn, and read, once or twice.
        assert 1 <= shown["recorded"] <= 3
        assert shown["show"] <= 8


async def test_an_entry_without_a_change_of_the_files_shows_too(
    sample: Path, shown: Counter[str]
) -> None:
    """The files come first and the diary a moment later: it must not be read too early for good."""
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        other = SchoolFolder.open(sample, Clock.of(DAY))
        where = parse_key("models-for-other-schools.plan", other.edition)
        application = put(other.application, where, "Van Bart.")
        other.write(application)
        await until(pilot, lambda: "30/34" in seen(app))
        assert "Bart: plannen voor stap 6, 9" not in seen(app)
        shown.clear()
        other.save(application, BART)
        await until(pilot, lambda: "Bart: plannen voor stap 6, 9" in seen(app))
        assert shown["recorded"] <= 3


async def test_one_s_own_save_is_not_drawn_over_and_over(sample: Path, shown: Counter[str]) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        shown.clear()
        app.put(parse_key("school.city", SchoolFolder.open(sample, Clock.of(DAY)).edition), "Gent")
        app.action_save()
        await until(pilot, lambda: "gegevens van de school" in seen(app).casefold())
        end = monotonic() + 1
        while monotonic() < end:
            await pilot.pause()
        assert shown["show"] <= 10


@pytest.mark.long
@pytest.mark.parametrize("day", ["2023-02-01", "2024-06-01", "2031-01-01"])
async def test_after_the_deadline_it_says_so_and_everything_still_works(
    sample: Path, day: str
) -> None:
    app = app_on(sample, day=day)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert app.session is not None
        problems = app.session.assessment.all_problems()
        assert Code.AFTER_DEADLINE in {problem.code for problem in problems}
        line = app.screen.query_one("#deadline", Static)
        assert line.display
        assert "31/01/2023" in str(line.content)
        assert "Nog " not in str(line.content)
        app.put(parse_key(QUESTION, app.session.edition), YesNo.YES)
        app.action_save()
        await settled(pilot)
        assert "30/34" in seen(app)


@pytest.mark.parametrize("size", [HIGH, (200, 60)])
async def test_every_deadline_of_the_edition_counts_down(
    sample: Path, size: tuple[int, int]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        said = " ".join(seen(app).split())
        for words in ("veilig indienen t.e.m. 30/01", "28/02, nog 39 dagen", "28/03, nog 67 dagen"):
            assert words in said


@pytest.mark.parametrize("size", [LOW, HIGH, (200, 60)])
async def test_every_pane_is_on_the_screen_and_every_list_is_reached(
    sample: Path, size: tuple[int, int]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, DashboardScreen)
        await settled(pilot)
        panes = ("#steps", "#todo", "#missions", "#latest" if size == LOW else "#diary")
        for pane in panes:
            region = screen.query_one(pane).region
            assert region.area > 0, pane
            assert screen.region.contains_region(region), pane
        reached = set()
        for _ in range(2):
            assert app.focused is not None
            reached.add(app.focused.id)
            await pilot.press("tab")
        assert reached == {"steps", "todo"}
