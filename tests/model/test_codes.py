"""Each code of the contract comes out of `assess`: in its place, with what its sentence needs."""

import pytest

from model.completeness import assess
from model.problem_texts import FACTS, message
from model.problems import NOT_BLOCKING, SUBMISSION_ONLY, Code
from tests.model.build import EDITION
from tests.model.cases import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.field}")
class TestEachCode:
    """What holds for all of them."""

    def test_it_stands_in_its_place(self, case: Case) -> None:
        assessment = assess(case.application, EDITION, case.today, case.found)
        problems = assessment.problems if case.step is None else assessment.step(case.step).problems
        assert (case.code, case.field) in [(problem.code, problem.field) for problem in problems]

    def test_its_sentence_has_all_its_facts(self, case: Case) -> None:
        assessment = assess(case.application, EDITION, case.today, case.found)
        for problem in assessment.all_problems():
            asked = FACTS[problem.code]
            assert {name for name in asked if not name.endswith("?")} <= set(problem.facts)
            assert set(problem.facts) <= {name.rstrip("?") for name in asked}
            assert str(message(problem, EDITION, "nl"))

    def test_it_names_its_file(self, case: Case) -> None:
        for problem in assess(case.application, EDITION, case.today, case.found).all_problems():
            assert problem.step is None or problem.file

    def test_it_blocks_what_the_contract_says(self, case: Case) -> None:
        assessment = assess(case.application, EDITION, case.today, case.found)
        assert assessment.complete == (case.code in NOT_BLOCKING | SUBMISSION_ONLY)
        assert assessment.may_submit == (case.code in NOT_BLOCKING)


def test_every_code_has_a_case() -> None:
    assert {case.code for case in CASES} == set(Code)
