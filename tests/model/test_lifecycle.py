"""Where an application stands, and what may happen there ('Life of an application')."""

from dataclasses import replace
from datetime import date

import pytest

from model.edition import PeriodKind
from model.lifecycle import (
    EVENTS,
    Branch,
    Role,
    Standing,
    State,
    WaitingFor,
    allowed,
    may_change,
    standing,
)
from model.review import DecisionKind, PlatformSubmission, Record
from tests.model.build import (
    EDITION,
    FEBRUARY,
    JANUARY,
    UNKNOWN,
    a_decision,
    a_submission,
    returned,
)

OCTOBER = date(2022, 10, 1)
DECEMBER = date(2022, 12, 12)
MARCH = date(2023, 3, 5)

SUBMITTED = Record(submissions=(a_submission(on=date(2023, 1, 15)),))
WITHDRAWN = Record(
    submissions=(a_submission(on=date(2023, 1, 15), withdrawn_on=date(2023, 1, 17)),)
)

AGAIN = replace(returned(), submissions=(a_submission(1), a_submission(2, date(2023, 2, 20))))
"""A second round, in hand."""


def decided(*kinds: DecisionKind) -> Record:
    return replace(SUBMITTED, decisions=tuple(a_decision(kind) for kind in kinds))


def at(record: Record, today: date = JANUARY) -> Standing:
    return standing(record, EDITION, today)


class TestWhereItStands:
    """State, round, whose turn, since when, locked."""

    @pytest.mark.parametrize(
        ("record", "today", "expected"),
        [
            (Record(), JANUARY, ("draft", 1, "school", None, False)),
            (SUBMITTED, JANUARY, ("submitted", 1, "reviewer", date(2023, 1, 15), True)),
            (SUBMITTED, MARCH, ("submitted", 1, "reviewer", date(2023, 1, 15), True)),
            (WITHDRAWN, JANUARY, ("draft", 2, "school", date(2023, 1, 17), False)),
            (returned(), FEBRUARY, ("returned", 2, "school", date(2023, 2, 8), False)),
            (returned(), date(2023, 2, 28), ("returned", 2, "school", date(2023, 2, 8), False)),
            (returned(), date(2023, 3, 1), ("refused", 1, "nobody", date(2023, 3, 1), False)),
            (
                decided(DecisionKind.APPROVED),
                MARCH,
                ("approved", 1, "nobody", date(2023, 2, 8), False),
            ),
            (
                decided(DecisionKind.REFUSED),
                FEBRUARY,
                ("refused", 1, "nobody", date(2023, 2, 8), False),
            ),
        ],
    )
    def test_it_is_derived_from_the_record(
        self, record: Record, today: date, expected: tuple[str, int, str, date | None, bool]
    ) -> None:
        found = at(record, today)
        assert expected == (
            found.state,
            found.round,
            found.waiting_for,
            found.since,
            found.locked,
        )

    def test_the_last_decision_of_a_round_counts(self) -> None:
        corrected = decided(DecisionKind.RETURNED, DecisionKind.APPROVED)
        assert at(corrected, FEBRUARY).state is State.APPROVED

    def test_a_second_round_waits_for_its_own_decision(self) -> None:
        found = at(AGAIN, date(2023, 2, 21))
        assert (found.state, found.round) == (State.SUBMITTED, 2)
        approved = replace(
            AGAIN, decisions=(*AGAIN.decisions, a_decision(DecisionKind.APPROVED, 2, MARCH))
        )
        assert at(approved, MARCH).state is State.APPROVED

    def test_withdrawing_a_second_round_leaves_it_returned(self) -> None:
        early = Record(
            submissions=(
                a_submission(1, date(2022, 12, 1)),
                a_submission(2, date(2022, 12, 10), withdrawn_on=date(2022, 12, 11)),
            ),
            decisions=(a_decision(DecisionKind.RETURNED, 1, date(2022, 12, 5)),),
        )
        found = at(early, DECEMBER)
        assert (found.state, found.round, found.since) == (State.RETURNED, 3, date(2022, 12, 11))

    def test_a_decision_counts_though_the_school_withdrew_at_the_same_time(self) -> None:
        both = replace(WITHDRAWN, decisions=(a_decision(DecisionKind.APPROVED),))
        assert at(both, FEBRUARY).state is State.APPROVED

    def test_a_decision_taken_over_from_the_platform_unlocks_too(self) -> None:
        decision = replace(a_decision(DecisionKind.RETURNED), from_platform=True)
        found = at(replace(SUBMITTED, decisions=(decision,)), FEBRUARY)
        assert (found.state, found.locked, found.from_platform) == (State.RETURNED, False, True)

    def test_the_platform_is_known_per_round(self) -> None:
        sent = PlatformSubmission(round=1, submitted_on=date(2023, 1, 16), by="An")
        record = replace(SUBMITTED, platform=(sent,))
        assert at(SUBMITTED).platform_on is None
        assert at(record).platform_on == date(2023, 1, 16)
        assert at(replace(returned(), platform=(sent,)), FEBRUARY).platform_on is None

    @pytest.mark.parametrize(
        ("record", "period"),
        [
            (Record(), PeriodKind.FIRST_SUBMISSION),
            (SUBMITTED, PeriodKind.FIRST_SUBMISSION),
            (WITHDRAWN, PeriodKind.FIRST_SUBMISSION),
            (returned(), PeriodKind.REVISION),
            (
                replace(SUBMITTED, platform=(PlatformSubmission(round=1, submitted_on=JANUARY),)),
                PeriodKind.EVALUATION,
            ),
            (decided(DecisionKind.APPROVED), None),
        ],
    )
    def test_the_deadline_keeps_counting_until_it_is_on_the_platform(
        self, record: Record, period: PeriodKind | None
    ) -> None:
        assert at(record, FEBRUARY).period is period

    def test_a_decision_without_its_submission_is_nothing(self) -> None:
        assert at(Record(decisions=(a_decision(DecisionKind.APPROVED),))).state is State.DRAFT

    def test_without_a_known_end_a_return_does_not_lapse(self) -> None:
        assert standing(returned(), UNKNOWN, date(2030, 1, 1)).state is State.RETURNED

    def test_whose_turn_it_is_follows_from_the_state(self) -> None:
        assert {at(record, FEBRUARY).waiting_for for record in (Record(), returned())} == {
            WaitingFor.SCHOOL
        }


class TestTheTable:
    """Every event of both histories."""

    def test_it_holds_all_events_of_the_contract(self) -> None:
        by_branch = {
            branch: {name for name, event in EVENTS.items() if event.branch is branch}
            for branch in Branch
        }
        assert by_branch == {
            Branch.MAIN: {
                "create",
                "school",
                "eligibility",
                "answer",
                "evidence-add",
                "evidence-change",
                "evidence-remove",
                "declaration",
                "edition",
                "restore",
                "recover",
                "merge",
                "record",
            },
            Branch.RECORD: {
                "draft",
                "submit",
                "receipt",
                "feedback",
                "decide",
                "reply",
                "addressed",
                "resolve",
                "reopen",
                "withdraw",
                "platform",
                "add",
            },
        }

    def test_a_principal_may_what_a_teacher_may(self) -> None:
        for event in EVENTS.values():
            assert (Role.TEACHER in event.roles) == (Role.PRINCIPAL in event.roles)

    @pytest.mark.parametrize(
        ("event", "path", "may"),
        [
            ("answer", "answers/3-shared-leadership.toml", True),
            ("answer", "answers/8-declaration.toml", False),
            ("answer", "school.toml", False),
            ("answer", "answers/deep/3-shared-leadership.toml", False),
            ("school", "school.toml", True),
            ("eligibility", "eligibility.toml", True),
            ("evidence-add", "evidence/esafety/beleid.pdf", True),
            ("evidence-add", "answers/8-declaration.toml", True),
            ("evidence-add", "labelmap.toml", False),
            ("declaration", "evidence/declaration/verklaring.pdf", True),
            ("declaration", "evidence/esafety/beleid.pdf", False),
            ("edition", "edition.toml", True),
            ("create", "README.md", True),
            ("create", "review/round-1/decision.toml", False),
            ("recover", "evidence/esafety/foto.jpg", True),
            ("recover", "notities.txt", True),
            ("recover", "submissions/round-1.toml", False),
            ("merge", "review/round-1/r1-1.toml", False),
            ("record", "review/round-1/r1-1.toml", True),
            ("record", "school.toml", False),
            ("submit", "submissions/round-1.sha256", True),
            ("submit", "school.toml", True),
            ("submit", "review/round-1/decision.toml", False),
            ("decide", "review/round-1/decision-2.toml", True),
            ("decide", "answers/3-shared-leadership.toml", False),
            ("reply", "review/round-1/r1-1.toml", True),
            ("reply", "review/round-1/deeper/r1-1.toml", False),
            ("withdraw", "submissions/round-1-withdrawn.toml", True),
            ("withdraw", "submissions/round-1.toml", False),
            ("platform", "submissions/round-1-platform.toml", True),
        ],
    )
    def test_an_event_changes_its_own_paths_only(self, event: str, path: str, *, may: bool) -> None:
        assert may_change(event, path) is may

    def test_in_a_thread_one_only_appends(self) -> None:
        appending = {name for name, event in EVENTS.items() if event.appends}
        assert appending == {"reply", "addressed", "resolve", "reopen"}


class TestMayI:
    """Role, state and period."""

    @pytest.mark.parametrize(
        ("event", "role", "record", "today"),
        [
            ("submit", "teacher", Record(), JANUARY),
            ("draft", "teacher", Record(), DECEMBER),
            ("draft", "teacher", returned(), DECEMBER),
            ("submit", "principal", Record(), date(2023, 1, 31)),
            ("submit", "teacher", WITHDRAWN, JANUARY),
            ("submit", "teacher", returned(), DECEMBER),
            ("submit", "teacher", returned(), date(2023, 2, 28)),
            ("withdraw", "teacher", SUBMITTED, JANUARY),
            ("decide", "reviewer", SUBMITTED, MARCH),
            ("decide", "reviewer", returned(), FEBRUARY),
            ("feedback", "reviewer", SUBMITTED, DECEMBER),
            ("reply", "teacher", returned(), FEBRUARY),
            ("platform", "teacher", SUBMITTED, MARCH),
            ("answer", "teacher", Record(), OCTOBER),
            ("answer", "teacher", returned(), FEBRUARY),
            ("recover", "teacher", SUBMITTED, JANUARY),
            ("record", "reviewer", SUBMITTED, JANUARY),
        ],
    )
    def test_this_may_be_done(self, event: str, role: str, record: Record, today: date) -> None:
        assert allowed(event, role, at(record, today), EDITION, today) is None

    @pytest.mark.parametrize(
        ("event", "role", "record", "today", "why"),
        [
            ("submit", "reviewer", Record(), JANUARY, "Only the school does this."),
            ("decide", "teacher", SUBMITTED, JANUARY, "Only the NSO does this."),
            ("submit", "teacher", Record(), OCTOBER, "from 2022-11-23"),
            ("submit", "teacher", Record(), FEBRUARY, "up to and including 2023-01-31"),
            ("submit", "teacher", WITHDRAWN, FEBRUARY, "up to and including 2023-01-31"),
            ("submit", "teacher", returned(), MARCH, "refused"),
            ("submit", "teacher", SUBMITTED, JANUARY, "already submitted, on 2023-01-15"),
            ("submit", "teacher", decided(DecisionKind.APPROVED), FEBRUARY, "approved"),
            ("answer", "teacher", SUBMITTED, JANUARY, "locked"),
            ("edition", "teacher", SUBMITTED, JANUARY, "locked"),
            ("withdraw", "teacher", SUBMITTED, FEBRUARY, "up to and including 2023-01-31"),
            ("withdraw", "teacher", AGAIN, date(2023, 2, 21), "up to and including 2023-01-31"),
            ("withdraw", "teacher", returned(), FEBRUARY, "decision already, of 2023-02-08"),
            ("withdraw", "teacher", Record(), JANUARY, "not submitted yet"),
            ("decide", "reviewer", Record(), JANUARY, "not submitted yet"),
        ],
    )
    def test_this_may_not_and_it_says_why(
        self, event: str, role: str, record: Record, today: date, why: str
    ) -> None:
        message = allowed(event, role, at(record, today), EDITION, today)
        assert why in str(message)

    def test_after_the_revision_period_nothing_is_returned_any_more(self) -> None:
        where = at(SUBMITTED, MARCH)
        for kind in DecisionKind:
            message = allowed("decide", "reviewer", where, EDITION, MARCH, decision=kind)
            assert (message is None) is (kind is not DecisionKind.RETURNED)
        last = date(2023, 2, 28)
        kind = DecisionKind.RETURNED
        assert allowed("decide", "reviewer", where, EDITION, last, decision=kind) is None

    def test_every_refusal_can_be_said(self) -> None:
        for event in EVENTS:
            for record in (Record(), SUBMITTED, WITHDRAWN, returned(), decided(*DecisionKind)):
                for role in Role:
                    message = allowed(event, role, at(record, OCTOBER), EDITION, OCTOBER)
                    assert message is None or "{" not in str(message)

    def test_an_unknown_event_is_a_mistake(self) -> None:
        with pytest.raises(KeyError):
            allowed("publish", "reviewer", at(SUBMITTED), EDITION, JANUARY)
