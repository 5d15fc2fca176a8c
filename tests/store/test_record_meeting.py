"""Formal acts travel between colleagues; where both acted, one line of acts comes of it."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from model.review import ThreadState
from store import joining
from store.clock import Clock
from store.rounds import Synced
from store.school_folder import SchoolFolder
from tests.nso import PIECE_ID, complete_school, decide_returned, words
from tests.store.school import AN, BART, git
from tests.store.sharing import share, shared_folder
from tui.inviting import invite

ZONE = ZoneInfo("Europe/Brussels")


def at(hour: int, day: int = 20, month: int = 1) -> datetime:
    return datetime(2023, month, day, hour, tzinfo=ZONE)


def two(place: Path) -> tuple[SchoolFolder, SchoolFolder]:
    """Two colleagues' copies of an application to which nothing is to be done."""
    an, shared = complete_school(place / "an"), shared_folder(place)
    invite(an, shared, AN)
    (offer,) = joining.offers(shared)
    joining.join(shared, offer.application, place / "bart", BART, an.clock)
    return an, SchoolFolder.open(place / "bart", an.clock)


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
