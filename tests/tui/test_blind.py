"""Keys, clicks and pastes by chance, as fast as they come: none of them stops the app.

What was done is told when one fails; its seed does the same again, as far as the machine is as busy
as it was.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset

from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.nso import decide_returned, words
from tests.tui.reviewer import review_on
from tests.tui.school import AN, HIGH, LOW, app_on, settled
from tests.tui.test_fast_keys import turns, type_at_once
from tui.common_app import CommonApp

KEYS = (
    *"12345678ephfcsiaxntkmodrvbgu",
    *("enter", "escape") * 4,
    *("down", "up", "left", "right", "home", "end", "pagedown", "pageup", "tab", "shift+tab"),
    *("space", "delete", "backspace", "shift+down", "shift+end", "ctrl+end", "ctrl+shift+k"),
    *(f"f{number}" for number in range(1, 11)),
    *(f"ctrl+{letter}" for letter in "abefgklopsuvwxyz"),
)
PASTES = (
    "/",
    "/nergens/brief.pdf",
    "https://school.example/nieuws",
    "Wij werken samen. " * 30,
    "x" * 5000,
    "een\n\n\ntwee\n",
    "24/11/2022",
    "gisteren",
    "\x00\x1b[31mrood\u202e",
)
WINDOWS = (LOW, HIGH, (60, 20), (200, 60), (30, 8))
ACTS = 80
SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 40))]


def place(app: CommonApp, chance: random.Random) -> Offset:
    """Anywhere; more often on what can be clicked."""
    width, height = app.size
    regions = [widget.region for widget in app.screen.focus_chain if widget.region.area]
    if regions and chance.random() < 0.7:
        region = chance.choice(regions)
        x, y = region.x + chance.randrange(region.width), region.y + chance.randrange(region.height)
        return Offset(min(max(x, 0), width - 1), min(max(y, 0), height - 1))
    return Offset(chance.randrange(width), chance.randrange(height))


def click(app: CommonApp, at: Offset, times: int) -> None:
    """With the left button, as a terminal tells it."""
    for _ in range(times):
        for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
            app.post_message(
                kind(
                    None,
                    x=at.x,
                    y=at.y,
                    delta_x=0,
                    delta_y=0,
                    button=1,
                    shift=False,
                    meta=False,
                    ctrl=False,
                )
            )


def acts(app: CommonApp, chance: random.Random) -> Iterator[str]:
    """What somebody does, one after another; each is told."""
    for _ in range(ACTS):
        kind = chance.choices(("key", "click", "paste"), (6, 3, 1))[0]
        if kind == "key":
            key = chance.choice(KEYS)
            type_at_once(app, key)
            yield key
        elif kind == "paste":
            text = chance.choice(PASTES)
            app.post_message(events.Paste(text))
            yield f"paste {text[:10]!r}"
        else:
            at, times = place(app, chance), chance.choice([1, 1, 1, 2])
            click(app, at, times)
            yield f"click {at.x},{at.y} x{times}"


async def used_blindly(app: CommonApp, seed: int) -> None:
    """All that; each act after as long as it happens to take."""
    chance = random.Random(seed)  # noqa: S311 - the same acts each time
    done: list[str] = []
    async with app.run_test(size=LOW if seed % 2 else HIGH, notifications=True) as pilot:
        await turns(chance.choice([0, 0, 50, 300]))
        for act in acts(app, chance):
            done.append(act)
            await turns(chance.choice([0, chance.randrange(12), chance.randrange(250)]))
            if chance.random() < 0.03:
                await pilot.resize_terminal(*chance.choice(WINDOWS))
            if not app.is_running:
                break
        else:
            await settled(pilot)
    assert app.crashed_by is None, f"{seed}: {' '.join(done)}"


@pytest.fixture(autouse=True)
def _ahead_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ahead._LATER", 0.05)


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_stops_a_school(sample: Path, seed: int) -> None:
    app = app_on(sample, language="en" if seed % 3 else "nl")
    app.ahead = True
    await used_blindly(app, seed)


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_stops_a_school_with_the_nso(complete: Path, seed: int) -> None:
    SchoolFolder.open(complete, Clock.of("2023-01-20")).submit(AN, words)
    if seed % 2:
        decide_returned(complete)
    app = app_on(complete, day="2023-02-10")
    app.ahead = True
    await used_blindly(app, seed)


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_stops_the_welcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)  # a path that is typed may be made
    await used_blindly(app_on(None), seed)


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_stops_the_inbox(inbox: Path, seed: int) -> None:
    await used_blindly(review_on(inbox), seed)
