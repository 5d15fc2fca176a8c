"""Commands that read: what they say, in Dutch and English, and that they write nothing."""

import hashlib
import os
from pathlib import Path

import pytest

from tests.tui.command_line import Run, git

TODAY = ("--today", "2023-01-20")


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder, git's own included, by its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("status", "--json"),
        ("check",),
        ("check", "--json"),
        ("log",),
        ("log", "--json"),
        ("show", "shared-leadership.plan"),
        ("show", "shared-leadership.plan", "--history"),
    ],
)
def test_reading_changes_no_byte(run: Run, sample: Path, words: tuple[str, ...]) -> None:
    (sample / "school.toml").write_text('name = "By hand"\n', encoding="utf-8")
    before = fingerprint(sample)
    ran = run(words[0], sample, *words[1:], *TODAY)
    assert ran.out
    assert "school.toml" in ran.err, "what is not in the history yet is said"
    assert fingerprint(sample) == before


def test_check_lists_each_problem_with_its_remedy_and_place(run: Run, sample: Path) -> None:
    ran = run("check", sample, *TODAY, "--lang", "nl")
    assert ran.code == 1
    lines = ran.out.splitlines()
    place = [line for line in lines if line.endswith("[answers/8-declaration.toml]")]
    assert len(place) == 3
    assert "29 van 34" in lines[-1]
    assert "probleem" not in ran.out.lower()


def test_check_is_0_only_when_it_may_be_submitted_today(run: Run, complete: Path) -> None:
    assert run("check", complete, "--today", "2023-01-20").code == 0
    before, after = (run("check", complete, f"--today={d}") for d in ("2022-11-01", "2023-03-01"))
    assert (before.code, after.code) == (1, 1)
    assert "34 of 34" in before.out
    assert "34 of 34" in after.out


def test_check_names_the_line_of_a_broken_file(run: Run, school: Path) -> None:
    (school / "answers/3-shared-leadership.toml").write_text('plan = "\n[statements]\n')
    ran = run("check", school, *TODAY)
    assert ran.code == 1, "the rest can be read"
    assert "[answers/3-shared-leadership.toml:1]" in ran.out


def test_status_tells_steps_deadlines_and_state(run: Run, sample: Path) -> None:
    ran = run("status", sample, *TODAY, "--lang", "nl")
    assert ran.code == 0
    for part in ("GO! Atheneum Voorbeeldstad", "concept", "29 van 34", "30/01/2023", "31/01/2023"):
        assert part in ran.out


def test_the_folder_one_stands_in_is_the_default(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [run(command, sample, *TODAY).out for command in ("status", "check", "log")]
    monkeypatch.chdir(sample)
    assert [run(command, *TODAY).out for command in ("status", "check", "log")] == named


def test_log_reads_like_a_diary_and_filters(run: Run, sample: Path) -> None:
    whole = run("log", sample, *TODAY, "--lang", "en").out.splitlines()
    assert len(whole) == 27
    ids = [line.split()[0] for line in whole]
    assert ids == [line.split()[0][:9] for line in git(sample, "log", "--format=%H").splitlines()]
    of_step = run("log", sample, "--step", "collaboration", *TODAY).out.splitlines()
    assert 0 < len(of_step) < 27
    assert of_step == run("log", sample, "--step", "4", *TODAY).out.splitlines()
    assert len(run("log", sample, "--step", "school", *TODAY).out.splitlines()) == 3
    of_bart = run("log", sample, "--person", "bart", *TODAY).out.splitlines()
    assert of_bart
    assert all(" Bart: " in line for line in of_bart)
    assert run("log", sample, "--person", "nobody").out == ""
    assert run("log", sample, "--step", "10").code == 2


def test_show_gives_a_text_as_it_stands_and_all_its_versions(run: Run, sample: Path) -> None:
    now = run("show", sample, "collaboration.plan").out
    assert now.startswith("Het actieplan 2022-2024 hebben we op 6 december 2022 herschreven.")
    history = run("show", sample, "collaboration.plan", "--history", *TODAY).out
    assert history.count(" An: ") == 3
    assert "We beginnen met 'Onze straat in 2050'.\n" in history


def test_show_tells_other_values_too(run: Run, sample: Path) -> None:
    assert run("show", sample, "shared-leadership.statements.shared-decisions").out == "yes\n"
    assert run("show", sample, "eligibility.registered_since").out.startswith("20")
    assert run("show", sample, "school.contact.on_platform").out == "true\n"
    assert run("show", sample, "declaration.signed_by").out == "\n"
    assert "title: " in run("show", sample, "collaboration.evidence.actieplan-2022-2024").out


@pytest.mark.parametrize(
    "key",
    [
        "scool.name",
        "school.nam",
        "plan",
        "",
        "school",
        "collaboration.evidence.gone",
        "school.team.x.name",
    ],
)
def test_show_refuses_what_is_not_there(run: Run, sample: Path, key: str) -> None:
    ran = run("show", sample, key)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_an_edition_that_is_over_is_marked(run: Run) -> None:
    known = run("editions", "--today", "2024-01-01", "--lang", "en").out
    assert "eTwinning School 2023-2024 · over" in known
    assert "eTwinning School 2024-2025\n" in known
    assert "not known: ask your NSO" in known


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX")
def test_a_school_may_be_read_where_nothing_may_be_written(
    run: Run, sample: Path, home: Path
) -> None:
    (home / ".cache").write_text("no folder")
    (home / ".config").write_text("no folder")
    assert run("status", sample, *TODAY).code == 0
