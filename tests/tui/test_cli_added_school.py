"""A school without Labelmap in the inbox: its form is its application, and two rounds of it."""

from pathlib import Path

import pytest

from tests.tui.command_line import EXTRA, Run, git

NAME = "Gemeenteschool Het Anker"
FORM = EXTRA / "infosessie-scholengroep.pdf"

pytestmark = pytest.mark.usefixtures("an")


def on(day: str) -> tuple[str, ...]:
    return ("--today", f"2023-02-{day}", "--lang", "en")


def test_it_is_reviewed_and_decided_like_any_other(run: Run, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    ran = run("inbox", inbox, "--add", NAME, "--form", FORM, *on("01"))
    assert (ran.code, ran.err) == (0, "")
    school = Path(ran.out.strip())
    assert school == inbox / "schools/gemeenteschool-het-anker"
    form = school / "submissions/round-1-platform-form.pdf"
    assert form.read_bytes() == FORM.read_bytes()
    ran = run("inbox", inbox, *on("01"))
    assert f"{NAME} · submitted · submission 1" in ran.out
    assert run("inbox", inbox, "--add", NAME, *on("02")).code == 1, "it waits for a decision"
    said = ("--kind", "must-fix", "--text", "Waar is het bewijs?")
    assert run("feedback", school, *said, *on("03")).code == 0
    assert run("decide", school, "returned", "--text", "Vul aan.", *on("03")).code == 0
    ran = run("inbox", inbox, "--add", NAME, "--form", FORM, *on("06"))
    assert (ran.code, ran.out.strip()) == (0, str(school))
    assert run("decide", school, "approved", "--text", "Proficiat.", *on("08")).code == 0
    assert f"{NAME} · approved · submission 2" in run("inbox", inbox, *on("08")).out
    assert git(school, "log", "--format=%s", "record").splitlines() == [
        "decide: round 2 approved",
        "add: round 2, taken over from the platform",
        "decide: round 1 returned, 1 piece of feedback",
        "add: round 1, taken over from the platform",
    ]
    assert git(school, "status", "--porcelain") == ""
    assert run("audit", school, *on("08")).code == 0
    text = tmp_path / "feedback.md"
    assert run("export", school, "--what", "feedback", "--to", text, *on("08")).code == 0
    assert "Proficiat." in text.read_text(encoding="utf-8")


def test_what_can_not_be_added_is_told_and_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    assert run("inbox", inbox, "--form", FORM, *on("01")).code == 2
    assert run("inbox", inbox, "--add", " ", *on("01")).code == 2
    assert run("inbox", inbox, "--add", NAME, "--form", tmp_path / "none", *on("01")).code in {1, 2}
    assert list((inbox / "schools").iterdir()) == []
    (tmp_path / "file").write_text("mine")
    assert run("inbox", tmp_path, "--add", NAME, *on("01")).code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "inbox"]
