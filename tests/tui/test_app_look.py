"""A piece of evidence shown in the terminal: a picture, a page, a sentence; nothing crashes."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from model.application import Evidence
from tests.tui.school import HIGH, LOW, app_on, opened, said, seen, settled
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.look import LookDialog

pytestmark = pytest.mark.drawn


def the(app: LabelmapApp, evidence_id: str) -> Evidence:
    """A piece of evidence of the sample."""
    assert app.session is not None
    every = app.session.application.all_evidence()
    return next(item for _, item in every if item.id == evidence_id)


async def looking(pilot: Pilot[str], app: LabelmapApp, evidence_id: str) -> LookDialog:
    """The dialog that shows it."""
    await opened(pilot, DashboardScreen)
    app.push_screen(LookDialog(the(app, evidence_id)))
    dialog = await opened(pilot, LookDialog)
    await settled(pilot)
    return dialog


@pytest.mark.parametrize("evidence_id", ["prikbord-leraarskamer", "esafety-beleid"])
@pytest.mark.parametrize("size", [LOW, HIGH])
async def test_a_photograph_and_a_page_are_shown_within_the_window(
    sample: Path, evidence_id: str, size: tuple[int, int]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=size) as pilot:
        dialog = await looking(pilot, app, evidence_id)
        picture = dialog.query_one(".seen", Widget)
        assert "▀" in seen(app)
        assert dialog.region.contains_region(picture.region)
        assert picture.region.height > size[1] // 2
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert "▀" in seen(app)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)


async def test_without_colours_it_is_drawn_in_characters(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(sample)
    monkeypatch.setenv("NO_COLOR", "1")
    async with app.run_test(size=LOW) as pilot:
        await looking(pilot, app, "prikbord-leraarskamer")
        assert "▒" in seen(app)
        assert "▀" not in seen(app)


async def test_of_a_link_the_address_is_shown(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        assert app.session is not None
        every = app.session.application.all_evidence()
        link = next(item for _, item in every if item.is_link)
        dialog = await looking(pilot, app, link.id)
        assert link.url in seen(app)
        assert not dialog.query(".seen")


async def test_a_document_that_was_removed_is_said(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        (sample / the(app, "prikbord-leraarskamer").file).unlink()
        dialog = await looking(pilot, app, "prikbord-leraarskamer")
        assert "is niet meer in de map" in seen(app) or "map" in seen(app)
        assert not dialog.query(".seen")
        await pilot.press("o")
        await settled(pilot)
        assert "prikbord-leraarskamer.jpg" in said(app)
        assert app.screen is dialog


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 geen foto", b"%PDF-1.4 niets"])
async def test_a_document_that_breaks_under_the_apps_feet_is_a_sentence(
    sample: Path, data: bytes
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        (sample / the(app, "prikbord-leraarskamer").file).write_bytes(data)
        for is_known in (False, True):
            if is_known:
                assert app.session is not None
                app.session.folder.reload()
                app.session.changed_outside()
            dialog = await looking(pilot, app, "prikbord-leraarskamer")
            assert "kan niet getoond worden" in seen(app) or "Alleen foto" in seen(app)
            assert not dialog.query(".seen")
            await pilot.press("escape")
            await settled(pilot)
