"""Phrases of one's own: kept by language, offered again, never lost to a file that is broken."""

import pytest

from store import phrases, toml_file
from store.phrases import PhrasesUnreadable


def test_a_few_phrases_are_there_before_anybody_adds_one() -> None:
    assert len(phrases.phrases("nl")) == len(phrases.phrases("en")) > 2
    assert not phrases.path().exists()


def test_a_phrase_that_is_added_comes_last_in_its_language_alone() -> None:
    before = phrases.phrases("en")
    assert phrases.add("nl", " Zeg wie het doet.\x1b[2J\n\nEn wanneer. ")[-1] == (
        "Zeg wie het doet.[2J\n\nEn wanneer."
    )
    assert phrases.add("nl", "Zeg wie het doet.[2J\n\nEn wanneer.") == phrases.phrases("nl")
    assert phrases.add("nl", "  ") == phrases.phrases("nl")
    assert phrases.phrases("en") == before


def test_the_file_may_be_edited_by_hand() -> None:
    phrases.add("nl", "Een.")
    phrases.path().write_text('nl = ["Twee.", 3, "Drie."]\nfr = ["Quatre."]\nen = "x"\n')
    assert phrases.phrases("nl") == ("Twee.", "Drie.")
    assert phrases.phrases("en") == ()
    phrases.add("nl", "Vier.")
    tables = toml_file.parse(phrases.path().read_bytes(), "phrases.toml").tables or {}
    assert tables["nl"] == ["Twee.", "Drie.", "Vier."]
    assert tables["fr"] == ["Quatre."]


@pytest.mark.parametrize("data", [b"nl = [", b"\xff\xfe", b"x" * 2_000_000])
def test_a_file_that_cannot_be_read_is_left_as_it_is(data: bytes) -> None:
    phrases.path().parent.mkdir(parents=True)
    phrases.path().write_bytes(data)
    assert phrases.phrases("nl") == phrases.START["nl"]
    with pytest.raises(PhrasesUnreadable):
        phrases.add("nl", "Een.")
    assert phrases.path().read_bytes() == data
