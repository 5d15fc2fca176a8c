"""A text in a file of its own: the same text comes back, and nothing is lost on the way."""

from pathlib import Path

import pytest

from store import places
from store.drafts import Draft, DraftUnreadable


@pytest.mark.parametrize("text", ["", "een", "een\n", "een\n\ntwee", "\n", "é 😀\tx"])
def test_a_text_that_nobody_changed_comes_back_as_it_was(text: str) -> None:
    draft = Draft.of(text, "plan")
    assert not draft.changed
    assert draft.read().text == text


@pytest.mark.parametrize(
    ("saved", "text", "removed"),
    [
        (b"een\r\ntwee\r\n", "een\ntwee", 0),
        (b"\xef\xbb\xbfeen\n", "een", 0),
        ("één\n".encode("utf-16"), "één", 0),
        (b"zonder einde", "zonder einde", 0),
        (b"een\x1b[2Jtwee\x00\n", "een[2Jtwee", 2),
        (b"", "", 0),
    ],
)
def test_what_editors_save_is_cleaned(saved: bytes, text: str, removed: int) -> None:
    draft = Draft.of("plan", "plan")
    draft.path.write_bytes(saved)
    assert draft.changed
    assert (draft.read().text, draft.read().removed) == (text, removed)


@pytest.mark.parametrize("saved", [b"\xff\x00", b"x" * 1_000_001])
def test_what_is_no_text_stays_in_its_file_and_is_named(saved: bytes) -> None:
    draft = Draft.of("plan", "plan")
    draft.path.write_bytes(saved)
    with pytest.raises(DraftUnreadable) as refusal:
        draft.read()
    assert str(draft.path) in str(refusal.value.fix)
    assert draft.path.read_bytes() == saved


def test_a_file_that_is_gone_is_an_empty_one() -> None:
    draft = Draft.of("plan", "plan")
    draft.path.unlink()
    assert draft.changed
    assert draft.read().text == ""


def test_the_file_stands_in_the_users_own_folder_and_goes_with_all_beside_it() -> None:
    draft = Draft.of("plan", "../../Plan é")
    assert draft.path.parent.parent == places.recovery_folder()
    assert draft.path.parent.stat().st_mode & 0o077 == 0
    Path(f"{draft.path}~").touch()
    draft.discard()
    assert list(places.recovery_folder().iterdir()) == []
