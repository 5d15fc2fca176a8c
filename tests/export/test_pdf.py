"""The PDF: tagged, reproducible, free of the outside world."""

import io
import runpy
import socket
import subprocess
import threading
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from export.html import to_html
from export.page import ApplicationPage, Picture
from export.pango import COMMANDS, WINDOWS, install_command
from export.pdf import COMMAND, NotRendered, PangoMissing, to_pdf
from tests.export.help import HISTORY, faults, here, page_of, run, text_of, with_words
from tests.export.test_html import HOSTILE
from tests.model.build import LEADERSHIP, complete, with_answer

ROOT = Path(__file__).resolve().parents[2]


def picture() -> Picture:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(target, "PNG")
    return Picture(target.getvalue(), "image/png", 40, 30)


def a_page() -> ApplicationPage:
    application = with_answer(complete(), LEADERSHIP, plan="")
    path = application.evidence_of(LEADERSHIP)[0].file
    return page_of(application, language="nl", history=HISTORY, pictures={path: (picture(),)})


@pytest.fixture(scope="module")
def pdf(pango: None) -> bytes:  # noqa: ARG001 - asked for what it does
    return to_pdf(a_page(), here)


def texts(data: bytes) -> str:
    return "\n".join(text_of(data))


def test_it_keeps_the_rules_of_pdf_ua(pdf: bytes) -> None:
    assert faults(pdf) == set()


def test_it_is_a_tagged_document_with_language_title_and_bookmarks(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "nl"
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert str(metadata["dc:title"]).startswith("GO! Atheneum Voorbeeldstad")
        with document.open_outline() as outline:
            steps = [str(item.title) for item in outline.root]
        assert [title[:2] for title in steps[1:9]] == [f"{number} " for number in range(1, 9)]


def structure(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found: list[pikepdf.Dictionary] = []
    waiting: list[pikepdf.Object] = [document.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(node)
            if "/K" in node:
                waiting.append(node.K)
    return found


def test_headings_tables_lists_and_figures_are_marked_as_such(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        nodes = structure(document)
        kinds = {str(node.S) for node in nodes}
        assert {"/H1", "/H2", "/H3", "/H4", "/P", "/Table", "/TH", "/TD", "/Figure"} <= kinds
        figures = [node for node in nodes if str(node.S) == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["3-1 verslag shared-leadership"]


def test_every_font_is_embedded_and_ours(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [node for node in document.objects if isinstance(node, pikepdf.Dictionary)]
        fonts = [
            node for node in fonts if node.get("/Type") == "/Font" and "/FontDescriptor" in node
        ]
        assert fonts
        for font in fonts:
            assert {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
            assert "Labelmap" in str(font.BaseFont)


def test_contents_lead_to_their_pages_and_links_outside_are_of_the_web(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = [
            note
            for page in document.pages
            for note in page.get("/Annots", [])
            if note.Subtype == "/Link"
        ]
        inside = [note for note in links if "/Dest" in note]
        outside = [str(note.A.URI) for note in links if "/A" in note]
        assert len(inside) > 8
        assert outside
        assert all(uri.startswith(("https://", "mailto:")) for uri in outside)


@pytest.mark.long
def test_the_same_page_gives_the_same_bytes_in_any_process(pdf: bytes) -> None:
    assert to_pdf(a_page(), run) == pdf


def test_what_is_missing_and_how_it_came_about_can_be_read(pdf: bytes) -> None:
    text = " ".join(texts(pdf).split())
    assert "Nothing written yet." in text
    assert "How this application came about" in text
    assert "3f2a9c1" in text
    assert "2 of" in text


@pytest.mark.usefixtures("pango")
def test_hostile_words_are_printed_and_fetch_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        calls: list[object] = []
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    calls.append(server.accept())
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            words = f"{HOSTILE} http://127.0.0.1:{port}/x url(http://127.0.0.1:{port}/y)"
            text = texts(to_pdf(page_of(with_words(complete(), words)), here))
            # The renderer itself, given a page that does ask for things.
            secret = ROOT / "LICENSE"
            page = (
                f"<html lang=nl><title>x</title><link rel=stylesheet href=http://127.0.0.1:{port}/a>"
                f"<img alt=x src=http://127.0.0.1:{port}/b><img alt=x src={secret.as_uri()}>"
                f"<link rel=attachment href={secret.as_uri()}><p>blijft"
            )
            result = run(COMMAND, stdin=b"0\n" + page.encode(), timeout=60)
        finally:
            stop.set()
            listener.join()
    assert calls == []
    assert "<script>alert(1)</script>" in " ".join(text.split())
    assert result.returncode == 0
    assert "blijft" in texts(result.stdout)
    with pikepdf.open(io.BytesIO(result.stdout)) as document:
        assert not document.attachments


def answering(
    code: int, stdout: bytes = b"", stderr: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.CompletedProcess([], code, stdout, stderr)


def test_a_missing_pango_names_the_command_that_installs_it() -> None:
    with pytest.raises(PangoMissing) as failure:
        to_pdf(a_page(), lambda *_, **__: answering(3))
    assert failure.value.kind == "environment"
    assert install_command() in str(failure.value.fix)


def test_a_renderer_that_breaks_down_says_why() -> None:
    with pytest.raises(NotRendered) as failure:
        to_pdf(
            a_page(), lambda *_, **__: answering(1, b"", b"progress 1 x\nMemoryError\nprogress 2")
        )
    assert "MemoryError" in str(failure.value.message)
    with pytest.raises(NotRendered):
        to_pdf(a_page(), lambda *_, **__: answering(0, b"half a file"))


def test_the_commands_are_those_of_the_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    before = runpy.run_path(str(ROOT / "bin/system_libraries.py"))
    found = {manager: for_pango for manager, (for_pango, _) in before["COMMANDS"].items()}
    assert found == dict(COMMANDS)
    assert before["WINDOWS"][0] == WINDOWS


def test_the_page_that_is_printed_is_the_one_on_the_screen() -> None:
    page = replace(a_page(), school="Eén school")
    screen, paper = to_html(page), to_html(page, for_paper=True)
    assert screen[screen.index("<body>") :] == paper[paper.index("<body>") :]
