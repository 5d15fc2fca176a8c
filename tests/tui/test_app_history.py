"""A folder that holds an application and no history: the app offers to begin one."""

import shutil
from pathlib import Path

import pytest

from store.people import Person, load_settings, remember
from tests.tui.command_line import DAY, git
from tests.tui.school import AN, had_the_tour, opened, seen, settled
from tui.app import LabelmapApp
from tui.language import Language
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.welcome import WelcomeScreen
from tui.screens.who import WhoDialog
from tui.world import clock_for


@pytest.fixture
def bare(sample: Path) -> Path:
    """The sample's files without their history."""
    shutil.rmtree(sample / ".git")
    return sample


def app_without_history(folder: Path, person: Person | None) -> LabelmapApp:
    had_the_tour()
    if person is not None:
        remember(person)
    settings = load_settings()
    clock = clock_for(DAY, None, settings)
    return LabelmapApp(None, Language("nl"), clock, settings, folder)


async def test_a_history_is_begun_and_the_school_opens(bare: Path) -> None:
    app = app_without_history(bare, AN)
    async with app.run_test() as pilot:
        await opened(pilot, ConfirmDialog)
        await pilot.press("enter")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "29/34" in seen(app)
    assert git(bare, "log", "--format=%an").splitlines() == [AN.name]
    assert git(bare, "status", "--porcelain") == ""


async def test_who_works_is_asked_first_where_nobody_is_known(bare: Path) -> None:
    app = app_without_history(bare, None)
    async with app.run_test() as pilot:
        await opened(pilot, ConfirmDialog)
        await pilot.press("enter")
        await opened(pilot, WhoDialog)
        await pilot.press(*"Bart", "tab", "tab", "enter")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
    assert git(bare, "log", "--format=%an") == "Bart"


async def test_no_leaves_the_folder_as_it_is(bare: Path) -> None:
    app = app_without_history(bare, AN)
    async with app.run_test() as pilot:
        await opened(pilot, ConfirmDialog)
        await pilot.press("escape")
        await opened(pilot, WelcomeScreen)
    assert not (bare / ".git").exists()
