"""Choosing documents: by keyboard, several at once, whatever they are called."""

from pathlib import Path

import pytest
from textual import on

from tests.tui.widget_app import WidgetApp
from tui.widgets.file_chooser import FileChooser


class Chooser(WidgetApp):
    """A chooser, and which files are marked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(FileChooser(folder, id="files"))
        self.marked: list[Path] = []

    @on(FileChooser.Marked)
    def _marked(self, message: FileChooser.Marked) -> None:
        self.marked = list(message.files)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "foto.jpg").touch()
    (tmp_path / "verslag.pdf").touch()
    (tmp_path / "actieplan.pdf").touch()
    (tmp_path / ".verborgen").touch()
    return tmp_path


UP = "↑ Map hoger"


def rows(app: Chooser) -> list[str]:
    return [str(option.prompt).strip() for option in app.query_one(FileChooser).options]


async def test_folders_come_first_and_hidden_files_not_at_all(folder: Path) -> None:
    app = Chooser(folder)
    async with app.run_test():
        assert rows(app) == [UP, "▸ map/", "actieplan.pdf", "verslag.pdf"]


async def test_several_files_are_marked_and_unmarked(folder: Path) -> None:
    app = Chooser(folder)
    async with app.run_test() as pilot:
        app.query_one(FileChooser).focus()
        await pilot.press("down", "down", "space", "down", "space")
        assert app.marked == [folder / "actieplan.pdf", folder / "verslag.pdf"]
        await pilot.press("space")
        assert app.marked == [folder / "actieplan.pdf"]


async def test_enter_opens_a_folder_and_marks_a_file(folder: Path) -> None:
    app = Chooser(folder)
    async with app.run_test() as pilot:
        app.query_one(FileChooser).focus()
        await pilot.press("down", "enter")
        assert rows(app) == [UP, "foto.jpg"]
        await pilot.press("down", "enter")
        assert app.marked == [folder / "map" / "foto.jpg"]
        await pilot.press("backspace")
        assert rows(app)[1] == "▸ map/"
        assert app.marked == [folder / "map" / "foto.jpg"]


async def test_a_name_that_steers_a_terminal_is_shown_harmless(tmp_path: Path) -> None:
    try:
        (tmp_path / "a\x1b]0;x\x07[b]c.pdf").touch()
    except OSError:
        pytest.skip("this file system takes no control characters in a name")
    app = Chooser(tmp_path)
    async with app.run_test():
        assert rows(app) == [UP, "a␛]0;x␇[b]c.pdf"]


async def test_a_folder_that_is_gone_shows_the_way_up(tmp_path: Path) -> None:
    app = Chooser(tmp_path / "weg")
    async with app.run_test() as pilot:
        app.query_one(FileChooser).focus()
        assert rows(app) == [UP]
        await pilot.press("enter")
        assert app.query_one(FileChooser).folder == tmp_path
