"""What a document is by its first bytes, and whether it opens."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFile

from model.application import Kind, Soundness
from store.kinds import HEAD, name_of, sniff
from store.pictures import TooManyPixels
from store.soundness import Health, examine, look
from tests.store.files import (
    A_DOCX,
    A_LOCKED_DOCX,
    A_MOV,
    A_WEB_PAGE,
    AN_MP4,
    AN_ODT,
    ROOT,
    a_noisy_picture,
    a_pdf,
    a_picture,
    a_png_that_says,
    a_zip,
)

SAMPLES = {
    "pdf": (a_pdf(), Kind.PDF, "pdf"),
    "pdf after a line": (b"\n\n" + a_pdf(), Kind.PDF, "pdf"),
    "jpg": (a_picture("JPEG"), Kind.JPG, "jpg"),
    "two pictures in one jpg": (a_picture("MPO"), Kind.JPG, "jpg"),
    "png": (a_picture("PNG"), Kind.PNG, "png"),
    "gif": (a_picture("GIF"), Kind.IMAGE, "gif"),
    "bmp": (a_picture("BMP"), Kind.IMAGE, "bmp"),
    "tiff": (a_picture("TIFF"), Kind.IMAGE, "tiff"),
    "webp": (a_picture("WEBP"), Kind.IMAGE, "webp"),
    "heic": (a_picture("HEIF"), Kind.IMAGE, "heic"),
    "docx": (A_DOCX, Kind.OFFICE, "docx"),
    "pptx": (a_zip("[Content_Types].xml", "ppt/presentation.xml"), Kind.OFFICE, "pptx"),
    "xlsx": (a_zip("[Content_Types].xml", "xl/workbook.xml"), Kind.OFFICE, "xlsx"),
    "odt": (AN_ODT, Kind.OFFICE, "odt"),
    "doc": (A_LOCKED_DOCX, Kind.OFFICE, "doc"),
    "rtf": (b"{\\rtf1 x}", Kind.OFFICE, "rtf"),
    "mp4": (AN_MP4, Kind.VIDEO, "mp4"),
    "mov": (A_MOV, Kind.VIDEO, "mov"),
    "web page": (A_WEB_PAGE, Kind.HTML, "html"),
    "web page in UTF-16": ("\ufeff<html>x".encode("utf-16-le"), Kind.HTML, "html"),
    "xhtml": (b'<?xml version="1.0"?>\n<html xmlns="x"/>', Kind.HTML, "html"),
    "zip": (a_zip("a.txt"), Kind.OTHER, ""),
    "program": (b"MZ\x90\0" + b"\0" * 100, Kind.OTHER, ""),
    "text": (b"Beste ouders,\nBM is geen plaatje.", Kind.OTHER, ""),
    "sound": (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", Kind.OTHER, ""),
    "drawing": (b'<svg xmlns="x"></svg>', Kind.OTHER, ""),
    "nothing": (b"", Kind.OTHER, ""),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_kind_is_told_by_the_content(name: str) -> None:
    data, kind, suffix = SAMPLES[name]
    sniffed = sniff(data[:HEAD])
    assert sniffed.kind is kind
    assert (sniffed.suffixes or ("",))[0] == suffix


@pytest.mark.parametrize(
    ("data", "name"),
    [(SAMPLES["zip"][0], "zip"), (SAMPLES["program"][0], "exe"), (b"Beste ouders", "")],
)
def test_what_the_form_never_takes_has_a_name_too(data: bytes, name: str) -> None:
    assert name_of(data) == name


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"RIFF", b"BM", b"PK\3\4", b"\0\0\0\x18ftyp"])
)
def test_no_bytes_make_it_raise(data: bytes, start: bytes) -> None:
    assert sniff(start + data).kind in Kind


SOUND = [
    "pdf",
    "pdf after a line",
    "jpg",
    "two pictures in one jpg",
    "png",
    "docx",
    "odt",
    "rtf",
    "mp4",
]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_document_is_sound_at_both_depths(name: str) -> None:
    data, kind, _ = SAMPLES[name]
    assert look(data, kind).soundness is Soundness.SOUND
    assert examine(data, kind).soundness is Soundness.SOUND


@pytest.mark.parametrize("name", ["pdf", "jpg", "png", "docx", "odt"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_half_a_document_is_damaged_at_both_depths(
    name: str, part: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, kind, _ = SAMPLES[name]
    half = data[: int(len(data) * part)]
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    assert look(half, kind).soundness is Soundness.DAMAGED
    assert examine(half, kind).soundness is Soundness.DAMAGED


@pytest.mark.parametrize("form", ["HEIF", "WEBP", "TIFF", "GIF"])
def test_half_a_picture_of_another_kind_is_damaged(form: str) -> None:
    data = a_noisy_picture(form, (200, 200))
    assert examine(data, Kind.IMAGE).soundness is Soundness.SOUND
    assert examine(data[: len(data) // 2], Kind.IMAGE).soundness is Soundness.DAMAGED


def test_nothing_is_empty() -> None:
    for kind in Kind:
        assert look(b"", kind).soundness is Soundness.EMPTY
        assert examine(b"", kind).soundness is Soundness.EMPTY


@pytest.mark.parametrize("depth", [look, examine])
def test_a_password_is_told_apart_from_damage(depth: object) -> None:
    assert callable(depth)
    assert depth(a_pdf(password="geheim"), Kind.PDF).soundness is Soundness.LOCKED  # noqa: S106 - a test's own
    assert depth(A_LOCKED_DOCX, Kind.OFFICE).soundness is Soundness.LOCKED
    # Anybody can open it; only changing it takes the owner's password.
    assert depth(a_pdf(owner="geheim"), Kind.PDF) == Health(Soundness.SOUND, 1)


def test_a_pdf_that_readers_repair_is_sound_where_its_end_is_there() -> None:
    data = a_pdf(3)
    shifted = data.replace(b"startxref\n", b"startxref\n9", 1)
    assert examine(shifted, Kind.PDF) == Health(Soundness.SOUND, 3)
    assert examine(b"%PDF-1.7\n%%EOF\n", Kind.PDF).soundness is Soundness.DAMAGED


def test_the_pages_of_a_pdf_are_counted() -> None:
    assert examine(a_pdf(7), Kind.PDF).pages == 7


def test_a_picture_of_too_many_pixels_is_never_decoded() -> None:
    huge = a_png_that_says(10_000, 5_001)
    with pytest.raises(TooManyPixels, match="51 million") as told:
        examine(huge, Kind.PNG)
    assert told.value.kind == "no"
    assert look(huge, Kind.PNG).soundness is Soundness.SOUND
    assert look(huge[:-20], Kind.PNG).soundness is Soundness.DAMAGED
    for size in ((10_000, 10_000), (20_000, 20_000), (2**31 - 1, 2**31 - 1)):
        with pytest.raises(TooManyPixels):
            examine(a_png_that_says(*size), Kind.PNG)


def test_looking_at_sound_documents_imports_no_library() -> None:
    code = """
import sys
from pathlib import Path
from model.application import Kind
from store.soundness import look
for name, kind in (("pdf", Kind.PDF), ("jpg", Kind.JPG)):
    for path in Path("sample-school/evidence").rglob(f"*.{name}"):
        assert look(path.read_bytes(), kind).soundness == "sound", path
print([name for name in ("PIL", "pikepdf", "pillow_heif", "puremagic") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"
