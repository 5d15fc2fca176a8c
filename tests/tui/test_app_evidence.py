"""Evidence in the app: from a path, the list, a link; refused with a reason; changed, removed."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from model.application import Evidence
from tests.tui.command_line import EXTRA, git, subjects
from tests.tui.school import HIGH, app_on, opened, paste, said, seen, settled, until
from tui.app import LabelmapApp
from tui.screens.add_evidence import AddEvidenceDialog
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.evidence import EvidenceDialog
from tui.screens.evidence_list import EvidenceList
from tui.screens.step import StepScreen
from tui.screens.taking_in import SummaryDialog
from tui.widgets.file_chooser import FileChooser
from tui.widgets.tick import Tick

STEP = "models-for-other-schools"
ESAFETY = "esafety"
LEADERS = "shared-leadership"


async def in_step(pilot: Pilot[str], app: LabelmapApp, step: str) -> StepScreen:
    """A step of the form."""
    await opened(pilot, DashboardScreen)
    app.go_to(step)
    return await opened(pilot, StepScreen)


async def adding(pilot: Pilot[str], app: LabelmapApp, step: str = STEP) -> AddEvidenceDialog:
    """The dialog that adds evidence to a step."""
    await in_step(pilot, app, step)
    await pilot.press("f4")
    return await opened(pilot, AddEvidenceDialog)


def evidence(app: LabelmapApp, step: str = STEP) -> tuple[Evidence, ...]:
    """The evidence of a step in memory."""
    assert app.session is not None
    return app.session.application.evidence_of(step)


async def test_a_pasted_path_is_taken_in(sample: Path) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test() as pilot:
        await adding(pilot, app)
        assert "spatie Aanduiden · ctrl+s Toevoegen" in seen(app)
        paste(app, f"'{EXTRA / 'foto-opendeurdag.jpg'}'")
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, StepScreen)
        await settled(pilot)
        (item,) = evidence(app)
        assert (sample / item.file).is_file()
        assert "opendeurdag" in str(app.screen.query_one(EvidenceList).options[0].prompt)
    assert len(subjects(sample)) == len(before) + 1
    assert git(sample, "status", "--porcelain") == ""


async def test_the_only_statement_of_a_step_is_ticked_until_somebody_unticks_it(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        dialog = await adding(pilot, app, ESAFETY)
        (only,) = dialog.query("#supports Tick").results(Tick)
        assert only.value
        paste(app, str(EXTRA / "foto-opendeurdag.jpg"))
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert evidence(app, ESAFETY)[-1].supports == ((only.id or "").removeprefix("supports-"),)
        # A step that has several leaves it to the person which it is.
        app.pop_screen()
        dialog = await adding(pilot, app)
        assert not any(tick.value for tick in dialog.query("#supports Tick").results(Tick))


@pytest.mark.long
async def test_two_documents_of_the_list_back_the_ticked_statement(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        dialog = await adding(pilot, app)
        chooser = dialog.query_one(FileChooser)
        chooser.go_to(EXTRA)
        chooser.focus()
        await pilot.press("home", "down", "space", "down", "down", "enter")
        tick = dialog.query_one("#supports-mentoring", Tick)
        tick.focus()
        await pilot.press("space")
        await pilot.press("ctrl+s")
        await opened(pilot, SummaryDialog)
        await pilot.press("escape")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert len(evidence(app)) == 2
        assert all(item.supports == ("mentoring",) for item in evidence(app))


async def test_a_link_is_taken_in(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await adding(pilot, app)
        paste(app, "https://www.voorbeeldstad.example/opendeur")
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert [item.url for item in evidence(app)] == [
            "https://www.voorbeeldstad.example/opendeur"
        ]


async def test_a_refused_file_says_why_and_the_dialog_stays(sample: Path, tmp_path: Path) -> None:
    empty = tmp_path / "leeg.pdf"
    empty.write_bytes(b"")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        dialog = await adding(pilot, app)
        for name in (str(empty), str(tmp_path / "weg.pdf")):
            dialog.query_one("#paste", Input).value = name
            dialog.query_one("#paste").focus()
            await pilot.press("enter")
            await settled(pilot)
            assert app.screen is dialog
            assert Path(name).name in said(app)
        assert evidence(app) == ()
        assert not dialog.query_one("#add").disabled


async def test_of_two_files_the_good_one_is_taken_and_the_bad_one_stays_to_be_mended(
    sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "documenten"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"")
    (folder / "b.pdf").write_bytes((EXTRA / "infosessie-scholengroep.pdf").read_bytes())
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        dialog = await adding(pilot, app)
        chooser = dialog.query_one(FileChooser)
        chooser.go_to(folder)
        chooser.focus()
        await pilot.press("down", "space", "down", "space", "ctrl+s")
        await opened(pilot, SummaryDialog)
        await settled(pilot)
        assert len(evidence(app)) == 1
        assert "! a.pdf" in seen(app)
        assert "✓ b.pdf" in seen(app)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is dialog
        assert chooser.marked == (folder / "a.pdf",)


async def test_nothing_chosen_is_said(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        dialog = await adding(pilot, app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is dialog
        assert said(app)


async def first_of(pilot: Pilot[str], app: LabelmapApp) -> EvidenceDialog:
    """The first piece of evidence of step 3, open."""
    screen = await in_step(pilot, app, LEADERS)
    screen.query_one(EvidenceList).focus()
    await pilot.press("home", "enter")
    return await opened(pilot, EvidenceDialog)


async def test_title_and_statements_are_changed(sample: Path) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        dialog = await first_of(pilot, app)
        paste(app, "Een andere titel")
        await pilot.pause()
        tick = dialog.query_one("#supports-staff-supported", Tick)
        was = tick.value
        tick.toggle()
        await pilot.press("ctrl+s")
        await opened(pilot, StepScreen)
        await settled(pilot)
        item = evidence(app, LEADERS)[0]
        assert item.title == "Een andere titel"
        assert ("staff-supported" in item.supports) is not was
        assert "Een andere titel" in seen(app)
    assert len(subjects(sample)) == len(before) + 1


async def test_a_changed_document_is_accepted(sample: Path) -> None:
    document = next((sample / "evidence" / LEADERS).iterdir())
    document.write_bytes(document.read_bytes() + b"\n")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await in_step(pilot, app, LEADERS)
        assert app.session is not None
        changed = next(
            p
            for p in app.session.assessment.steps[2].problems
            if p.code.value == "evidence-changed"
        )
        screen.query_one(EvidenceList).point_at(str(changed.field).removeprefix("evidence."))
        await pilot.press("enter")
        await opened(pilot, EvidenceDialog)
        await pilot.click("#accept")
        await opened(pilot, StepScreen)
        await settled(pilot)
        codes = [p.code.value for p in app.session.assessment.steps[2].problems]
        assert "evidence-changed" not in codes
    assert git(sample, "status", "--porcelain") == ""


async def test_removing_asks_first(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        dialog = await first_of(pilot, app)
        count = len(evidence(app, LEADERS))
        dialog.query_one("#remove").focus()
        await pilot.press("enter")
        await opened(pilot, ConfirmDialog)
        await pilot.press("escape")
        await opened(pilot, EvidenceDialog)
        assert len(evidence(app, LEADERS)) == count
        # A button that was just pressed takes no second press.
        await until(pilot, lambda: not dialog.query_one("#remove").has_class("-active"))
        await pilot.press("enter")
        await opened(pilot, ConfirmDialog)
        await pilot.press("enter")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert len(evidence(app, LEADERS)) == count - 1
        assert len(app.screen.query_one(EvidenceList).options) == count
    assert git(sample, "status", "--porcelain") == ""


@pytest.mark.long
async def test_what_was_typed_is_recorded_before_the_evidence(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to(STEP, "plan")
        await opened(pilot, StepScreen)
        await pilot.press("a", "f4")
        await opened(pilot, AddEvidenceDialog)
        paste(app, str(EXTRA / "foto-opendeurdag.jpg"))
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, StepScreen)
        await settled(pilot)
    made = [line.partition(":")[0] for line in subjects(sample)[:2]]
    assert made == [f"evidence-add({STEP})", f"answer({STEP})"]
    assert 'plan = """\na\n"""' in (sample / f"answers/6-{STEP}.toml").read_text("utf-8")
