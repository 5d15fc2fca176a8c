"""The editions that we ship: complete where the facts are, silent where they are not."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from model import application, edition_rules, editions
from model.edition import Edition, Period, PeriodKind, StepKind

SHIPPED = (*editions.known(), editions.NEXT)
FULL = editions.load("2023-2024")
HARDEST = ("students-as-agents-of-change", "models-for-other-schools")
"""The steps that studies find hardest (G12)."""

QUESTIONS = {
    "esafety": ["policy"],
    "shared-leadership": ["shared-decisions", "leaders-understand", "staff-supported"],
    "collaboration": ["plan-together", "share-practice", "action-plan"],
    "students-as-agents-of-change": [
        "students-have-a-role",
        "students-promote",
        "students-drive",
    ],
    "models-for-other-schools": ["ambassador", "dissemination", "mentoring"],
    "inclusive-and-innovative": ["inclusion", "learning-organisation", "innovation"],
}


def days(period: Period | None) -> tuple[date | None, date | None, date | None]:
    assert period is not None
    return period.opens, period.safe_on, period.closes


def test_editions_are_known_newest_first() -> None:
    assert editions.known() == ("2026-2027", "2025-2026", "2024-2025", "2023-2024")


@pytest.mark.parametrize("edition_id", SHIPPED)
def test_what_we_ship_stands_the_rules_for_others(edition_id: str) -> None:
    edition, faults = edition_rules.validate(editions.tables(edition_id))
    assert faults == ()
    assert edition == editions.load(edition_id)


@pytest.mark.parametrize(
    "name", ["", "..", "../edition", "guidance", "2022-2023", "2023-2024.toml"]
)
def test_an_unknown_edition_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        editions.load(name)


def test_the_calendar_of_2023_2024() -> None:  # F4 to F7
    assert days(FULL.period(PeriodKind.FIRST_SUBMISSION)) == (
        date(2022, 11, 23),
        date(2023, 1, 30),
        date(2023, 1, 31),
    )
    assert days(FULL.period(PeriodKind.REVISION)) == (
        date(2023, 1, 31),
        date(2023, 2, 27),
        date(2023, 2, 28),
    )
    assert days(FULL.period(PeriodKind.EVALUATION)) == (
        date(2022, 11, 23),
        None,
        date(2023, 3, 28),
    )
    assert FULL.time_zone == "Europe/Brussels"


def test_eligibility_of_2023_2024() -> None:  # F1 to F3
    rules = FULL.eligibility
    assert rules.registered_until == date(2020, 9, 1)
    assert (rules.active_since, rules.active_teachers) == (date(2020, 9, 1), 3)
    assert (rules.label_since, rules.label_until) == (date(2020, 7, 1), None)


def test_limits_and_addresses_of_2023_2024() -> None:  # F9, F12, F13, F16, F21
    assert (FULL.text_limit, FULL.document_limit) == (2500, 10_000_000)
    assert set(FULL.addresses) == {
        "questionnaire",
        "evidence-examples",
        "platform",
        "contact",
        "contact-mail",
    }
    assert FULL.addresses["contact-mail"] == "etwinning@epos-vlaanderen.be"


def test_what_2023_2024_contradicts_is_told_in_both_languages() -> None:  # F7
    assert len(FULL.contradictions) == 2
    for contradiction in FULL.contradictions:
        assert set(contradiction.text) == {"nl", "en"}


@pytest.mark.parametrize("edition_id", SHIPPED)
def test_every_edition_has_the_nine_steps_in_order(edition_id: str) -> None:
    edition = editions.load(edition_id)
    ids = [step.id for step in edition.steps]
    assert ids == [*application.STEPS, "preview"]
    assert [step.number for step in edition.steps] == list(range(1, 10))
    assert [step.id for step in edition.steps if step.kind is StepKind.MISSION] == list(
        application.MISSION_STEPS
    )
    for step in edition.steps:
        assert set(step.title) == {"nl", "en"}


@pytest.mark.parametrize("edition_id", SHIPPED)
def test_every_edition_asks_the_sixteen_questions_in_our_words(edition_id: str) -> None:
    edition = editions.load(edition_id)
    assert edition.wording == "labelmap"
    asked = {step.id: [s.id for s in step.statements] for step in edition.steps if step.statements}
    assert asked == QUESTIONS
    for step in edition.steps:
        assert [s.number for s in step.statements] == list(range(1, len(step.statements) + 1))
        for statement in step.statements:
            assert set(statement.text) == {"nl", "en"}
            assert all(text[0].isupper() and text[-1] == "." for text in statement.text.values())


def test_what_a_step_accepts() -> None:  # F14, F16, F17
    esafety = FULL.step("esafety")
    assert (esafety.accepts, esafety.notices, esafety.links) == (("pdf", "jpg"), (), True)
    assert (esafety.has_description, esafety.has_plan) == (True, False)
    for step_id in application.MISSION_STEPS:
        step = FULL.step(step_id)
        assert step.accepts == ("pdf", "jpg", "png")
        assert (step.notices, step.links) == (("office", "video"), True)
        assert (step.has_description, step.has_plan) == (True, True)
    declaration = FULL.step("declaration")
    assert (declaration.accepts, declaration.links) == (("pdf", "jpg", "png"), False)


def test_later_editions_say_only_what_is_known() -> None:  # G2 to G4
    second = editions.load("2024-2025")
    central = second.period(PeriodKind.FIRST_SUBMISSION)
    assert days(central) == (date(2024, 2, 6), None, None)
    assert second.period(PeriodKind.REVISION) is None
    assert second.eligibility.label_until is None

    third = editions.load("2025-2026")
    assert days(third.period(PeriodKind.FIRST_SUBMISSION)) == (date(2025, 1, 20), None, None)
    evaluation = third.period(PeriodKind.EVALUATION)
    assert evaluation is not None
    assert evaluation.results_on == date(2025, 4, 1)
    assert third.eligibility.label_until == date(2025, 1, 16)

    fourth = editions.load("2026-2027")
    assert days(fourth.period(PeriodKind.FIRST_SUBMISSION)) == (
        date(2026, 2, 12),
        None,
        date(2026, 3, 10),
    )
    rules = fourth.eligibility
    assert (rules.registered_until, rules.active_since, rules.label_since) == (None, None, None)
    assert rules.active_teachers == 3
    for edition in (second, third, fourth):
        assert edition.extends == "2023-2024"
        assert edition.contradictions == ()
        assert "questionnaire" not in edition.addresses


def test_of_the_next_edition_nothing_is_known_but_the_form() -> None:
    following = editions.load(editions.NEXT)
    assert following.periods == ()
    assert following.eligibility == Edition(id="x").eligibility
    assert following.steps == FULL.steps


def test_a_country_closes_on_its_own_day_and_opens_with_all() -> None:  # G2
    second = editions.load("2024-2025")
    for country, closes in (("IT", date(2024, 3, 15)), ("PL", date(2024, 2, 28))):
        period = second.period(PeriodKind.FIRST_SUBMISSION, country)
        assert days(period) == (date(2024, 2, 6), None, closes)
    assert second.period(PeriodKind.FIRST_SUBMISSION, "BE") == second.period(
        PeriodKind.FIRST_SUBMISSION
    )


def test_a_country_with_its_own_end_has_no_central_safe_day() -> None:
    first = PeriodKind.FIRST_SUBMISSION
    central = Period(kind=first, safe_on=date(2030, 1, 30), closes=date(2030, 1, 31))
    earlier = Period(kind=first, level="PL", closes=date(2030, 1, 20))
    period = Edition(id="x", periods=(central, earlier)).period(first, "PL")
    assert days(period) == (None, None, date(2030, 1, 20))


@pytest.mark.parametrize(
    ("edition_id", "last_day"),
    [
        ("2023-2024", date(2023, 3, 28)),
        ("2024-2025", date(2024, 3, 15)),
        ("2025-2026", date(2025, 4, 1)),
        ("2026-2027", date(2026, 3, 10)),
    ],
)
def test_an_edition_is_over_after_its_last_known_day(edition_id: str, last_day: date) -> None:
    edition = editions.load(edition_id)
    assert not edition.is_over(last_day)
    assert edition.is_over(last_day + timedelta(days=1))


def test_a_new_application_is_for_the_newest_edition_that_is_not_over() -> None:
    assert editions.newest_not_over(date(2026, 3, 10)).id == "2026-2027"
    assert editions.newest_not_over(date(2026, 3, 11)).id == editions.NEXT
    assert not editions.load(editions.NEXT).is_over(date(2099, 1, 1))


def test_every_step_has_advice_of_a_readable_length() -> None:
    advice = editions.guidance(FULL)
    assert set(advice) == {step.id for step in FULL.steps}
    for step_id, guidance in advice.items():
        assert set(guidance.text) == {"nl", "en"}
        most = 600 if step_id in HARDEST else 180
        assert all(60 <= len(text.split()) <= most for text in guidance.text.values())
    for step_id in application.ANSWER_STEPS:
        examples = advice[step_id].examples
        assert len(examples["nl"]) == len(examples["en"])
        assert 4 <= len(examples["nl"]) <= (14 if step_id in HARDEST else 8)


def test_the_hardest_steps_have_the_deepest_advice_question_by_question() -> None:
    advice = editions.guidance(FULL)
    others = [advice[step] for step in application.MISSION_STEPS if step not in HARDEST]
    for step in HARDEST:
        for code, question in (("nl", "Vraag"), ("en", "Question")):
            text = advice[step].text[code]
            assert len(text) >= 2 * max(len(other.text[code]) for other in others)
            for statement in FULL.step(step).statements:
                assert f"\n\n{question} {statement.number}, " in text
        assert len(advice[step].examples["nl"]) > max(len(o.examples["nl"]) for o in others)


def test_advice_stands_the_rules_for_others() -> None:
    tables = {"extends": "2023-2024", "guidance": editions.tables("guidance")}
    assert edition_rules.validate(tables)[1] == ()


def test_dutch_texts_keep_the_house_rules() -> None:
    texts = [text for g in editions.guidance(FULL).values() for text in g.text.values()]
    for guidance in editions.guidance(FULL).values():
        texts += guidance.examples.get("nl", ())
    for step in FULL.steps:
        texts += [step.title["nl"], *(s.text["nl"] for s in step.statements)]
    words = {word.strip(".,:;?!()‘’").lower() for text in texts for word in text.split()}
    assert words & {"tot", "u", "uw", "probleem", "git"} == set()


def test_loading_an_edition_needs_neither_pydantic_nor_the_advice() -> None:
    program = (
        "import sys; from model import editions; editions.load('2026-2027'); "
        "print('pydantic' in sys.modules, 'model.edition_rules' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
