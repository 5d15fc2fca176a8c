"""A school's app and its NSO by file: what was submitted goes out, what the NSO said comes in."""

from pathlib import Path

from textual.widgets import Input

from model.review import DecisionKind, FeedbackKind
from store import signers, signing
from store.clock import Clock
from store.inbox_folder import Inbox
from store.people import remember_settings
from store.receiving import take_in
from store.reviewed_school import ReviewedSchool
from store.school_folder import SchoolFolder
from tests.nso import NELE, words
from tests.tui.school import AN, LOW, app_on, opened, said, seen, settled, until
from tui.app import LabelmapApp
from tui.screens.choose_file import ChooseFilesDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.report import ReportDialog
from tui.screens.submission import SubmissionScreen
from tui.screens.with_nso import TrustDialog

DAY = Clock.of("2023-02-08")


def flat(app: LabelmapApp) -> str:
    return " ".join(seen(app).split())


def unbroken(app: LabelmapApp) -> str:
    """The screen without frames and spaces: what was wrapped is in one piece."""
    return "".join(flat(app).replace("│", "").split())


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

        key = signing.make(tmp_path / "key", "nele", ask=False)
        inbox = Inbox.made_at(tmp_path / "inbox")
        take_in([file], inbox, NELE, DAY)
        (folder,) = inbox.schools()
        school = ReviewedSchool.open(folder, DAY)
        school.draft("shared-leadership.plan", FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
        school.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
        answer = tmp_path / "antwoord.labelmap"
        school.send(answer, NELE)
        # The NSO's computer is another one: there the key is chosen, here it is a stranger's.
        remember_settings(signing_key="")

        await pilot.press("t")
        dialog = await opened(pilot, ChooseFilesDialog)
        dialog.query_one("#paste", Input).value = str(answer)
        await pilot.press("enter")
        await opened(pilot, ReportDialog)
        assert "antwoord.labelmap" in flat(app)
        await pilot.press("enter")
        trust = await opened(pilot, TrustDialog)
        assert key.public.fingerprint in seen(app).replace("\n", "").replace("│", "").replace(
            " ", ""
        )
        assert signers.load().signers == ()
        await pilot.click(trust.query_one("#yes"))
        await until(pilot, lambda: bool(signers.load().signers))
        await opened(pilot, SubmissionScreen)
        await settled(pilot)
        assert "geweigerd: aan te passen" in flat(app)
        assert "Vul aan." in flat(app)

        # The same file once more; and one that is none.
        app.clear_notifications()
        await pilot.press("t")
        dialog = await opened(pilot, ChooseFilesDialog)
        dialog.query_one("#paste", Input).value = str(complete / "school.toml")
        await pilot.press("enter")
        await opened(pilot, ReportDialog)
        assert "! " in seen(app)
        assert "onverwachts" not in said(app)
        await pilot.press("escape")
        await opened(pilot, SubmissionScreen)
