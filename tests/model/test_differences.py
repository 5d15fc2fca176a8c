"""What changed in a text, word by word: all of both texts is in it, and no word is cut in two."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from model.differences import Part, Passage, passages

TEXTS = st.text(alphabet="abAB éß,.\n\U0001f600\U00020001", max_size=60)


def before(found: tuple[Passage, ...]) -> str:
    return "".join(each.text for each in found if each.part is not Part.NEW)


def after(found: tuple[Passage, ...]) -> str:
    return "".join(each.text for each in found if each.part is not Part.GONE)


@settings(deadline=None)
@given(old=TEXTS, new=TEXTS)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    found = passages(old, new)
    assert (before(found), after(found)) == (old, new)


@settings(deadline=None)
@given(old=TEXTS, new=TEXTS)
def test_no_word_is_cut_in_two(old: str, new: str) -> None:
    found = passages(old, new)
    for text, part in ((old, Part.NEW), (new, Part.GONE)):
        ends, place = set(), 0
        for each in found:
            if each.part is not part:
                place += len(each.text)
                ends.add(place)
        inside = {
            n for word in re.finditer(r"\w+", text) for n in range(word.start() + 1, word.end())
        }
        assert not ends & inside


def test_one_word_that_changed_is_all_that_is_told() -> None:
    found = passages("Wij plannen elk jaar samen.", "Wij plannen elk schooljaar samen.")
    assert [(each.part, each.text) for each in found if each.part is not Part.SAME] == [
        (Part.GONE, "jaar"),
        (Part.NEW, "schooljaar"),
    ]


def test_a_text_that_came_went_or_stayed_is_one_passage() -> None:
    assert passages("", "Nieuw.") == (Passage(Part.NEW, "Nieuw."),)
    assert passages("Weg.", "") == (Passage(Part.GONE, "Weg."),)
    assert passages("Zelfde.", "Zelfde.") == (Passage(Part.SAME, "Zelfde."),)
    assert passages("", "") == ()


def test_a_very_long_text_is_compared_all_the_same() -> None:
    old = " ".join(f"woord{number}" for number in range(20_000))
    new = " ".join(f"woord{number}" for number in range(20_000) if number % 7)
    found = passages(old, new)
    assert (before(found), after(found)) == (old, new)


def test_texts_of_many_words_and_of_one_end() -> None:
    for old, new in (
        ("a" * 2500, "b" * 2500),
        (" ".join(map(str, range(9000))), " ".join(map(str, range(9000, 0, -1)))),
        ("!?" * 1250, "?!" * 1250),
    ):
        found = passages(old, new)
        assert (before(found), after(found)) == (old, new)
