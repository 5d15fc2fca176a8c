"""What a reviewer reads as blocks: every place of the application once, or a form alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from export.feedback_text import to_text
from model.application import Evidence
from model.review import DecisionKind, FeedbackKind
from store.clock import Clock
from store.record_failures import NotJudgeable
from store.school_folder import SchoolFolder
from store.submitted_school import SubmittedSchool
from tests.nso import NELE, act, complete_school, into_inbox, words
from tests.store.school import AN, with_field
from tui.language import Language
from tui.review_blocks import is_text, text_at
from tui.review_keys import applies
from tui.review_lines import ReviewLines
from tui.review_text import school_page
from tui.reviewed_reading import Reading, read_school

NL, EN = Language("nl"), Language("en")
DAY = Clock.of("2023-02-08")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school of an inbox that submitted; nobody changes it."""
    place = tmp_path_factory.mktemp("blocks")
    complete_school(place / "school").submit(AN, words)
    return into_inbox(place / "school", place / "inbox")


@pytest.fixture
def reading(folder: Path) -> Reading:
    return read_school(folder, DAY, NL)


def test_every_place_on_which_there_can_be_feedback_is_a_block(reading: Reading) -> None:
    blocks = reading.blocks(NL, only_changes=False)
    places = [block.place for block in blocks]
    for step in reading.edition.steps:
        if step.id not in reading.application.answers:
            continue
        assert step.id in places
        wanted = [f"{step.id}.statements.{statement.id}" for statement in step.statements]
        wanted += [f"{step.id}.evidence.{e.id}" for e in reading.application.evidence_of(step.id)]
        wanted += [f"{step.id}.plan"] if step.has_plan else []
        for place in wanted:
            assert places.count(place) == 1
    for block in blocks:
        reading.school.drafted(block.place, FeedbackKind.PRAISE, "Mooi.", NELE)  # each can be said
        assert is_text(block.place) or not text_at(block.place, reading.application)


def test_the_state_is_told_in_words(reading: Reading) -> None:
    lines = ReviewLines(reading, EN)
    told = [text for _, text in lines.lines((), None)]
    assert told[0] == "Submitted on 20 January 2023 · waits 19 days for us · nobody decides yet"
    assert told[1] == "The school has 20 days to adapt, until 28 February 2023."
    assert told[2].startswith("complete 34/34 · files as listed")
    assert "checking the files" in lines.lines(None, None)[-1][1]
    sign, checked = lines.lines(("answers/2-esafety.toml",), None)[-1]
    assert sign == "! "
    assert "1 file is NOT as listed" in checked


def test_an_edition_that_is_not_known_is_read_and_not_judged(folder: Path, tmp_path: Path) -> None:
    complete_school(tmp_path / "school").submit(AN, words)
    head = 'format = 1\nedition = "2031-2032"\nlanguage = "nl"\n'
    act(tmp_path / "school", "submit", {"labelmap.toml": head})
    reading = read_school(into_inbox(tmp_path / "school", tmp_path / "inbox"), DAY, EN)
    told = [text for _, text in ReviewLines(reading, EN).lines((), None)]
    assert any("does not know the edition '2031-2032'" in line for line in told)
    assert reading.blocks(EN, only_changes=False)
    assert not applies("decide", reading, None, None)
    with pytest.raises(NotJudgeable):
        reading.school.may_not_decide(DecisionKind.APPROVED, NELE)
    assert SubmittedSchool.open(folder, DAY).edition_known


def test_a_school_without_labelmap_has_its_form_and_the_steps(reading: Reading) -> None:
    form = Evidence(id="form", file="submissions/round-1-form.pdf")
    blocks = replace(reading, form=form).blocks(NL, only_changes=False)
    assert blocks[0].evidence is form
    assert [block.place for block in blocks[1:4]] == ["school", "esafety", "shared-leadership"]


def test_a_draft_that_a_school_shows_gets_advice_and_no_decision(tmp_path: Path) -> None:
    complete_school(tmp_path / "school").show_draft(AN, words)
    folder = into_inbox(tmp_path / "school", tmp_path / "inbox")
    reading = read_school(folder, DAY, EN)
    told = ReviewLines(reading, EN).lines(reading.school.altered(), None)
    assert told[0][1].startswith("A draft, shown on 20 January 2023, not submitted")
    assert "files as listed" in told[-1][1]
    assert not applies("decide", reading, None, None)
    reading.school.draft("shared-leadership.plan", FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    reading = read_school(folder, DAY, EN)
    (drafted,) = reading.pieces
    assert applies("drop", reading, None, drafted)
    page = school_page(reading, reading.drafts)
    assert page is not None
    text = to_text(page, NL)
    assert "Advies op het concept: er is niets beslist" in text
    assert "Zeg wie." in text
    reading.school.publish(NELE)
    reading = read_school(folder, DAY, EN)
    (advice,) = reading.pieces
    assert advice.is_advice
    assert applies("resolve", reading, None, advice)
    assert not applies("drop", reading, None, advice)
    assert reading.school.earlier() is None
    page = school_page(reading)
    assert page is not None
    assert "Zeg wie." in to_text(page, NL)
    # The next draft is held against what was said of this one.
    school = SchoolFolder.open(tmp_path / "school", DAY)
    school.save(with_field(school, "shared-leadership.plan", "Bart doet het. " * 20), AN)
    SchoolFolder.open(tmp_path / "school", DAY).show_draft(AN, words)
    reading = read_school(into_inbox(tmp_path / "school", tmp_path / "inbox"), DAY, EN)
    assert [str(change.key) for change in reading.changes] == ["shared-leadership.plan"]
