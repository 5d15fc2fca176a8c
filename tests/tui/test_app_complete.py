"""The main job, by keyboard alone at 80x24: from nothing to 34 of 34, and submitted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from tests.tui.command_line import EXTRA, Run, git, subjects
from tests.tui.school import LOW, app_on, opened, paste, seen, settled, until
from tui.app import LabelmapApp
from tui.screens.add_evidence import AddEvidenceDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.declaration import DeclarationScreen
from tui.screens.new_school import NewSchoolDialog
from tui.screens.school import SchoolScreen
from tui.screens.step import StepScreen
from tui.screens.submission import SubmissionScreen
from tui.screens.submit import SubmitDialog
from tui.screens.welcome import WelcomeScreen
from tui.widgets.form import FormField
from tui.widgets.yes_no import YesNoChoice

IN_THE_PERIOD = "2026-02-20"
"""A day on which the newest edition can be applied for."""


async def keys(pilot: Pilot[str], text: str) -> None:
    """Type a text, a key a character."""
    names = {" ": "space", "/": "slash", ".": "full_stop", "-": "minus", "_": "underscore"}
    await pilot.press(*(names.get(letter, letter) for letter in text))


async def attach(pilot: Pilot[str], document: Path) -> None:
    """F4, the document's path, as one pastes it, Enter."""
    await pilot.press("f4")
    await opened(pilot, AddEvidenceDialog)
    paste(app_of(pilot), str(document))
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


async def tab_to(pilot: Pilot[str], where: Callable[[Widget], bool]) -> None:
    """Tab until the cursor is there."""
    for _ in range(40):
        focused = pilot.app.focused
        if focused is not None and where(focused):
            return
        await pilot.press("tab")
    raise AssertionError(f"Tab never leads there:\n{seen(app_of(pilot))}")


def in_field(key: str) -> Callable[[Widget], bool]:
    """The box of a field in a form."""

    def is_there(widget: Widget) -> bool:
        return isinstance(widget.parent, FormField) and widget.parent.key == key

    return is_there


def app_of(pilot: Pilot[str]) -> LabelmapApp:
    """The app, by its own type."""
    assert isinstance(pilot.app, LabelmapApp)
    return pilot.app


async def make_a_school(pilot: Pilot[str]) -> None:
    """From the welcome screen: who it is, and who works."""
    await opened(pilot, WelcomeScreen)
    await pilot.press("enter")
    form = await opened(pilot, NewSchoolDialog)
    for name, text in {
        "school": "Vrije Basisschool De Linde",
        "city": "Voorbeeldstad",
        "name": "Joke Martens",
        "email": "joke@school.example",
    }.items():
        await tab_to(pilot, in_field(name))
        await keys(pilot, text)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: pilot.app.screen is not form)
    await opened(pilot, DashboardScreen)


async def fill_in_step_1(pilot: Pilot[str]) -> None:
    """The contact is on the platform, which has invited the school."""
    await pilot.press("1")
    await opened(pilot, SchoolScreen)
    await tab_to(pilot, lambda widget: widget.id == "on-platform")
    await pilot.press("j")
    await tab_to(pilot, in_field("eligibility.invited_on"))
    await keys(pilot, "24/11/2025")
    await pilot.press("escape")
    await opened(pilot, DashboardScreen)
    assert "6/34" in seen(app_of(pilot))


async def fill_in_steps_2_to_7(pilot: Pilot[str], tmp_path: Path) -> None:
    """Yes to each question, a document, a plan."""
    document = (EXTRA / "infosessie-scholengroep.pdf").read_bytes()
    for number in range(2, 8):
        await pilot.press(str(number))
        screen = await opened(pilot, StepScreen)
        for _ in screen.query(YesNoChoice):
            await pilot.press("j", "tab")
        proof = tmp_path / f"bewijs-{number}.pdf"
        proof.write_bytes(document + f"% {number}\n".encode())
        await attach(pilot, proof)
        await opened(pilot, StepScreen)
        if number > 2:
            await tab_to(pilot, lambda w: getattr(w.parent, "id", "") == "plan")
            await keys(pilot, f"Volgend jaar doen wij dit opnieuw {number}.")
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)


async def sign(pilot: Pilot[str]) -> None:
    """Step 8: by whom, when, and the signed document."""
    await pilot.press("8")
    await opened(pilot, DeclarationScreen)
    await keys(pilot, "Lieve Wouters")
    await pilot.press("tab")
    await keys(pilot, "19/02/2026")
    await attach(pilot, EXTRA / "getekende-verklaring.pdf")
    await opened(pilot, DeclarationScreen)
    await pilot.press("escape")
    await opened(pilot, DashboardScreen)
    assert "34/34" in seen(app_of(pilot))


async def test_a_new_school_is_filled_in_and_submitted_by_keyboard_alone(
    home: Path, tmp_path: Path, run: Run
) -> None:
    app = app_on(None, person=None, day=IN_THE_PERIOD)
    async with app.run_test(size=LOW) as pilot:
        await make_a_school(pilot)
        await fill_in_step_1(pilot)
        await fill_in_steps_2_to_7(pilot, tmp_path)
        await sign(pilot)
        await pilot.press("s")
        await opened(pilot, SubmissionScreen)
        await pilot.press("s")
        await opened(pilot, SubmitDialog)
        await tab_to(pilot, lambda widget: widget.id == "submit")
        await pilot.press("enter")
        await until(pilot, lambda: app.session is not None and app.session.locked is not None)
        assert "ingediend" in seen(app)
        assert "nog niet ingediend op het platform" in " ".join(seen(app).split())
        await pilot.press("ctrl+q")
        await settled(pilot)
    folder = home / "vrije-basisschool-de-linde"
    answer = json.loads(run("status", folder, "--json", "--today", IN_THE_PERIOD).out)
    assert (answer["state"], answer["done"], answer["complete"]) == ("submitted", 34, True)
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "tag") == "submission/round-1"


@pytest.mark.long  # the journey above does the same from nothing; this one looks at the diary
async def test_the_sample_school_can_be_finished_by_keyboard_alone(sample: Path, run: Run) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        assert "29/34" in seen(app)
        await pilot.press("enter")  # the first thing to do: step 5, question 3
        await opened(pilot, StepScreen)
        await pilot.press("j")
        await settled(pilot)
        await pilot.press("f9")  # step 6
        await settled(pilot)
        await attach(pilot, EXTRA / "infosessie-scholengroep.pdf")
        await opened(pilot, StepScreen)
        while getattr(app.focused.parent if app.focused else None, "id", "") != "plan":
            await pilot.press("tab")
        await keys(pilot, "Wij ontvangen volgend jaar vier scholen en begeleiden er twee.")
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        assert "32/34" in seen(app)
        await pilot.press("home", "enter")  # step 7, question 2
        await opened(pilot, StepScreen)
        await pilot.press("j", "escape")
        await opened(pilot, DashboardScreen)
        await pilot.press("8")
        await opened(pilot, DeclarationScreen)
        await keys(pilot, "Lieve Wouters")
        await pilot.press("tab")
        await keys(pilot, "19/01/2023")
        await attach(pilot, EXTRA / "getekende-verklaring.pdf")
        await opened(pilot, DeclarationScreen)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        assert "34/34" in seen(app)
        await pilot.press("q")
        await settled(pilot)
    assert app.return_value is not None
    assert app.return_value.startswith("Bewaard. 34 van 34.")
    checked = run("check", sample, "--json", "--today", "2023-01-20")
    assert checked.code == 0
    answer = json.loads(checked.out)
    assert (answer["complete"], answer["may_submit"]) == (True, True)
    assert git(sample, "status", "--porcelain") == ""
    made = [subject.partition(":")[0] for subject in subjects(sample)[: -len(before)]]
    assert made == [
        "evidence-add(declaration)",
        "declaration",
        "declaration",
        "answer(inclusive-and-innovative)",
        "answer(models-for-other-schools)",
        "evidence-add(models-for-other-schools)",
        "answer(students-as-agents-of-change)",
    ]
