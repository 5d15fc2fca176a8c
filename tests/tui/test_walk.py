"""Every screen, walked: it can be read, reached and used at 80x24, and a resize keeps the place.

Source: issue 3, items 7 and 8; WCAG 2.2, 1.4.3.
"""

import importlib
import os
import pkgutil
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

import tui.screens
from tests.tui.places import PLACES, walk
from tests.tui.reviewer import review_on
from tests.tui.school import HIGH, LOW, app_on, said, seen, settled
from tests.tui.test_app_keys import SCREENS as WALKED_THERE
from tests.tui.test_app_keys import state
from tests.tui.test_themes import luminance
from tui.app import LabelmapApp
from tui.common_app import CommonApp
from tui.keys import told_keys
from tui.review_app import ReviewApp
from tui.themes import DARK, LIGHT
from tui.widgets.key_bar import KeyBar

WIDE = (200, 60)
SOON = frozenset({"welcome", "step"})
"""Places of every kind that each run of the tests walks; all others take minutes (`--long`)."""


def walks(names: Iterable[str], soon: Collection[str] = SOON) -> pytest.MarkDecorator:
    """Every place of these; but for a few, those of a long run only."""
    return pytest.mark.parametrize(
        "name",
        [name if name in soon else pytest.param(name, marks=pytest.mark.long) for name in names],
    )


DRAWN = range(0x2500, 0x25A0)
"""Lines, boxes and blocks: no text. What they tell, a word or a sign beside them tells too."""


def app_at(name: str, sample: Path, *, language: str = "nl") -> LabelmapApp | ReviewApp:
    """The app for a place: on the sample school, on nothing, or on (a school of) the inbox."""
    place = PLACES[name]
    if place.reviews is not None:
        return review_on(sample.joinpath("schools", place.reviews) if place.reviews else sample)
    return app_on(sample if place.is_open else None, language=language)


@pytest.fixture
def sample(request: pytest.FixtureRequest) -> Path:
    """What the place of this test stands on: the sample school, else the sample inbox."""
    name = request.node.callspec.params["name"]
    found: Path = request.getfixturevalue("own_sample" if PLACES[name].reviews is None else "inbox")
    return found


def own_region(screen: Screen[object]) -> Region:
    """Where the screen draws itself: for a dialog not what stands dimmed behind it."""
    if not isinstance(screen, ModalScreen):
        return screen.region
    found = Region.from_union([child.region for child in screen.children])
    if found.area:
        return found
    # The palette's container draws nothing itself: then it is what stands in it.
    return Region.from_union([widget.region for widget in screen.focus_chain])


def pairs(app: CommonApp) -> Iterator[tuple[str, Color, Color]]:
    """Every text that is really drawn, with its colour and its ground."""
    screen = app.screen
    region = own_region(screen)
    strips = screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way to its picture
    for strip in strips[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            text = "".join(c for c in segment.text if ord(c) not in DRAWN).strip()
            style = segment.style
            if not text or style is None:
                continue
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            text_colour, ground = map(Color.from_rich_color, (style.color, style.bgcolor))
            yield text, *((ground, text_colour) if style.reverse else (text_colour, ground))


def contrast(one: Color, other: Color) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def usable(screen: Screen[object]) -> list[Widget]:
    """What the focus can stand on."""
    return [widget for widget in screen.focus_chain if widget.display]


async def every_control_can_be_reached(pilot: Pilot[str], screen: Screen[object]) -> None:
    for widget in usable(screen):
        widget.focus()
        await pilot.pause()
        await pilot.wait_for_animation()  # a far one is scrolled to
        await pilot.pause()
        shown = screen.find_widget(widget).visible_region
        assert shown.area > 0, widget
        room = screen.find_widget(widget).region.intersection(screen.region)
        assert screen.region.contains_region(shown), widget
        # What is larger than its place scrolls; what is not stands there whole.
        whole = shown.height == widget.region.height or isinstance(widget, ScrollView)
        assert whole or widget.region.height > room.height, widget


def no_key_in_the_bar_is_cut(app: CommonApp, screen: Screen[object]) -> None:
    bars = list(screen.query(KeyBar))
    if not bars:
        return
    line = seen(app).splitlines()[bars[0].region.y]
    keys = [k.binding for k in told_keys(screen)]
    words = [f"{app.get_key_display(k)} {k.description}" for k in keys if k.show]
    # Whole keys, the first of them, and help; what does not fit, F1 and the palette tell.
    assert words[0] in " ".join(line.split())
    assert any(key.key == "f1" for key in keys)
    left = " ".join(line.split())
    for word in words:
        left = left.replace(word, "", 1)
    assert left.strip() == ""


def place_of(widget: Widget | None) -> object:
    """Where one stands in a widget: the row of a list, the cursor in a text."""
    if isinstance(widget, OptionList):
        return widget.highlighted
    return widget.cursor_location if isinstance(widget, TextArea) else None


@walks(PLACES)
async def test_at_80x24_all_can_be_reached_and_a_resize_keeps_the_place(
    sample: Path, name: str
) -> None:
    app = app_at(name, sample)
    async with app.run_test(size=LOW) as pilot:
        screen = await walk(pilot, PLACES[name])
        no_key_in_the_bar_is_cut(app, screen)
        await every_control_can_be_reached(pilot, screen)
        widgets = usable(screen)
        if not widgets:
            return
        widgets[len(widgets) // 2].focus()
        await pilot.press("down", "down")
        await settled(pilot)
        focused = app.focused
        before = place_of(focused)
        for size in (HIGH, WIDE, LOW):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert app.screen is screen
            assert app.focused is focused
            assert place_of(focused) == before
            if focused is not None:
                assert screen.find_widget(focused).visible_region.area > 0
        lines = seen(app).splitlines()
        assert max(map(len, lines)) <= LOW[0]


ODD = (
    *(
        "/",
        ".",
        "..",
        " ",
        "-",
        "\\",
        "'",
        "//",
        "C:\\x",
        "~nobody/x",
        "a" * 5000,
        "x\0y",
        "\ud800",
    ),
    *("file://[::", "http://[", f"https://school.example/{'b' * 3000}", "/dev/null", "\u202e.."),
)
"""What no box has to understand, and each has to bear."""


@walks(PLACES, {"add", "open-folder", "export-inbox"})
async def test_no_words_in_a_box_break_the_app(sample: Path, name: str) -> None:
    app = app_at(name, sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await walk(pilot, PLACES[name])
        for index in range(len(screen.query(Input))):
            for words in ODD:
                boxes = list(screen.query(Input))
                if app.screen is not screen or index >= len(boxes):
                    return  # it was taken: the form is closed
                boxes[index].focus()
                boxes[index].value = words
                await pilot.pause()
                for key in ("enter", "ctrl+s"):
                    if app.screen is screen:
                        await pilot.press(key)
                        await settled(pilot)
                if app.screen is not screen and len(app.screen_stack) > 1:  # it asks, or shows
                    await pilot.press("escape")
                    await settled(pilot)


LEAVING = frozenset({"escape", "q", "ctrl+q", "f8", "ctrl+e"})
"""Keys that leave the screen, for an editor too, or change its theme: their own tests try them."""
WALKED = [name for name in PLACES if name not in WALKED_THERE and not name.startswith("help")]
"""Where the keys and the palette are not tried by test_app_keys.py already."""


NOTHING_HERE = {
    ("open-folder", "space"),
    ("invite", "space"),
    ("join-place", "space"),
    ("copying", "b"),
    ("reviewed-texts", "b"),
    ("tour", "left"),
    ("share-inbox", "space"),
}
"""Where a folder is asked there is no file to mark; the first of several has none before it."""
DEAR = {("welcome", "i"), ("welcome", "Voorbeeldmap")}
"""A key and its entry that make a dozen schools: test_app_start.py tries it."""


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer whose opener only notes what it was to open, in the file that is returned."""
    folder = tmp_path / "programs"
    folder.mkdir()
    noted = tmp_path / "opened"
    noted.touch()
    for name in ("xdg-open", "open"):
        (folder / name).write_text(f'#!/bin/sh\necho "$@" >> "{noted}"\n')
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return noted


async def does_something(
    pilot: Pilot[str], app: CommonApp, opener: Path, act: Callable[[], Awaitable[object]]
) -> bool:
    """Whether an act changes what one sees, or opens something outside."""

    def now() -> tuple[object, ...]:
        return (*state(app), opener.read_text())

    before = now()
    await act()
    await settled(pilot)
    end = monotonic() + 5
    while now() == before and monotonic() < end:  # the opener is a program of its own
        await pilot.pause(0.05)
    return now() != before


async def back_to_the_first(pilot: Pilot[str], first: Screen[object]) -> None:
    """Escape as often as it takes: each one leaves something."""
    for _ in range(9):
        if pilot.app.screen is first:
            return
        await pilot.press("escape")
        await settled(pilot)
    assert pilot.app.screen is first, "Escape does not lead back"


def rounds(name: str, acts: Sequence[str]) -> list[Sequence[str]]:
    """What one app tries: all of it, but where an act may open a school, or leave it for good."""
    place = PLACES[name]
    return [acts] if place.is_open and not place.reviews else [[act] for act in acts]


@walks(WALKED)
async def test_every_key_that_is_told_does_something(sample: Path, name: str, opener: Path) -> None:
    app = app_at(name, sample)
    async with app.run_test(size=HIGH) as pilot:
        told = told_keys(await walk(pilot, PLACES[name]))
        keys = [k.binding.key for k in told if k.binding.show and k.binding.key not in LEAVING]
    dead = []
    for tried in rounds(name, [key for key in keys if (name, key) not in NOTHING_HERE | DEAR]):
        app = app_at(name, sample)
        async with app.run_test(size=HIGH) as pilot:
            await settled(pilot)
            first = app.screen
            for place, key in enumerate(tried):
                if place:
                    await back_to_the_first(pilot, first)
                await walk(pilot, PLACES[name])
                if not await does_something(pilot, app, opener, partial(pilot.press, key)):
                    dead.append(key)
                assert "onverwachts" not in said(app), key
    assert dead == []


@pytest.mark.usefixtures("opener")
@walks(WALKED)
async def test_every_entry_of_the_palette_runs_from_here(sample: Path, name: str) -> None:
    app = app_at(name, sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await walk(pilot, PLACES[name])
        titles = [command.title for command in app.get_system_commands(screen)]
        assert len(titles) == len(set(titles))
        # Steps and the app's own actions run alike from anywhere: here it is the screen's own.
        own = {k.binding.description for k in told_keys(screen) if k.node is screen}
    for tried in rounds(name, [t for t in titles if t in own and (name, t) not in DEAR]):
        app = app_at(name, sample)
        async with app.run_test(size=HIGH) as pilot:
            await settled(pilot)
            first = app.screen
            for place, title in enumerate(tried):
                if place:
                    await back_to_the_first(pilot, first)
                screen = await walk(pilot, PLACES[name])
                commands = {c.title: c.callback for c in app.get_system_commands(screen)}
                commands[title]()
                await settled(pilot)
                assert "onverwachts" not in said(app), title


@pytest.mark.long
async def test_every_screen_of_ours_is_walked(own_sample: Path, inbox: Path) -> None:
    for _, module, _ in pkgutil.iter_modules(tui.screens.__path__):
        importlib.import_module(f"tui.screens.{module}")
    ours = {
        kind.__name__
        for kind in descendants(Screen)
        if kind.__module__.startswith("tui.screens.")
        and kind.__module__.removeprefix("tui.screens.") not in {"base", "opening", "closing"}
    }
    seen_here = set()
    for name in PLACES:
        app = app_at(name, own_sample if PLACES[name].reviews is None else inbox)
        async with app.run_test(size=LOW) as pilot:
            seen_here.add(type(await walk(pilot, PLACES[name])).__name__)
    assert ours - seen_here - TRIED_ELSEWHERE == set(), "add a row to tests/tui/places.py"


TRIED_ELSEWHERE = {
    "TooSmallScreen",  # any window
    "ConfirmDialog",  # any question
    "TakeInDialog",  # it goes by itself when it is done: test_app_taking_in.py
    "ReceivingDialog",  # likewise: test_app_inbox_acts.py
    "FinderDialog",  # what the two finders are made from
    "_OnPlatform",  # what the two dialogs of the platform are made from
    "_Choosing",  # what the two dialogs that choose files are made from
    "ReviewScreen",  # what every screen of review mode is made from
    "ReviewedActs",  # as above
    "ReviewedReading",  # as above
    "InboxActs",  # as above
    "InboxReading",  # as above
    "TypedDialog",  # what the dialogs are made from whose words are kept
    "KeepsWords",  # what these and the next are made from
    "FormScreen",  # what steps 1 and 8 are made from
    "ReviewedDialog",  # as above
}
"""What has no place of its own."""


def descendants(kind: type[Screen[object]]) -> Iterator[type[Screen[object]]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


def in_16_colours(app: CommonApp, region: Region) -> list[tuple[object, ...]]:
    """A part of the picture as a terminal of 16 colours has it."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way to its picture
    cells: list[tuple[object, ...]] = []
    for strip in strips[region.y : region.bottom]:
        for text, style, _ in strip.crop(region.x, region.right):
            assert style is not None
            colours = (
                colour.downgrade(ColorSystem.STANDARD).number if colour is not None else None
                for colour in (style.color, style.bgcolor)
            )
            cells.append((text, style.bold, style.reverse, style.underline, *colours))
    return cells


@walks(PLACES)
async def test_all_can_be_read_and_the_focus_seen_in_both_themes(sample: Path, name: str) -> None:
    app = app_at(name, sample)
    async with app.run_test(size=HIGH) as pilot:
        screen = await walk(pilot, PLACES[name])
        for theme in (DARK, LIGHT):
            app.theme = theme.name
            await settled(pilot)
            drawn = list(pairs(app))
            assert drawn
            poor = {t: round(contrast(c, g), 2) for t, c, g in drawn if contrast(c, g) < 4.5}
            assert poor == {}, theme.name
            for widget in usable(screen):
                if isinstance(widget, VerticalScroll) and widget.max_scroll_y == 0:
                    continue  # a text that needs no scrolling: there is nothing to do with it
                widget.focus()
                await pilot.pause()
                await pilot.wait_for_animation()  # a far one is scrolled to
                await pilot.pause()
                # With the border that a list or a box may have around it.
                region = screen.find_widget(widget).visible_region.grow((1, 1, 1, 1))
                region = region.intersection(screen.region)
                with_focus = in_16_colours(app, region)
                screen.set_focus(None)
                await pilot.pause()
                await pilot.pause()
                assert in_16_colours(app, region) != with_focus, (theme.name, widget)
