"""A school as a reviewer reads it: the submitted bytes, what is new since, private notes."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from model.application import Soundness
from model.review import DecisionKind, EventKind, FeedbackKind
from store.clock import Clock
from store.inbox_folder import Inbox
from store.open_folder import DocumentGone
from store.people import Person
from store.receiving import take_in
from store.record_failures import NotNow, OthersDecide, QuoteNotFound
from store.school_folder import SchoolFolder
from store.submitted_school import SubmittedSchool
from tests.nso import NELE, PIECE_ID, act, words
from tests.store.school import AN, PLAN, git, with_field

DAY, LATER = Clock.of("2023-02-08"), Clock.of("2023-02-10")
WIM = Person("Wim Aerts", "wim@nso.example")
MUST = FeedbackKind.MUST_FIX


def nso(folder: Path, clock: Clock = DAY) -> SubmittedSchool:
    return SubmittedSchool.open(folder, clock)


def first_document(school: SubmittedSchool) -> tuple[Path, str]:
    item = next(item for _, item in school.application.all_evidence() if item.file)
    return school.document(item), item.sha256


def test_a_document_is_shown_as_it_was_submitted_whatever_lies_in_the_folder(
    received: Path,
) -> None:
    path, digest = first_document(nso(received))
    assert path.is_relative_to(received)
    assert sha256(path.read_bytes()).hexdigest() == digest
    for spoil in (lambda: path.write_bytes(b"%PDF-1.4 other"), path.unlink):
        spoil()
        school = nso(received)
        copy, digest = first_document(school)
        assert not copy.is_relative_to(received)
        assert sha256(copy.read_bytes()).hexdigest() == digest
        known = school.application.documents[path.relative_to(received).as_posix()]
        assert (known.sha256, known.soundness) == (digest, Soundness.SOUND)
        assert school.altered() == ()


def test_a_document_that_was_never_submitted_is_gone(received: Path) -> None:
    school = nso(received)
    item = next(item for _, item in school.application.all_evidence() if item.file)
    with pytest.raises(DocumentGone):
        school.document(replace(item, file="evidence/esafety/niet.pdf"))
    with pytest.raises(DocumentGone):
        school.document(replace(item, file="../../inbox.toml"))


def test_what_was_submitted_is_held_against_its_list(received: Path) -> None:
    school = nso(received)
    assert school.altered() == ()
    path = "answers/3-shared-leadership.toml"
    act(received, "submit", {path: 'plan = "Iets anders."\n'})
    assert nso(received).altered() == (path, "submissions/round-1.sha256")


def test_edited_drafts_keep_their_place_and_what_was_dropped_comes_back_as_new(
    received: Path,
) -> None:
    school = nso(received)
    draft = school.draft(PLAN, MUST, "Zeg wie.", NELE)
    passage = school.application.answers["shared-leadership"].plan[:20]
    school.change_draft(
        draft.id, PLAN, FeedbackKind.QUESTION, "Wie, en wanneer?", NELE, quote=passage
    )
    (changed,) = school.drafts
    assert (changed.id, changed.kind, changed.text) == (
        draft.id, FeedbackKind.QUESTION, "Wie, en wanneer?",
    )  # fmt: skip
    assert changed.quote == passage
    with pytest.raises(QuoteNotFound):
        school.change_draft(draft.id, PLAN, MUST, "Zeg wie.", NELE, quote="staat er niet")
    school.drop_draft(draft.id, NELE)
    school.change_draft(draft.id, PLAN, MUST, "Toch nog.", NELE)
    assert [found.text for found in school.drafts] == ["Toch nog."]
    assert git(received, "log", "--format=%s", "record") == "submit: round 1, 34 of 34"


def test_a_note_never_leaves_the_reviewers_own_space(received: Path, tmp_path: Path) -> None:
    school = nso(received)
    assert school.note == ""
    school.write_note("Bellen met\nde \x1b[31mdirecteur.", NELE)
    school.write_note("Bellen met\nde [31mdirecteur.", WIM)
    assert nso(received).note == "Bellen met\nde [31mdirecteur."
    work = received.parent.parent / "work"
    assert git(work, "log", "--format=%an %s") == "Nele Jans note: atheneum"
    school.draft(PLAN, MUST, "Zeg wie.", NELE)
    school.publish(NELE)
    file = tmp_path / "file.labelmap"
    school.send(file, NELE)
    kept = git(received, "log", "-p", "--all")
    assert "Zeg wie." in kept
    assert "Bellen" not in kept
    (work / "notes/atheneum.toml").write_bytes(b"text = [")
    assert nso(received).note == ""


def test_only_who_has_the_school_decides(received: Path) -> None:
    school = nso(received)
    school.assign(WIM.name, WIM)
    with pytest.raises(OthersDecide):
        school.decide(DecisionKind.APPROVED, "Proficiat.", NELE)
    school.may_not_decide(DecisionKind.APPROVED, NELE)
    with pytest.raises(NotNow):
        school.may_not_decide(DecisionKind.REFUSED, NELE)
    school.decide(DecisionKind.APPROVED, "Proficiat.", WIM)


@pytest.mark.usefixtures("key")
def test_a_reviewer_may_go_on_without_signing(received: Path) -> None:
    school = nso(received)
    school.draft("", FeedbackKind.PRAISE, "Mooi.", NELE)
    school.signs = False
    school.publish(NELE)
    assert "gpgsig" not in git(received, "cat-file", "commit", "record")
    school.signs = True
    school.decide(DecisionKind.APPROVED, "Proficiat.", NELE)
    assert "gpgsig" in git(received, "cat-file", "commit", "record")


def test_the_second_round_is_held_against_what_one_said_last(
    submitted: Path, received: Path, tmp_path: Path
) -> None:
    school = nso(received)
    assert school.earlier() is None
    first = school.application.answers["shared-leadership"].plan
    school.draft(PLAN, MUST, "Zeg wie.", NELE)
    school.draft("collaboration", FeedbackKind.QUESTION, "Hoeveel klassen?", NELE)
    school.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    assert school.news() == {}

    def post(*, back: bool) -> None:
        file = tmp_path / "post.labelmap"
        if back:
            nso(received, LATER).send(file, NELE)
            take_in([file], SchoolFolder.open(submitted, LATER), AN, LATER)
        else:
            SchoolFolder.open(submitted, LATER).send(file, AN)
            take_in([file], Inbox.at(received.parent.parent), NELE, LATER)
        file.unlink()

    post(back=True)
    folder = SchoolFolder.open(submitted, LATER)
    folder.reply(PIECE_ID, "Bart.", AN)
    folder.mark_addressed(PIECE_ID, AN)
    folder.reply("r1-collaboration-1", "Zes.", AN)
    folder.save(with_field(folder, PLAN, "Bart doet het. " * 20), AN)
    SchoolFolder.open(submitted, LATER).submit(AN, words)
    post(back=False)
    school = nso(received, LATER)
    earlier = school.earlier()
    assert earlier is not None
    assert earlier.application.answers["shared-leadership"].plan == first
    assert school.application.answers["shared-leadership"].plan.startswith("Bart")
    told = {name: [event.kind for event in events] for name, events in school.news().items()}
    assert told == {
        PIECE_ID: [EventKind.REPLY, EventKind.ADDRESSED],
        "r1-collaboration-1": [EventKind.REPLY],
    }
    school.resolve(PIECE_ID, NELE, text="Duidelijk.")
    assert set(school.news()) == {"r1-collaboration-1"}
    school.draft("", FeedbackKind.PRAISE, "Mooi bijgewerkt.", NELE)
    school.publish(NELE)
    assert school.news() == {}
    assert school.earlier() == earlier, "what one says of this round changes nothing of it"
