"""Before and after: the checklist, labels held before, days counted back, links of long ago."""

import datetime as dt
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, OptionList

from model.application import CHECKLIST
from model.problems import Code
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.tui.command_line import AN, DAY, subjects
from tests.tui.school import HIGH, LOW, app_on, opened, paste, seen, settled, value
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.entry import EntryDialog
from tui.screens.school import SchoolScreen
from tui.screens.step import StepScreen
from tui.widgets.form import FormField


async def in_step_1(pilot: Pilot[str], app: LabelmapApp, field: str | None = None) -> SchoolScreen:
    """Step 1, at a field."""
    await opened(pilot, DashboardScreen)
    app.go_to("school", field)
    screen = await opened(pilot, SchoolScreen)
    await settled(pilot)
    return screen


def codes(app: LabelmapApp) -> list[Code]:
    """Everything that is still to be done or told."""
    assert app.session is not None
    return [problem.code for problem in app.session.assessment.all_problems()]


@pytest.mark.long
async def test_each_trap_is_ticked_by_hand_and_bears_its_day(school: Path) -> None:
    before = len(subjects(school))
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        await in_step_1(pilot, app, "checklist")
        for _ in CHECKLIST:
            assert isinstance(app.focused, Checkbox)
            await pilot.press("space")
            await settled(pilot)
            await pilot.press("tab")
        today = dt.date.fromisoformat(DAY)
        for trap in CHECKLIST:
            assert value(app, f"school.checklist.{trap}") == today
        assert "aangevinkt op 20/01/2023" in seen(app)
        assert "onderaan" not in str(app.screen.query_one("#rules").render())
        await pilot.press("shift+tab", "space")
        await settled(pilot)
        assert value(app, f"school.checklist.{CHECKLIST[-1]}") is None
        assert "nog 1 punt aan te vinken" in str(app.screen.query_one("#rules").render())
    assert len(subjects(school)) == before + len(CHECKLIST) + 1
    assert "one-record = 2023-01-20" in (school / "school.toml").read_text("utf-8")


async def test_a_tick_made_outside_is_seen(school: Path) -> None:
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        screen = await in_step_1(pilot, app, "checklist")
        file = school / "school.toml"
        text = (
            file.read_text("utf-8")
            + "\n[checklist]\nspam-checked = 2022-12-01\nown-thing = 2022-12-02\n"
        )
        file.write_text(text, encoding="utf-8")
        app._reload()  # noqa: SLF001 - what the watcher does
        await settled(pilot)
        ticked = screen.query_one("#trap-spam-checked", Checkbox)
        assert ticked.value
        ticked.focus()
        await settled(pilot)
        assert "aangevinkt op 01/12/2022" in seen(app)
        await pilot.press("space")
        await settled(pilot)
    assert "own-thing = 2022-12-02" in file.read_text("utf-8")


@pytest.mark.long
async def test_a_label_held_before_is_kept_changed_and_told_while_it_runs(school: Path) -> None:
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        screen = await in_step_1(pilot, app, "label")
        for years, told in (("2022-2023", True), ("2021-2022", False)):
            await pilot.press("home", "enter")
            await opened(pilot, EntryDialog)
            await pilot.press("ctrl+a", "delete")
            paste(app, years)
            await pilot.pause()
            await pilot.press("ctrl+s")
            await opened(pilot, SchoolScreen)
            await settled(pilot)
            assert (Code.LABEL_STILL_VALID in codes(app)) is told
            rules = str(screen.query_one("#rules").render())
            assert ("loopt nog" in rules or "geldig" in rules) is told, rules
        assert screen.query_one("#label", OptionList).option_count == 2
        await pilot.press("home", "enter")
        dialog = await opened(pilot, EntryDialog)
        dialog.query_one("#remove").press()  # type: ignore[attr-defined] # a button
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert value(app, "school.label.2022-2023") is None


@pytest.mark.long
async def test_the_proposal_stands_in_the_box_and_ones_own_day_takes_its_place(
    school: Path,
) -> None:
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "alles op het platform invullen t.e.m. 20/01 (voorstel)" in seen(app)
        await in_step_1(pilot, app, "planning.platform_by")
        assert isinstance(app.focused, type(app.screen.query(FormField).last().box))
        assert "voorstel: 20/01/2023" in seen(app)
        paste(app, "16/01/2023")
        await settled(pilot)
        await pilot.press("tab")
        paste(app, "10/01/2023")
        await settled(pilot)
        assert value(app, "school.planning.platform_by") == dt.date(2023, 1, 16)
        assert "voor het formulier op het platform ingevuld is" in " ".join(seen(app).split())
        await pilot.press("ctrl+a", "delete")
        paste(app, "31/01/2023")
        await settled(pilot)
        assert "valt later dan 30/01/2023" in " ".join(seen(app).split())
        paste(app, "x")
        await settled(pilot)
        assert "geen dag" in seen(app)
        assert value(app, "school.planning.signature_by") == dt.date(2023, 1, 31)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        shown = seen(app)
        assert "alles moest op het platform ingevuld zijn t.e.m. 16/01" in shown
        assert "voorstel" not in shown.splitlines()[2]
    assert "platform_by = 2023-01-16" in (school / "school.toml").read_text("utf-8")


async def test_the_dashboard_says_it_on_one_line_where_there_is_room(school: Path) -> None:
    app = app_on(school, language="en")
    async with app.run_test(size=(160, 40)) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        line = seen(app).splitlines()[1]
        assert "at the latest" in line
        assert "fill in everything on the platform by 20 January (proposal)" in line


async def test_no_day_is_invented_where_the_edition_knows_none(tmp_path: Path) -> None:
    folder = SchoolFolder.create(
        tmp_path / "s", edition="next", school="S", person=AN, clock=Clock.of(DAY)
    )
    app = app_on(folder.path)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "Daarvoor" not in seen(app)
        await in_step_1(pilot, app, "planning.signature_by")
        assert "geen deadline bekend" in seen(app)
        assert "voorstel" not in seen(app)


@pytest.mark.parametrize(
    "url", ["https://twinspace.etwinning.net/1/home", "http://www.etwinning.net/x"]
)
async def test_a_link_to_the_old_platform_is_marked_where_one_sees_it(
    school: Path, url: str
) -> None:
    folder = SchoolFolder.open(school, Clock.of(DAY))
    folder.link("collaboration", url, AN, title="Onze TwinSpace")
    app = app_on(school)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert Code.EVIDENCE_LINK_OUTDATED in codes(app)
        app.go_to("collaboration", "evidence.onze-twinspace")
        await opened(pilot, StepScreen)
        await settled(pilot)
        shown = " ".join(seen(app).split())
        assert "! " in shown
        assert "oude" in shown


@pytest.mark.long
async def test_a_colleague_shows_whether_he_is_on_the_platform(school: Path) -> None:
    app = app_on(school)
    async with app.run_test(size=HIGH) as pilot:
        screen = await in_step_1(pilot, app, "team")
        await pilot.press("enter")
        await opened(pilot, EntryDialog)
        paste(app, "Bart Claes")
        await pilot.pause()
        await pilot.press("tab", "tab", "n", "ctrl+s")
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        team = screen.query_one("#team", OptionList)
        row = team.get_option_at_index(0).prompt
        assert str(row) == "Bart Claes · nog niet op het platform"
        assert value(app, "school.team.bart-claes.on_platform") is False
