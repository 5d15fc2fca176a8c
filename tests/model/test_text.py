"""Cleaned once, counted as a form counts, harmless when shown (F13)."""

import sys
import time
import timeit
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.text import (
    NotUnicodeError,
    clean,
    first_words,
    fitting,
    length,
    shown,
    shown_line,
    tidied,
    words,
)

SURROGATES = {chr(code) for code in range(0xD800, 0xE000)}
BIDI = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
HARMFUL = SURROGATES | BIDI | {"\u2028", "\u2029", "\x1b", "\x7f", "\x9b"}

typed = st.text(st.characters(exclude_categories=["Cs"]))
"""What a person can type or paste."""
anything = st.text(st.characters(exclude_categories=[]))
"""Any `str` of Python's, half characters included."""
nasty = st.text(
    st.sampled_from([*"a \t\n\r\x00\x07\x1b\x7f\x85\x9b\u2028\u202e\u2066\ufeff😀é", "\U000e0041"])
)


class TestCleaning:
    """At the door, once."""

    @pytest.mark.parametrize(
        ("given_text", "kept", "removed"),
        [
            ("a\r\nb\rc\n", "a\nb\nc\n", 0),
            ("a\x00b\x1b[0m\x07\x9b", "ab[0m", 4),
            ("tab\tblijft", "tab\tblijft", 0),
            ("\u202erechts\u2069", "\u202erechts\u2069", 0),
            ("  e\u0301  ", "  e\u0301  ", 0),
            ("\x0b\x0c\x85", "", 3),
        ],
    )
    def test_line_ends_and_controls_only(self, given_text: str, kept: str, removed: int) -> None:
        cleaned = clean(given_text)
        assert (cleaned.text, cleaned.removed) == (kept, removed)

    @given(typed | nasty)
    def test_cleaning_twice_changes_nothing_more(self, text: str) -> None:
        cleaned = clean(text)
        again = clean(cleaned.text)
        assert (again.text, again.removed) == (cleaned.text, 0)

    @given(typed | nasty)
    def test_nothing_but_controls_is_lost(self, text: str) -> None:
        cleaned = clean(text)
        controls = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}
        before = [character for character in text if character not in controls]
        assert before == [character for character in cleaned.text if character not in "\t\n"]
        lines = text.replace("\r\n", "\n")
        assert len(lines) == len(cleaned.text) + cleaned.removed

    @pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\ud83d\ude00"])
    def test_half_a_character_is_refused(self, text: str) -> None:
        with pytest.raises(NotUnicodeError) as caught:
            clean(text)
        assert caught.value.kind == "usage"
        assert str(caught.value.fix)


class TestCounting:
    """UTF-16 code units, a line break as one."""

    @pytest.mark.parametrize(
        ("text", "count"), [("", 0), ("abc", 3), ("é", 1), ("a\nb", 3), ("😀", 2), ("e\u0301", 2)]
    )
    def test_as_a_form_counts(self, text: str, count: int) -> None:
        assert length(text) == count

    @given(typed)
    def test_each_character_counts_by_its_own(self, text: str) -> None:
        assert length(text) == sum(2 if ord(character) > 0xFFFF else 1 for character in text)

    @given(anything)
    def test_any_text_has_a_length(self, text: str) -> None:
        assert len(text) <= length(text) <= 2 * len(text)

    @given(typed, st.integers(-2, 40))
    def test_what_fits_is_as_long_as_it_can_be(self, text: str, limit: int) -> None:
        end = fitting(text, limit)
        assert length(text[:end]) <= max(limit, 0)
        if end < len(text):
            assert length(text[: end + 1]) > limit
        else:
            assert end == len(text)

    @given(anything, st.integers(0, 40))
    def test_any_text_can_be_cut(self, text: str, limit: int) -> None:
        assert 0 <= fitting(text, limit) <= len(text)

    def test_words_are_parted_by_white_space(self) -> None:
        assert (words(""), words(" een\ttwee\n\ndrie "), words("GO! 2023")) == (0, 3, 2)


class TestShowing:
    """Nothing that people wrote steers the terminal."""

    @given(anything | nasty)
    def test_one_sign_for_each_character(self, text: str) -> None:
        assert len(shown(text)) == len(shown_line(text)) == len(text)

    def test_no_character_is_harmful(self) -> None:
        everything = "".join(map(chr, range(sys.maxunicode + 1)))
        signs = set(shown(everything))
        assert not signs & HARMFUL
        assert {sign for sign in signs if unicodedata.category(sign) == "Cc"} == {"\t", "\n"}

    def test_a_harmful_character_is_found_in_any_text(self) -> None:
        # A text without harm takes a shorter way: it must not let one pass.
        everything = "".join(map(chr, range(sys.maxunicode + 1)))
        changed = {
            old for old, new in zip(everything, shown(everything), strict=True) if old != new
        }
        assert changed >= HARMFUL
        for character in changed:
            assert shown(f"é{character}") == f"é{shown(character)}" != f"é{character}"

    @given(anything | nasty)
    def test_a_line_is_one_line(self, text: str) -> None:
        assert len(shown_line(text).splitlines()) <= 1

    @given(st.text(st.characters(categories=["L", "N", "P", "Zs"])))
    def test_what_is_harmless_stays(self, text: str) -> None:
        assert shown(text) == text

    def test_controls_become_their_pictures(self) -> None:
        assert shown("\x1b]0;x\x07\tb\n") == "␛]0;x␇\tb\n"
        assert shown_line("a\tb\nc\x7f") == "a b c␡"

    @given(anything, st.integers(1, 50))
    def test_first_words_are_short_and_of_one_line(self, text: str, limit: int) -> None:
        start = first_words(text, limit)
        assert len(start) <= limit + 2
        assert len(start.splitlines()) <= 1

    def test_first_words_end_at_a_word(self) -> None:
        text = "Zij steunen actief alle personeelsleden."
        assert first_words(text, 22) == "Zij steunen actief …"
        assert first_words(text, 99) == text


class TestTidying:
    """A proposal for what comes from a word processor."""

    def test_soft_hyphens_odd_spaces_and_blank_lines_go(self) -> None:
        pasted = "Onder\u00adwijs\u00a0en \u200bmeer  \n\n\n\n\tInspringen \u2003"
        assert tidied(pasted) == "Onderwijs en meer\n\n\tInspringen"

    @given(typed)
    def test_tidying_twice_changes_nothing_more(self, text: str) -> None:
        assert tidied(tidied(text)) == tidied(text)

    def test_a_long_run_of_spaces_takes_no_longer_than_its_length(self) -> None:
        def seconds(count: int) -> float:
            text = " " * count + "x"
            # This process's own time: what else runs on the machine does not count.
            clock = time.process_time
            return min(timeit.repeat(lambda: tidied(text), timer=clock, number=10, repeat=7))

        assert seconds(80_000) < 32 * seconds(10_000)
