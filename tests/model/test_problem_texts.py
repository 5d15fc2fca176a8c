"""Every problem says in plain words what is the matter and what to do."""

import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from model import editions, file_sentences, problem_sentences
from model.edition import Edition, EligibilityRules
from model.edition_rules import validate
from model.messages import Fact
from model.problem_texts import FACTS, fix, message
from model.problems import Code, Problem

EDITION = editions.load("2023-2024")
UNKNOWN = editions.load("next")

SAMPLES: Mapping[str, Fact] = {
    "name": "An Peeters",
    "title": "Verslag",
    "other": "Nieuwsbrief",
    "other_step": "collaboration",
    "day": date(2022, 12, 1),
    "count": 2,
    "needed": 3,
    "length": 2600,
    "size": 11_000_000,
    "kind": "png",
    "detail": "",
    "path": "evidence/esafety/a.pdf",
    "url": "https://example.org",
    "suggestion": "",
}

Choice = tuple[str, Mapping[str, Fact]]
QUESTION = "statements.staff-supported"


def kinds(name: str, *values: str) -> tuple[Choice, ...]:
    return tuple((QUESTION, {name: value, "title": "Verslag"}) for value in values)


# Per code, what chooses between its sentences: (field, facts).
VARIANTS: Mapping[Code, tuple[Choice, ...]] = {
    Code.CONTACT_MISSING: (
        ("contact.name", {}),
        ("contact.email", {}),
        ("contact.email", {"detail": "an"}),
    ),
    Code.CONTACT_NOT_ON_PLATFORM: kinds("detail", "", "no"),
    Code.NO_QUALITY_LABEL: ((QUESTION, {"count": 0}), (QUESTION, {"count": 1})),
    Code.TEXT_TOO_LONG: tuple(
        (box, {}) for box in ("plan", "description", "explanations.staff-supported")
    ),
    Code.CONFLICT_UNRESOLVED: (
        *(
            (box, {"name": "An, Bart"})
            for box in (
                "plan",
                "description",
                "explanations.staff-supported",
                "statements.staff-supported",
                "evidence.foto.title",
            )
        ),
        ("plan", {"name": ""}),
    ),
    Code.TEXT_VERY_SHORT: (("plan", {"length": 12}), ("description", {"length": 12})),
    Code.EVIDENCE_WRONG_TYPE: kinds(
        "kind", "png", "office", "video", "html", "image", "link", "other"
    ),
    Code.EVIDENCE_TYPE_NOTICE: kinds("kind", "office", "video", "other"),
    Code.EVIDENCE_UNREADABLE: kinds(
        "detail", "empty", "damaged", "locked", "not-a-file", "unreadable", "other"
    ),
    Code.DECLARATION_UNSIGNED: (("signed_by", {}), ("signed_on", {})),
    Code.FILE_UNREADABLE: kinds(
        "detail",
        *("syntax", "encoding", "missing", "empty", "not-a-file", "too-large"),
        *("no-permission", "unsafe", "edition", "other"),
    ),
    Code.WRONG_TYPE: tuple(
        ("contact.name", {"kind": kind, "detail": "3"})
        for kind in (
            *("text", "date", "yes-no", "true-false", "number", "list", "table", "tables"),
            *("id", "unique", "language", "format", "edition", "step", "other"),
        )
    ),
    Code.AFTER_DEADLINE: kinds("kind", "first-submission", "revision"),
    Code.UNKNOWN_KEY: tuple(
        (QUESTION, {"suggestion": suggestion, "kind": kind})
        for suggestion in ("", "plan")
        for kind in ("", "id")
    ),
    Code.EVIDENCE_LINK_MALFORMED: kinds("url", "", "https:/x"),
}


def problems_of(code: Code) -> list[Problem]:
    """A problem of each kind that the code knows, with and without a line."""
    own = {name: SAMPLES[name] for name in FACTS[code] if not name.endswith("?")}
    return [
        Problem(
            code,
            step="shared-leadership",
            field=field,
            file="answers/3-shared-leadership.toml",
            line=line,
            facts={**own, **facts},
        )
        for field, facts in VARIANTS.get(code, ((QUESTION, {}),))
        for line in (None, 12)
    ]


ALL = [problem for code in Code for problem in problems_of(code)]
LATE = Problem(Code.NOT_TWO_YEARS_REGISTERED, step="school", facts={"day": date(2021, 1, 1)})
LABEL = Problem(Code.NO_QUALITY_LABEL, step="school", facts={"count": 0})


def test_every_code_names_its_facts() -> None:
    assert set(FACTS) == set(Code)


@pytest.mark.parametrize("edition", [EDITION, UNKNOWN], ids=lambda edition: str(edition.id))
@pytest.mark.parametrize("code", Code)
def test_sentences_are_whole(code: Code, edition: Edition) -> None:
    for problem in problems_of(code):
        for tell in (message, fix):
            told = tell(problem, edition, "nl")
            names = {name for _, name, _, _ in string.Formatter().parse(told.text) if name}
            assert [name for name in names if told.facts[name] == ""] == []
            assert str(told).endswith((".", "?", "”"))
            assert "staff-supported" not in str(told)


def test_every_sentence_is_said_by_some_problem() -> None:
    between = EligibilityRules(label_since=date(2022, 1, 1), label_until=date(2024, 1, 1))
    editions_to_try = (EDITION, UNKNOWN, replace(EDITION, eligibility=between))
    without_links = Problem(Code.EVIDENCE_MISSING, step="declaration")
    about_all = Problem(Code.FEEDBACK_UNANSWERED, facts={"title": "Kijk nog eens"})
    said = {
        tell(problem, edition, "nl").text
        for problem in (*ALL, LATE, without_links, about_all)
        for edition in editions_to_try
        for tell in (message, fix)
    }
    written = {
        text
        for sentences in (problem_sentences.SENTENCES, file_sentences.SENTENCES)
        for pair in sentences.values()
        for text in pair
    }
    assert written - said == set()


def test_what_is_not_filled_in_yet_is_named_first() -> None:
    written = [said for said, _ in problem_sentences.SENTENCES.values() if "not filled in" in said]
    assert written
    assert all(said.endswith(" is not filled in yet.") for said in written if " no " not in said)


def test_a_question_is_named_by_number_and_first_words() -> None:
    problem = Problem(Code.STATEMENT_UNANSWERED, step="shared-leadership", field=QUESTION)
    assert str(message(problem, EDITION, "en")) == (
        "Step 3, question 3: “They actively support all staff to …” is not answered yet."
    )
    assert "“Zij steunen actief alle" in str(message(problem, EDITION, "nl"))


def test_a_size_over_the_limit_never_reads_as_the_limit() -> None:
    facts: Mapping[str, Fact] = {"title": "Foto", "size": 10_000_001}
    problem = Problem(Code.EVIDENCE_TOO_LARGE, step="esafety", facts=facts)
    assert str(message(problem, EDITION, "en")) == (
        "Step 2: “Foto” is 10.1 MB; the form takes 10 MB at most."
    )
    assert "10,1 MB" in str(message(problem, EDITION, "nl"))


def test_cut_off_days_come_from_the_edition() -> None:
    assert message(LATE, EDITION, "nl").facts["until"] == date(2020, 9, 1)
    assert fix(LABEL, EDITION, "nl").facts["since"] == date(2020, 7, 1)
    assert "{since}" not in fix(LABEL, UNKNOWN, "nl").text


def test_a_broken_edition_file_says_which_rule_to_keep() -> None:
    _, (fault,) = validate({"extends": "2023-2024", "adresses": {}})
    facts = {**fault.message.facts, "detail": "edition", "fault": fault.message.text}
    problem = Problem(Code.FILE_UNREADABLE, file="edition.toml", facts=facts)
    assert str(message(problem, EDITION, "nl")) == ("The file edition.toml is not a sound edition.")
    assert str(fix(problem, EDITION, "nl")) == str(fault.message)


def test_what_people_wrote_stays_a_fact() -> None:
    words = "{0.__class__} {oops} [b]x[/b]"
    problem = Problem(Code.TEACHER_TWICE, step="school", facts={"name": words})
    assert words in str(message(problem, EDITION, "nl"))


@pytest.mark.parametrize("code", Code)
def test_a_problem_without_facts_or_a_known_step_still_speaks(code: Code) -> None:
    problem = Problem(code, step="nowhere", field="statements.nothing")
    assert str(message(problem, EDITION, "nl"))
    assert str(fix(problem, Edition(id="bare"), "en"))
