"""The inbox as pictures. One that changed on purpose: `--snapshot-update`, then look at it."""

from pathlib import Path

import pytest

from store.people import remember_settings
from tests.tui.reviewer import review_on
from tests.tui.school import HIGH, LOW
from tests.tui.test_screens_pictures import Compare, keys
from tui.themes import LIGHT

pytestmark = pytest.mark.drawn

PICTURES: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "narrow": (LOW, "nl", ("down", "right", "right")),
    "light": (HIGH, "en", ("end", "up", "up")),
    "across": (HIGH, "nl", ("v", *"vraag 2 4", "enter", "down")),
}
"""The window, the language and the keys."""


@pytest.mark.parametrize(
    "name",
    [
        "narrow",
        *(pytest.param(name, marks=pytest.mark.long) for name in PICTURES if name != "narrow"),
    ],
)
def test_inbox(inbox: Path, snap_compare: Compare, name: str) -> None:
    size, language, names = PICTURES[name]
    if name == "light":
        remember_settings(theme=LIGHT.name)
    app = review_on(inbox, language=language)
    assert snap_compare(app, terminal_size=size, run_before=keys(*names))
