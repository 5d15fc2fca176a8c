"""Two people's work made one, in real folders with real git."""

from pathlib import Path

import pytest

from model.application import Evidence
from model.fields import Key, parse_key, put
from model.versions import conflicts, versions
from store.clock import Clock
from store.git import Git
from store.git_failures import MergeInProgress
from store.merge import Merged, merge_commit
from store.merge_failures import (
    ChangedWhileJoining,
    MendBeforeJoining,
    NewerFormat,
    NothingInCommon,
)
from store.people import Person
from store.school_folder import SchoolFolder
from tests.nso import complete_school, words
from tests.store.school import (
    AN,
    BART,
    CLOCK,
    DOCUMENT,
    PLAN,
    PLAN_FILE,
    git,
    new_school,
    plan_of,
    with_field,
)
from tests.store.together import copy_of, fetched, joined, team

THREE = "Eerst dit.\n\nDan dat.\n\nEn tot slot nog iets."


def write(folder: SchoolFolder, key: str, value: str, by: Person = AN) -> None:
    """One field, saved."""
    folder.save(with_field(folder, key, value), by)


def both_take_in(one: SchoolFolder, other: SchoolFolder) -> tuple[Merged, Merged]:
    """Each takes in what the other had, at the same moment."""
    theirs, ours = fetched(one, other), fetched(other, one)
    return one.merge(theirs, AN), other.merge(ours, BART)


class TestTwoPeople:
    """Fields and texts."""

    def test_who_take_in_each_others_work_have_one_history(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        write(an, PLAN, THREE)
        assert joined(bart, an, BART) == an.newest()  # only An went on: her history as it is
        write(an, PLAN, THREE.replace("Eerst", "Allereerst"))
        write(bart, PLAN, THREE.replace("iets", "veel"), BART)
        write(bart, "school.principal.name", "Els Maes", BART)
        here, there = both_take_in(an, bart)
        assert here.commit == there.commit == an.newest() == bart.newest()
        assert not here.conflicts
        assert (
            plan_of(an) == plan_of(bart) == "Allereerst dit.\n\nDan dat.\n\nEn tot slot nog veel."
        )
        assert an.application.school.principal.name == "Els Maes"
        assert set(here.changed) == {PLAN_FILE, "school.toml"}
        assert an.merge(str(there.commit), AN) == Merged(None)
        assert not git(an.path, "status", "--porcelain")
        assert "dangling" not in git(an.path, "fsck", "--strict", "--no-dangling")
        entry = next(an.log())
        assert entry.event == "merge"
        assert entry.trailers["Labelmap-Joined"] == (AN.name, BART.name)
        assert entry.fields == (PLAN,)
        assert entry.concerns("shared-leadership")

    def test_who_change_one_paragraph_keep_both_versions(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        write(an, PLAN, "Wij kiezen An.")
        write(bart, PLAN, "Wij kiezen Bart.", BART)
        here, there = both_take_in(an, bart)
        assert here.commit == there.commit
        (key,) = here.conflicts
        assert str(key) == PLAN
        found = {(each.value, each.by) for each in versions(an.application, key)}
        assert found == {("Wij kiezen An.", AN.name), ("Wij kiezen Bart.", BART.name)}
        assert SchoolFolder.open(bart.path, CLOCK).application == bart.application
        # Somebody chooses; the other one goes on with something else.
        write(bart, "school.city", "Gent", BART)
        an.save(put(put(an.application, key, "Wij kiezen."), parse_conflict(an), None), AN)
        both_take_in(an, bart)
        assert plan_of(bart) == "Wij kiezen."
        assert not conflicts(bart.application)

    def test_a_third_version_stands_beside_the_two(self, tmp_path: Path) -> None:
        an, bart, cem = team(tmp_path, 3)
        for folder, word in ((an, "Eén."), (bart, "Twee."), (cem, "Drie.")):
            write(folder, PLAN, word)
        joined(an, bart, AN)
        joined(cem, an, BART)
        joined(an, cem, AN)
        key = parse_key(PLAN, an.edition)
        assert {each.value for each in versions(an.application, key)} == {"Eén.", "Twee.", "Drie."}
        assert an.newest() == cem.newest()


def parse_conflict(folder: SchoolFolder) -> Key:
    """The key of the conflict of the plan."""
    return parse_key("shared-leadership.conflict.plan", folder.edition)


def with_document(folder: SchoolFolder, name: str, data: bytes, hash_of: str) -> None:
    """A document added, with another title than its name."""
    path = f"evidence/shared-leadership/{name}.pdf"
    item = Evidence(id=name, title=hash_of, file=path, sha256=hash_of, bytes=len(data))
    key = parse_key(f"shared-leadership.evidence.{name}", folder.edition)
    folder.save(put(folder.application, key, item), AN, documents={path: data})


class TestDocuments:
    """Evidence that both touched."""

    def test_of_one_name_are_both_kept(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        with_document(an, "foto", DOCUMENT + b"an", "aa")
        with_document(bart, "foto", DOCUMENT + b"bart", "bb")
        here, there = both_take_in(an, bart)
        assert here.commit == there.commit
        found = {
            item.title: (bart.path / item.file).read_bytes()
            for item in bart.application.evidence_of("shared-leadership")
        }
        assert found == {"aa": DOCUMENT + b"an", "bb": DOCUMENT + b"bart"}
        assert len({item.id for _, item in an.application.all_evidence()}) == 2
        assert any("allebei" in str(n) or "both" in str(n) for n in here.notices)

    def test_the_same_twice_stand_once(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        with_document(an, "foto", DOCUMENT, "aa")
        with_document(bart, "beeld", DOCUMENT, "aa")
        here, there = both_take_in(an, bart)
        assert here.commit == there.commit
        (item,) = an.application.evidence_of("shared-leadership")
        assert (an.path / item.file).read_bytes() == DOCUMENT
        assert len(list((an.path / "evidence").rglob("*.pdf"))) == 1

    def test_changed_here_and_removed_there_stay(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        with_document(an, "foto", DOCUMENT, "aa")
        joined(bart, an, BART)
        an.detach("foto", AN)
        bart.change_evidence("foto", BART, title="De beste foto")
        here, there = both_take_in(an, bart)
        assert here.commit == there.commit
        (item,) = an.application.evidence_of("shared-leadership")
        assert item.title == "De beste foto"
        assert (an.path / item.file).read_bytes() == DOCUMENT
        assert any("kept" in str(notice) for notice in here.notices)


class TestWhatCannotBeRead:
    """Nothing is lost, and it is said."""

    def test_of_a_colleague_does_not_come_in(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        write(an, PLAN, "Goed.")
        (bart.path / PLAN_FILE).write_text("plan = [", encoding="utf-8")
        bart.reload()
        bart.recover(BART)
        write(bart, "school.city", "Gent", BART)
        here = an.merge(fetched(an, bart), AN)
        assert plan_of(an) == "Goed."
        assert an.application.school.city == "Gent"
        assert any(PLAN_FILE in str(notice) for notice in here.notices)
        with pytest.raises(MendBeforeJoining):
            bart.merge(fetched(bart, an), BART)
        assert (bart.path / PLAN_FILE).read_text(encoding="utf-8") == "plan = ["
        # Mended: what was joined meanwhile comes in, and what was mended goes out.
        (bart.path / PLAN_FILE).write_text('description = "Nieuw."\n', encoding="utf-8")
        bart.reload()
        bart.recover(BART)
        here, there = both_take_in(an, bart)
        assert an.newest() == bart.newest()
        assert plan_of(bart) == "Goed."
        assert an.application.answers["shared-leadership"].description == "Nieuw."
        assert here.commit == there.commit

    def test_another_application_is_refused(self, tmp_path: Path) -> None:
        an = new_school(tmp_path / "an")
        other = SchoolFolder.create(
            tmp_path / "other", edition="2023-2024", school="Ander", person=BART, clock=CLOCK
        )
        with pytest.raises(NothingInCommon):
            an.merge(fetched(an, other), AN)

    def test_a_merge_by_hand_that_is_not_done_is_left_alone(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        write(bart, PLAN, "Van Bart.", BART)
        theirs, before = fetched(an, bart), an.newest()
        mark = an.path / ".git/MERGE_HEAD"
        mark.write_text(f"{theirs}\n")
        with pytest.raises(MergeInProgress):
            an.merge(theirs, AN)
        assert (an.newest(), plan_of(an)) == (before, "")
        mark.unlink()
        an.merge(theirs, AN)
        assert plan_of(an) == "Van Bart."

    def test_one_name_twice_and_a_clock_that_is_wrong_lose_nothing(self, tmp_path: Path) -> None:
        an, other = team(tmp_path, 2)
        other = SchoolFolder.open(other.path, Clock.of("2022-12-01"))  # long before the others
        write(an, PLAN, "De ene.")
        write(other, PLAN, "De andere.")  # under An's name too
        here, there = both_take_in(an, other)
        assert here.commit == there.commit
        key = parse_key(PLAN, an.edition)
        assert {v.value for v in versions(an.application, key)} == {"De ene.", "De andere."}
        assert plan_of(an) == "De ene."  # the later one, as far as the clocks tell

    def test_a_newer_app_s_files_are_refused_and_kept(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        head = bart.path / "labelmap.toml"
        head.write_text(head.read_text().replace("format = 1", "format = 2"))
        git(bart.path, "commit", "-qam", "newer")
        write(an, PLAN, "Hier.")
        before = an.newest()
        with pytest.raises(NewerFormat):
            an.merge(fetched(an, bart), AN)
        assert an.newest() == before
        assert not an.uncommitted()


class TestWhatIsNoField:
    """Files that are taken whole, and those that are not taken."""

    def test_links_and_names_that_no_system_takes_stay_out(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        (bart.path / "evidence/esafety").mkdir(parents=True)
        (bart.path / "evidence/esafety/weg.pdf").symlink_to("/etc/passwd")
        (bart.path / "answers/aux.toml").write_text("x = 1\n")
        git(bart.path, "add", "--all")
        git(bart.path, "commit", "-qm", "by hand")
        bart = SchoolFolder.open(bart.path, CLOCK)
        write(bart, PLAN, "Van Bart.", BART)
        joined(an, bart, AN)  # only Bart went on, but not all of it may stand here
        assert plan_of(an) == "Van Bart."
        assert "weg.pdf" not in git(an.path, "ls-files")
        assert not (an.path / "evidence").exists()
        assert "aux" not in git(an.path, "ls-files")
        assert not git(an.path, "status", "--porcelain")
        joined(bart, an, BART)
        assert bart.newest() == an.newest()

    def test_copies_of_the_record_are_those_of_who_took_over_more(self, tmp_path: Path) -> None:
        an = complete_school(tmp_path / "an")
        bart = copy_of(an, tmp_path / "bart")
        an.submit(AN, words)
        write(bart, PLAN, "Nog snel iets.", BART)
        here, there = both_take_in(an, bart)
        assert here.commit == there.commit
        assert plan_of(an) == "Nog snel iets."
        for folder in (an, bart):
            held = git(an.path, "rev-parse", "record:submissions")
            assert git(folder.path, "rev-parse", "main:submissions") == held
            assert (folder.path / "submissions/round-1.toml").exists()

    def test_a_file_that_both_changed_is_the_later_one_and_it_is_said(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        for folder, person, word in ((an, AN, "An"), (bart, BART, "Bart")):
            (folder.path / "README.md").write_text(f"# Van {word}\n")
            folder.recover(person)
        here, there = both_take_in(an, bart)
        assert here.commit == there.commit
        assert any("README.md" in str(notice) for notice in here.notices)
        assert {git(an.path, "show", f"{side}:README.md") for side in ("HEAD^1", "HEAD^2")} == {
            "# Van An",
            "# Van Bart",
        }

    def test_comments_stay_where_one_side_alone_wrote_and_else_in_the_history(
        self, tmp_path: Path
    ) -> None:
        an, bart = team(tmp_path, 2)
        file = an.path / PLAN_FILE
        file.write_text('# vraag Lieve nog\nplan = "Kort."\n', encoding="utf-8")
        an.reload()
        an.recover(AN)
        write(bart, "school.city", "Gent", BART)
        joined(an, bart, AN)
        assert "# vraag Lieve nog" in file.read_text(encoding="utf-8")
        write(bart, "shared-leadership.description", "Wie we zijn.", BART)
        here = an.merge(fetched(an, bart), AN)
        assert "# vraag Lieve nog" not in file.read_text(encoding="utf-8")
        assert any(PLAN_FILE in str(notice) for notice in here.notices)
        assert "# vraag Lieve nog" in git(an.path, "log", "-p", "--", PLAN_FILE)

    def test_what_is_being_written_at_that_moment_is_not_overwritten(self, tmp_path: Path) -> None:
        an, bart = team(tmp_path, 2)
        write(bart, PLAN, "Van Bart.", BART)
        theirs = fetched(an, bart)
        file = an.path / PLAN_FILE
        file.write_text('plan = "Uit een editor."\n', encoding="utf-8")
        before = an.newest()
        with pytest.raises(ChangedWhileJoining):
            merge_commit(Git(an.path), theirs)  # without recording it first, as a race would
        assert an.newest() == before
        assert file.read_text(encoding="utf-8") == 'plan = "Uit een editor."\n'
        an.reload()
        an.merge(theirs, AN)
        key = parse_key(PLAN, an.edition)
        assert len(versions(an.application, key)) == 2
