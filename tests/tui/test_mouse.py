"""The mouse does what one expects: a click, a double click, the wheel.

Source: issue 3, item 7.
"""

from pathlib import Path

import pytest
from textual.events import MouseScrollDown
from textual.pilot import Pilot
from textual.widgets import OptionList

from model.application import YesNo
from tests.tui.school import HIGH, LOW, app_on, opened, seen, settled, value
from tui.app import LabelmapApp
from tui.screens.add_evidence import AddEvidenceDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.explain import ExplainDialog
from tui.screens.preview import PreviewScreen
from tui.screens.step import StepScreen
from tui.screens.step_texts import ExplanationBox
from tui.widgets.file_chooser import FileChooser
from tui.widgets.key_bar import KeyBar
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice

QUESTION = "students-as-agents-of-change.statements.students-drive"


async def dashboard(pilot: Pilot[str]) -> DashboardScreen:
    screen = await opened(pilot, DashboardScreen)
    await settled(pilot)
    return screen


async def step(pilot: Pilot[str], app: LabelmapApp, name: str, field: str) -> StepScreen:
    await dashboard(pilot)
    app.go_to(name, field)
    return await opened(pilot, StepScreen)


@pytest.mark.long
async def test_a_double_click_opens_a_step_and_presses_nothing_in_it(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await dashboard(pilot)
        before = app.session.application if app.session else None
        for row in range(1, 8):
            await pilot.double_click("#steps", offset=(6, row + 1))
            await settled(pilot)
            assert len(app.screen_stack) == 2, row
            await pilot.press("escape")
            assert (await dashboard(pilot)) is screen
        assert app.session is not None
        assert app.session.application == before


async def test_a_double_click_on_what_is_to_do_leads_to_the_field_once(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await dashboard(pilot)
        await pilot.double_click("#todo", offset=(10, 1))
        screen = await opened(pilot, StepScreen)
        assert isinstance(app.focused, YesNoChoice)
        assert value(app, QUESTION) is None
        assert app.screen is screen


async def test_a_double_click_on_yes_is_yes(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await step(pilot, app, "students-as-agents-of-change", "statements.students-drive")
        await pilot.double_click("#answer-students-drive", offset=(3, 0))
        await settled(pilot)
        assert value(app, QUESTION) is YesNo.YES


async def test_a_click_puts_the_cursor_where_one_points(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await step(pilot, app, "shared-leadership", "statements.shared-decisions")
        editor = screen.query_one("#plan", TextBox).editor
        await pilot.click(editor, offset=(9, 2))
        await pilot.pause()
        assert editor.has_focus
        assert editor.cursor_screen_offset.y == editor.content_region.y + 2
        assert editor.cursor_screen_offset.x == editor.content_region.x + 9


async def test_the_wheel_scrolls_what_is_under_it_and_keeps_the_focus(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await dashboard(pilot)
        todo = screen.query_one("#todo", OptionList)
        screen.query_one("#steps").focus()
        await pilot._post_mouse_events([MouseScrollDown], todo, (5, 5), button=0)  # noqa: SLF001 - the pilot has no wheel
        await settled(pilot)
        assert todo.scroll_offset.y > 0
        assert screen.query_one("#steps").has_focus
        await pilot.press("p")
        preview = await opened(pilot, PreviewScreen)
        await settled(pilot)
        page = preview.query_one("#page")
        await pilot._post_mouse_events([MouseScrollDown], page, (5, 5), button=0)  # noqa: SLF001 - as above
        await settled(pilot)
        assert page.scroll_offset.y > 0


async def test_a_click_on_a_key_presses_it_once(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await dashboard(pilot)
        bar = screen.query_one(KeyBar)
        await pilot.double_click(bar, offset=(bar.size.width - 4, 0))
        await opened(pilot, ExplainDialog)
        assert len(app.screen_stack) == 2


@pytest.mark.parametrize("keys", ["f1", "f10", "f2", "f3", "tab tab tab enter"])
async def test_a_click_on_the_frame_leaves_a_dialog_that_has_no_button_for_it(
    sample: Path, keys: str
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        page = await step(pilot, app, "students-as-agents-of-change", QUESTION)
        page.query(YesNoChoice).first().focus()
        await pilot.press(*keys.split())
        await settled(pilot)
        assert app.screen is not page
        lines = seen(app).splitlines()
        row = next(row for row, line in enumerate(lines) if line.rstrip().endswith("─╯"))
        await pilot.click(offset=(lines[row].rindex("esc ") + 6, row))
        await settled(pilot)
        assert app.screen is page


async def test_a_double_click_on_a_folder_goes_one_folder_down(sample: Path, home: Path) -> None:
    (home / "bewijzen/binnen").mkdir(parents=True)
    (home / "bewijzen/binnen/a.pdf").write_bytes(b"%PDF-1.4")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await step(pilot, app, "shared-leadership", "plan")
        await pilot.press("f4")
        dialog = await opened(pilot, AddEvidenceDialog)
        files = dialog.query_one(FileChooser)
        files.go_to(home)
        await settled(pilot)
        row = next(n for n, o in enumerate(files.options) if "bewijzen" in str(o.prompt))
        await pilot.double_click(files, offset=(6, row + 1))
        await settled(pilot)
        assert files.folder == home / "bewijzen"


async def test_a_click_opens_an_explanation_to_write_in_at_once(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await settled(pilot)
        await pilot.press("4")
        screen = await opened(pilot, StepScreen)
        await pilot.click(next(iter(screen.query(".explanation"))))
        await settled(pilot)
        (box,) = screen.query(ExplanationBox)
        assert app.focused is box.editor
