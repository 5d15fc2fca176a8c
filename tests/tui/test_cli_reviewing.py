"""The reviewer's commands: keys, drafts, feedback, decisions; in the words of the contract."""

import csv
import json
import tomllib
from pathlib import Path

import pytest

from store import signing
from tests.nso import PIECE_ID, act, into_inbox
from tests.tui.command_line import AN_IN_GIT, Run, git, start
from tests.tui.test_json_shapes import validator

EN = ("--today", "2023-01-20", "--lang", "en")
FEBRUARY = ("--today", "2023-02-08", "--lang", "en")
APRIL = ("--today", "2023-04-01", "--lang", "en")
NELE = {"GIT_AUTHOR_NAME": "Nele Jans", "GIT_AUTHOR_EMAIL": "nele@nso.example"}
PLAN = "shared-leadership.plan"

pytestmark = pytest.mark.usefixtures("an")


@pytest.fixture
def school(run: Run, complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school of an inbox that submitted; it is Nele who works from here on."""
    assert run("submit", complete, *EN).code == 0
    folder = into_inbox(complete, tmp_path / "inbox")
    for name, value in NELE.items():
        monkeypatch.setenv(name, value)
    return folder


def test_drafts_stay_with_the_reviewers_until_a_decision_publishes_them(
    run: Run, school: Path
) -> None:
    text = ("--text", "Zeg wie het doet.")
    assert run("feedback", school, PLAN, "--kind", "must-fix", *text, *FEBRUARY).code == 0
    ran = run("feedback", school, "4", "--kind", "praise", "--text", "Mooi.", *FEBRUARY)
    assert ran.out == "Kept as a draft; 2 are waiting to be published.\n"
    assert git(school, "log", "--format=%s", "record") == "submit: round 1, 34 of 34"
    assert git(school, "status", "--porcelain") == ""
    assert json.loads(run("status", school, "--json", *FEBRUARY).out)["feedback"] == []
    ran = run("decide", school, "returned", "--text", "Vul stap 3 aan.", *FEBRUARY)
    assert ran.code == 0
    assert "labelmap trust key" in ran.err
    assert git(school, "log", "-1", "--format=%s", "record") == (
        "decide: round 1 returned, 2 pieces of feedback"
    )
    found = json.loads(run("status", school, "--json", *FEBRUARY).out)
    assert [piece["id"] for piece in found["feedback"]] == ["r1-collaboration-1", PIECE_ID]
    assert (found["state"], found["signature"]) == ("returned", "unsigned")
    assert run("publish", school, *FEBRUARY).code == 1, "nothing is left"
    file = school.parent.parent / "feedback.txt"
    words = ("--what", "feedback", "--to", file, "--today", "2023-02-08")
    assert run("export", school, *words).code == 0
    pasted = file.read_text(encoding="utf-8")
    assert "Vul stap 3 aan." in pasted
    assert "3 Gedeeld leiderschap\n---------------------\n\nPlannen voor" in pasted
    assert "Zeg wie het doet." in pasted
    shared = git(school.parent.parent / "work", "log", "--format=%an")
    assert set(shared.splitlines()) == {"Nele Jans"}


def test_a_decision_is_corrected_by_a_further_one(run: Run, school: Path) -> None:
    assert run("decide", school, "returned", "--text", "Vul aan.", *FEBRUARY).code == 0
    ran = run("decide", school, "approved", "--text", "Toch.", "--today", "2023-02-09")
    assert ran.code == 0
    subject = git(school, "log", "-1", "--format=%s", "record")
    assert subject == "decide: round 1 approved, corrects the decision of 2023-02-08"
    tags = git(school, "tag", "--list", "decision/*").splitlines()
    assert tags == ["decision/round-1", "decision/round-1.2"]
    files = git(school, "ls-tree", "--name-only", "record", "review/round-1/").splitlines()
    assert files == ["review/round-1/decision-2.toml", "review/round-1/decision.toml"]
    assert json.loads(run("status", school, "--json", *FEBRUARY).out)["state"] == "approved"


def test_only_who_has_a_school_decides_until_somebody_takes_it_over(run: Run, school: Path) -> None:
    (school.parent.parent / "work").mkdir()
    kept = school.parent.parent / "work/assigned.toml"
    kept.write_text('[assigned]\natheneum = "Wim Aerts"\n')
    ran = run("decide", school, "approved", "--text", "Proficiat.", *FEBRUARY)
    assert (ran.code, ran.out) == (1, "")
    assert "Wim Aerts decides on this school." in ran.err
    assert "--take-over" in ran.err
    words = ("approved", "--text", "Proficiat.", "--take-over")
    assert run("decide", school, *words, *FEBRUARY).code == 0
    assert tomllib.loads(kept.read_text()) == {"assigned": {"atheneum": "Nele Jans"}}


def test_the_calendar_decides_which_decisions_there_are(run: Run, school: Path) -> None:
    ran = run("decide", school, "refused", "--text", "Neen.", *FEBRUARY)
    assert (ran.code, ran.out) == (1, "")
    assert "28 February 2023" in ran.err
    ran = run("decide", school, "returned", "--text", "Vul aan.", *APRIL)
    assert ran.code == 1
    assert "approved or refused" in ran.err
    assert run("decide", school, "refused", "--text", "Neen.", *APRIL).code == 0


def test_a_thread_is_resolved_and_reopened(run: Run, school: Path) -> None:
    run("feedback", school, PLAN, "--kind", "must-fix", "--text", "Wie?", *FEBRUARY)
    assert run("publish", school, *FEBRUARY).code == 0
    assert run("resolve", school, "nothing", *FEBRUARY).code == 2
    assert run("resolve", school, PIECE_ID, *FEBRUARY).code == 0
    (piece,) = json.loads(run("status", school, "--json", *FEBRUARY).out)["feedback"]
    assert piece["state"] == "resolved"
    assert run("reopen", school, PIECE_ID, "--text", "Toch niet.", *FEBRUARY).code == 0
    (piece,) = json.loads(run("status", school, "--json", *FEBRUARY).out)["feedback"]
    assert piece["state"] == "open"


def test_feedback_about_nothing_is_refused(run: Run, school: Path) -> None:
    kind = ("--kind", "question")
    for about, *rest in (
        ("nothing",),
        ("shared-leadership.nothing",),
        ("shared-leadership.evidence.nothing",),
        (PLAN, "--quote", "dit staat er niet"),
        ("shared-leadership", "--quote", "wat"),
        ("shared-leadership.statements.nothing",),
    ):
        ran = run("feedback", school, about, *kind, "--text", "x", *rest, *FEBRUARY)
        assert (ran.code, ran.out) == (2, ""), about
    assert run("feedback", school, PLAN, *kind, "--text", " ", *FEBRUARY).code == 2
    assert run("feedback", school, PLAN, "--kind", "angry", "--text", "x", *FEBRUARY).code == 2
    assert run("decide", school, "returned", "--text", " ", *FEBRUARY).code == 2
    assert run("feedback", school, *kind, "--text", "x" * 600_000, *FEBRUARY).code == 1
    assert not (school.parent.parent / "work").exists(), "nothing was kept"
    text = tomllib.loads(git(school, "show", "record:answers/3-shared-leadership.toml"))["plan"]
    quote = ("--quote", text[10:60])
    assert run("feedback", school, PLAN, *kind, "--text", "x", *quote, *FEBRUARY).code == 0
    (draft,) = (school.parent.parent / "work/drafts/atheneum").iterdir()
    assert tomllib.loads(draft.read_text())["quote"] == f"{text[10:60]}\n"


def test_each_side_acts_on_its_own_folder(run: Run, school: Path, complete: Path) -> None:
    for command in (
        ("feedback", complete, "--kind", "praise", "--text", "x"),
        ("publish", complete),
        ("decide", complete, "approved", "--text", "x"),
        ("resolve", complete, PIECE_ID),
        ("reopen", complete, PIECE_ID),
        ("set", school, "collaboration.plan", "x"),
        ("submit", school),
        ("reply", school, PIECE_ID, "--text", "x"),
    ):
        ran = run(*command, *FEBRUARY)
        assert (ran.code, ran.out) == (2, ""), command
        assert "inbox" in ran.err


def test_an_answer_that_a_reviewer_edits_is_put_back_and_kept(
    run: Run, school: Path, home: Path
) -> None:
    file = school / "answers/4-collaboration.toml"
    before = file.read_bytes()
    file.write_text('plan = "van de beoordelaar"\n')
    assert run("decide", school, "approved", "--text", "Proficiat.", *FEBRUARY).code == 0
    assert file.read_bytes() == before
    assert git(school, "rev-parse", "main") == git(school, "rev-parse", "record")
    (kept,) = home.rglob("recovery/*/answers/4-collaboration.toml")
    assert "beoordelaar" in kept.read_text()


def test_an_edition_that_is_not_known_is_read_and_not_judged(
    run: Run, complete: Path, tmp_path: Path
) -> None:
    head = complete / "labelmap.toml"
    assert run("submit", complete, *EN).code == 0
    folder = into_inbox(complete, tmp_path / "inbox")
    text = head.read_text().replace("2023-2024", "2043-2044")
    act(folder, "submit", {"labelmap.toml": text})
    ran = run("decide", folder, "approved", "--text", "x", *FEBRUARY)
    assert ran.code == 1
    assert "2043-2044" in ran.err
    assert run("feedback", folder, "--kind", "praise", "--text", "x", *FEBRUARY).code == 0
    assert run("publish", folder, *FEBRUARY).code == 0


def test_a_key_is_pinned_only_by_a_persons_own_word(run: Run, school: Path, tmp_path: Path) -> None:
    ran = run("trust", "key", *FEBRUARY)
    assert ran.code == 1
    assert "--no-passphrase" in ran.err
    ran = run("trust", "key", "--no-passphrase", *FEBRUARY)
    assert ran.code == 0
    assert ran.out.startswith("ssh-ed25519 ")
    public = tmp_path / "nso.pub"
    public.write_text(ran.out)
    key = signing.signing_key()
    assert key is not None
    print_ = key.public.fingerprint
    assert print_ in run("trust", *FEBRUARY).out
    assert run("trust", "key", "--no-passphrase", *FEBRUARY).code == 1, "it is never overwritten"
    assert run("decide", school, "approved", "--text", "Proficiat.", *FEBRUARY).err == ""
    state = ("status", school, "--json", *FEBRUARY)
    assert json.loads(run(*state).out)["signature"] == "verified"
    assert run("trust", "remove", print_, *FEBRUARY).out == ""
    assert json.loads(run(*state).out)["signature"] == "unknown-key"
    for source in (public, school):
        ran = start("trust", "pin", source, *FEBRUARY, env=AN_IN_GIT)
        assert ran.code == 1
        assert print_ in ran.err
        assert "--fingerprint" in ran.err
    assert run("trust", "pin", school, "--fingerprint", "SHA256:other", *FEBRUARY).code == 1
    assert json.loads(run(*state).out)["signature"] == "unknown-key"
    assert run("trust", "pin", school, "--fingerprint", print_, *FEBRUARY).code == 0
    assert json.loads(run(*state).out)["signature"] == "verified"
    assert "Signed by the NSO" in run("status", school, *FEBRUARY).out
    assert run("trust", "remove", print_, "--revoked", *FEBRUARY).code == 0
    assert json.loads(run(*state).out)["signature"] == "bad"
    assert "revoked" in run("trust", "show", *FEBRUARY).out


def test_wrong_words_for_trust_are_told(run: Run, tmp_path: Path, school: Path) -> None:
    (tmp_path / "none.pub").write_text("not a key\n")
    for words in (
        ("pin",),
        ("remove",),
        ("remove", "SHA256:none"),
        ("pin", tmp_path / "nowhere.pub"),
        ("pin", tmp_path / "none.pub", "--yes"),
        ("pin", school, "--yes"),
        ("pin", tmp_path / "none.pub", "--until", "soon"),
        ("guess",),
    ):
        ran = run("trust", *words, *FEBRUARY)
        assert (ran.code, ran.out) == (2, ""), words
    assert run("trust", "key", tmp_path / "nowhere", *FEBRUARY).code == 3


def test_an_inbox_is_listed(run: Run, school: Path, tmp_path: Path) -> None:
    inbox = school.parent.parent
    run("feedback", school, PLAN, "--kind", "must-fix", "--text", "=Wie?", *FEBRUARY)
    run("publish", school, *FEBRUARY)
    (school.parent / "leeg").mkdir()
    found = json.loads(run("inbox", inbox, "--json", *FEBRUARY).out)
    validator("inbox").validate(found)
    row, broken = found["schools"]
    assert (row["folder"], row["state"], row["open_must_fix"]) == (str(school), "submitted", 1)
    assert found["totals"] == {"submitted": 1}
    filled = {key for key, value in broken.items() if value is not None}
    assert filled == {"folder", "problem"}
    status = json.loads(run("status", school, "--json", *FEBRUARY).out)
    shared = set(status) - {"steps", "feedback"}
    assert set(row) == shared | {"open_must_fix", "assigned_to", "problem"}
    assert {key: row[key] for key in shared} == {key: status[key] for key in shared}
    ran = run("inbox", inbox, *FEBRUARY)
    assert ran.code == 0
    assert "1 must-fix" in ran.out
    assert "✗ leeg" in ran.out
    table = tmp_path / "table.csv"
    assert run("inbox", inbox, "--csv", table, *FEBRUARY).code == 0
    assert run("inbox", inbox, "--csv", table, *FEBRUARY).code == 1
    lines = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert [line[4] for line in lines] == ["state", "submitted", ""]
    assert run("inbox", tmp_path, "--json", *FEBRUARY).code == 2
