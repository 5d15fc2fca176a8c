"""The JSON file: every word as it was written, in a documented shape."""

import json
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given, settings

from export.json_export import to_json
from model.application import Application
from model.completeness import assess
from model.text import shown
from tests.export.help import ENGLISH, HISTORY, with_words
from tests.export.test_html import TYPED
from tests.model.build import EDITION, JANUARY, LEADERSHIP, complete, with_answer

SCHEMA = Path(__file__).resolve().parents[2] / "docs/schemas/export-application.json"


def written(application: Application) -> str:
    return to_json(
        application,
        EDITION,
        assess(application, EDITION, JANUARY),
        ENGLISH,
        made_on=JANUARY,
        commit="3f2a9c1",
        history=HISTORY,
    )


def step_3(document: dict[str, Any]) -> dict[str, Any]:
    step: dict[str, Any] = next(step for step in document["steps"] if step["number"] == 3)
    return step


@settings(max_examples=60)
@given(TYPED)
def test_every_text_comes_back_as_it_was_and_steers_no_terminal(text: str) -> None:
    out = written(with_words(complete(), text))
    step = step_3(json.loads(out))
    assert step["plan"] == text
    assert step["statements"][0]["explanation"] == text
    assert shown(out) == out


def test_the_shape_is_the_documented_one() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for application in (complete(), Application(edition="2023-2024")):
        jsonschema.validate(json.loads(written(application)), schema)


def test_what_is_missing_is_named() -> None:
    document = json.loads(written(with_answer(complete(), LEADERSHIP, plan="", statements={})))
    assert document["complete"] is False
    assert document["done"] == 30
    step = step_3(document)
    assert [problem["code"] for problem in step["problems"]] == ["statement-unanswered"] * 3 + [
        "plan-missing"
    ]
    assert [statement["answer"] for statement in step["statements"]] == [None] * 3
    assert step["evidence"][0]["supports"] == [
        "shared-decisions",
        "leaders-understand",
        "staff-supported",
    ]
