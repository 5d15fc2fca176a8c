"""Every forgery of the list is found, and no honest history is accused."""

import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from model.review import DecisionKind, FeedbackKind
from store import signers, signing
from store.audit import audit
from store.audit_findings import Audit, Code, Note
from store.clock import Clock
from store.git import Git
from store.inbox_folder import Inbox
from store.platform_acts import OnPlatform
from store.receiving import take_in
from store.reviewed_school import ReviewedSchool
from store.school_folder import SchoolFolder
from tests.nso import NELE, PIECE_ID, words
from tests.nso import complete_school as new_school
from tests.store.school import AN, BART, PLAN, git, with_field
from tests.store.story import (
    FEBRUARY,
    LATER,
    PIECE,
    as_nele,
    forged_act,
    merge_record,
    plumb,
    shown,
)

DECISION = "review/round-1/decision.toml"
DOCUMENT = "evidence/collaboration/verslag.pdf"


def audited(folder: Path) -> Audit:
    return audit(Git(folder), signers.load(), in_inbox=folder.parent.name == "schools")


def codes(folder: Path) -> set[str]:
    return {found.code.value for found in audited(folder).findings}


def where(folder: Path, code: Code) -> set[str]:
    return {found.path for found in audited(folder).findings if found.code is code}


# Honest histories


def test_an_honest_history_is_not_accused(told: Path, inbox_side: Path) -> None:
    for folder in (told, inbox_side):
        done = audited(folder)
        assert done.findings == ()
        assert {found.code for found in done.notices} == {Note.SET_CLOCK}


def test_without_a_pinned_key_what_is_not_proven_is_a_notice(told: Path) -> None:
    for signer in signers.load().signers:
        signers.remove(signer.key.fingerprint)
    done = audited(told)
    assert done.ok
    assert {found.code for found in done.notices} == {Note.SET_CLOCK, Note.UNVERIFIED}


def test_a_school_that_submitted_nothing_or_an_incomplete_one_is_not_accused(
    submitted: Path, tmp_path: Path
) -> None:
    assert audited(submitted).ok
    folder = new_school(tmp_path / "other")
    assert [found.code for found in audited(folder.path).notices] == [Note.NOTHING_YET]
    folder.save(with_field(folder, PLAN, ""), AN)
    folder.submit(AN, words, incomplete="volgt")
    assert Note.INCOMPLETE in {found.code for found in audited(folder.path).notices}
    assert audited(folder.path).ok


def test_what_honest_people_do_by_hand_is_no_finding(told: Path) -> None:
    folder = SchoolFolder.open(told, LATER)
    answers = told / "answers/4-collaboration.toml"
    answers.write_text(answers.read_text() + "\n# zelf aangepast\n")
    (told / "evidence/esafety/extra.pdf").parent.mkdir(exist_ok=True)
    (told / "evidence/esafety/extra.pdf").write_bytes(b"%PDF-1.4 x")
    assert audited(told).ok, "edits that nobody recorded yet"
    folder.recover(BART)
    gone = next((told / "evidence").rglob("*.pdf"))
    gone.unlink()
    git(told, "commit", "-qam", "a document that was removed by hand")
    assert audited(told).ok
    for name, base in (("een", "main~2"), ("twee", "main~1")):
        git(told, "switch", "-qc", name, base)
        (told / f"answers/{name}.txt").write_text("x\n")
        git(told, "add", "-A")
        git(told, "commit", "-qm", f"colleague {name}")
    git(told, "switch", "-q", "main")
    git(told, "merge", "-q", "--no-edit", "twee")
    git(told, "merge", "-q", "--no-edit", "een")
    assert audited(told).ok, "colleagues who merged in any order"


def test_a_restored_backup_and_clocks_some_minutes_apart_are_no_finding(
    told: Path, inbox_side: Path
) -> None:
    git(told, "update-ref", "refs/heads/main", "main~1")
    git(told, "update-ref", "refs/heads/record", "record~3")
    git(told, "tag", "-d", "decision/round-2")
    git(told, "reset", "-q", "--hard", "main")
    for ref in ("sent", "received"):
        git(told, "update-ref", "-d", f"refs/labelmap/{ref}")
    assert audited(told).ok, "a backup of all of it"
    text = shown(inbox_side, PIECE)
    event = b'\n[[event]]\nkind = "reply"\nby = "An Peeters"\non = 2023-02-15\ntext = "x"\n'
    tip = plumb(inbox_side, "log", "-1", "--format=%ct", "record")
    env = {
        "GIT_COMMITTER_DATE": f"@{int(tip) - 240} +0100",
        "GIT_AUTHOR_DATE": f"@{int(tip) - 240} +0100",
    }
    index = inbox_side / ".git/forger"
    env["GIT_INDEX_FILE"] = str(index)
    plumb(inbox_side, "read-tree", "record", env=env)
    blob = plumb(inbox_side, "hash-object", "-w", "--stdin", stdin=text + event)
    plumb(inbox_side, "update-index", "--cacheinfo", f"100644,{blob},{PIECE}", env=env)
    tree = plumb(inbox_side, "write-tree", env=env)
    index.unlink()
    said = "reply: x\n\nLabelmap-Event: reply\nLabelmap-Round: 1\nLabelmap-Role: teacher\n"
    commit = plumb(inbox_side, "commit-tree", tree, "-p", "record", "-m", said, env=env)
    for branch in ("record", "main"):
        plumb(inbox_side, "update-ref", f"refs/heads/{branch}", commit)
    git(inbox_side, "reset", "-q", "--hard")
    assert audited(inbox_side).ok, "four minutes back"


def test_a_draft_that_takes_the_place_of_what_was_submitted_is_found(submitted: Path) -> None:
    plan = "answers/3-shared-leadership.toml"
    other = (submitted / plan).read_bytes() + b"\n# x\n"
    manifest = b'round = 2\nshown_by = "An Peeters"\nshown_on = 2023-02-15\n'
    forged_act(submitted, {plan: other, "submissions/draft-1.toml": manifest}, "draft")
    assert {"outside-period", "manifest-mismatch"} <= codes(submitted)
    assert SchoolFolder.open(submitted, FEBRUARY).application.record.draft_shown is None


def test_what_the_school_takes_over_from_the_platform_is_its_own(submitted: Path) -> None:
    folder = SchoolFolder.open(submitted, FEBRUARY)
    folder.record_platform(OnPlatform(on=date(2023, 1, 30)), AN)
    folder.record_platform(OnPlatform(on=date(2023, 1, 31)), AN)
    returned = OnPlatform(on=date(2023, 2, 8), decision=DecisionKind.RETURNED, text="Vul aan.")
    folder.record_platform(returned, AN)
    folder.record_platform(OnPlatform(on=date(2023, 2, 8), decision=DecisionKind.APPROVED), AN)
    assert audited(submitted).findings == ()


def test_a_withdrawn_submission_and_a_corrected_decision_are_honest(
    submitted: Path, received: Path
) -> None:
    folder = SchoolFolder.open(submitted, Clock.of("2023-01-25"))
    folder.withdraw(AN)
    SchoolFolder.open(submitted, Clock.of("2023-01-26")).submit(AN, words)
    assert audited(submitted).findings == ()
    school = ReviewedSchool.open(received, FEBRUARY)
    school.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    school.decide(DecisionKind.APPROVED, "Toch.", NELE)
    assert audited(received).findings == ()


@pytest.mark.long
def test_both_sides_at_once_leave_an_honest_history(
    submitted: Path, tmp_path: Path, key: signing.SigningKey
) -> None:
    inbox = Inbox.made_at(tmp_path / "two")
    SchoolFolder.open(submitted, FEBRUARY).send(tmp_path / "1", AN)
    take_in([tmp_path / "1"], inbox, NELE, FEBRUARY)
    (folder,) = inbox.schools()
    ReviewedSchool.open(folder, FEBRUARY).draft(PLAN, FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    ReviewedSchool.open(folder, FEBRUARY).publish(NELE)
    ReviewedSchool.open(folder, FEBRUARY).send(tmp_path / "2", NELE)
    take_in([tmp_path / "2"], SchoolFolder.open(submitted, FEBRUARY), AN, FEBRUARY)
    SchoolFolder.open(submitted, FEBRUARY).reply(PIECE_ID, "Bart.", AN)
    ReviewedSchool.open(folder, FEBRUARY).resolve(PIECE_ID, NELE)
    ReviewedSchool.open(folder, FEBRUARY).send(tmp_path / "3", NELE)
    SchoolFolder.open(submitted, FEBRUARY).send(tmp_path / "4", AN)
    take_in([tmp_path / "4"], inbox, NELE, FEBRUARY)
    take_in([tmp_path / "3"], SchoolFolder.open(submitted, FEBRUARY), AN, FEBRUARY)
    SchoolFolder.open(submitted, FEBRUARY).send(tmp_path / "5", AN)
    take_in([tmp_path / "5"], inbox, NELE, FEBRUARY)
    signers.pin([key.public])
    assert git(folder, "rev-parse", "record") == git(submitted, "rev-parse", "record")
    assert (audited(submitted).findings, audited(folder).findings) == ((), ())


# Forgeries


def test_a_teacher_edits_feedback(told: Path) -> None:
    forged_act(told, {PIECE: shown(told, PIECE).replace(b"Zeg wie.", b"Prima zo.")})
    assert where(told, Code.FEEDBACK_ALTERED) == {PIECE}


def test_a_teacher_edits_feedback_in_the_folder_or_in_the_diary(told: Path) -> None:
    (told / PIECE).write_bytes(shown(told, PIECE).replace(b"Zeg wie.", b"Prima zo."))
    assert where(told, Code.FEEDBACK_ALTERED) == {PIECE}
    git(told, "commit", "-qam", "answer(collaboration): plan")
    done = [found for found in audited(told).findings if found.code is Code.FEEDBACK_ALTERED]
    assert [found.commit for found in done] == [git(told, "rev-parse", "main")]
    git(told, "rm", "-q", PIECE)
    assert where(told, Code.FEEDBACK_DELETED) == {PIECE}
    git(told, "commit", "-qm", "opgeruimd")
    assert where(told, Code.FEEDBACK_DELETED) == {PIECE}


def test_a_teacher_deletes_a_thread(told: Path) -> None:
    forged_act(told, {PIECE: None})
    assert where(told, Code.FEEDBACK_DELETED) == {PIECE}


@pytest.mark.parametrize("kind", ["resolved", "reply"])
def test_a_thread_grows_only_by_ones_own_kind_of_event(told: Path, kind: str) -> None:
    event = f'\n[[event]]\nkind = "{kind}"\nby = "An"\non = 2023-02-15\n'.encode()
    before = shown(told, PIECE)
    if kind == "resolved":
        forged_act(told, {PIECE: before + event}, "reply")
        assert where(told, Code.FEEDBACK_ALTERED) == {PIECE}
    else:
        forged_act(told, {PIECE: before + event + event}, "reply")
        assert codes(told) == {"feedback-altered"}, "two at once"


def test_a_decision_in_the_reviewers_name(told: Path) -> None:
    forged = b'decision = "approved"\ntext = "Ok"\nby = "Nele Jans"\non = 2023-02-15\n'
    path = "review/round-2/decision-2.toml"
    commit = forged_act(told, {path: forged}, "decide", "reviewer", names=as_nele())
    found = {(found.code, found.commit) for found in audited(told).findings}
    assert (Code.UNSIGNED_DECISION, commit) in found


def test_a_decision_under_another_flag(told: Path) -> None:
    forged = b'decision = "approved"\ntext = "Ok"\nby = "Nele Jans"\non = 2023-02-15\n'
    path = "review/round-2/decision-2.toml"
    forged_act(told, {path: forged}, "platform")
    assert path in where(told, Code.WRONG_ROLE)
    assert "unsigned-decision" in codes(told)


def test_a_decision_that_is_changed(told: Path) -> None:
    altered = shown(told, DECISION).replace(b"returned", b"approved")
    forged_act(told, {DECISION: altered}, "decide", "reviewer", names=as_nele())
    assert where(told, Code.DECISION_ALTERED) == {DECISION}


def test_a_false_signature(told: Path) -> None:
    tip = plumb(told, "rev-parse", "record")
    raw = subprocess.run(
        ["git", "cat-file", "commit", tip], cwd=told, capture_output=True, check=True
    ).stdout
    forged = plumb(
        told,
        "hash-object",
        "-t",
        "commit",
        "-w",
        "--stdin",
        stdin=raw.replace(b"round 2 approved", b"round 2 returned"),
    )
    plumb(told, "update-ref", "refs/heads/record", forged)
    assert {"bad-signature", "tag-moved", "record-rewritten"} <= codes(told)


def test_a_tag_that_is_moved_or_gone(told: Path) -> None:
    target = plumb(told, "rev-parse", "record~1")
    plumb(told, "tag", "-f", "-a", "-m", "x", "decision/round-1", target)
    assert where(told, Code.TAG_MOVED) == {"decision/round-1"}
    plumb(told, "tag", "-d", "decision/round-1")
    assert where(told, Code.TAG_MISSING) == {"decision/round-1"}
    plumb(told, "tag", "submission/round-1", "-f", "record~7")
    assert "submission/round-1" in where(told, Code.TAG_MOVED), "a tag without words is none"
    plumb(told, "tag", "-a", "-m", "x", "decision/round-7", "record")
    assert "decision/round-7" in where(told, Code.TAG_MOVED)


def rebuilt(folder: Path, change: Callable[[bytes], bytes], upto: int = 99) -> None:
    """The record made anew from the start: every tree the same, each commit changed."""
    parent = ""
    for commit in plumb(folder, "rev-list", "--reverse", "record").split()[:upto]:
        raw = subprocess.run(
            ["git", "cat-file", "commit", commit], cwd=folder, capture_output=True, check=True
        ).stdout
        raw = re.sub(rb"gpgsig (.*?)-----END SSH SIGNATURE-----\n", b"", raw, flags=re.DOTALL)
        if parent:
            raw = re.sub(rb"parent [0-9a-f]{40}", b"parent " + parent.encode(), raw)
        parent = plumb(folder, "hash-object", "-t", "commit", "-w", "--stdin", stdin=change(raw))
    plumb(folder, "update-ref", "refs/heads/record", parent)


@pytest.mark.parametrize("upto", [5, 99])
def test_a_record_that_is_made_anew_or_shorter(told: Path, upto: int) -> None:
    rebuilt(told, lambda raw: raw.replace(b"34 of 34", b"34 of 35"), upto)
    for tag in git(told, "tag").split():
        git(told, "tag", "-d", tag)
    assert "record-rewritten" in codes(told)
    merge_record(told)
    assert "record-rewritten" in codes(told), "also once the diary took it over"


def test_a_record_that_is_cut_short(told: Path) -> None:
    plumb(told, "update-ref", "refs/heads/record", "record~2")
    plumb(told, "tag", "-d", "decision/round-2")
    assert "record-rewritten" in codes(told)


def test_a_record_that_is_gone_altogether(told: Path) -> None:
    plumb(told, "update-ref", "-d", "refs/heads/record")
    assert "record-rewritten" in codes(told)


def test_the_inbox_tells_a_record_that_was_cut_short(inbox_side: Path) -> None:
    earlier = plumb(inbox_side, "rev-parse", "record~5")
    for name in ("record", "main"):
        plumb(inbox_side, "update-ref", f"refs/heads/{name}", earlier)
    assert "record-rewritten" in codes(inbox_side)


def test_a_manifest_that_is_changed(told: Path) -> None:
    path = "submissions/round-1.toml"
    altered = shown(told, path).replace(b"2023-01-20", b"2023-01-10")
    forged_act(told, {path: altered})
    assert where(told, Code.MANIFEST_ALTERED) == {path}
    (told / path).write_bytes(altered + b"\n")
    git(told, "commit", "-qam", "x")
    assert path in where(told, Code.MANIFEST_ALTERED)


def test_a_submission_that_is_not_what_its_manifest_says(submitted: Path) -> None:
    tree = "answers/4-collaboration.toml"
    path = submitted / tree
    folder = SchoolFolder.open(submitted, Clock.of("2023-01-25"))
    folder.withdraw(AN)
    manifest = shown(submitted, "submissions/round-1.toml").replace(b"round = 1", b"round = 2")
    manifest = manifest.replace(b"2023-01-20", b"2023-01-25")
    changes = {
        tree: path.read_bytes().replace(b"plan", b"# x\nplan"),
        "submissions/round-2.toml": manifest,
        "submissions/round-2.md": b"# x\n",
        "submissions/round-2.sha256": b"",
    }
    forged_act(submitted, changes, "submit", day="2023-01-25")  # type: ignore[arg-type]  # bytes
    assert "manifest-mismatch" in codes(submitted)


def test_a_document_that_is_replaced_after_submission(told: Path) -> None:
    paths = git(told, "ls-tree", "-r", "--name-only", "record", "evidence/").splitlines()
    forged_act(told, {paths[0]: b"%PDF-1.4 another"})
    assert where(told, Code.EVIDENCE_DIFFERS) == {paths[0]}


def test_a_submission_that_is_dated_back(told: Path, submitted: Path) -> None:
    event = shown(told, PIECE) + b'\n[[event]]\nkind = "reply"\nby = "An"\non = 2023-01-20\n'
    forged_act(told, {PIECE: event}, day="2023-01-20")
    assert "date-backwards" in codes(told)
    rebuilt(submitted, lambda raw: re.sub(rb"> \d{10} ", b"> 1673000000 ", raw))
    git(submitted, "tag", "-d", "submission/round-1")
    assert "date-backwards" in codes(submitted), "its manifest says another day"


def test_a_submission_outside_its_period(tmp_path: Path) -> None:
    folder = new_school(tmp_path / "late", "2023-01-20")
    folder.submit(AN, words)
    rebuilt(folder.path, lambda raw: re.sub(rb"> \d{10} ", b"> 1675400000 ", raw))
    assert "outside-period" in codes(folder.path)


def test_a_reviewer_edits_an_answer(told: Path, inbox_side: Path) -> None:
    path = "answers/4-collaboration.toml"
    forged_act(told, {path: b'plan = "x"\n'}, "feedback", "reviewer", names=as_nele())
    assert path in where(told, Code.WRONG_ROLE)
    (inbox_side / path).write_text('plan = "x"\n')
    git(inbox_side, "commit", "-qam", "edited")
    assert path in where(inbox_side, Code.WRONG_ROLE)


def test_a_reviewer_edits_an_answer_in_the_schools_diary(told: Path) -> None:
    path = "answers/4-collaboration.toml"
    (told / path).write_text('plan = "x"\n')
    trailers = "Labelmap-Event: answer\nLabelmap-Role: reviewer"
    git(told, "commit", "-qam", f"answer(collaboration): plan\n\n{trailers}")
    assert where(told, Code.WRONG_ROLE) == {path}


def test_the_keys_are_the_nso_s_to_change(told: Path) -> None:
    forged_act(told, {"review/nso.pub": b"ssh-ed25519 AAAA\n"})
    assert "review/nso.pub" in where(told, Code.WRONG_ROLE)


def test_a_merge_that_smuggles(told: Path) -> None:
    git(told, "switch", "-qc", "aside")
    for path in (PIECE, DECISION, "submissions/round-1.toml"):
        text = (told / path).read_text().replace("2023-0", "2022-0")
        (told / path).write_text(text)
    (told / "review/round-1/r1-school-9.toml").write_text('kind = "praise"\n')
    git(told, "add", "-A")
    git(told, "commit", "-qm", "werk")
    git(told, "switch", "-q", "main")
    git(told, "commit", "--allow-empty", "-qm", "x")
    git(told, "merge", "-q", "--no-edit", "aside")
    assert codes(told) >= {"feedback-altered", "decision-altered", "manifest-altered", "wrong-role"}


def test_acts_that_the_diary_did_not_take_over(told: Path) -> None:
    event = shown(told, PIECE) + b'\n[[event]]\nkind = "reply"\nby = "An"\non = 2023-02-15\n'
    commit = forged_act(told, {PIECE: event}, move=False)
    plumb(told, "update-ref", "refs/heads/record", commit)
    assert "record-not-merged" in codes(told)


def test_a_commit_that_says_nothing_or_of_no_known_act(told: Path) -> None:
    forged_act(told, {"review/round-1/x.toml": b"x = 1\n"}, "guess")
    assert "wrong-role" in codes(told)
