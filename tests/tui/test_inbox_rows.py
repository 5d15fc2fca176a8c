"""The rows of an inbox: order, filters, totals, and who comes next; thousands of them."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from model.messages import Message
from store.inbox import Row
from tests.tui.reviewer import invented
from tui.inbox_rows import (
    BROKEN,
    COLUMNS,
    MINE,
    NOBODYS,
    Line,
    Wanted,
    deadline_of,
    line_of,
    next_waiting,
    pick,
    totals,
)
from tui.widgets.long_table import Column, LongTable

MANY = 5198
BROKEN_ROW = Row(folder=Path("kapot"), problem=Message("It is broken."))


def lines(count: int) -> list[Line]:
    return [*(line_of(invented(number)) for number in range(count)), line_of(BROKEN_ROW)]


@settings(max_examples=25)
@given(st.sampled_from(COLUMNS), st.booleans(), st.integers(0, 60))
def test_every_order_holds_every_row_once_and_what_is_broken_last(
    column: str,
    backwards: bool,  # noqa: FBT001 - hypothesis gives it
    count: int,
) -> None:
    every = lines(count)
    found = pick(every, Wanted(column=column, backwards=backwards))
    assert sorted(found, key=lambda line: line.key) == sorted(every, key=lambda line: line.key)
    assert found[-1].row is BROKEN_ROW
    again = pick(reversed(every), Wanted(column=column, backwards=backwards))
    assert again == found, "the order in which they were read does not count"


def test_what_waits_longest_for_the_reviewer_stands_on_top() -> None:
    found = [line.row for line in pick(lines(60), Wanted()) if line.row.problem is None]
    turns = [row.waiting_for for row in found]
    assert turns == sorted(turns, key=["reviewer", "school", "nobody"].index)
    mine = [row.since for row in found if row.waiting_for == "reviewer"]
    assert all(before <= after for before, after in pairwise(mine))


def test_rows_are_narrowed_by_words_state_and_reviewer() -> None:
    every = lines(60)
    cafe = line_of(replace(invented(99), school="Lycée Été", city="Liège", folder=Path("lycee")))
    every.append(cafe)
    for words in ("lycee", "LIEGE", "été lycée", "2023-2024 liège"):
        assert pick(every, Wanted(words=words)) == [cafe]
    assert {line.row.state for line in pick(every, Wanted(state="returned"))} == {"returned"}
    assert [line.key for line in pick(every, Wanted(state=BROKEN))] == ["kapot"]
    assert {line.row.assigned_to for line in pick(every, Wanted(whose=MINE), "Wim Aerts")} == {
        "Wim Aerts"
    }
    assert {line.row.assigned_to for line in pick(every, Wanted(whose=NOBODYS))} == {""}
    assert totals(every) == {"submitted": 21, "returned": 20, "approved": 20, "broken": 1}
    assert list(totals(every))[-1] == BROKEN


def test_the_next_one_is_mine_or_nobodys_and_then_the_one_after_it() -> None:
    every = lines(60)
    first = next_waiting(every, "Wim Aerts")
    assert first is not None
    assert first.row.waiting_for == "reviewer"
    assert first.row.assigned_to in {"", "Wim Aerts"}
    second = next_waiting(every, "Wim Aerts", after=first.key)
    assert second not in {None, first}
    walked = first.key
    seen = []
    while walked not in seen:
        seen.append(walked)
        line = next_waiting(every, "Wim Aerts", after=walked)
        assert line is not None
        walked = line.key
    assert walked == first.key, "after the last comes the first"
    assert next_waiting([], "Wim Aerts") is None


def test_a_deadline_counts_while_the_school_can_do_something() -> None:
    row = invented(0)
    assert deadline_of(replace(row, state="approved")) is None
    assert deadline_of(replace(row, deadlines=())) is None
    found = deadline_of(row)
    assert found is not None
    assert found[1] == 13


class _TableApp(App[None]):
    """A table alone."""

    def compose(self) -> ComposeResult:
        yield LongTable(lambda key: (key, key), lambda key: key.endswith("7"), id="t")


async def test_of_thousands_of_rows_only_those_on_the_screen_are_made() -> None:
    app = _TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        table = app.query_one(LongTable)
        columns = [Column("a", "A", 30), Column("b", "B", 30)]
        keys = [f"{number:04}" for number in range(MANY)]

        async def drawn() -> int:
            before = table.rows_made
            await pilot.pause()
            app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way to its picture
            return table.rows_made - before

        table.focus()
        table.fill(columns, keys)
        assert 0 < await drawn() <= 23
        await pilot.press("end")
        assert await drawn() <= 24
        assert table.key_at_cursor == keys[-1]
        table.fill(columns, keys[::-1])
        assert await drawn() <= 24
        assert (table.cursor, table.key_at_cursor) == (0, keys[-1]), "the cursor stays with its row"
        table.fill(columns, keys[:10])
        await drawn()
        assert table.cursor == 0
        await pilot.press("pagedown", "pagedown", "up", "home", "down")
        assert table.key_at_cursor == keys[1]
        assert await pilot.click(LongTable, offset=(5, 4))
        assert table.key_at_cursor == keys[3]
        table.fill(columns, [], "nobody is here")
        await drawn()
        await pilot.press("down", "end", "pageup", "enter")
        assert not table.keys
        assert table.cursor == 0
