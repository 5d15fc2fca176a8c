"""Word by word: no word is cut, nothing is lost, and it ends for any text."""

from hypothesis import given
from hypothesis import strategies as st

from export.word_changes import Kind, word_changes


def both(before: str, after: str) -> tuple[str, str]:
    """The two texts again, from the pieces."""
    pieces = word_changes(before, after)
    old = "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED)
    new = "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED)
    return old, new


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    assert both(before, after) == (before, after)


def test_a_word_is_never_cut() -> None:
    pieces = word_changes("Wij werken samen aan vrede.", "Wij werkten samen aan de vrede.")
    changed = [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind is not Kind.SAME]
    assert (Kind.REMOVED, "werken") in changed
    assert (Kind.ADDED, "werkten") in changed
    assert (Kind.ADDED, "de") in changed


def test_texts_of_many_words_and_of_one_end() -> None:
    for before, after in (
        ("a" * 2500, "b" * 2500),
        (" ".join(map(str, range(9000))), " ".join(map(str, range(9000, 0, -1)))),
        ("!?" * 1250, "?!" * 1250),
    ):
        assert both(before, after) == (before, after)


def test_the_same_text_and_no_text() -> None:
    assert [piece.kind for piece in word_changes("a b", "a b")] == [Kind.SAME]
    assert word_changes("", "") == ()
