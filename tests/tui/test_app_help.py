"""Every screen explains itself, tells all its keys, and has the edition's addresses at hand."""

import asyncio
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.widgets import OptionList

import tui.screens
from model.edition import Edition
from store import processes
from store.people import load_settings
from tests.tui.school import HIGH, LOW, app_on, opened, said, seen, settled
from tui.app import LabelmapApp
from tui.helping_app import TOUR
from tui.screens.addresses import AddressesDialog
from tui.screens.all_keys import KeysDialog
from tui.screens.base import Dialog, InTheApp, LabelmapScreen
from tui.screens.dashboard import DashboardScreen
from tui.screens.explain import ExplainDialog
from tui.screens.guidance import GuidanceDialog
from tui.screens.new_school import NewSchoolDialog
from tui.screens.review_base import ReviewScreen
from tui.screens.step import StepScreen
from tui.screens.tour import STOPS, TourDialog, place
from tui.screens.welcome import WelcomeScreen

_ABSTRACT = (InTheApp, LabelmapScreen, ReviewScreen, Dialog)
_UNSAID = {"command_palette", "app.command_palette"}
"""Actions without a name: the palette does not name itself."""


def screens() -> list[type[InTheApp[object]]]:
    """Every screen and dialog of the app."""
    for module in pkgutil.iter_modules(tui.screens.__path__):
        importlib.import_module(f"tui.screens.{module.name}")

    def below(kind: type[InTheApp[object]]) -> Iterator[type[InTheApp[object]]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    return sorted(
        {
            each
            for each in below(InTheApp)
            if each not in _ABSTRACT
            and not each.__subclasses__()  # what others are made from is no screen of its own
            and each.__module__.startswith("tui.screens.")
        },
        key=lambda each: each.__name__,
    )


@pytest.mark.parametrize("kind", screens(), ids=lambda kind: kind.__name__)
def test_every_screen_explains_itself(kind: type[InTheApp[object]]) -> None:
    words = kind.HELP_TEXT.split()
    assert len(words) >= 8
    if kind.__name__ != "ConfirmDialog":
        assert "HELP_TEXT" in vars(kind), "its own, not another screen's"


@pytest.mark.parametrize("kind", screens(), ids=lambda kind: kind.__name__)
def test_every_key_of_a_screen_has_a_name(kind: type[InTheApp[object]]) -> None:
    for binding in kind.BINDINGS:
        if isinstance(binding, Binding) and binding.show:
            assert binding.description, binding.key


WAYS: dict[str, tuple[str, ...]] = {
    "dashboard": (),
    "school": ("1",),
    "esafety": ("2",),
    "step": ("3",),
    "declaration": ("8",),
    "preview": ("p",),
}


async def walk(app: LabelmapApp, pilot: object, keys: tuple[str, ...]) -> None:
    """From the dashboard to a screen."""
    await opened(pilot, DashboardScreen)  # type: ignore[arg-type] # a pilot of any app
    await settled(pilot)  # type: ignore[arg-type] # as above
    for key in keys:
        await pilot.press(key)  # type: ignore[attr-defined] # as above
        await settled(pilot)  # type: ignore[arg-type] # as above
    assert app.is_running


@pytest.mark.parametrize("name", WAYS)
async def test_every_action_of_a_screen_is_in_the_palette(sample: Path, name: str) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await walk(app, pilot, WAYS[name])
        screen = app.screen
        titles = {command.title for command in app.get_system_commands(screen)}
        named = [
            active.binding
            for active in screen.active_bindings.values()
            if active.node in (screen, app) and active.binding.description and active.enabled
        ]
        assert named
        for binding in named:
            if binding.action in _UNSAID or binding.action == "screen.copy_text":
                continue
            if "focus_" in binding.action or binding.action == "step(0)":
                continue
            assert binding.description in titles, binding.action
        assert "Rondleiding door het overzicht" in titles


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("size", [LOW, HIGH], ids=["80x24", "120x36"])
async def test_f10_tells_every_key_and_leads_back(
    sample: Path, name: str, size: tuple[int, int]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, WAYS[name])
        screen = app.screen
        shown_keys = [k for k in screen.active_bindings.values() if k.binding.show]
        await pilot.press("f10")
        await opened(pilot, KeysDialog)
        shown = seen(app)
        for heading in ("Op dit scherm", "Overal", "Je verplaatsen"):
            assert heading in shown
        for active in shown_keys:
            if active.node is screen and active.enabled:
                assert active.binding.description.split()[0] in shown
        assert "ctrl+s" in shown
        await pilot.press("f10")
        await settled(pilot)
        assert app.screen is screen


async def test_f10_tells_what_the_box_under_the_cursor_can(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await walk(app, pilot, ())
        app.go_to("models-for-other-schools", "plan")
        await opened(pilot, StepScreen)
        await pilot.press("f10")
        await opened(pilot, KeysDialog)
        assert "Ongedaan maken" in seen(app)


async def test_a_dialog_tells_its_keys_too(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await walk(app, pilot, ("f6", "f10"))
        await opened(pilot, KeysDialog)
        assert "Later" in seen(app)
        await pilot.press("escape", "escape")
        await opened(pilot, DashboardScreen)


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is handed to the computer's own opener, which is a program of others."""
    found: list[str] = []
    monkeypatch.setattr(processes, "start_apart", lambda words: found.append(words[-1]))
    monkeypatch.setattr("sys.platform", "linux")
    return found


async def test_the_addresses_are_one_key_away_and_open_outside(
    sample: Path, handed_over: list[str]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await walk(app, pilot, ("3", "f3"))
        dialog = await opened(pilot, AddressesDialog)
        shown = seen(app)
        for word in ("platform", "vragenlijst", "Voorbeelden van bewijs", "mailadres", "https://"):
            assert word in shown
        rows = dialog.query_one(OptionList).option_count
        for _ in range(rows):
            await pilot.press("enter", "down")
            await settled(pilot)
        session = app.session
        assert session is not None
        known = dict(session.edition.addresses)
        mail = known.pop("contact-mail")
        assert set(handed_over) == {*known.values(), f"mailto:{mail}"}
        await pilot.press("f3")
        await opened(pilot, StepScreen)


async def test_the_addresses_are_at_hand_in_the_advice_and_before_a_school(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await walk(app, pilot, ("6", "f2"))
        await opened(pilot, GuidanceDialog)
        await pilot.press("f3")
        await opened(pilot, AddressesDialog)
        await pilot.press("c")
        await settled(pilot)
        assert "Gekopieerd: https://" in said(app)
        await pilot.press("escape")
        await opened(pilot, GuidanceDialog)
    app = app_on(None)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        await pilot.press("f3")
        await opened(pilot, AddressesDialog)
        assert "Voor deze editie niet bekend" in seen(app)


async def test_an_address_that_is_none_is_not_opened(
    sample: Path, handed_over: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = {"platform": "/usr/bin/touch", "x\x1b[2J": "file:///etc", "contact-mail": "a@b.c?x=1"}
    monkeypatch.setattr(AddressesDialog, "_edition", Edition(id="x", addresses=strange))
    app = app_on(sample)
    async with app.run_test(size=LOW) as pilot:
        await walk(app, pilot, ("f3",))
        await opened(pilot, AddressesDialog)
        assert "\x1b" not in seen(app)
        for _ in strange:
            await pilot.press("enter", "down")
            await settled(pilot)
        assert handed_over == []
        assert "wordt niet geopend" in said(app)


@pytest.mark.long
async def test_the_tour_comes_once_and_goes_through_five_places(sample: Path) -> None:
    app = app_on(sample, tour=True)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, TourDialog)
        for number, stop in enumerate(STOPS, 1):
            shown = seen(app)
            assert f"{number}/5" in shown
            assert app.language.text(stop.title) in shown
            await pilot.press("enter")
            await settled(pilot)
        await opened(pilot, DashboardScreen)
        assert not app.screen.query(".-meant")
        assert TOUR in load_settings().seen
    again = app_on(sample, tour=True)
    async with again.run_test(size=LOW) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert isinstance(again.screen, DashboardScreen)


@pytest.mark.parametrize("size", [LOW, HIGH, (60, 16)], ids=["80x24", "120x36", "60x16"])
async def test_the_tour_is_skipped_with_escape_and_found_again(
    sample: Path, size: tuple[int, int]
) -> None:
    app = app_on(sample, tour=True)
    async with app.run_test(size=size) as pilot:
        tour = await opened(pilot, TourDialog)
        await pilot.press("right", "left", "left")
        await settled(pilot)
        assert "1/5" in seen(app)
        assert tour.region.contains_region(tour.query_one("#callout").region)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        await pilot.press("f1", "t")
        await opened(pilot, TourDialog)
        await pilot.click("#stop")
        await opened(pilot, DashboardScreen)
        await pilot.press("3", "f1", "t")
        await settled(pilot)
        assert isinstance(app.screen, ExplainDialog), "only the overview's help has it"


async def test_of_a_dialog_that_is_left_nothing_is_drawn_any_more(sample: Path) -> None:
    drawn: list[bool] = []
    app = app_on(sample, tour=True)
    async with app.run_test(size=HIGH) as pilot:
        for _ in range(8):
            tour = await opened(pilot, TourDialog)
            for turns in range(40):  # at each moment of its end
                tour.call_after_refresh(
                    lambda tour=tour: drawn.append(bool(tour.query("#callout")))
                )
                if turns == 1:
                    tour.dismiss(None)
                await asyncio.sleep(0)
            await opened(pilot, DashboardScreen)
            await app.push_screen(TourDialog())
    assert drawn
    assert all(drawn)


async def test_the_tour_waits_for_a_school(tmp_path: Path) -> None:
    app = app_on(None, tour=True)
    async with app.run_test(size=LOW) as pilot:
        await opened(pilot, WelcomeScreen)
        await settled(pilot)
        assert TOUR not in load_settings().seen
        await pilot.press("n")
        dialog = await opened(pilot, NewSchoolDialog)
        await pilot.press(*"School")
        folder = next(f for f in dialog.query("FormField").results() if f.key == "folder")  # type: ignore[attr-defined] # a FormField
        folder.box.value = str(tmp_path / "school")  # type: ignore[attr-defined] # as above
        await pilot.press("ctrl+s")
        await opened(pilot, TourDialog)


@pytest.mark.parametrize("screen", [Size(80, 24), Size(120, 36), Size(60, 16)])
def test_a_callout_stands_beside_its_place_and_never_outside(screen: Size) -> None:
    box = Size(46, 9)
    for x in range(0, screen.width, 7):
        for y in range(0, screen.height, 5):
            target = Region(x, y, min(36, screen.width - x), min(11, screen.height - y))
            at = place(target, box, screen)
            stands = Region(*at, *box)
            assert Region(0, 0, *screen).contains_region(stands)
    assert place(Region(0, 2, 40, 11), box, Size(120, 36)) == Offset(40, 3)
