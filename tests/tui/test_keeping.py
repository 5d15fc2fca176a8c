"""The words of a dialog on their way to their file, whoever writes it and however late."""

from pathlib import Path
from threading import Event, Thread

import pytest

from store import places
from store.folder import WriteFailure
from store.unfinished import Typed, Unfinished
from tui.keeping import Keeping

WORDS, MORE = Typed({"text": "Zeg wie"}), Typed({"text": "Zeg wie, en wanneer"})


@pytest.fixture
def unfinished(tmp_path: Path) -> Unfinished:
    return Unfinished(tmp_path, "reply 1")


def test_what_could_not_be_kept_is_tried_again(unfinished: Unfinished) -> None:
    root = places.recovery_folder()
    root.parent.mkdir(parents=True, exist_ok=True)
    root.write_text("in the way")
    keeping = Keeping(unfinished)
    keeping.note(WORDS)
    with pytest.raises(WriteFailure):
        keeping.save()
    root.unlink()
    keeping.save()
    assert unfinished.read() == WORDS


def test_a_write_that_comes_late_brings_nothing_back(
    unfinished: Unfinished, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps, begun, may_go_on = Unfinished.keep, Event(), Event()

    def slowly(self: Unfinished, typed: Typed) -> None:
        begun.set()
        assert may_go_on.wait(30)
        keeps(self, typed)

    monkeypatch.setattr(Unfinished, "keep", slowly)
    keeping = Keeping(unfinished)
    keeping.note(WORDS)
    writer = Thread(target=keeping.save)
    writer.start()
    assert begun.wait(30)
    done = Thread(target=keeping.recorded, args=((),))
    done.start()
    may_go_on.set()
    writer.join(30)
    done.join(30)
    keeping.note(MORE)  # a key that was on its way
    keeping.save()
    assert not unfinished.path.exists()


def test_what_is_typed_while_it_is_written_is_kept_too(
    unfinished: Unfinished, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = Keeping(unfinished)
    keeps = Unfinished.keep

    def types_on(self: Unfinished, typed: Typed) -> None:
        keeps(self, typed)
        if typed is WORDS:
            keeping.note(MORE)

    monkeypatch.setattr(Unfinished, "keep", types_on)
    keeping.note(WORDS)
    keeping.save()
    keeping.save()
    assert unfinished.read() == MORE


def test_words_that_stood_in_no_box_outlive_the_recording(unfinished: Unfinished) -> None:
    keeping = Keeping(unfinished)
    keeping.note(WORDS)
    keeping.recorded(({"text": "Vroeger"},))
    assert unfinished.read() == Typed(aside=({"text": "Vroeger"},))
