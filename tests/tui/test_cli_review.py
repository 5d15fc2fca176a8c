"""Review mode by its doors: `labelmap INBOX`, `labelmap review FOLDER`, and from the app itself."""

import json
from pathlib import Path

import pytest
from textual.widgets import OptionList

from store.clock import Clock
from store.inbox_folder import Inbox
from store.work import Work
from tests.tui.command_line import AN, DAY, Run, small_school
from tests.tui.school import app_on, opened, seen, settled
from tui.open_app import is_reviewed
from tui.open_review import NothingToReview, place_to_review
from tui.screens.welcome import WelcomeScreen


def test_an_inbox_and_its_schools_are_for_review_and_nothing_else(tmp_path: Path) -> None:
    inbox = Inbox.made_at(tmp_path / "inbox")
    school = inbox.path / "schools" / "de-linde"
    school.mkdir()
    assert place_to_review(inbox.path) == (inbox, None)
    assert place_to_review(school) == (inbox, school)
    assert is_reviewed(inbox.path)
    assert is_reviewed(school)
    for other in (tmp_path, inbox.path / "schools", inbox.path / "schools/nobody"):
        with pytest.raises(NothingToReview):
            place_to_review(other)


def test_review_of_another_folder_is_wrong_usage_and_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = small_school(tmp_path / "own")
    ran = run("review", own, "--lang", "en")
    assert ran.code == 2
    assert "only there a reviewer acts" in ran.err
    ran = run("review", tmp_path, "--lang", "en")
    assert ran.code == 2
    assert "neither an inbox nor a school of one" in ran.err
    inbox = Inbox.made_at(tmp_path / "inbox")
    (inbox.path / "work").mkdir()
    monkeypatch.chdir(inbox.path / "work")
    for words in (("review",), ("review", inbox.path), (inbox.path,), ()):
        ran = run(*words, "--lang", "en")
        assert (ran.code, "needs a terminal" in ran.err) == (2, True), words


async def test_an_inbox_opened_before_is_offered_and_opens_in_review_mode(tmp_path: Path) -> None:
    inbox = Inbox.made_at(tmp_path / "aanvragen").path
    from store.people import change_settings

    change_settings(lambda now: now.with_recent(inbox))
    app = app_on(None)
    async with app.run_test() as pilot:
        screen = await opened(pilot, WelcomeScreen)
        assert "te beoordelen" in seen(app)
        screen.query_one("#recent", OptionList).focus()
        await pilot.press("enter")
        await settled(pilot)
    assert app.other_mode == inbox


def test_sync_shares_the_work_of_an_inbox(run: Run, an: None, tmp_path: Path) -> None:
    del an
    boxes = [Inbox.made_at(tmp_path / name) for name in ("een", "twee")]
    shared = tmp_path / "gedeeld"
    shared.mkdir()
    Work(boxes[0]).assign("de-linde", "An Peeters", AN, Clock.of(DAY))
    assert run("sync", boxes[0].path, "--lang", "en").code == 2, "nowhere to share yet"
    for box in boxes:
        ran = run("sync", box.path, "--via", shared, "--lang", "en")
        assert (ran.code, ran.err) == (0, "")
    assert "What the other reviewers did is in the inbox now." in ran.out
    assert Work(boxes[1]).assigned() == {"de-linde": "An Peeters"}
    document = json.loads(run("sync", boxes[1].path, "--json").out)
    assert document["format"] == 1
    assert (document["shared"], document["changed"]) == (str(shared), False)
