"""The whole story by commands: submit, send, receive, return, reply, resubmit, approve."""

import json
import pty
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import give_home
from tests.nso import PIECE_ID
from tests.tui.command_line import AN, ENTRY, ROOT, Run, git
from tests.tui.test_json_shapes import validator

JANUARY = ("--today", "2023-01-20", "--lang", "en")
FEBRUARY = ("--today", "2023-02-08", "--lang", "en")
LATER = ("--today", "2023-03-01", "--lang", "en")


STORY: dict[str, Any] = runpy.run_path(str(ROOT / "bin/story.py"))


@pytest.fixture
def told(
    run: Run, complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Any, Path]:
    """The story of `bin/story.py`, in this process; in the end it is Nele who works."""
    complete.rename(tmp_path / STORY["SCHOOL"])
    monkeypatch.chdir(tmp_path)

    def runs(who: Any, words: list[str]) -> Any:  # noqa: ANN401 - the script's own
        give_home(monkeypatch, tmp_path / who.home)
        monkeypatch.setenv("GIT_AUTHOR_NAME", who.name)
        monkeypatch.setenv("GIT_AUTHOR_EMAIL", who.mail)
        ran = run(*words)
        return STORY["Said"](ran.code, ran.out, ran.err)

    story = STORY["tell"](tmp_path, runs)
    return story, tmp_path


def audits(run: Run, complete: Path, school: Path) -> None:
    """Both sides' histories are clean, as the story showed; a forged one is not."""
    clean = json.loads(run("audit", school, "--json", *LATER).out)
    validator("audit").validate(clean)
    assert (clean["ok"], clean["findings"]) == (True, [])
    assert {notice["code"] for notice in clean["notices"]} == {"set-clock"}
    piece = complete / f"review/round-1/{PIECE_ID}.toml"
    honest = piece.read_text()
    piece.write_text(honest.replace("Zeg wie het doet", "Prima"))
    ran = run("audit", complete, *LATER)
    assert ran.code == 1
    assert "feedback-altered" in ran.out
    assert "1 finding" in ran.err
    piece.write_text(honest)
    assert run("audit", complete, *LATER).code == 0


def test_the_whole_story_goes_by_files_alone(run: Run, told: tuple[Any, Path]) -> None:
    story, place = told
    complete, school = place / STORY["SCHOOL"], place / STORY["reviewed"](place)
    said = {words[:2]: ran for words, ran in story.said}
    assert school.parent == place / "inbox/schools"
    received = [ran for words, ran in story.said if words[0] == "receive"]
    assert "do not trust yet" in received[1].err, "it is shown, and nobody can be asked"
    assert "Signed by the NSO, with a key that you trust." in said["status", "aanvraag"].out
    sent = next(ran for words, ran in story.said if words[0] == "send")
    assert (sent.out, "Size: " in sent.err) == ("mail/1-school.labelmap\n", True)
    acts = [
        "Nele Jans: decide: round 2 approved",
        f"Nele Jans: resolve(shared-leadership): {PIECE_ID}",
        "Nele Jans: receipt: round 2",
        f"{AN.name}: submit: round 2, 34 of 34",
        f"{AN.name}: reply(shared-leadership): {PIECE_ID}, 31 characters",
        "Nele Jans: decide: round 1 returned, 2 pieces of feedback",
        "Nele Jans: receipt: round 1",
        f"{AN.name}: submit: round 1, 34 of 34",
    ]
    assert git(complete, "log", "--format=%an: %s", "record").splitlines() == acts
    assert git(complete, "status", "--porcelain") == ""
    found = json.loads(run("status", school, "--json", *LATER).out)
    assert (found["state"], found["signature"]) == ("approved", "verified")
    document = (ROOT / "docs/review-by-commands.md").read_text("utf-8")
    for act in acts:
        assert act.partition(": ")[2] in document, "run bin/story.py"

    audits(run, complete, school)
    late_and_wrong_files(run, complete, place / "inbox", place / "mail")


def late_and_wrong_files(run: Run, complete: Path, inbox: Path, mail: Path) -> None:
    """What comes twice, is asked for twice, or is no such file."""
    again = run("receive", mail / "4-nso.labelmap", "--into", complete, *LATER)
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
    assert run("receive", mail / "4-nso.labelmap", "--into", mail, *LATER).code == 2


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
