"""All evidence in one table, and which of it backs what: sorted, found, ticked, gaps seen."""

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from model.application import Evidence
from tests.tui.command_line import git, subjects
from tests.tui.school import HIGH, LOW, app_on, opened, paste, said, seen, settled, until
from tui.app import LabelmapApp
from tui.evidence_rows import COLUMNS
from tui.screens.add_evidence import AddEvidenceDialog
from tui.screens.choose_step import ChooseStepDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.evidence import EvidenceDialog
from tui.screens.evidence_table import EvidenceScreen
from tui.screens.matrix import MatrixScreen
from tui.widgets.table import Table

LEADERS = "shared-leadership"


async def listed(pilot: Pilot[str]) -> EvidenceScreen:
    """The list of all evidence."""
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    await pilot.press("e")
    screen = await opened(pilot, EvidenceScreen)
    await settled(pilot)
    return screen


def titles(screen: EvidenceScreen) -> list[str]:
    """The titles in the table, from top to bottom."""
    table = screen.query_one(Table)
    column = COLUMNS.index("title")
    return [table.get_row_at(row)[column].plain for row in range(table.row_count)]


def evidence(app: LabelmapApp, step: str) -> tuple[Evidence, ...]:
    assert app.session is not None
    return app.session.application.evidence_of(step)


async def test_all_evidence_of_all_steps_stands_in_one_table(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await listed(pilot)
        assert app.session is not None
        every = app.session.application.all_evidence()
        assert len(titles(screen)) == len(every) > 8
        assert screen.row is not None
        assert screen.row.item == every[0][1]
        assert every[0][1].title in seen(app)


async def test_it_sorts_by_every_column_and_the_other_way_round(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await listed(pilot)
        seen_orders = set()
        for _ in COLUMNS:
            await pilot.press("s")
            await settled(pilot)
            assert "▲" in seen(app)
            seen_orders.add(tuple(titles(screen)))
        assert len(seen_orders) >= 5
        await pilot.press(*["s"] * ((COLUMNS.index("title") - COLUMNS.index("step")) % 7))
        await settled(pilot)
        by_title = titles(screen)
        assert by_title == sorted(by_title, key=str.casefold)
        await pilot.click(Table, offset=(6, 0))
        await settled(pilot)
        assert "▼" in seen(app)
        assert titles(screen) == by_title[::-1]


async def test_typing_finds_and_escape_shows_all_again(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await listed(pilot)
        count = len(titles(screen))
        await pilot.press("slash", *"foto prik")
        await settled(pilot)
        assert [row.item.id for row in screen._rows] == ["prikbord-leraarskamer"]  # noqa: SLF001 - what the table shows
        await pilot.press(*"zzz")
        await settled(pilot)
        assert titles(screen) == []
        assert "Niets gevonden" in seen(app)
        # No row: nothing that acts on one does anything.
        await pilot.press("enter", "o", "v", "enter")
        await settled(pilot)
        assert app.screen is screen
        await pilot.press("escape")
        await settled(pilot)
        assert len(titles(screen)) == count
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)


async def test_enter_opens_a_piece_and_the_cursor_stays_with_it(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await listed(pilot)
        await pilot.press("s", "s", "s", "s", "s", "s", "down", "down", "enter")
        dialog = await opened(pilot, EvidenceDialog)
        paste(app, "Aaa")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await opened(pilot, EvidenceScreen)
        await settled(pilot)
        assert screen.row is not None
        assert screen.row.item.id == dialog.item.id
        assert screen.row.item.title == "Aaa"


async def test_a_second_click_opens_a_piece(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await listed(pilot)
        await pilot.click(Table, offset=(10, 3))
        await settled(pilot)
        await pilot.click(Table, offset=(10, 3))
        await opened(pilot, EvidenceDialog)


async def test_what_is_wrong_stands_below_the_table(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await listed(pilot)
        row = screen.row
        assert row is not None
        (sample / row.item.file).unlink()
        assert app.session is not None
        app.session.folder.reload()
        app.session.changed_outside()
        screen.show()
        await settled(pilot)
        assert screen.row is not None
        assert screen.row.wrong
        assert screen.query_one(Table).get_row_at(0)[0].plain == "!"
        assert row.item.file in seen(app).replace("\n", "") or "niet" in seen(app)


async def test_evidence_is_added_to_a_step_that_one_chooses(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await listed(pilot)
        await pilot.press("f4")
        await opened(pilot, ChooseStepDialog)
        await pilot.press("end", "up", "enter")
        dialog = await opened(pilot, AddEvidenceDialog)
        assert dialog.step == "inclusive-and-innovative"


async def test_photographs_without_a_note_of_consent_are_counted_and_shown(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        await pilot.press("end", "enter")
        screen = await opened(pilot, EvidenceScreen)
        await settled(pilot)
        count = len(titles(screen))
        assert count >= 1
        await pilot.press("enter")
        dialog = await opened(pilot, EvidenceDialog)
        dialog.query_one("#consent").focus()
        await pilot.press("space", "ctrl+s")
        await opened(pilot, EvidenceScreen)
        await settled(pilot)
        assert len(titles(screen)) == count - 1
    assert subjects(sample)[0].endswith("consent on file")


async def matrix(pilot: Pilot[str], app: LabelmapApp, step: str = LEADERS) -> MatrixScreen:
    """The matrix of a step."""
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    screen = MatrixScreen(step)
    app.push_screen(screen)
    await opened(pilot, MatrixScreen)
    await settled(pilot)
    return screen


async def test_m_in_the_list_shows_the_step_of_the_row(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await listed(pilot)
        await pilot.press("end")
        assert screen.row == screen._rows[-1]  # noqa: SLF001 - what the table shows
        await pilot.press("home")
        assert screen.row == screen._rows[0]  # noqa: SLF001 - as above
        await pilot.press("end", "m")
        await settled(pilot)
        shown = await opened(pilot, MatrixScreen)
        assert screen.row is not None
        assert shown.step.id == screen.row.step


async def test_space_ticks_and_unticks_each_as_one_change(sample: Path) -> None:
    before = len(subjects(sample))
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await matrix(pilot, app)
        assert "spatie Aanvinken" in seen(app)
        was = evidence(app, LEADERS)[0].supports
        first = "shared-decisions"
        for number in (1, 2):
            await pilot.press("space")
            await settled(pilot)
            assert len(subjects(sample)) == before + number
            assert (first in evidence(app, LEADERS)[0].supports) is ((first in was) ^ (number == 1))
        assert evidence(app, LEADERS)[0].supports == was
        assert subjects(sample)[0].startswith(f"evidence-change({LEADERS})")
    assert git(sample, "status", "--porcelain") == ""


async def test_a_click_ticks_at_once(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await matrix(pilot, app)
        items = evidence(app, LEADERS)
        statement = screen.step.statements[1].id
        was = statement in items[1].supports
        height = screen.query_one(Table).ordered_rows[0].height
        await pilot.click("#matrix", offset=(119 - 10, 1 + height))
        await settled(pilot)
        assert (statement in evidence(app, LEADERS)[1].supports) is not was


async def test_gaps_are_seen_without_colour(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await matrix(pilot, app)
        for number in range(len(evidence(app, LEADERS))):
            for _ in range(3):
                if "✓" in screen_cell(app):
                    await pilot.press("space")
                    await settled(pilot)
                await pilot.press("down")
            await pilot.press("ctrl+home", *["right"] * (number + 1))
        await settled(pilot)
        rows = [line for line in seen(app).splitlines() if line.strip().startswith("○")]
        assert len(rows) >= 3


def screen_cell(app: LabelmapApp) -> str:
    table = app.screen.query_one(Table)
    return table.get_cell_at(table.cursor_coordinate).plain


async def test_the_steps_follow_one_another(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await matrix(pilot, app)
        await pilot.press("f9", "f9", "f9")
        await settled(pilot)
        assert screen.step.id == "models-for-other-schools"
        assert "nog geen bewijs" in seen(app)
        await pilot.press("space", "f9", "f9", "f9", "f7")
        await settled(pilot)
        assert screen.step.id == "models-for-other-schools"
        await pilot.press("f4")
        await opened(pilot, AddEvidenceDialog)


async def test_evidence_that_a_colleague_removed_goes_from_the_matrix(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await matrix(pilot, app)
        assert app.session is not None
        path = sample / "answers/3-shared-leadership.toml"
        text = path.read_text("utf-8")
        path.write_text(text[: text.index("[[evidence]]")], "utf-8")
        await pilot.press("right")
        app.post_message(app.FilesChanged())
        await settled(pilot)
        assert evidence(app, LEADERS) == ()
        await pilot.press("space", "enter", "o", "v")
        await settled(pilot)
        assert isinstance(app.screen, MatrixScreen)
        assert "onverwachts" not in said(app)


async def test_words_of_people_are_no_markup_in_the_table(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await listed(pilot)
        row = screen.row
        assert app.session is not None
        assert row is not None
        assert app.session.person is not None
        title = "[red]x[/] [@click=app.quit]y[/] \u202e"
        app.session.folder.change_evidence(row.item.id, app.session.person, title=title)
        app.session.changed_by_store()
        screen.show()
        await settled(pilot)
        assert "[red]x[/]" in seen(app)
        assert "\u202e" not in seen(app)
        await pilot.press("m")
        await settled(pilot)
        assert "[red]x[/]" in seen(app)
        assert isinstance(app.screen, MatrixScreen)
        await pilot.press("escape")
        await settled(pilot)
        screen.query_one("#words", Input).value = "[red"
        await settled(pilot)
        assert len(titles(screen)) == 1


@pytest.mark.parametrize("keys", [("o",), ("m", "o")])
async def test_o_opens_it_outside(
    sample: Path, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = tmp_path / "opened"
    for name in ("xdg-open", "open"):
        opener = tmp_path / "bin" / name
        opener.parent.mkdir(exist_ok=True)
        opener.write_text(f'#!/bin/sh\nprintf %s "$1" > "{mark}"\n')
        opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await listed(pilot)
        assert screen.row is not None
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        await until(pilot, lambda: mark.exists() and bool(mark.read_text()))
        assert mark.read_text() == str(sample / screen.row.item.file)
