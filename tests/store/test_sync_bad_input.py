"""What may be amiss in a shared folder: told in plain words, and nothing is lost.

No sentence has a word of git's in it: teachers read them. The rest of the list of issue 5: a shared
folder that is read-only or full in `tests/tui/test_cli_sync.py`; a remote that asks for a password,
or can not be reached for another reason, in `test_remotes.py`; a merge by hand: `test_merge.py`.
"""

import re
import shutil
from pathlib import Path

import pytest

from model.messages import Failure
from store import joining, sharing
from store.arrivals import NewerVersion, OtherApplication
from store.clock import Clock
from store.creation import FolderNotEmpty
from store.git_failures import MergeInProgress
from store.joining import NothingToJoin
from store.people import Person
from store.school_folder import SchoolFolder
from store.shared_folder import InsideApplication, NoSharedFolder, SharedEmptied
from store.travel import NotOurFile, NotWhole
from tests.store.school import AN, BART, CLOCK, PLAN, git, new_school, plan_of
from tests.store.sharing import (
    COLLABORATION,
    file_of,
    files,
    inviting,
    joined,
    noise,
    share,
    shared_folder,
    together,
    writes,
)
from tui.inviting import invite

_OF_GIT = re.compile(
    r"\b(git|commit|branch|merge|push|pull|fetch|bundle|repository|ref|HEAD|pack)\b", re.IGNORECASE
)


def in_plain_words(failure: Failure) -> bool:
    """Its own words: the path of the folder that it names may hold anything."""
    said = re.sub(r"[“'][^”']*[/\\][^”']*[”']", "", f"{failure.message} {failure.fix}")
    return _OF_GIT.search(said) is None and len(said) > 40


def another_school(path: Path) -> SchoolFolder:
    return SchoolFolder.create(path, edition="2023-2024", school="Sint-Jan", person=AN, clock=CLOCK)


@pytest.mark.parametrize("left", [0, 10, 300, -20])
def test_a_file_that_is_cut_off_or_still_being_copied_is_taken_in_later(
    tmp_path: Path, left: int
) -> None:
    an, bart, shared = together(tmp_path)
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    share(bart, BART)
    file = file_of(shared, bart)
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    done = share(an, AN)
    assert [type(one) for one in done.refused] == [NotWhole]
    assert all(map(in_plain_words, done.refused))
    assert done.changed is False
    file.write_bytes(whole)
    assert share(an, AN).refused == ()
    assert an.application.answers["collaboration"].plan == "Van Bart."


def test_a_file_that_a_drive_has_only_reserved_is_not_whole(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    file_of(shared, bart).write_bytes(b"\0" * 4000)
    assert [type(one) for one in share(an, AN).refused] == [NotWhole]


def test_a_foreign_file_stays_where_it_is_and_keeps_nothing_from_being_shared(
    tmp_path: Path,
) -> None:
    an, bart, shared = together(tmp_path)
    (shared / "vakantie.labelmap").write_bytes(b"%PDF-1.4 " * 100)
    (shared / "Notulen.docx").write_bytes(b"PK")
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    share(bart, BART)
    done = share(an, AN)
    assert [type(one) for one in done.refused] == [NotOurFile]
    assert all(map(in_plain_words, done.refused))
    assert an.application.answers["collaboration"].plan == "Van Bart."
    assert (shared / "vakantie.labelmap").read_bytes().startswith(b"%PDF")


def test_two_schools_in_one_folder_do_not_hinder_one_another(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    other = another_school(tmp_path / "other")
    invite(other, shared, Person("Dirk Smet"))
    writes(bart, BART, {PLAN: "Van Bart."})
    share(bart, BART)
    assert share(an, AN).refused == ()
    assert plan_of(an) == "Van Bart."
    assert plan_of(other) == ""
    assert len(joining.offers(shared)) == 2


def test_somebody_else_s_school_under_our_name_is_refused(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    other = another_school(tmp_path / "other")
    elsewhere = shared_folder(tmp_path / "elsewhere")
    invite(other, elsewhere, AN)
    shutil.copyfile(file_of(elsewhere, other), file_of(shared, bart))
    done = share(an, AN)
    assert [type(one) for one in done.refused] == [OtherApplication]
    assert all(map(in_plain_words, done.refused))
    assert git(an.path, "rev-list", "--count", "main") == "1"


def test_a_second_copy_that_a_drive_made_is_taken_in_too(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    share(bart, BART)
    file = file_of(shared, bart)
    file.rename(file.with_name(f"{file.stem} (1).labelmap"))
    assert share(an, AN).refused == ()
    assert an.application.answers["collaboration"].plan == "Van Bart."


def test_without_the_shared_folder_one_works_on_and_shares_later(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    away = shared.rename(tmp_path / "unplugged")
    writes(an, AN, {PLAN: "Van An."})
    with pytest.raises(NoSharedFolder) as raised:
        share(an, AN)
    assert in_plain_words(raised.value)
    away.rename(shared)
    share(an, AN)
    share(bart, BART)
    assert plan_of(bart) == "Van An."


def test_a_folder_that_is_suddenly_empty_is_not_taken_for_the_shared_one(tmp_path: Path) -> None:
    an, _bart, shared = together(tmp_path)
    shutil.rmtree(shared)
    shared.mkdir()
    with pytest.raises(SharedEmptied) as raised:
        share(an, AN)
    assert in_plain_words(raised.value)
    assert files(shared) == {}


def test_a_colleague_with_a_newer_version_is_kept_for_later(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    head = bart.path / "labelmap.toml"
    head.write_text(head.read_text("utf-8").replace("format = 1", "format = 2"), "utf-8")
    git(bart.path, "commit", "-aqm", "a newer version")
    newer = SchoolFolder.open(bart.path, CLOCK)
    share(newer, BART)
    before = files(shared)
    done = share(an, AN)
    assert [type(one) for one in done.refused] == [NewerVersion]
    assert "Bart Claes" in str(done.refused[0].message)
    assert all(map(in_plain_words, done.refused))
    assert "format = 1" in (an.path / "labelmap.toml").read_text("utf-8")
    assert set(before.items()) <= set(files(shared).items())
    with pytest.raises(NewerVersion):
        joined(shared_alone(tmp_path, shared, bart), tmp_path / "carla")


def shared_alone(place: Path, shared: Path, folder: SchoolFolder) -> Path:
    """A folder with the file of one copy only, which is made whole."""
    alone = shared_folder(place / "alone")
    invite(folder, alone, BART)
    assert shared != alone
    return alone


def test_two_people_with_one_name_have_a_file_each(tmp_path: Path) -> None:
    an, shared = inviting(tmp_path)
    other = joined(shared, tmp_path / "other", AN)
    writes(an, AN, {PLAN: "Van de ene An."})
    writes(other, AN, {COLLABORATION: "Van de andere An."})
    for folder in (an, other, an):
        share(folder, AN)
    assert len(files(shared)) == 2
    assert plan_of(other) == "Van de ene An."
    assert an.application.answers["collaboration"].plan == "Van de andere An."


def test_a_clock_that_is_an_hour_off_changes_nothing(tmp_path: Path) -> None:
    an, shared = inviting(tmp_path)
    early = Clock.of("2023-01-09")
    (offer,) = joining.offers(shared)
    joining.join(shared, offer.application, tmp_path / "bart", BART, early)
    bart = SchoolFolder.open(tmp_path / "bart", early)
    writes(an, AN, {PLAN: "Van An."})
    share(an, AN)
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    for folder, person in ((bart, BART), (an, AN), (bart, BART)):
        assert share(folder, person).refused == ()
    assert an.newest() == bart.newest()
    assert plan_of(bart) == "Van An."


def test_a_file_whose_forerunner_has_not_arrived_waits_for_it(tmp_path: Path) -> None:
    an, shared = inviting(tmp_path)
    writes(an, AN, {PLAN: noise(400_000)})
    share(an, AN)
    writes(an, AN, {PLAN: "Kort."})
    share(an, AN)
    bart = joined(shared, tmp_path / "bart")
    late = tmp_path / "late"
    names = [name for name in files(shared) if name.startswith("labelmap-earlier/")]
    carla_shared = shared_folder(late)
    for name in files(shared):
        if name not in names:
            shutil.copyfile(shared / name, carla_shared / name)
    assert plan_of(bart) == "Kort."
    (offer,) = joining.offers(carla_shared)
    with pytest.raises(Failure) as raised:
        joining.join(carla_shared, offer.application, tmp_path / "carla", BART, CLOCK)
    assert in_plain_words(raised.value)
    assert not (tmp_path / "carla").exists()
    shutil.copytree(shared / "labelmap-earlier", carla_shared / "labelmap-earlier")
    joining.join(carla_shared, offer.application, tmp_path / "carla", BART, CLOCK)
    assert plan_of(SchoolFolder.open(tmp_path / "carla", CLOCK)) == "Kort."


def test_a_joining_by_hand_that_is_not_finished_is_left_as_it_is(tmp_path: Path) -> None:
    an, _bart, _shared = together(tmp_path)
    (an.path / ".git/MERGE_HEAD").write_text(f"{an.newest()}\n")
    writes_nothing = an.newest()
    with pytest.raises(MergeInProgress):
        SchoolFolder.open(an.path, CLOCK)
    how = sharing.remembered(an.path)
    assert how is not None
    bart = SchoolFolder.open(_bart.path, CLOCK)
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    share(bart, BART)
    done = an.sync(how, AN)
    assert [type(one) for one in done.refused] == [MergeInProgress]
    assert an.newest() == writes_nothing
    (an.path / ".git/MERGE_HEAD").unlink()
    assert share(an, AN).refused == ()


def test_a_colleague_who_takes_the_file_away_leaves_the_work_to_the_others(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    share(bart, BART)
    share(an, AN)
    file_of(shared, an).unlink()
    share(bart, BART)
    carla = joined(shared, tmp_path / "carla", AN)
    assert carla.application.answers["collaboration"].plan == "Van Bart."


def test_the_folder_of_the_application_is_not_shared_itself(tmp_path: Path) -> None:
    an = new_school(tmp_path / "an")
    inside = an.path / "evidence"
    inside.mkdir()
    for place in (an.path, inside, tmp_path):
        with pytest.raises(InsideApplication) as raised:
            invite(an, place, AN)
        assert in_plain_words(raised.value)


def test_one_joins_only_what_is_there_and_only_where_nothing_is(tmp_path: Path) -> None:
    _an, shared = inviting(tmp_path)
    empty = shared_folder(tmp_path / "none")
    with pytest.raises(NothingToJoin) as raised:
        joining.offers(empty)
    assert in_plain_words(raised.value)
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "iets.txt").write_text("x")
    with pytest.raises(FolderNotEmpty):
        joined(shared, taken)
    with pytest.raises(InsideApplication):
        joined(shared, shared / "copy")
