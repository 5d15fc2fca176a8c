"""What a reviewer does with a whole inbox on its screen: assign, add, take in, make a file."""

import csv
import json
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, Select

from store.clock import Clock
from store.inbox_folder import Inbox
from store.people import Person
from store.reviewed_school import ReviewedSchool
from store.work import Work
from store.work_sharing import SharedWork
from tests.tui.command_line import git
from tests.tui.reviewer import review_on, table_of
from tests.tui.school import opened, paste, said, seen, settled, until, waiting
from tui.demo_inbox import DAY
from tui.demo_nso import NELE
from tui.review_app import ReviewApp
from tui.screens.add_school import AddSchoolDialog
from tui.screens.assign import AssignDialog
from tui.screens.choose_file import ChooseFilesDialog
from tui.screens.confirm import ConfirmDialog
from tui.screens.export_inbox import ExportInboxDialog
from tui.screens.inbox import InboxScreen
from tui.screens.receiving import ReceivingDialog
from tui.screens.report import ReportDialog
from tui.screens.shared_place import SharedPlaceDialog
from tui.widgets.form import FormField


async def test_schools_are_assigned_and_added(inbox: Path, tmp_path: Path) -> None:
    form = tmp_path / "formulier.pdf"
    form.write_bytes(b"%PDF-1.4\n%%EOF\n")
    app = review_on(inbox)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, InboxScreen)
        await settled(pilot)
        await pilot.press("down", "a")
        dialog = await opened(pilot, AssignDialog)
        assert "Wie beslist over Sint-Ursula Instituut?" in seen(app)
        assert "Nele Jans (ik)" in seen(app)
        assert "Wim Aerts" in seen(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "Nele Jans beslist over Sint-Ursula Instituut." in said(app)
        assert screen.row is not None
        assert screen.row.assigned_to == "Nele Jans"
        work = Work(Inbox.at(inbox))
        assert work.assigned()["sint-ursula-instituut"] == "Nele Jans"
        assert git(inbox / "work", "log", "-1", "--format=%an %s") == (
            "Nele Jans assign: sint-ursula-instituut"
        )
        await pilot.press("a")
        dialog = await opened(pilot, AssignDialog)
        dialog.query_one("#other", Input).focus()
        await pilot.press(*"Zoe Claes", "enter")
        await settled(pilot)
        assert work.assigned()["sint-ursula-instituut"] == "Zoe Claes"
        assert "Zoe Claes beslist" in seen(app)
        await pilot.press("a")
        await opened(pilot, AssignDialog)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert "sint-ursula-instituut" not in work.assigned()
        # A school without Labelmap.
        await pilot.press("f4")
        added = await opened(pilot, AddSchoolDialog)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is added
        assert "Geef de naam van de school" in said(app)
        paste(app, "Freinetschool De Vlier")
        await pilot.pause()
        added.query(FormField).last().box.focus()
        paste(app, str(form))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "13 van 13" in seen(app)
        assert "Freinetschool De Vlier" in seen(app)
        assert not waiting()
        folder = inbox / "schools/freinetschool-de-vlier"
        assert git(folder, "log", "--format=%an", "record") == "Nele Jans"


async def shows_how_far_it_is(pilot: Pilot[str], app: ReviewApp) -> None:
    """A bar where several files are taken in; nobody has to wait there."""
    bar = ReceivingDialog(3)
    app.push_screen(bar)
    await opened(pilot, ReceivingDialog)
    bar.tell_at_hand("tweede.labelmap", 1)
    await until(pilot, lambda: "33%" in seen(app))
    assert "tweede.labelmap" in seen(app)
    await pilot.press("escape")
    await opened(pilot, InboxScreen)
    bar.tell_at_hand("derde.labelmap", 2)
    bar.dismiss(None)


async def test_files_are_taken_in_and_the_inbox_goes_out_as_a_file(
    inbox: Path, tmp_path: Path
) -> None:
    sent, wrong = tmp_path / "vaart.labelmap", tmp_path / "brief.labelmap"
    school = ReviewedSchool.open(inbox / "schools/campus-de-vaart", Clock.of(DAY))
    school.send(sent, NELE, whole=True)
    wrong.write_text("Beste NSO", encoding="utf-8")
    target = Inbox.made_at(tmp_path / "nieuw").path
    app = review_on(target)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, InboxScreen)
        await settled(pilot)
        await shows_how_far_it_is(pilot, app)
        await pilot.press("r")
        await opened(pilot, ChooseFilesDialog)
        paste(app, f"'{sent}' '{wrong}'")
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, ReportDialog)
        await settled(pilot)
        assert "✓ vaart.labelmap" in seen(app)
        assert "! “brief.labelmap”" in seen(app)
        assert "2 bestanden" in seen(app)
        await pilot.press("enter")
        await opened(pilot, InboxScreen)
        await settled(pilot)
        assert "Campus De Vaart" in seen(app)
        assert "1 van 1" in seen(app)
        # Out again, twice: what is there is not replaced unasked.
        for suffix in (".csv", ".json"):
            await pilot.press("x")
            dialog = await opened(pilot, ExportInboxDialog)
            box = dialog.query_one("#target", Input)
            assert box.value.endswith(f"nieuw-{DAY}.csv")
            dialog.query_one("#format", Select).value = suffix
            await settled(pilot)
            assert box.value.endswith(suffix)
            box.value = str(tmp_path / f"lijst{suffix}")
            box.focus()
            await pilot.press("enter")
            await settled(pilot)
            assert table_of(app).is_current
        text = (tmp_path / "lijst.csv").read_text(encoding="utf-8-sig")
        (row,) = csv.DictReader(text.splitlines())
        assert (row["school"], row["round"]) == ("Campus De Vaart", "2")
        document = json.loads((tmp_path / "lijst.json").read_text(encoding="utf-8"))
        assert document["totals"] == {"submitted": 1}
        await pilot.press("x")
        dialog = await opened(pilot, ExportInboxDialog)
        dialog.query_one("#target", Input).value = str(tmp_path / "lijst.csv")
        await pilot.press("ctrl+s")
        await opened(pilot, ConfirmDialog)
        await pilot.press("escape")
        assert await opened(pilot, ExportInboxDialog) is dialog


async def test_reviewers_share_who_decides_over_a_folder(inbox: Path, tmp_path: Path) -> None:
    shared, other = tmp_path / "gedeeld", Inbox.made_at(tmp_path / "van-wim")
    shared.mkdir()
    clock, wim = Clock.of(DAY), Person("Wim Aerts", "wim.aerts@nso.example")
    Work(other).assign("sint-ursula-instituut", "Wim Aerts", wim, clock)
    SharedWork(other, clock).invite(shared, wim)
    app = review_on(inbox)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, InboxScreen)
        await settled(pilot)
        await pilot.press("i")
        dialog = await opened(pilot, SharedPlaceDialog)
        dialog.query_one("#path", Input).focus()
        paste(app, str(shared))
        await pilot.pause()
        await pilot.press("enter")
        await opened(pilot, ReportDialog)
        await settled(pilot)
        assert "Wat de andere beoordelaars deden, staat nu bij de aanvragen." in seen(app)
        assert "Wim Aerts" in seen(app)
        await pilot.press("escape", "down")
        await settled(pilot)
        assert screen.row is not None
        assert (screen.row.folder.name, screen.row.assigned_to) == (
            "sint-ursula-instituut",
            "Wim Aerts",
        )
        await pilot.press("i")  # from now on it knows where
        await opened(pilot, ReportDialog)
        assert "Er is niets nieuws" in seen(app) or "niets nieuw" in seen(app).lower()
    share = SharedWork(other, clock).remembered()
    assert share is not None
    SharedWork(other, clock).sync(share, wim)
    assert len(Work(other).assigned()) == len(Work(Inbox.at(inbox)).assigned())
