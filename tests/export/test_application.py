"""Writing the application in the format that a file's name asks for."""

import json
from pathlib import Path

import pytest

from export.application import Source, UnknownSuffix, check_suffix, write_application
from model.application import Application
from model.completeness import assess
from tests.export.help import ENGLISH, HISTORY, here, run
from tests.model.build import EDITION, JANUARY, complete

EMPTY = Application(edition="2023-2024")


def source(root: Path, application: Application | None = None) -> Source:
    application = application or complete()
    return Source(
        application=application,
        edition=EDITION,
        assessment=assess(application, EDITION, JANUARY),
        made_on=JANUARY,
        root=root,
        commit="3f2a9c1",
        history=HISTORY,
    )


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [(".html", b"<!DOCTYPE html>"), (".md", b"# GO! Atheneum"), (".JSON", b"{\n")],
)
def test_the_suffix_chooses_the_format(tmp_path: Path, suffix: str, begins: bytes) -> None:
    data = write_application(suffix, source(tmp_path), ENGLISH, run)
    assert data.startswith(begins)
    assert b"Lieve Wouters" in data
    assert data == write_application(suffix, source(tmp_path), ENGLISH, run)


@pytest.mark.long
@pytest.mark.usefixtures("pango")
def test_pdf_is_a_format_too(tmp_path: Path) -> None:
    assert write_application(".pdf", source(tmp_path, EMPTY), ENGLISH, here).startswith(b"%PDF-1.7")


def test_the_history_stands_in_every_format(tmp_path: Path) -> None:
    document = json.loads(write_application(".json", source(tmp_path), ENGLISH, run))
    assert [entry["on"] for entry in document["history"]][-1] == "2022-11-25"


@pytest.mark.parametrize("suffix", ["", ".docx", ".PDFX", "pdf"])
def test_another_suffix_is_wrong_usage(suffix: str) -> None:
    with pytest.raises(UnknownSuffix) as failure:
        check_suffix(suffix)
    assert failure.value.kind == "usage"
    assert ".pdf, .html, .md, .json" in str(failure.value.fix)
