"""What two people wrote at once, from the command line: told, shown, chosen, replaced."""

import json
from pathlib import Path

import pytest

from model.fields import parse_key, put
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder
from tests.store.together import copy_of, fetched
from tests.tui.command_line import Run, git, small_school, subjects

pytestmark = pytest.mark.usefixtures("an")
AN = Person("An Peeters", "an.peeters@voorbeeldstad.example")
BART = Person("Bart Claes", "bart.claes@voorbeeldstad.example")
PLAN, MAIL = "collaboration.plan", "school.principal.email"
TODAY = ("--today", "2023-01-20")
EN = (*TODAY, "--lang", "en")


def two_wrote(tmp_path: Path) -> Path:
    """A school where An and Bart wrote the same plans and another address of the principal."""
    an = SchoolFolder.open(small_school(tmp_path / "an"), Clock.of("2023-01-19"))
    bart = copy_of(an, tmp_path / "bart")
    for folder, person, word in ((an, AN, "an"), (bart, BART, "bart")):
        application = put(folder.application, parse_key(PLAN, folder.edition), f"Van {word}.")
        mail = f"{word}@school.example"
        folder.save(put(application, parse_key(MAIL, folder.edition), mail), person)
    an.merge(fetched(an, bart), AN)
    return an.path


def test_versions_are_told_shown_chosen_and_replaced(run: Run, tmp_path: Path) -> None:
    folder = two_wrote(tmp_path)
    found = json.loads(run("check", folder, "--json", *EN).out)
    told = [
        (problem["field"], problem["message"])
        for step in found["steps"]
        for problem in step["problems"]
        if problem["code"] == "conflict-unresolved"
    ]
    assert [field for field, _ in told] == ["principal.email", "plan"]
    assert "An Peeters" in told[1][1]
    assert "Bart Claes" in told[1][1]
    log = run("log", folder, *TODAY, "--lang", "nl").out
    assert "voegde de wijzigingen van An Peeters, Bart Claes samen; 2 velden" in log

    shown = run("choose", folder, *EN).out
    assert PLAN in shown
    assert "Van bart." in shown
    assert run("choose", folder, PLAN, "3", *EN).code == 2
    assert run("choose", folder, PLAN, "theirs", *EN).code == 0
    assert run("choose", folder, PLAN, "1", *EN).code == 1  # there is nothing left to choose
    assert "Van bart." in run("show", folder, PLAN, *EN).out
    subject = "answer(collaboration): plan for the next two years, version of Bart Claes chosen"
    assert subjects(folder)[0] == subject
    log = run("log", folder, *TODAY, "--lang", "nl").out
    assert "koos de versie van Bart Claes in stap 4" in log
    assert "Van an." in git(folder, "log", "-p", "--", "answers/4-collaboration.toml")
    assert run("set", folder, MAIL, "els@school.example", *EN).code == 0
    assert subjects(folder)[0].endswith("one of the versions of An Peeters and Bart Claes")
    assert run("choose", folder, *EN).out == ""
    assert "conflict" not in (folder / "school.toml").read_text("utf-8")
    assert git(folder, "status", "--porcelain") == ""
