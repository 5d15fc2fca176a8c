"""A colleague's work comes in while one types, and what both wrote waits for a choice."""

import subprocess
from pathlib import Path

from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from model.fields import parse_key, put
from model.versions import conflicts
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder
from tests.tui.command_line import DAY, git
from tests.tui.school import AN, app_on, opened, seen, settled, until, value, waiting
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.step import StepScreen
from tui.screens.versions import VersionsDialog
from tui.widgets.text_box import TextBox

STEP = "models-for-other-schools"
PLAN = f"{STEP}.plan"
BART = Person("Bart Claes", "bart.claes@voorbeeldstad.example")


def from_bart(sample: Path, copy: Path, text: str) -> str:
    """What Bart wrote in the plans, in his own copy; the commit, fetched here."""
    if not copy.exists():
        subprocess.run(["git", "clone", "-q", "--no-local", str(sample), str(copy)], check=True)
    bart = SchoolFolder.open(copy, Clock.of(DAY))
    bart.save(put(bart.application, parse_key(PLAN, bart.edition), text), BART)
    git(sample, "fetch", "-q", str(copy), "main")
    return git(sample, "rev-parse", "FETCH_HEAD")


def underlined(words: Static) -> list[str]:
    """The passages that stand out."""
    content = words.content
    assert isinstance(content, Content)
    spans = [span for span in content.spans if "underline" in str(span.style)]
    return [content.plain[span.start : span.end] for span in spans]


async def from_the_overview(pilot: Pilot[str], app: LabelmapApp) -> VersionsDialog:
    """From a step back to the overview, and with Enter on what is to be done to the choice."""
    await pilot.press("escape")
    screen = await opened(pilot, DashboardScreen)
    assert "verschillende versies, van" in seen(app)
    todo = screen.query_one("#todo", OptionList)
    todo.focus()
    rows = [str(option.prompt) for option in todo.options]
    row = next(place for place, words in enumerate(rows) if "verschillende versies" in words)
    while todo.highlighted != row:
        await pilot.press("down")
    await pilot.press("enter")
    return await opened(pilot, VersionsDialog)


async def test_what_is_typed_stays_and_both_versions_wait_for_a_choice(
    sample: Path, tmp_path: Path
) -> None:
    start = SchoolFolder.open(sample, Clock.of(DAY))
    start.save(put(start.application, parse_key(PLAN, start.edition), "Een.\n\nTwee.\n\nDrie."), AN)
    theirs = from_bart(sample, tmp_path / "bart", "Een.\n\nTwee.\n\nDrie van Bart.")
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to(STEP, "plan")
        box = (await opened(pilot, StepScreen)).query_one("#plan", TextBox)
        await settled(pilot)
        assert app.session is not None
        folder = app.session.folder
        await pilot.press("ctrl+home", "a", "b")
        app.act(lambda person: folder.merge(theirs, person))
        await pilot.press("c")
        # Another paragraph: it comes in around the cursor, and typing goes on where one was.
        await until(pilot, lambda: "Drie van Bart." in box.text)
        await pilot.press("d")
        await settled(pilot)
        assert box.text == "abcdEen.\n\nTwee.\n\nDrie van Bart."
        assert value(app, PLAN) == box.text
        # The very paragraph that is being typed: it stays in the box, Bart's stands beside it.
        app.action_save()
        await settled(pilot)
        theirs = from_bart(sample, tmp_path / "bart", "Een van Bart.\n\nTwee.\n\nDrie van Bart.")
        app.act(lambda person: folder.merge(theirs, person))
        await settled(pilot)
        key = parse_key(PLAN, folder.edition)
        assert conflicts(app.session.application) == (key,)
        assert app.session.folder.application == app.session.application
        dialog = await from_the_overview(pilot, app)
        assert "Bart Claes" in seen(app)
        panes = dialog.query(".version Static").results(Static)  # the latest first, to the second
        assert sorted(map(underlined, panes)) == [["Een van Bart"], ["abcdEen"]]
        joined = dialog.query_one("#joined", TextBox)
        assert {"Een van Bart.", "abcdEen.", "Twee."} <= set(joined.text.splitlines())
        joined.focus_editor()
        await pilot.press("ctrl+home", "X")
        await pilot.press("ctrl+s")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert not conflicts(app.session.application)
        assert (str(value(app, PLAN))[0], waiting()) == ("X", [])
        # A choice by its number, from the palette's key.
        theirs = from_bart(sample, tmp_path / "bart", "Bart.")
        app.act(lambda person: folder.merge(theirs, person))
        await until(pilot, lambda: bool(conflicts(folder.application)))
        await pilot.press("ctrl+b")
        await opened(pilot, VersionsDialog)
        await pilot.click("#take-2")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert not conflicts(folder.application)
    assert git(sample, "status", "--porcelain") == ""
