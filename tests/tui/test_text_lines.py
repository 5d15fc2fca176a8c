"""The editor's document keeps every character, whatever a terminal or Textual makes of it."""

from hypothesis import given
from hypothesis import strategies as st

from model.text import shown
from tui.widgets.text_lines import TextLines

TEXTS = st.text(alphabet=st.sampled_from("ab\n\u2028\x85\x0b\x0c\u202e\té😀"), max_size=30)


@given(TEXTS)
def test_a_text_that_nobody_edits_stays_what_it_was(text: str) -> None:
    document = TextLines(text)
    assert document.text == text
    assert document.get_text_range(document.start, document.end) == text
    assert document.lines == shown(text).split("\n")
    assert document.line_count == text.count("\n") + 1


@given(TEXTS, TEXTS, st.data())
def test_an_edit_changes_its_own_place_and_no_other(
    text: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    document = TextLines(text)
    first, last = document.location(start), document.location(end)
    result = document.replace_range(first, last, new)
    assert document.text == text[:start] + new + text[end:]
    assert document.lines == shown(document.text).split("\n")
    assert result.replaced_text == text[start:end]
    assert result.end_location == document.location(start + len(new))
    document.replace_range(first, result.end_location, result.replaced_text)
    assert document.text == text


def test_what_stands_on_the_screen_has_the_width_of_what_is_shown() -> None:
    document = TextLines("a\u2028b\n\u202ec")
    assert document.lines == ["a␤b", "⇆c"]
    assert document.get_size(4) == (3, 2)
