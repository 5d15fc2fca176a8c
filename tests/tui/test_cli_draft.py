"""A school shows its NSO a draft: advice comes back, marked so, and nothing is decided (F6)."""

import json
from datetime import date
from pathlib import Path

import pytest

from model import editions
from model.review import Feedback, FeedbackKind
from store.git import Git
from store.inbox_folder import inbox_of
from tests.tui.command_line import Run, git
from tui.language import Language
from tui.thread_words import row, sign

JANUARY = ("--today", "2023-01-12", "--lang", "en")
LATER = ("--today", "2023-01-20", "--lang", "en")
FEBRUARY = ("--today", "2023-02-08", "--lang", "en")
ADVICE = "d1-shared-leadership-1"
PLAN = "shared-leadership.plan"


@pytest.fixture
def nele(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Nele Jans")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "nele@nso.example")


def sends(run: Run, side: Path, to: Path, into: Path, day: tuple[str, ...], *more: str) -> str:
    """A file from one side to the other; what the command that took it in printed."""
    to.unlink(missing_ok=True)
    sent = run("send", side, "--to", to, *more, *day)
    assert sent.code == 0, sent.said
    taken = run("receive", to, "--into", into, *day)
    assert taken.code == 0, taken.said
    return taken.out


def test_on_the_screen_it_is_advice_whatever_its_kind() -> None:
    piece = Feedback(
        id=ADVICE,
        round=0,
        draft=1,
        kind=FeedbackKind.MUST_FIX,
        text="Zeg wie het doet.",
        by="Nele Jans",
        on=date(2023, 1, 12),
        step="shared-leadership",
        field="plan",
    )
    told, _ = row(piece, editions.load("2023-2024"), Language("nl"), changed=False)
    assert told == "Stap 3, de plannen · advies op het concept: best aan te passen · open"
    assert sign(piece) == "○"


@pytest.mark.usefixtures("nele")
def test_a_draft_gets_advice_and_no_decision(run: Run, complete: Path, tmp_path: Path) -> None:
    inbox, mail = tmp_path / "inbox", tmp_path / "mail.labelmap"
    run("set", complete, "declaration.signed_by", "", *JANUARY)  # not all is there yet
    school = Path(sends(run, complete, mail, inbox, JANUARY, "--draft").strip())
    assert inbox_of(school) is not None
    found = json.loads(run("status", school, "--json", *JANUARY).out)
    assert (found["state"], found["round"], found["done"] < 34) == ("draft", 1, True)
    (row,) = json.loads(run("inbox", inbox, "--json", *JANUARY).out)["schools"]
    assert (row["state"], row["problem"]) == ("draft", None)
    # Nothing of it is a submission: the school goes on, and nothing is locked.
    assert run("set", complete, "declaration.signed_by", "Lieve Wouters", *JANUARY).code == 0
    said = ("--kind", "must-fix", "--text", "Zeg wie het doet.")
    drafted = run("feedback", school, PLAN, *said, *JANUARY)
    assert (drafted.code, "is advice" in drafted.err) == (0, True)
    refused = run("decide", school, "approved", "--text", "Prima.", *JANUARY)
    assert (refused.code, "draft" in refused.err) == (1, True)
    assert run("publish", school, *JANUARY).code == 0
    assert (
        git(school, "log", "-1", "--format=%s", "record") == "feedback: advice on draft 1, 1 piece"
    )
    assert run("send", school, "--draft", "--to", mail, *JANUARY).code == 2
    sends(run, school, mail, complete, JANUARY)
    told = run("status", complete, *JANUARY).out
    assert f"{ADVICE}: advice on the draft · Zeg wie het doet." in told
    log = run("log", complete, "--today", "2023-01-12", "--lang", "nl").out
    assert "de NSO gaf advies op het concept van indiening 1" in log
    # Advice asks for nothing before the submission, which is the first one all the same.
    assert run("reply", complete, ADVICE, "--text", "Bart.", *LATER).code == 0
    same = run("send", complete, "--draft", "--to", mail, *LATER)
    assert same.code == 0
    assert run("submit", complete, *LATER).code == 0
    sends(run, complete, mail, inbox, LATER)
    again = run("send", complete, "--draft", "--to", mail, *LATER)
    assert (again.code, "submitted" in again.err) == (1, True)
    assert run("decide", school, "returned", "--text", "Vul aan.", *FEBRUARY).code == 0
    sends(run, school, mail, complete, FEBRUARY)
    # A draft of the next submission; what was submitted last stays what it was.
    before = run("export", complete, "--to", tmp_path / "a.md", "--what", "changes", *FEBRUARY)
    run("set", complete, PLAN, "Bart doet het in mei. " * 20, *FEBRUARY)
    sends(run, complete, mail, inbox, FEBRUARY, "--draft")
    assert "Bart doet het" in run("show", school, PLAN, *FEBRUARY).out
    changed = run("export", complete, "--to", tmp_path / "b.md", "--what", "changes", *FEBRUARY)
    assert (before.code, changed.code) == (0, 0)
    assert "Bart doet het" in (tmp_path / "b.md").read_text("utf-8")
    for folder in (complete, school):
        audit = json.loads(run("audit", folder, "--json", *FEBRUARY).out)
        assert audit["findings"] == []
    subjects = git(complete, "log", "--reverse", "--format=%s", "record").splitlines()
    assert [subject.partition(":")[0] for subject in subjects] == [
        "draft",
        "feedback",
        "reply(shared-leadership)",
        "draft",
        "submit",
        "receipt",
        "decide",
        "draft",
    ]
    # Nothing of the diary went along, and a draft that comes after a submission is a forgery.
    assert not set(git(school, "log", "--format=%H", "record").split()) & set(
        git(complete, "log", "--no-merges", "--format=%H", "main", "^record").split()
    )
    assert Git(school).reference("refs/heads/record") == Git(complete).reference(
        "refs/heads/record"
    )
