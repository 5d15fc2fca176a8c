"""Going back over evidence: its documents come and go with it, and nothing half is left."""

import pytest

from model.fields import get, parse_key, put
from store.evidence_undo import DocumentNotKept
from store.school_folder import SchoolFolder
from tests.store.school import AN, BART, git, with_field
from tests.store.test_evidence_acts import NOTE, REPORT, STEP, is_settled, one


def test_what_was_attached_replaced_moved_and_removed_goes_back_with_its_document(
    folder: SchoolFolder,
) -> None:
    states = [folder.application]
    folder.attach(STEP, REPORT, AN)
    states.append(folder.application)
    name = one(folder).id
    folder.change_evidence(name, AN, replace=NOTE, title="Nota")
    states.append(folder.application)
    folder.change_evidence(name, AN, name="anders.pdf")
    states.append(folder.application)
    folder.change_evidence(name, AN, move="collaboration")
    states.append(folder.application)
    folder.detach(name, AN)
    wanted = [state.all_evidence() for state in states]
    for state, evidence in zip(reversed(states), reversed(wanted), strict=True):
        entry = folder.go_back(folder.application, state, AN)
        assert entry is not None
        assert tuple(folder.application.all_evidence()) == tuple(evidence)
        assert is_settled(folder)
    assert not list((folder.path / "evidence").rglob("*.pdf"))
    folder.go_back(folder.application, states[1], AN)
    assert (folder.path / one(folder).file).read_bytes() == REPORT.read_bytes()


def test_what_others_changed_meanwhile_stays(folder: SchoolFolder) -> None:
    before = folder.application
    folder.attach(STEP, REPORT, AN)
    after = folder.application
    folder.save(with_field(folder, f"{STEP}.plan", "Van Bart."), BART)
    folder.go_back(after, before, AN)
    assert folder.application.evidence_of(STEP) == ()
    assert get(folder.application, parse_key(f"{STEP}.plan", folder.edition)) == "Van Bart."
    assert is_settled(folder)


def test_a_document_that_the_history_never_had_is_told_and_nothing_is_written(
    folder: SchoolFolder,
) -> None:
    folder.attach(STEP, REPORT, AN)
    item = one(folder)
    key = parse_key(f"{STEP}.evidence.{item.id}.sha256", folder.edition)
    other = put(folder.application, key, "0" * 64)
    tip = git(folder.path, "rev-parse", "main")
    with pytest.raises(DocumentNotKept):
        folder.go_back(folder.application, other, AN)
    assert git(folder.path, "rev-parse", "main") == tip
    assert is_settled(folder)
