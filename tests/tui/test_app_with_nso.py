"""A school's app and its NSO by file: what was submitted goes out, what the NSO said comes in."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from model.review import DecisionKind, FeedbackKind
from store import signers, signing
from store.clock import Clock
from store.inbox_folder import Inbox
from store.people import remember_settings
from store.receiving import take_in
from store.reviewed_school import ReviewedSchool
from store.school_folder import SchoolFolder
from tests.nso import NELE, git, words
from tests.tui.school import AN, LOW, app_on, opened, said, seen, settled, until
from tui.app import LabelmapApp
from tui.screens.choose_file import ChooseFilesDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.report import ReportDialog
from tui.screens.submission import SubmissionScreen
from tui.screens.with_nso import DraftDialog, TrustDialog

DAY = Clock.of("2023-02-08")


def flat(app: LabelmapApp) -> str:
    return " ".join(seen(app).split())


def unbroken(app: LabelmapApp) -> str:
    """The screen without frames and spaces: what was wrapped is in one piece."""
    return "".join(flat(app).replace("│", "").split())


def answered(file: Path, place: Path) -> tuple[Path, str]:
    """The NSO takes a file in and returns the application; its own file, and its fingerprint."""
    key = signing.make(place / "key", "nele", ask=False)
    inbox = Inbox.made_at(place / "inbox")
    take_in([file], inbox, NELE, DAY)
    (folder,) = inbox.schools()
    school = ReviewedSchool.open(folder, DAY)
    school.draft("shared-leadership.plan", FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    school.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    answer = place / "antwoord.labelmap"
    school.send(answer, NELE)
    # The NSO's computer is another one: there the key is chosen, here it is a stranger's.
    remember_settings(signing_key="")
    return answer, key.public.fingerprint


async def takes_in(pilot: Pilot[str], file: Path) -> None:
    """By the path of the file."""
    await pilot.press("t")
    choosing = await opened(pilot, ChooseFilesDialog)
    choosing.query_one("#paste", Input).value = str(file)
    await pilot.press("enter")
    await opened(pilot, ReportDialog)


async def test_a_school_and_its_nso_write_to_one_another(complete: Path, tmp_path: Path) -> None:
    SchoolFolder.open(complete, Clock.of("2023-01-20")).submit(AN, words)
    app = app_on(complete, day="2023-02-08")
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("s")
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        await pilot.press("n")
        await opened(pilot, ReportDialog)
        (file,) = Path.home().rglob("*.labelmap")
        assert file.name in unbroken(app)
        assert "zit er niet in" in flat(app)
        await pilot.press("enter")
        await opened(pilot, SubmissionScreen)

        answer, fingerprint = answered(file, tmp_path)
        await takes_in(pilot, answer)
        assert "antwoord.labelmap" in flat(app)
        await pilot.press("enter")
        trust = await opened(pilot, TrustDialog)
        assert fingerprint in unbroken(app)
        assert signers.load().signers == ()
        await pilot.click(trust.query_one("#yes"))
        await until(pilot, lambda: bool(signers.load().signers))
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        assert "geweigerd: aan te passen" in flat(app)
        assert "Vul aan." in flat(app)
        assert "Getekend door de NSO, met een sleutel die je vertrouwt." in flat(app)

        # A file that is none.
        app.clear_notifications()
        await takes_in(pilot, complete / "school.toml")
        assert "! " in seen(app)
        assert "onverwachts" not in said(app)
        await pilot.press("escape")
        await opened(pilot, SubmissionScreen)


async def test_a_draft_is_shown_to_the_nso_only_when_one_says_so(complete: Path) -> None:
    app = app_on(complete)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("s")
        await opened(pilot, SubmissionScreen)
        await pilot.press("n")
        asked = await opened(pilot, DraftDialog)
        assert len(asked.query("Button")) == 2, "nothing else could be sent"
        await pilot.press("escape")
        await opened(pilot, SubmissionScreen)
        assert list(Path.home().rglob("*.labelmap")) == []
        await pilot.press("n")
        await opened(pilot, DraftDialog)
        await pilot.press("enter")
        await opened(pilot, ReportDialog)
        await pilot.press("escape")
        await opened(pilot, SubmissionScreen)
    assert len(list(Path.home().rglob("*.labelmap"))) == 1
    assert git(complete, "log", "-1", "--format=%s", "record").startswith("draft: draft 1")
