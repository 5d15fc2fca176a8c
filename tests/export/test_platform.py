"""The page beside the browser: exact texts, ticks that stay, documents in order, no network."""

import io
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import pikepdf
import pytest
from PIL import Image

from export.files import plain, upload_names
from export.platform import platform_page
from export.platform_files import platform_files, to_html
from model.answer_check import joined_description
from model.application import Application, Declaration, Document, Evidence, Kind, Soundness
from model.edition import Edition
from tests.export.browser import Page, browser, chromium
from tests.export.help import ENGLISH, here
from tests.model.build import (
    EDITION,
    JANUARY,
    LEADERSHIP,
    a_document,
    a_link,
    complete,
    with_answer,
)

TRICKY = (
    '\n\n  Begint met witregels & eindigt ermee.\n"Aanhaling" <b>geen markup</b> </textarea>\n'
    "é e\u0301 🎉 👩‍🏫 مدرسة ħ ß\u00a0vaste spatie\ttab \u202egnirts\u202c $HOME `code` \\ \n\n"
)
STATEMENT = EDITION.step(LEADERSHIP).statements[0].id


def tricky() -> Application:
    """An application whose texts hold all that could be lost on the way to a clipboard."""
    return with_answer(
        complete(),
        LEADERSHIP,
        description=TRICKY,
        plan="x" * 2500,
        explanations=MappingProxyType({STATEMENT: "Zo doen we dat: 1 < 2."}),
    )


def page_of(application: Application) -> str:
    return to_html(platform_page(application, EDITION, ENGLISH, made_on=JANUARY))


@pytest.fixture
def shown(tmp_path: Path) -> "tuple[Path, Path]":
    """The page as a file, and a place for a browser's profile."""
    chromium()
    file = tmp_path / "platform" / "index.html"
    file.parent.mkdir()
    file.write_bytes(page_of(tricky()).encode("utf-8"))
    return file, tmp_path / "profile"


def copied(page: Page, box: str) -> str:
    """What stands on the clipboard after the button of a box."""
    page.value("navigator.clipboard.writeText('before')")
    page.click(f'button[data-copy="text-{LEADERSHIP}-{box}"]')
    said = (
        f"document.querySelector('button[data-copy=\"text-{LEADERSHIP}-{box}\"] + [role=status]')"
    )
    while not page.value(f"{said}.textContent"):
        pass
    return page.clipboard()


def test_in_a_browser_the_copy_button_gives_exactly_the_text_and_ticks_stay(
    shown: "tuple[Path, Path]",
) -> None:
    file, profile = shown
    answer = tricky().answers[LEADERSHIP]
    with browser(profile) as page:
        page.go(file)
        assert copied(page, "description") == joined_description(answer, EDITION.step(LEADERSHIP))
        assert TRICKY in copied(page, "description")
        assert copied(page, "plan") == "x" * 2500
        page.click(f"#tick-{LEADERSHIP}-plan")
        page.click(f"#tick-{LEADERSHIP}-{STATEMENT}")
        ticked = "[...document.querySelectorAll('input:checked')].map((box) => box.id).sort()"
        before = page.value(ticked)
        assert before == sorted([f"tick-{LEADERSHIP}-plan", f"tick-{LEADERSHIP}-{STATEMENT}"])
        page.reload()
        assert page.value(ticked) == before
        assert page.value("document.getElementById('done').textContent").startswith("2 / ")
        page.click(f"#tick-{LEADERSHIP}-plan")
        page.reload()
        assert page.value(ticked) == [f"tick-{LEADERSHIP}-{STATEMENT}"]
        assert [
            address for address in page.requested if not address.startswith(("file:", "data:"))
        ] == []


def test_the_page_lets_nothing_but_its_own_script_run() -> None:
    html = unescape(page_of(tricky()))
    assert html.count("<script") == 1
    assert "script-src 'sha256-" in html
    assert "connect-src" not in html, "nothing may be fetched: default-src is none"
    assert "&lt;/textarea&gt;" in page_of(tricky())


def test_each_box_of_the_form_is_there_and_what_is_too_long_is_said() -> None:
    application = with_answer(complete(), LEADERSHIP, plan="y" * 2501)
    page = platform_page(application, EDITION, ENGLISH, made_on=JANUARY)
    assert [step.number for step in page.steps] == list(range(1, 10))
    boxes = {box.id: box for step in page.steps for box in step.boxes}
    assert len(boxes) == 11
    assert not boxes[f"{LEADERSHIP}-plan"].fits
    assert "too long" in boxes[f"{LEADERSHIP}-plan"].count


def test_documents_are_named_by_step_and_place_in_plain_letters() -> None:
    names = list(upload_names(complete(), EDITION).values())
    assert names[0] == "2-1-verslag.pdf"
    assert names[1] == "3-1-verslag.pdf"
    many = tuple(a_document(LEADERSHIP, f"foto{n}") for n in range(12))
    names = list(upload_names(complete().with_evidence(LEADERSHIP, many), EDITION).values())[1:13]
    assert names == sorted(names), "a list of files keeps the order"
    assert names[0] == "3-01-foto0.pdf"
    assert plain("Été 2022: Ça va?.PDF") == "t-2022-a-va.pdf"
    assert plain("CON.pdf") == "document-con.pdf"


def a_photo(size: tuple[int, int]) -> bytes:
    """A photograph that does not shrink well."""
    target = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(target, "JPEG", quality=95)
    return target.getvalue()


def a_pdf(*, script: bool = False) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page()
        links = [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://school.example/"),
            ),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
            ),
        ]
        if script:
            page.Annots = document.make_indirect(pikepdf.Array(links))
            page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))
        document.save(target)
    return target.getvalue()


def with_files(folder: Path, *files: tuple[str, Kind, bytes]) -> Application:
    """A school with these documents in step 3, and a link."""
    from hashlib import sha256

    items, known = [], {}
    for name, kind, data in files:
        path = f"evidence/{LEADERSHIP}/{name}"
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        digest = sha256(data).hexdigest()
        items.append(Evidence(id=name, title=f"Titel {name}", file=path, sha256=digest))
        known[path] = Document(bytes=len(data), sha256=digest, kind=kind, soundness=Soundness.SOUND)
    application = replace(
        complete(),
        documents=MappingProxyType(known),
        answers=MappingProxyType({LEADERSHIP: complete().answers[LEADERSHIP]}),
        declaration=Declaration(),
    )
    return application.with_evidence(LEADERSHIP, (*items, a_link(LEADERSHIP)))


def made(application: Application, root: Path, edition: Edition = EDITION) -> dict[str, bytes]:
    """Name to bytes of the folder for the platform."""
    files = platform_files(application, edition, ENGLISH, root, here, made_on=JANUARY)
    return {file.name: file.read() for file in files}


@pytest.mark.usefixtures("pango")
def test_all_documents_of_a_step_are_joined_behind_a_cover_with_links(tmp_path: Path) -> None:
    photo, paper = a_photo((400, 300)), a_pdf(script=True)
    application = with_files(
        tmp_path, ("a.jpg", Kind.JPG, photo), ("b.pdf", Kind.PDF, paper), ("c.pdf", Kind.PDF, b"x")
    )
    files = made(application, tmp_path)
    assert {"index.html", "3-1-a.jpg", "3-2-b.pdf", "3-3-c.pdf", "3-evidence.pdf"} <= set(files)
    assert files["3-1-a.jpg"] == photo
    with pikepdf.open(io.BytesIO(files["3-evidence.pdf"])) as joined:
        assert len(joined.pages) == 3
        notes = cast("Any", joined.pages[0].Annots)
        assert {str(note.A.URI) for note in notes} == {"https://school.example/nieuws"}
        assert len(joined.pages[2].Annots) == 1, "a link stays, a script goes"
        with joined.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Titel a.jpg", "Titel b.pdf"]
    assert b"JavaScript" not in files["3-evidence.pdf"]
    assert b"Launch" not in files["3-evidence.pdf"]
    assert files == made(application, tmp_path), "the same files again"


@pytest.mark.long
@pytest.mark.usefixtures("pango")
def test_what_is_too_large_for_the_platform_is_made_smaller(tmp_path: Path) -> None:
    photos = [(f"{n}.jpg", Kind.JPG, a_photo((1500, 1100))) for n in range(2)]
    strict = replace(EDITION, document_limit=1_000_000)
    assert sum(len(data) for _, _, data in photos) > strict.document_limit
    files = made(with_files(tmp_path, *photos), tmp_path, strict)
    assert len(files["3-evidence.pdf"]) <= strict.document_limit
