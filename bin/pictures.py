"""Draws every screen of the app into docs/screens/, as SVG: for the README, and to look at.

    .venv/bin/python bin/pictures.py             all of them
    .venv/bin/python bin/pictures.py NAME...     only these

Each row of `PLACES` (tests/tui/places.py) is a screen and the keys that lead to it. It is drawn in
Dutch and dark at 80x24 and 120x36; those in `ALSO` in English and in light too. The sample school,
the sample inbox, their people and clocks are always the same, and so are the files, byte by byte,
until a screen changes. A picture that no row makes any more is removed.
"""

import asyncio
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.common_app import CommonApp

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "docs/screens"
SIZES = {"80x24": (80, 24), "120x36": (120, 36)}
ALSO = ("welcome", "dashboard", "step", "preview", "school", "inbox", "reviewed")
"""What is drawn in English, and in light, at 120x36."""
_TIDY = (
    (r"terminal-\d+-?", "t"),
    (r"\s*@font-face \{[^}]*\}", ""),
    ("Fira Code", "DejaVu Sans Mono, Menlo, Consolas"),
    ("<!--.*?-->", ""),
    # Each line is clipped to its own height: no picture of ours is larger than its line.
    (r"<clipPath id=\"[^\"]*line-\d+\">\s*<rect[^>]*/>\s*</clipPath>", ""),
    (r" clip-path=\"url\(#[^)]*line-\d+\)\"", ""),
    (r" shape-rendering=\"crispEdges\"", ""),
    ("</style>", "rect { shape-rendering: crispEdges }</style>"),
    ("&#160;", "\u00a0"),
    (r"<text [^>]*>\s*</text>", ""),
    (r"\n\s+", "\n"),
)
_TWO_GROUNDS = re.compile(
    r'<rect fill="([^"]+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="[\d.]+"/>'
    r'<rect fill="\1" x="([\d.]+)" y="\3" width="([\d.]+)" height="([\d.]+)"/>'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of one screen."""

    place: str
    size: str
    language: str = "nl"
    is_light: bool = False

    @property
    def file(self) -> Path:
        """Where it stands: what is not Dutch and dark says so in its name."""
        marks = [
            mark for mark in (self.language, "light" * self.is_light) if mark not in ("nl", "")
        ]
        return SCREENS / ("-".join((self.place, self.size, *marks)) + ".svg")


def pictures(places: list[str]) -> Iterator[Picture]:
    """All pictures of these places."""
    for place in places:
        for size in SIZES:
            yield Picture(place, size)
        if place in ALSO:
            yield Picture(place, "120x36", language="en")
            yield Picture(place, "120x36", is_light=True)


def tidied(svg: str) -> str:
    """The same picture without what differs each time, fonts from the internet, and idle words."""
    for pattern, instead in _TIDY:
        svg = re.sub(pattern, instead, svg)
    while (joined := _TWO_GROUNDS.sub(_one_ground, svg)) != svg:
        svg = joined
    return svg


def _one_ground(match: re.Match[str]) -> str:
    """Two grounds of one colour beside one another, as one."""
    colour, left, y, width, next_left, more, height = match.groups()
    start, wide = float(left), float(width)
    if abs(start + wide - float(next_left)) > 0.2:  # noqa: PLR2004 - rounding, in a cell of 12.2
        return match[0]
    total = f"{wide + float(more):.1f}".removesuffix(".0")
    return f'<rect fill="{colour}" x="{left}" y="{y}" width="{total}" height="{height}"/>'


async def draw(picture: Picture, school: Path, inbox: Path) -> None:
    """Go there in an app of its own, and keep what one sees."""
    from tests.tui.places import PLACES, walk
    from tests.tui.reviewer import review_on
    from tests.tui.school import app_on
    from tui.themes import LIGHT

    place = PLACES[picture.place]
    if place.reviews is None:
        app: CommonApp = app_on(school if place.is_open else None, language=picture.language)
    else:
        within = inbox / "schools" / place.reviews if place.reviews else inbox
        app = review_on(within, language=picture.language)
    if picture.is_light:
        app.theme = LIGHT.name
    async with app.run_test(size=SIZES[picture.size]) as pilot:
        await walk(pilot, place)
        svg = app.export_screenshot(title="Labelmap", simplify=True)
    picture.file.write_text(tidied(svg), encoding="utf-8")


def main(names: list[str]) -> int:
    """Draw; exit 2 for a name that is no place."""
    # Always the same one, and An's: a path may stand in a picture, this computer's user may not.
    home = Path(tempfile.gettempdir()) / "an-peeters"
    home.mkdir(mode=0o700)
    try:
        os.environ["HOME"] = str(home)
        for name in ("CONFIG", "STATE", "CACHE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = str(home / f".{name.lower()}")
        for name in [name for name in os.environ if name.startswith(("LABELMAP_", "GIT_"))]:
            del os.environ[name]
        os.environ.pop("NO_COLOR", None)
        from tests.tui.places import PLACES
        from tui.demo import make_demo
        from tui.demo_inbox import make_demo_inbox

        unknown = set(names) - set(PLACES)
        if unknown:
            print(f"No such screen: {', '.join(sorted(unknown))}", file=sys.stderr)
            return 2
        SCREENS.mkdir(exist_ok=True)
        school = make_demo(home / "labelmap-demo").folder
        inbox = home / "labelmap-demo-inbox"
        wanted = list(pictures(names or list(PLACES)))
        if any(PLACES[picture.place].reviews is not None for picture in wanted):
            make_demo_inbox(inbox)
        for picture in wanted:
            asyncio.run(draw(picture, school, inbox))
            print(picture.file.relative_to(ROOT))
    finally:
        shutil.rmtree(home)
    if not names:
        for stray in set(SCREENS.glob("*.svg")) - {picture.file for picture in wanted}:
            stray.unlink()
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
