"""What is typed in a dialog, kept in the user's own recovery folder until it is recorded."""

import os
from pathlib import Path
from time import time

import pytest

from store import places
from store.unfinished import Typed, Unfinished, let_go

NAME = "feedback shared-leadership.plan"
YEAR = 365 * 24 * 3600


def test_what_is_typed_in_a_dialog_stays_until_it_is_done(tmp_path: Path) -> None:
    unfinished = Unfinished(tmp_path, NAME)
    assert not unfinished.read()
    typed = Typed(
        {"text": "Zeg\nwie.\n", "quote": ""}, {"text": "Zeg"}, ({"text": "Vroeger"}, {"quote": "x"})
    )
    unfinished.keep(typed)
    again = Unfinished(tmp_path, NAME)
    assert again.read() == typed
    assert not Unfinished(tmp_path, "feedback collaboration.plan").read()
    assert not Unfinished(tmp_path / "other", NAME).read()
    assert not Unfinished(None, NAME).read()
    again.path.write_bytes(b"text = [")
    assert not unfinished.read()
    again.done()
    again.done()
    assert not list(places.recovery_folder().iterdir())


@pytest.mark.parametrize(
    "text",
    ["", "\n", "a\r\nb", "\x1b[31m\x00\x7f\x85\u2028", '"""\\', "a.b." * 100, "é" * 2_000_000],
)
def test_any_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    typed = Typed({"text": text, "other": "x"})
    Unfinished(tmp_path, NAME).keep(typed)
    assert Unfinished(tmp_path, NAME).read() == typed


def test_half_a_character_does_not_cost_the_rest(tmp_path: Path) -> None:
    Unfinished(tmp_path, NAME).keep(Typed({"text": "a\ud83dz"}))
    assert Unfinished(tmp_path, NAME).read().words == {"text": "a?z"}


@pytest.mark.parametrize("words", [{}, {"text": "iets"}])
def test_nothing_typed_is_nothing_kept(tmp_path: Path, words: dict[str, str]) -> None:
    unfinished = Unfinished(tmp_path, NAME)
    unfinished.keep(Typed(words))
    assert unfinished.path.exists() is bool(words)
    unfinished.keep(Typed())
    assert not unfinished.path.exists()


def test_what_nobody_came_back_for_in_a_year_is_let_go(tmp_path: Path) -> None:
    gone, lately, new = (Unfinished(tmp_path / name, NAME) for name in ("gone", "lately", "new"))
    none_open = Unfinished(None, NAME)
    for unfinished in (gone, lately, new, none_open):
        unfinished.keep(Typed({"text": "Zeg wie."}))
    saved = gone.path.with_name("3-shared-leadership.toml")
    saved.write_text("what could not be saved")
    for unfinished, age in ((gone, YEAR + 60), (lately, YEAR - 60), (none_open, YEAR + 60)):
        os.utime(unfinished.path, (time() - age,) * 2)
    os.utime(saved, (0, 0))
    let_go()
    assert not gone.path.exists()
    assert not none_open.path.exists()
    assert (lately.path.exists(), new.path.exists(), saved.exists()) == (True, True, True)
