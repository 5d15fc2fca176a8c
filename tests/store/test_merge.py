"""Two people's work made one, in real folders with real git."""

from pathlib import Path

import pytest

from model.application import Evidence
from model.fields import Key, parse_key, put
from model.versions import conflicts, versions
from store.merge import Merged
from store.merge_failures import MendBeforeJoining, NewerFormat, NothingInCommon
from store.people import Person
from store.school_folder import SchoolFolder
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
from tests.store.together import fetched, joined, team

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
        for folder, words in ((an, "Eén."), (bart, "Twee."), (cem, "Drie.")):
            write(folder, PLAN, words)
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
