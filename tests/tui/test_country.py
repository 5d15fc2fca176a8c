"""A country by two letters finds its NSO's own days; any other word is kept, and that is told."""

from pathlib import Path

import pytest

from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.tui.command_line import Run
from tests.tui.school import AN, HIGH, app_on, form_field, opened, seen, settled, value
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.school import SchoolScreen

pytestmark = pytest.mark.usefixtures("an")
KEY = "school.country"
WORDS = ("Polska", "POL", "P", "1a", "PŁ", "P L")


@pytest.fixture
def polish(tmp_path: Path) -> Path:
    """A school of an edition in which Poland closes earlier (G2)."""
    SchoolFolder.create(
        tmp_path / "school",
        edition="2024-2025",
        school="Szkoła",
        person=AN,
        clock=Clock.of("2024-02-10"),
    )
    return tmp_path / "school"


def beside(app: LabelmapApp) -> str:
    """What stands beside the box."""
    return " ".join(str(form_field(app.screen, KEY).query_one(".wrong").render()).split())


@pytest.mark.parametrize("typed", ["PL", "pl", " Pl "])
async def test_two_letters_find_the_own_days_on_every_screen(
    polish: Path, run: Run, typed: str
) -> None:
    ran = run("set", polish, KEY, typed, "--lang", "en")
    assert ran.code == 0
    assert "two letters" not in ran.err
    app = app_on(polish, day="2024-02-10", language="en")
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        line = str(app.screen.query_one("#deadlines").render())
        assert "28 Feb" in line or "28 February" in line, line
        app.go_to("school", "country")
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert beside(app) == ""


@pytest.mark.parametrize("typed", WORDS)
async def test_another_word_is_kept_and_the_line_beside_it_says_what_that_means(
    polish: Path, typed: str
) -> None:
    app = app_on(polish, day="2024-02-10", language="en")
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("school", "country")
        await opened(pilot, SchoolScreen)
        assert beside(app) == "", "an empty box is no mistake"
        await pilot.press(*("space" if key == " " else key for key in typed), "tab")
        await settled(pilot)
        assert value(app, KEY) == typed
        assert beside(app).startswith("○ Labelmap finds your NSO's own days by two letters")
        assert "two letters" in seen(app)


@pytest.mark.parametrize("typed", WORDS)
def test_a_command_keeps_it_too_and_says_so(polish: Path, run: Run, typed: str) -> None:
    ran = run("set", polish, KEY, typed, "--lang", "en")
    assert ran.code == 0
    assert "two letters" in ran.err
    assert "not a rule" in ran.err
    assert SchoolFolder.open(polish, Clock.of("2024-02-10")).application.school.country == typed


def test_a_command_that_clears_it_or_sets_something_else_says_nothing(
    polish: Path, run: Run
) -> None:
    assert run("set", polish, KEY, "Polska").code == 0
    for key, typed in (("school.city", "Poznań"), (KEY, "")):
        ran = run("set", polish, key, typed, "--lang", "en")
        assert ran.code == 0
        assert "two letters" not in ran.err
