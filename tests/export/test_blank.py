"""The questionnaire without answers: all that is asked, nothing that was said (F12)."""

from export import blank
from model.edition import in_language
from tests.export.help import ENGLISH
from tests.model.build import EDITION, JANUARY, PROSE, UNKNOWN, complete


def test_every_question_is_there_and_no_answer() -> None:
    page = blank.blank_page(complete(), EDITION, ENGLISH, made_on=JANUARY)
    html, markdown = blank.to_html(page), blank.to_markdown(page)
    for step in EDITION.steps:
        for asked in step.statements:
            words = in_language(asked.text, "en")
            assert words in html.replace("&#39;", "'")
            assert words in markdown.replace("\\", "")
    for text in (html, markdown):
        assert PROSE.strip() not in text
        assert "An Peeters" not in text
        assert "Still to do" not in text
        assert "does not replace" in text


def test_it_says_until_when_and_how_much_fits() -> None:
    page = blank.blank_page(complete(), EDITION, ENGLISH, made_on=JANUARY)
    assert [fact.text for fact in page.deadlines] == [
        "until 2023-01-30 to be safe, 2023-01-31 at the latest",
        "until 2023-02-27 to be safe, 2023-02-28 at the latest",
    ]
    assert page.limit == "at most 2500 characters"


def test_an_edition_of_which_nothing_is_known_has_no_days() -> None:
    assert blank.blank_page(complete(), UNKNOWN, ENGLISH, made_on=JANUARY).deadlines == ()
