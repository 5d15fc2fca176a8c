"""The main job: by keyboard alone from the sample school to 34 of 34, at 80x24."""

import json
from pathlib import Path

from textual.pilot import Pilot

from tests.tui.command_line import EXTRA, Run, git, subjects
from tests.tui.school import LOW, app_on, opened, seen, settled
from tui.screens.add_evidence import AddEvidenceDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.declaration import DeclarationScreen
from tui.screens.step import StepScreen


async def keys(pilot: Pilot[str], text: str) -> None:
    """Type a text, a key a character."""
    names = {" ": "space", "/": "slash", ".": "full_stop", "-": "minus", "_": "underscore"}
    await pilot.press(*(names.get(letter, letter) for letter in text))


async def attach(pilot: Pilot[str], document: Path) -> None:
    """F4, the document's path, Enter."""
    await pilot.press("f4")
    await opened(pilot, AddEvidenceDialog)
    await keys(pilot, str(document))
    await pilot.press("enter")
    await settled(pilot)


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
