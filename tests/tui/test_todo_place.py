"""The overview's lists: the highlight stays on what it stood on, whatever a colleague solves."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from model import fields
from model.application import Application
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.tui.command_line import DAY
from tests.tui.school import AN, HIGH, app_on, opened, settled, until
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.step import StepScreen
from tui.todo_rows import kept_place


def todo(app: LabelmapApp) -> OptionList:
    return app.screen.query_one("#todo", OptionList)


def prompts(app: LabelmapApp) -> list[str]:
    return [str(option.prompt) for option in todo(app).options]


def highlighted(app: LabelmapApp) -> str:
    """The words of the row on which the highlight stands."""
    option = todo(app).highlighted_option
    assert option is not None
    return str(option.prompt)


async def down_to(pilot: Pilot[str], app: LabelmapApp, words: str) -> None:
    for _ in range(todo(app).option_count):
        if words not in highlighted(app):
            await pilot.press("down")
    assert words in highlighted(app)


async def changes(pilot: Pilot[str], app: LabelmapApp, changed: Application) -> None:
    """A colleague records another state of the application, and it is taken in."""
    assert app.session is not None
    rows = prompts(app)
    SchoolFolder.open(app.session.folder.path, Clock.of(DAY)).save(changed, AN)
    app.post_message(app.FilesChanged())
    await until(pilot, lambda: prompts(app) != rows)


def answered(folder: Path, *keys: str) -> Application:
    """The application with these filled in."""
    school = SchoolFolder.open(folder, Clock.of(DAY))
    application = school.application
    for key in keys:
        where = fields.parse_key(key, school.edition)
        new = fields.parse_value(
            where, "yes" if "statements" in key else "Wij " * 60, school.edition
        )
        application = fields.put(application, where, new.value)
    return application


STATEMENT = "students-as-agents-of-change.statements.students-drive"
PLAN = "models-for-other-schools.plan"


async def test_the_highlight_stays_on_its_problem_when_one_above_it_is_solved(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await down_to(pilot, app, "Stap 6: schrijf de plannen")
        await changes(pilot, app, answered(sample, STATEMENT))
        assert "Stap 6: schrijf de plannen" in highlighted(app)
        await pilot.press("enter")
        step = await opened(pilot, StepScreen)
        assert step.step_shown == "models-for-other-schools"


async def test_where_its_problem_is_solved_it_goes_to_the_nearest(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await down_to(pilot, app, "Stap 6: schrijf de plannen")
        await changes(pilot, app, answered(sample, STATEMENT, PLAN))
        assert "Stap 7, vraag 2" in highlighted(app), "the one that stood below it"


async def test_one_whose_words_change_is_the_same_problem(sample: Path) -> None:
    school = SchoolFolder.open(sample, Clock.of(DAY))
    application = answered(sample, PLAN)
    answer = application.answers["models-for-other-schools"]
    school.save(
        application.with_answer("models-for-other-schools", replace(answer, plan="x" * 2600)), AN
    )
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await down_to(pilot, app, "Stap 6: de plannen")
        stood = highlighted(app)
        longer = answered(sample, STATEMENT)
        answer = longer.answers["models-for-other-schools"]
        await changes(
            pilot,
            app,
            longer.with_answer("models-for-other-schools", replace(answer, plan="x" * 2777)),
        )
        assert highlighted(app) != stood
        assert "2.777 tekens" in highlighted(app)


async def test_a_problem_that_comes_above_it_does_not_move_it(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await down_to(pilot, app, "Stap 6: schrijf de plannen")
        await settled(pilot)
        assert app.session is not None
        application = app.session.application
        answer = application.answers["shared-leadership"]
        await changes(
            pilot, app, application.with_answer("shared-leadership", replace(answer, plan=""))
        )
        assert "Stap 6: schrijf de plannen" in highlighted(app)


@pytest.mark.parametrize(
    ("before", "place", "after", "now"),
    [
        ("abc", None, "abc", 0),
        ("abc", 1, "xabc", 2),
        ("abc", 1, "ac", 1),
        ("abc", 2, "ab", 1),
        ("abc", 1, "xyz", 1),
        ("abc", 2, "x", 0),
        ("ab", 0, "xyb", 0),
        ("a", 0, "xa", 1),
        ("abc", 1, "", 0),
    ],
)
def test_where_a_row_goes(before: str, place: int | None, after: str, now: int) -> None:
    """What was the first and is gone gives way to what is the first now: the most urgent."""
    assert kept_place(place, list(before), list(after)) == now
