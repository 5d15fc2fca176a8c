"""Step 1 and step 8: each field, the lists of entries, days as people write them."""

import datetime as dt
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tests.tui.command_line import git, subjects
from tests.tui.school import (
    HIGH,
    LOW,
    app_on,
    form_field,
    opened,
    paste,
    seen,
    settled,
    value,
    waiting,
)
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.declaration import DeclarationScreen
from tui.screens.entry import EntryDialog
from tui.screens.school import SchoolScreen

TEXTS = (
    "school.name",
    "school.city",
    "school.country",
    "school.region",
    "school.website",
    "school.platform_id",
    "school.contact.name",
    "school.contact.email",
    "school.principal.name",
    "school.principal.email",
)
DAYS = ("eligibility.registered_since", "eligibility.invited_on")


async def in_step_1(pilot: Pilot[str], app: LabelmapApp) -> SchoolScreen:
    """Step 1 of the form."""
    await opened(pilot, DashboardScreen)
    app.go_to("school")
    return await opened(pilot, SchoolScreen)


def box(app: LabelmapApp, key: str) -> Input:
    """The box of a field."""
    return form_field(app.screen, key).box


@pytest.mark.long
async def test_tab_walks_through_every_field_and_each_change_is_recorded(school: Path) -> None:
    before = subjects(school)
    app = app_on(school)
    async with app.run_test() as pilot:
        await in_step_1(pilot, app)
        for key in (*TEXTS, *DAYS):
            while app.focused is not box(app, key):
                await pilot.press("tab")
            day = key in DAYS
            new = "24/11/2022" if day else f"Nieuw {key}"
            await pilot.press("ctrl+a", "delete")
            paste(app, new)
            await settled(pilot)
            await pilot.press("tab")
            await settled(pilot)
            assert value(app, key) == (dt.date(2022, 11, 24) if day else new), key
        await pilot.press("escape")
        await settled(pilot)
    assert len(subjects(school)) == len(before) + len(TEXTS) + len(DAYS)
    assert git(school, "status", "--porcelain") == ""
    assert "registered_since = 2022-11-24" in (school / "eligibility.toml").read_text("utf-8")


async def test_a_field_can_be_emptied_letter_by_letter(school: Path) -> None:
    app = app_on(school)
    async with app.run_test() as pilot:
        await in_step_1(pilot, app)
        await pilot.press("ctrl+a", "a", "b", "backspace", "backspace", "tab")
        await settled(pilot)
        assert value(app, "school.name") == ""
        assert "Voorbeeldstad" not in seen(app).splitlines()[0]


async def test_a_day_that_is_none_stays_in_the_box_and_is_said(school: Path) -> None:
    app = app_on(school)
    async with app.run_test() as pilot:
        await in_step_1(pilot, app)
        box(app, "eligibility.invited_on").focus()
        await pilot.press(*"31", "slash", *"02")
        assert "geen dag" in seen(app)
        await pilot.press("tab")
        await settled(pilot)
        assert box(app, "eligibility.invited_on").value == "31/02"
        assert value(app, "eligibility.invited_on") is None


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_each_name_of_a_field_stands_on_one_line(school: Path, language: str) -> None:
    app = app_on(school, language=language)
    async with app.run_test(size=LOW) as pilot:
        await in_step_1(pilot, app)
        await settled(pilot)
        names = [label.size.height for label in app.screen.query("FormField > .label")]
        assert names == [1] * len(names)


async def test_on_the_platform_by_keyboard(school: Path) -> None:
    app = app_on(school)
    async with app.run_test() as pilot:
        await in_step_1(pilot, app)
        app.screen.query_one("#on-platform").focus()
        await pilot.press("j")
        await settled(pilot)
        assert value(app, "school.contact.on_platform") is True


@pytest.mark.parametrize(
    ("name", "typed", "changed"),
    [
        ("active_teacher", ("Cato Jans", "Webinar", "01/10/2022"), "Dina Raes"),
        ("quality_label", ("Water", "01/10/2021"), "Lucht"),
        ("team", ("Emir Can", "emir@school.example"), "Fien Bos"),
        ("label", ("2021-2022",), "2019-2020"),
    ],
)
async def test_an_entry_is_added_changed_and_removed(
    school: Path, name: str, typed: tuple[str, ...], changed: str
) -> None:
    before = subjects(school)
    app = app_on(school)
    async with app.run_test(size=HIGH) as pilot:
        await in_step_1(pilot, app)
        entries = app.screen.query_one(f"#{name}", OptionList)
        entries.focus()
        await pilot.press("enter")
        await opened(pilot, EntryDialog)
        await pilot.press("ctrl+s")  # nothing filled in
        assert isinstance(app.screen, EntryDialog)
        for word in typed:
            paste(app, word)
            await pilot.pause()
            await pilot.press("tab")
        await pilot.press("ctrl+s")
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert entries.has_focus
        assert typed[0] in str(entries.options[0].prompt)
        await pilot.press("home", "enter")
        await opened(pilot, EntryDialog)
        paste(app, changed)
        await pilot.pause()
        await pilot.press("ctrl+s")
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert changed in str(entries.options[0].prompt)
        assert typed[0] not in str(entries.options[0].prompt)
        await pilot.press("enter")
        await opened(pilot, EntryDialog)
        await pilot.click("#remove")
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert len(entries.options) == 1
        assert not waiting()
    assert len(subjects(school)) == len(before) + 3
    assert git(school, "status", "--porcelain") == ""


async def test_a_key_too_many_does_not_replace_the_name_of_the_school(school: Path) -> None:
    app = app_on(school)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        before = value(app, "school.name")
        await pilot.press("1")
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert app.focused is box(app, "school.name")
        await pilot.press("2")  # as from the overview, where it opens step 2
        await settled(pilot)
        assert value(app, "school.name") == f"{before}2"


async def test_enter_adds_one_entry_after_another(school: Path) -> None:
    app = app_on(school)
    async with app.run_test(size=HIGH) as pilot:
        await in_step_1(pilot, app)
        entries = app.screen.query_one("#active_teacher", OptionList)
        entries.focus()
        for name in ("Cato Jans", "Dina Raes", "Emir Can"):
            await pilot.press("enter")  # the list stands on 'add' still, not on the one just added
            await opened(pilot, EntryDialog)
            assert not box(app, "name").value
            paste(app, name)
            await pilot.pause()
            await pilot.press("ctrl+s")
            await opened(pilot, SchoolScreen)
            await settled(pilot)
        assert len(entries.options) == 4
        await pilot.press("home", "enter")
        await opened(pilot, EntryDialog)
        await pilot.press("ctrl+s")  # changed or not, the list stays on the one that was opened
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert entries.highlighted == 0


async def test_an_entry_is_not_kept_without_a_day_that_cant_be_read(school: Path) -> None:
    app = app_on(school)
    async with app.run_test() as pilot:
        await in_step_1(pilot, app)
        entries = app.screen.query_one("#active_teacher", OptionList)
        entries.focus()
        await pilot.press("enter")
        dialog = await opened(pilot, EntryDialog)
        for word in ("Cato Jans", "Webinar", "gisteren"):
            paste(app, word)
            await pilot.pause()
            await pilot.press("tab")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is dialog
        assert app.focused is box(app, "on")
        assert "geen dag" in seen(app)
        await pilot.press("ctrl+a", "delete", "ctrl+s")
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert "Cato Jans · Webinar · nog geen dag" in str(entries.options[0].prompt)
        await pilot.press("home", "enter")
        await opened(pilot, EntryDialog)
        box(app, "on").focus()
        await pilot.press(*"3", "slash", *"10", "slash", *"2022", "ctrl+s")
        await opened(pilot, SchoolScreen)
        await settled(pilot)
        assert "Cato Jans · Webinar · 03/10/2022" in str(entries.options[0].prompt)
    assert "on = 2022-10-03" in (school / "eligibility.toml").read_text("utf-8")


async def test_the_declaration(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("declaration")
        await opened(pilot, DeclarationScreen)
        paste(app, "Lieve Wouters")
        await pilot.pause()
        await pilot.press("tab")
        await pilot.press(*"24", "slash", *"11", "slash", *"2022", "escape")
        await settled(pilot)
        assert value(app, "declaration.signed_by") == "Lieve Wouters"
        assert value(app, "declaration.signed_on") == dt.date(2022, 11, 24)
    file = (sample / "answers/8-declaration.toml").read_text("utf-8")
    assert "signed_on = 2022-11-24" in file


@pytest.mark.long
async def test_what_is_still_to_be_filled_in_stands_beside_its_field(school: Path) -> None:
    app = app_on(school)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("school", "contact.name")
        await opened(pilot, SchoolScreen)
        await settled(pilot)

        def beside(label: str) -> str:
            line = next(x for x in seen(app).splitlines() if x.lstrip().startswith(label))
            return line.partition("!")[2].strip()

        assert "! nog in te vullen" in seen(app)
        await pilot.press(*"Ann")
        await settled(pilot)
        assert beside("Mailadres") == "nog in te vullen"
        await pilot.press("tab", *"ann")
        await settled(pilot)
        assert "geen mailadres" in seen(app)
