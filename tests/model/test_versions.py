"""Versions that wait for a choice, and what is typed while others write: nothing is overwritten."""

from datetime import date

from model.application import Application
from model.completeness import assess
from model.fields import Change, Key, diff, put
from model.joining import both, join
from model.problems import Code
from model.versions import Version, chosen, conflicts, made_again, versions, with_versions
from tests.model.build import EDITION, JANUARY, complete

PLAN = Key("shared-leadership", ("plan",))
BEFORE = "een\n\ntwee\n\ndrie"


def test_several_versions_stand_in_the_application_until_one_is_chosen() -> None:
    several = (Version("later", "An"), Version("eerder", "Bart"), Version("eerst", "Cem"))
    application = with_versions(complete(), PLAN, several)
    assert versions(application, PLAN) == several
    assert conflicts(application) == (PLAN,)
    done = assess(application, EDITION, JANUARY)
    (problem,) = [p for p in done.all_problems() if p.code is Code.CONFLICT_UNRESOLVED]
    assert problem.facts["name"] == "An, Bart, Cem"
    assert not done.may_submit
    application = chosen(application, PLAN, "eerder")
    assert versions(application, PLAN) == (Version("eerder"),)
    assert assess(application, EDITION, JANUARY).may_submit


def test_a_day_and_an_answer_of_a_step_without_texts_block_a_submission_too() -> None:
    cases: tuple[tuple[Key, tuple[date | str, date | str]], ...] = (
        (Key("eligibility", ("registered_since",)), (date(2018, 9, 1), date(2019, 9, 1))),
        (Key("school", ("contact", "email")), ("an@x.example", "an@y.example")),
        (Key("declaration", ("signed_by",)), ("Els Maes", "E. Maes")),
    )
    for key, values in cases:
        several = tuple(Version(value, by) for value, by in zip(values, ("An", ""), strict=True))
        application = with_versions(complete(), key, several)
        assert versions(application, key) == several
        done = assess(application, EDITION, JANUARY)
        (problem,) = [p for p in done.all_problems() if p.code is Code.CONFLICT_UNRESOLVED]
        assert (problem.step, problem.field) == (key.step, key.field)
        assert not done.may_submit


def typed(now: Application, after: str, before: str = BEFORE) -> tuple[object, ...]:
    """What the plan holds once somebody typed `after` over `before`."""
    return tuple(v.value for v in versions(made_again(now, [Change(PLAN, before, after)]), PLAN))


def test_what_is_typed_goes_together_with_what_came_in() -> None:
    start = put(Application(), PLAN, BEFORE)
    assert typed(start, "1\n\ntwee\n\ndrie") == ("1\n\ntwee\n\ndrie",)
    came = put(start, PLAN, "een\n\ntwee\n\n3")
    assert typed(came, "1\n\ntwee\n\ndrie") == ("1\n\ntwee\n\n3",)
    came = put(start, PLAN, "I\n\ntwee\n\ndrie")
    assert typed(came, "1\n\ntwee\n\ndrie") == ("1\n\ntwee\n\ndrie", "I\n\ntwee\n\ndrie")
    # The version that one types in is one's own; the others stay.
    came = with_versions(start, PLAN, (Version("van Bart"), Version(BEFORE), Version("van Cem")))
    assert typed(came, "meer") == ("meer", "van Bart", "van Cem")
    assert made_again(came, diff(came, came)) == came


def test_of_what_was_typed_over_an_arrival_it_is_known_who_wrote_which_version() -> None:
    came = put(put(Application(), PLAN, BEFORE), PLAN, "van Bart")
    made = made_again(
        came,
        [Change(PLAN, BEFORE, "van An")],
        ("An", "2023-01-20T10:00:00+01:00"),
        lambda _: ("Bart", "2023-01-20T09:00:00+01:00"),
    )
    assert [(each.value, each.by) for each in versions(made, PLAN)] == [
        ("van An", "An"),
        ("van Bart", "Bart"),
    ]


def test_paragraphs_are_joined_where_the_changes_do_not_touch() -> None:
    assert join(BEFORE, "1\n\ntwee\n\ndrie", "een\n\ntwee\n\n3") == "1\n\ntwee\n\n3"
    assert join("a\nb", "1\nb", "a\n2") is None
    assert join(BEFORE, "", f"{BEFORE}\n\nvier") is None
    assert join("a", "a\n\nnieuw", "a\n\nnieuw") == "a\n\nnieuw"
    assert both("een\n\ntwee", "een\n\n2") == "een\n\ntwee\n2"
