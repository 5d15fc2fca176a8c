"""What a page shows: everything once, and what is missing in its place."""

import dataclasses
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from export.page import ApplicationPage, Mark, Remark
from export.prose import link, mail_link, prose
from export.view import Change
from model.application import Application, Eligibility, YesNo
from model.completeness import assess
from tests.export.help import HISTORY, page_of
from tests.model.build import EDITION, JANUARY, LEADERSHIP, complete, with_answer


def all_remarks(page: ApplicationPage) -> list[Remark]:
    found = list(page.remarks)
    for section in page.sections:
        found += section.remarks + section.evidence_remarks
        for _, facts in section.facts:
            found += [remark for fact in facts for remark in fact.remarks]
        for part in (section.requirements, section.questions, section.boxes, section.exhibits):
            found += [remark for item in part for remark in item.remarks]
    return found


@pytest.mark.parametrize(
    "application",
    [
        Application(edition="2023-2024"),
        complete(),
        with_answer(complete(), LEADERSHIP, plan="x" * 2600, description=""),
        dataclasses.replace(complete(), documents={}),
    ],
    ids=["empty", "complete", "too-long", "no-documents"],
)
def test_every_problem_stands_on_the_page_exactly_once(application: Application) -> None:
    expected = len(assess(application, EDITION, JANUARY).all_problems())
    assert len(all_remarks(page_of(application))) == expected


def test_a_complete_application_shows_no_remark_and_nothing_to_do() -> None:
    page = page_of(complete())
    assert all_remarks(page) == []
    assert [section.to_do for section in page.sections] == [""] * 8
    assert (page.done, page.required) == (34, 34)


def test_what_is_missing_stands_where_it_is_missing() -> None:
    application = with_answer(complete(), LEADERSHIP, plan="", statements={}, evidence=())
    section = page_of(application).sections[2]
    assert section.number == 3
    assert [bool(question.remarks) for question in section.questions] == [True] * 3
    assert [question.mark for question in section.questions] == [Mark.OPEN] * 3
    assert [(box.id, bool(box.remarks)) for box in section.boxes] == [
        ("description", False),
        ("plan", True),
    ]
    assert section.evidence_remarks
    assert section.to_do == "5 still to do"


def test_a_question_shows_its_answer_its_explanation_and_what_backs_it() -> None:
    application = with_answer(
        complete(),
        LEADERSHIP,
        explanations={"leaders-understand": "Zo."},
        statements={"shared-decisions": YesNo.YES, "leaders-understand": YesNo.NO},
    )
    first, second, _ = page_of(application).sections[2].questions
    assert (first.number, first.answer, first.explanation) == ("1", "Yes", ())
    assert [item.number for item in first.backed_by] == ["3-1"]
    assert (second.mark, second.answer) == (Mark.NO, "No")
    assert [paragraph.text for paragraph in second.explanation] == ["Zo."]


def test_the_explanations_are_counted_with_the_description() -> None:
    application = with_answer(
        complete(), LEADERSHIP, description="abc", explanations={"shared-decisions": "defg"}
    )
    description = page_of(application).sections[2].boxes[0]
    assert description.count == "9 of 2500 characters, the explanations above included"


def test_what_does_not_fit_the_form_is_told_apart_and_not_cut_off() -> None:
    application = with_answer(complete(), LEADERSHIP, plan="a" * 2500 + "\n\nrest")
    plan = page_of(application).sections[2].boxes[1]
    assert [len(paragraph.text) for paragraph in plan.text] == [2500]
    assert [paragraph.text for paragraph in plan.overflow] == ["rest"]
    assert plan.count == "2506 of 2500 characters"


def test_the_conditions_show_how_they_stand() -> None:
    page = page_of(complete())
    assert [item.mark for item in page.sections[0].requirements] == [Mark.YES] * 3
    nobody = dataclasses.replace(complete(), eligibility=Eligibility())
    requirements = page_of(nobody).sections[0].requirements
    assert [item.mark for item in requirements] == [Mark.OPEN] * 3
    assert all(item.remarks for item in requirements)
    invited = dataclasses.replace(
        complete(), eligibility=Eligibility(invited_on=date(2022, 11, 24))
    )
    assert [item.verdict for item in page_of(invited).sections[0].requirements] == [
        "checked by the platform: invitation of 2022-11-24"
    ] * 3


def test_the_history_tells_days_and_people_but_no_hours() -> None:
    page = page_of(complete(), history=HISTORY)
    assert [(line.day, line.who, line.what) for line in page.diary] == [
        ("2022-11-25", "An", "the application was made"),
        ("2022-12-05", "Bart", "description of step 4"),
        ("2023-01-20", "An", "plan of step 3"),
    ]
    assert [(person.name, person.changes, person.steps) for person in page.contributors] == [
        ("An", "3", (3,)),
        ("Bart", "1", (4,)),
    ]
    at = datetime(2023, 1, 20, 23, 30, tzinfo=ZoneInfo("Europe/Brussels"))
    assert page_of(complete(), history=[Change(at, "An", "x")]).diary[0].day == "2023-01-20"


def test_a_page_says_once_who_decides_and_whose_wording_it_is() -> None:
    who, questions = page_of(complete()).notes
    assert "the platform and the NSO decide" in who.text
    assert "our own wording" in questions.text
    assert "does not replace" in questions.text
    assert questions.href == EDITION.addresses["questionnaire"]


def test_paragraphs_keep_their_words_and_have_their_own_direction() -> None:
    found = prose("\n\nEen\nregel \n \t\n\u05d0\u05d1 (2022)\n\n\n  ingesprongen\n")
    assert [(paragraph.text, paragraph.rtl) for paragraph in found] == [
        ("Een\nregel ", False),
        ("\u05d0\u05d1 (2022)", True),
        ("  ingesprongen", False),
    ]
    assert prose(" \n\t\n") == ()
    assert prose("\x1b[31m\u202e")[0].text == "\u241b[31m\u21c6"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "https://a.example/\u202e",
        'https://a.example/"onclick=',
        "https://a.example/ b",
        "vbscript:x",
        "",
    ],
)
def test_only_addresses_of_pages_and_mail_become_links(address: str) -> None:
    assert link(address) == ""
    assert link("https://school.example/a?b=c#d") == "https://school.example/a?b=c#d"
    assert mail_link("an@school.example") == "mailto:an@school.example"
    assert mail_link("an@school.example?bcc=eve@evil.example") == ""
