"""What was not opened yet is made ready out of sight, and is right when it is opened."""

import gc
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.pilot import Pilot
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Select

from model import fields
from model.application import Evidence, YesNo
from model.messages import Message
from model.review import EventKind, ThreadEvent
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder
from tests.nso import PIECE_ID, decide_returned, words
from tests.tui.school import AN, HIGH, LOW, app_on, opened, seen, settled, until
from tui.ahead import sheets
from tui.app import LabelmapApp
from tui.screens.base import LabelmapScreen
from tui.screens.dashboard import DashboardScreen
from tui.screens.evidence_table import EvidenceScreen
from tui.screens.feedback import FeedbackScreen
from tui.screens.history import HistoryScreen
from tui.screens.step import StepScreen
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice

STEP = "models-for-other-schools"
PLAN = fields.Key(STEP, ("plan",))
LATER = "2023-02-10"
LISTS: dict[str, tuple[str, type[LabelmapScreen]]] = {
    "e": ("evidence", EvidenceScreen),
    "f": ("feedback", FeedbackScreen),
    "h": ("history", HistoryScreen),
}
"""The key of each list, its name, and what it is."""
LONG = 0.25
"""Seconds between two pieces of the work that no other timer takes."""
_DRAWN = 6
"""Widgets that are drawn when a list comes to the front: its keys, its title, its cursor."""
BEA = Person("Bea Claes", "bea@voorbeeldstad.example")
_started: list[str] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"subprocess.Popen", "os.posix_spawn", "os.fork"}:
        _started.append(f"{event} {arguments[:2]}")


sys.addaudithook(_hear)


@pytest.fixture
def returned(complete: Path) -> Path:
    """The sample school, submitted and sent back with one piece of feedback."""
    SchoolFolder.open(complete, Clock.of("2023-01-20")).submit(AN, words)
    decide_returned(complete)
    return complete


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ahead._LATER", 0.01)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a widget was drawn, styled and laid out."""
    count: Counter[str] = Counter()

    def counting(kind: type, name: str, what: str) -> None:
        act = getattr(kind, name)

        def counted(self: object, *given: object, **named: object) -> object:
            count[what] += 1
            return act(self, *given, **named)

        monkeypatch.setattr(kind, name, counted)

    counting(Widget, "_render_content", "drawn")
    counting(Stylesheet, "apply", "styled")
    counting(LabelmapScreen, "_refresh_layout", "laid out")
    return count


async def with_all_made(pilot: Pilot[str], app: LabelmapApp) -> None:
    """Once nothing is left to be made ahead."""
    await until(pilot, lambda: not [*app.unmade()])
    await settled(pilot)


async def test_what_is_opened_while_it_is_about_to_be_made_is_made_once(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.ahead._LATER", LONG)
    app = app_on(sample)
    app.ahead = True
    wait = app.set_timer
    names: list[str] = []

    def opens_the_next(delay: float, callback: Callable[[], None]) -> Timer:
        if delay == LONG and not names:
            names.append(next(app.unmade())[0])
            app.go_to(names[0].removeprefix("step-"))
        return wait(delay, callback)

    monkeypatch.setattr(app, "set_timer", opens_the_next)
    async with app.run_test(size=HIGH) as pilot:
        await until(pilot, lambda: bool(names))
        await opened(pilot, StepScreen)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        await with_all_made(pilot, app)
        assert app.has_step(names[0].removeprefix("step-"))


async def test_steps_made_ahead_show_what_holds_when_they_are_opened(sample: Path) -> None:
    app = app_on(sample)
    app.ahead = True
    async with app.run_test(size=HIGH) as pilot:
        session = app.session
        assert session is not None
        assert len([*app.unmade()]) > 0
        await until(pilot, lambda: not [*app.unmade()])
        assert app.has_step(STEP)
        # Nothing of it is seen, and nothing that was read is read again.
        overview = await opened(pilot, DashboardScreen)
        assert app.screen_stack == [overview]
        read = {path for path, _ in app.stylesheet.source}
        assert {str(sheet) for sheet in sheets()} <= read
        made = app.get_screen(f"step-{STEP}")
        widgets = set(made.query("*"))
        # Meanwhile a text and an answer change, the theme, and the window.
        app.put(PLAN, "Wij nodigen scholen uit.")
        statement = session.edition.step(STEP).statements[0].id
        app.put(fields.Key(STEP, ("statements", statement)), YesNo.NO)
        await pilot.press("f8")
        await pilot.resize_terminal(*LOW)
        await settled(pilot)
        await pilot.press("6")
        screen = await opened(pilot, StepScreen)
        assert screen is made
        assert set(screen.query("*")) == widgets
        assert screen.query_one("#plan", TextBox).text == "Wij nodigen scholen uit."
        answer = screen.query_one(f"#answer-{statement}", YesNoChoice)
        assert (app.focused, answer.value) == (answer, YesNo.NO)
        assert "Wij nodigen scholen uit." in seen(app)
        assert screen.has_class("-narrow")
        light = screen.styles.background
        # A step that is made now, in this theme and window, looks the same.
        fresh = StepScreen(STEP)
        await app.push_screen(fresh)
        await settled(pilot)
        assert fresh.styles.background == light
        for one, other in zip(screen.query("*"), fresh.query("*"), strict=True):
            assert one.styles.background == other.styles.background, one
            assert one.region == other.region, one


async def test_nothing_is_made_while_somebody_works_in_a_step(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await opened(pilot, StepScreen)
        waiting = [name for name, _ in app.unmade()]
        # A step where something is still to be done comes first; nothing was said here yet.
        likeliest = ["step-students-as-agents-of-change", "evidence", "history", f"step-{STEP}"]
        assert waiting[:4] == likeliest
        app.make_next_ahead()
        await settled(pilot)
        assert [name for name, _ in app.unmade()] == waiting
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        app.make_next_ahead()
        await settled(pilot)
        assert waiting[0] not in [name for name, _ in app.unmade()]
        await pilot.press("5")
        assert (await opened(pilot, StepScreen)).step_id == "students-as-agents-of-change"


@pytest.mark.drawn
@pytest.mark.parametrize("key", LISTS)
async def test_a_list_made_ahead_only_comes_to_the_front(
    returned: Path, done: Counter[str], key: str
) -> None:
    name, kind = LISTS[key]
    app = app_on(returned, day=LATER)
    app.ahead = True
    async with app.run_test(size=HIGH, notifications=True) as pilot:
        await with_all_made(pilot, app)
        made = app.get_screen(name)
        widgets = set(made.query("*"))
        _started.clear()
        done.clear()
        await pilot.press(key)
        screen = await opened(pilot, kind)
        assert screen is made
        assert set(screen.query("*")) == widgets
        assert (done["styled"], done["laid out"], _started) == (0, 1, [])
        assert done["drawn"] <= _DRAWN


async def test_nothing_to_tell_asks_for_no_layout_of_its_own(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    refresh = Widget.refresh

    def counting(self: Widget, *regions: Region, layout: bool = False, **named: bool) -> Widget:
        asked[type(self).__name__] += layout
        return refresh(self, *regions, layout=layout, **named)

    app = app_on(sample)
    async with app.run_test(size=HIGH, notifications=True) as pilot:
        await settled(pilot)
        monkeypatch.setattr(Widget, "refresh", counting)
        await pilot.press("e")
        await opened(pilot, EvidenceScreen)
        assert asked["ToastRack"] == 1  # by Textual, while it is made
        # What is told then stands there all the same.
        app.tell(Message("Opgelet."))
        await until(pilot, lambda: "Opgelet." in seen(app))
        assert asked["ToastRack"] > 1


async def test_feedback_keeps_its_thread_while_others_are_resolved(returned: Path) -> None:
    app = app_on(returned, day=LATER)
    async with app.run_test(size=HIGH) as pilot:
        await settled(pilot)
        session = app.session
        assert session is not None
        record = session.application.record
        first = record.feedback[0]
        other = replace(first, id="r1-shared-leadership-2", text="En wat kost het?")
        both = replace(record, feedback=(first, other))
        session.apply(replace(session.application, record=both))
        await pilot.press("f", "down")
        screen = await opened(pilot, FeedbackScreen)
        assert screen.piece == other
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        ended = ThreadEvent(kind=EventKind.RESOLVED, by="Nele Jans", on=date(2023, 2, 9))
        first = replace(first, events=(ended,))
        both = replace(record, feedback=(first, other))
        session.apply(replace(session.application, record=both))
        await pilot.press("f")
        assert await opened(pilot, FeedbackScreen) is screen
        assert screen.piece == other
        assert "En wat kost het?" in seen(app)


async def test_the_lists_made_ahead_show_what_holds_when_they_are_opened(returned: Path) -> None:
    app = app_on(returned, day=LATER)
    app.ahead = True
    async with app.run_test(size=HIGH) as pilot:
        await with_all_made(pilot, app)
        session = app.session
        assert session is not None
        # Meanwhile a link comes in, the NSO is answered, and a colleague works elsewhere.
        link = Evidence(id="nieuw", title="Nieuw bericht", url="https://school.example/nieuw")
        app.put(fields.Key(STEP, ("evidence", link.id)), link)
        app.save_if_changed()
        await settled(pilot)
        app.act(lambda person: session.folder.reply(PIECE_ID, "Dat doet de werkgroep.", person))
        await settled(pilot)
        theirs = SchoolFolder.open(returned, Clock.of(LATER))
        theirs.save(fields.put(theirs.application, PLAN, "Wij nodigen scholen uit."), BEA)
        await pilot.press("e")
        await opened(pilot, EvidenceScreen)
        assert "Nieuw bericht" in seen(app)
        await pilot.press("escape", "f")
        await opened(pilot, FeedbackScreen)
        assert "1 reactie" in seen(app)
        assert "Dat doet de werkgroep." in seen(app)
        await pilot.press("escape", "h")
        screen = await opened(pilot, HistoryScreen)
        await until(pilot, lambda: "Bea Claes" in seen(app))
        people = screen.query_one("#person", Select)
        people.value = BEA.name  # raises where nobody of that name can be chosen
        await settled(pilot)
        assert people.value == BEA.name


async def test_what_was_made_ahead_is_not_looked_through_as_garbage(sample: Path) -> None:
    app = app_on(sample)
    app.ahead = True
    async with app.run_test(size=LOW) as pilot:
        await with_all_made(pilot, app)
        watched = {id(thing) for thing in gc.get_objects()}
        evidence = app.get_screen("evidence")
        assert {id(widget) for widget in evidence.query("*")}.isdisjoint(watched)
