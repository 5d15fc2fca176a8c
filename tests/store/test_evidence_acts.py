"""Evidence in an open folder: one act is one commit, and no name is left without its document."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from model.application import Evidence, Soundness
from model.consent import photos_without_consent
from store import act_failures as no
from store.evidence import Options, Same
from store.evidence_failures import EvidenceFailure, IsMissing, IsWrongKind
from store.open_folder import DocumentGone
from store.school_folder import MendFirst, SchoolFolder
from tests.store.school import AN, BART, CLOCK, git, subjects, with_field

SAMPLES = Path(__file__).parents[2] / "sample-school/evidence"
REPORT = SAMPLES / "shared-leadership/verslag-2022-10.pdf"
NOTE = SAMPLES / "shared-leadership/dienstnota-2022-09.pdf"
PLAN = SAMPLES / "collaboration/actieplan-2022-2024.pdf"
PHOTO = SAMPLES / "collaboration/prikbord-leraarskamer.jpg"
STEP = "shared-leadership"


def one(folder: SchoolFolder, step: str = STEP) -> Evidence:
    (item,) = folder.application.evidence_of(step)
    return item


def committed(folder: SchoolFolder) -> set[str]:
    return set(git(folder.path, "show", "--no-renames", "--name-only", "--format=").splitlines())


def is_settled(folder: SchoolFolder) -> bool:
    """Whether history, files and memory agree."""
    again = SchoolFolder.open(folder.path, CLOCK)
    return (
        folder.uncommitted() == ()
        and again.application == folder.application
        and all(
            item.is_link or item.file in again.application.documents for _, item in every(again)
        )
    )


def every(folder: SchoolFolder) -> tuple[tuple[str, Evidence], ...]:
    return folder.application.all_evidence()


def test_a_document_is_taken_in_with_its_facts(folder: SchoolFolder) -> None:
    attached = folder.attach(
        STEP, REPORT, BART, title=" Verslag\tvan de raad ", supports=("shared-decisions",)
    )
    item = one(folder)
    assert attached.evidence == item
    assert item.id == "verslag-2022-10"
    assert item.title == "Verslag van de raad"
    assert item.file == "evidence/shared-leadership/verslag-2022-10.pdf"
    assert item.supports == ("shared-decisions",)
    assert item.added == CLOCK.today
    document = folder.application.documents[item.file]
    assert (document.sha256, document.bytes) == (item.sha256, item.bytes)
    assert document.soundness is Soundness.SOUND
    assert committed(folder) == {item.file, "answers/3-shared-leadership.toml"}
    assert attached.entry is not None
    assert attached.entry.person == BART
    assert is_settled(folder)


def test_the_same_document_again_says_where_it_is(folder: SchoolFolder) -> None:
    folder.attach(STEP, REPORT, AN)
    with pytest.raises(no.AlreadyAttached, match="verslag-2022-10") as failure:
        folder.attach(STEP, REPORT, AN)
    assert failure.value.kind == "no"
    assert len(subjects(folder.path)) == 2


@pytest.mark.parametrize("order", [("esafety", STEP), (STEP, "esafety")])
def test_the_same_document_again_is_noticed_whichever_other_steps_have_it(
    folder: SchoolFolder, order: tuple[str, str]
) -> None:
    ids = {step: folder.attach(step, REPORT, AN).evidence.id for step in order}
    for step, known in ids.items():
        with pytest.raises(no.AlreadyAttached) as failure:
            folder.attach(step, REPORT, AN)
        assert failure.value.facts["id"] == known


def test_a_link_does_not_move_to_a_step_that_takes_none(folder: SchoolFolder) -> None:
    link = folder.link(STEP, "https://www.school.example/nieuws", AN).evidence
    with pytest.raises(no.LinkNotTaken):
        folder.change_evidence(link.id, AN, move="declaration")
    assert folder.step_of(link.id) == STEP


def test_in_another_step_the_same_document_is_taken_with_a_note(folder: SchoolFolder) -> None:
    folder.attach(STEP, REPORT, AN)
    again = folder.attach("collaboration", REPORT, AN)
    assert again.evidence.id == "verslag-2022-10-2"
    assert "step 3" in str(again.notes[-1])
    assert is_settled(folder)


def test_names_never_meet(folder: SchoolFolder, tmp_path: Path) -> None:
    for number, source in enumerate((REPORT, NOTE)):
        (tmp_path / str(number)).mkdir()
        shutil.copy(source, tmp_path / str(number) / "Verslag (definitief).PDF")
        folder.attach(STEP, tmp_path / str(number) / "Verslag (definitief).PDF", AN)
    names = [item.file.rpartition("/")[2] for _, item in every(folder)]
    assert names == ["verslag-definitief.pdf", "verslag-definitief-2.pdf"]
    assert is_settled(folder)


def test_a_stray_document_of_that_name_is_not_overwritten(folder: SchoolFolder) -> None:
    stray = folder.path / "evidence/shared-leadership/verslag-2022-10.pdf"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"mine")
    folder.attach(STEP, REPORT, AN)
    assert stray.read_bytes() == b"mine"
    assert one(folder).file.endswith("verslag-2022-10-2.pdf")


@pytest.mark.parametrize("step", ["school", "no-such", "", "preview", "../esafety"])
def test_a_step_without_evidence_is_refused(step: str, folder: SchoolFolder) -> None:
    with pytest.raises(no.NoSuchStep):
        folder.attach(step, REPORT, AN)
    with pytest.raises(no.NoSuchStep):
        folder.link(step, "https://x.example", AN)


def test_a_statement_of_another_step_is_refused(folder: SchoolFolder) -> None:
    with pytest.raises(no.NoSuchStatement, match="ambassador"):
        folder.attach(STEP, REPORT, AN, supports=("ambassador",))
    assert every(folder) == ()


def test_what_can_not_be_taken_changes_nothing(folder: SchoolFolder, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "page.pdf").write_text("<!doctype html><html></html>")
    for source in (
        tmp_path / "missing.pdf",
        tmp_path / "empty.pdf",
        tmp_path / "page.pdf",
        tmp_path,
    ):
        with pytest.raises(EvidenceFailure):
            folder.attach(STEP, source, AN)
    assert not (folder.path / "evidence").exists()
    assert len(subjects(folder.path)) == 1


def test_the_signed_declaration_takes_the_place_of_the_one_before(folder: SchoolFolder) -> None:
    first = folder.attach("declaration", REPORT, AN)
    second = folder.attach("declaration", NOTE, AN)
    assert one(folder, "declaration") == second.evidence
    assert second.evidence.id == first.evidence.id
    assert not (folder.path / first.evidence.file).exists()
    assert is_settled(folder)


def test_a_link_is_taken_in_and_nothing_is_fetched(folder: SchoolFolder) -> None:
    attached = folder.link(STEP, " https://school.example/nieuws/water?x=1#y ", AN)
    assert attached.evidence.url == "https://school.example/nieuws/water?x=1#y"
    assert attached.evidence.title == "school.example/nieuws/water"
    assert attached.evidence.id == "water"
    assert attached.entry is not None
    assert "(link)" in attached.entry.subject
    with pytest.raises(no.AlreadyAttached):
        folder.link(STEP, "https://school.example/nieuws/water?x=1#y", AN)
    assert is_settled(folder)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "school.example",
        "ftp://x.example",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://[::1",
        "https://x y.example",
        "file:///etc/passwd",
        "https://x.example/" + "x" * 3000,
    ],
)
def test_what_is_no_address_is_refused(url: str, folder: SchoolFolder) -> None:
    with pytest.raises(no.BadLink):
        folder.link(STEP, url, AN)


def test_evidence_that_goes_stays_in_the_history(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, REPORT, AN).evidence
    entry = folder.detach(item.id, BART)
    assert entry is not None
    assert (entry.event, entry.person) == ("evidence-remove", BART)
    assert every(folder) == ()
    assert not (folder.path / item.file).exists()
    assert committed(folder) == {item.file, "answers/3-shared-leadership.toml"}
    assert git(folder.path, "cat-file", "-s", f"HEAD~1:{item.file}") == str(item.bytes)
    assert is_settled(folder)
    with pytest.raises(no.NoSuchEvidence):
        folder.detach(item.id, AN)


def test_a_document_that_other_evidence_names_stays(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, REPORT, AN).evidence
    twin = replace(item, id="tweede")
    folder.save(folder.application.with_evidence(STEP, (item, twin)), AN)
    folder.detach(item.id, AN)
    assert (folder.path / item.file).is_file()
    assert is_settled(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_nothing_outside_the_folder_is_removed(folder: SchoolFolder, tmp_path: Path) -> None:
    outside = tmp_path / "precious.pdf"
    outside.write_bytes(b"%PDF-1.4")
    (folder.path / "evidence").symlink_to(tmp_path)
    items = (
        Evidence(id="link", file="evidence/precious.pdf"),
        Evidence(id="dots", file="evidence/../../precious.pdf"),
        Evidence(id="own", file="school.toml"),
    )
    folder.save(folder.application.with_evidence(STEP, items), AN)
    for item in items:
        folder.detach(item.id, AN)
    assert outside.exists()
    assert (folder.path / "school.toml").exists()


def test_title_and_backing_change_in_one_commit(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, REPORT, AN).evidence
    changed = folder.change_evidence(item.id, BART, title="Beter", supports=("leaders-understand",))
    assert one(folder) == replace(item, title="Beter", supports=("leaders-understand",))
    assert changed.entry is not None
    assert changed.entry.subject.endswith("'Beter', title and what it backs")
    assert str(changed.entry.said()) == "evidence 'Beter' in step 3 changed"
    assert folder.change_evidence(item.id, BART, title="Beter").entry is None
    assert folder.change_evidence(item.id, BART, supports=()).evidence.supports == ()


def test_another_document_in_its_place(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, REPORT, AN, title="Verslag").evidence
    changed = folder.change_evidence(item.id, AN, replace=NOTE).evidence
    assert (changed.id, changed.title) == (item.id, "Verslag")
    assert changed.file.endswith("dienstnota-2022-09.pdf")
    assert not (folder.path / item.file).exists()
    assert is_settled(folder)


def test_a_new_version_under_the_same_name_keeps_its_place(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    item = folder.attach(STEP, REPORT, AN).evidence
    shutil.copy(NOTE, tmp_path / REPORT.name)
    changed = folder.change_evidence(item.id, AN, replace=tmp_path / REPORT.name).evidence
    assert changed.file == item.file
    assert changed.sha256 != item.sha256
    assert is_settled(folder)


def test_a_link_can_become_a_document(folder: SchoolFolder) -> None:
    item = folder.link(STEP, "https://school.example/verslag", AN).evidence
    changed = folder.change_evidence(item.id, AN, replace=REPORT).evidence
    assert (changed.url, changed.is_link) == ("", False)
    assert is_settled(folder)


def test_evidence_moves_with_its_document(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, REPORT, AN, supports=("shared-decisions",)).evidence
    moved = folder.change_evidence(item.id, AN, move="collaboration")
    assert folder.application.evidence_of(STEP) == ()
    assert one(folder, "collaboration").file == "evidence/collaboration/verslag-2022-10.pdf"
    assert moved.evidence.supports == ()
    assert moved.entry is not None
    assert moved.entry.subject.endswith("moved from shared-leadership")
    assert not (folder.path / item.file).exists()
    assert is_settled(folder)


def test_a_document_that_the_other_step_does_not_take_stays(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("RGB", (40, 30), "white").save(tmp_path / "kaart.png")
    item = folder.attach(STEP, tmp_path / "kaart.png", AN).evidence
    with pytest.raises(IsWrongKind):
        folder.change_evidence(item.id, AN, move="esafety")
    assert one(folder) == item
    assert is_settled(folder)


def test_a_document_that_is_gone_can_not_move(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, REPORT, AN).evidence
    (folder.path / item.file).unlink()
    opened = SchoolFolder.open(folder.path, CLOCK)
    with pytest.raises(IsMissing):
        opened.change_evidence(item.id, AN, move="collaboration")
    with pytest.raises(DocumentGone):
        opened.open_outside(item)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Verslag van de raad", "verslag-van-de-raad.pdf"),
        ("verslag.PDF", "verslag.pdf"),
        ("verslag.docx", "verslag.pdf"),
        ("Verslag 3.2", "verslag-3-2.pdf"),
        ("../../buiten", "buiten.pdf"),
        ("con", "document-con.pdf"),
    ],
)
def test_a_document_gets_another_name_and_keeps_its_type(
    words: str, name: str, folder: SchoolFolder
) -> None:
    before = folder.attach(STEP, REPORT, AN).evidence
    after = folder.change_evidence(before.id, BART, name=words).evidence
    assert after.file == f"evidence/{STEP}/{name}"
    assert (after.id, after.title, after.sha256) == (before.id, before.title, before.sha256)
    assert not (folder.path / before.file).exists()
    assert (folder.path / after.file).read_bytes() == REPORT.read_bytes()
    assert committed(folder) == {before.file, after.file, "answers/3-shared-leadership.toml"}
    assert is_settled(folder)


@pytest.mark.parametrize("words", ["", " 	", "...", "verslag-2022-10", "VERSLAG-2022-10.pdf"])
def test_a_name_that_says_nothing_new_changes_nothing(words: str, folder: SchoolFolder) -> None:
    item = folder.attach(STEP, REPORT, AN).evidence
    assert folder.change_evidence(item.id, AN, name=words).entry is None
    assert one(folder) == item


def test_a_name_that_another_document_has_is_refused(folder: SchoolFolder) -> None:
    first, second = (folder.attach(STEP, source, AN).evidence for source in (REPORT, NOTE))
    with pytest.raises(no.NameTaken):
        folder.change_evidence(second.id, AN, name="Verslag 2022-10")
    with pytest.raises(no.NameTaken):
        folder.change_evidence(second.id, AN, name="Verslag 2022-10", replace=PLAN)
    assert folder.application.evidence_of(STEP) == (first, second)
    assert is_settled(folder)
    assert len(list((folder.path / "evidence" / STEP).iterdir())) == 2


def test_a_link_has_no_name_of_a_file(folder: SchoolFolder) -> None:
    link = folder.link(STEP, "https://www.school.example/nieuws", AN).evidence
    with pytest.raises(no.NoFileName):
        folder.change_evidence(link.id, AN, name="nieuws")


def test_moved_renamed_and_retitled_is_one_change(folder: SchoolFolder) -> None:
    before = folder.attach(STEP, REPORT, AN).evidence
    count = len(subjects(folder.path))
    after = folder.change_evidence(
        before.id, AN, move="collaboration", name="raad", title="Raad"
    ).evidence
    assert after.file == "evidence/collaboration/raad.pdf"
    assert len(subjects(folder.path)) == count + 1
    assert list((folder.path / "evidence/collaboration").iterdir()) == [folder.path / after.file]
    assert is_settled(folder)


@pytest.mark.parametrize("change", [{"name": "raad"}, {"move": "collaboration"}])
def test_a_document_removed_meanwhile_is_said_and_nothing_changes(
    change: dict[str, str], folder: SchoolFolder
) -> None:
    item = folder.attach(STEP, REPORT, AN).evidence
    (folder.path / item.file).unlink()
    with pytest.raises(IsMissing, match=r"verslag-2022-10\.pdf"):
        folder.change_evidence(item.id, AN, **change)  # type: ignore[arg-type] # texts only
    assert folder.application.evidence_of(STEP) == (item,)


def test_consent_is_noted_and_taken_back(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, PHOTO, AN).evidence
    assert photos_without_consent(folder.application) == ((STEP, item),)
    noted = folder.change_evidence(item.id, BART, consent=True)
    assert "consent = true" in (folder.path / "answers/3-shared-leadership.toml").read_text()
    assert noted.entry is not None
    assert "consent on file" in noted.entry.subject
    assert photos_without_consent(folder.application) == ()
    assert folder.change_evidence(item.id, BART, consent=False).evidence == item
    assert "consent" not in (folder.path / "answers/3-shared-leadership.toml").read_text()
    assert is_settled(folder)


def test_another_photograph_has_no_consent_yet(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, PHOTO, AN).evidence
    folder.change_evidence(item.id, AN, consent=True)
    assert folder.change_evidence(item.id, AN, replace=NOTE).evidence.consent is None


def test_a_document_of_another_step_is_asked_about_first(folder: SchoolFolder) -> None:
    folder.attach(STEP, REPORT, AN, title="Raad")
    with pytest.raises(no.AlreadyElsewhere, match=r"step 3.*Raad"):
        folder.attach("collaboration", REPORT, AN, options=Options(same=Same.ASK))
    assert folder.application.evidence_of("collaboration") == ()
    assert is_settled(folder)


def test_one_document_can_stand_for_two_steps(folder: SchoolFolder) -> None:
    first = folder.attach(STEP, REPORT, AN).evidence
    shared = folder.attach("collaboration", REPORT, AN, options=Options(same=Same.REUSE)).evidence
    assert shared.file == first.file
    assert not (folder.path / "evidence/collaboration").exists()
    assert is_settled(folder)
    # A new version in one step is none in the other.
    newer = folder.change_evidence(shared.id, AN, replace=NOTE).evidence
    assert newer.file.startswith("evidence/collaboration/")
    assert (folder.path / first.file).read_bytes() == REPORT.read_bytes()
    folder.detach(newer.id, AN)
    assert one(folder) == first
    assert is_settled(folder)


def test_a_shared_document_is_not_overwritten_under_the_same_name(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    first = folder.attach(STEP, REPORT, AN).evidence
    shared = folder.attach("collaboration", REPORT, AN, options=Options(same=Same.REUSE)).evidence
    newer = tmp_path / REPORT.name
    shutil.copy(NOTE, newer)
    folder.change_evidence(first.id, AN, replace=newer)
    assert (folder.path / shared.file).read_bytes() == REPORT.read_bytes()
    assert is_settled(folder)


def test_a_changed_document_is_accepted_as_it_is(folder: SchoolFolder) -> None:
    item = folder.attach(STEP, REPORT, AN).evidence
    shutil.copy(NOTE, folder.path / item.file)
    opened = SchoolFolder.open(folder.path, CLOCK)
    accepted = opened.change_evidence(item.id, AN, accept=True).evidence
    assert accepted.bytes == NOTE.stat().st_size
    assert accepted.sha256 == opened.application.documents[item.file].sha256
    assert is_settled(opened)


def test_a_link_has_nothing_to_accept(folder: SchoolFolder) -> None:
    item = folder.link(STEP, "https://school.example/verslag", AN).evidence
    with pytest.raises(no.NothingToAccept):
        folder.change_evidence(item.id, AN, accept=True)


def test_what_was_typed_before_is_a_change_of_its_own(folder: SchoolFolder) -> None:
    folder.write(with_field(folder, f"{STEP}.plan", "Getypt."))
    folder.attach(STEP, REPORT, AN)
    assert [entry.event for entry in folder.log(limit=2)] == ["evidence-add", "answer"]
    assert folder.application.answers[STEP].plan == "Getypt."


def test_removed_evidence_comes_back_with_its_document(folder: SchoolFolder) -> None:
    from model.fields import Key

    attached = folder.attach(STEP, REPORT, AN)
    folder.detach(attached.evidence.id, AN)
    assert attached.entry is not None
    entry = folder.restore(
        Key(STEP, ("evidence", attached.evidence.id)), attached.entry.commit, BART
    )
    assert entry is not None
    assert one(folder) == attached.evidence
    assert (folder.path / attached.evidence.file).read_bytes() == REPORT.read_bytes()
    assert is_settled(folder)


def test_a_refused_entry_leaves_no_document(folder: SchoolFolder) -> None:
    (folder.path / "answers/3-shared-leadership.toml").write_text("plan = ")
    opened = SchoolFolder.open(folder.path, CLOCK)
    with pytest.raises(MendFirst):
        opened.attach(STEP, REPORT, AN)
    assert not list(folder.path.glob("evidence/**/*.pdf"))


def test_a_photograph_loses_where_it_was_taken(folder: SchoolFolder, tmp_path: Path) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 3.0, 0.0)}
    with Image.open(PHOTO) as picture:
        picture.save(tmp_path / "foto.jpg", exif=exif)
    attached = folder.attach("collaboration", tmp_path / "foto.jpg", AN)
    assert attached.notes
    with Image.open(folder.path / attached.evidence.file) as stored:
        assert not stored.getexif().get_ifd(0x8825)
