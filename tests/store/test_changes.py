"""What one commit changed, field by field; whatever stands in it, nothing fails or runs."""

from pathlib import Path

import pytest

from model.application import YesNo
from model.fields import get, parse_key, put
from store.changes import changed_in
from store.git import Git
from store.journal import Entry
from store.school_folder import SchoolFolder
from tests.store.school import AN, BART, PLAN, PLAN_FILE, git, with_field

SAMPLES = Path(__file__).parents[2] / "sample-school/evidence"
REPORT = SAMPLES / "shared-leadership/verslag-2022-10.pdf"


def by_hand(folder: SchoolFolder, path: str, data: bytes) -> Entry:
    """A commit that somebody made with plain git."""
    file = folder.path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    git(folder.path, "add", "--force", path)
    git(folder.path, "commit", "-q", "-m", "by hand")
    return next(folder.log(limit=1))


def test_a_text_is_told_before_and_after(folder: SchoolFolder) -> None:
    first = folder.save(with_field(folder, PLAN, "Eerst dit."), AN)
    second = folder.save(with_field(folder, PLAN, "Dan dat."), BART)
    assert first is not None
    assert second is not None
    found = folder.changed_in(second)
    assert found.before == first.commit
    assert [(str(c.key), c.before, c.after) for c in found.changes] == [
        (PLAN, "Eerst dit.", "Dan dat.")
    ]
    assert (found.unreadable, found.others) == ((), ())


def test_the_first_entry_is_told_against_nothing(folder: SchoolFolder) -> None:
    *_, first = folder.log()
    found = folder.changed_in(first)
    assert found.before is None
    told = {str(change.key): change.after for change in found.changes}
    assert told["school.city"] == "Voorbeeldstad"
    assert {"README.md", ".gitattributes"} <= set(found.others)


def test_evidence_that_came_and_went_is_told_whole(folder: SchoolFolder) -> None:
    attached = folder.attach("shared-leadership", REPORT, AN, title="Verslag")
    gone = folder.detach(attached.evidence.id, AN)
    assert attached.entry is not None
    assert gone is not None
    came = folder.changed_in(attached.entry)
    assert [(c.before, c.after) for c in came.changes] == [(None, attached.evidence)]
    assert came.others == (attached.evidence.file,)
    went = folder.changed_in(gone)
    assert [(c.before, c.after) for c in went.changes] == [(attached.evidence, None)]


def test_several_files_in_one_commit_are_told_together(folder: SchoolFolder) -> None:
    application = with_field(folder, PLAN, "Samen.")
    key = parse_key("collaboration.statements.action-plan", folder.edition)
    entry = folder.save(put(application, key, YesNo.YES), AN)
    assert entry is not None
    assert {str(c.key) for c in folder.changed_in(entry).changes} == {PLAN, str(key)}


@pytest.mark.parametrize(
    "data", [b"plan = [\n", b"\xff\xfe\x00", b'plan = """\n' + b"x" * 1_100_000 + b'\n"""\n']
)
def test_what_can_not_be_read_is_named_and_the_rest_told(folder: SchoolFolder, data: bytes) -> None:
    found = folder.changed_in(by_hand(folder, PLAN_FILE, data))
    assert found.unreadable == (PLAN_FILE,)
    assert found.changes == ()


def test_a_symbolic_link_in_a_commit_is_followed_nowhere(folder: SchoolFolder) -> None:
    (folder.path / PLAN_FILE).unlink()
    (folder.path / PLAN_FILE).symlink_to("/etc/passwd")
    git(folder.path, "add", PLAN_FILE)
    git(folder.path, "commit", "-q", "-m", "a link")
    found = folder.changed_in(next(folder.log(limit=1)))
    assert (found.unreadable, found.changes) == ((PLAN_FILE,), ())


def test_a_merge_is_told_against_the_side_it_was_made_on(folder: SchoolFolder) -> None:
    base = git(folder.path, "rev-parse", "HEAD")
    git(folder.path, "checkout", "-q", "-b", "side")
    by_hand(folder, "notities.txt", b"van opzij")
    git(folder.path, "checkout", "-q", "main")
    assert git(folder.path, "rev-parse", "HEAD") == base
    by_hand(folder, PLAN_FILE, b'plan = """\nVan hier.\n"""\n')
    git(folder.path, "merge", "-q", "--no-edit", "side")
    found = folder.changed_in(next(folder.log(limit=1)))
    assert found.others == ("notities.txt",)
    assert found.changes == ()


def test_a_path_with_odd_characters_is_told_as_it_is(folder: SchoolFolder) -> None:
    found = folder.changed_in(by_hand(folder, "vreemd\n\x1b[2J é.txt", b"x"))
    assert found.others == ("vreemd\n\x1b[2J é.txt",)


def test_a_name_that_is_no_commit_never_reaches_git(folder: SchoolFolder) -> None:
    with pytest.raises(ValueError, match="--output"):
        changed_in(Git(folder.path), "--output=/tmp/x")


def test_what_was_removed_can_be_brought_back_from_the_entry_before(folder: SchoolFolder) -> None:
    attached = folder.attach("shared-leadership", REPORT, AN, title="Verslag")
    gone = folder.detach(attached.evidence.id, AN)
    assert gone is not None
    found = folder.changed_in(gone)
    assert found.before is not None
    folder.restore(found.changes[0].key, found.before, AN)
    assert get(folder.application, found.changes[0].key) == attached.evidence
    assert (folder.path / attached.evidence.file).is_file()


def test_all_who_stand_in_the_diary_are_named_once(folder: SchoolFolder) -> None:
    folder.save(with_field(folder, PLAN, "Van Bart."), BART)
    folder.save(with_field(folder, PLAN, "Weer van An."), AN)
    assert folder.people() == ("An Peeters", "Bart Claes")
