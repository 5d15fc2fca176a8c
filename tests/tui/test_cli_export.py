"""`labelmap export` and the documents that the preview makes."""

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.nso import words
from tests.tui.command_line import DAY, Run, start, subjects
from tests.tui.school import AN
from tui.assessing import assessed
from tui.exporting import application_bytes, export_to_documents, page_of
from tui.language import Language

TODAY = ("--today", DAY)


def test_each_suffix_gives_its_own_kind(run: Run, sample: Path, tmp_path: Path) -> None:
    for suffix, start_ in ((".html", "<!doctype html>"), (".md", "# "), (".json", "{")):
        file = tmp_path / f"out{suffix}"
        ran = run("export", sample, "--to", file, *TODAY)
        assert (ran.code, ran.out) == (0, f"{file}\n")
        text = file.read_text(encoding="utf-8")
        assert text.lower().startswith(start_)
        assert "GO! Atheneum Voorbeeldstad" in text
    assert len(subjects(sample)) == 27, "an export is no change"


@pytest.mark.usefixtures("pango")
def test_a_pdf_reads_well(run: Run, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.pdf"
    ran = run("export", sample, "--to", file, *TODAY)
    assert (ran.code, ran.out) == (0, f"{file}\n")
    document = pypdfium2.PdfDocument(file)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "GO! Atheneum Voorbeeldstad" in text
    assert "Gedeeld leiderschap" in text


def test_it_tells_what_people_did_and_not_how_the_diary_took_it_over(
    run: Run, complete: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.md"
    SchoolFolder.open(complete, Clock.of(DAY)).submit(AN, words)
    assert run("export", complete, "--to", file, *TODAY).code == 0
    told = file.read_text(encoding="utf-8")
    assert "aanvraag ingediend (indiening 1)" in told
    assert "elkaar meedeelden" not in told


def test_an_export_is_in_the_applications_language_unless_told(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LABELMAP_LANG", "en")
    own, told = tmp_path / "own.md", tmp_path / "told.md"
    assert run("export", sample, "--to", own, *TODAY).code == 0
    assert run("export", sample, "--to", told, *TODAY, "--lang", "en").code == 0
    assert "Gedeeld leiderschap" in own.read_text(encoding="utf-8")
    assert "Shared leadership" in told.read_text(encoding="utf-8")


def test_an_existing_file_is_kept_unless_forced(run: Run, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    file.write_text("mine")
    assert run("export", sample, "--to", file, *TODAY).code == 1
    assert file.read_text() == "mine"
    assert run("export", sample, "--to", file, "--force", *TODAY).code == 0
    assert file.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", ["out", "out.docx", ".pdf", "out.", "out.PDF.exe"])
def test_a_suffix_that_is_none_is_wrong_usage(
    run: Run, sample: Path, tmp_path: Path, name: str
) -> None:
    ran = run("export", sample, "--to", tmp_path / name, *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert ".pdf" in ran.err


def test_strict_changes_nothing_for_a_complete_one(
    run: Run, complete: Path, tmp_path: Path
) -> None:
    ran = run("export", complete, "--to", tmp_path / "a.md", "--strict", *TODAY)
    assert (ran.code, ran.err) == (0, "")


def test_what_is_missing_is_said_and_marked(run: Run, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    ran = run("export", sample, "--to", file, "--strict", *TODAY, "--lang", "en")
    assert ran.code == 1
    assert "29 of 34" in ran.err
    assert file.is_file()


def test_json_is_one_document_with_a_format(run: Run, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    run("export", sample, "--to", file, *TODAY)
    assert json.loads(file.read_bytes())["format"] == 1


def test_without_pango_the_remedy_is_named(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library folder that holds only empty files under Pango's names stands for its absence."""
    empty = tmp_path / "libraries"
    empty.mkdir()
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libgobject-2.0.so.0"):
        (empty / name).touch()
    monkeypatch.setenv("LD_LIBRARY_PATH", str(empty))
    ran = start("export", sample, "--to", tmp_path / "out.pdf", *TODAY, "--lang", "en")
    assert (ran.code, ran.out) == (3, "")
    assert "Pango" in ran.err
    assert ".html" in ran.err
    assert not (tmp_path / "out.pdf").exists()


def test_a_document_of_the_preview_gets_a_name_that_is_free(school: Path, tmp_path: Path) -> None:
    folder = SchoolFolder.open(school, Clock.of(DAY))
    place = tmp_path / "documents"
    place.mkdir()
    for name in ("voorbeeldstad-2023-2024.html", "voorbeeldstad-2023-2024-2.html"):
        made = export_to_documents(
            folder, folder.application, assessed(folder), Language("nl"), ".html", place
        )
        assert made == place / f"go-atheneum-{name}"
        assert made.read_bytes().startswith(b"<!DOCTYPE html>")


def test_the_page_holds_what_is_in_memory(sample: Path) -> None:
    folder = SchoolFolder.open(sample, Clock.of(DAY))
    school = replace(folder.application.school, name="Nog niet bewaard")
    application = replace(folder.application, school=school)
    page = page_of(folder, application, assessed(folder), Language("nl"))
    assert page.school == "Nog niet bewaard"
    data = application_bytes(folder, application, assessed(folder), Language("nl"), ".md")
    assert b"Nog niet bewaard" in data
