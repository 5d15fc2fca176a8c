"""One piece of evidence in its dialog: renamed, replaced, moved, noted; gone under one's feet."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from model.application import Evidence
from store.links import Answer, Verdict
from tests.tui.command_line import EXTRA, git, subjects
from tests.tui.school import HIGH, LOW, app_on, form_field, opened, paste, said, seen, settled
from tui.app import LabelmapApp
from tui.screens.check_links import CheckLinksDialog
from tui.screens.choose_file import ChooseFileDialog
from tui.screens.choose_step import ChooseStepDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.evidence import EvidenceDialog
from tui.screens.look import LookDialog
from tui.widgets.form import focus_field
from tui.widgets.tick import Tick

PHOTO = "prikbord-leraarskamer"
STEP = "collaboration"


def the(app: LabelmapApp, evidence_id: str = PHOTO) -> Evidence:
    assert app.session is not None
    every = app.session.application.all_evidence()
    return next(item for _, item in every if item.id == evidence_id)


async def dialog_of(
    pilot: Pilot[str], app: LabelmapApp, evidence_id: str = PHOTO, step: str = STEP
) -> EvidenceDialog:
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    app.push_screen(EvidenceDialog(step, the(app, evidence_id)))
    return await opened(pilot, EvidenceDialog)


async def press(pilot: Pilot[str], button: str) -> None:
    pilot.app.screen.query_one(button).focus()
    await pilot.press("enter")


async def test_name_title_and_consent_are_one_change(sample: Path) -> None:
    before = len(subjects(sample))
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        dialog = await dialog_of(pilot, app)
        focus_field(dialog, "title")
        paste(app, "Prikbord")
        await pilot.pause()
        focus_field(dialog, "name")
        paste(app, "Het prikbord")
        await pilot.pause()
        dialog.query_one("#consent", Tick).toggle()
        await pilot.press("ctrl+s")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        item = the(app)
        assert (item.title, item.consent) == ("Prikbord", True)
        assert item.file == f"evidence/{STEP}/het-prikbord.jpg"
        assert (sample / item.file).is_file()
    assert len(subjects(sample)) == before + 1
    assert git(sample, "status", "--porcelain") == ""


async def test_a_taken_name_is_said_and_the_dialog_stays(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        (sample / f"evidence/{STEP}/bezet.jpg").write_bytes(b"van iemand anders")
        dialog = await dialog_of(pilot, app)
        focus_field(dialog, "name")
        paste(app, "bezet")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "bezet.jpg" in said(app)
        assert app.screen is dialog
        assert form_field(dialog, "name").box.value == "bezet"
    assert (sample / f"evidence/{STEP}/bezet.jpg").read_bytes() == b"van iemand anders"


async def test_it_moves_to_another_step(sample: Path) -> None:
    before = len(subjects(sample))
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await dialog_of(pilot, app)
        await press(pilot, "#move")
        await opened(pilot, ChooseStepDialog)
        await pilot.press("home", "enter")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert the(app).file == f"evidence/esafety/{PHOTO}.jpg"
        assert app.session is not None
        assert the(app) in app.session.application.evidence_of("esafety")
    assert len(subjects(sample)) == before + 1


async def test_another_document_takes_its_place_and_the_old_one_stays_in_the_history(
    sample: Path,
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await dialog_of(pilot, app)
        old = the(app).file
        bytes_before = (sample / old).read_bytes()
        await press(pilot, "#replace")
        await opened(pilot, ChooseFileDialog)
        paste(app, str(EXTRA / "foto-opendeurdag.jpg"))
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert the(app).file == f"evidence/{STEP}/foto-opendeurdag.jpg"
        assert "de plaats waar ze genomen is" in said(app)
        assert not (sample / old).exists()
    assert str(len(bytes_before)) == git(sample, "cat-file", "-s", f"HEAD~1:{old}")


async def test_a_bad_document_in_its_place_is_refused_and_the_dialog_stays(
    sample: Path, tmp_path: Path
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_of(pilot, app)
        before = the(app)
        await press(pilot, "#replace")
        await opened(pilot, ChooseFileDialog)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Duid een document aan" in said(app)
        paste(app, str(tmp_path / "weg.pdf"))
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, EvidenceDialog)
        await settled(pilot)
        assert app.screen is dialog
        assert "weg.pdf" in said(app)
        assert the(app) == before


@pytest.mark.parametrize("act", ["name", "move", "look", "open"])
async def test_a_document_removed_under_ones_feet_is_said(sample: Path, act: str) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_of(pilot, app)
        (sample / the(app).file).unlink()
        if act == "name":
            focus_field(dialog, "name")
            paste(app, "prik")
            await pilot.pause()
            await pilot.press("ctrl+s")
        else:
            await press(pilot, f"#{act}")
            await settled(pilot)
            if act == "move":
                await pilot.press("enter")
        await settled(pilot)
        assert f"{PHOTO}.jpg" in said(app) + seen(app).replace("\n", "")
        assert "onverwachts" not in said(app)
        if act == "look":
            assert isinstance(app.screen, LookDialog)
        else:
            assert app.screen is dialog


async def test_evidence_that_a_colleague_removed_is_said(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_of(pilot, app)
        path = sample / "answers/4-collaboration.toml"
        text = path.read_text("utf-8")
        path.write_text(text[: text.rindex("[[evidence]]")], "utf-8")
        assert app.session is not None
        app.session.folder.reload()
        app.session.changed_outside()
        paste(app, "Nieuw")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert PHOTO in said(app)
        assert "onverwachts" not in said(app)
        assert app.screen is dialog


@pytest.mark.long
async def test_links_are_asked_only_when_one_says_so(sample: Path) -> None:
    asked: list[str] = []
    answers = iter((Answer(Verdict.WORKS), Answer(Verdict.GONE, 404)))

    def ask(url: str, **_: object) -> Answer:
        asked.append(url)
        return next(answers)

    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        assert app.session is not None
        before = app.session.application
        links = tuple(item for _, item in before.all_evidence() if item.is_link)[:2]
        app.push_screen(CheckLinksDialog(links, ask))
        await opened(pilot, CheckLinksDialog)
        await settled(pilot)
        assert "over het internet" in seen(app)
        assert asked == []
        await pilot.press("enter")
        await settled(pilot)
        assert sorted(asked) == sorted(item.url for item in links)
        assert "De pagina is er." in seen(app)
        assert "(404)" in seen(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert len(asked) == 2
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        assert app.session.application == before
    assert git(sample, "status", "--porcelain") == ""


async def test_a_links_dialog_checks_that_link(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        assert app.session is not None
        every = app.session.application.all_evidence()
        step, link = next((step, item) for step, item in every if item.is_link)
        dialog = await dialog_of(pilot, app, link.id, step)
        assert not dialog.query("#look")
        await press(pilot, "#check")
        await opened(pilot, CheckLinksDialog)
        await settled(pilot)
        assert link.url in seen(app)
