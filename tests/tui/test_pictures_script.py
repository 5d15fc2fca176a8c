"""bin/pictures.py: the same picture each time, and nothing in it from elsewhere."""

import re
import runpy
from typing import Any

import pytest

from tests.tui.school import LOW, app_on
from tests.tui.test_language import ROOT

pytestmark = pytest.mark.drawn

SCRIPT: dict[str, Any] = runpy.run_path(str(ROOT / "bin/pictures.py"))


async def test_a_picture_is_the_same_each_time_and_loads_nothing() -> None:
    drawn = []
    for _ in range(2):
        app = app_on(None)
        async with app.run_test(size=LOW) as pilot:
            await pilot.pause()
            drawn.append(SCRIPT["tidied"](app.export_screenshot(title="Labelmap", simplify=True)))
    assert drawn[0] == drawn[1]
    assert "Welkom\u00a0bij\u00a0Labelmap" in drawn[0]
    assert set(re.findall(r"https?://[^\"' ]+", drawn[0])) == {"http://www.w3.org/2000/svg"}


def test_grounds_of_one_colour_become_one() -> None:
    left = '<rect fill="#1" x="0" y="1.5" width="12.2" height="24"/>'
    right = '<rect fill="#1" x="12.2" y="1.5" width="24.4" height="24"/>'
    other = '<rect fill="#2" x="36.6" y="1.5" width="12.2" height="24"/>'
    apart = '<rect fill="#1" x="60" y="1.5" width="12.2" height="24"/>'
    joined = '<rect fill="#1" x="0" y="1.5" width="36.6" height="24"/>'
    assert SCRIPT["tidied"](left + right + other) == joined + other
    assert SCRIPT["tidied"](left + apart) == left + apart


def test_all_pictures_together_stay_small() -> None:
    assert sum(file.stat().st_size for file in SCRIPT["SCREENS"].glob("*.svg")) < 4_000_000
