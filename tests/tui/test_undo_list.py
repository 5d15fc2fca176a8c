"""Undo and redo over saves, as values: what goes back, and what others changed stays."""

from model.application import Application, TeamMember, YesNo
from model.fields import Key, diff, get, put
from tests.model.build import complete
from tui.undo_list import MOST, UndoList

PLAN = Key("shared-leadership", ("plan",))
ANSWER = Key("shared-leadership", ("statements", "shared-decisions"))


def saved(saves: UndoList, application: Application, *texts: str) -> Application:
    """The plan saved with one text after the other."""
    for text in texts:
        application = put(application, PLAN, text)
        saves.recorded(application)
    return application


def test_saves_go_back_and_forward_one_by_one() -> None:
    start = put(complete(), PLAN, "nul")
    saves = UndoList(start)
    application = saved(saves, start, "een", "twee")
    for way, expected in (
        (saves.undo, "een"),
        (saves.undo, "nul"),
        (saves.redo, "een"),
        (saves.redo, "twee"),
    ):
        done = way(application)
        assert done is not None
        application = done.application
        assert get(application, PLAN) == expected
        saves.recorded(application)  # it is saved like any other change, and is none of its own
    assert saves.redo(application) is None


def test_nothing_saved_nothing_to_undo() -> None:
    saves = UndoList(complete())
    saves.recorded(complete())
    assert saves.undo(complete()) is saves.redo(complete()) is None


def test_a_new_change_after_an_undo_ends_what_could_be_redone() -> None:
    saves = UndoList(complete())
    application = saved(saves, complete(), "een", "twee")
    done = saves.undo(application)
    assert done is not None
    application = saved(saves, done.application, "drie")
    assert saves.redo(application) is None


def test_a_box_that_went_back_itself_has_undone_those_saves() -> None:
    start = put(complete(), PLAN, "nul")
    saves = UndoList(start)
    application = saved(saves, start, "een", "twee", "nul")  # the last by the box's own undo
    assert saves.undo(application) is None
    application = saved(saves, application, "twee")  # and its own redo
    assert saves.redo(application) is None
    done = saves.undo(application)
    assert done is not None
    assert get(done.application, PLAN) == "een"


def test_what_a_colleague_changed_since_is_left_alone() -> None:
    saves = UndoList(complete())
    mine = put(put(complete(), PLAN, "van mij"), ANSWER, YesNo.NO)
    saves.recorded(mine)
    theirs = put(mine, PLAN, "van een collega")
    saves.outside(diff(mine, theirs))
    done = saves.undo(theirs)
    assert done is not None
    assert done.keys == (ANSWER,)
    assert get(done.application, PLAN) == "van een collega"
    assert get(done.application, ANSWER) is YesNo.YES


def test_an_entry_of_a_list_comes_back() -> None:
    key = Key("school", ("team", "bart"))
    with_bart = put(complete(), key, TeamMember(id="bart", name="Bart"))
    saves = UndoList(with_bart)
    without = put(with_bart, key, None)
    saves.recorded(without)
    done = saves.undo(without)
    assert done is not None
    assert get(done.application, key) == TeamMember(id="bart", name="Bart")


def test_evidence_that_came_goes_back_like_anything_else() -> None:
    start = complete()
    item = start.answers["shared-leadership"].evidence[0]
    whole = Key("shared-leadership", ("evidence", item.id))
    without = put(start, whole, None)
    saves = UndoList(without)
    saves.recorded(start)
    done = saves.undo(start)
    assert done is not None
    assert done.has_evidence
    assert get(done.application, whole) is None
    again = saves.redo(without)
    assert again is not None
    assert get(again.application, whole) == item


def test_a_step_back_that_could_not_be_written_is_taken_again() -> None:
    saves = UndoList(complete())
    one = saved(saves, complete(), "één")
    two = saved(saves, one, "twee")
    for _ in range(2):
        assert saves.undo(two) is not None
        saves.failed("undo")
        saves.recorded(two)
    done = saves.undo(two)
    assert done is not None
    assert done.application == one
    assert saves.redo(one) is not None
    saves.failed("redo")
    saves.recorded(one)
    again = saves.redo(one)
    assert again is not None
    assert again.application == two


def test_ten_thousand_saves_are_not_all_kept() -> None:
    saves = UndoList(complete())
    application = complete()
    for number in range(MOST + 50):
        application = saved(saves, application, f"versie {number}")
    count = 0
    while (done := saves.undo(application)) is not None:
        application, count = done.application, count + 1
    assert count == MOST
    assert get(application, PLAN) == "versie 49"
