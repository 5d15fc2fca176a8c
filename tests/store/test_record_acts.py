"""What a school does before the NSO: one act, one commit on `record`, which `main` takes over."""

import subprocess
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from model.fields import parse_key
from model.problems import Code
from model.review import DecisionKind, ThreadState
from model.standing import standing
from model.text import clean
from store import git_objects, git_plumbing, record_branch
from store.clock import Clock
from store.folder import atomic_write
from store.git import Git
from store.git_failures import HistoryBusy
from store.platform_acts import OnPlatform
from store.record_failures import (
    DayToCome,
    DecidedHere,
    FormMissing,
    FormTooLarge,
    Locked,
    NoReason,
    NoSuchFeedback,
    NotComplete,
    NothingSubmitted,
    NotNow,
    NotSigned,
    NoWords,
    Unanswered,
)
from store.school_folder import SchoolFolder
from tests.nso import (
    PIECE_ID,
    SIGNED,
    act,
    complete_school,
    decide_approved,
    decide_returned,
    words,
)
from tests.store.school import AN, BART, PLAN, PLAN_FILE, git, with_field

DAY = date(2023, 1, 20)


@pytest.fixture
def folder(tmp_path: Path) -> SchoolFolder:
    """A school to which nothing is to be done."""
    return complete_school(tmp_path / "school")


def at(folder: SchoolFolder, day: str) -> SchoolFolder:
    """The same folder, opened on another day."""
    return SchoolFolder.open(folder.path, Clock.of(day))


def state(folder: SchoolFolder) -> tuple[str, int]:
    where = standing(folder.application.record, folder.edition, folder.clock.today, "BE")
    return where.state.value, where.round


def said(folder: SchoolFolder, path: str, branch: str = "record") -> dict[str, object]:
    return tomllib.loads(git(folder.path, "show", f"{branch}:{path}"))


def oneline(folder: SchoolFolder, branch: str) -> list[str]:
    return git(folder.path, "log", "--format=%s", branch).splitlines()


def diary(folder: SchoolFolder) -> list[str]:
    """The subjects of main alone, newest first."""
    return git(folder.path, "log", "--first-parent", "--format=%s", "main").splitlines()


def is_sound(folder: SchoolFolder) -> bool:
    """Whether git finds nothing amiss, nothing is uncommitted, and main has the record's files."""
    path = folder.path
    assert git(path, "fsck", "--strict", "--no-dangling") == ""
    for name in ("submissions", "review"):
        copies = git(path, "ls-tree", "-r", "main", "--", name)
        assert copies == git(path, "ls-tree", "-r", "record", "--", name)
    assert (
        subprocess.run(
            ["git", "merge-base", "--is-ancestor", "record", "main"], cwd=path, check=False
        ).returncode
        == 0
    )
    return git(path, "status", "--porcelain") == ""


def test_a_submission_is_one_commit_without_a_parent_and_a_tag(folder: SchoolFolder) -> None:
    diary = git(folder.path, "rev-list", "main").splitlines()
    entry = folder.submit(AN, words)
    path = folder.path
    assert git(path, "rev-list", "--count", "record") == "1"
    assert entry.commit == git(path, "rev-parse", "record")
    assert git(path, "cat-file", "-t", "submission/round-1") == "tag"
    assert git(path, "rev-parse", "submission/round-1^{commit}") == entry.commit
    message = git(path, "log", "-1", "--format=%B", "record").splitlines()
    assert message == [
        "submit: round 1, 34 of 34",
        "",
        "Labelmap-Event: submit",
        "Labelmap-Round: 1",
        "Labelmap-Role: teacher",
        "Labelmap-Clock: set",
    ]
    days = "--format=%ad %cd %(contents:subject) %(trailers:key=Labelmap-Clock)"
    assert git(path, "log", "-1", "--date=short", days, "record")[:21] == "2023-01-20 2023-01-20"
    tagged = git(path, "cat-file", "-p", "submission/round-1")
    assert "Labelmap-Clock: set" in tagged
    assert "tagger An Peeters" in tagged
    within = git(path, "rev-list", "--objects", "record").split()
    assert not set(diary) & set(within), "nothing of the diary leaves the school"
    assert is_sound(folder)
    assert state(folder) == ("submitted", 1)


def test_main_takes_the_record_over_as_a_true_merge(folder: SchoolFolder) -> None:
    before = git(folder.path, "rev-parse", "main")
    folder.submit(AN, words)
    parents = git(folder.path, "log", "-1", "--format=%P", "main").split()
    assert parents == [before, git(folder.path, "rev-parse", "record")]
    assert diary(folder)[0] == "record: submit: round 1, 34 of 34"
    assert "submit: round 1, 34 of 34" in oneline(folder, "main")
    trailers = git(folder.path, "log", "-1", "--format=%(trailers:key=Labelmap-Event)", "main")
    assert trailers == "Labelmap-Event: record"
    assert {"record", "submit"} <= {entry.event for entry in folder.log()}


def test_the_tree_is_the_whole_application_and_the_manifest_holds_it(folder: SchoolFolder) -> None:
    (folder.path / "evidence/esafety/niet-genoemd.pdf").write_bytes(SIGNED.read_bytes())
    folder.submit(AN, words)
    listed = git(folder.path, "ls-tree", "-r", "--name-only", "record").splitlines()
    manifest = said(folder, "submissions/round-1.toml")
    assert (manifest["round"], manifest["edition"]) == (1, "2023-2024")
    assert (manifest["submitted_by"], manifest["submitted_on"]) == ("An Peeters", DAY)
    assert "incomplete" not in manifest
    files = manifest["file"]
    assert isinstance(files, list)
    own = [path for path in listed if not path.startswith("submissions/")]
    assert [item["path"] for item in files] == own
    assert PLAN_FILE in own
    assert ".gitattributes" in own
    assert "evidence/declaration/verslag.pdf" in own
    assert "evidence/esafety/niet-genoemd.pdf" not in own, "only what the application names"
    done = subprocess.run(
        ["sha256sum", "-c", "submissions/round-1.sha256"],
        cwd=folder.path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b": OK") == len(own) + 2
    assert (folder.path / "submissions/round-1.md").read_text("utf-8").startswith("# GO! Atheneum")


def test_what_was_typed_and_not_recorded_is_recorded_first(folder: SchoolFolder) -> None:
    folder.write(with_field(folder, PLAN, "Vanaf september een vaste werkgroep. " * 6))
    folder.submit(BART, words)
    assert "werkgroep" in git(folder.path, "show", f"record:{PLAN_FILE}")
    assert any(one.startswith("answer(shared-leadership): plan") for one in diary(folder))


def test_what_lies_staged_and_uncommitted_beside_it_stays(folder: SchoolFolder) -> None:
    (folder.path / "eigen-notities.txt").write_text("van mij\n")
    (folder.path / "gestaged.txt").write_text("ook\n")
    git(folder.path, "add", "gestaged.txt")
    folder.submit(AN, words)
    status = git(folder.path, "status", "--porcelain").splitlines()
    assert status == ["A  gestaged.txt", "?? eigen-notities.txt"]


def test_what_is_missing_is_said_and_nothing_happens(folder: SchoolFolder) -> None:
    folder.save(with_field(folder, PLAN, ""), AN)
    with pytest.raises(NotComplete) as refused:
        folder.submit(AN, words)
    assert [problem.code for problem in refused.value.problems] == [Code.PLAN_MISSING]
    with pytest.raises(NoReason):
        folder.submit(AN, words, incomplete="  ")
    assert Git(folder.path).reference("refs/heads/record") is None
    folder.submit(AN, words, incomplete="Het plan volgt in februari.")
    manifest = said(folder, "submissions/round-1.toml")
    assert manifest["incomplete"] == "Het plan volgt in februari."
    assert manifest["missing"] == [
        {"code": "plan-missing", "step": "shared-leadership", "field": "plan"}
    ]
    assert folder.application.record.submissions[0].incomplete == "Het plan volgt in februari."


def test_a_reason_that_is_not_needed_is_not_kept(folder: SchoolFolder) -> None:
    folder.submit(AN, words, incomplete="voor de zekerheid")
    assert "incomplete" not in said(folder, "submissions/round-1.toml")


def test_the_calendar_and_the_signature_can_not_be_passed_over(folder: SchoolFolder) -> None:
    for day in ("2022-11-22", "2023-02-01"):
        with pytest.raises(NotNow):
            at(folder, day).submit(AN, words, incomplete="toch")
    unsigned = at(folder, "2023-01-20")
    unsigned.save(with_field(unsigned, "declaration.signed_by", ""), AN)
    with pytest.raises(NotSigned):
        unsigned.submit(AN, words, incomplete="toch")
    assert Git(folder.path).reference("refs/heads/record") is None


def test_answers_are_locked_until_withdrawn(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    changed = with_field(folder, PLAN, "anders")
    for change in (
        lambda: folder.save(changed, AN),
        lambda: folder.write(changed),
        lambda: folder.attach("collaboration", SIGNED.with_name("infosessie-scholengroep.pdf"), AN),
        lambda: folder.link("collaboration", "https://www.school.example/a", AN),
        lambda: folder.detach("verslag-collaboration", AN),
    ):
        with pytest.raises(Locked):
            change()
    assert git(folder.path, "status", "--porcelain") == ""
    with pytest.raises(NotNow):
        folder.submit(AN, words)
    folder.withdraw(AN)
    assert state(folder) == ("draft", 2)
    assert said(folder, "submissions/round-1-withdrawn.toml") == {"by": "An Peeters", "on": DAY}
    assert git(folder.path, "tag") == "submission/round-1"
    folder.save(changed, AN)
    folder.submit(AN, words)
    assert git(folder.path, "tag").splitlines() == ["submission/round-1", "submission/round-2"]
    assert oneline(folder, "record") == [
        "submit: round 2, 34 of 34",
        "withdraw: round 1",
        "submit: round 1, 34 of 34",
    ]
    assert is_sound(folder)


def test_withdrawing_is_for_the_first_period(folder: SchoolFolder) -> None:
    with pytest.raises(NotNow):
        folder.withdraw(AN)
    folder.submit(AN, words)
    with pytest.raises(NotNow):
        at(folder, "2023-02-01").withdraw(AN)


def test_hand_edits_after_submission_are_recorded_and_do_not_reach_the_record(
    folder: SchoolFolder,
) -> None:
    folder.submit(AN, words)
    file = folder.path / PLAN_FILE
    file.write_text(file.read_text("utf-8").replace("werkgroep", "stuurgroep"), "utf-8")
    folder.reload()
    folder.recover(AN)
    assert oneline(folder, "main")[0].startswith("recover(shared-leadership)")
    assert "werkgroep" in git(folder.path, "show", f"record:{PLAN_FILE}")
    submitted = folder.submitted
    assert submitted is not None
    assert "werkgroep" in submitted.answers["shared-leadership"].plan


# The platform


def test_what_was_done_on_the_platform_is_recorded_with_its_form(folder: SchoolFolder) -> None:
    with pytest.raises(NotNow):
        folder.record_platform(OnPlatform(on=DAY), AN)
    folder.submit(AN, words)
    folder.record_platform(OnPlatform(on=date(2023, 1, 19), form=SIGNED), AN)
    known = said(folder, "submissions/round-1-platform.toml")
    assert (known["submitted_on"], known["by"]) == (date(2023, 1, 19), "An Peeters")
    form = known["form"]
    assert isinstance(form, dict)
    assert form["file"] == "submissions/round-1-platform-form.pdf"
    assert (folder.path / form["file"]).read_bytes() == SIGNED.read_bytes()
    where = standing(folder.application.record, folder.edition, DAY, "BE")
    assert where.platform_on == date(2023, 1, 19)
    folder.record_platform(OnPlatform(on=DAY, form=SIGNED), AN)
    assert (folder.path / "submissions/round-1-platform-form-2.pdf").is_file()
    assert folder.application.record.platform[0].submitted_on == DAY
    assert is_sound(folder)


def test_a_decision_taken_over_unlocks_the_answers_and_can_be_corrected(
    folder: SchoolFolder,
) -> None:
    folder.submit(AN, words)
    later = at(folder, "2023-02-10")
    taken = OnPlatform(
        on=date(2023, 2, 8), decision=DecisionKind.RETURNED, text="Vul stap 3 aan.\n\nDank."
    )
    later.record_platform(taken, AN)
    assert state(later) == ("returned", 2)
    decision = later.application.record.decisions[0]
    assert (decision.text, decision.from_platform) == ("Vul stap 3 aan.\n\nDank.", True)
    later.save(with_field(later, PLAN, "anders"), AN)
    later.record_platform(OnPlatform(on=date(2023, 2, 9), decision=DecisionKind.APPROVED), AN)
    assert state(later) == ("approved", 1)
    names = git(later.path, "ls-tree", "-r", "--name-only", "record", "review").splitlines()
    assert names == ["review/round-1/decision-2.toml", "review/round-1/decision.toml"]
    assert is_sound(later)


def test_a_day_to_come_and_a_form_that_is_none_are_refused(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    folder.submit(AN, words)
    with pytest.raises(DayToCome):
        folder.record_platform(OnPlatform(on=date(2023, 1, 21)), AN)
    with pytest.raises(FormMissing):
        folder.record_platform(OnPlatform(on=DAY, form=tmp_path / "nergens.pdf"), AN)
    large = tmp_path / "groot.pdf"
    with large.open("wb") as file:
        file.truncate(10_000_001)
    with pytest.raises(FormTooLarge):
        folder.record_platform(OnPlatform(on=DAY, form=large), AN)


def test_returned_after_the_revision_period_is_judged_by_its_own_day(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    later = at(folder, "2023-03-02")
    with pytest.raises(NotNow):
        later.record_platform(OnPlatform(on=date(2023, 3, 1), decision=DecisionKind.RETURNED), AN)
    later.record_platform(OnPlatform(on=date(2023, 2, 20), decision=DecisionKind.RETURNED), AN)
    assert state(later) == ("refused", 1)


def test_a_decision_of_the_nso_itself_is_not_taken_over(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    decide_returned(folder.path)
    later = at(folder, "2023-02-10")
    with pytest.raises(DecidedHere):
        later.record_platform(OnPlatform(on=date(2023, 2, 9), decision=DecisionKind.APPROVED), AN)


# Feedback


def test_feedback_arrives_is_answered_and_the_next_round_is_submitted(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    decide_returned(folder.path)
    later = at(folder, "2023-02-10")
    later.recover(AN)
    assert oneline(later, "main")[0] == "record: decide: round 1"
    assert (later.path / f"review/round-1/{PIECE_ID}.toml").is_file()
    assert is_sound(later)
    with pytest.raises(Unanswered):
        later.submit(AN, words, incomplete="toch")
    before = git(later.path, "show", f"record:review/round-1/{PIECE_ID}.toml")
    later.reply(PIECE_ID, "Bart doet het, tegen mei.\r\nZie plan.\x07", BART)
    piece = later.application.record.feedback[0]
    assert (piece.replies, piece.state) == (1, ThreadState.OPEN)
    assert piece.events[0].text == clean("Bart doet het, tegen mei.\nZie plan.").text
    assert piece.events[0].by == "Bart Claes"
    later.mark_addressed(PIECE_ID, AN)
    assert later.application.record.feedback[0].state is ThreadState.ADDRESSED
    after = git(later.path, "show", f"record:review/round-1/{PIECE_ID}.toml")
    assert after.startswith(before), "what the NSO wrote stays, byte for byte"
    later.submit(AN, words)
    assert oneline(later, "record")[:4] == [
        "submit: round 2, 34 of 34",
        f"addressed(shared-leadership): {PIECE_ID}",
        f"reply(shared-leadership): {PIECE_ID}, 35 characters",
        "decide: round 1",
    ]
    names = git(later.path, "ls-tree", "-r", "--name-only", "record").splitlines()
    assert {"submissions/round-1.toml", "submissions/round-2.toml", PLAN_FILE} <= set(names)
    assert is_sound(later)


def test_a_change_in_its_step_answers_a_must_fix_too(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    decide_returned(folder.path)
    later = at(folder, "2023-02-10")
    later.save(with_field(later, PLAN, "Bart doet het, tegen mei. " * 8), AN)
    later.submit(AN, words)
    act(
        later.path,
        "decide",
        {"review/round-2/decision.toml": 'decision = "returned"\nby = "N"\non = 2023-02-12\n'},
    )
    again = at(folder, "2023-02-14")
    again.submit(AN, words)
    assert state(again) == ("submitted", 3)


def test_replies_need_words_and_a_piece_of_feedback(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    decide_returned(folder.path)
    later = at(folder, "2023-02-10")
    with pytest.raises(NoWords):
        later.reply(PIECE_ID, " \n", AN)
    with pytest.raises(NoSuchFeedback):
        later.reply("r1-none", "x", AN)


# Crashes and arrivals


def _crash(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def _cut(monkeypatch: pytest.MonkeyPatch, what: tuple[object, str]) -> None:
    monkeypatch.setattr(what[0], what[1], _crash)


def _tag_lost(folder: SchoolFolder) -> None:
    git(folder.path, "update-ref", "-d", "refs/tags/submission/round-1")


@pytest.mark.parametrize(
    "step",
    [
        (git_objects, "keep_commit"),
        (git_plumbing, "tag"),
        (git_plumbing, "move"),
        (record_branch, "take_over"),
        (record_branch, "_write_copies"),
        (git_plumbing, "tell_index"),
    ],
)
def test_a_crash_between_two_steps_is_mended_at_the_next_opening(
    folder: SchoolFolder, monkeypatch: pytest.MonkeyPatch, step: tuple[object, str]
) -> None:
    with monkeypatch.context() as patch:
        _cut(patch, step)
        with pytest.raises(KeyboardInterrupt):
            folder.submit(AN, words)
    (folder.path / ".git/labelmap.writing").touch()  # as a killed process leaves it
    again = at(folder, "2023-01-20")
    again.recover(AN)
    if Git(folder.path).reference("refs/heads/record") is None:
        assert state(again) == ("draft", 1)
        again.submit(AN, words)
    assert state(again) == ("submitted", 1)
    assert is_sound(again)
    assert not any(subject.startswith("recover") for subject in oneline(again, "main"))
    assert len([s for s in oneline(again, "main") if s.startswith("record: ")]) == 1


def test_a_crash_before_main_moves_is_mended(
    folder: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = git_plumbing.move
    moved: list[int] = []

    def once(*args: Any) -> None:  # noqa: ANN401 - handed on as they came
        moved.append(1)
        if len(moved) > 1:
            raise KeyboardInterrupt
        real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(git_plumbing, "move", once)
        with pytest.raises(KeyboardInterrupt):
            folder.submit(AN, words)
    assert git(folder.path, "status", "--porcelain") != ""
    again = at(folder, "2023-01-20")
    again.recover(AN)
    assert is_sound(again)
    assert not any(subject.startswith("recover") for subject in oneline(again, "main"))


def test_a_tag_that_a_crash_left_out_is_made_again_as_it_was(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    tag = git(folder.path, "rev-parse", "submission/round-1")
    _tag_lost(folder)
    at(folder, "2023-01-22").recover(BART)
    assert git(folder.path, "rev-parse", "submission/round-1") == tag


def test_a_record_that_moved_meanwhile_is_not_overwritten(
    folder: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.submit(AN, words)
    real = git_objects.keep_commit

    def arrives(*args: Any) -> str:  # noqa: ANN401 - handed on as they came
        decide_approved(folder.path)
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(git_objects, "keep_commit", arrives)
        with pytest.raises(HistoryBusy):
            folder.withdraw(AN)
    again = at(folder, "2023-02-21")
    again.recover(AN)
    assert state(again) == ("approved", 1)
    assert oneline(again, "record")[0] == "decide: round 1"
    assert is_sound(again)


def test_a_tag_of_somebody_else_in_the_way_is_said(folder: SchoolFolder) -> None:
    git(folder.path, "tag", "submission/round-1", "main")
    with pytest.raises(record_branch.TagInTheWay):
        folder.submit(AN, words)
    assert Git(folder.path).reference("refs/heads/record") is None


def test_hand_edits_of_the_copies_are_kept_in_the_diary_and_replaced(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    copy = folder.path / "submissions/round-1.md"
    atomic_write(copy, b"anders\n")
    atomic_write(folder.path / "submissions/eigen.txt", b"van mij\n")
    folder.withdraw(AN)
    assert copy.read_text("utf-8").startswith("# GO!")
    assert not (folder.path / "submissions/eigen.txt").exists()
    assert git(folder.path, "show", "main^:submissions/round-1.md") == "anders"
    assert is_sound(folder)


def test_names_of_the_record_that_no_folder_can_have_are_not_written(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    act(folder.path, "feedback", {"review/round-1/a:b.toml": "x = 1\n"})
    later = at(folder, "2023-01-21")
    later.recover(AN)
    assert not (folder.path / "review").exists()
    assert git(folder.path, "status", "--porcelain") == ""


def test_nothing_submitted_is_nothing_to_record(folder: SchoolFolder) -> None:
    folder.submit(AN, words)
    folder.withdraw(AN)
    with pytest.raises((NotNow, NothingSubmitted)):
        folder.record_platform(OnPlatform(on=DAY), AN)


def test_the_history_of_a_field_is_that_of_the_diary(folder: SchoolFolder) -> None:
    before = [version.text for version in folder.versions(parse_key(PLAN, folder.edition))]
    folder.submit(AN, words)
    folder.withdraw(AN)
    folder.save(with_field(folder, PLAN, "anders"), AN)
    after = [version.text for version in folder.versions(parse_key(PLAN, folder.edition))]
    assert after == ["anders", *before]


def test_copies_that_were_edited_are_recorded_before_an_arrival_replaces_them(
    folder: SchoolFolder,
) -> None:
    folder.submit(AN, words)
    atomic_write(folder.path / "submissions/round-1.md", b"anders\n")
    decide_returned(folder.path)
    later = at(folder, "2023-02-10")
    later.save(with_field(later, PLAN, "Bart doet het."), AN)
    assert diary(folder)[:2] == [
        "answer(shared-leadership): plan for the next two years, 14 characters",
        "record: decide: round 1",
    ]
    assert git(folder.path, "show", "main~2:submissions/round-1.md") == "anders"
    assert is_sound(later)
