"""The inbox on the screen: read beside it, sorted, narrowed, found; into a school and back."""

from pathlib import Path

from textual.widgets import Input

from tests.tui.reviewer import review_on, table_of
from tests.tui.school import LOW, opened, said, seen, settled
from tui.review_app import ReviewApp
from tui.screens.inbox import InboxScreen
from tui.screens.reviewed import ReviewedScreen
from tui.screens.who import WhoDialog
from tui.widgets.long_table import LongTable
from tui.widgets.tab_line import TabLine


def school_rows(app: ReviewApp) -> list[str]:
    """What the table shows, its heads first."""
    lines = seen(app).splitlines()
    top = next(place for place, line in enumerate(lines) if line.startswith(" School"))
    end = next(place for place, line in enumerate(lines) if line.startswith("╭"))
    return lines[top:end]


async def test_the_table_is_filled_and_sorted(inbox: Path) -> None:
    app = review_on(inbox)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, InboxScreen)
        await settled(pilot)
        heads, first, *others = school_rows(app)
        for word in ("Gemeente", "Stand", "Klaar", "Wacht op▲", "Moet", "Termijn", "Beslist"):
            assert word in heads
        assert "Basisschool De Lindeboom" in first
        assert "NSO, 22 d" in first
        assert "28/02 (13 d)" in first
        assert others[10].startswith("!scholengroep-westkant")
        assert "onleesbaar" in others[10]
        (forged,) = [line for line in others if "Hoogland" in line]
        assert forged.startswith("!"), "a false signature wants to be looked at"
        text = seen(app)
        assert "5 wachten op de NSO" in text
        assert "Wacht op de NSO sinds 24/01/2023: 22 dagen." in text
        assert "De school kan nog aanpassen t.e.m. 28/02/2023: nog 13 dagen." in text
        # By another column, by keyboard and by mouse.
        await pilot.press("S")
        await settled(pilot)
        assert "Wacht op▼" in school_rows(app)[0]
        place = school_rows(app)[0].index("Gemeente")
        await pilot.click(LongTable, offset=(place + 1, 0))
        await settled(pilot)
        assert "Gemeente▲" in school_rows(app)[0]
        await pilot.press("s", "s")
        await settled(pilot)
        assert "Stand▲" in school_rows(app)[0]


async def test_the_table_is_narrowed_and_searched(inbox: Path) -> None:
    app = review_on(inbox)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, InboxScreen)
        await settled(pilot)
        table = screen.query_one(LongTable)
        # One state only; the totals stay those of all.
        await pilot.press("right", "right")
        await settled(pilot)
        assert [line.strip() != "" for line in school_rows(app)[:7]] == [True] * 6 + [False]
        assert "▸ingediend 5◂" in seen(app)
        await pilot.press("left", "left", "left")
        await settled(pilot)
        assert "▸onleesbaar 1◂" in seen(app)
        await pilot.click(TabLine, offset=(2, 0))
        await settled(pilot)
        assert "12 van 12" in seen(app)
        # Mine, and nobody's.
        await pilot.press("m")
        await settled(pilot)
        assert "van mij · " in seen(app)
        assert all("Nele Jans" in line for line in school_rows(app)[1:] if line.strip())
        await pilot.press("m")
        await settled(pilot)
        assert "van niemand · " in seen(app)
        # Found as one types.
        await pilot.press("slash", *"duin")
        await settled(pilot)
        assert "0 van 12" in seen(app), "Wim decides on the one in Duinhaven"
        assert "Escape toont weer alle scholen" in seen(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "12 van 12" in seen(app)
        assert app.focused is table
        await pilot.press("slash", *"VAART sluizen", "enter")
        await settled(pilot)
        assert school_rows(app)[1].startswith(" Campus")
        assert app.focused is table
        await pilot.press("f1")
        await settled(pilot)
        assert "één rij per school" in seen(app)
        await pilot.press("escape", "q")
        await settled(pilot)
    assert app.return_value == "5 wachten op de NSO"


async def test_into_the_school_that_waits_longest_and_back(inbox: Path) -> None:
    app = review_on(inbox, person=None)
    async with app.run_test(size=LOW) as pilot:
        screen = await opened(pilot, InboxScreen)
        await settled(pilot)
        read = dict(screen._lines)  # noqa: SLF001 - which rows are read again
        await pilot.press("n")
        school = await opened(pilot, ReviewedScreen)
        assert school.folder.name == "sint-ursula-instituut", "the one above it is Nele's"
        await pilot.press("escape")
        await opened(pilot, InboxScreen)
        await settled(pilot)
        changed = {key for key, line in screen._lines.items() if line is not read[key]}  # noqa: SLF001 - as above
        assert changed == {school.folder.name}, "only its own row"
        # Whose schools are mine, only somebody can tell.
        await pilot.press("m")
        await opened(pilot, WhoDialog)
        await pilot.press(*"Wim Aerts", "enter", "enter")
        await settled(pilot)
        assert table_of(app) is screen
        assert "van mij · 1 van 12" in seen(app)
        assert "Wim Aerts" in seen(app).splitlines()[0]
        await pilot.press("escape", "right", "slash", *"niets")
        await settled(pilot)
        assert screen.query_one("#words", Input).has_focus
        assert said(app) == ""


async def test_an_empty_inbox_says_so_and_one_school_opens_at_once(
    inbox: Path, tmp_path: Path
) -> None:
    from store.inbox_folder import Inbox

    app = review_on(Inbox.made_at(tmp_path / "leeg").path)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, InboxScreen)
        await settled(pilot)
        assert "Hier is nog geen school: met r" in seen(app)
        await pilot.press("n", "enter", "S", "right", "m", "down")
        await settled(pilot)
        assert "Er wacht geen school op jou" in said(app)
    app = review_on(inbox / "schools/campus-de-vaart")
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, ReviewedScreen)
        await settled(pilot)
        assert "Campus De Vaart" in seen(app)
        await pilot.press("escape")
        await opened(pilot, InboxScreen)
        await settled(pilot)
        assert "12 van 12" in seen(app)
