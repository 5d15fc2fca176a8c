"""The sample school's files as data: its documents are the ones it names, its history leads to it.

Plain tomllib: these tests hold the data, whatever the program makes of it.
Sources: repository-format.md 'Files', F1 to F3, F13, the comment at the top of history.toml.
"""

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SCHOOL = Path(__file__).parents[2] / "sample-school"
ANSWERS = {path.stem.partition("-")[2]: path for path in (SCHOOL / "answers").glob("*.toml")}
Tables = dict[str, Any]


def read(path: Path) -> Tables:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def files() -> dict[str, Tables]:
    """Each file's tables under the name that keys use."""
    named = {
        path.stem: read(path) for path in (SCHOOL / "school.toml", SCHOOL / "eligibility.toml")
    }
    return named | {step: read(path) for step, path in ANSWERS.items()}


def evidence() -> dict[tuple[str, str], Tables]:
    """(step, id) to entry."""
    return {
        (step, entry["id"]): entry
        for step, path in ANSWERS.items()
        for entry in read(path).get("evidence", [])
    }


def events(*kinds: str) -> list[Tables]:
    found: list[Tables] = read(SCHOOL / "history.toml")["event"]
    return [event for event in found if not kinds or event["event"] in kinds]


def set_fields() -> set[str]:
    """The dotted key of every field of the final files but evidence; a list's entry by its id."""
    keys = set()
    for name, tables in files().items():
        for key, value in tables.items():
            if key == "evidence":
                continue
            if isinstance(value, dict):
                keys |= {f"{name}.{key}.{part}" for part in value}
            elif isinstance(value, list):
                keys |= {f"{name}.{key}.{entry['id']}" for entry in value}
            else:
                keys.add(f"{name}.{key}")
    return keys


def texts() -> dict[str, str]:
    """Every text of the answers, without the line break that the file adds."""
    found = {}
    for step, path in ANSWERS.items():
        tables = read(path)
        boxes: Tables = {key: tables[key] for key in ("description", "plan") if key in tables}
        boxes |= {
            f"explanations.{key}": text for key, text in tables.get("explanations", {}).items()
        }
        for key, text in boxes.items():
            assert text.endswith("\n"), (step, key)
            found[f"{step}.{key}"] = text[:-1]
    return found


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_every_document_has_the_hash_and_size_that_its_entry_says() -> None:
    for (step, name), entry in evidence().items():
        if "url" in entry:
            assert entry["url"].startswith("https://"), name
            continue
        data = (SCHOOL / entry["file"]).read_bytes()
        assert entry["file"].startswith(f"evidence/{step}/{name}."), name
        assert (entry["sha256"], entry["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data)), (
            name
        )


def test_every_document_in_the_folder_is_named_by_an_entry() -> None:
    there = {p.relative_to(SCHOOL).as_posix() for p in (SCHOOL / "evidence").rglob("*.*")}
    assert there == {entry["file"] for entry in evidence().values() if "file" in entry}


def test_documents_are_small_and_what_their_names_say() -> None:
    documents = [p for p in SCHOOL.rglob("*") if p.suffix in {".pdf", ".jpg"}]
    for path in documents:
        head = path.read_bytes()[:4]
        assert head.startswith(b"%PDF" if path.suffix == ".pdf" else b"\xff\xd8\xff"), path.name
        assert path.stat().st_size < 250_000, path.name
    assert sum(path.stat().st_size for path in documents) < 1_500_000


def test_the_photographs_of_the_application_tell_nothing_and_the_extra_one_tells_where() -> None:
    for path in (SCHOOL / "evidence").rglob("*.jpg"):
        assert b"Exif\x00\x00" not in path.read_bytes(), path.name
    assert b"Exif\x00\x00" in (SCHOOL / "extra" / "foto-opendeurdag.jpg").read_bytes()


def test_texts_fit_their_boxes_and_one_comes_close_to_the_limit() -> None:
    lengths = {key: units(text) for key, text in texts().items()}
    assert all(length <= 2500 for length in lengths.values()), lengths
    assert any(length >= 2400 for length in lengths.values()), lengths
    prose = [length for key, length in lengths.items() if ".explanations." not in key]
    assert min(prose) >= 900, lengths


@pytest.mark.parametrize("step", sorted(ANSWERS))
def test_description_and_explanations_fit_one_box_together(step: str) -> None:
    parts = [t for key, t in texts().items() if key.startswith(step) and not key.endswith(".plan")]
    room_for_the_questions_first_words = 200
    assert sum(map(units, parts)) + room_for_the_questions_first_words <= 2500


def test_the_school_may_apply() -> None:
    tables = files()["eligibility"]
    assert tables["registered_since"] <= date(2020, 9, 1)
    active = {t["name"] for t in tables["active_teacher"] if t["on"] >= date(2020, 9, 1)}
    assert len(active) >= 3
    labels = [label for label in tables["quality_label"] if label["european"]]
    assert any(label["granted"] >= date(2020, 7, 1) for label in labels)


def test_only_the_four_act_and_only_in_the_days_of_the_story_one_after_the_other() -> None:
    people = {person["key"] for person in read(SCHOOL / "history.toml")["person"]}
    assert people == {event["by"] for event in events()}
    assert len(people) == 4
    moments = [event["at"] for event in events()]
    assert all(date(2022, 11, 25) <= at.date() <= date(2023, 1, 20) for at in moments)
    assert moments == sorted(set(moments))


def test_people_are_the_ones_of_the_school_file() -> None:
    school = read(SCHOOL / "school.toml")
    known = {(who["name"], who["email"]) for who in [school["contact"], *school["team"]]}
    history = read(SCHOOL / "history.toml")
    assert {(person["name"], person["email"]) for person in history["person"]} == known
    principals = [person["name"] for person in history["person"] if person["role"] == "principal"]
    assert principals == [school["principal"]["name"]]


def test_every_field_takes_its_final_value_in_one_event_and_never_changes_after_it() -> None:
    final: set[str] = set()
    for event in events("create", "school", "eligibility", "answer"):
        inline = {value["key"] for value in event.get("value", [])}
        keys = event.get("keys", [])
        assert not (inline | set(keys)) & final, event["at"]
        assert len({key.partition(".")[0] for key in [*keys, *inline]}) == 1, event["at"]
        final |= set(keys)
    assert final == set_fields()


def test_earlier_versions_differ_and_three_texts_have_some() -> None:
    final = texts()
    earlier: dict[str, list[str]] = {}
    for event in events("answer"):
        for value in event.get("value", []):
            earlier.setdefault(value["key"], []).append(value["text"].removesuffix("\n"))
    assert len(earlier) == 3
    for key, versions in earlier.items():
        assert len({*versions, final[key]}) == len(versions) + 1, key


def test_evidence_events_lead_to_the_final_evidence() -> None:
    final = evidence()
    there: dict[tuple[str, str], Tables] = {}
    for event in events("evidence-add", "evidence-change", "evidence-remove"):
        for name in event["evidence"]:
            key = (event["step"], name)
            assert (key in there) == (event["event"] != "evidence-add"), key
            if event["event"] == "evidence-remove":
                del there[key]
                continue
            given = {entry["id"]: entry for entry in event.get("entry", [])}.get(name, {})
            if event["event"] == "evidence-add":
                there[key] = final.get(key, {}) | given | {"document": event.get("document", "")}
                assert there[key]["added"] == event["at"].date(), key
            else:
                there[key] |= {field: final[key][field] for field in event["fields"]}
                if "file" in event["fields"]:
                    there[key]["document"] = ""
    assert list(there) != []
    assert there == {key: entry | {"document": ""} for key, entry in final.items()}


def test_evidence_stands_in_the_order_in_which_it_was_added() -> None:
    for step in ANSWERS:
        days = [entry["added"] for (where, _), entry in evidence().items() if where == step]
        assert days == sorted(days), step


def test_documents_of_earlier_versions_are_there_and_differ() -> None:
    documents = {event["document"] for event in events("evidence-add") if "document" in event}
    assert documents == {p.relative_to(SCHOOL).as_posix() for p in (SCHOOL / "earlier").iterdir()}
    hashes = {entry.get("sha256") for entry in evidence().values()}
    for document in documents:
        assert hashlib.sha256((SCHOOL / document).read_bytes()).hexdigest() not in hashes


def test_the_folder_says_that_it_is_invented() -> None:
    assert "Deze school bestaat niet" in (SCHOOL / "README.md").read_text(encoding="utf-8")
    people = read(SCHOOL / "history.toml")["person"]
    assert all(person["email"].endswith("@voorbeeldstad.example") for person in people)
