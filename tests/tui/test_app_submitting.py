"""Submitting in the app: asked once, locked after, the platform noted, a decision taken over."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Button, Input

from model import fields
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.nso import SIGNED, decide_approved, words
from tests.tui.school import (
    AN,
    HIGH,
    LOW,
    app_on,
    git_says,
    opened,
    said,
    seen,
    settled,
    until,
    waiting,
)
from tests.tui.school import value as value_of
from tui.app import LabelmapApp
from tui.locking import LockNote
from tui.screens.approved import ApprovedScreen
from tui.screens.calendar import CalendarScreen
from tui.screens.choose_file import ChooseFileDialog
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.platform import DecisionDialog, PlatformDialog
from tui.screens.preview import PreviewScreen
from tui.screens.school import SchoolScreen
from tui.screens.step import StepScreen
from tui.screens.submission import SubmissionScreen
from tui.screens.submit import SubmitDialog
from tui.widgets.header_line import HeaderLine
from tui.widgets.page_lines import Missing
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice


@pytest.fixture
def submitted(complete: Path) -> Path:
    """The complete sample school, submitted here on 20 January."""
    SchoolFolder.open(complete, Clock.of("2023-01-20")).submit(AN, words)
    return complete


def record(folder: Path) -> list[str]:
    return git_says(folder, "log", "--format=%s", "record").splitlines()


def flat(app: LabelmapApp) -> str:
    """What the screen says, however it is wrapped."""
    return " ".join(seen(app).split())


async def test_from_the_preview_one_submits_after_one_question(complete: Path) -> None:
    app = app_on(complete)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await settled(pilot)
        assert "Alles is klaar. Druk op s om in te dienen." in flat(app)
        await pilot.press("s")
        screen = await opened(pilot, SubmissionScreen)
        await settled(pilot)
        assert "34 van 34 klaar" in flat(app)
        await pilot.press("s")
        dialog = await opened(pilot, SubmitDialog)
        assert "Dit is niet indienen op het platform" in flat(app)
        assert dialog.focused is dialog.query_one("#back"), "not by one Enter too many"
        await pilot.press("shift+tab", "enter")
        await until(pilot, lambda: app.screen is screen)
        assert record(complete) == ["submit: round 1, 34 of 34"]
        assert "Hier ingediend. Nu het platform" in said(app)
        assert "nog niet ingediend op het platform" in str(screen.query_one(HeaderLine).render())
        assert "Nog 10 dagen" in flat(app), "the deadline counts on"


async def test_the_overview_leads_to_submitting_once_all_is_there(complete: Path) -> None:
    app = app_on(complete)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "● Alles is klaar. Druk op s" in flat(app)
        *_, latest, _ = seen(app).splitlines()
        assert "Laatste wijzigingen" in latest
        assert latest.rstrip().endswith("…"), "more was done than fits"
        await pilot.press("home", "enter")
        await opened(pilot, SubmissionScreen)


async def test_what_is_missing_is_gone_to_and_a_reason_is_asked(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("s")
        screen = await opened(pilot, SubmissionScreen)
        await settled(pilot)
        assert len(screen.query(Missing)) >= 6
        await pilot.press("s")
        dialog = await opened(pilot, SubmitDialog)
        assert "Indienen kan nu niet" in seen(app)
        assert not dialog.query("#submit")
        await pilot.press("ctrl+s", "escape")
        await opened(pilot, SubmissionScreen)
        await pilot.press("tab", "enter")
        await opened(pilot, StepScreen)
        assert not git_says(sample, "branch", "--list", "record")


async def test_an_incomplete_application_goes_with_a_reason(complete: Path) -> None:
    folder = SchoolFolder.open(complete, Clock.of("2023-01-20"))
    plain = folder.application.answers["collaboration"]
    folder.save(folder.application.with_answer("collaboration", replace(plain, plan="")), AN)
    app = app_on(complete)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("s")
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        await pilot.press("s")
        await opened(pilot, SubmitDialog)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Zeg in enkele woorden waarom" in said(app))
        assert not git_says(complete, "branch", "--list", "record")
        await pilot.press(*"plan volgt", "ctrl+s")
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        assert "Onvolledig: plan volgt" in flat(app)
        assert not waiting()
        assert record(complete) == ["submit: round 1, incomplete: 33 of 34"]


async def test_only_the_declaration_is_open_so_the_content_is_ready(complete: Path) -> None:
    folder = SchoolFolder.open(complete, Clock.of("2023-01-20"))
    signed = folder.application.declaration.evidence[0]
    folder.detach(signed.id, AN)
    app = app_on(complete)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await settled(pilot)
        assert "Inhoudelijk klaar" in flat(app)
        await pilot.press("s")
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        assert "laat Lieve Wouters ze ondertekenen" in flat(app)


async def test_answers_are_locked_with_the_reason_shown(submitted: Path) -> None:
    app = app_on(submitted)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        assert "Hier ingediend door An op 20/01, nog niet op het platform" in flat(app)
        await pilot.press("3")
        step = await opened(pilot, StepScreen)
        await settled(pilot)
        assert "blijft gesloten tot er een beslissing is" in flat(app)
        assert all(choice.disabled for choice in step.query(YesNoChoice))
        before = value_of(app, "shared-leadership.plan")
        box = step.query_one("#plan", TextBox)
        box.focus_editor()
        await pilot.press("x", "y", "f4")
        await settled(pilot)
        assert value_of(app, "shared-leadership.plan") == before == box.text
        assert app.screen is step, "nothing is added either"
        await pilot.press("escape", "1")
        school = await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert all(box.disabled for box in school.query(Input))
        assert git_says(submitted, "status", "--porcelain") == ""


@pytest.mark.long
async def test_what_was_done_on_the_platform_is_noted_with_the_form(submitted: Path) -> None:
    app = app_on(submitted)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("s")
        screen = await opened(pilot, SubmissionScreen)
        await settled(pilot)
        await pilot.press("o")
        dialog = await opened(pilot, PlatformDialog)
        day, form, remark = dialog.query(Input)
        assert day.value == "20/01/2023"
        day.value = "21/01/2023"
        await settled(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "moet nog komen" in said(app))
        await pilot.press("ctrl+o")
        chooser = await opened(pilot, ChooseFileDialog)
        chooser.query_one("#paste", Input).value = f"'{SIGNED}'"
        await pilot.press("ctrl+s")
        await opened(pilot, PlatformDialog)
        assert form.value == str(SIGNED)
        day.value, remark.value = "19/01/2023", "door Bart"
        await settled(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        assert record(submitted)[0] == "platform: round 1 submitted on 2023-01-19"
        assert not waiting()
        assert (submitted / "submissions/round-1-platform-form.pdf").is_file()
        assert "door Bart" in (submitted / "submissions/round-1-platform.toml").read_text("utf-8")
        assert "nog niet" not in str(screen.query_one(HeaderLine).render())
        assert "Ingediend op 19/01/2023" in flat(app)
        assert "Nog 10 dagen" not in flat(app)


async def test_nothing_is_noted_on_a_day_that_cant_be_read(submitted: Path) -> None:
    before = record(submitted)
    app = app_on(submitted)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("s")
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        await pilot.press("o")
        dialog = await opened(pilot, PlatformDialog)
        await pilot.press("ctrl+a", *"gisteren", "ctrl+s")
        await settled(pilot)
        assert app.screen is dialog
        assert app.focused is dialog.query(Input).first()
        assert "geen dag" in flat(app)
    assert record(submitted) == before


@pytest.mark.long
async def test_a_decision_taken_over_opens_the_answers(submitted: Path) -> None:
    app = app_on(submitted, day="2023-02-10")
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("3")
        step = await opened(pilot, StepScreen)
        await settled(pilot)
        assert step.query(LockNote)
        await pilot.press("escape", "s")
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        await pilot.press("d")
        dialog = await opened(pilot, DecisionDialog)
        dialog.query_one(TextBox).focus_editor()
        await pilot.press(*"Vul aan")
        dialog.query_one("#returned", Button).press()
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        assert "Vul aan" in flat(app)
        assert "Overgenomen van het platform door An Peeters" in flat(app)
        assert not waiting()
        await pilot.press("escape", "3")
        step = await opened(pilot, StepScreen)
        await settled(pilot)
        assert not step.query(LockNote)
        assert not any(choice.disabled for choice in step.query(YesNoChoice))


@pytest.mark.long
async def test_it_is_withdrawn_after_a_question_and_submitted_again(submitted: Path) -> None:
    app = app_on(submitted)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("s")
        screen = await opened(pilot, SubmissionScreen)
        await settled(pilot)
        await pilot.press("w")
        dialog = await opened(pilot, ConfirmDialog)
        await pilot.click(dialog.query_one("#yes"))
        await until(pilot, lambda: len(record(submitted)) == 2)
        await until(pilot, lambda: app.screen is screen and "2de indiening" in flat(app))
        assert record(submitted)[0] == "withdraw: round 1"
        await pilot.press("s")
        await opened(pilot, SubmitDialog)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(record(submitted)) == 3)
        assert record(submitted)[0] == "submit: round 2, 34 of 34"


async def test_hand_edits_are_shown_as_changed_since_submission(submitted: Path) -> None:
    file = submitted / "answers/3-shared-leadership.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("werkgroep", "stuurgroep"), "utf-8")
    app = app_on(submitted)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        await pilot.press("s")
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        assert "Gewijzigd sinds de indiening: 3 Gedeeld leiderschap" in flat(app)


async def test_what_one_types_while_a_colleague_submits_is_not_lost(complete: Path) -> None:
    app = app_on(complete)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        session = app.session
        assert session is not None
        SchoolFolder.open(complete, Clock.of("2023-01-20")).submit(AN, words)
        key = fields.parse_key("collaboration.plan", session.edition)
        app.put(key, "Nog net getypt.")
        await until(pilot, lambda: "gesloten" in said(app))
        assert value_of(app, "collaboration.plan") == "Nog net getypt."
        app.post_message(app.FilesChanged())
        await until(pilot, lambda: session.locked is not None)
        assert value_of(app, "collaboration.plan") == "Nog net getypt."
        app.act(session.folder.withdraw)
        await until(pilot, lambda: session.locked is None)
        app.action_save()
        await settled(pilot)
        text = (complete / "answers/4-collaboration.toml").read_text("utf-8")
        assert "Nog net getypt." in text


@pytest.mark.long
async def test_approved_is_worth_a_photograph(submitted: Path) -> None:
    decide_approved(submitted)
    app = app_on(submitted, day="2023-02-21")
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        assert "jullie zijn een eTwinning School!" in flat(app)
        await pilot.press("s")
        await opened(pilot, ApprovedScreen)
        await settled(pilot)
        told = flat(app)
        assert "e T w i n n i n g S c h o o l" in told
        assert "Goedgekeurd op 20/02/2023" in told
        assert "Fatima El Idrissi" in told
        assert "Je hoeft niets meer te doen" in told


async def test_the_calendar_has_safe_and_last_days_and_what_contradicts_itself(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test(size=(120, 50)) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("c")
        await opened(pilot, CalendarScreen)
        await settled(pilot)
        told = flat(app)
        for words_there in (
            "Vandaag: vrijdag 20/01/2023",
            "veilig t.e.m. maandag 30/01/2023",
            "laatste mogelijke dag: dinsdag 28/02/2023",
            "Waar de gids zichzelf tegenspreekt",
            "etwinning@epos-vlaanderen.be",
        ):
            assert words_there in told
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
