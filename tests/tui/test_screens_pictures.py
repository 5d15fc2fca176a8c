"""Every screen and dialog as a picture: 80x24 and 120x36 in Dutch, some in English and light.

The clock, the people and the documents are the sample's, so that the same code draws the same
picture. One that changed on purpose: `--snapshot-update`, then look at it.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from model.fields import parse_key
from store.people import remember_settings
from tests.tui.command_line import git, small_school
from tests.tui.school import HIGH, LOW, app_on, paste, settled
from tui.common_app import CommonApp
from tui.screens.clash import ClashDialog
from tui.session import Clash
from tui.themes import LIGHT

Compare = Callable[..., bool]
Prepare = Callable[[Pilot[str]], Awaitable[None]]
SIZES = {"80x24": LOW, "120x36": HIGH}
SCREENS: dict[str, tuple[str, ...]] = {
    "dashboard": (),
    "school": ("1",),
    "esafety": ("2",),
    "step": ("3",),
    "declaration": ("8",),
    "preview": ("p", "m", "m"),
    "help": ("3", "f1"),
    "advice": ("6", "f2"),
    "add": ("3", "f4"),
    "evidence": ("3", "tab", "tab", "tab", "enter"),
    "all-evidence": ("e", "down"),
    "matrix": ("e", "down", "down", "m"),
    "entry": ("1", *["tab"] * 14, "home", "enter"),
    "who": ("f6",),
    "palette": ("ctrl+p",),
    "keys": ("3", "f10"),
    "addresses": ("f3",),
    "before": ("1", "shift+tab"),
    "history": ("h",),
    "versions": ("3", "tab", "tab", "tab", "tab", "tab", "f7"),
}
"""The screens and dialogs of an open school, by the keys that lead there."""


def keys(*names: str) -> Prepare:
    """Press keys, each after what the one before it did is done."""

    async def prepare(pilot: Pilot[str]) -> None:
        await settled(pilot)
        for name in names:
            await pilot.press(name)
            await settled(pilot)
        still(pilot.app)
        await settled(pilot)

    return prepare


def still(app: object) -> None:
    """Let no cursor blink."""
    assert isinstance(app, CommonApp)
    for box in app.screen.query(Input):
        box.cursor_blink = False


OFTEN = {
    "80x24": ("dashboard", "school", "step", "preview", "all-evidence", "help", "add", "versions"),
    "120x36": ("dashboard", "step", "history"),
}
"""What is drawn each time; the others are for a long run."""


@pytest.mark.parametrize(
    ("name", "size"),
    [
        pytest.param(name, size, id=f"{name}-{size}", marks=seldom)
        for name in SCREENS
        for size in SIZES
        for seldom in [() if name in OFTEN[size] else pytest.mark.long]
    ],
)
def test_screen(sample: Path, snap_compare: Compare, name: str, size: str) -> None:
    app = app_on(sample)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=keys(*SCREENS[name]))


@pytest.mark.parametrize("size", SIZES)
def test_welcome(snap_compare: Compare, size: str) -> None:
    assert snap_compare(app_on(None), terminal_size=SIZES[size], run_before=keys())


@pytest.mark.parametrize("size", SIZES)
def test_an_empty_school(tmp_path: Path, snap_compare: Compare, size: str) -> None:
    app = app_on(small_school(tmp_path / "school"))
    assert snap_compare(app, terminal_size=SIZES[size], run_before=keys())


@pytest.mark.parametrize("name", ["dashboard", "step", "all-evidence"])
def test_in_english(sample: Path, snap_compare: Compare, name: str) -> None:
    app = app_on(sample, language="en")
    assert snap_compare(app, terminal_size=LOW, run_before=keys(*SCREENS[name]))


@pytest.mark.parametrize("name", ["dashboard", "step", "all-evidence"])
def test_in_light(sample: Path, snap_compare: Compare, name: str) -> None:
    remember_settings(theme=LIGHT.name)
    app = app_on(sample)
    assert snap_compare(app, terminal_size=HIGH, run_before=keys(*SCREENS[name]))


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
def test_the_tour(sample: Path, snap_compare: Compare, size: str) -> None:
    app = app_on(sample, tour=True)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=keys("enter"))


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
def test_what_was_promised(tmp_path: Path, snap_compare: Compare, size: str) -> None:
    school = small_school(tmp_path / "school")
    plan = "Elke graad krijgt een eigen project, met een trekker en één vast uur in de week.\n" * 6
    text = f'edition = "2021-2022"\n[plans]\nshared-leadership = """\n{plan}"""\n'
    (school / "previous.toml").write_text(text, encoding="utf-8", newline="\n")
    # In the history: what is not would be told of, for a while, over the picture.
    git(school, "add", "previous.toml")
    git(school, "commit", "--quiet", "-m", "previous.toml")
    app = app_on(school)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=keys("3", "ctrl+l"))


def test_a_text_over_the_limit(sample: Path, snap_compare: Compare) -> None:
    app = app_on(sample)

    async def prepare(pilot: Pilot[str]) -> None:
        await settled(pilot)
        app.go_to("models-for-other-schools", "plan")
        await settled(pilot)
        paste(app, "Wij nodigen elk jaar vier scholen uit. " * 66)
        await settled(pilot)

    assert snap_compare(app, terminal_size=HIGH, run_before=prepare)


def test_two_versions_of_one_text(sample: Path, snap_compare: Compare) -> None:
    app = app_on(sample)

    async def prepare(pilot: Pilot[str]) -> None:
        await settled(pilot)
        assert app.session is not None
        plan = app.session.application.answers["collaboration"].plan
        key = parse_key("collaboration.plan", app.session.edition)
        app.push_screen(ClashDialog(Clash(key, plan, plan.replace("we", "wij"))))
        await settled(pilot)

    assert snap_compare(app, terminal_size=LOW, run_before=prepare)


def test_too_small(sample: Path, snap_compare: Compare) -> None:
    assert snap_compare(app_on(sample), terminal_size=(40, 10), run_before=keys())
