"""A round's feedback on paper: by step, with its replies, harmless."""

from dataclasses import replace
from datetime import date

import pytest

from export import feedback
from export.feedback import NoFeedback, feedback_page
from export.pdf import rendered
from model.application import Application
from model.review import DecisionKind, EventKind, FeedbackKind, Record, ThreadEvent
from tests.export.help import ENGLISH, faults, here, text_of
from tests.model.build import EDITION, FEBRUARY, LEADERSHIP, a_decision, a_must_fix, complete

REPLY = ThreadEvent(
    kind=EventKind.REPLY, by="An", on=date(2023, 2, 9), text="We <b>pasten</b> het aan."
)


def reviewed() -> Application:
    """An application that came back with feedback."""
    pieces = (
        a_must_fix(id="r1-1", field="plan", quote="elke maand", events=(REPLY,)),
        a_must_fix(id="r1-2", step=None, field=None, kind=FeedbackKind.PRAISE, text="Mooi!"),
        a_must_fix(id="r1-3", field=f"statements.{EDITION.step(LEADERSHIP).statements[1].id}"),
        a_must_fix(id="r1-4", field=f"evidence.verslag-{LEADERSHIP}"),
    )
    decision = replace(a_decision(DecisionKind.RETURNED), text="Nog even werk.")
    return replace(complete(), record=Record(feedback=pieces, decisions=(decision,)))


def test_feedback_stands_by_step_with_what_it_is_about() -> None:
    page = feedback_page(reviewed(), EDITION, ENGLISH, made_on=FEBRUARY)
    assert [group.title for group in page.groups] == [
        "About the application as a whole",
        "3 Shared leadership",
    ]
    plan, question, evidence = page.groups[1].pieces
    assert plan.about == "Plans for the next two years"
    assert plan.quote == "elke maand"
    assert plan.events[0].by == "An"
    assert question.about.startswith("Question 2: ")
    assert evidence.about == "Evidence 'verslag shared-leadership'"
    assert "Returned" in page.decision
    assert plan.state
    assert page.groups[0].pieces[0].state == "", "praise is never open"


def test_a_decision_without_feedback_counts_none() -> None:
    approved = replace(complete(), record=Record(decisions=(a_decision(DecisionKind.APPROVED),)))
    page = feedback_page(approved, EDITION, ENGLISH, made_on=FEBRUARY)
    assert page.count == "no feedback but the decision"
    assert page.groups == ()


def test_both_formats_hold_all_words_and_no_markup_of_theirs() -> None:
    page = feedback_page(reviewed(), EDITION, ENGLISH, made_on=FEBRUARY)
    for text in (feedback.to_html(page), feedback.to_markdown(page)):
        assert "Nog even werk." in text
        assert "elke maand" in text
        assert "<b>pasten" not in text


@pytest.mark.usefixtures("pango")
def test_as_pdf_it_is_accessible_and_says_whose_words_are_whose() -> None:
    page = feedback_page(reviewed(), EDITION, ENGLISH, made_on=FEBRUARY)
    pdf = rendered(feedback.to_html(page), FEBRUARY.isoformat(), here)
    assert faults(pdf) == set()
    read = " ".join(" ".join(text_of(pdf)).split())
    for words in ("Nog even werk.", "elke maand", "We <b>pasten</b> het aan."):
        assert words in read


def test_a_round_without_feedback_is_refused() -> None:
    with pytest.raises(NoFeedback):
        feedback_page(complete(), EDITION, ENGLISH, made_on=FEBRUARY)
    with pytest.raises(NoFeedback):
        feedback_page(reviewed(), EDITION, ENGLISH, made_on=FEBRUARY, number=2)
