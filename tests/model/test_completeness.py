"""What counts, what does not, and what is left to do (command-line.md, 'What counts')."""

import statistics
import time
import timeit
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.assess import full
from model.application import (
    DECLARATION,
    MISSION_STEPS,
    STEPS,
    ActiveTeacher,
    Answer,
    Application,
    Declaration,
    Document,
    Eligibility,
    Evidence,
    Kind,
    Label,
    QualityLabel,
    School,
    Soundness,
    YesNo,
)
from model.completeness import Assessment, assess, joined_description
from model.edition import Edition, EligibilityRules
from model.problems import Code, Problem
from model.review import (
    Decision,
    DecisionKind,
    EventKind,
    Feedback,
    Record,
    Submission,
    ThreadEvent,
)
from model.standing import State
from tests.model.build import (
    EDITION,
    FEBRUARY,
    JANUARY,
    LEADERSHIP,
    PROSE,
    UNKNOWN,
    a_decision,
    a_document,
    a_link,
    a_must_fix,
    a_submission,
    complete,
    returned,
    with_answer,
    with_documents,
)


def codes(problems: Iterable[Problem]) -> list[Code]:
    return [problem.code for problem in problems]


def check(
    application: Application, today: date = JANUARY, edition: Edition = EDITION
) -> Assessment:
    return assess(application, edition, today)


class TestWhatCounts:
    """The required and the recommended items."""

    def test_a_form_asks_34_items(self) -> None:
        steps = {step.id: step for step in check(Application()).steps}
        assert list(steps) == list(STEPS)
        assert [steps[step].required for step in STEPS] == [6, 2, 5, 5, 5, 5, 5, 1]
        assert [steps[step].recommended for step in STEPS] == [0, 2, 2, 2, 2, 2, 2, 0]
        assert [steps[step].number for step in STEPS] == [1, 2, 3, 4, 5, 6, 7, 8]
        assert (check(Application()).done, check(Application()).required) == (0, 34)

    def test_all_of_them_can_be_done(self) -> None:
        assessment = check(complete())
        assert (assessment.done, assessment.required) == (34, 34)
        assert assessment.all_problems() == ()
        assert assessment.complete
        assert assessment.may_submit
        assert [step.recommended_done for step in assessment.steps] == [0, 2, 2, 2, 2, 2, 2, 0]

    @pytest.mark.parametrize("step", MISSION_STEPS)
    def test_each_item_of_a_step_counts_for_itself(self, step: str) -> None:
        application = with_answer(complete(), step, plan="", evidence=())
        assert check(application).step(step).done == 3
        answer = replace(application.answers[step], statements=MappingProxyType({}))
        assert check(application.with_answer(step, answer)).step(step).done == 0

    def test_a_statement_answered_no_is_not_done(self) -> None:
        answers = {s.id: YesNo.NO for s in EDITION.step(LEADERSHIP).statements}
        progress = check(with_answer(complete(), LEADERSHIP, statements=answers)).step(LEADERSHIP)
        assert progress.done == 2
        assert codes(progress.problems) == [Code.STATEMENT_NO] * 3

    def test_the_declaration_needs_document_name_and_day(self) -> None:
        whole = complete()
        for changes in ({"signed_by": ""}, {"signed_on": None}, {"evidence": ()}):
            declaration = replace(whole.declaration, **changes)
            assert check(replace(whole, declaration=declaration)).step(DECLARATION).done == 0

    def test_an_explanation_is_a_description_too(self) -> None:
        application = with_answer(
            complete(), LEADERSHIP, description="", explanations={"shared-decisions": PROSE}
        )
        assert check(application).step(LEADERSHIP).problems == ()


class TestWhoMayApply:
    """F1 to F3, and F8."""

    def test_a_contact_who_is_not_on_the_platform_can_not_apply(self) -> None:
        contact = replace(complete().school.contact, on_platform=False)
        school = replace(complete().school, contact=contact)
        progress = check(replace(complete(), school=school)).step("school")
        assert (progress.done, codes(progress.problems)) == (5, [Code.CONTACT_NOT_ON_PLATFORM])
        assert progress.problems[0].facts["detail"] == "no"

    def test_the_invitation_makes_all_three_done(self) -> None:
        eligibility = Eligibility(invited_on=date(2022, 11, 24))
        progress = check(replace(complete(), eligibility=eligibility)).step("school")
        assert (progress.done, progress.problems) == (6, ())

    def test_the_cut_off_day_itself_is_in_time(self) -> None:
        eligibility = replace(complete().eligibility, registered_since=date(2020, 9, 1))
        assert check(replace(complete(), eligibility=eligibility)).complete

    @pytest.mark.parametrize(
        ("teachers", "count"),
        [
            (("An", "Bart", "Fatima"), 3),
            (("An", "an ", " AN"), 1),
            (("Jan  Maes", "jan maes", "Piet", " "), 2),
        ],
    )
    def test_only_different_teachers_count(self, teachers: tuple[str, ...], count: int) -> None:
        active = tuple(
            ActiveTeacher(id=f"t{place}", name=name, on=date(2021, 1, 1))
            for place, name in enumerate(teachers)
        )
        eligibility = replace(complete().eligibility, active_teacher=active)
        problems = check(replace(complete(), eligibility=eligibility)).step("school").problems
        short = [p.facts["count"] for p in problems if p.code is Code.TOO_FEW_ACTIVE_TEACHERS]
        assert short == ([] if count >= 3 else [count])

    def test_activity_before_the_cut_off_does_not_count(self) -> None:
        first, *rest = complete().eligibility.active_teacher
        active = (replace(first, on=date(2020, 8, 31)), *rest)
        eligibility = replace(complete().eligibility, active_teacher=active)
        assert not check(replace(complete(), eligibility=eligibility)).complete

    @pytest.mark.parametrize(
        ("label", "counts"),
        [
            (QualityLabel(id="a", granted=date(2020, 7, 1)), True),
            (QualityLabel(id="a", granted=date(2020, 6, 30)), False),
            (QualityLabel(id="a", granted=date(2021, 7, 1), european=False), False),
            (QualityLabel(id="a"), False),
        ],
    )
    def test_a_label_must_be_european_and_in_time(
        self,
        label: QualityLabel,
        *,
        counts: bool,
    ) -> None:
        eligibility = replace(complete().eligibility, quality_label=(label,))
        assert check(replace(complete(), eligibility=eligibility)).complete is counts

    def test_a_label_after_the_last_day_does_not_count(self) -> None:
        rules = replace(EDITION.eligibility, label_until=date(2021, 10, 17))
        assert not check(complete(), edition=replace(EDITION, eligibility=rules)).complete
        rules = replace(EDITION.eligibility, label_until=date(2021, 10, 18))
        assert check(complete(), edition=replace(EDITION, eligibility=rules)).complete

    def test_an_unknown_cut_off_is_done_once_filled_in_and_not_checked(self) -> None:
        edition = replace(EDITION, eligibility=EligibilityRules(active_teachers=3))
        progress = check(complete(), edition=edition).step("school")
        assert progress.done == 6
        assert progress.not_checked == (
            "eligibility.registered_since",
            "eligibility.active_teacher",
            "eligibility.quality_label",
        )
        empty = check(replace(complete(), eligibility=Eligibility()), edition=edition)
        assert empty.step("school").done == 3
        assert empty.step("school").not_checked == ()

    def test_what_the_platform_checked_is_not_called_unchecked(self) -> None:
        eligibility = replace(complete().eligibility, invited_on=date(2022, 11, 24))
        invited = replace(complete(), eligibility=eligibility)
        assert check(invited, edition=UNKNOWN).step("school").not_checked == ()

    def test_what_the_edition_knows_is_checked(self) -> None:
        assert check(complete()).step("school").not_checked == ()

    def test_days_later_than_today_are_not_judged(self) -> None:
        application = complete()
        declaration = replace(application.declaration, signed_on=date(2030, 1, 1))
        later = replace(application, declaration=declaration)
        assert check(later, date(2022, 12, 1)).complete

    @pytest.mark.parametrize(
        ("years", "valid"),
        [("2021-2022", False), ("2022-2023", True), ("2024 – 2025", True), ("vroeger", False)],
    )
    def test_a_label_of_the_same_years_is_still_valid(
        self,
        years: str,
        *,
        valid: bool,
    ) -> None:
        school = replace(complete().school, label=(Label(id="oud", years=years),))
        problems = check(replace(complete(), school=school)).step("school").problems
        assert codes(problems) == ([Code.LABEL_STILL_VALID] if valid else [])


class TestEvidence:
    """Which pieces are sound."""

    def test_one_sound_piece_is_enough(self) -> None:
        gone = a_document(LEADERSHIP, "weg")
        application = complete()
        pieces = (*application.answers[LEADERSHIP].evidence, gone)
        progress = check(with_answer(application, LEADERSHIP, evidence=pieces)).step(LEADERSHIP)
        assert progress.done == 5
        assert codes(progress.problems) == [Code.EVIDENCE_FILE_MISSING]

    def test_a_changed_document_still_counts(self) -> None:
        progress = check(with_documents(complete(), sha256="f" * 64)).step("collaboration")
        assert progress.done == 5
        assert Code.EVIDENCE_CHANGED in codes(progress.problems)

    def test_a_document_at_the_limit_is_not_too_large(self) -> None:
        assert check(with_documents(complete(), bytes=10_000_000)).complete
        assert not check(with_documents(complete(), bytes=10_000_001)).complete

    def test_what_is_too_large_is_not_called_unreadable(self) -> None:
        large = with_documents(complete(), bytes=10**8, soundness=Soundness.DAMAGED)
        assert Code.EVIDENCE_UNREADABLE not in codes(check(large).all_problems())

    def test_office_files_are_for_the_mission_steps_only(self) -> None:
        assessment = check(with_documents(complete(), kind=Kind.OFFICE))
        assert codes(assessment.step("esafety").problems) == [
            Code.EVIDENCE_WRONG_TYPE,
            Code.STATEMENT_UNSUPPORTED,
        ]
        assert codes(assessment.step(LEADERSHIP).problems) == [Code.EVIDENCE_TYPE_NOTICE]

    def test_a_link_alone_is_fine_for_esafety(self) -> None:
        application = with_answer(complete(), "esafety", evidence=(a_link("esafety"),))
        assert check(application).step("esafety").problems == ()

    def test_a_link_beside_a_document_is_fine(self) -> None:
        pieces = (a_document(LEADERSHIP), a_link(LEADERSHIP))
        application = with_answer(complete(), LEADERSHIP, evidence=pieces)
        assert check(application).step(LEADERSHIP).problems == ()

    def test_without_both_hashes_nothing_is_called_changed(self) -> None:
        application = complete()
        pieces = (a_document(LEADERSHIP, sha256=""),)
        assert check(with_answer(application, LEADERSHIP, evidence=pieces)).all_problems() == ()
        assert check(with_documents(application, sha256="")).all_problems() == ()

    def test_a_link_is_no_signed_declaration(self) -> None:
        declaration = replace(complete().declaration, evidence=(a_link(DECLARATION),))
        progress = check(replace(complete(), declaration=declaration)).step(DECLARATION)
        assert progress.done == 0
        assert codes(progress.problems) == [Code.EVIDENCE_WRONG_TYPE]

    def test_the_same_document_in_another_step_is_said_once(self) -> None:
        again = a_document("collaboration", sha256=a_document(LEADERSHIP).sha256)
        application = with_documents(with_answer(complete(), "collaboration", evidence=(again,)))
        twice = [p for p in check(application).all_problems() if p.code is Code.EVIDENCE_DUPLICATE]
        assert [(p.step, p.facts["other_step"]) for p in twice] == [("collaboration", LEADERSHIP)]

    def test_broken_evidence_backs_nothing(self) -> None:
        progress = check(with_documents(complete(), soundness=Soundness.EMPTY)).step(LEADERSHIP)
        assert codes(progress.problems).count(Code.STATEMENT_UNSUPPORTED) == 3
        assert progress.recommended_done == 1

    def test_a_step_without_evidence_is_told_so_once(self) -> None:
        progress = check(with_answer(complete(), LEADERSHIP, evidence=())).step(LEADERSHIP)
        assert codes(progress.problems) == [Code.EVIDENCE_MISSING]
        assert progress.recommended_done == 1

    def test_texts_that_changed_after_the_signature_are_said(self) -> None:
        day = date(2023, 1, 11)
        changed = assess(complete(), EDITION, JANUARY, texts_changed_on=day)
        assert codes(changed.all_problems()) == [Code.DECLARATION_OLDER_THAN_TEXT]
        same_day = assess(complete(), EDITION, JANUARY, texts_changed_on=date(2023, 1, 10))
        assert same_day.all_problems() == ()


class TestLength:
    """F13: 2,500 characters a box, counted as a form does."""

    def test_emoji_count_twice(self) -> None:
        assert check(with_answer(complete(), LEADERSHIP, plan="🌍" * 1250)).complete
        assert not check(with_answer(complete(), LEADERSHIP, plan="🌍" * 1250 + "a")).complete

    def test_what_is_counted_is_what_is_exported(self) -> None:
        step = EDITION.step(LEADERSHIP)
        answer = Answer(
            description="Wij beslissen samen.",
            explanations={"staff-supported": "Drie.", "shared-decisions": "Een.", "weg": "Nee."},
        )
        text = joined_description(answer, step)
        assert text == "Wij beslissen samen.\n\nEen.\n\nDrie."
        edition = replace(EDITION, text_limit=len(text))
        assert Code.TEXT_TOO_LONG not in codes(
            check(Application().with_answer(LEADERSHIP, answer), edition=edition)
            .step(LEADERSHIP)
            .problems
        )
        edition = replace(EDITION, text_limit=len(text) - 1)
        assert Code.TEXT_TOO_LONG in codes(
            check(Application().with_answer(LEADERSHIP, answer), edition=edition)
            .step(LEADERSHIP)
            .problems
        )


class TestFilesThatCouldNotBeRead:
    """Problems of reading come in through `found`."""

    def test_a_step_that_could_not_be_read_is_undone_and_not_judged(self) -> None:
        problem = Problem(
            Code.FILE_UNREADABLE,
            LEADERSHIP,
            file="answers/3-shared-leadership.toml",
            line=4,
            facts={"detail": "syntax"},
        )
        empty = complete().with_answer(LEADERSHIP, Answer())
        progress = assess(empty, EDITION, JANUARY, [problem]).step(LEADERSHIP)
        assert (progress.done, progress.required) == (0, 5)
        assert progress.problems == (problem,)

    def test_only_the_half_of_step_1_that_could_not_be_read_is_undone(self) -> None:
        problem = Problem(
            Code.FILE_UNREADABLE, "school", file="eligibility.toml", facts={"detail": "encoding"}
        )
        progress = assess(complete(), EDITION, JANUARY, [problem]).step("school")
        assert (progress.done, progress.problems) == (3, (problem,))

    def test_a_file_that_is_missing_is_still_asked_for(self) -> None:
        problem = Problem(
            Code.FILE_UNREADABLE,
            LEADERSHIP,
            file="answers/3-shared-leadership.toml",
            facts={"detail": "missing"},
        )
        empty = complete().with_answer(LEADERSHIP, Answer())
        progress = assess(empty, EDITION, JANUARY, [problem]).step(LEADERSHIP)
        assert Code.PLAN_MISSING in codes(progress.problems)

    def test_what_is_wrong_is_not_missing_as_well(self) -> None:
        problem = Problem(
            Code.WRONG_TYPE,
            "school",
            "contact",
            file="school.toml",
            facts={"kind": "table", "detail": "5"},
        )
        school = School(name="School", country="BE")
        progress = assess(replace(complete(), school=school), EDITION, JANUARY, [problem])
        assert progress.step("school").problems == (problem,)

    def test_what_belongs_to_no_step_stands_outside(self) -> None:
        problem = Problem(Code.WRONG_TYPE, None, "language", file="labelmap.toml")
        assessment = assess(complete(), EDITION, JANUARY, [problem])
        assert assessment.problems == (problem,)
        assert not assessment.complete


class TestMaySubmit:
    """Calendar, state and feedback."""

    @pytest.mark.parametrize(
        ("today", "code"),
        [
            (date(2022, 11, 22), Code.BEFORE_OPENING),
            (date(2022, 11, 23), None),
            (date(2023, 1, 31), None),
            (date(2023, 2, 1), Code.AFTER_DEADLINE),
        ],
    )
    def test_a_first_round_goes_in_the_first_period(self, today: date, code: Code | None) -> None:
        assessment = check(complete(), today)
        assert assessment.complete
        assert assessment.may_submit is (code is None)
        assert (assessment.refusal is None) is (code is None)
        assert codes(assessment.problems) == ([] if code is None else [code])

    @pytest.mark.parametrize(
        ("today", "state", "may"),
        [
            (date(2022, 12, 20), State.RETURNED, True),
            (date(2023, 2, 28), State.RETURNED, True),
            (date(2023, 3, 1), State.REFUSED, False),
        ],
    )
    def test_a_next_round_goes_until_the_end_of_the_revision_period(
        self,
        today: date,
        state: State,
        *,
        may: bool,
    ) -> None:
        assessment = check(replace(complete(), record=returned()), today)
        assert assessment.standing.state is state
        assert assessment.may_submit is may
        assert codes(assessment.problems) == ([] if may else [Code.AFTER_DEADLINE])

    def test_what_is_submitted_waits(self) -> None:
        assessment = check(replace(complete(), record=Record(submissions=(a_submission(),))))
        assert assessment.complete
        assert not assessment.may_submit
        assert assessment.problems == ()

    def test_without_known_dates_the_calendar_forbids_nothing(self) -> None:
        assert check(complete(), edition=UNKNOWN).may_submit
        assert check(complete(), edition=UNKNOWN).next_deadline is None

    def test_a_must_fix_wants_a_change_or_a_reply(self) -> None:
        application = replace(complete(), record=returned(a_must_fix()))
        assert codes(check(application, FEBRUARY).all_problems()) == [Code.FEEDBACK_UNANSWERED]
        assert check(application, FEBRUARY).complete
        assert not check(application, FEBRUARY).may_submit
        changed = with_answer(application, LEADERSHIP, plan=PROSE + "An doet het in mei.")
        assert check(changed, FEBRUARY).may_submit
        reply = ThreadEvent(kind=EventKind.REPLY, by="An", on=FEBRUARY, text="In mei.")
        replied = replace(application, record=returned(a_must_fix(events=(reply,))))
        assert check(replied, FEBRUARY).may_submit
        elsewhere = assess(application, EDITION, FEBRUARY, changed_steps={LEADERSHIP})
        assert elsewhere.may_submit

    def test_a_must_fix_on_the_whole_belongs_to_no_step(self) -> None:
        feedback = a_must_fix(step=None, field=None, about_sha256="")
        assessment = check(replace(complete(), record=returned(feedback)), FEBRUARY)
        assert codes(assessment.problems) == [Code.FEEDBACK_UNANSWERED]

    @pytest.mark.parametrize(
        ("record", "today", "what", "days"),
        [
            (Record(), JANUARY, "first-submission", 11),
            (Record(), date(2023, 2, 1), None, 0),
            (Record(submissions=(a_submission(),)), JANUARY, "first-submission", 11),
            (returned(), FEBRUARY, "revision", 18),
            (
                Record(
                    submissions=(a_submission(),),
                    decisions=(a_decision(DecisionKind.APPROVED),),
                ),
                FEBRUARY,
                None,
                0,
            ),
        ],
    )
    def test_the_deadline_is_that_of_the_state(
        self, record: Record, today: date, what: str | None, days: int
    ) -> None:
        deadline = check(replace(complete(), record=record), today).next_deadline
        if what is None:
            assert deadline is None
        else:
            assert deadline is not None
            assert (deadline.what, deadline.days_left) == (what, days)

    def test_a_school_whose_nso_closes_earlier_has_its_days(self) -> None:
        period = replace(EDITION.periods[0], level="PL", closes=date(2023, 1, 15), safe_on=None)
        edition = replace(EDITION, periods=(*EDITION.periods, period))
        school = replace(complete().school, country="pl ")
        assert not check(replace(complete(), school=school), edition=edition).may_submit
        assert check(complete(), edition=edition).may_submit


def test_the_most_urgent_comes_first() -> None:
    application = replace(complete(), record=returned(a_must_fix(step="esafety", field=None)))
    application = with_answer(application, LEADERSHIP, description="", plan="")
    application = with_answer(application, "esafety", description="")
    assert codes(check(application, FEBRUARY).all_problems()) == [
        Code.PLAN_MISSING,
        Code.FEEDBACK_UNANSWERED,
        Code.DESCRIPTION_MISSING,
        Code.DESCRIPTION_MISSING,
    ]


# Any application at all.

texts = st.text(max_size=30)
days = st.none() | st.dates()
ids = st.sampled_from(["a", "b", "policy", "shared-decisions", "staff-supported", ""])
evidence = st.builds(
    Evidence,
    id=ids,
    title=texts,
    file=st.sampled_from(["", "evidence/a.pdf", "evidence/b.pdf"]),
    url=texts | st.just("https://twinspace.etwinning.net"),
    sha256=st.sampled_from(["", "0", "1"]),
    supports=st.lists(ids, max_size=3).map(tuple),
    added=days,
    consent=st.none() | st.booleans(),
)
pieces = st.lists(evidence, max_size=4).map(tuple)
answers = st.builds(
    Answer,
    description=texts,
    plan=texts,
    statements=st.dictionaries(ids, st.sampled_from(YesNo)),
    explanations=st.dictionaries(ids, texts),
    evidence=pieces,
)
documents = st.builds(
    Document,
    bytes=st.integers(0, 2 * 10**7),
    sha256=st.sampled_from(["", "0", "1"]),
    kind=st.sampled_from(Kind),
    soundness=st.sampled_from(Soundness),
)
rounds = st.integers(-1, 3)
records = st.builds(
    Record,
    submissions=st.lists(
        st.builds(
            Submission,
            round=rounds,
            edition=texts,
            submitted_by=texts,
            submitted_on=st.dates(),
            withdrawn_on=days,
        ),
        max_size=3,
    ).map(tuple),
    decisions=st.lists(
        st.builds(
            Decision,
            round=rounds,
            kind=st.sampled_from(DecisionKind),
            text=texts,
            by=texts,
            on=st.dates(),
        ),
        max_size=3,
    ).map(tuple),
    feedback=st.lists(
        st.builds(
            Feedback,
            id=ids,
            round=rounds,
            kind=st.just(a_must_fix().kind),
            text=texts,
            by=texts,
            on=st.dates(),
            step=st.none() | st.sampled_from(STEPS) | texts,
            field=st.none() | texts | st.sampled_from(["plan", "plan.x", "evidence.a", "contact"]),
            about_sha256=st.sampled_from(["", "0"]),
        ),
        max_size=3,
    ).map(tuple),
)
applications = st.builds(
    Application,
    school=st.builds(
        School,
        name=texts,
        country=texts,
        label=st.lists(st.builds(Label, id=ids, years=texts)).map(tuple),
    ),
    eligibility=st.builds(
        Eligibility,
        invited_on=days,
        registered_since=days,
        active_teacher=st.lists(
            st.builds(ActiveTeacher, id=ids, name=texts, on=days), max_size=4
        ).map(tuple),
        quality_label=st.lists(
            st.builds(QualityLabel, id=ids, granted=days, european=st.booleans()), max_size=2
        ).map(tuple),
    ),
    answers=st.dictionaries(st.sampled_from(STEPS), answers),
    declaration=st.builds(Declaration, signed_by=texts, signed_on=days, evidence=pieces),
    documents=st.dictionaries(st.sampled_from(["evidence/a.pdf", "evidence/b.pdf"]), documents),
    unsafe=st.frozensets(st.just("evidence/b.pdf")),
    record=records,
)


@given(application=applications, today=st.dates(), known=st.booleans())
def test_any_application_has_an_assessment(
    application: Application,
    today: date,
    *,
    known: bool,
) -> None:
    assessment = check(application, today, EDITION if known else UNKNOWN)
    assert 0 <= assessment.done <= assessment.required == 34
    for step in assessment.steps:
        assert step.done <= step.required
        assert step.recommended_done <= step.recommended
        undone = step.done < step.required
        assert undone <= any(problem.blocks_completeness for problem in step.problems)
    assert assessment.complete >= assessment.may_submit
    assert len(assessment.all_problems()) == len(assessment.problems) + sum(
        len(step.problems) for step in assessment.steps
    )


def test_time_grows_no_faster_than_the_evidence() -> None:
    def median(application: Application) -> float:
        # This process's own time: what else runs on the machine does not count.
        clock = time.process_time
        times = timeit.repeat(lambda: check(application), timer=clock, number=5, repeat=15)
        return statistics.median(times)

    few, many = full(EDITION, 200), full(EDITION, 400)
    ratios = [median(many) / median(few) for _ in range(5)]
    assert min(ratios) < 3
