"""The JSON of commands: a contract, held to its schemas, and the schemas to the types."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemas
from jsonschema import Draft202012Validator

from tests.tui.command_line import ROOT, Run
from tui import console
from tui.json_shapes import SHAPES

CHECK = [
    "format",
    "edition",
    "state",
    "round",
    "complete",
    "may_submit",
    "today",
    "next_deadline",
    "steps",
    "problems",
]
STEP = ["id", "number", "required", "done", "recommended", "recommended_done", "problems"]
PROBLEM = ["code", "blocking", "field", "file", "line", "message", "fix"]
STATUS = [
    "format",
    "folder",
    "school",
    "city",
    "edition",
    "state",
    "round",
    "today",
    "complete",
    "done",
    "required",
    "steps",
    "deadlines",
    "waiting_for",
    "since",
    "feedback",
    "platform",
    "signature",
]
STEPS = [
    "school",
    "esafety",
    "shared-leadership",
    "collaboration",
    "students-as-agents-of-change",
    "models-for-other-schools",
    "inclusive-and-innovative",
    "declaration",
]


def validator(name: str) -> Draft202012Validator:
    text = (ROOT / "docs/schemas" / f"{name}.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document(run: Run, *words: str | Path) -> Any:  # noqa: ANN401 - JSON
    ran = run(*words, "--json", "--today", "2023-01-20")
    assert ran.err == ""
    found = json.loads(ran.out)
    validator(str(words[0])).validate(found)
    return found


@pytest.mark.parametrize("name", SHAPES)
def test_the_schemas_are_those_of_the_types(name: str) -> None:
    file = ROOT / "docs/schemas" / f"{name}.json"
    assert file.read_text(encoding="utf-8") == schemas.schemas()[file.name], "run bin/schemas.py"


def test_check_has_the_keys_of_the_contract_in_their_order(run: Run, sample: Path) -> None:
    found = document(run, "check", sample)
    assert list(found) == CHECK
    assert [step["id"] for step in found["steps"]] == STEPS
    for step in found["steps"]:
        assert list(step)[: len(STEP)] == STEP
        assert all(list(problem) == PROBLEM for problem in step["problems"])
    assert found["next_deadline"] == {
        "what": "first-submission",
        "on": "2023-01-31",
        "days_left": 11,
    }
    assert (found["format"], found["edition"]) == (1, "2023-2024")
    assert sum(step["required"] for step in found["steps"]) == 34


def test_check_says_where_each_problem_is(run: Run, sample: Path) -> None:
    found = document(run, "check", sample)
    steps = {step["id"]: step for step in found["steps"]}
    (problem,) = [
        problem
        for problem in steps["students-as-agents-of-change"]["problems"]
        if problem["code"] == "statement-unanswered"
    ]
    assert problem["blocking"] is True
    assert problem["field"] == "statements.students-drive"
    assert problem["file"] == "answers/5-students-as-agents-of-change.toml"
    assert problem["message"]
    assert problem["fix"]


def test_status_has_the_keys_of_the_contract_in_their_order(run: Run, sample: Path) -> None:
    found = document(run, "status", sample)
    assert list(found) == STATUS
    assert found["folder"] == str(sample)
    assert [step["id"] for step in found["steps"]] == STEPS
    assert found["deadlines"][0] == {
        "what": "first-submission",
        "on": "2023-01-31",
        "safe_on": "2023-01-30",
        "days_left": 11,
    }
    assert (found["state"], found["round"], found["waiting_for"]) == ("draft", 1, "school")
    assert (found["since"], found["feedback"], found["signature"]) == (None, [], None)
    assert found["platform"] == {"submitted_on": None}
    assert (found["done"], found["required"], found["complete"]) == (29, 34, False)


def test_log_tells_every_change(run: Run, sample: Path) -> None:
    entries = document(run, "log", sample)["entries"]
    assert len(entries) == 27
    first, last = entries[-1], entries[0]
    assert (first["event"], first["by"], first["at"]) == (
        "create",
        "An Peeters",
        "2022-11-25T10:12:00+01:00",
    )
    assert (last["step"], last["field"], last["role"]) == ("collaboration", "plan", "teacher")
    assert all(entry["set_clock"] for entry in entries)
    assert {entry["by"] for entry in entries} == {
        "An Peeters",
        "Bart Claes",
        "Fatima El Idrissi",
        "Lieve Wouters",
    }
    assert {entry["role"] for entry in entries if entry["by"] == "Lieve Wouters"} == {"principal"}


def test_editions_tell_what_is_known_and_null_what_is_not(run: Run) -> None:
    found = {edition["id"]: edition for edition in document(run, "editions")["editions"]}
    assert list(found) == ["2026-2027", "2025-2026", "2024-2025", "2023-2024"]
    (first, *_) = found["2023-2024"]["periods"]
    assert first == {
        "what": "first-submission",
        "level": "central",
        "opens": "2022-11-23",
        "safe_on": "2023-01-30",
        "closes": "2023-01-31",
        "results_on": None,
    }
    assert any(period["closes"] is None for period in found["2025-2026"]["periods"])


@pytest.mark.parametrize("command", ["check", "status", "log", "editions"])
def test_a_document_of_another_shape_breaks_the_schema(command: str) -> None:
    assert not validator(command).is_valid({"format": 2})


def test_a_folder_that_is_hardly_readable_still_gives_its_shape(run: Run, school: Path) -> None:
    for name in ("labelmap.toml", "school.toml", "answers/3-shared-leadership.toml"):
        (school / name).write_bytes(b"\xff\xfe = [")
    for command in ("check", "status"):
        ran = run(command, school, "--json")
        assert ran.code == 2
        validator(command).validate(json.loads(ran.out))


def test_a_long_list_is_an_entry_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    entries = [{"name": f"GO! {number}\n\x1b[31m é"} for number in range(120)]
    for document in ({"format": 1, "rows": entries, "totals": {"a": 1}}, {"rows": entries[:3]}, {}):
        console.answer_json(document)
        text = capsys.readouterr().out
        assert json.loads(text) == document
        assert "\x1b" not in text
        assert len(text.splitlines()) < 130
