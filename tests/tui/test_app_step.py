"""The step screen: explanations, evidence ticked in place, what is said beside each field."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from tests.tui.command_line import subjects
from tests.tui.school import HIGH, LOW, app_on, git_says, opened, paste, seen, settled, value
from tui.app import LabelmapApp
from tui.screens.add_evidence import AddEvidenceDialog
from tui.screens.backing import BackingDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.step import StepScreen
from tui.widgets.counter import Counter
from tui.widgets.text_box import TextBox
from tui.widgets.tick import Tick

STEP = "students-as-agents-of-change"
KEY = f"{STEP}.explanations.students-promote"


async def at(pilot: Pilot[str], app: LabelmapApp, field: str, step: str = STEP) -> StepScreen:
    """A step with the cursor in one of its fields."""
    await opened(pilot, DashboardScreen)
    app.go_to(step, field)
    screen = await opened(pilot, StepScreen)
    await settled(pilot)
    return screen


def counter(screen: StepScreen, box: str) -> str:
    """What stands above the text in a box."""
    return screen.query_one(f"#{box}", TextBox).query_one(Counter).render().plain


# Explanations


@pytest.mark.long
async def test_an_explanation_is_written_by_key_counted_with_the_description_and_kept(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await at(pilot, app, "statements.students-promote")
        assert "met uitleg" not in counter(screen, "description")
        before = screen.query_one("#description", TextBox).query_one(Counter).used
        await pilot.press("u")
        await settled(pilot)
        await pilot.press(*"Elk", "space", *"jaar", "full_stop")
        await settled(pilot)
        assert value(app, KEY) == "Elk jaar."
        both = screen.query_one("#description", TextBox).query_one(Counter).used
        assert both == before + 2 + len("Elk jaar.")
        assert "met uitleg" in counter(screen, "description")
        assert "met beschrijving" in counter(screen, "explanation-students-promote")
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is screen
        assert app.focused is screen.query_one("#answer-students-promote")
        assert not screen.query_one("#explanation-students-promote").display
        assert "“ Elk jaar." in seen(app)
        await pilot.press("escape")
        await settled(pilot)
    assert subjects(sample)[0].startswith(f"answer({STEP}): how 'students-promote' is put into")


@pytest.mark.long
async def test_one_explanation_takes_the_place_of_another_and_can_still_be_undone(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await at(pilot, app, KEY.partition(".")[2])
        await pilot.press("a", "escape", "shift+tab", "enter")
        await settled(pilot)
        await pilot.press("b")
        assert value(app, f"{STEP}.explanations.students-have-a-role") == "b"
        assert not screen.query_one("#explanation-students-promote").display
        await pilot.click("#statement-students-promote .explanation")
        await settled(pilot)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert value(app, KEY) == ""


@pytest.mark.long
async def test_explanations_that_make_the_description_too_long_are_said_beside_it(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await at(pilot, app, KEY.partition(".")[2])
        paste(app, "Wij promoten. " * 100)
        await settled(pilot)
        assert "! te lang: kort in tot 2.500 tekens" in seen(app)
        assert "te veel   met uitleg" in seen(app)


# Evidence in place


async def test_evidence_is_ticked_by_key_and_saved_as_one_change(sample: Path) -> None:
    before = len(subjects(sample))
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await at(pilot, app, "statements.students-have-a-role")
        await pilot.press("b")
        dialog = await opened(pilot, BackingDialog)
        assert [tick.value for tick in dialog.query(Tick)] == [False, True, False]
        await pilot.press("space", "down", "down", "space", "ctrl+s")
        await opened(pilot, StepScreen)
        await settled(pilot)
        row = screen.query_one("#statement-students-have-a-role")
        assert all(title in seen(app) for title in ("Nieuwsbrief", "Schermafdruk", "Podcast"))
        assert row.has_focus_within
    assert len(subjects(sample)) == before + 1
    assert git_says(sample, "status", "--porcelain") == ""


@pytest.mark.long
async def test_evidence_is_ticked_by_mouse_and_nothing_changed_records_nothing(
    sample: Path,
) -> None:
    before = len(subjects(sample))
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await at(pilot, app, "plan")
        await pilot.click("#statement-students-have-a-role .proof")
        dialog = await opened(pilot, BackingDialog)
        await pilot.click("#save")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert len(subjects(sample)) == before
        await pilot.click("#statement-students-have-a-role .proof")
        dialog = await opened(pilot, BackingDialog)
        await pilot.click(dialog.query(Tick)[1])
        await pilot.click("#save")
        await opened(pilot, StepScreen)
        await settled(pilot)
        key = f"{STEP}.evidence"
        assert app.session is not None
        backed = [e for e in app.session.application.evidence_of(STEP) if e.supports]
        assert all("students-have-a-role" not in e.supports for e in backed), key
    assert len(subjects(sample)) == before + 1


@pytest.mark.long
async def test_without_evidence_one_can_add_some_from_there(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await at(pilot, app, "statements.mentoring", "models-for-other-schools")
        assert app.session is not None
        assert app.session.application.evidence_of("models-for-other-schools") == ()
        await pilot.press("b")
        dialog = await opened(pilot, BackingDialog)
        assert "nog geen bewijs in deze stap" in seen(app)
        dialog.query_one("#add", Button).press()
        adding = await opened(pilot, AddEvidenceDialog)
        assert adding.query_one("#supports-mentoring", Tick).value


# What is said beside a field


async def test_what_is_to_be_done_stands_beside_the_field(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await at(pilot, app, "plan", "models-for-other-schools")
        plan = screen.query_one("#plan", TextBox)
        assert str(plan.border_subtitle) == "! nog te schrijven"
        assert plan.has_class("-wrong")
        await pilot.press("a")
        await settled(pilot)
        assert str(plan.border_subtitle) == "○ erg kort: één concreet voorbeeld helpt"
        assert not plan.has_class("-wrong")
        paste(app, "Wij ontvangen scholen. " * 10)
        await settled(pilot)
        assert str(plan.border_subtitle) == ""


async def test_a_statement_says_what_is_to_be_done(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await at(pilot, app, "statements.students-drive")
        assert "! nog te beantwoorden" in seen(app)
        await pilot.press("n")
        await settled(pilot)
        assert "! het formulier vraagt ja" in seen(app)
        await pilot.press("j")
        await settled(pilot)
        assert "! het" not in seen(app)
        assert "! nog" not in seen(app)
        assert "hier nog geen bewijs voor" in seen(app)
        assert "○ Stap" not in seen(app), "told once"


async def test_at_80_columns_every_key_of_a_statement_is_shown(sample: Path) -> None:
    for language in ("nl", "en"):
        app = app_on(sample, language=language)
        async with app.run_test(size=LOW) as pilot:
            await at(pilot, app, "statements.students-drive")
            bar = seen(app).splitlines()[-1]
            shown = {"nl": " j  n  b  u  esc  f2  f9  f1", "en": " y  n  e  x  esc  f2  f9  f1"}
            keys = [part for part in bar.split() if part in shown[language].split()]
            assert keys == shown[language].split(), bar


async def test_the_keys_of_the_box_and_of_the_app_have_names_of_their_own(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await at(pilot, app, "statements.students-drive")
        names = [command.title for command in app.get_system_commands(app.screen)]
        for name in ("Bewijs", "Uitleg", "Terug", "Hulp", "Ongedaan maken", "Naar een veld"):
            assert name in names
