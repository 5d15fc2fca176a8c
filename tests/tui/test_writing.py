"""Dialogs in which one writes: Escape throws nothing away unasked, and asks nothing for nothing."""

from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Input

from tests.tui.school import LOW, app_on, opened, settled
from tests.tui.test_app_keys import DIALOGS, go
from tui.screens.confirm import ConfirmDialog
from tui.screens.entry import EntryDialog
from tui.screens.evidence import EvidenceDialog


@pytest.mark.parametrize("kind", [EntryDialog, EvidenceDialog])
async def test_what_was_typed_is_not_thrown_away_unasked(
    sample: Path, kind: type[Screen[object]]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await go(pilot, DIALOGS[kind])
        below = app.screen_stack[-2]
        box = dialog.query(Input).first()
        first = box.value
        box.focus()
        await pilot.press("end", "x", "y", "escape")
        await opened(pilot, ConfirmDialog)
        await pilot.press("escape")
        await settled(pilot)
        assert (app.screen, box.value) == (dialog, f"{first}xy")
        await pilot.press("backspace", "backspace", "escape")
        await settled(pilot)
        assert app.screen is below, "nothing of one's own stands there: no question"
        await pilot.press("enter")
        dialog = await opened(pilot, kind)
        dialog.query(Input).first().focus()
        await pilot.press("end", "z", "escape")
        question = await opened(pilot, ConfirmDialog)
        await pilot.click(question.query_one("#yes"))
        await settled(pilot)
        assert app.screen is below
