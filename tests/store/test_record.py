"""The record is read from its branch, whole or with problems, never from the files beside it."""

from datetime import date
from pathlib import Path

import pytest

from model.problems import Code
from model.review import (
    NO_RECORD,
    Decision,
    DecisionKind,
    EventKind,
    Feedback,
    FeedbackKind,
    PlatformSubmission,
    Submission,
    ThreadEvent,
    ThreadState,
)
from store.git import Git
from store.record import read_record
from store.school_folder import SchoolFolder
from tests.store.school import CLOCK, git

FILES = {
    "submissions/round-1.toml": """
round = 1
edition = "2023-2024"
submitted_by = "An Peeters"
submitted_on = 2023-01-20
incomplete = "de handtekening volgt"
[[file]]
path = "school.toml"
sha256 = "abab"
bytes = 120
""",
    "submissions/round-1-withdrawn.toml": 'by = "An Peeters"\non = 2023-01-22\n',
    "submissions/round-2.toml": (
        'round = 2\nedition = "2023-2024"\nsubmitted_by = "An"\nsubmitted_on = 2023-01-25\n'
    ),
    "submissions/round-2-platform.toml": 'submitted_on = 2023-01-26\nby = "An"\n',
    "submissions/round-2.md": "# words\n",
    "review/round-2/decision.toml": (
        'decision = "returned"\ntext = """\nVul aan.\n"""\nby = "NSO"\non = 2023-02-08\n'
    ),
    "review/round-2/decision-2.toml": (
        'decision = "approved"\ntext = "Toch."\nby = "NSO"\non = 2023-02-09\nfrom_platform = true\n'
    ),
    "review/round-2/decision-10.toml": 'decision = "refused"\nby = "NSO"\non = 2023-02-10\n',
    "review/round-2/r2-plan-1.toml": """
kind = "must-fix"
step = "shared-leadership"
field = "plan"
text = "Wanneer?"
quote = "in de loop van het jaar"
about_sha256 = "cdcd"
by = "NSO"
on = 2023-02-08
[[event]]
kind = "reply"
by = "An"
on = 2023-02-10
text = "In mei."
[[event]]
kind = "addressed"
by = "An"
on = 2023-02-11
""",
}


def commit_record(folder: Path, files: dict[str, str]) -> None:
    """Make the branch `record`, without a parent on `main`, as plain git does."""
    git(folder, "checkout", "-q", "--orphan", "record")
    git(folder, "rm", "-q", "-r", "--cached", ".")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        git(folder, "add", "-f", name)
    git(folder, "commit", "-q", "-m", "submit: round 1")
    git(folder, "checkout", "-q", "-f", "main")


@pytest.fixture
def school(folder: SchoolFolder) -> Path:
    return folder.path


def test_without_a_branch_there_is_no_record(school: Path) -> None:
    assert read_record(Git(school)) == (NO_RECORD, ())


def test_every_act_is_read_in_order(school: Path) -> None:
    commit_record(school, FILES)
    record, problems = read_record(Git(school))
    assert problems == ()
    assert record.submissions == (
        Submission(
            round=1,
            edition="2023-2024",
            submitted_by="An Peeters",
            submitted_on=date(2023, 1, 20),
            incomplete="de handtekening volgt",
            files=(("school.toml", "abab", 120),),
            withdrawn_on=date(2023, 1, 22),
        ),
        Submission(round=2, edition="2023-2024", submitted_by="An", submitted_on=date(2023, 1, 25)),
    )
    assert [decision.kind for decision in record.decisions] == ["returned", "approved", "refused"]
    assert record.decisions[1] == Decision(
        round=2,
        kind=DecisionKind.APPROVED,
        text="Toch.",
        by="NSO",
        on=date(2023, 2, 9),
        from_platform=True,
    )
    assert record.decisions[0].text == "Vul aan."
    assert record.platform == (
        PlatformSubmission(round=2, submitted_on=date(2023, 1, 26), by="An"),
    )
    assert record.feedback == (
        Feedback(
            id="r2-plan-1",
            round=2,
            kind=FeedbackKind.MUST_FIX,
            text="Wanneer?",
            by="NSO",
            on=date(2023, 2, 8),
            step="shared-leadership",
            field="plan",
            quote="in de loop van het jaar",
            about_sha256="cdcd",
            events=(
                ThreadEvent(kind=EventKind.REPLY, by="An", on=date(2023, 2, 10), text="In mei."),
                ThreadEvent(kind=EventKind.ADDRESSED, by="An", on=date(2023, 2, 11)),
            ),
        ),
    )
    assert record.feedback[0].state is ThreadState.ADDRESSED


def test_files_beside_the_branch_are_no_record(school: Path) -> None:
    (school / "review/round-1").mkdir(parents=True)
    (school / "review/round-1/decision.toml").write_text(
        'decision = "approved"\nby = "me"\non = 2023-01-01\n'
    )
    assert SchoolFolder.open(school, CLOCK).application.record == NO_RECORD


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("submissions/round-1.toml", "round = ", Code.FILE_UNREADABLE),
        ("submissions/round-1.toml", "round = 1\n", Code.WRONG_TYPE),
        ("submissions/round-1.toml", "submitted_on = 2023-01-20\nfile = 3\n", Code.WRONG_TYPE),
        ("submissions/round-1.toml", "submitted_on = 2023-01-20\nfile = [1]\n", Code.WRONG_TYPE),
        ("review/round-1/decision.toml", 'decision = "yes"\non = 2023-02-08\n', Code.WRONG_TYPE),
        ("review/round-1/decision.toml", 'decision = "approved"\non = "x"\n', Code.WRONG_TYPE),
        ("review/round-1/r1-x.toml", "kind = 3\non = 2023-02-08\n", Code.WRONG_TYPE),
        ("submissions/round-1-platform.toml", 'submitted_on = "soon"\n', Code.WRONG_TYPE),
    ],
)
def test_what_can_not_be_understood_is_a_problem_and_the_rest_is_read(
    name: str, text: str, code: Code, school: Path
) -> None:
    commit_record(school, {**FILES, name: text})
    record, problems = read_record(Git(school))
    assert {problem.file for problem in problems} == {name}
    assert code in {problem.code for problem in problems}
    assert any(submission.round == 2 for submission in record.submissions)


def test_names_that_are_none_of_ours_are_left_aside(school: Path) -> None:
    commit_record(
        school,
        {
            "submissions/round-0.toml": "x",
            "submissions/round-1.toml.bak": "x",
            "review/round-1/UPPER.toml": "x",
            "review/round-1/deep/x.toml": "x",
            "review/nso.pub": "key",
        },
    )
    assert read_record(Git(school)) == (NO_RECORD, ())


def test_the_open_folder_takes_over_what_arrives(school: Path) -> None:
    folder = SchoolFolder.open(school, CLOCK)
    commit_record(school, FILES)
    assert folder.reload()
    assert len(folder.application.record.submissions) == 2
    assert not folder.reload()
