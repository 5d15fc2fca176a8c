"""Days, numbers and plurals stand as CLDR has them for Flanders and for British English.

The program itself reads its patterns from the catalogs (docs/decisions.md, 'One language a
process'); Babel, which knows CLDR, says here that they are right.
"""

from datetime import date, timedelta

import pytest
from babel.core import Locale
from babel.dates import format_date, get_day_names, get_month_names
from babel.messages.plurals import get_plural
from babel.numbers import format_decimal, get_decimal_symbol

from tests.tui.test_language import MESSAGES, ROOT
from tui.language import Language

LOCALES = {"nl": "nl_BE", "en": "en_GB"}
DAYS = [date(2022, 11, 30) + timedelta(days=17 * n) for n in range(40)]


@pytest.mark.parametrize("code", LOCALES)
def test_numbers_are_grouped_as_cldr_has_it(code: str) -> None:
    language, locale = Language(code), LOCALES[code]
    for number in (0, 999, 1000, 1204, 10_000_000):
        assert language.number(number) == format_decimal(number, locale=locale)
    point = get_decimal_symbol(locale)
    assert language.size(182_733) == f"182{point}7 kB"


@pytest.mark.parametrize("day", DAYS)
def test_dutch_days_are_cldrs_short_ones_with_two_digits_each(day: date) -> None:
    # CLDR has 5/01/2023 for Flanders. Two digits keep days below one another in a column.
    language = Language("nl")
    assert language.date(day) == f"{format_date(day, 'short', locale='nl_BE'):0>10}"
    assert language.date(day) == format_date(day, "dd/MM/y", locale="nl_BE")
    assert Locale.parse("nl_BE").date_formats["short"].pattern == "d/MM/y"
    assert language.short_date(day) == language.date(day)[:5]


@pytest.mark.parametrize("day", DAYS)
def test_english_days_are_cldrs_long_ones(day: date) -> None:
    language = Language("en")
    assert language.date(day) == format_date(day, "long", locale="en_GB")
    assert language.short_date(day) == format_date(day, "d MMMM", locale="en_GB")


@pytest.mark.parametrize("code", LOCALES)
def test_names_of_days_and_months_are_cldrs(code: str) -> None:
    language, locale = Language(code), LOCALES[code]
    monday = date(2023, 1, 2)
    names = get_day_names("wide", locale=locale)
    assert [language.weekday(monday + timedelta(days=n)) for n in range(7)] == [
        names[n] for n in range(7)
    ]
    months = get_month_names("wide", locale=locale)
    said = Language(code).text
    english = get_month_names("wide", locale="en")
    assert [said(english[n]) for n in range(1, 13)] == [months[n] for n in range(1, 13)]


@pytest.mark.parametrize("code", LOCALES)
def test_plurals_are_chosen_as_cldr_has_it(code: str) -> None:
    plural = get_plural(LOCALES[code])
    header = MESSAGES["catalog_path"](ROOT, code).read_text("utf-8").partition("#:")[0]
    assert f"Plural-Forms: {plural.plural_forms}" in header
    language = Language(code)
    forms = {n: language.plural("{count} document", "{count} documents", n) for n in range(3)}
    rule = Locale.parse(LOCALES[code]).plural_form
    many = {n for n in forms if rule(n) != "one"}
    assert {n for n, said in forms.items() if said.endswith("documents") or "en" in said[-2:]} == (
        many
    )
