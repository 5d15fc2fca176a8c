"""An edition's file from outside: what it may say, and what is told of what it may not."""

import tomllib
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import editions
from model.edition import Edition, PeriodKind
from model.edition_rules import Fault, validate

FULL = editions.load("2023-2024")


def made(text: str) -> Edition:
    edition, faults = validate(tomllib.loads(text))
    assert faults == ()
    assert edition is not None
    return edition


OFFICIAL = """
extends = "2023-2024"
wording = "official"

[[step]]
id = "shared-leadership"

[[step.statement]]
id = "staff-supported"
text.nl = "De officiële vraag?"
"""
NEW = """
id = "2028-2029"
extends = "2023-2024"
title.nl = "eTwinning School 2028-2029"
"""


def test_official_wording_takes_the_place_of_ours_and_ids_stay() -> None:
    edition = made(OFFICIAL)
    assert (edition.id, edition.wording) == ("2023-2024", "official")
    changed = edition.statement("shared-leadership", "staff-supported")
    assert (changed.number, changed.text) == (3, {"nl": "De officiële vraag?"})
    assert edition.statement("shared-leadership", "shared-decisions") == FULL.statement(
        "shared-leadership", "shared-decisions"
    )
    assert (edition.periods, edition.eligibility) == (FULL.periods, FULL.eligibility)


def test_an_nso_may_add_its_own_days_to_an_edition() -> None:
    edition = made("""
        extends = "2025-2026"
        [[period]]
        kind = "first-submission"
        level = "BE"
        closes = 2025-02-10
        """)
    period = edition.period(PeriodKind.FIRST_SUBMISSION, "BE")
    assert period is not None
    assert (period.opens, period.closes) == (date(2025, 1, 20), date(2025, 2, 10))
    central = edition.period(PeriodKind.FIRST_SUBMISSION)
    assert central is not None
    assert central.closes is None


def test_a_period_of_the_same_kind_and_level_is_replaced() -> None:
    edition = made("""
        extends = "2023-2024"
        [[period]]
        kind = "revision"
        closes = 2023-03-03
        """)
    period = edition.period(PeriodKind.REVISION)
    assert period is not None
    assert (period.opens, period.safe_on, period.closes) == (None, None, date(2023, 3, 3))
    assert len(edition.periods) == 3


def test_a_new_edition_takes_over_the_form_and_nothing_of_the_year() -> None:
    edition = made(NEW)
    assert (edition.id, edition.extends) == ("2028-2029", "2023-2024")
    assert edition.steps == FULL.steps
    assert edition.periods == ()
    assert edition.addresses == {}
    assert edition.contradictions == ()
    assert edition.eligibility == Edition(id="x").eligibility


def test_a_new_edition_may_ask_other_questions() -> None:
    edition = made(
        NEW + '[[step]]\nid = "esafety"\n[[step.statement]]\nid = "plan"\ntext.nl = "A."'
    )
    assert [(s.id, s.number) for s in edition.step("esafety").statements] == [("plan", 1)]
    assert edition.step("collaboration") == FULL.step("collaboration")


def test_a_whole_edition_needs_no_other() -> None:
    tables = editions.tables("2023-2024") | {"id": "2030-2031"}
    edition, faults = validate(tables)
    assert faults == ()
    assert edition is not None
    assert (edition.id, edition.extends) == ("2030-2031", "")
    assert edition.steps == FULL.steps


def test_an_edition_may_bring_its_own_advice() -> None:
    edition = made(OFFICIAL + '[guidance.collaboration]\ntext.nl = "Zo doe je het."')
    advice = editions.guidance(edition)
    assert advice["collaboration"].text == {"nl": "Zo doe je het."}
    assert advice["esafety"] == editions.guidance(FULL)["esafety"]


@pytest.mark.parametrize("later", ["safe_on", "closes"])
@given(
    days=st.lists(st.dates(date(2005, 1, 1), date(2099, 1, 1)), min_size=2, max_size=2, unique=True)
)
def test_days_of_a_period_stand_in_order(later: str, days: list[date]) -> None:
    first, second = sorted(days)
    in_order = {"kind": "revision", "opens": first, later: second}
    reversed_days = {"kind": "revision", "opens": second, later: first}
    assert validate({"extends": "next", "period": [in_order]})[1] == ()
    edition, faults = validate({"extends": "next", "period": [reversed_days]})
    assert edition is None
    assert [str(fault.message) for fault in faults] == [f"“period.1”: {later} comes before opens."]


WORDS = st.text(
    st.just(" ") | st.characters(codec="utf-8", exclude_categories=("C", "Z")),
    min_size=1,
    max_size=600,
)
"""What can be printed: no sign that steers a terminal, and no break of a line."""
STATEMENT_IDS = [(step.id, s.id) for step in FULL.steps for s in step.statements]


@given(st.dictionaries(st.sampled_from(STATEMENT_IDS), WORDS))
def test_an_overlay_changes_the_texts_it_names_and_no_other(
    texts: dict[tuple[str, str], str],
) -> None:
    steps = [
        {
            "id": step_id,
            "statement": [
                {"id": statement, "text": {"nl": text}}
                for (of, statement), text in texts.items()
                if of == step_id
            ],
        }
        for step_id in {step_id for step_id, _ in texts}
    ]
    edition, faults = validate({"extends": "2023-2024", "step": steps})
    assert faults == ()
    assert edition is not None
    for step_id, statement_id in STATEMENT_IDS:
        before = FULL.statement(step_id, statement_id)
        after = edition.statement(step_id, statement_id)
        assert (after.id, after.number) == (before.id, before.number)
        if (step_id, statement_id) in texts:
            assert after.text == {"nl": texts[step_id, statement_id]}
        else:
            assert after.text == before.text


KEYS = st.sampled_from(
    [
        *("id", "extends", "title", "wording", "source", "time_zone", "text_limit", "step"),
        *("document_limit", "eligibility", "period", "addresses", "contradiction", "guidance"),
        *("statement", "text", "nl", "en", "kind", "level", "opens", "closes", "platform"),
        *("accepts", "notices", "links", "boxes", "examples", "esafety", "2023-2024", ""),
    ]
)
VALUES = st.recursive(
    st.one_of(
        st.text(),
        KEYS,
        st.integers(),
        st.booleans(),
        st.floats(),
        st.dates(),
        st.datetimes(),
        st.times(),
    ),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(st.dictionaries(KEYS | st.text(), VALUES, max_size=8))
def test_whatever_a_file_holds_it_is_an_edition_or_has_faults(tables: dict[str, object]) -> None:
    edition, faults = validate(tables)
    assert (edition is None) == bool(faults)
    for fault in faults:
        assert str(fault.message)


ODD: list[object] = [1.5, time(1), datetime(2023, 1, 1, tzinfo=UTC), "\ud800", "\x00", b"x", [[]]]


@pytest.mark.parametrize(
    "key", ["id", "extends", "title", "step", "period", "guidance", "addresses"]
)
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_an_odd_value_anywhere_is_a_fault(key: str, value: object) -> None:
    edition, faults = validate({"extends": "2023-2024", key: value})
    assert edition is None
    assert all(isinstance(fault, Fault) for fault in faults)
