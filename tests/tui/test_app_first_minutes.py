"""The first minutes: a school by keyboard only, from nothing or from the last application."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from model.fields import Key, put
from store.clock import Clock
from store.people import change_settings, load_settings
from store.school_folder import SchoolFolder
from tests.tui.command_line import (
    AN,
    DAY,
    ENTRY,
    git,
    obey_permissions,
    small_school,
    start,
    subjects,
)
from tests.tui.school import (
    LOW,
    app_on,
    form_field,
    opened,
    paste,
    said,
    seen,
    settled,
    value,
    waiting,
)
from tui.app import LabelmapApp
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.new_school import NewSchoolDialog, folder_of
from tui.screens.open_folder import OpenFolderDialog
from tui.screens.step import StepScreen
from tui.screens.tour import TourDialog
from tui.screens.welcome import WelcomeScreen
from tui.widgets.form import FormField
from tui.widgets.promise import Promise


async def typed(pilot: Pilot[str], *words: str) -> None:
    """Each word in a field of its own, from the one under the cursor on."""
    for word in words:
        if word:
            paste(pilot.app, word)  # type: ignore[arg-type] # ours
            await pilot.pause()
        await pilot.press("tab")
        await pilot.pause()


def box(app: LabelmapApp, key: str) -> str:
    """What stands in a field of the form."""
    return form_field(app.screen, key).box.value


async def test_a_school_is_made_by_keyboard_only_at_80x24(home: Path) -> None:
    app = app_on(None, person=None, tour=True)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("enter")
        await opened(pilot, NewSchoolDialog)
        shown = seen(app)
        for word in ("Naam van de school", "Map om ze te bewaren", "Beginnen", "ctrl+s", "Terug"):
            assert word in shown
        # Enter goes on to the next field, in time for what is typed right after it.
        await pilot.press("x", "enter", "y")
        assert (box(app, "school"), box(app, "city")) == ("x", "y")
        await pilot.press("shift+tab")
        await typed(pilot, "GO! Atheneum Élan", "Voorbeeldstad", "", "Joke Martens", "j@school.be")
        await typed(pilot, "Bart Claes", "bart@school.be")
        assert box(app, "folder") == str(home / "go-atheneum-elan")
        await pilot.press("tab", "enter")
        tour = await opened(pilot, TourDialog)
        for _ in range(7):  # Enter by a quick hand, and more often than there are callouts
            tour.action_go(1)
        await settled(pilot)
        await opened(pilot, DashboardScreen)
        assert "GO! Atheneum Élan" in seen(app)
        assert value(app, "school.contact.name") == "Bart Claes"
        assert value(app, "school.contact.email") == "bart@school.be"
        await pilot.press("1", "end", "q")
        await settled(pilot)
        assert app.is_running
        assert not waiting()
        await pilot.press("ctrl+q")
        await settled(pilot)
    folder = home / "go-atheneum-elan"
    assert (
        git(folder, "log", "-1", "--format=%an <%ae>", "--reverse") == "Joke Martens <j@school.be>"
    )
    person = load_settings().person
    assert person is not None
    assert person.name == "Joke Martens"


def promising(path: Path) -> Path:
    """Last year's application, with plans and people."""
    small_school(path)
    old = SchoolFolder.open(path, Clock.of(DAY))
    application = old.application
    for key, held in (
        (("shared-leadership", "plan"), "Elke graad een eigen project.\n\x1b[2J[bold]Vet[/bold]"),
        (("school", "principal", "name"), "Lieve Wouters"),
        (("school", "contact", "name"), "Bart Claes"),
        (("school", "contact", "email"), "bart@school.be"),
    ):
        application = put(application, Key(key[0], key[1:]), held)
    old.save(application, AN)
    return path


@pytest.mark.long
async def test_the_next_application_begins_from_the_last_one(tmp_path: Path) -> None:
    old = promising(tmp_path / "old")
    app = app_on(None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("n")
        await opened(pilot, NewSchoolDialog)
        await pilot.press("ctrl+o")
        chooser = await opened(pilot, OpenFolderDialog)
        chooser.query_one("#path").focus()
        paste(app, str(old))
        await pilot.pause()
        await pilot.press("enter")
        dialog = await opened(pilot, NewSchoolDialog)
        await settled(pilot)
        assert box(app, "school") == "GO! Atheneum Voorbeeldstad"
        assert box(app, "city") == "Voorbeeldstad"
        form_field(dialog, "folder").box.value = str(tmp_path / "new")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await opened(pilot, DashboardScreen)
        assert value(app, "school.principal.name") == "Lieve Wouters"
        assert value(app, "school.contact.name") == "Bart Claes"
        assert value(app, "shared-leadership.plan") == ""
        await pilot.press("3")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert "▸ Wat we beloofden voor 2023-2024" in seen(app)
        assert "Elke graad" not in seen(app)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert "Elke graad een eigen project." in seen(app)
        assert "[bold]Vet[/bold]" in seen(app)
        assert "\x1b" not in seen(app)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert "Elke graad" not in seen(app)
        await pilot.press("f9")
        await settled(pilot)
        assert "Wat we beloofden" not in seen(app)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert "geen plannen van een vroegere aanvraag" in said(app)
    assert subjects(tmp_path / "new")[-1].startswith("create")
    assert not list((tmp_path / "new").glob("evidence/**/*.*"))


@pytest.mark.long
async def test_the_promise_opens_with_enter_and_with_a_click_and_never_takes_the_plan(
    tmp_path: Path,
) -> None:
    school = small_school(tmp_path / "school")
    (school / "previous.toml").write_text(
        'edition = "2021-2022"\n[plans]\ncollaboration = """\n' + "Samen plannen.\n" * 60 + '"""\n',
        encoding="utf-8",
    )
    app = app_on(school)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("collaboration", "plan")
        screen = await opened(pilot, StepScreen)
        await pilot.press("shift+tab", "enter")
        await settled(pilot)
        promise = screen.query_one(Promise)
        assert promise.has_class("-open")
        assert "Samen plannen." in seen(app)
        assert screen.query_one("#plan").region.height >= 5
        assert screen.region.contains_region(screen.query_one("#plan").region)
        await pilot.click("PromiseLine")
        await settled(pilot)
        assert not promise.has_class("-open")
        assert value(app, "collaboration.plan") == ""


BAD: dict[str, tuple[dict[str, str], str]] = {
    "no school": ({"school": "  "}, "Vul in: Naam van de school"),
    "no name": ({"name": ""}, "Vul in: Je naam"),
    "no folder": ({"folder": ""}, "Vul in: Map om ze te bewaren"),
    "bad mail": ({"email": "joke"}, "“joke” is geen mailadres"),
    "bad mail of another": ({"contact_email": "a@b"}, "“a@b” is geen mailadres"),
    "nobody's home": ({"folder": "~nobody-has-this-name/x"}, "~nobody-has-this-name"),
    "no earlier one": ({"earlier": "/nowhere/at/all"}, "/nowhere/at/all"),
    "a name that is none": ({"name": "<>"}, "<>"),
}


@pytest.mark.parametrize("name", BAD)
async def test_what_can_not_be_is_said_and_nothing_typed_is_lost(tmp_path: Path, name: str) -> None:
    wrong, told = BAD[name]
    good = {
        "school": "School",
        "name": "Joke",
        "email": "",
        "contact_email": "",
        "folder": str(tmp_path / "school"),
        "earlier": "",
    }
    app = app_on(None, person=None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("n")
        dialog = await opened(pilot, NewSchoolDialog)
        for field in dialog.query(FormField):
            if field.key in good:
                field.box.value = {**good, **wrong}[field.key]
                await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is dialog
        assert told in said(app)
        assert box(app, "school") == {**good, **wrong}["school"]
    assert not (tmp_path / "school").exists()
    assert load_settings().person is None


@pytest.mark.parametrize("text", ["", "  ", "~nobody-has-this-name/x", "x" * 9000, "a\nb"])
def test_a_folder_that_is_none_never_breaks_the_form(text: str, tmp_path: Path) -> None:
    folder = folder_of(text, tmp_path)
    assert folder is None or folder.is_absolute()


def test_a_name_is_a_folder_where_applications_are_kept(tmp_path: Path) -> None:
    assert folder_of("onze-school", tmp_path) == tmp_path / "onze-school"
    assert folder_of(str(tmp_path / "x"), Path("/elsewhere")) == tmp_path / "x"


async def test_a_folder_inside_another_application_is_warned_of(school: Path) -> None:
    app = app_on(None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("n")
        dialog = await opened(pilot, NewSchoolDialog)
        for field in dialog.query(FormField):
            if field.key == "folder":
                field.box.value = str(school / "answers" / "x")
        await settled(pilot)
        assert "binnen de map van een andere aanvraag" in seen(app)


async def test_a_recent_folder_that_is_gone_is_said_so_and_can_be_forgotten(
    school: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "weg"
    change_settings(lambda now: now.with_recent(school).with_recent(gone))
    app = app_on(None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        assert "niet gevonden" in seen(app)
        for answer in ("escape", "enter"):
            app.screen.query_one("#recent", OptionList).focus()
            await pilot.press("home", "enter")
            await opened(pilot, ConfirmDialog)
            await pilot.press(answer)
            await opened(pilot, WelcomeScreen)
        assert "niet gevonden" not in seen(app)
        assert load_settings().recent == (str(school),)
        await pilot.press("enter")
        await opened(pilot, DashboardScreen)


async def test_the_last_recent_folder_takes_its_heading_with_it(tmp_path: Path) -> None:
    change_settings(lambda now: replace(now, recent=(str(tmp_path / "weg"),)))
    app = app_on(None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        app.screen.query_one("#recent", OptionList).focus()
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert "Eerder geopend" not in seen(app)
        assert app.focused is app.screen.query_one("#choices")


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Stand in a folder, as a shell does."""
    return monkeypatch.chdir


def opened_without_words(
    monkeypatch: pytest.MonkeyPatch, answers: Callable[[LabelmapApp], object]
) -> object:
    """What `labelmap` alone would show: the app is made and not run."""
    from tui import open_app

    found: list[object] = []

    def look(app: LabelmapApp) -> None:
        found.append(answers(app))

    monkeypatch.setattr(LabelmapApp, "run", look)
    assert open_app.open_app(None) == 0
    return found[0]


@pytest.mark.parametrize("below", [".", "answers", "evidence/collaboration"])
def test_labelmap_alone_opens_the_school_one_stands_in(
    school: Path,
    below: str,
    stand_in: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (school / below).mkdir(parents=True, exist_ok=True)
    stand_in(school / below)

    def path(app: LabelmapApp) -> Path | None:
        return app.session.folder.path if app.session is not None else None

    assert opened_without_words(monkeypatch, path) == school


def test_labelmap_alone_in_another_folder_welcomes(
    tmp_path: Path, stand_in: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path)
    assert opened_without_words(monkeypatch, lambda app: (app.session, app.at_start)) == (
        None,
        None,
    )


def test_labelmap_alone_in_a_folder_that_is_gone_says_so(
    tmp_path: Path, stand_in: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "weg"
    folder.mkdir()
    stand_in(folder)
    folder.rmdir()
    told = opened_without_words(monkeypatch, lambda app: str(app.at_start))
    assert "is gone" in str(told)
    stand_in(tmp_path)


def test_a_command_in_a_subfolder_finds_the_school(school: Path) -> None:
    ran = start("status", cwd=school / "answers")
    assert ran.code == 0
    assert "Atheneum" in ran.out


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that somebody stands in")
def test_a_command_in_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "weg"
    folder.mkdir()
    script = 'rmdir "$PWD"; exec "$@"'
    ran = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *ENTRY, "status", "--lang", "nl"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "is er niet meer" in ran.stderr.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="permissions are dropped the Linux way")
def test_a_command_in_a_folder_that_can_not_be_read_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "dicht"
    folder.mkdir()
    folder.chmod(0o100)
    ran = start("status", "--lang", "nl", cwd=folder, first=obey_permissions)
    folder.chmod(0o700)
    assert ran.code == 2
    assert "niet te lezen" in ran.err


async def test_what_is_told_at_the_start_is_seen() -> None:
    from store.finding import NowhereHere

    app = app_on(None)
    app.at_start = NowhereHere()
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        assert "De map waarin je staat" in said(app)
