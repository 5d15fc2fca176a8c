"""The preview: what is missing stands in place, one Enter away; from there to paper."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.tui.school import HIGH, app_on, opened, said, seen, settled, until
from tui.app import LabelmapApp
from tui.screens.confirm import ConfirmDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.preview import PreviewScreen
from tui.screens.step import StepScreen
from tui.widgets.page_lines import Missing

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="programs as scripts")


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The computer's own opener, that only notes what it was asked to open; the note."""
    note, programs = tmp_path / "opened", tmp_path / "programs"
    programs.mkdir()
    for name in ("xdg-open", "open"):
        program = programs / name
        program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{note}"\n', encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    return note


async def test_what_is_missing_is_gone_to_and_the_place_is_kept(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        preview = await opened(pilot, PreviewScreen)
        await settled(pilot)
        gaps = list(preview.query(Missing))
        assert len(gaps) >= 6
        await pilot.press("m", "m", "tab")
        assert app.focused is gaps[2]
        place = preview.query_one("#page").scroll_offset
        assert place.y > 0
        await pilot.press("enter")
        step = await opened(pilot, StepScreen)
        assert step.step_id == "models-for-other-schools"
        await pilot.press("escape")
        await opened(pilot, PreviewScreen)
        await settled(pilot)
        assert preview.query_one("#page").scroll_offset == place
        assert app.focused is gaps[2]


def words(app: LabelmapApp) -> str:
    """What the screen says, however it is wrapped."""
    return " ".join(seen(app).split())


@pytest.mark.long
async def test_after_a_gap_is_filled_the_page_stands_where_it_stood(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        preview = await opened(pilot, PreviewScreen)
        await settled(pilot)
        await pilot.press("m", "m")
        place = preview.query_one("#page").scroll_offset
        assert "nog te beantwoorden" in words(app)
        await pilot.press("enter")
        await opened(pilot, StepScreen)
        await pilot.press("j", "escape")
        await opened(pilot, PreviewScreen)
        await settled(pilot)
        assert "nog te beantwoorden" not in words(app)
        assert preview.query_one("#page").scroll_offset == place
        assert isinstance(app.focused, Missing)


@pytest.mark.long
async def test_a_gap_is_gone_to_by_mouse(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await settled(pilot)
        await pilot.press("m")
        await settled(pilot)
        assert app.focused is not None
        await pilot.click(app.focused)
        await opened(pilot, StepScreen)


@on_posix
@pytest.mark.usefixtures("opener")
async def test_the_page_for_the_browser_is_made_and_opened(
    sample: Path, home: Path, opener: Path
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await pilot.press("h")
        await until(pilot, opener.exists)
        assert "Gemaakt en geopend" in said(app)
        (page,) = home.rglob("*.html")
        assert opener.read_text("utf-8") == str(page)
        assert "GO! Atheneum Voorbeeldstad" in page.read_text("utf-8")
        await pilot.press("h")
        await until(pilot, lambda: len(list(home.rglob("*.html"))) == 2)


@pytest.mark.long
@on_posix
async def test_without_an_opener_one_is_told_where_the_page_stands(
    sample: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await settled(pilot)
        (tmp_path / "git").symlink_to(str(shutil.which("git")))
        monkeypatch.setenv("PATH", str(tmp_path))
        await pilot.press("h")
        await until(pilot, lambda: "Gemaakt:" in said(app))
        (page,) = home.rglob("*.html")
        assert page.name in said(app)


@pytest.mark.long
@on_posix
async def test_without_pango_the_page_for_the_browser_is_offered(
    sample: Path, home: Path, opener: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library folder that holds only empty files under Pango's names stands for its absence."""
    if sys.platform != "linux":
        pytest.skip("libraries are found otherwise")
    empty = tmp_path / "libraries"
    empty.mkdir()
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libgobject-2.0.so.0"):
        (empty / name).touch()
    monkeypatch.setenv("LD_LIBRARY_PATH", str(empty))
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await pilot.press("p")
        await opened(pilot, ConfirmDialog)
        assert "Pango" in said(app)
        await pilot.press("enter")
        await opened(pilot, PreviewScreen)
        await until(pilot, opener.exists)
        assert len(list(home.rglob("*.html"))) == 1
        assert list(home.rglob("*.pdf")) == []


@pytest.mark.long
@on_posix
async def test_where_no_file_can_be_written_it_is_said_and_the_page_stays(
    sample: Path, home: Path
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("p")
        await opened(pilot, PreviewScreen)
        await settled(pilot)
        hide = home.with_name(f"{home.name}-elsewhere")
        home.rename(hide)
        home.write_text("", encoding="utf-8")  # a file where the folder was
        await pilot.press("h")
        await settled(pilot)
        assert said(app)
        assert "Nalezen" in seen(app) or isinstance(app.screen, PreviewScreen)
        home.unlink()
        hide.rename(home)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
