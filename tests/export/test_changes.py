"""What changed between two versions: texts, answers, evidence; harmless in every format."""

from dataclasses import replace
from types import MappingProxyType

from export import changes
from export.changes_page import ChangesPage, changes_page
from model.application import Application, YesNo
from tests.export.help import ENGLISH
from tests.model.build import EDITION, JANUARY, LEADERSHIP, a_link, complete, with_answer

HOSTILE = "<script>alert(1)</script> **vet** [x](javascript:y) \u202egnirts"


def compared(before: Application, after: Application) -> ChangesPage:
    return changes_page(before, after, EDITION, ENGLISH, names=("round 1", "now"), made_on=JANUARY)


def test_each_kind_of_change_is_told_in_its_step() -> None:
    before = complete()
    answer = before.answers[LEADERSHIP]
    statement = EDITION.step(LEADERSHIP).statements[0]
    after = with_answer(
        before,
        LEADERSHIP,
        plan=answer.plan.replace("maand", "week"),
        statements=MappingProxyType({**answer.statements, statement.id: YesNo.NO}),
        explanations=MappingProxyType({statement.id: "Zo doen we dat."}),
        evidence=(a_link(LEADERSHIP),),
    )
    after = replace(after, school=replace(after.school, city="Elders"))
    school, step = compared(before, after).steps
    assert (school.id, school.values[0].before, school.values[0].after) == (
        "school",
        "Voorbeeldstad",
        "Elders",
    )
    assert step.id == LEADERSHIP
    assert [(value.label, value.before, value.after) for value in step.values] == [
        ("Question 1", "Yes", "No")
    ]
    assert [text.label for text in step.texts] == [
        "Plans for the next two years",
        "Question 1, how we do it",
    ]
    assert (step.added, step.removed) == (
        ("link shared-leadership",),
        ("verslag shared-leadership",),
    )
    assert "2 texts" in step.summary


def test_nothing_changed_is_said() -> None:
    page = compared(complete(), complete())
    assert page.steps == ()
    assert "Nothing changed." in changes.to_markdown(page)
    assert "Nothing changed." in changes.to_html(page)


def test_a_long_text_that_stayed_is_cut_in_its_middle() -> None:
    before = with_answer(complete(), LEADERSHIP, plan="woord " * 400 + "einde")
    after = with_answer(complete(), LEADERSHIP, plan="woord " * 400 + "slot")
    (step,) = compared(before, after).steps
    assert set(step.texts[0].pieces[0].text.split()) == {"woord", "[…]"}
    assert len("".join(piece.text for piece in step.texts[0].pieces)) < 400


def test_words_are_never_markup() -> None:
    after = with_answer(complete(), LEADERSHIP, plan=HOSTILE)
    page = compared(complete(), after)
    html, markdown = changes.to_html(page), changes.to_markdown(page)
    assert "<script>" not in html + markdown
    assert "\u202e" not in html + markdown
    assert "\\*\\*vet" in markdown


def test_evidence_that_changed_says_what_of_it() -> None:
    before = complete()
    (item,) = before.evidence_of(LEADERSHIP)
    changed = replace(item, title="Ander verslag", sha256="0" * 64, supports=())
    (step,) = compared(before, before.with_evidence(LEADERSHIP, (changed,))).steps
    (altered,) = step.altered
    assert altered.label == "Ander verslag"
    assert "000000000000" in altered.after
