"""The smaller documents as PDF: tagged, named, alike each time, whatever the texts are."""

import io
import itertools
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest

from export import blank, changes, declaration, principal
from export.changes_page import changes_page
from export.dossier import MANIFEST, dossier_files
from export.files import archive
from export.pdf import rendered
from model.application import Application, School
from tests.export.help import ENGLISH, English, faults, here, page_of, text_of, with_words
from tests.model.build import EDITION, JANUARY, LEADERSHIP, complete, with_answer

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = JANUARY.isoformat()
EMPTY = Application(edition="2023-2024", school=School())
WORST = with_answer(
    with_words(complete(), "مدرسة 🎉 <b>Ωμέγα</b> Школа ığüş " * 20),
    "collaboration",
    description="x" * 2500,
    plan="y" * 2500,
)
pytestmark = pytest.mark.usefixtures("pango")


def the_principals(application: Application, before: Application | None = None) -> str:
    """The reading copy as a page."""
    page = principal.principal_page(
        application,
        EDITION,
        ENGLISH,
        page_of(application),
        made_on=JANUARY,
        before=before,
        since="round 1" if before else "",
    )
    return principal.to_html(page)


def the_declaration(application: Application) -> str:
    languages = (English("nl"), English("en"))
    page = declaration.declaration_page(application, EDITION, languages, made_on=JANUARY)
    return declaration.to_html(page)


def the_changes(application: Application) -> str:
    page = changes_page(
        complete(), application, EDITION, ENGLISH, names=("then", "now"), made_on=JANUARY
    )
    return changes.to_html(page, for_paper=True)


def the_blank(application: Application) -> str:
    return blank.to_html(blank.blank_page(application, EDITION, ENGLISH, made_on=JANUARY))


@pytest.mark.parametrize(
    ("make", "application"),
    [
        pytest.param(the_principals, EMPTY, marks=pytest.mark.long),
        (the_principals, WORST),
        pytest.param(the_declaration, EMPTY, marks=pytest.mark.long),
        (the_declaration, WORST),
        pytest.param(the_changes, EMPTY, marks=pytest.mark.long),
        pytest.param(the_changes, WORST, marks=pytest.mark.long),
        pytest.param(the_blank, WORST, marks=pytest.mark.long),
    ],
)
def test_each_paper_is_accessible_and_ends_for_any_text(
    make: "Callable[[Application], str]", application: Application
) -> None:
    pdf = rendered(make(application), DAY, here)
    assert faults(pdf) == set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) in {"en", "nl"}
        assert document.docinfo["/Title"]
        assert len(document.pages) < 60


@pytest.fixture(scope="module")
def read_by_the_principal(pango: None) -> bytes:  # noqa: ARG001 - asked for what it does
    """The reading copy, after one text changed."""
    before = with_answer(complete(), LEADERSHIP, plan="Vroeger was het anders.")
    return rendered(the_principals(complete(), before), DAY, here)


def test_the_declaration_says_on_every_page_that_it_is_not_to_be_signed() -> None:
    pages = text_of(rendered(the_declaration(complete()), DAY, here))
    assert len(pages) == 2
    for text in pages:
        assert text.count("DRAFT, do not sign") >= 3
        assert "Lieve Wouters" in text


def test_the_principal_reads_first_what_is_signed_and_what_changed(
    read_by_the_principal: bytes,
) -> None:
    pages = text_of(read_by_the_principal)
    assert "What you sign" in pages[0]
    assert "Changed since round 1" in pages[0]
    assert "3 Shared leadership: 1 text" in pages[0].replace("\r\n", " ")
    assert "Vroeger" in pages[-1]
    assert all("41" in page for page in pages), "the lines have numbers"


def test_the_lines_and_their_numbers_stand_at_the_same_height(
    read_by_the_principal: bytes,
) -> None:
    page = pypdfium2.PdfDocument(read_by_the_principal)[3]
    texts = page.get_textpage()
    words: dict[str, float] = {}
    for place in range(texts.count_rects()):
        left, bottom, right, top = texts.get_rect(place)
        words[texts.get_text_bounded(left, bottom, right, top).strip()] = bottom
    numbers = [words[str(number)] for number in range(1, 42) if str(number) in words]
    assert len(numbers) > 30
    steps = [above - below for above, below in itertools.pairwise(numbers)]
    assert max(steps) - min(steps) < 1.5
    body = [
        bottom for text, bottom in words.items() if len(text) > 20 and bottom < max(numbers) + 4
    ]
    lines = [bottom for bottom in body if min(abs(bottom - number) for number in numbers) < 5]
    assert len(lines) > len(body) * 0.8


def dossier(root: Path, target: Path) -> None:
    """The archive of a school with one document whose name Windows refuses."""
    application = complete()
    (item,) = application.evidence_of(LEADERSHIP)
    path = f"evidence/{LEADERSHIP}/Con.PDF"
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"%PDF-1.7 report")
    named = replace(item, file=path)
    document = application.documents[item.file]
    application = replace(
        application.with_evidence(LEADERSHIP, (named,)), documents={path: document}
    )
    files = dossier_files(application, EDITION, b"%PDF-1.7", {"school.toml": b"a = 1\n"}, root)
    with target.open("wb") as stream:
        archive(files, JANUARY, stream)


def test_the_dossier_is_whole_alike_and_has_names_that_windows_takes(tmp_path: Path) -> None:
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    dossier(tmp_path, one)
    dossier(tmp_path, two)
    assert one.read_bytes() == two.read_bytes()
    with ZipFile(one) as found:
        assert found.testzip() is None
        names = found.namelist()
        assert names == [
            "application.pdf",
            "evidence/3-shared-leadership/document-con.pdf",
            "data/school.toml",
            MANIFEST,
        ]
        for line in found.read(MANIFEST).decode().splitlines():
            digest, _, name = line.partition("  ")
            assert sha256(found.read(name)).hexdigest() == digest
