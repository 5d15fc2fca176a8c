"""One question in all schools: chosen by its name, read below one another, and on to a school."""

from pathlib import Path

from tests.tui.command_line import git
from tests.tui.reviewer import review_on
from tests.tui.school import HIGH, opened, said, seen, settled
from tui.screens.across import AcrossScreen
from tui.screens.inbox import InboxScreen
from tui.screens.question import QuestionDialog
from tui.screens.reviewed import ReviewedScreen
from tui.widgets.reader import Reader


async def test_one_question_is_read_in_all_schools_of_a_state(inbox: Path) -> None:
    before = git(inbox / "schools/campus-de-vaart", "status", "--porcelain")
    app = review_on(inbox)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, InboxScreen)
        await settled(pilot)
        await pilot.press("right", "right", "v")
        await opened(pilot, QuestionDialog)
        await pilot.press(*"plannen 3")
        await settled(pilot)
        assert "1 vraag" in seen(app)
        await pilot.press("enter")
        screen = await opened(pilot, AcrossScreen)
        await settled(pilot)
        reader = screen.query_one(Reader)
        assert "Stap 3 · plannen voor de komende 2 jaar  ·  5 scholen" in seen(app)
        assert "Basisschool De Lindeboom · Beekdal" in seen(app)
        assert "van 2.500 tekens" in seen(app)
        assert [block.place for block in reader.blocks][:2] == [
            "basisschool-de-lindeboom",
            "sint-ursula-instituut",
        ], "those of the table, in its order"
        # A statement, and the questions one after the other.
        await pilot.press("left")
        await settled(pilot)
        assert "Stap 3 · beschrijving" in seen(app)
        await pilot.press("left")
        await settled(pilot)
        assert "Stap 3 · vraag 3" in seen(app)
        assert "✓ ja" in seen(app)
        assert "▤ " in seen(app)
        # A school, at this question; and back to where one was.
        await pilot.press("home", *["down"] * 30)
        await pilot.press("end")
        await settled(pilot)
        await pilot.press("enter")
        school = await opened(pilot, ReviewedScreen)
        assert school.folder.name == reader.blocks[-1].place
        await settled(pilot)
        block = school.query_one(Reader).block
        assert block is not None
        assert block.place.startswith("shared-leadership")
        await pilot.press("escape")
        await opened(pilot, AcrossScreen)
        await pilot.press("v", *"vraag die niemand stelt", "enter")
        await settled(pilot)
        assert "Geen vraag heeft zo een naam" in seen(app)
        await pilot.press("escape", "escape")
        await opened(pilot, InboxScreen)
        await settled(pilot)
        assert "▸ingediend 5◂" in seen(app)
        await pilot.press("left", "left", "left", "v")
        await settled(pilot)
        assert "geen school waarvan je antwoorden kan lezen" in said(app)
    assert git(inbox / "schools/campus-de-vaart", "status", "--porcelain") == before
