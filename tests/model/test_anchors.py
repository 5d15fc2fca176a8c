"""A quoted passage is found again: where it stands, or where most of its words still do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.anchors import anchored

TEXT = (
    "Elke graad heeft een trekker. De werkgroep komt samen op dinsdag, tijdens het lesuur.\n\n"
    "Lieve Wouters neemt internationalisering op in het schoolwerkplan."
)
QUOTE = "De werkgroep komt samen op dinsdag"


def found(quote: str, text: str) -> str | None:
    place = anchored(quote, text)
    return None if place is None else text[place[0] : place[1]]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        (TEXT, QUOTE),
        (f"Nieuw begin. {TEXT}", QUOTE),
        (TEXT.replace("dinsdag", "donderdag"), "De werkgroep komt samen op"),
        (
            TEXT.replace("komt samen", "komt elke eerste week samen"),
            "De werkgroep komt elke eerste week samen op dinsdag",
        ),
        (TEXT.replace("De werkgroep komt samen", "de  Werkgroep\nkomt samen"), None),
        (TEXT.replace("De werkgroep komt samen op dinsdag, tijdens het lesuur.", ""), ""),
        ("", ""),
        ("Heel iets anders, zonder een woord ervan.", ""),
    ],
)
def test_a_passage_is_found_where_it_is_now(text: str, stands: str | None) -> None:
    place = found(QUOTE, text)
    if stands is None:  # other blanks and capitals are the same words
        assert place is not None
        assert place.casefold().split() == QUOTE.casefold().split()
    else:
        assert (place or "") == stands


@pytest.mark.parametrize("quote", ["", "  ", "\n", "?!"])
def test_a_passage_without_words_is_nowhere_else(quote: str) -> None:
    assert anchored(quote, "Een tekst.") is None


@settings(max_examples=30)
@given(st.text(), st.text(), st.text(min_size=1))
def test_what_stands_there_is_always_found(before: str, after: str, quote: str) -> None:
    place = found(quote, before + quote + after)
    assert (place == quote) if quote.strip() else place is None


@settings(max_examples=30)
@given(st.text(), st.text())
def test_a_place_lies_within_the_text(quote: str, text: str) -> None:
    place = anchored(quote, text)
    assert place is None or 0 <= place[0] < place[1] <= len(text)
