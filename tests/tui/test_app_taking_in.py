"""Many documents at once: one bar, one question for all offers, one summary; stopping keeps."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot

from model.application import Evidence
from store.evidence import Options
from tests.tui.command_line import EXTRA, git, subjects
from tests.tui.school import HIGH, LOW, app_on, opened, said, seen, settled
from tui.app import LabelmapApp
from tui.screens.add_evidence import AddEvidenceDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.step import StepScreen
from tui.screens.taking_in import OffersDialog, SummaryDialog, TakeInDialog
from tui.taking_in import Acts, Offer
from tui.widgets.tick import Tick

STEP = "models-for-other-schools"
SAMPLES = EXTRA.parent / "evidence"


def a_picture(path: Path, form: str, size: tuple[int, int] = (40, 30)) -> Path:
    target = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(target, form)
    path.write_bytes(target.getvalue())
    return path


async def adding(
    pilot: Pilot[str], app: LabelmapApp, *sources: Path, supports: tuple[str, ...] = ()
) -> AddEvidenceDialog:
    """The dialog that adds, with these documents chosen, and its key pressed."""
    await opened(pilot, DashboardScreen)
    app.go_to(STEP)
    await opened(pilot, StepScreen)
    app.push_screen(AddEvidenceDialog(STEP, supports))
    dialog = await opened(pilot, AddEvidenceDialog)
    dialog._marked = sources  # noqa: SLF001 - as if they were marked in the list
    await pilot.press("ctrl+s")
    return dialog


def evidence(app: LabelmapApp, step: str = STEP) -> tuple[Evidence, ...]:
    assert app.session is not None
    return app.session.application.evidence_of(step)


@pytest.mark.long
async def test_offers_are_asked_once_for_all_and_the_summary_says_what_was_done(
    sample: Path, tmp_path: Path
) -> None:
    before = len(subjects(sample))
    sources = [
        a_picture(tmp_path / "een.webp", "WEBP"),
        a_picture(tmp_path / "twee.webp", "WEBP", (50, 30)),
        EXTRA / "foto-opendeurdag.jpg",
        SAMPLES / "collaboration/prikbord-leraarskamer.jpg",
        tmp_path / "weg.pdf",
    ]
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        dialog = await adding(pilot, app, *sources)
        offers = await opened(pilot, OffersDialog)
        assert len(offers.query(Tick)) == 2
        assert "2 afbeeldingen" in seen(app)
        assert "1 document is al bewijs in een andere stap" in seen(app)
        await pilot.press("enter")
        await opened(pilot, SummaryDialog)
        await settled(pilot)
        for said_there in ("4 toegevoegd", "1 niet toegevoegd", "✓ een.webp", "! weg.pdf"):
            assert said_there in seen(app)
        assert "Verwijderd uit “foto-opendeurdag.jpg”" in seen(app)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is dialog
        names = [item.file.rpartition("/")[2] for item in evidence(app)]
        assert names == [
            "foto-opendeurdag.jpg",
            "een.jpg",
            "twee.jpg",
            "prikbord-leraarskamer.jpg",
        ]
        # The other step's document stands for both.
        assert evidence(app)[-1].file == "evidence/collaboration/prikbord-leraarskamer.jpg"
    assert len(subjects(sample)) == before + 4
    assert git(sample, "status", "--porcelain") == ""


@pytest.mark.long
async def test_what_is_not_agreed_to_stays_out_with_its_reason(
    sample: Path, tmp_path: Path
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await adding(
            pilot, app, a_picture(tmp_path / "een.webp", "WEBP"), EXTRA / "foto-opendeurdag.jpg"
        )
        await opened(pilot, OffersDialog)
        await pilot.press("escape")
        await opened(pilot, SummaryDialog)
        await settled(pilot)
        assert "! een.webp" in seen(app)
        assert "WEBP" in seen(app)
        assert len(evidence(app)) == 1


@pytest.mark.long
async def test_a_document_that_is_there_backs_what_was_ticked_too(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await adding(pilot, app, EXTRA / "foto-opendeurdag.jpg", supports=("mentoring",))
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert evidence(app)[0].supports == ("mentoring",)
        assert app.session is not None
        other = app.session.edition.step(STEP).statements[0].id
        await pilot.press("escape")
        await adding(
            pilot,
            app,
            EXTRA / "foto-opendeurdag.jpg",
            EXTRA / "infosessie-scholengroep.pdf",
            supports=(other,),
        )
        await opened(pilot, OffersDialog)
        await pilot.press("enter")
        await opened(pilot, SummaryDialog)
        await settled(pilot)
        assert "2 toegevoegd" in seen(app)
        assert set(evidence(app)[0].supports) == {"mentoring", other}
        assert len(evidence(app)) == 2


@pytest.mark.long
async def test_the_same_again_is_said_without_a_question(sample: Path, tmp_path: Path) -> None:
    twin = tmp_path / "nog-eens.jpg"
    shutil.copy(EXTRA / "foto-opendeurdag.jpg", twin)
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await adding(pilot, app, EXTRA / "foto-opendeurdag.jpg", twin)
        await opened(pilot, SummaryDialog)
        await settled(pilot)
        assert "✓ foto-opendeurdag.jpg" in seen(app)
        assert "= nog-eens.jpg" in seen(app)


async def test_stopping_keeps_what_is_done(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        assert app.session is not None
        session, person = app.session, app.session.person
        assert person is not None
        dialog: TakeInDialog

        def take(source: object, options: Options) -> object:
            done = session.folder.attach(STEP, Path(str(source)), person, options=options)
            dialog.action_stop()
            return done

        sources = (EXTRA / "foto-opendeurdag.jpg", EXTRA / "infosessie-scholengroep.pdf")
        dialog = TakeInDialog(sources, Acts(take=take))  # type: ignore[arg-type] # it gives what attach gives
        left: list[object] = []
        app.push_screen(dialog, left.append)
        await opened(pilot, SummaryDialog)
        await settled(pilot)
        assert "1 toegevoegd" in seen(app)
        assert "– infosessie-scholengroep.pdf" in seen(app)
        assert "gestopt" in seen(app)
        await pilot.press("escape")
        await settled(pilot)
        assert left == [(sources[1],)]
        assert len(evidence(app)) == 1


async def test_a_photograph_alone_says_what_was_taken_out_of_it(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await adding(pilot, app, EXTRA / "foto-opendeurdag.jpg")
        await opened(pilot, StepScreen)
        await settled(pilot)
        assert "de plaats waar ze genomen is" in said(app)


@pytest.mark.long
async def test_a_name_of_somebody_is_no_markup_in_the_summary(sample: Path, tmp_path: Path) -> None:
    bad = tmp_path / "[red]x[@click=app.quit]\x1b[31m.pdf"
    bad.write_bytes(b"")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await adding(pilot, app, bad, tmp_path / "weg.pdf")
        await opened(pilot, SummaryDialog)
        await settled(pilot)
        assert "[red]x[@click=app.quit]" in seen(app)
        assert "\x1b" not in seen(app)


def test_every_offer_has_its_words() -> None:
    from tui.taking_in import OFFERS

    assert set(OFFERS) == set(Offer)
