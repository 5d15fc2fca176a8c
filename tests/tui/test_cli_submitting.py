"""`submit`, `withdraw`, `platform`, `reply`: exit codes, what is printed, what is recorded."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.nso import PIECE_ID, SIGNED, decide_returned
from tests.tui.command_line import AN_IN_GIT, Run, git, small_school, start, subjects

pytestmark = pytest.mark.usefixtures("an")
EN = ("--today", "2023-01-20", "--lang", "en")
LATER = ("--today", "2023-02-10", "--lang", "en")


def record(folder: Path) -> list[str]:
    return git(folder, "log", "--format=%s", "record").splitlines()


def test_submitting_is_recorded_and_the_platform_is_still_to_come(run: Run, complete: Path) -> None:
    ran = run("submit", complete, *EN)
    assert ran.code == 0
    assert ran.out == "Recorded: submitted the application, submission 1\n"
    assert "not submitting on the platform" in ran.err
    assert record(complete) == ["submit: round 1, 34 of 34"]
    assert subjects(complete)[0] == "record: submit: round 1, 34 of 34"
    said = json.loads(run("status", complete, "--json", *EN).out)
    assert (said["state"], said["round"], said["waiting_for"]) == ("submitted", 1, "reviewer")
    assert said["platform"] == {"submitted_on": None}
    assert "not yet submitted on the platform" in run("status", complete, *EN).out
    again = run("submit", complete, *EN)
    assert (again.code, again.out) == (1, "")
    assert "already submitted" in again.err


def test_the_words_are_the_whole_application_as_each_question_was_put(
    run: Run, complete: Path
) -> None:
    run("submit", complete, *EN)
    words = (complete / "submissions/round-1.md").read_text("utf-8")
    assert "Er zijn leerlingen" in words or "eSafety" in words
    assert "Ingediend" in words, "in the application's own language"
    assert "Indiening 1, gemaakt met Labelmap" in words
    assert "SHA\\-256" in words or "SHA-256" in words
    assert "Fatima" not in words.split("## ")[-1], "working hours stay with the school"
    sums = subprocess.run(
        ["sha256sum", "--quiet", "-c", "submissions/round-1.sha256"], cwd=complete, check=False
    )
    assert sums.returncode == 0


def test_what_is_missing_is_listed_on_standard_output(run: Run, sample: Path) -> None:
    for key, value in (("signed_by", "Lieve Wouters"), ("signed_on", "2023-01-20")):
        assert run("set", sample, f"declaration.{key}", value, *EN).code == 0
    unsigned = run("submit", sample, "--incomplete", "so be it", *EN)
    assert unsigned.code == 1
    assert "declaration of honour" in unsigned.err
    assert run("attach", sample, "declaration", SIGNED, *EN).code == 0
    ran = run("submit", sample, *EN)
    assert ran.code == 1
    assert len(ran.out.splitlines()) >= 3
    assert all(line.startswith("● Step ") for line in ran.out.splitlines())
    assert "--incomplete" in ran.err
    assert run("submit", sample, "--incomplete", " ", *EN).code == 2
    assert run("submit", sample, "--incomplete", "the rest follows", *EN).code == 0
    assert record(sample)[0].startswith("submit: round 1, incomplete: ")


def test_outside_the_period_nothing_is_submitted(run: Run, complete: Path) -> None:
    ran = run("submit", complete, "--incomplete", "late", "--today", "2023-02-01", "--lang", "en")
    assert (ran.code, ran.out) == (1, "")
    assert "up to and including 31 January 2023" in ran.err


def test_answers_are_locked_and_withdrawing_opens_them(run: Run, complete: Path) -> None:
    run("submit", complete, *EN)
    locked = run("set", complete, "collaboration.plan", "x", *EN)
    assert locked.code == 1
    assert "locked until there is a decision" in locked.err
    assert run("withdraw", complete, *EN).code == 0
    assert run("withdraw", complete, *EN).code == 1
    assert run("set", complete, "collaboration.plan", "x" * 200, *EN).code == 0
    assert run("submit", complete, *EN).code == 0
    assert record(complete)[0] == "submit: round 2, 34 of 34"


def test_the_platform_is_recorded_and_a_decision_unlocks(run: Run, complete: Path) -> None:
    assert run("platform", complete, "submitted", "--on", "2023-01-20", *EN).code == 1
    run("submit", complete, *EN)
    day = ("--on", "2023-01-20")
    assert run("platform", complete, "submitted", "--on", "20/01/2023", *EN).code == 2
    assert run("platform", complete, "sent", *day, *EN).code == 2
    assert run("platform", complete, "submitted", "--on", "2023-01-21", *EN).code == 2
    assert run("platform", complete, "submitted", *day, "--file", SIGNED, *EN).code == 0
    said = json.loads(run("status", complete, "--json", *EN).out)
    assert said["platform"] == {"submitted_on": "2023-01-20"}
    returned = ("returned", "--on", "2023-02-08", "--text", "Vul stap 3 aan.")
    ran = run("platform", complete, *returned, *LATER)
    assert ran.out == "Recorded: took over from the platform: to be adapted (submission 1)\n"
    assert run("set", complete, "collaboration.plan", "x" * 200, *LATER).code == 0
    assert run("submit", complete, *LATER).code == 0


def test_feedback_is_answered(run: Run, complete: Path) -> None:
    run("submit", complete, *EN)
    decide_returned(complete)
    blocked = run("submit", complete, "--incomplete", "so be it", *LATER)
    assert blocked.code == 1
    assert "neither a change in its step nor a reply" in blocked.err
    assert run("reply", complete, "nothing", "--text", "x", *LATER).code == 2
    assert run("reply", complete, PIECE_ID, "--text", " ", *LATER).code == 2
    assert run("reply", complete, PIECE_ID, *LATER).code == 2
    assert run("reply", complete, PIECE_ID, "--text", "Bart, in mei.", *LATER).code == 0
    (piece,) = json.loads(run("status", complete, "--json", *LATER).out)["feedback"]
    assert (piece["state"], piece["replies"]) == ("open", 1)
    ran = run("reply", complete, PIECE_ID, "--text", "Aangepast.", "--addressed", *LATER)
    assert ran.code == 0
    (piece,) = json.loads(run("status", complete, "--json", *LATER).out)["feedback"]
    assert (piece["state"], piece["replies"]) == ("addressed", 2)
    assert run("submit", complete, *LATER).code == 0


def test_without_a_name_nothing_is_submitted(tmp_path: Path) -> None:
    folder = small_school(tmp_path / "school")
    for words in (("submit", folder), ("withdraw", folder)):
        ran = start(*words, *EN, env={"GIT_AUTHOR_NAME": ""})
        assert ran.code == 3
        assert "Who is working?" in ran.err
    assert start("submit", tmp_path, *EN, env=AN_IN_GIT).code == 2
