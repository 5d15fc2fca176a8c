"""Finding words in all texts: capitals, accents and line breaks make no difference."""

from dataclasses import replace

import pytest

from model import editions
from model.application import Application, Evidence, TeamMember
from model.fields import Key, put
from model.find import Hit, around, find, fold, likeness, searchable
from tests.model.build import complete

EDITION = editions.load("2023-2024")
STEP = "shared-leadership"


def hits(text: str, wanted: str) -> list[str]:
    """What is found in a plan, as it stands there."""
    application = put(complete(), Key(STEP, ("plan",)), text)
    return [
        hit.text[hit.start : hit.end]
        for hit in find(searchable(application, EDITION), wanted)
        if hit.key == Key(STEP, ("plan",))
    ]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Eén plan, één team", "een", ["Eén", "één"]),
        ("coördinatie", "COORDINATIE", ["coördinatie"]),
        ("coordinatie", "coördinatie", ["coordinatie"]),
        ("cafe\u0301 Ole\u0301", "cafe", ["cafe\u0301"]),
        ("cafe\u0301 Ole\u0301", "ole", ["Ole\u0301"]),
        ("Straße", "strasse", ["Straße"]),
        ("wij\nwerken samen", "wij werken  samen", ["wij\nwerken samen"]),
        ("foto\u2019s", "foto's", ["foto\u2019s"]),
        ("sa\u00admen", "samen", ["sa\u00admen"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("iets anders", "niets", []),
        ("iets", "  ", []),
        ("[b]vet[/b]", "[B]", ["[b]"]),
    ],
)
def test_words_are_found_as_people_type_them(text: str, wanted: str, found: list[str]) -> None:
    assert hits(text, wanted) == found


def test_folding_keeps_for_each_character_where_it_comes_from() -> None:
    folded = fold("Éß x\u0301")
    assert folded.text == "ess x"
    assert list(folded.places) == [0, 1, 1, 2, 3, 5]


def rich() -> Application:
    """An application with the same word in every kind of text."""
    application = complete()
    for key in (
        Key("school", ("city",)),
        Key("school", ("principal", "name")),
        Key(STEP, ("description",)),
        Key(STEP, ("explanations", "action-plan")),
        Key(STEP, ("explanations", "shared-decisions")),
        Key(STEP, ("plan",)),
        Key("declaration", ("signed_by",)),
    ):
        application = put(application, key, "Zeewolde")
    member = TeamMember(id="a", name="Zeewolde")
    school = replace(application.school, team=(member,))
    application = replace(application, school=school)
    item = Evidence(id="z", title="Zeewolde", url="https://school.example")
    return put(application, Key(STEP, ("evidence", "z")), item)


def test_every_kind_of_text_is_searched_in_the_order_of_the_form() -> None:
    found = [str(hit.key) for hit in find(searchable(rich(), EDITION), "zeewolde")]
    assert found == [
        "school.city",
        "school.principal.name",
        "school.team.a.name",
        f"{STEP}.description",
        f"{STEP}.explanations.shared-decisions",
        f"{STEP}.plan",
        f"{STEP}.evidence.z.title",
        "declaration.signed_by",
    ]


def test_answers_of_yes_and_the_language_are_no_texts() -> None:
    assert [
        h for h in find(searchable(complete(), EDITION), "yes") if "statements" in h.key.path
    ] == []
    assert not any(item.key.file == "labelmap" for item in searchable(complete(), EDITION))


def test_so_many_hits_are_enough() -> None:
    application = put(complete(), Key(STEP, ("plan",)), "a " * 1000)
    assert len(find(searchable(application, EDITION), "a", most=20)) == 20


def test_what_stands_around_a_hit_is_one_harmless_line() -> None:
    text = "een\ntwee \x1b[2J drie vier vijf"
    start = text.index("drie")
    hit = Hit(Key(STEP, ("plan",)), text, start, start + 4)
    assert around(hit, 100) == ("een twee \u241b[2J ", "drie", " vier vijf")
    before, found, after = around(hit, 14)
    assert (before[0], found, after[-1]) == ("\u2026", "drie", "\u2026")
    assert len(before + found + after) == 14


def test_a_part_of_a_name_fits_best_where_a_word_begins() -> None:
    name = "stap 3 · plannen voor de komende 2 jaar"
    begins, places = likeness("plan", name)
    assert name[places[0] : places[-1] + 1] == "plan"
    within, _ = likeness("annen", name)
    left_out, _ = likeness("plnn", name)
    assert begins > within > left_out > 0
    assert likeness("xyz", name)[0] == likeness("sjr", name)[0] == 0


def test_a_name_of_many_like_letters_is_compared_at_once() -> None:
    assert likeness("e" * 40 + "x", "e" * 4000)[0] == 0
