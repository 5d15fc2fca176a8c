"""Two apps on two copies, through one shared folder: what one does is on the other's screen."""

import re
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from model.fields import parse_key
from store.people import remember
from store.rounds import Share, Synced
from store.school_folder import SchoolFolder
from store.shared_folder import SharedFull
from tests.nso import words
from tests.store.school import BART
from tests.store.sharing import files, share, two
from tests.tui.command_line import AN, git
from tests.tui.school import HIGH, app_on, opened, paste, said, seen, settled, until, value, waiting
from tui import sharing_app
from tui.app import LabelmapApp
from tui.language import Language
from tui.screens.colleagues import ColleaguesDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.join import JoinDialog
from tui.screens.shared_place import SharedPlaceDialog
from tui.screens.step import StepScreen
from tui.screens.welcome import WelcomeScreen
from tui.sharing import Sharing
from tui.widgets.text_box import TextBox
from tui.widgets.text_editor import TextEditor

# Two apps at once: what one looks at would be drawn for the other.
pytestmark = pytest.mark.drawn

PLAN = "shared-leadership.plan"
DESCRIPTION = "shared-leadership.description"
OTHER = "collaboration.plan"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is recorded is shared at once."""
    monkeypatch.setattr(sharing_app, "SHARE_AFTER", 0.01)


def fills_in(app: LabelmapApp, key: str, text: str) -> None:
    assert app.session is not None
    app.put(parse_key(key, app.session.edition), text)
    app.action_save()


async def choose(pilot: Pilot[str], app: LabelmapApp, folder: Path) -> None:
    """Paste a folder's path, and choose it."""
    dialog = await opened(pilot, SharedPlaceDialog)
    dialog.query_one("#path").focus()
    await settled(pilot)
    paste(app, str(folder))
    await settled(pilot)
    await pilot.press("enter")


async def invites(pilot: Pilot[str], app: LabelmapApp, shared: Path) -> None:
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    await pilot.press("i")
    await opened(pilot, ColleaguesDialog)
    await pilot.press("enter")
    await choose(pilot, app, shared)
    await until(pilot, lambda: app.sharing.at is not None)


async def joins(pilot: Pilot[str], app: LabelmapApp, shared: Path, path: Path) -> None:
    await opened(pilot, WelcomeScreen)
    await pilot.press("j")
    await choose(pilot, app, shared)
    dialog = await opened(pilot, JoinDialog)
    for key, text in (("name", "Bart Claes"), ("folder", str(path))):
        field = next(one for one in dialog.query("FormField") if getattr(one, "key", "") == key)
        field.query_one("Input").focus()
        await pilot.press("ctrl+a")
        paste(app, text)
        await settled(pilot)
    await pilot.press("ctrl+s")
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    assert not waiting()


async def test_one_invites_one_joins_and_both_see_what_the_other_does(
    school: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    an = app_on(school)
    async with an.run_test(size=HIGH) as one:
        await invites(one, an, shared)
        assert (shared / "Samenwerken - go-atheneum-voorbeeldstad.html").is_file()
        bart = app_on(None)
        async with bart.run_test(size=HIGH) as two:
            await joins(two, bart, shared, tmp_path / "bart")
            fills_in(an, PLAN, "Van An.")
            await until(two, lambda: value(bart, PLAN) == "Van An.")
            assert "gedeeld met An" in seen(bart)
            assert "An: plannen voor stap 3" in seen(bart)
            await is_not_disturbed(an, two, bart)
            fills_in(bart, OTHER, "Van Bart.")
            await one.press("i")  # the dialog tells what comes in while one looks
            dialog = await opened(one, ColleaguesDialog)
            await until(one, lambda: value(an, OTHER) == "Van Bart.")
            await until(one, lambda: "• Bart Claes" in seen(an))
            await one.click(dialog.query_one("#close"))
            await opened(one, DashboardScreen)
            assert "gedeeld met Bart" in seen(an)
        await settled(one)
        names = git(school, "log", "--format=%an", "--no-merges").splitlines()
        assert {"An Peeters", "Bart Claes"} == set(names)
    assert len(list(shared.glob("*.labelmap"))) == 2
    assert git(school, "status", "--porcelain") == ""


async def is_not_disturbed(an: LabelmapApp, two: Pilot[str], bart: LabelmapApp) -> None:
    """What Bart types stays as it is while An's change arrives; it comes when he leaves the box."""
    bart.go_to("shared-leadership", "description")
    screen = await opened(two, StepScreen)
    box = screen.query_one("#description", TextBox)
    await two.press(*"Half")
    fills_in(an, PLAN, "Van An, nog eens.")
    before = [one.name for one in bart.sharing.last.colleagues] if bart.sharing.last else []
    assert before == ["An Peeters"]
    await until(two, lambda: value(bart, DESCRIPTION) == "Half")
    bart.share_now()
    await settled(two)
    assert (box.text, value(bart, PLAN)) == ("Half", "Van An.")
    await two.press("tab")
    await until(two, lambda: value(bart, PLAN) == "Van An, nog eens.")
    assert box.text == "Half"
    assert "An was net nog in deze tekst" in seen(bart)
    # Who was last in this step: both, when it was in one second.
    await until(two, lambda: bool(re.search(r"(An|Bart) \d\d:\d\d", seen(bart).splitlines()[1])))
    await two.press("escape")
    await settled(two)


@pytest.mark.long
async def test_without_the_folder_it_waits_and_says_so_and_one_can_stop(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    app = app_on(school)
    async with app.run_test(size=HIGH) as pilot:
        await invites(pilot, app, shared)
        away = shared.rename(tmp_path / "away")
        fills_in(app, PLAN, "Van An.")
        await until(pilot, lambda: "delen wacht" in seen(app))
        assert "gedeelde map" in said(app)
        away.rename(shared)
        before = files(shared)
        app.share_now()
        await until(pilot, lambda: "gedeeld" in seen(app).splitlines()[0])
        assert files(shared) != before
        await pilot.press("i")
        dialog = await opened(pilot, ColleaguesDialog)
        await pilot.click(dialog.query_one("#stop"))
        await until(pilot, lambda: app.sharing.share is None)
        assert "gedeeld" not in seen(app).splitlines()[0]
    assert len(files(shared)) == 1
    await leaves_in_time(school, shared, monkeypatch)


def test_what_could_not_be_written_for_colleagues_waits() -> None:
    sharing, at = Sharing(Share(folder=Path("Samen"), name="an")), datetime(2023, 1, 20, tzinfo=UTC)
    full = SharedFull(path="Samen")
    assert sharing.ended(Synced(refused=(full,)), at) == (full,)
    assert sharing.words(Language("nl")) == ("delen wacht", "delen wacht")
    assert sharing.ended(Synced(refused=(full,)), at) == ()  # told once
    sharing.ended(Synced(), at)
    assert sharing.words(Language("nl"))[0] == "gedeeld 00:00"


async def leaves_in_time(school: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive that does not answer keeps nobody from leaving."""
    remember(AN)
    app = app_on(school)
    hangs = Event()
    async with app.run_test(size=HIGH) as pilot:
        await invites(pilot, app, shared)
        monkeypatch.setattr(sharing_app, "LAST_PATIENCE", 0.1)
        monkeypatch.setattr(SchoolFolder, "sync", lambda *_args: hangs.wait())
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_value is not None)
    hangs.set()
    assert "Bewaard." in (app.return_value or "")


async def test_what_a_colleague_submits_closes_the_answers_here(tmp_path: Path) -> None:
    an, bart = two(tmp_path)
    app = app_on(bart.path, person=BART, day="2023-01-20")
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("shared-leadership", "description")
        screen = await opened(pilot, StepScreen)
        box = screen.query_one("#description", TextBox).query_one(TextEditor)
        assert not box.read_only
        an.submit(AN, words)
        share(an, AN)
        app.share_now()  # as the drive tells
        await until(pilot, lambda: box.read_only)
        assert "blijft gesloten tot er een beslissing is" in seen(app)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        await until(pilot, lambda: "Hier ingediend door An op" in seen(app))
