"""The history held against the rules in the app: a forgery is named, an honest history is not."""

from pathlib import Path

from tests.tui.reviewer import review_on
from tests.tui.school import LOW, app_on, opened, seen, settled, until
from tests.tui.test_app_reviewed import ready
from tui.screens.audit import AuditDialog
from tui.screens.dashboard import DashboardScreen
from tui.screens.history import HistoryScreen


async def test_in_the_school_s_own_history_one_key_says_that_all_is_well(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        await pilot.press("h")
        screen = await opened(pilot, HistoryScreen)
        await settled(pilot)
        await pilot.press("k")
        await opened(pilot, AuditDialog)
        await until(pilot, lambda: "Niets is tegen de regels" in seen(app))
        assert "geen sleutel van de NSO" in " ".join(seen(app).split())
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is screen


async def test_a_forged_decision_is_found_in_review_mode(inbox: Path) -> None:
    app = review_on(inbox / "schools/instituut-hoogland")
    async with app.run_test(size=LOW) as pilot:
        await ready(pilot)
        await pilot.press("k")
        await opened(pilot, AuditDialog)
        await until(pilot, lambda: "✗" in seen(app))
        assert "vals" in seen(app).lower()
