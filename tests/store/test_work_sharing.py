"""Reviewers share their work: drafts, notes and who decides; nothing of it is lost."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.review import Feedback, FeedbackKind
from store.clock import Clock
from store.git import Git
from store.inbox_folder import Inbox
from store.people import Person
from store.shared_folder import InsideApplication
from store.travel import UnsafeContents
from store.work import Work
from store.work_notes import WorkNotes
from store.work_sharing import SharedWork
from tests.store.school import git as git_says

CLOCK = Clock.of("2023-02-15")
NELE = Person("Nele Jans", "nele@nso.example")
WIM = Person("Wim Aerts", "wim@nso.example")
ZOE = Person("Zoe Claes", "zoe@nso.example")


def draft(text: str, by: Person = NELE) -> Feedback:
    return Feedback(
        id="",
        round=0,
        kind=FeedbackKind.MUST_FIX,
        text=text,
        by=by.name,
        on=date(2023, 2, 15),
        step="shared-leadership",
        field="plan",
    )


def inbox(place: Path, name: str) -> Inbox:
    return Inbox.made_at(place / name)


@dataclass(frozen=True)
class State:
    """What an inbox's work says."""

    drafts: list[tuple[str, str]]
    """Who wrote which, about one school."""
    assigned: dict[str, str]
    note: str


def state(one: Inbox) -> State:
    work = WorkNotes(one)
    pieces = sorted((piece.by, piece.text) for piece in work.drafts("linde"))
    return State(pieces, dict(work.assigned()), work.of("linde"))


def test_three_reviewers_who_began_apart_have_one_work(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    people = {NELE: "nele", WIM: "wim", ZOE: "zoe"}
    boxes = {who: inbox(tmp_path, name) for who, name in people.items()}
    works = {who: WorkNotes(box) for who, box in boxes.items()}
    kept = works[NELE].keep("linde", draft("Zeg wie."), NELE, CLOCK)
    works[NELE].assign("linde", "Nele Jans", NELE, CLOCK)
    works[WIM].keep("linde", draft("Zeg wanneer.", WIM), WIM, CLOCK)
    works[WIM].assign("vaart", "Wim Aerts", WIM, CLOCK)
    works[WIM].write("linde", "Belde op 14/02.", WIM, CLOCK)
    sharing = {who: SharedWork(box, CLOCK) for who, box in boxes.items()}
    for who in people:
        sharing[who].invite(shared, who)
    share = sharing[NELE].remembered()
    assert share is not None
    done = sharing[NELE].sync(share, NELE)
    assert done.changed
    assert {one.name for one in done.colleagues} == {"Wim Aerts", "Zoe Claes"}
    assert state(boxes[NELE]) == State(
        [("Nele Jans", "Zeg wie."), ("Wim Aerts", "Zeg wanneer.")],
        {"linde": "Nele Jans", "vaart": "Wim Aerts"},
        "Belde op 14/02.",
    )
    # Both change the same draft, the same note and who decides, at once.
    for who in (WIM, ZOE):
        mine = sharing[who].remembered()
        assert mine is not None
        sharing[who].sync(mine, who)
    works[NELE].put("linde", replace(kept, text="Zeg wie en waarom."), NELE, CLOCK)
    works[WIM].put("linde", replace(kept, text="Zeg wie, a.u.b."), WIM, CLOCK)
    works[NELE].write("linde", "Belde op 14/02.\n\nMailde ook.", NELE, CLOCK)
    works[WIM].write("linde", "Belde op 14/02.\n\nNiemand nam op.", WIM, CLOCK)
    works[NELE].assign("vaart", "Zoe Claes", NELE, CLOCK)
    works[ZOE].drop("linde", [kept.id], ZOE, CLOCK)
    for who in (NELE, WIM, ZOE, NELE, WIM):
        mine = sharing[who].remembered()
        assert mine is not None
        assert not sharing[who].sync(mine, who).refused
    assert state(boxes[NELE]) == state(boxes[WIM]) == state(boxes[ZOE])
    now = state(boxes[ZOE])
    texts = {text for _, text in now.drafts}
    assert texts == {"Zeg wie en waarom.", "Zeg wie, a.u.b.", "Zeg wanneer."}
    assert now.assigned == {"linde": "Nele Jans", "vaart": "Zoe Claes"}
    assert all(part in now.note for part in ("Belde", "Mailde ook.", "Niemand nam op."))
    mine = sharing[NELE].remembered()
    assert mine is not None
    again = sharing[NELE].sync(mine, NELE)
    assert (again.changed, again.written) == (False, 0), "nothing is new"
    assert git_says(boxes[NELE].work, "status", "--porcelain") == ""


def test_over_a_git_remote_and_nothing_but_work_is_taken_in(tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    git_says(tmp_path, "init", "--quiet", "--bare", str(remote))
    one, other = inbox(tmp_path, "one"), inbox(tmp_path, "other")
    Work(one).assign("linde", "Nele Jans", NELE, CLOCK)
    Work(other).keep("linde", draft("Zeg wie."), WIM, CLOCK)
    SharedWork(one, CLOCK).sync_remote(str(remote), NELE)
    SharedWork(other, CLOCK).sync_remote(str(remote), WIM)
    SharedWork(one, CLOCK).sync_remote(str(remote), NELE)
    assert state(one) == state(other)
    assert Work(one).drafts("linde")
    shared = tmp_path / "shared"
    shared.mkdir()
    with pytest.raises(InsideApplication):
        SharedWork(one, CLOCK).invite(one.path / "schools", NELE)
    # A colleague's work that holds something else is told, and keeps nothing else out.
    (other.work / "run.py").write_text("print('x')", encoding="utf-8")
    Git(other.work).commit(["run.py"], "x\n", WIM, CLOCK.now())
    SharedWork(other, CLOCK).invite(shared, WIM)
    before = state(one)
    done = SharedWork(one, CLOCK).invite(shared, NELE)
    assert [type(failure) for failure in done.refused] == [UnsafeContents]
    assert state(one) == before
    assert not (one.work / "run.py").exists()


ACTS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]), st.sampled_from(["draft", "drop", "assign", "note", "sync"])
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.long
@settings(max_examples=40)
@given(acts=ACTS)
def test_whatever_the_order_both_end_with_the_same(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[int, str]]
) -> None:
    place = tmp_path_factory.mktemp("work")
    shared = place / "shared"
    shared.mkdir()
    who = (NELE, WIM)
    boxes = [inbox(place, "one"), inbox(place, "other")]
    written: set[str] = set()
    dropped: set[str] = set()

    def sync(number: int) -> None:
        SharedWork(boxes[number], CLOCK).invite(shared, who[number])

    for count, (number, act) in enumerate(acts):
        work, person = WorkNotes(boxes[number]), who[number]
        if act == "draft":
            work.keep("linde", draft(f"Stuk {count}", person), person, CLOCK)
            written.add(f"Stuk {count}")
        elif act == "drop" and (pieces := work.drafts("linde")):
            work.drop("linde", [pieces[0].id], person, CLOCK)
            dropped.add(pieces[0].text)
        elif act == "assign":
            work.assign("linde", f"Wie {count}", person, CLOCK)
        elif act == "note":
            work.write("linde", f"Nota {count}", person, CLOCK)
        elif act == "sync":
            sync(number)
    for number in (0, 1, 0, 1):
        sync(number)
    assert state(boxes[0]) == state(boxes[1])
    left = {piece.text for piece in Work(boxes[0]).drafts("linde")}
    assert left == written - dropped
