"""After a decision: what the NSO said leads, is answered, and the next round is submitted."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from model.review import ThreadState
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.nso import PIECE_ID, act, decide_returned, words
from tests.tui.school import AN, HIGH, LOW, app_on, git_says, opened, seen, settled, until, waiting
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.feedback import FeedbackScreen
from tui.screens.reply import ReplyDialog
from tui.screens.step import StepScreen
from tui.screens.submission import SubmissionScreen
from tui.screens.submit import SubmitDialog
from tui.widgets.step_feedback import StepFeedback
from tui.widgets.text_box import TextBox

LATER = "2023-02-10"


@pytest.fixture
def returned(complete: Path) -> Path:
    """The sample school, submitted and sent back with one piece of feedback that must be fixed."""
    SchoolFolder.open(complete, Clock.of("2023-01-20")).submit(AN, words)
    decide_returned(complete)
    return complete


def flat(app: LabelmapApp) -> str:
    return " ".join(seen(app).split())


def piece(app: LabelmapApp) -> tuple[ThreadState, int]:
    assert app.session is not None
    found = app.session.application.record.feedback[0]
    return found.state, found.replies


async def test_the_overview_leads_with_the_decision(returned: Path) -> None:
    app = app_on(returned, day=LATER)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        told = flat(app)
        assert "De NSO stuurde de aanvraag terug op 08/02" in told
        assert "op 1 punt moet je eerst reageren" in told
        assert "Nog 17 dagen: veilig indienen t.e.m. 27/02" in told
        await pilot.press("enter")
        await opened(pilot, FeedbackScreen)
        assert git_says(returned, "log", "-1", "--first-parent", "--format=%s") == (
            "record: decide: round 1"
        )


async def test_feedback_is_answered_addressed_and_submitted_again(returned: Path) -> None:
    app = app_on(returned, day=LATER)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("f")
        screen = await opened(pilot, FeedbackScreen)
        assert "Stap 3, de plannen · verplicht aan te passen · open" in flat(app)
        assert "Zeg wie het doet, en tegen wanneer." in flat(app)
        await pilot.press("a")
        dialog = await opened(pilot, ReplyDialog)
        assert "komt de werkgroep samen" in flat(app)
        await pilot.press("ctrl+s")
        assert app.screen is dialog, "a reply says something"
        await pilot.press(*"Bart, in mei.", "ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        assert piece(app) == (ThreadState.ADDRESSED, 1)
        assert not waiting()
        told = flat(app)
        assert "verwerkt · 1 reactie" in told
        assert "An Peeters, 10/02/2023: reactie" in told
        assert "Alle feedback is beantwoord" in told
        await pilot.press("s")
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        await pilot.press("s")
        await opened(pilot, SubmitDialog)
        await pilot.press("ctrl+s")
        await opened(pilot, SubmissionScreen)
        subjects = git_says(returned, "log", "--format=%s", "record").splitlines()
        assert subjects[0] == "submit: round 2, 34 of 34"


@pytest.mark.long
async def test_after_a_change_in_its_step_one_key_marks_it(returned: Path) -> None:
    app = app_on(returned, day=LATER)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("f")
        screen = await opened(pilot, FeedbackScreen)
        await pilot.press("g")
        step = await opened(pilot, StepScreen)
        await settled(pilot)
        editor = step.query_one("#plan", TextBox).editor
        assert app.focused is editor
        row, column = editor.cursor_location
        assert editor.document[row][column:].startswith("de werkgroep samen")
        await pilot.press("x", "escape")
        await opened(pilot, FeedbackScreen)
        await settled(pilot)
        assert "moet je eerst reageren" not in flat(app)
        assert "Nu staat er: “de werkgroep" in flat(app)
        await pilot.press("a")
        await until(pilot, lambda: piece(app)[0] is ThreadState.ADDRESSED)
        assert app.screen is screen


async def test_threads_stand_beside_the_fields_of_their_step(returned: Path) -> None:
    app = app_on(returned, day=LATER)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("4")
        step = await opened(pilot, StepScreen)
        await settled(pilot)
        assert not step.query_one(StepFeedback).display
        await pilot.press("escape", "3")
        step = await opened(pilot, StepScreen)
        await settled(pilot)
        beside = step.query_one(StepFeedback)
        assert beside.display
        assert "De plannen · verplicht" in flat(app)
        assert "Zeg wie het doet" in flat(app)
        beside.focus()
        await pilot.press("enter")
        screen = await opened(pilot, FeedbackScreen)
        assert screen.piece is not None
        assert screen.piece.id == PIECE_ID


async def test_what_arrives_while_the_app_is_open_is_shown(returned: Path) -> None:
    app = app_on(returned, day=LATER)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("f")
        screen = await opened(pilot, FeedbackScreen)
        text = 'kind = "praise"\ntext = "Mooi."\nby = "Nele"\non = 2023-02-09\n'
        act(returned, "feedback", {"review/round-1/r1-general-1.toml": text})
        app.post_message(app.FilesChanged())
        threads = screen.query_one(OptionList)
        await until(pilot, lambda: threads.option_count == 2)
        assert "De hele aanvraag · pluim" in flat(app)


async def test_without_feedback_the_screen_says_so(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("f")
        await opened(pilot, FeedbackScreen)
        assert "Er is geen feedback" in flat(app)
        await pilot.press("enter", "a", "g")
        await settled(pilot)
        await opened(pilot, FeedbackScreen)
