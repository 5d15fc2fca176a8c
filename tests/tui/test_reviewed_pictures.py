"""A school in review mode as pictures. One that changed: `--snapshot-update`, then look at it."""

from pathlib import Path

import pytest

from store.people import remember_settings
from tests.tui.reviewer import review_on
from tests.tui.school import HIGH, LOW
from tests.tui.test_screens_pictures import Compare, keys
from tui.themes import LIGHT

PICTURES: dict[str, tuple[str, tuple[int, int], str, tuple[str, ...]]] = {
    "narrow": ("basisschool-de-lindeboom", LOW, "nl", ("3", "down", "down")),
    "feedback": ("campus-de-vaart", LOW, "nl", ("tab",)),
    "changes": ("campus-de-vaart", HIGH, "en", ("c",)),
    "draft": ("basisschool-de-lindeboom", HIGH, "nl", ("3", *["down"] * 8, "f")),
    "decide": ("basisschool-de-lindeboom", LOW, "en", ("d",)),
}
"""The school, the window, the language and the keys."""


@pytest.mark.parametrize("name", PICTURES)
def test_screen(inbox: Path, snap_compare: Compare, name: str) -> None:
    school, size, language, names = PICTURES[name]
    if name == "changes":
        remember_settings(theme=LIGHT.name)
    app = review_on(inbox / "schools" / school, language=language)
    assert snap_compare(app, terminal_size=size, run_before=keys(*names))
