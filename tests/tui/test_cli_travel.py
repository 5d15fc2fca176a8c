"""The whole story by commands: submit, send, receive, return, reply, resubmit, approve."""

import json
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.nso import PIECE_ID
from tests.tui.command_line import AN, AN_IN_GIT, ENTRY, Run, git, start
from tests.tui.test_json_shapes import validator

JANUARY = ("--today", "2023-01-20", "--lang", "en")
FEBRUARY = ("--today", "2023-02-08", "--lang", "en")
LATER = ("--today", "2023-02-15", "--lang", "en")


@pytest.fixture
def nele(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Nele who works, as somebody else."""
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Nele Jans")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "nele@nso.example")


def as_an(*words: str | Path) -> None:
    ran = start(*words, env=AN_IN_GIT)
    assert ran.code == 0, ran.said


def audits(run: Run, complete: Path, school: Path) -> None:
    """Both sides' histories are clean; a forged one is not."""
    for folder in (complete, school):
        clean = json.loads(run("audit", folder, "--json", *LATER).out)
        validator("audit").validate(clean)
        assert (clean["ok"], clean["findings"]) == (True, [])
        assert {notice["code"] for notice in clean["notices"]} == {"set-clock"}
    piece = complete / f"review/round-1/{PIECE_ID}.toml"
    honest = piece.read_text()
    piece.write_text(honest.replace("Zeg wie het doet.", "Prima."))
    ran = run("audit", complete, *LATER)
    assert ran.code == 1
    assert "feedback-altered" in ran.out
    assert "1 finding" in ran.err
    piece.write_text(honest)
    assert run("audit", complete, *LATER).code == 0


@pytest.mark.usefixtures("nele")
def test_the_round_trip_works_by_files_alone(run: Run, complete: Path, tmp_path: Path) -> None:
    inbox, mail = tmp_path / "inbox", tmp_path / "mail"
    as_an("submit", complete, *JANUARY)
    as_an("send", complete, "--to", mail / "1.labelmap", *JANUARY)
    assert run("trust", "key", "--no-passphrase", *FEBRUARY).code == 0
    ran = run("receive", mail / "1.labelmap", "--into", inbox, *FEBRUARY)
    assert ran.code == 0
    school = Path(ran.out.strip())
    assert school.parent == inbox / "schools"
    plan = ("shared-leadership.plan", "--kind", "must-fix", "--text", "Zeg wie het doet.")
    assert run("feedback", school, *plan, *FEBRUARY).code == 0
    assert run("decide", school, "returned", "--text", "Vul aan.", *FEBRUARY).code == 0
    ran = run("send", school, "--to", mail / "2.labelmap", *FEBRUARY)
    assert (ran.code, ran.out) == (0, f"{mail / '2.labelmap'}\n")
    assert "Size: " in ran.err

    (key,) = run("trust", *FEBRUARY).out.splitlines()
    fingerprint = key.split(" ")[0]
    run("trust", "remove", fingerprint, *FEBRUARY)
    ran = run("receive", mail / "2.labelmap", "--into", complete, *FEBRUARY)
    assert ran.code == 0
    assert fingerprint in ran.err, "it is shown, and nobody can be asked"
    state = ("status", complete, "--json", *FEBRUARY)
    assert json.loads(run(*state).out)["signature"] == "unknown-key"
    ran = run("receive", mail / "2.labelmap", "--into", complete, "--trust", *FEBRUARY)
    assert ran.code == 0
    found = json.loads(run(*state).out)
    assert (found["state"], found["signature"]) == ("returned", "verified")
    as_an("reply", complete, PIECE_ID, "--text", "Bart, in mei.", *LATER)
    as_an("set", complete, "shared-leadership.plan", "Bart doet het in mei. " * 20, *LATER)
    as_an("submit", complete, *LATER)
    as_an("send", complete, "--to", mail / "3.labelmap", *LATER)
    assert run("receive", mail / "3.labelmap", "--into", inbox, *LATER).code == 0
    assert run("decide", school, "approved", "--text", "Proficiat.", *LATER).code == 0
    assert run("send", school, "--to", mail / "4.labelmap", *LATER).code == 0
    assert run("receive", mail / "4.labelmap", "--into", complete, *LATER).code == 0
    assert json.loads(run(*state).out)["state"] == "approved"
    told = git(complete, "log", "--format=%an: %s", "record").splitlines()
    assert told == [
        "Nele Jans: decide: round 2 approved",
        "Nele Jans: receipt: round 2",
        f"{AN.name}: submit: round 2, 34 of 34",
        f"{AN.name}: reply(shared-leadership): {PIECE_ID}, 13 characters",
        "Nele Jans: decide: round 1 returned, 1 piece of feedback",
        "Nele Jans: receipt: round 1",
        f"{AN.name}: submit: round 1, 34 of 34",
    ]
    assert git(complete, "status", "--porcelain") == ""

    audits(run, complete, school)
    late_and_wrong_files(run, complete, inbox, mail)


def late_and_wrong_files(run: Run, complete: Path, inbox: Path, mail: Path) -> None:
    """What comes twice, is asked for twice, or is no such file."""
    again = run("receive", mail / "4.labelmap", "--into", complete, *LATER)
    assert (again.code, "nothing new" in again.err) == (0, True)
    nothing = run("send", complete, "--to", mail / "5.labelmap", *LATER)
    assert (nothing.code, nothing.out) == (1, "")
    assert not (mail / "5.labelmap").exists()
    assert run("send", complete, "--to", mail / "5.labelmap", "--whole", *LATER).code == 0
    (mail / "letter.txt").write_text("Beste")
    refused = run("send", complete, "--to", mail / "letter.txt", "--whole", *LATER)
    assert (refused.code, (mail / "letter.txt").read_text()) == (1, "Beste")
    bad = run("receive", mail / "letter.txt", mail / "no", "--into", inbox, *LATER)
    assert (bad.code, bad.out) == (2, "")
    assert run("receive", mail / "4.labelmap", "--into", mail, *LATER).code == 2


@pytest.mark.usefixtures("an")
def test_before_a_submission_nothing_can_be_sent(run: Run, school: Path, tmp_path: Path) -> None:
    ran = run("send", school, "--to", tmp_path / "x.labelmap", *JANUARY)
    assert (ran.code, ran.out) == (1, "")
    assert run("send", tmp_path, "--to", tmp_path / "x.labelmap", *JANUARY).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal_a_key_is_pinned_by_answering_yes(run: Run, tmp_path: Path, an: None) -> None:
    del an
    assert run("trust", "key", "--no-passphrase", *FEBRUARY).code == 0
    (line,) = run("trust", *FEBRUARY).out.splitlines()
    public = tmp_path / "nso.pub"
    public.write_text(run("trust", "key", _key_path(), *FEBRUARY).out)
    for answer, trusted in ((b"n\n", False), (b"j\n", True)):
        run("trust", "remove", line.split(" ")[0], *FEBRUARY)
        ours, theirs = pty.openpty()
        words = [*ENTRY, "trust", "pin", str(public), *FEBRUARY]
        process = subprocess.Popen(
            words, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, close_fds=True
        )
        with open(ours, "wb", buffering=0, closefd=False) as terminal:
            terminal.write(answer)
        process.communicate(timeout=60)
        assert (process.returncode == 0) is trusted
        assert (line.split(" ")[0] in run("trust", *FEBRUARY).out) is trusted


def _key_path() -> Path:
    from store.people import load_settings

    return Path(load_settings().signing_key)
