"""Each step's title can be read whole on the overview, with its number, in every window."""

import re
from pathlib import Path

import pytest

from model.application import MISSION_STEPS
from model.edition import in_language
from tests.tui.school import app_on, opened, seen, settled
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen


def pane(app: LabelmapApp, name: str) -> str:
    """What stands left in the rows of a pane of the overview, one behind the other."""
    shown = app.screen.query_one(name).content_region
    lines = seen(app).splitlines()[shown.y : shown.bottom]
    return " ".join(re.split(r"  +", line[shown.x : shown.right].strip())[0] for line in lines)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", [(80, 24), (80, 36), (100, 30), (120, 24), (120, 36), (160, 45)])
async def test_a_title_is_read_whole_with_its_number(
    sample: Path, size: tuple[int, int], language: str
) -> None:
    app = app_on(sample, language=language)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert app.session is not None
        for progress in app.session.assessment.steps:
            title = in_language(app.session.edition.step(progress.id).title, language)
            named = f"{progress.number} {title}"
            if size[1] >= 30:
                assert named in pane(app, "#steps")
            else:
                assert named in pane(app, "#steps") or named in pane(app, "#missions")
            if progress.id in MISSION_STEPS and size[0] != 100:
                assert named in pane(app, "#missions")
        assert "9 " in pane(app, "#steps"), "all steps are in sight"
