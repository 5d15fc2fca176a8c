"""Commands that change: each is one commit by who works, and says so; nothing is lost or asked."""

import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.tui.command_line import AN_IN_GIT, EXTRA, ROOT, Run, git, small_school, start, subjects

pytestmark = pytest.mark.usefixtures("an")
TODAY = ("--today", "2023-01-20")
EN = (*TODAY, "--lang", "en")


def tables(folder: Path, path: str) -> dict[str, Any]:
    return tomllib.loads((folder / path).read_text(encoding="utf-8"))


# new


def test_new_makes_a_folder_with_a_first_commit(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "our-school"
    ran = run(
        "new", folder, "--school", "GO! Atheneum", "--city", "Voorbeeldstad",
        "--edition", "2023-2024", "--contact", "Joke Martens <joke@school.example>", *EN,
    )  # fmt: skip
    assert (ran.code, ran.out) == (0, f"{folder}\n")
    assert subjects(folder) == ["create: application of GO! Atheneum, edition 2023-2024"]
    assert tables(folder, "labelmap.toml") == {
        "format": 1,
        "edition": "2023-2024",
        "language": "en",
    }
    school = tables(folder, "school.toml")
    assert school["contact"] == {"name": "Joke Martens", "email": "joke@school.example"}
    assert git(folder, "log", "-1", "--format=%an %ad", "--date=short") == "An Peeters 2023-01-20"
    assert git(folder, "status", "--porcelain") == ""


def test_new_takes_the_newest_edition_that_is_not_over(run: Run, tmp_path: Path) -> None:
    for day, edition in (("2023-01-20", "2024-2025"), ("2030-01-01", "next")):
        folder = tmp_path / day
        ran = run("new", folder, "--school", "S", "--today", day, "--lang", "en")
        assert ran.code == 0
        known = tables(folder, "labelmap.toml")["edition"]
        assert known == edition or (day == "2023-01-20" and known in {"2025-2026", "2026-2027"})
        assert ("nothing is known" in ran.err) == (edition == "next")


def test_new_takes_an_edition_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "call.toml"
    known = (ROOT / "model/editions/2023-2024.toml").read_text(encoding="utf-8")
    file.write_text(known.replace('id = "2023-2024"', 'id = "2031-2032"'), encoding="utf-8")
    folder = tmp_path / "school"
    assert run("new", folder, "--school", "S", "--edition", file, *TODAY).code == 0
    assert tables(folder, "labelmap.toml")["edition"] == "2031-2032"
    assert (folder / "edition.toml").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("edition", ["2022-2023", "", "no-such-file.toml"])
def test_new_refuses_an_edition_that_is_none(run: Run, tmp_path: Path, edition: str) -> None:
    ran = run("new", tmp_path / "school", "--school", "S", "--edition", edition)
    assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "school").exists()


def test_new_begins_from_an_earlier_application(run: Run, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "next-year"
    assert run("new", folder, "--from", sample, "--edition", "next", *TODAY).code == 0
    old, new = tables(sample, "school.toml"), tables(folder, "school.toml")
    assert new == {key: value for key, value in old.items() if key != "checklist"}
    eligibility = tables(sample, "eligibility.toml")
    assert tables(folder, "eligibility.toml") == {
        "registered_since": eligibility["registered_since"]
    }
    assert tables(folder, "answers/3-shared-leadership.toml") == {}
    promised = tables(folder, "previous.toml")
    plan = tables(sample, "answers/3-shared-leadership.toml")["plan"]
    assert promised["edition"] == "2023-2024"
    assert promised["plans"]["shared-leadership"] == plan
    assert not list(folder.glob("evidence/**/*.*"))


def test_the_schools_own_planning_is_set_like_any_field(run: Run, school: Path) -> None:
    for key, day in (("platform_by", "2023-01-16"), ("signature_by", "2023-01-18")):
        assert run("set", school, f"school.planning.{key}", day, *TODAY).code == 0
    assert tables(school, "school.toml")["planning"] == {
        "platform_by": date(2023, 1, 16),
        "signature_by": date(2023, 1, 18),
    }
    assert run("set", school, "school.planning.signature_by", "morgen", *TODAY).code == 2
    assert run("set", school, "school.planning.signature_by", "", *TODAY).code == 0
    assert "signature_by" not in tables(school, "school.toml")["planning"]


def test_new_wants_a_name_and_an_empty_place(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "a").code == 2
    assert run("new", tmp_path / "a", "--school", "  ").code == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").write_text("x")
    assert run("new", tmp_path / "full", "--school", "S").code == 1
    assert (tmp_path / "full/file").read_text() == "x"
    assert run("new", tmp_path / "a", "--school", "S", "--contact", "<>").code == 2


def test_new_warns_of_a_cloud_drive(run: Run, tmp_path: Path) -> None:
    ran = run("new", tmp_path / "OneDrive - School/aanvraag", "--school", "S", *EN)
    assert ran.code == 0
    assert "OneDrive" in ran.err


def test_new_inside_another_repository_leaves_that_one_alone(run: Run, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "-m", "outer")
    assert run("new", tmp_path / "school", "--school", "S", *TODAY).code == 0
    assert run("set", tmp_path / "school", "school.city", "Elders", *TODAY).code == 0
    assert subjects(tmp_path) == ["outer"]
    assert len(subjects(tmp_path / "school")) == 2


def test_the_contact_works_here_where_nobody_else_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "school"
    nobody = dict.fromkeys(AN_IN_GIT, "")
    words = ("--school", "S", "--contact", "Joke Martens <joke@school.example>")
    assert start("new", folder, *words, env=nobody).code == 0
    assert start("set", folder, "school.city", "Elders", env=nobody).code == 0
    assert set(git(folder, "log", "--format=%an <%ae>").splitlines()) == {
        "Joke Martens <joke@school.example>"
    }


# set


@pytest.mark.parametrize(
    ("key", "value", "path", "dotted", "held"),
    [
        ("school.city", "Elders", "school.toml", "city", "Elders"),
        ("school.contact.on_platform", "true", "school.toml", "contact.on_platform", True),
        ("school.principal.name", "Lieve", "school.toml", "principal.name", "Lieve"),
        (
            "shared-leadership.statements.shared-decisions",
            "yes",
            "answers/3-shared-leadership.toml",
            "statements.shared-decisions",
            "yes",
        ),
        (
            "shared-leadership.plan",
            'Met "aanhalingstekens" en \\ en é',
            "answers/3-shared-leadership.toml",
            "plan",
            'Met "aanhalingstekens" en \\ en é\n',
        ),
        ("declaration.signed_by", "Lieve", "answers/8-declaration.toml", "signed_by", "Lieve"),
    ],
)
def test_set_writes_one_field_as_one_commit(
    run: Run, school: Path, key: str, value: str, path: str, dotted: str, held: object
) -> None:
    ran = run("set", school, key, value, *EN)
    assert ran.code == 0
    assert ran.out.startswith("Recorded: ")
    found: Any = tables(school, path)
    for part in dotted.split("."):
        found = found[part]
    assert found == held
    assert len(subjects(school)) == 2
    assert git(school, "diff", "--name-only", "HEAD~1") == path


def test_setting_what_stands_there_commits_nothing(run: Run, school: Path) -> None:
    run("set", school, "school.city", "Elders", *TODAY)
    ran = run("set", school, "school.city", "Elders", *EN)
    assert (ran.code, ran.out) == (0, "Nothing changed.\n")
    assert len(subjects(school)) == 2


def test_an_empty_value_clears_a_field(run: Run, school: Path) -> None:
    run("set", school, "eligibility.registered_since", "2018-09-01", *TODAY)
    assert run("set", school, "eligibility.registered_since", "", *TODAY).code == 0
    assert tables(school, "eligibility.toml") == {}


def test_set_takes_a_text_from_a_file_or_from_standard_input(school: Path, tmp_path: Path) -> None:
    text = "Eerste alinea.\n\nTweede alinea: 'é', 🎓, \u202ertl\u202c.\n"
    file = tmp_path / "plan.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert start("set", school, "collaboration.plan", "--file", file, *TODAY).code == 0
    assert tables(school, "answers/4-collaboration.toml")["plan"] == text
    ran = start("set", school, "collaboration.description", "-", *TODAY, stdin=text)
    assert ran.code == 0
    assert tables(school, "answers/4-collaboration.toml")["description"] == text


@pytest.mark.skipif(os.name == "nt", reason="a closed stream is a POSIX thing")
def test_a_standard_input_that_is_closed_clears_nothing(run: Run, school: Path) -> None:
    assert run("set", school, "collaboration.plan", "Samen", *TODAY).code == 0
    closed = start("set", school, "collaboration.plan", "-", *TODAY, first=lambda: os.close(0))
    assert closed.code == 2
    assert tables(school, "answers/4-collaboration.toml")["plan"] == "Samen\n"


def test_text_over_the_limit_is_kept_and_check_says_so(run: Run, school: Path) -> None:
    assert run("set", school, "collaboration.plan", "x" * 2501, *TODAY).code == 0
    assert len(tables(school, "answers/4-collaboration.toml")["plan"]) == 2502
    assert '"text-too-long"' in run("check", school, "--json", *TODAY).out


def test_control_characters_are_taken_out_and_said(run: Run, school: Path) -> None:
    ran = run("set", school, "school.city", "El\x1b\x07ders", *EN)
    assert ran.code == 0
    assert "2 control characters were taken out" in ran.err
    assert tables(school, "school.toml")["city"] == "Elders"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("school.nmae", "x"),
        ("nothing", "x"),
        ("school.contact.on_platform", "ja"),
        ("shared-leadership.statements.shared-decisions", "maybe"),
        ("shared-leadership.statements.no-such", "yes"),
        ("declaration.signed_on", "20 januari"),
        ("declaration.signed_on", "2023-02-30"),
        ("labelmap.edition", "2024-2025"),
        ("labelmap.language", "fr"),
        ("school.team", "x"),
    ],
)
def test_a_key_or_value_that_is_none_is_wrong_usage(
    run: Run, school: Path, key: str, value: str
) -> None:
    ran = run("set", school, key, value, *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert len(subjects(school)) == 1


def test_set_wants_exactly_one_value(run: Run, school: Path, tmp_path: Path) -> None:
    assert run("set", school, "school.city").code == 2
    assert run("set", school, "school.city", "x", "--file", tmp_path / "x").code == 2


def test_set_refuses_a_file_that_is_no_text(run: Run, school: Path, tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes(b"caf\xe9")
    huge = tmp_path / "huge.txt"
    huge.write_bytes(b"x" * 10_000_001)
    for source in (latin, huge, tmp_path, tmp_path / "nothing"):
        ran = run("set", school, "collaboration.plan", "--file", source, *TODAY)
        assert (ran.code, ran.out) == (2, ""), source
        assert str(source) in ran.err


def test_a_text_that_no_file_can_hold_is_kept_elsewhere(
    run: Run, school: Path, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("x" * 1_100_000)
    ran = run("set", school, "collaboration.plan", "--file", file, *EN)
    assert ran.code == 1
    (kept,) = home.rglob("collaboration.plan.txt")
    assert kept.read_text() == file.read_text()
    assert str(kept.parent) in ran.err
    assert len(subjects(school)) == 1


def test_half_a_character_is_refused(school: Path) -> None:
    ran = start("set", school, "school.city", b"caf\xe9".decode("utf-8", "surrogateescape"))
    assert ran.code == 2


# eligibility


def test_teachers_and_labels_are_entries_with_ids(run: Run, school: Path) -> None:
    for name in ("An Peeters", "An Peeters"):
        ran = run("teacher", school, name, "--activity", "Webinar", "--on", "2022-10-01", *TODAY)
        assert ran.code == 0
    granted = ("--granted", "2021-10-01", "--url", "https://example.eu/water")
    assert run("quality-label", school, "Water", *granted, "--national", *TODAY).code == 0
    found = tables(school, "eligibility.toml")
    assert [entry["id"] for entry in found["active_teacher"]] == ["an-peeters", "an-peeters-2"]
    (label,) = found["quality_label"]
    assert (label["project"], label["european"]) == ("Water", False)
    assert len(subjects(school)) == 4
    for words in (("teacher", "A", "--activity", "x", "--on"), ("quality-label", "W", "--granted")):
        assert run(words[0], school, *words[1:], "soon", *TODAY).code == 2
        assert run(words[0], school, *words[1:], "", *TODAY).code == 2
    assert len(subjects(school)) == 4


# evidence


def test_attach_takes_several_at_once_and_prints_their_ids(run: Run, school: Path) -> None:
    sources = (EXTRA / "infosessie-scholengroep.pdf", EXTRA / "foto-opendeurdag.jpg")
    link = "https://www.example.eu/news/2022"
    ran = run("attach", school, "models-for-other-schools", *sources, link, *EN)
    assert ran.code == 0
    assert ran.out.splitlines() == ["infosessie-scholengroep", "foto-opendeurdag", "www-example-eu"]
    assert "place" in ran.err, "what was taken out of the photograph is said"
    entries = tables(school, "answers/6-models-for-other-schools.toml")["evidence"]
    assert [entry["id"] for entry in entries] == ran.out.splitlines()
    photo = school / "evidence/models-for-other-schools/foto-opendeurdag.jpg"
    assert b"Exif\0\0" not in photo.read_bytes()
    assert len(subjects(school)) == 4
    assert git(school, "status", "--porcelain") == ""


def test_the_same_document_again_is_said_and_no_fault(run: Run, school: Path) -> None:
    words = ("attach", school, "6", EXTRA / "infosessie-scholengroep.pdf", *EN)
    first, again = run(*words), run(*words)
    assert (first.code, again.code) == (0, 0)
    assert first.out == again.out == "infosessie-scholengroep\n"
    assert "already attached as infosessie-scholengroep" in again.err
    assert len(subjects(school)) == 2


def test_attach_takes_a_title_and_what_it_backs(run: Run, school: Path) -> None:
    document = EXTRA / "infosessie-scholengroep.pdf"
    words = ("--title", "Infosessie", "--supports", "mentoring, ambassador")
    assert run("attach", school, "models-for-other-schools", document, *words, *TODAY).code == 0
    (entry,) = tables(school, "answers/6-models-for-other-schools.toml")["evidence"]
    assert (entry["title"], entry["supports"]) == ("Infosessie", ["mentoring", "ambassador"])
    two = run("attach", school, "6", document, document, "--title", "One", *TODAY)
    assert two.code == 2
    assert run("attach", school, "6", document, "--supports", "no-such", *TODAY).code == 2
    assert run("attach", school, "nine", document, *TODAY).code == 2
    assert run("attach", school, "school", document, *TODAY).code == 2


def test_one_that_can_not_be_taken_keeps_no_other_out(
    run: Run, school: Path, tmp_path: Path
) -> None:
    document = EXTRA / "infosessie-scholengroep.pdf"
    empty = tmp_path / "empty.pdf"
    empty.touch()
    ran = run("attach", school, "collaboration", empty, document, *EN)
    assert ran.code == 1
    assert ran.out == "infosessie-scholengroep\n"
    assert "empty.pdf" in ran.err


def test_the_declaration_takes_the_signed_document(run: Run, school: Path) -> None:
    ran = run("attach", school, "declaration", EXTRA / "getekende-verklaring.pdf", *TODAY)
    assert (ran.code, ran.out) == (0, "getekende-verklaring\n")
    assert len(tables(school, "answers/8-declaration.toml")["evidence"]) == 1


def test_evidence_is_changed_moved_and_taken_out(run: Run, sample: Path) -> None:
    item = "verslag-2022-10"
    assert run("evidence", sample, item, *TODAY).code == 2, "nothing asked"
    words = ("--title", "Verslag", "--supports", "staff-supported")
    assert run("evidence", sample, item, *words, *TODAY).code == 0
    entries = tables(sample, "answers/3-shared-leadership.toml")["evidence"]
    (entry,) = [entry for entry in entries if entry["id"] == item]
    assert (entry["title"], entry["supports"]) == ("Verslag", ["staff-supported"])
    assert run("evidence", sample, item, "--move", "4", *TODAY).code == 0
    assert (sample / "evidence/collaboration/verslag-2022-10.pdf").is_file()
    assert not (sample / "evidence/shared-leadership/verslag-2022-10.pdf").exists()
    document = EXTRA / "infosessie-scholengroep.pdf"
    assert run("evidence", sample, item, "--replace", document, *TODAY).code == 0
    assert run("detach", sample, item, *TODAY).code == 0
    assert item not in (sample / "answers/4-collaboration.toml").read_text(encoding="utf-8")
    assert run("detach", sample, item, *TODAY).code == 2
    assert run("evidence", sample, item, "--title", "x", *TODAY).code == 2
    assert len(subjects(sample)) == 31


def test_evidence_is_renamed_with_a_note_of_consent(run: Run, sample: Path) -> None:
    ran = run("evidence", sample, "prikbord-leraarskamer", "--rename", "Prikbord", "--consent")
    assert ran.code == 0
    item = tables(sample, "answers/4-collaboration.toml")["evidence"][1]
    assert item["file"] == "evidence/collaboration/prikbord.jpg"
    assert item["consent"] is True
    assert git(sample, "status", "--porcelain") == ""
    taken = run("evidence", sample, "prikbord-leraarskamer", "--no-consent")
    assert taken.code == 0
    assert "consent" not in (sample / "answers/4-collaboration.toml").read_text("utf-8")


def test_a_changed_document_is_accepted(run: Run, sample: Path) -> None:
    file = sample / "evidence/shared-leadership/verslag-2022-10.pdf"
    file.write_bytes((EXTRA / "infosessie-scholengroep.pdf").read_bytes())
    assert '"evidence-changed"' in run("check", sample, "--json", *TODAY).out
    assert run("evidence", sample, "verslag-2022-10", "--accept", *TODAY).code == 0
    assert '"evidence-changed"' not in run("check", sample, "--json", *TODAY).out


# restore


def test_restore_brings_an_earlier_version_back_as_a_new_change(run: Run, sample: Path) -> None:
    history = run("show", sample, "collaboration.plan", "--history", *TODAY).out
    oldest = [line for line in history.splitlines() if " An: " in line][-1].split()[0]
    ran = run("restore", sample, "collaboration.plan", "--at", oldest, *TODAY)
    assert ran.code == 0
    assert run("show", sample, "collaboration.plan").out.startswith("Vanaf januari 2023")
    assert len(subjects(sample)) == 28
    assert subjects(sample)[0].startswith("restore(collaboration)")
    again = run("restore", sample, "collaboration.plan", "--at", oldest, *EN)
    assert (again.code, again.out) == (0, "Nothing changed.\n")


@pytest.mark.parametrize("at", ["nothing", "0000000", "--help-me", "HEAD~1", ""])
def test_restore_refuses_a_version_that_is_none(run: Run, sample: Path, at: str) -> None:
    assert run("restore", sample, "collaboration.plan", f"--at={at}", *TODAY).code == 2
    assert len(subjects(sample)) == 27


# what others left


def test_what_was_changed_by_hand_is_recorded_first_and_said(run: Run, school: Path) -> None:
    file = school / "answers/4-collaboration.toml"
    file.write_text('# a note of mine\nplan = "By hand"\n', encoding="utf-8")
    ran = run("set", school, "school.city", "Elders", *EN)
    assert ran.code == 0
    assert "outside Labelmap" in ran.err
    assert [subject.partition(":")[0] for subject in subjects(school)][:2] == [
        "school",
        "recover(collaboration)",
    ]
    assert "# a note of mine" in file.read_text(encoding="utf-8")


def test_the_day_of_a_set_clock_is_the_commits_and_says_so(run: Run, school: Path) -> None:
    run("set", school, "school.city", "Elders", "--today", "2023-01-25")
    day, body = git(school, "log", "-1", "--format=%ad%n%B", "--date=short").split("\n", 1)
    assert day == "2023-01-25"
    assert "Labelmap-Clock: set" in body


def test_commands_on_one_folder_at_once_all_come_through(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    school = small_school(tmp_path / "school")
    keys = ("school.city", "school.region", "school.website", "school.platform_id")

    def put(key: str) -> int:
        return start("set", school, key, f"value of {key}", *TODAY).code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(put, keys)) == [0, 0, 0, 0]
    found = tables(school, "school.toml")
    assert all(found[key.partition(".")[2]] == f"value of {key}" for key in keys)
