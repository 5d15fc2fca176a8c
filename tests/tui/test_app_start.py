"""The first start: welcome, a new school, the sample, one opened before; and the last line."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from store.inbox_folder import Inbox
from store.people import change_settings, load_settings
from tests.tui.command_line import git, subjects
from tests.tui.school import (
    AN,
    LOW,
    app_on,
    form_field,
    opened,
    paste,
    said,
    seen,
    settled,
    until,
    value,
)
from tui.screens.dashboard import DashboardScreen
from tui.screens.new_inbox import NewInboxDialog
from tui.screens.new_school import NewSchoolDialog
from tui.screens.open_folder import OpenFolderDialog
from tui.screens.step import StepScreen
from tui.screens.welcome import WelcomeScreen
from tui.screens.who import WhoDialog
from tui.widgets.file_chooser import FileChooser
from tui.widgets.form import FormField


async def test_a_first_start_makes_a_new_school(tmp_path: Path) -> None:
    folder = tmp_path / "onze school"
    app = app_on(None, person=None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("enter")
        dialog = await opened(pilot, NewSchoolDialog)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is dialog
        assert "Naam van de school" in said(app)
        words = {
            "school": "GO! Atheneum",
            "city": "Voorbeeldstad",
            "name": AN.name,
            "email": AN.email,
            "folder": str(folder),
        } | dict.fromkeys(("contact", "contact_email", "earlier"), "")
        for field in dialog.query(FormField):
            field.box.focus()
            await pilot.press("ctrl+a")
            paste(app, words[field.key])
            await pilot.pause()
        await pilot.press("ctrl+s")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "GO! Atheneum" in seen(app)
        assert value(app, "school.city") == "Voorbeeldstad"
        assert value(app, "school.contact.email") == AN.email
        await pilot.press("q")
        await settled(pilot)
    assert app.return_value is not None
    assert app.return_value.startswith("Bewaard.")
    assert (folder / "labelmap.toml").is_file()
    assert git(folder, "log", "--format=%an") == AN.name
    assert load_settings().person == AN


async def test_a_folder_that_is_not_empty_is_refused_and_the_dialog_stays(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Beste", encoding="utf-8")
    app = app_on(None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("n")
        dialog = await opened(pilot, NewSchoolDialog)
        paste(app, "School")
        await pilot.pause()
        form_field(dialog, "folder").box.value = str(tmp_path)
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is dialog
        assert tmp_path.name in said(app)
    assert [file.name for file in tmp_path.iterdir()] == ["brief.txt"]


async def test_a_school_is_opened_by_a_pasted_path_and_then_offered(school: Path) -> None:
    app = app_on(None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("o")
        dialog = await opened(pilot, OpenFolderDialog)
        dialog.query_one("#path", Input).focus()
        paste(app, str(school))
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, DashboardScreen)
        assert "Atheneum" in seen(app)


async def test_going_into_a_school_in_the_list_opens_it(school: Path) -> None:
    app = app_on(None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("o")
        dialog = await opened(pilot, OpenFolderDialog)
        dialog.query_one(FileChooser).go_to(school.parent)
        await pilot.press("down", "enter")
        await opened(pilot, DashboardScreen)


async def test_a_folder_without_a_school_is_refused_in_words(tmp_path: Path) -> None:
    app = app_on(None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        app.open_path(tmp_path)
        await settled(pilot)
        assert isinstance(app.screen, WelcomeScreen)
        assert "is niet de map van een aanvraag" in said(app)


async def test_a_school_opened_before_is_offered(school: Path) -> None:
    change_settings(lambda now: now.with_recent(school))
    app = app_on(None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        recent = app.screen.query_one("#recent", OptionList)
        recent.focus()
        await pilot.press("enter")
        await opened(pilot, DashboardScreen)


async def test_the_sample_school_is_made_from_the_welcome_screen(home: Path) -> None:
    app = app_on(None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("d")
        await opened(pilot, DashboardScreen)
        assert "29/34" in seen(app)
        assert app.session is not None
        assert app.session.folder.path.is_relative_to(home)
        assert app.session.demo


@pytest.mark.long
async def test_the_sample_inbox_is_made_and_opens_in_review_mode() -> None:
    app = app_on(None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("i")
        await until(pilot, lambda: app.other_mode is not None)
    assert app.other_mode is not None
    assert len(list(Inbox.at(app.other_mode).schools())) >= 12


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_the_welcome_screen_is_left_without_a_word(key: str) -> None:
    app = app_on(None)
    async with app.run_test() as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press(key)
        await settled(pilot)
    assert app.return_value == ""


async def test_quitting_with_unsaved_words_loses_nothing(sample: Path) -> None:
    before = subjects(sample)
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("models-for-other-schools", "plan")
        await opened(pilot, StepScreen)
        await pilot.press("a", "b", "ctrl+q")
        await settled(pilot)
    assert app.return_value is not None
    assert app.return_value.startswith("Bewaard. 30 van 34. Vandaag: 2 antwoorden")
    assert "Volgende: Stap 5" in app.return_value
    assert len(subjects(sample)) == len(before) + 1
    assert git(sample, "status", "--porcelain") == ""


@pytest.mark.long
async def test_quitting_asks_who_it_was_and_later_keeps_the_files(sample: Path) -> None:
    app = app_on(sample, person=None)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("models-for-other-schools", "plan")
        await opened(pilot, StepScreen)
        await pilot.press("a", "ctrl+q")
        await opened(pilot, WhoDialog)
        await pilot.press("escape")
        await settled(pilot)
        assert app.return_value is not None
    file = sample / "answers/6-models-for-other-schools.toml"
    assert 'plan = """\na\n"""' in file.read_text("utf-8")


async def test_what_a_crash_left_is_recorded_on_opening(sample: Path) -> None:
    file = sample / "answers/6-models-for-other-schools.toml"
    file.write_text('plan = """\nNog niet bewaard.\n"""\n', encoding="utf-8", newline="\n")
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "staat nu in het logboek: answers/6-models" in said(app)
    assert subjects(sample)[0].startswith("recover")
    assert git(sample, "status", "--porcelain") == ""


async def test_a_reviewer_begins_with_a_folder_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/photo.jpg").touch()
    app = app_on(None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("r")
        dialog = await opened(pilot, NewInboxDialog)
        box = dialog.query_one(Input)
        assert Path(box.value).name == "etwinning-inbox"
        for wrong in (str(tmp_path / "full"), "", "x" * 5000):
            box.value = wrong
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert app.screen is dialog
        assert "map die leeg is" in said(app)
        box.value = str(tmp_path / "inbox")
        await pilot.press("enter")
        await until(pilot, lambda: app.other_mode is not None)
    assert app.other_mode == tmp_path / "inbox", "it opens in review mode"
    assert list(Inbox.at(tmp_path / "inbox").schools()) == []


@pytest.mark.parametrize("leaves", ["escape", "f9"])
@pytest.mark.parametrize("answer", [["escape"], [*"Rik", "enter", "enter"]])
async def test_a_step_can_be_left_before_one_has_said_who_one_is(
    sample: Path, leaves: str, answer: list[str]
) -> None:
    app = app_on(sample, person=None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("models-for-other-schools", "plan")
        step = await opened(pilot, StepScreen)
        await pilot.press(*"abc", leaves)
        await opened(pilot, WhoDialog)
        await pilot.press(*answer)
        await settled(pilot)
        assert app.screen is not step
        assert isinstance(app.screen, DashboardScreen if leaves == "escape" else StepScreen)
        assert value(app, "models-for-other-schools.plan") == "abc"
    recorded = git(sample, "log", "-1", "--format=%an") == "Rik"
    assert recorded is (answer != ["escape"])
