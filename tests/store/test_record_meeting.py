"""Formal acts travel between colleagues; where both acted, one line of acts comes of it."""

from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from model.review import DecisionKind, FeedbackKind, ThreadState
from store import signers
from store.audit import audit
from store.audit_findings import Code
from store.clock import Clock
from store.folder import WriteFailure
from store.git import Git
from store.inbox_folder import Inbox
from store.people import Person
from store.receiving import take_in
from store.record_travel import Outcome
from store.rounds import Synced
from store.school_folder import SchoolFolder
from tests.nso import NELE, PIECE_ID, decide_returned, reviewed, words
from tests.store.school import AN, BART, PLAN, git
from tests.store.sharing import CARLA, file_of, joined, share, two

ZONE = ZoneInfo("Europe/Brussels")


def at(hour: int, day: int = 20, month: int = 1) -> datetime:
    return datetime(2023, month, day, hour, tzinfo=ZONE)


def record(folder: SchoolFolder) -> list[str]:
    return git(folder.path, "log", "--format=%an: %s", "record").splitlines()


def to_rest(an: SchoolFolder, bart: SchoolFolder) -> list[Synced]:
    return [share(folder, person) for _ in range(2) for folder, person in ((an, AN), (bart, BART))]


def is_one(an: SchoolFolder, bart: SchoolFolder) -> bool:
    """Whether both have the same of everything, and each its record in its diary."""
    for folder in (an, bart):
        git(folder.path, "merge-base", "--is-ancestor", "record", "main")
        assert git(folder.path, "status", "--porcelain") == ""
        assert git(folder.path, "diff", "record", "main", "--", "submissions", "review") == ""
    same = [git(f.path, "rev-parse", "record", "main", "submission/round-1") for f in (an, bart)]
    return same[0] == same[1]


def test_what_one_submits_is_submitted_for_both(tmp_path: Path) -> None:
    an, bart = two(tmp_path)
    an.submit(AN, words)
    to_rest(an, bart)
    assert is_one(an, bart)
    assert bart.application.record.submissions
    assert bart.submitted is not None


def test_of_two_submissions_at_once_the_first_counts_and_the_other_is_kept(tmp_path: Path) -> None:
    an, bart = two(tmp_path)
    an.submit(AN, words, at=at(10))
    bart.submit(BART, words, at=at(9))
    mine = git(an.path, "rev-parse", "record")
    done = to_rest(an, bart)
    assert is_one(an, bart)
    assert record(an) == ["Bart Claes: submit: round 1, 34 of 34"]
    told = [str(notice) for one in done for notice in one.notices]
    assert any("Bart Claes did something for the NSO before you did" in one for one in told)
    assert git(an.path, "rev-parse", f"refs/labelmap/aside/{mine}") == mine


def test_replies_of_both_stand_in_one_thread(tmp_path: Path) -> None:
    an, bart = two(tmp_path)
    an.submit(AN, words)
    decide_returned(an.path)
    clock = Clock.of("2023-02-09")
    an = SchoolFolder.open(an.path, clock)
    an.recover(AN)
    to_rest(an, bart)
    bart = SchoolFolder.open(bart.path, clock)
    an.reply(PIECE_ID, "Van An.", AN, at=at(10, 9, 2))
    bart.reply(PIECE_ID, "Van Bart.", BART, at=at(9, 9, 2))
    bart.mark_addressed(PIECE_ID, BART, at=at(11, 9, 2))
    to_rest(an, bart)
    assert is_one(an, bart)
    for folder in (an, bart):
        (thread,) = folder.application.record.feedback
        assert [event.text for event in thread.events if event.text] == ["Van Bart.", "Van An."]
        assert thread.state is ThreadState.ADDRESSED
    assert len(record(an)) == 5


FEBRUARY = Clock.of("2023-02-09")


def returned(place: Path) -> tuple[SchoolFolder, SchoolFolder, Inbox]:
    """Two colleagues, both with the NSO's feedback; and the NSO, by file."""
    an, bart = two(place)
    an.submit(AN, words)
    inbox = Inbox.made_at(place / "inbox")
    to_nso(an, inbox)
    nso = reviewed(next(inbox.schools()))
    nso.draft(PLAN, FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    nso.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    nso.send(place / "nso.labelmap", NELE)
    an = SchoolFolder.open(an.path, FEBRUARY)
    take_in([place / "nso.labelmap"], an, AN, FEBRUARY)
    to_rest(an, bart)
    return an, SchoolFolder.open(bart.path, FEBRUARY), inbox


def to_nso(folder: SchoolFolder, inbox: Inbox) -> Outcome:
    """What came of a file of this folder's at the NSO."""
    folder.send(inbox.path.parent / "school.labelmap", AN)
    (taken,) = take_in([inbox.path.parent / "school.labelmap"], inbox, NELE, FEBRUARY)
    assert taken.received is not None, taken.failure
    return taken.received.outcome


def test_what_the_nso_was_sent_stands_before_what_was_done_earlier_and_not_sent(
    tmp_path: Path,
) -> None:
    an, bart, inbox = returned(tmp_path)
    an.reply(PIECE_ID, "Van An.", AN, at=at(10, 9, 2))
    bart.reply(PIECE_ID, "Van Bart.", BART, at=at(9, 9, 2))
    share(bart, BART)
    share(an, AN)  # whoever came first would be Bart
    an.reply(PIECE_ID, "Nog van An.", AN, at=at(11, 9, 2))
    assert to_nso(an, inbox) is Outcome.FORWARD
    sent = git(an.path, "rev-parse", "record")
    bart.reply(PIECE_ID, "Nog van Bart.", BART, at=at(10, 9, 2))
    told = [str(notice) for one in to_rest(an, bart) for notice in one.notices]
    assert is_one(an, bart)
    assert git(bart.path, "merge-base", "record", sent) == sent
    (thread,) = bart.application.record.feedback
    said = [event.text for event in thread.events if event.text]
    assert said == ["Van Bart.", "Van An.", "Nog van An.", "Nog van Bart."]
    assert to_nso(bart, inbox) is Outcome.FORWARD
    assert not told
    # The hours here are made up, and stand between real ones.
    findings = {found.code for found in audit(Git(bart.path), signers.load()).findings}
    assert findings <= {Code.DATE_BACKWARDS}


def test_of_two_submissions_the_one_that_was_sent_counts(tmp_path: Path) -> None:
    an, bart = two(tmp_path)
    an.submit(AN, words, at=at(10))
    bart.submit(BART, words, at=at(9))
    share(an, AN)
    share(bart, BART)  # Bart's was first, as far as he knows
    inbox = Inbox.made_at(tmp_path / "inbox")
    assert to_nso(an, inbox) is Outcome.NEW
    told = [str(notice) for one in to_rest(an, bart) for notice in one.notices]
    assert is_one(an, bart)
    assert record(bart) == ["An Peeters: submit: round 1, 34 of 34"]
    assert any("An Peeters had something sent to the NSO" in one for one in told)
    # Who takes it over from her knows that it was sent, too.
    carla = joined(tmp_path / "shared", tmp_path / "carla", CARLA)
    assert git(carla.path, "rev-parse", "refs/labelmap/sent") == git(an.path, "rev-parse", "record")


def test_that_it_was_sent_is_told_later_where_it_could_not_be_told_at_once(tmp_path: Path) -> None:
    an, bart = two(tmp_path)
    an.submit(AN, words)
    to_rest(an, bart)
    to_nso(an, Inbox.made_at(tmp_path / "inbox"))
    file = file_of(tmp_path / "shared", an)
    kept = file.rename(tmp_path / "kept")
    file.mkdir()  # in whose place nothing can be written
    (refused,) = share(an, AN).refused
    assert isinstance(refused, WriteFailure)
    file.rmdir()
    kept.rename(file)
    to_rest(an, bart)
    assert git(bart.path, "rev-parse", "refs/labelmap/sent") == git(an.path, "rev-parse", "record")


def test_what_the_nso_said_never_gives_way_to_an_earlier_act_of_a_colleague(
    tmp_path: Path,
) -> None:
    an, bart = two(tmp_path)
    an.submit(AN, words)
    to_rest(an, bart)
    bart.withdraw(BART, at=at(9))
    decided = decide_returned(an.path)
    an = SchoolFolder.open(an.path, FEBRUARY)
    an.recover(AN)
    told = [str(notice) for one in to_rest(an, bart) for notice in one.notices]
    assert is_one(an, bart)
    assert git(bart.path, "rev-parse", "record") == decided
    assert any("withdraw: round 1" in one for one in told)


def test_over_a_remote_too_what_was_sent_stands_and_nothing_there_is_lost(tmp_path: Path) -> None:
    an, bart, inbox = returned(tmp_path)
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    for folder, person in ((an, AN), (bart, BART)):
        folder.sync_remote(str(remote), person)
    an.reply(PIECE_ID, "Van An.", AN, at=at(10, 9, 2))
    assert to_nso(an, inbox) is Outcome.FORWARD
    sent = git(an.path, "rev-parse", "record")
    bart.reply(PIECE_ID, "Van Bart.", BART, at=at(9, 9, 2))
    bart.sync_remote(str(remote), BART)
    for folder, person in ((an, AN), (bart, BART), (an, AN)):
        folder.sync_remote(str(remote), person)
    assert is_one(an, bart)
    assert git(remote, "rev-parse", "record") == git(an.path, "rev-parse", "record")
    assert git(an.path, "merge-base", "record", sent) == sent
    (thread,) = bart.application.record.feedback
    assert [event.text for event in thread.events if event.text] == ["Van An.", "Van Bart."]
    assert to_nso(an, inbox) is Outcome.FORWARD


def test_over_a_remote_colleagues_know_what_was_submitted_and_sent(tmp_path: Path) -> None:
    an, bart = two(tmp_path)
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    sync = partial(_over, str(remote))
    sync((an, AN), (bart, BART))
    an.submit(AN, words, at=at(10))
    sync((an, AN), (bart, BART))
    (submission,) = bart.application.record.submissions
    assert (submission.submitted_by, is_one(an, bart)) == (AN.name, True)
    # A file for the NSO is made afterwards, and nothing else is new.
    assert to_nso(an, Inbox.made_at(tmp_path / "inbox")) is Outcome.NEW
    told, again = sync((an, AN), (bart, BART)), sync((an, AN), (bart, BART))
    assert (told[0].written, [one.written for one in again]) == (1, [0, 0])
    sent = git(bart.path, "rev-parse", "refs/labelmap/sent")
    assert sent == git(an.path, "rev-parse", "record")
    bart.send(tmp_path / "again.labelmap", BART)
    assert sync((bart, BART), (an, AN))[0].written == 0  # the same


def test_over_a_remote_two_who_submit_at_once_come_to_one_and_are_told_who(tmp_path: Path) -> None:
    an, bart = two(tmp_path)
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    sync = partial(_over, str(remote))
    sync((an, AN), (bart, BART))
    an.submit(AN, words, at=at(10))
    bart.submit(BART, words, at=at(9))
    done = sync((an, AN), (bart, BART), (an, AN), (bart, BART))
    assert record(bart) == ["An Peeters: submit: round 1, 34 of 34"]  # it lay there first
    assert is_one(an, bart)
    (told,) = [str(notice) for one in done for notice in one.notices]
    assert told.startswith("An Peeters did something for the NSO before you did")


def test_a_server_that_keeps_no_note_of_ours_has_all_the_rest(tmp_path: Path) -> None:
    an, _ = two(tmp_path)
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    git(remote, "config", "receive.hideRefs", "refs/labelmap")
    an.submit(AN, words)
    assert to_nso(an, Inbox.made_at(tmp_path / "inbox")) is Outcome.NEW
    an.sync_remote(str(remote), AN)
    assert git(remote, "rev-parse", "record") == git(an.path, "rev-parse", "record")
    assert git(remote, "for-each-ref", "refs/labelmap") == ""


def _over(remote: str, *folders: tuple[SchoolFolder, Person]) -> list[Synced]:
    return [folder.sync_remote(remote, person) for folder, person in folders]
