"""Earlier versions: every one of a field, read in a stream, brought back as a new change."""

import pytest

from model import fields
from model.application import YesNo
from model.fields import parse_key, put
from store.history import NoSuchVersion
from store.journal import Event
from store.school_folder import SchoolFolder
from tests.store.school import (
    AN,
    BART,
    PLAN,
    PLAN_FILE,
    git,
    plan_of,
    subjects,
    with_field,
)


def test_every_version_of_a_field_and_only_of_that_field(folder: SchoolFolder) -> None:
    for text in ("Een.", "Twee."):
        folder.save(with_field(folder, PLAN, text), AN)
        folder.save(with_field(folder, "shared-leadership.description", f"over {text}"), BART)
    folder.save(with_field(folder, PLAN, ""), AN)
    key = parse_key(PLAN, folder.edition)
    assert [version.text for version in folder.versions(key)] == ["", "Twee.", "Een."]
    assert {version.entry.person for version in folder.versions(key)} == {AN}


def test_a_broken_version_counts_as_empty(folder: SchoolFolder) -> None:
    folder.save(with_field(folder, PLAN, "Een."), AN)
    (folder.path / PLAN_FILE).write_text("plan = half")
    git(folder.path, "commit", "-qam", "by hand")
    (folder.path / PLAN_FILE).write_text('plan = "Twee."\n')
    git(folder.path, "commit", "-qam", "by hand again")
    texts = [version.text for version in folder.versions(parse_key(PLAN, folder.edition))]
    assert texts == ["Twee.", "", "Een."]
    with pytest.raises(NoSuchVersion):
        folder.restore(parse_key(PLAN, folder.edition), git(folder.path, "rev-parse", "HEAD~1"), AN)


def test_reading_versions_can_stop_at_any_time(folder: SchoolFolder) -> None:
    for text in ("Een.", "Twee.", "Drie."):
        folder.save(with_field(folder, PLAN, text), AN)
    assert next(folder.versions(parse_key(PLAN, folder.edition))).text == "Drie."


def test_an_earlier_version_comes_back_as_a_new_change(folder: SchoolFolder) -> None:
    first = folder.save(with_field(folder, PLAN, "Een."), AN)
    folder.save(with_field(folder, PLAN, "Twee."), AN)
    assert first is not None
    key = parse_key(PLAN, folder.edition)
    entry = folder.restore(key, first.commit[:10], BART)
    assert entry is not None
    assert (entry.event, entry.step, entry.field) == ("restore", "shared-leadership", "plan")
    assert f"({first.commit[:8]})" in entry.subject
    assert plan_of(folder) == "Een."
    assert len(subjects(folder.path)) == 4
    assert folder.restore(key, first.commit, BART) is None


def test_a_statement_comes_back_with_its_own_kind_of_value(folder: SchoolFolder) -> None:
    key = parse_key("shared-leadership.statements.shared-decisions", folder.edition)
    first = folder.save(put(folder.application, key, YesNo.YES), AN)
    folder.save(put(folder.application, key, None), AN)
    assert first is not None
    folder.restore(key, first.commit, AN)
    assert fields.get(folder.application, key) is YesNo.YES


@pytest.mark.parametrize(
    "commit", ["", "HEAD", "main", "0000000", "zzzz", "--help", "HEAD~1", "abc", "a\nb", "1" * 41]
)
def test_a_version_that_is_none_is_refused(commit: str, folder: SchoolFolder) -> None:
    with pytest.raises(NoSuchVersion) as failure:
        folder.restore(parse_key(PLAN, folder.edition), commit, AN)
    assert failure.value.kind == "usage"


def test_the_diary_can_be_read_by_step_and_by_person(folder: SchoolFolder) -> None:
    folder.save(with_field(folder, PLAN, "x"), BART)
    folder.save(with_field(folder, "collaboration.plan", "y"), AN)
    assert [entry.step for entry in folder.log(step="shared-leadership")] == ["shared-leadership"]
    assert [entry.person for entry in folder.log(person="bart")] == [BART]
    assert len(list(folder.log(person="voorbeeldstad"))) == 3
    assert len(list(folder.log(limit=1, person="an peeters"))) == 1
    assert list(folder.log(step="esafety")) == []


def test_a_chosen_event_stands_with_the_change(folder: SchoolFolder) -> None:
    entry = folder.save(with_field(folder, PLAN, "x"), AN, event=Event.MERGE)
    assert entry is not None
    assert entry.subject.startswith("merge(shared-leadership): ")


def test_a_version_beyond_the_bound_is_not_read(folder: SchoolFolder) -> None:
    folder.save(with_field(folder, PLAN, "Een."), AN)
    (folder.path / PLAN_FILE).write_text(f'plan = "{"x" * 1_100_000}"\n')
    git(folder.path, "commit", "-qam", "by hand")
    (folder.path / PLAN_FILE).write_text('plan = "Twee."\n')
    git(folder.path, "commit", "-qam", "by hand again")
    texts = [version.text for version in folder.versions(parse_key(PLAN, folder.edition))]
    assert texts == ["Twee.", "", "Een."]
