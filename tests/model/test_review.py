"""Threads are compiled from their events; what changed since is computed, never stored."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from model.application import YesNo
from model.review import EventKind, Feedback, FeedbackKind, Record, ThreadEvent, ThreadState
from model.threads import changed_since, unanswered
from tests.model.build import (
    LEADERSHIP,
    PROSE,
    a_hash,
    a_must_fix,
    complete,
    with_answer,
    with_documents,
)

DAY = date(2023, 2, 9)
ADDRESSED, REPLY, RESOLVED, REOPENED = (
    EventKind.ADDRESSED,
    EventKind.REPLY,
    EventKind.RESOLVED,
    EventKind.REOPENED,
)


def a_thread(*kinds: EventKind, text: str = "Gedaan.", **changes: object) -> Feedback:
    events = tuple(ThreadEvent(kind=kind, by="An", on=DAY, text=text) for kind in kinds)
    return a_must_fix(events=events, **changes)


def open_in(feedback: Feedback) -> bool:
    return unanswered(Record(feedback=(feedback,)), complete()) == (feedback,)


class TestThreads:
    """The last act counts."""

    @pytest.mark.parametrize(
        ("kinds", "state"),
        [
            ((), ThreadState.OPEN),
            ((REPLY,), ThreadState.OPEN),
            ((REPLY, ADDRESSED), ThreadState.ADDRESSED),
            ((ADDRESSED, RESOLVED), ThreadState.RESOLVED),
            ((ADDRESSED, RESOLVED, REOPENED), ThreadState.OPEN),
            ((RESOLVED, REPLY), ThreadState.RESOLVED),
        ],
    )
    def test_the_state_follows_the_events(
        self, kinds: tuple[EventKind, ...], state: ThreadState
    ) -> None:
        assert a_thread(*kinds).state is state

    def test_only_replies_are_counted(self) -> None:
        assert a_thread(REPLY, ADDRESSED, REPLY, REOPENED).replies == 2


class TestChangedSince:
    """By the hash that the reviewer saw."""

    def test_a_text(self) -> None:
        feedback = a_must_fix()
        assert not changed_since(feedback, complete())
        assert changed_since(feedback, with_answer(complete(), LEADERSHIP, plan=PROSE + "."))

    def test_an_explanation_that_was_removed(self) -> None:
        said = sha256(b"Zo.").hexdigest()
        feedback = a_must_fix(field="explanations.staff-supported", about_sha256=said)
        assert changed_since(feedback, complete())
        as_then = with_answer(complete(), LEADERSHIP, explanations={"staff-supported": "Zo."})
        assert not changed_since(feedback, as_then)

    def test_an_answer(self) -> None:
        said = sha256(b"yes").hexdigest()
        feedback = a_must_fix(field="statements.staff-supported", about_sha256=said)
        assert not changed_since(feedback, complete())
        no = with_answer(complete(), LEADERSHIP, statements={"staff-supported": YesNo.NO})
        assert changed_since(feedback, no)

    def test_a_document_as_it_lies_in_the_folder(self) -> None:
        feedback = a_must_fix(
            field=f"evidence.verslag-{LEADERSHIP}", about_sha256=a_hash(f"{LEADERSHIP}/verslag")
        )
        assert not changed_since(feedback, complete())
        assert changed_since(feedback, with_documents(complete(), sha256="0" * 64))
        assert changed_since(feedback, with_answer(complete(), LEADERSHIP, evidence=()))
        assert not changed_since(feedback, replace(complete(), documents={}))

    def test_eligibility_stands_in_step_1(self) -> None:
        said = sha256(b"2018-09-01").hexdigest()
        feedback = a_must_fix(
            step="school", field="eligibility.registered_since", about_sha256=said
        )
        assert not changed_since(feedback, complete())

    @pytest.mark.parametrize(
        ("step", "field", "about"),
        [
            (LEADERSHIP, "plan", ""),
            (LEADERSHIP, None, "0"),
            (None, None, "0"),
            (LEADERSHIP, "nothing", "0"),
            ("nowhere", "plan", "0"),
        ],
    )
    def test_without_a_hash_or_a_place_nothing_is_said(
        self, step: str | None, field: str | None, about: str
    ) -> None:
        feedback = a_must_fix(step=step, field=field, about_sha256=about)
        assert not changed_since(feedback, complete())


class TestUnanswered:
    """What the next round can't go without."""

    @pytest.mark.parametrize("kind", FeedbackKind)
    def test_only_a_must_fix_stands_in_the_way(self, kind: FeedbackKind) -> None:
        assert open_in(a_must_fix(kind=kind)) is (kind is FeedbackKind.MUST_FIX)

    def test_a_reply_answers_it_until_it_is_reopened(self) -> None:
        assert not open_in(a_thread(REPLY))
        assert open_in(a_thread(REPLY, REOPENED))
        assert not open_in(a_thread(REPLY, REOPENED, REPLY))

    def test_addressed_answers_it_only_with_words(self) -> None:
        assert not open_in(a_thread(ADDRESSED))
        assert open_in(a_thread(ADDRESSED, text=""))

    def test_what_is_resolved_needs_nothing(self) -> None:
        assert not open_in(a_thread(RESOLVED))

    def test_a_change_in_its_step_answers_it(self) -> None:
        record = Record(feedback=(a_must_fix(field=None, about_sha256=""),))
        assert unanswered(record, complete()) == record.feedback
        assert unanswered(record, complete(), {"collaboration"}) == record.feedback
        assert unanswered(record, complete(), {LEADERSHIP}) == ()
