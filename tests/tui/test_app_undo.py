"""Ctrl+Z and Ctrl+Y over saves: one more change each, said in words, never a rewritten history."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from model import fields
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.tui.command_line import DAY, subjects
from tests.tui.school import LOW, app_on, form_field, git_says, opened, said, settled, until, value
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.school import SchoolScreen
from tui.screens.step import StepScreen
from tui.widgets.text_box import TextBox

PLAN = "models-for-other-schools.plan"
DRIVE = "students-as-agents-of-change.statements.students-drive"


async def at(pilot: Pilot[str], app: LabelmapApp, key: str) -> StepScreen:
    """A step with the cursor in a field."""
    await opened(pilot, DashboardScreen)
    app.go_to(*key.split(".", 1))
    screen = await opened(pilot, StepScreen)
    await settled(pilot)
    return screen


async def test_an_answer_is_undone_and_done_again_as_changes_of_their_own(sample: Path) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await at(pilot, app, DRIVE)
        await pilot.press("j")
        await settled(pilot)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert value(app, DRIVE) is None
        assert "Ongedaan gemaakt: Stap 5 · vraag 3" in said(app)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert "niets veranderd" in said(app)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert str(value(app, DRIVE)) == "yes"
        assert "Opnieuw gedaan: Stap 5 · vraag 3" in said(app)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert "opnieuw" in said(app)
    assert subjects(sample)[3:] == before
    assert all(s.startswith("answer(students-as-agents") for s in subjects(sample)[:3])
    assert git_says(sample, "status", "--porcelain") == ""


@pytest.mark.long
async def test_a_box_goes_back_by_itself_first_and_then_over_its_saves(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.put(fields.Key("models-for-other-schools", ("plan",)), "a")  # elsewhere than in the box
        app.action_save()
        await settled(pilot)
        screen = await at(pilot, app, PLAN)
        editor = screen.query_one("#plan", TextBox).editor
        await pilot.press("end", "b")
        await pilot.press("ctrl+z")  # the box's own
        await settled(pilot)
        assert (editor.text, value(app, PLAN)) == ("a", "a")
        await pilot.press("ctrl+z")  # the save before the box was opened
        await settled(pilot)
        assert (editor.text, value(app, PLAN)) == ("", "")
        assert "Stap 6 · plannen" in said(app)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert (editor.text, value(app, PLAN)) == ("a", "a")
        assert editor.has_focus


async def test_what_was_typed_last_goes_back_first_on_the_dashboard_too(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await at(pilot, app, PLAN)
        await pilot.press(*"abc", "escape")
        await opened(pilot, DashboardScreen)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: value(app, PLAN) == "")
        assert subjects(sample)[0].endswith("emptied")
        assert "3 characters" in subjects(sample)[1]


@pytest.mark.long
async def test_a_field_of_the_form_goes_back_while_one_stands_in_it(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("school", "city")
        screen = await opened(pilot, SchoolScreen)
        await settled(pilot)
        city = form_field(screen, "school.city")
        held = value(app, "school.city")
        await pilot.press("end", "x", "y", "ctrl+z")
        await settled(pilot)
        assert value(app, "school.city") == city.box.value == held
        assert city.box.has_focus


async def test_what_a_colleague_changed_since_stays_and_that_is_said(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await at(pilot, app, DRIVE)
        await pilot.press("j")
        await settled(pilot)
        other = SchoolFolder.open(sample, Clock.of(DAY))
        file = other.path / "answers/5-students-as-agents-of-change.toml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('students-drive = "yes"', 'students-drive = "no"'), "utf-8")
        await until(pilot, lambda: str(value(app, DRIVE)) == "no")
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert str(value(app, DRIVE)) == "no"
        assert "collega" in said(app)


@pytest.mark.long
async def test_the_palette_undoes_over_saves_from_within_a_box(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await at(pilot, app, PLAN)
        await pilot.press("a", "escape")
        await settled(pilot)
        await at(pilot, app, PLAN)
        commands = {c.title: c.callback for c in app.get_system_commands(app.screen)}
        commands["Ongedaan maken"]()
        await until(pilot, lambda: value(app, PLAN) == "")


async def test_evidence_that_was_removed_or_added_goes_back_with_its_document(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        assert app.session is not None
        folder = app.session.folder
        item = folder.application.evidence_of("shared-leadership")[0]
        document = sample / item.file
        data = document.read_bytes()
        app.act(lambda person: folder.detach(item.id, person))
        await until(pilot, lambda: not document.exists())
        await settled(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Ongedaan gemaakt: Stap 3 · bewijs" in said(app))
        assert document.read_bytes() == data
        assert item in app.session.application.evidence_of("shared-leadership")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: "Opnieuw gedaan: Stap 3 · bewijs" in said(app))
        assert not document.exists()
    assert git_says(sample, "status", "--porcelain") == ""
