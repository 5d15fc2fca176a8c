"""Reading one step in many schools: what was submitted, and no school keeps another out."""

from pathlib import Path

from store.across import read_across
from store.inbox_folder import Inbox
from tui.demo_inbox import one_school


def test_what_was_submitted_is_read_and_a_broken_school_says_why(tmp_path: Path) -> None:
    inbox = Inbox.made_at(tmp_path / "inbox")
    school = one_school(inbox)
    answers = school / "answers/3-shared-leadership.toml"
    answers.write_text('plan = "never submitted"\n', encoding="utf-8")
    broken, empty = school.with_name("kapot"), school.with_name("leeg")
    broken.mkdir()
    (empty / ".git").mkdir(parents=True)
    found = {one.folder: one for one in read_across([broken, school, empty], "shared-leadership")}
    assert list(found) == [broken, school, empty], "in the order that was asked for"
    answer = found[school].answer
    assert answer is not None
    assert answer.plan
    assert "never submitted" not in answer.plan
    assert answer.statements
    assert all(found[folder].problem is not None for folder in (broken, empty))
