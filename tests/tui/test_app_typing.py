"""Typing: at once in memory, soon in the file, one entry in the diary when the field is left."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.people import Person
from tests.tui.command_line import subjects
from tests.tui.school import (
    AN,
    app_on,
    git_says,
    opened,
    paste,
    said,
    seen,
    settled,
    until_written,
    value,
)
from tui.app import LabelmapApp
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.step import StepScreen
from tui.screens.who import WhoDialog
from tui.widgets.counter import Counter
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice

PLAN = "models-for-other-schools.plan"
FILE = "answers/6-models-for-other-schools.toml"


async def at_the_plan(pilot: Pilot[str], app: LabelmapApp) -> TextBox:
    """Step 6 with the cursor in the empty plan."""
    await opened(pilot, DashboardScreen)
    app.go_to("models-for-other-schools", "plan")
    await opened(pilot, StepScreen)
    box = app.screen.query_one("#plan", TextBox)
    assert box.editor.has_focus
    return box


async def test_what_is_typed_is_in_memory_and_counted_with_the_key(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        box = await at_the_plan(pilot, app)
        await pilot.press(*"Wij")
        assert value(app, PLAN) == "Wij"
        assert box.query_one(Counter).used == 3
        assert "Wij" not in (sample / FILE).read_text(encoding="utf-8")


async def test_the_file_follows_by_itself_and_leaving_records_one_change(sample: Path) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test() as pilot:
        await at_the_plan(pilot, app)
        for letter in "Volgend jaar nodigen wij drie scholen uit. Samen! x":
            await pilot.press("space" if letter == " " else letter)
        await until_written(pilot, sample / FILE, "Samen!")
        assert subjects(sample) == before
        await pilot.press("escape")
        await settled(pilot)
    assert subjects(sample)[1:] == before
    assert subjects(sample)[0].startswith("answer(models-for-other-schools): plan")
    assert git_says(sample, "status", "--porcelain") == ""


async def test_ctrl_s_records_at_once_and_a_second_time_does_nothing(sample: Path) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test() as pilot:
        await at_the_plan(pilot, app)
        await pilot.press("a", "ctrl+s")
        await settled(pilot)
        assert len(subjects(sample)) == len(before) + 1
        await pilot.press("ctrl+s", "ctrl+s")
        await settled(pilot)
        assert len(subjects(sample)) == len(before) + 1


async def test_a_field_that_nobody_changed_records_nothing(sample: Path) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test() as pilot:
        await at_the_plan(pilot, app)
        await pilot.press("a", "backspace", "tab", "tab", "escape")
        await settled(pilot)
    assert subjects(sample) == before


async def test_all_that_is_pasted_is_kept_and_what_is_over_is_said(sample: Path) -> None:
    text = "Vijf woorden op elke regel.\n" * 180
    app = app_on(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        box = await at_the_plan(pilot, app)
        paste(app, text)
        await settled(pilot)
        assert value(app, PLAN) == text
        assert box.editor.text == text
        await pilot.press("ctrl+home")
        assert f"{len(text) - 2500:,}".replace(",", ".") + " te veel" in seen(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "op het formulier passen er" in seen(app)
    assert "Vijf woorden" in (sample / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "kept"), [("enter", False), ("escape", True)])
async def test_a_paste_from_a_word_processor_is_offered_to_be_tidied(
    sample: Path, key: str, *, kept: bool
) -> None:
    text = "Wij\u00a0werken sa\u00admen.\n\n\n\nAllen."
    app = app_on(sample)
    async with app.run_test() as pilot:
        box = await at_the_plan(pilot, app)
        paste(app, text)
        await opened(pilot, ConfirmDialog)
        await pilot.press(key)
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert box.editor.has_focus
        assert value(app, PLAN) == (text if kept else "Wij werken samen.\n\nAllen.")


async def test_a_blank_at_the_end_of_a_paste_is_no_reason_to_ask(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await at_the_plan(pilot, app)
        paste(app, "Wij werken samen. \n")
        await settled(pilot)
        assert isinstance(app.screen, StepScreen)
        assert value(app, PLAN) == "Wij werken samen. \n"


async def test_control_characters_are_taken_out_and_it_is_said(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await at_the_plan(pilot, app)
        paste(app, "a\x1b[2Jb\x07")
        await settled(pilot)
        assert value(app, PLAN) == "a[2Jb"
        assert "2 stuurtekens" in said(app)


async def test_answers_by_key_are_one_change_each(sample: Path) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("students-as-agents-of-change", "statements.students-drive")
        await opened(pilot, StepScreen)
        key = "students-as-agents-of-change.statements.students-drive"
        assert value(app, key) is None
        await pilot.press("j")
        await settled(pilot)
        assert str(value(app, key)) == "yes"
        await pilot.press("n")
        await settled(pilot)
        assert str(value(app, key)) == "no"
        await pilot.press("n")
        await settled(pilot)
        assert value(app, key) is None
        assert len(subjects(sample)) == len(before) + 3
        assert app.focused is app.screen.query_one("#answer-students-drive")


async def test_answers_by_mouse(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("inclusive-and-innovative", "statements.learning-organisation")
        await opened(pilot, StepScreen)
        choice = app.screen.query_one("#answer-learning-organisation", YesNoChoice)
        await pilot.click(choice, offset=(3, 0))
        await settled(pilot)
        assert str(value(app, "inclusive-and-innovative.statements.learning-organisation")) == "yes"
        await pilot.click(choice, offset=(11, 0))
        await settled(pilot)
        assert str(value(app, "inclusive-and-innovative.statements.learning-organisation")) == "no"


async def test_who_works_is_asked_at_the_first_change_and_kept(sample: Path) -> None:
    app = app_on(sample, person=None)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("students-as-agents-of-change", "statements.students-drive")
        await opened(pilot, StepScreen)
        await pilot.press("j")
        await opened(pilot, WhoDialog)
        await pilot.press("enter", "enter")  # no name yet
        assert isinstance(app.screen, WhoDialog)
        await pilot.press(*"Bart", "enter", "enter")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert "je werkt als Bart" in seen(app)
        assert git_says(sample, "log", "-1", "--format=%an") == "Bart"
        assert app_on(sample, person=None).person == Person("Bart")
        await pilot.press("f6")
        await opened(pilot, WhoDialog)
        await pilot.press("ctrl+a", *"Cato", "enter", "enter")
        await opened(pilot, StepScreen)
        await pilot.press("n")
        await settled(pilot)
        assert "je werkt als Cato" in seen(app)
    assert git_says(sample, "log", "-1", "--format=%an") == "Cato"


async def test_later_keeps_what_was_typed_and_asks_again(sample: Path) -> None:
    app = app_on(sample, person=None)
    async with app.run_test() as pilot:
        await at_the_plan(pilot, app)
        await pilot.press("a", "tab")
        await opened(pilot, WhoDialog)
        await pilot.press("escape")
        await opened(pilot, StepScreen)
        await until_written(pilot, sample / FILE, 'plan = """\na\n"""')
        assert value(app, PLAN) == "a"
        await pilot.press("ctrl+s")
        await opened(pilot, WhoDialog)
        await pilot.press(*"An", "enter", "enter")
        await opened(pilot, StepScreen)
        await settled(pilot)
    assert git_says(sample, "status", "--porcelain") == ""
    assert git_says(sample, "log", "-1", "--format=%an") == "An"


@pytest.mark.long
async def test_undo_and_redo_are_changes_like_others(sample: Path) -> None:
    app = app_on(sample, person=AN)
    async with app.run_test() as pilot:
        await at_the_plan(pilot, app)
        paste(app, "Eerst.")
        await settled(pilot)
        await pilot.press("ctrl+z")
        assert value(app, PLAN) == ""
        await pilot.press("ctrl+y")
        assert value(app, PLAN) == "Eerst."
