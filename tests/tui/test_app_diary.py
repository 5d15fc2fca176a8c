"""What only the diary knows reaches the overview: last changes, texts newer than the signature."""

from datetime import date
from pathlib import Path

from model import fields
from model.problems import Code
from store.people import load_settings
from tests.tui.command_line import DAY
from tests.tui.school import AN, app_on, opened, seen, settled, until
from tui.open_app import open_session
from tui.screens.dashboard import DashboardScreen


async def test_a_declaration_that_is_older_than_a_text_is_said(sample: Path) -> None:
    session = open_session(sample, DAY, load_settings())
    key = fields.parse_key("declaration.signed_on", session.edition)
    session.folder.save(fields.put(session.application, key, date(2023, 1, 2)), AN)
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert app.session is not None
        codes = [problem.code for problem in app.session.assessment.all_problems()]
        assert Code.DECLARATION_OLDER_THAN_TEXT in codes


async def test_a_change_of_a_colleague_shows_among_the_last_changes(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        colleague = open_session(sample, DAY, load_settings())
        key = fields.parse_key("school.city", colleague.edition)
        bart = type(AN)("Bart Claes", "bart@voorbeeldstad.example")
        colleague.folder.save(fields.put(colleague.application, key, "Elders"), bart)
        app.post_message(app.FilesChanged())
        await until(pilot, lambda: "Bart: " in seen(app).split("Laatste wijzigingen")[1][:400])
