"""Names that every system takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.names import is_portable, is_reserved, is_slug, portable_name, slug, unique_name


@pytest.mark.parametrize(
    ("name", "portable"),
    [
        ("Verslag vergadering (2).PDF", "verslag-vergadering-2.pdf"),
        ("C:\\Users\\An\\Foto's & film.JPEG", "fotos-en-film.jpeg"),
        ("../../etc/passwd", "passwd"),
        ("Élèves à l’école.pdf", "eleves-a-lecole.pdf"),
        ("Straße.pdf", "strasse.pdf"),
        ("foto\x1b[31m.jpg", "foto-31m.jpg"),
        (".htaccess", "htaccess"),
        ("con.pdf", "document-con.pdf"),
        ("LPT1", "document-lpt1"),
        ("archief.tar.gz", "archief-tar.gz"),
        ("x.onbekende-uitgang", "x-onbekende-uitgang"),
        ("...", "document"),
        ("", "document"),
        ("👩‍🏫.png", "document.png"),
    ],
)
def test_a_name_becomes_portable(name: str, portable: str) -> None:
    assert portable_name(name) == portable


def test_letters_that_are_lost_leave_a_mark_that_is_always_the_same() -> None:
    names = ["Доклад 2022.pdf", "Отчёт 2022.pdf", "Έκθεση.pdf", "報告.pdf"]
    portable = [portable_name(name) for name in names]
    assert len(set(portable)) == len(names)
    assert portable == [portable_name(name) for name in names]
    assert portable[0].startswith("2022-")
    # The same name, as macOS writes it down.
    assert portable_name("Отче\u0308т 2022.pdf") == portable[1]


@given(st.text(max_size=200))
def test_every_name_is_portable_and_stays_as_it_is_from_then_on(name: str) -> None:
    portable = portable_name(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]{1,10})?", portable)
    assert is_portable(portable)
    assert len(portable) <= 80
    assert portable_name(portable) == portable


@given(st.text(max_size=200))
def test_a_slug_is_a_slug_for_good(text: str) -> None:
    made = slug(text, "stuk")
    assert slug(made, "stuk") == made
    assert is_slug(made)
    assert not is_reserved(made)


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert unique_name("verslag.pdf", set()) == "verslag.pdf"
    taken = {"verslag.pdf", "verslag-2.pdf"}
    assert unique_name("verslag.pdf", taken) == "verslag-3.pdf"
    assert unique_name("an", {"an"}) == "an-2"


@pytest.mark.parametrize("name", ["CON", "nul.txt", "Com1", "lpt9.tar.gz", "aux ", "COM¹"])
def test_names_of_devices_are_known(name: str) -> None:
    assert is_reserved(name)
    assert not is_portable(name)


@pytest.mark.parametrize("name", ["console", "com", "com10", "nulle.pdf"])
def test_names_that_only_begin_like_devices_are_fine(name: str) -> None:
    assert is_portable(name)


@pytest.mark.parametrize("text", ["", "A", "a b", "a--b", "-a", "a-", "é", "a.b", "a\n"])
def test_what_is_no_slug_is_none(text: str) -> None:
    assert not is_slug(text)
