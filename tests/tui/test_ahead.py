"""What was not opened yet is made ready out of sight, and is right when it is opened."""

from pathlib import Path

from model import fields
from model.application import YesNo
from tests.tui.school import HIGH, LOW, app_on, opened, seen, settled, until
from tui.ahead import sheets
from tui.screens.dashboard import DashboardScreen
from tui.screens.school import SchoolScreen
from tui.screens.step import StepScreen
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice

STEP = "models-for-other-schools"
PLAN = fields.Key(STEP, ("plan",))


async def test_steps_made_ahead_show_what_holds_when_they_are_opened(sample: Path) -> None:
    app = app_on(sample)
    app.ahead = True
    async with app.run_test(size=HIGH) as pilot:
        session = app.session
        assert session is not None
        assert len([*app.unmade()]) > 0
        await until(pilot, lambda: not [*app.unmade()])
        assert app.has_step(STEP)
        # Nothing of it is seen, and nothing that was read is read again.
        overview = await opened(pilot, DashboardScreen)
        assert app.screen_stack == [overview]
        read = {path for path, _ in app.stylesheet.source}
        assert {str(sheet) for sheet in sheets()} <= read
        made = app.get_screen(f"step-{STEP}")
        widgets = set(made.query("*"))
        # Meanwhile a text and an answer change, the theme, and the window.
        app.put(PLAN, "Wij nodigen scholen uit.")
        statement = session.edition.step(STEP).statements[0].id
        app.put(fields.Key(STEP, ("statements", statement)), YesNo.NO)
        await pilot.press("f8")
        await pilot.resize_terminal(*LOW)
        await settled(pilot)
        await pilot.press("6")
        screen = await opened(pilot, StepScreen)
        assert screen is made
        assert set(screen.query("*")) == widgets
        assert screen.query_one("#plan", TextBox).text == "Wij nodigen scholen uit."
        answer = screen.query_one(f"#answer-{statement}", YesNoChoice)
        assert (app.focused, answer.value) == (answer, YesNo.NO)
        assert "Wij nodigen scholen uit." in seen(app)
        assert screen.has_class("-narrow")
        light = screen.styles.background
        # A step that is made now, in this theme and window, looks the same.
        fresh = StepScreen(STEP)
        await app.push_screen(fresh)
        await settled(pilot)
        assert fresh.styles.background == light
        for one, other in zip(screen.query("*"), fresh.query("*"), strict=True):
            assert one.styles.background == other.styles.background, one
            assert one.region == other.region, one


async def test_nothing_is_made_while_somebody_works_in_a_step(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await opened(pilot, StepScreen)
        app.make_next_ahead()
        await settled(pilot)
        assert not app.has_step("school")
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        app.make_next_ahead()
        await settled(pilot)
        assert app.has_step("school")
        app.go_to("school", "name")
        await opened(pilot, SchoolScreen)
