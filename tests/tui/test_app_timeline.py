"""The history screen: who did what, found as one types, the change in words, brought back."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select

from model.fields import parse_key, put
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder
from tests.made_once import made_once
from tests.tui.command_line import DAY, copied, git, small_school, subjects
from tests.tui.school import AN, HIGH, LOW, app_on, opened, paste, said, seen, settled, until, value
from tui.app import LabelmapApp
from tui.diary import MORE, PAGE
from tui.screens.dashboard import DashboardScreen
from tui.screens.declaration import DeclarationScreen
from tui.screens.field_history import FieldHistoryScreen
from tui.screens.history import HistoryScreen
from tui.screens.pick import PickDialog
from tui.screens.restore import RestoreDialog
from tui.screens.school import SchoolScreen
from tui.screens.step import StepScreen
from tui.widgets.text_box import TextBox
from tui.widgets.timeline import Timeline

PLAN = "models-for-other-schools.plan"
BART = Person("Bart [red]\x1b]0;x", "bart@voorbeeldstad.example")


def changed(folder: Path, key: str, text: str, person: Person = AN) -> None:
    """A change by somebody else, straight in the folder."""
    opened_folder = SchoolFolder.open(folder, Clock.of(DAY))
    where = parse_key(key, opened_folder.edition)
    opened_folder.save(put(opened_folder.application, where, text), person)


@pytest.fixture(scope="session")
def _long_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "long", _make_long)


def _make_long(path: Path) -> None:
    """A diary of 3,000 entries, made by git's fast import."""
    small_school(path)
    parts = []
    for number in range(3000):
        message = (
            f"answer(shared-leadership): plan for the next two years, {number} characters\n\n"
            "Labelmap-Event: answer\nLabelmap-Step: shared-leadership\nLabelmap-Field: plan\n"
            f"Labelmap-Detail: {number}\nLabelmap-Role: teacher\n"
        )
        plan = f'plan = """\nPlan {number}.\n"""\n'
        parts.append(
            f"commit refs/heads/main\ncommitter An <an@x.example> {1673350000 + number} +0100\n"
            f"data {len(message)}\n{message}"
            + ("from refs/heads/main^0\n" if number == 0 else "")
            + f"M 100644 inline answers/3-shared-leadership.toml\ndata {len(plan)}\n{plan}\n"
        )
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force"],
        cwd=path,
        input="".join(parts).encode(),
        check=True,
    )
    git(path, "reset", "-q", "--hard")


@pytest.fixture
def long_school(_long_school: Path, tmp_path: Path) -> Path:
    return copied(_long_school, tmp_path / "long")


def entries(app: LabelmapApp) -> Timeline[object]:
    return app.screen.query_one("#entries", Timeline)


async def in_the_history(pilot: Pilot[str]) -> HistoryScreen:
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    await pilot.press("h")
    screen = await opened(pilot, HistoryScreen)
    await settled(pilot)
    return screen


async def test_the_newest_change_stands_on_top_word_by_word(sample: Path) -> None:
    changed(sample, PLAN, "Wij plannen elk jaar samen.")
    changed(sample, PLAN, "Wij plannen elk schooljaar samen.")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await in_the_history(pilot)
        assert "▶ " in seen(app)
        assert "Wij plannen elk [−jaar−][+schooljaar+] samen." in seen(app)
        await pilot.press("down")
        await settled(pilot)
        assert "+ Wij plannen elk jaar samen." in seen(app)


async def test_the_list_has_the_whole_diary(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await in_the_history(pilot)
        await pilot.press("end")
        await settled(pilot)
        assert len(entries(app).items) == len(subjects(sample))
        assert "Hier begon het." in seen(app)
        assert "begon de aanvraag" in seen(app)


async def test_one_finds_as_one_types_and_chooses_person_step_and_kind(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await in_the_history(pilot)
        every = len(entries(app).items)
        await pilot.press("slash", *"bewijs")
        await settled(pilot)
        of_words = len(entries(app).items)
        assert 0 < of_words < every
        screen.query_one("#person", Select).value = "Fatima El Idrissi"
        await settled(pilot)
        assert 0 < len(entries(app).items) < of_words
        screen.query_one("#words", Input).value = ""
        screen.query_one("#person", Select).value = Select.NULL
        screen.query_one("#kind", Select).value = "evidence"
        screen.query_one("#step", Select).value = "shared-leadership"
        await settled(pilot)
        shown = [entry.subject for entry in screen.query_one("#entries", Timeline).items]
        assert shown
        assert all(s.startswith("evidence") and "(shared-leadership)" in s for s in shown)
        await pilot.press("slash", *"bestaatniet")
        await settled(pilot)
        assert "Niets in de geschiedenis past hierbij." in seen(app)
        await pilot.press("escape")
        assert entries(app).has_focus
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)


@pytest.mark.long
async def test_the_filters_are_reached_with_the_keyboard(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await in_the_history(pilot)
        await pilot.press("slash", "tab", "enter", "down", "enter")
        await settled(pilot)
        person = app.screen.query_one("#person", Select).selection
        assert person is not None
        assert {e.person.name for e in app.screen.query_one("#entries", Timeline).items} == {person}


async def test_a_version_is_brought_back_after_a_question(sample: Path) -> None:
    changed(sample, PLAN, "Eerste versie.")
    changed(sample, PLAN, "Tweede versie.")
    changed(sample, PLAN, "Derde.")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await in_the_history(pilot)
        await pilot.press("down", "down")
        await settled(pilot)
        await pilot.press("r")
        await opened(pilot, RestoreDialog)
        assert "Deze versie terugzetten?" in seen(app)
        await pilot.press("escape")
        assert value(app, PLAN) == "Derde."
        await pilot.press("r")
        await opened(pilot, RestoreDialog)
        await pilot.press("enter")
        await opened(pilot, HistoryScreen)
        await settled(pilot)
        assert value(app, PLAN) == "Eerste versie."
        assert "eerdere versie" in seen(app)
    assert subjects(sample)[0].startswith("restore(models-for-other-schools)")
    assert git(sample, "status", "--porcelain") == ""


@pytest.mark.long
async def test_of_what_stands_there_now_the_last_change_is_undone(sample: Path) -> None:
    changed(sample, PLAN, "Eerste versie.")
    changed(sample, PLAN, "Tweede versie.")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await in_the_history(pilot)
        await pilot.press("r")
        await opened(pilot, RestoreDialog)
        assert "Deze wijziging ongedaan maken?" in seen(app)
        await pilot.press("enter")
        await opened(pilot, HistoryScreen)
        await settled(pilot)
        assert value(app, PLAN) == "Eerste versie."


@pytest.mark.long
async def test_removed_evidence_comes_back_with_its_document(sample: Path) -> None:
    folder = SchoolFolder.open(sample, Clock.of(DAY))
    item = folder.application.evidence_of("shared-leadership")[0]
    folder.detach(item.id, AN)
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await in_the_history(pilot)
        assert item.title[:20] in seen(app)
        await pilot.press("r")
        await opened(pilot, RestoreDialog)
        await pilot.press("enter")
        await opened(pilot, HistoryScreen)
        await settled(pilot)
        assert value(app, f"shared-leadership.evidence.{item.id}") == item
    assert (sample / item.file).is_file()


@pytest.mark.long
async def test_of_several_fields_one_is_chosen(sample: Path) -> None:
    folder = SchoolFolder.open(sample, Clock.of(DAY))
    application = folder.application
    for key in (PLAN, "models-for-other-schools.description"):
        application = put(application, parse_key(key, folder.edition), f"Over {key}.")
    folder.save(application, AN)
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await in_the_history(pilot)
        await pilot.press("v")
        await opened(pilot, PickDialog)
        await pilot.press("down", "enter")
        screen = await opened(pilot, FieldHistoryScreen)
        assert str(screen.key) == PLAN


@pytest.mark.long
async def test_enter_goes_to_the_field_and_escape_comes_back(sample: Path) -> None:
    changed(sample, PLAN, "Iets.")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await in_the_history(pilot)
        await pilot.press("enter")
        screen = await opened(pilot, StepScreen)
        assert screen.step_id == "models-for-other-schools"
        assert app.focused is screen.query_one("#plan", TextBox).editor
        await pilot.press("escape")
        await opened(pilot, HistoryScreen)


@pytest.mark.long
async def test_a_colleague_s_change_comes_in_and_the_place_is_kept(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await in_the_history(pilot)
        await pilot.press("down", "down")
        await settled(pilot)
        timeline = screen.query_one("#entries", Timeline)
        before = timeline.items[2].commit
        changed(sample, PLAN, "Van Bart.", replace(BART, name="Bart Claes"))
        await until(pilot, lambda: timeline.items[0].person.name == "Bart Claes")
        assert timeline.highlighted is not None
        assert timeline.items[timeline.highlighted].commit == before


async def test_what_people_wrote_stays_words(sample: Path) -> None:
    changed(sample, PLAN, "Een [red]tekst[/] met \u202e erin.", BART)
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await in_the_history(pilot)
        assert "[red]tekst[/]" in seen(app)
        assert "\u202e" not in seen(app)
        await pilot.press("slash", "tab", "enter")
        await settled(pilot)
        assert "Bart [red]" in seen(app)
        assert "\x1b" not in seen(app)


# The versions of one field


async def test_f7_shows_the_versions_of_the_field_with_the_cursor(sample: Path) -> None:
    changed(sample, PLAN, "Wij plannen samen.")
    changed(sample, PLAN, "Wij plannen alles samen.")
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("models-for-other-schools", "plan")
        await opened(pilot, StepScreen)
        await pilot.press("f7")
        screen = await opened(pilot, FieldHistoryScreen)
        await settled(pilot)
        assert str(screen.key) == PLAN
        assert "Wij plannen [+alles+] samen." in seen(app)
        await pilot.press("down", "r")
        await opened(pilot, RestoreDialog)
        await pilot.press("enter")
        await opened(pilot, FieldHistoryScreen)
        await settled(pilot)
        assert value(app, PLAN) == "Wij plannen samen."
        await pilot.press("enter")
        step = await opened(pilot, StepScreen)
        assert step.query_one("#plan", TextBox).text == "Wij plannen samen."


@pytest.mark.long
async def test_what_was_just_typed_is_among_the_versions(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("models-for-other-schools", "plan")
        await opened(pilot, StepScreen)
        paste(app, "Net getypt.")
        await pilot.pause()
        await pilot.press("f7")
        await opened(pilot, FieldHistoryScreen)
        await until(pilot, lambda: "+ Net getypt." in seen(app))


@pytest.mark.long
async def test_f7_knows_every_kind_of_field(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        folder = SchoolFolder.open(sample, Clock.of(DAY))
        evidence = folder.application.evidence_of("shared-leadership")[0].id
        teacher = folder.application.eligibility.active_teacher[0].id
        for step, field, key, kind in (
            ("shared-leadership", "statements.shared-decisions", None, StepScreen),
            ("shared-leadership", f"evidence.{evidence}", None, StepScreen),
            ("school", "city", "school.city", SchoolScreen),
            ("school", "contact.on_platform", "school.contact.on_platform", SchoolScreen),
            (
                "school",
                "eligibility.active_teacher",
                f"eligibility.active_teacher.{teacher}",
                SchoolScreen,
            ),
            ("declaration", "signed_by", "declaration.signed_by", DeclarationScreen),
        ):
            app.go_to(step, field)
            await opened(pilot, kind)
            await settled(pilot)
            await pilot.press("f7")
            screen = await opened(pilot, FieldHistoryScreen)
            assert str(screen.key) == (key or f"{step}.{field}")
            await settled(pilot)
            await pilot.press("escape")
            await opened(pilot, kind)
            await pilot.press("escape")
            await opened(pilot, DashboardScreen)


@pytest.mark.long
async def test_f7_without_a_field_says_what_to_do(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("shared-leadership", "evidence")
        screen = await opened(pilot, StepScreen)
        evidence = screen.query_one("#evidence", OptionList)
        evidence.focus()
        evidence.highlighted = evidence.option_count - 1
        await pilot.press("f7")
        await settled(pilot)
        assert isinstance(app.screen, StepScreen)
        assert "Zet de cursor eerst in een veld" in said(app)


async def test_a_field_that_never_held_anything_says_so(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        app.go_to("declaration", "signed_by")
        await opened(pilot, DeclarationScreen)
        await pilot.press("f7")
        await opened(pilot, FieldHistoryScreen)
        await until(pilot, lambda: "Hier is nog nooit iets ingevuld." in seen(app))
        await pilot.press("r", "down", "enter")
        await settled(pilot)


# How much is read


@pytest.mark.long
async def test_for_the_first_picture_a_page_is_read_and_no_more(long_school: Path) -> None:
    app = app_on(long_school)
    async with app.run_test(size=(200, 60)) as pilot:
        screen = await in_the_history(pilot)
        assert screen.count_read == PAGE
        assert len(entries(app).items) == PAGE
        await pilot.press(*["pagedown"] * 3)
        await settled(pilot)
        assert PAGE < screen.count_read <= PAGE + 2 * MORE
        await pilot.press("end")
        await until(pilot, lambda: "begon de aanvraag" in seen(app))
        assert "begon de aanvraag" in seen(app)


@pytest.mark.long
async def test_a_search_that_finds_little_reads_on_by_itself(long_school: Path) -> None:
    app = app_on(long_school)
    async with app.run_test(size=HIGH) as pilot:
        await in_the_history(pilot)
        await pilot.press("slash", *"begon")
        await until(pilot, lambda: len(entries(app).items) == 1)
        assert "begon de aanvraag" in seen(app)


async def test_leaving_ends_git(long_school: Path) -> None:
    app = app_on(long_school)
    async with app.run_test(size=HIGH) as pilot:
        screen = await in_the_history(pilot)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert screen.count_read == 0
        # What was read is there at once the next time; what was not is read when one goes on.
        assert await in_the_history(pilot) is screen
        assert (screen.count_read, len(entries(app).items)) == (0, PAGE)
        await pilot.press(*["pagedown"] * 5)
        await until(pilot, lambda: len(entries(app).items) > PAGE)
        assert screen.count_read > PAGE
