"""Files that change while the app is open, and saves that fail: nothing that was typed is lost."""

import os
import resource
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from model.fields import parse_key
from store import places
from tests.tui.command_line import AN, git, start, subjects
from tests.tui.school import app_on, opened, paste, said, seen, settled, until, until_written, value
from tui import saving_app, watching
from tui.app import LabelmapApp
from tui.screens.approved import ApprovedScreen
from tui.screens.clash import ClashDialog
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.step import StepScreen
from tui.widgets.text_box import TextBox

STEP = "models-for-other-schools"
PLAN = f"{STEP}.plan"
FILE = f"answers/6-{STEP}.toml"
BART = {"GIT_AUTHOR_NAME": "Bart Claes", "GIT_AUTHOR_EMAIL": "bart@voorbeeldstad.example"}

needs_limits = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="limits of POSIX")


def elsewhere(*words: str | Path) -> None:
    """A colleague's command in a process of its own."""
    ran = start(*words, env=BART)
    assert ran.code == 0, ran.said


async def at_the_plan(pilot: Pilot[str], app: LabelmapApp) -> TextBox:
    """Step 6 with the cursor in the empty plan."""
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    app.go_to(STEP, "plan")
    screen = await opened(pilot, StepScreen)
    return screen.query_one("#plan", TextBox)


async def test_the_dashboard_follows_a_change_from_elsewhere(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        elsewhere("set", sample, "students-as-agents-of-change.statements.students-drive", "yes")
        await until(pilot, lambda: "30/34" in seen(app))
        assert "vraag 3: “Leerlingen" not in seen(app)


async def test_a_change_may_come_while_a_screen_opens(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert app.session is not None
        app.push_screen(ApprovedScreen())
        app.put(parse_key("school.name", app.session.edition), "De Brug")
        await opened(pilot, ApprovedScreen)
        await settled(pilot)
        assert "De Brug" in str(app.screen.query_one("#card", Static).content)
        assert said(app) == ""


async def test_a_drive_that_tells_of_no_change_is_looked_at_now_and_then(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "watch_folder", lambda *_args, **_named: None)
    monkeypatch.setattr(saving_app, "LOOK_EVERY", 0.3)
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        (file,) = (path for path in sample.glob("answers/*.toml") if "students" in path.name)
        old = file.read_text("utf-8")
        file.write_text(
            old.replace("[statements]", '[statements]\nstudents-drive = "yes"'), "utf-8"
        )
        await until(pilot, lambda: "30/34" in seen(app))


async def test_another_field_from_elsewhere_joins_what_is_being_typed(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        box = await at_the_plan(pilot, app)
        await pilot.press("a")
        await until_written(pilot, sample / FILE, 'plan = """\na\n"""')
        elsewhere("set", sample, f"{STEP}.description", "Van Bart.")
        await pilot.press("b")
        await until(pilot, lambda: value(app, f"{STEP}.description") == "Van Bart.")
        assert (box.text, value(app, PLAN)) == ("ab", "ab")
        assert box.editor.has_focus
        await pilot.press("escape")
        await settled(pilot)
    text = (sample / FILE).read_text("utf-8")
    assert "Van Bart." in text
    assert 'plan = """\nab\n"""' in text
    assert git(sample, "status", "--porcelain") == ""


async def test_after_a_crash_what_labelmap_saved_is_not_called_changed_outside(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await at_the_plan(pilot, app)
        await pilot.press("a")
        await until_written(pilot, sample / FILE, 'plan = """\na\n"""')
    assert git(sample, "status", "--porcelain").split() == ["M", FILE]
    app = app_on(sample)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "eerder bewaard was" in said(app))
        assert "buiten Labelmap" not in said(app)
    assert git(sample, "status", "--porcelain") == ""


@pytest.mark.parametrize(("button", "stays"), [("#mine", "Van An."), ("#theirs", "Van Bart.")])
async def test_of_one_field_changed_on_both_sides_the_history_has_both(
    sample: Path, button: str, stays: str
) -> None:
    app = app_on(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        box = await at_the_plan(pilot, app)
        paste(app, "Van An.")
        await until_written(pilot, sample / FILE, "Van An.")
        elsewhere("set", sample, PLAN, "Van Bart.")
        await opened(pilot, ClashDialog)
        assert "Van An." in seen(app)
        assert "Van Bart." in seen(app)
        assert value(app, PLAN) == "Van An."
        await pilot.click(button)
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert (value(app, PLAN), box.text) == (stays, stays)
        assert app.session is not None
        key = parse_key(PLAN, app.session.edition)
        versions = [version.text for version in app.session.folder.versions(key)]
        assert {"Van An.", "Van Bart."} <= set(versions)
        assert versions[0] == stays
    assert git(sample, "status", "--porcelain") == ""


async def test_a_file_changed_by_hand_and_here_at_once_keeps_both_too(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_the_plan(pilot, app)
        file = sample / FILE
        with_hand = 'plan = """\nMet de hand.\n"""\n' + file.read_text("utf-8")
        file.write_text(with_hand, encoding="utf-8", newline="\n")
        paste(app, "Van An.")
        await opened(pilot, ClashDialog)
        await pilot.click("#theirs")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert value(app, PLAN) == "Met de hand."
        assert app.session is not None
        key = parse_key(PLAN, app.session.edition)
        versions = [version.text for version in app.session.folder.versions(key)]
        assert versions[0] == "Met de hand."
        assert "Van An." in versions


async def test_a_document_that_disappears_is_seen(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        shutil.rmtree(sample / "evidence/shared-leadership")
        await until(pilot, lambda: "staat niet" in seen(app) or "niet meer" in seen(app))
        assert app.session is not None
        codes = {p.code.value for p in app.session.assessment.all_problems()}
        assert "evidence-file-missing" in codes


async def test_two_apps_on_one_folder_follow_one_another(sample: Path) -> None:
    first, second = app_on(sample), app_on(sample)
    async with first.run_test() as one, second.run_test() as two:
        await at_the_plan(one, first)
        await opened(two, DashboardScreen)
        await settled(two)
        paste(first, "Van de eerste.")
        await settled(one)
        await one.press("escape")
        await settled(one)
        await until(two, lambda: value(second, PLAN) == "Van de eerste.")
        assert "30/34" in seen(second)
        second.go_to("inclusive-and-innovative", "statements.learning-organisation")
        await opened(two, StepScreen)
        await two.press("j")
        await settled(two)
        await until(one, lambda: "31/34" in seen(first))
    assert git(sample, "status", "--porcelain") == ""


@contextmanager
def without_room() -> Iterator[None]:
    """No file may grow beyond a few bytes, as on a full disk; no half compiled module is left."""
    import signal

    writes_none = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
        sys.dont_write_bytecode = writes_none


@needs_limits
async def test_without_room_the_text_stays_in_the_box_and_a_later_save_works(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        box = await at_the_plan(pilot, app)
        with without_room():
            paste(app, "Past er niet meer bij.")
            await pilot.pause()
            await pilot.press("ctrl+s")
            await settled(pilot)
        assert box.text == "Past er niet meer bij."
        assert said(app)
        assert "Past er niet" not in (sample / FILE).read_text("utf-8")
        await pilot.press("ctrl+s")
        await settled(pilot)
    assert "Past er niet meer bij." in (sample / FILE).read_text("utf-8")
    assert git(sample, "status", "--porcelain") == ""
    assert subjects(sample)[0].startswith(f"answer({STEP})")


@pytest.mark.long
@needs_limits
async def test_one_can_leave_without_room_and_the_text_is_kept_aside(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_the_plan(pilot, app)
        with without_room():
            paste(app, "Past er niet meer bij.")
            await pilot.pause()
            await pilot.press("ctrl+q")
            await opened(pilot, ConfirmDialog)
        await pilot.press("enter")
        await settled(pilot)
    assert app.return_value is not None
    assert "Niet bewaard" in app.return_value
    kept = list(places.recovery_folder().rglob("*.txt"))
    assert [file.read_text("utf-8") for file in kept] == ["Past er niet meer bij."]


@needs_limits
async def test_in_a_read_only_folder_one_is_told_and_the_text_stays(sample: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    app = app_on(sample)
    async with app.run_test() as pilot:
        box = await at_the_plan(pilot, app)
        (sample / "answers").chmod(0o500)
        await pilot.press("a", "ctrl+s")
        await settled(pilot)
        (sample / "answers").chmod(0o700)
        assert box.text == "a"
        assert "answers" in said(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
    assert git(sample, "status", "--porcelain") == ""


async def test_a_folder_whose_head_file_is_broken_opens_and_says_so(sample: Path) -> None:
    (sample / "labelmap.toml").write_text("format = [\n", encoding="utf-8")
    app = app_on(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "labelmap.toml" in seen(app)
        app.action_preview()
        await settled(pilot)
        assert "labelmap.toml" in seen(app)
        await pilot.press("escape")
        (sample / "labelmap.toml").write_text(
            'format = 1\nedition = "2023-2024"\nlanguage = "nl"\n', encoding="utf-8"
        )
        await until(pilot, lambda: "29/34" in seen(app))


async def test_what_would_be_written_to_a_broken_file_stays_and_says_why(sample: Path) -> None:
    app = app_on(sample, person=AN)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        broken = (sample / FILE).read_text("utf-8") + "\nplan = [\n"
        (sample / FILE).write_text(broken, encoding="utf-8", newline="\n")
        await until(pilot, lambda: FILE in seen(app))
        app.go_to(STEP, "plan")
        screen = await opened(pilot, StepScreen)
        await pilot.press("a", "ctrl+s")
        await settled(pilot)
        assert screen.query_one("#plan", TextBox).text == "a"
        assert FILE in said(app)
    assert (sample / FILE).read_text("utf-8") == broken
