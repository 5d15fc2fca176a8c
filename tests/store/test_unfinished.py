"""What is typed in a dialog, kept in the user's own recovery folder until it is recorded."""

import os
from pathlib import Path
from time import time

import pytest

from store import places
from store.folder import DiskFull
from store.unfinished import Typed, Unfinished, let_go
from tests.store.window import Window

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
    assert again.open() == typed
    assert not Unfinished(tmp_path, "feedback collaboration.plan").read()
    assert not Unfinished(tmp_path / "other", NAME).read()
    assert not Unfinished(None, NAME).read()
    again.path.write_bytes(b"text = [")
    assert not unfinished.read()
    again.done()
    again.done()
    for one in (again, unfinished):
        one.close()
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


# Several windows


def all_of(typed: Typed) -> list[str]:
    return [words["text"] for words in (typed.words, *typed.aside) if words]


def test_two_windows_with_one_dialog_keep_their_own_words(tmp_path: Path) -> None:
    one, two = Window(tmp_path, NAME), Window(tmp_path, NAME)
    one.types("Van een")
    two.types("Van twee")
    one.types("Van een, en meer")
    here = Unfinished(tmp_path, NAME)
    assert here.open() == Typed(), "theirs are being typed"
    here.keep(Typed({"text": "Hier"}))
    two.records()
    for window in (one, two):
        window.is_killed()
    here.close()
    again = Unfinished(tmp_path, NAME)
    assert sorted(all_of(again.open())) == ["Hier", "Van een, en meer"]
    again.done()
    again.close()
    assert not list(places.recovery_folder().iterdir())


def test_the_words_of_windows_that_are_gone_are_found_by_the_next(tmp_path: Path) -> None:
    windows = [Window(tmp_path, NAME) for _ in range(3)]
    for number, window in enumerate(windows):
        window.types(f"Van {number}")
    for window in windows[:2]:
        window.is_killed()
    here = Unfinished(tmp_path, NAME)
    assert sorted(all_of(here.open())) == ["Van 0", "Van 1"]
    here.keep(Typed({"text": "Hier"}, {}, here.read().aside))
    windows[2].is_killed()
    here.close()
    again = Unfinished(tmp_path, NAME)
    assert sorted(all_of(again.open())) in (["Hier", "Van 0", "Van 2"], ["Hier", "Van 1", "Van 2"])
    assert sorted(all_of(again.open())) == sorted(all_of(again.read())), "and none of them twice"


def test_a_window_that_was_killed_while_this_dialog_stood_open_loses_nothing(
    tmp_path: Path,
) -> None:
    here = Unfinished(tmp_path, NAME)
    assert here.open() == Typed()
    window = Window(tmp_path, NAME)
    window.types("Van een")
    window.is_killed()
    here.keep(Typed({"text": "Hier"}))
    here.close()
    assert sorted(all_of(Unfinished(tmp_path, NAME).open())) == ["Hier", "Van een"]


def test_a_dialog_that_was_left_in_one_window_is_found_in_another(tmp_path: Path) -> None:
    window = Window(tmp_path, NAME)
    window.types("Van een")
    window.leaves()
    assert Unfinished(tmp_path, NAME).open().words == {"text": "Van een"}
    window.is_killed()


def test_what_can_not_be_brought_together_now_waits_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = [Window(tmp_path, NAME), Window(tmp_path, NAME)]
    for number, window in enumerate(windows):
        window.types(f"Van {number}")
    for window in windows:
        window.is_killed()
    files = sorted(places.recovery_folder().rglob("typed-*.toml"))
    with monkeypatch.context() as full:
        full.setattr("store.unfinished.atomic_write", _is_full)
        assert len(all_of(Unfinished(tmp_path, NAME).open())) == 1
    assert sorted(places.recovery_folder().rglob("typed-*.toml")) == files
    assert len(all_of(Unfinished(tmp_path, NAME).open())) == 2


def _is_full(path: Path, _: bytes) -> None:
    raise DiskFull(path=str(path))
