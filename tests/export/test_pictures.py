"""Pictures of documents: small, upright, and only of what can be trusted."""

import hashlib
import io
import os
import zlib
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pikepdf
import pytest
from PIL import Image

from export.page import Picture
from export.pictures import pictures_of
from export.shrink import NEXT_BOX, PHOTO_BOX, SHEET_BOX
from model.application import Application, Document, Kind, Soundness
from tests.export.help import run


def an_image(size: tuple[int, int], form: str, **options: object) -> bytes:
    target = io.BytesIO()
    mode = "RGBA" if form == "PNG" else "RGB"
    Image.linear_gradient("L").resize(size).convert(mode).save(target, form, **options)
    return target.getvalue()


def a_pdf(width: float = 595, height: float = 842) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(width, height))
        document.add_blank_page(page_size=(width, height))
        document.save(target)
    return target.getvalue()


def shown(folder: Path, data: bytes, kind: Kind, **changes: object) -> tuple[Picture, ...]:
    """The pictures of one document, as an application names it."""
    path = "evidence/esafety/document"
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() and not target.is_symlink():
        target.write_bytes(data)
    document = Document(bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), kind=kind)
    document = replace(document, **changes)  # type: ignore[arg-type] # the tests' own names
    application = Application(documents=MappingProxyType({path: document}))
    return pictures_of(application, folder, run).get(path, ())


def test_a_photograph_is_made_small(tmp_path: Path) -> None:
    target = io.BytesIO()
    Image.effect_noise((4000, 3000), 60).save(target, "JPEG")
    (picture,) = shown(tmp_path, target.getvalue(), Kind.JPG)
    assert (picture.mime, picture.page) == ("image/jpeg", None)
    assert (picture.width, picture.height) == (756, 567)
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size == (picture.width, picture.height)
    assert picture.width <= PHOTO_BOX[0]
    assert picture.height <= PHOTO_BOX[1]


def test_a_photograph_that_lies_on_its_side_stands_up(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif[0x010F] = "Camera"
    (picture,) = shown(tmp_path, an_image((400, 200), "JPEG", exif=exif), Kind.JPG)
    assert (picture.width, picture.height) == (200, 400)
    assert b"Camera" not in picture.data


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    target = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(target, "PNG")
    (picture,) = shown(tmp_path, target.getvalue(), Kind.PNG)
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.convert("RGB").getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(595, 842), (842, 595), (14000, 20), (3, 3)])
def test_a_pdf_shows_its_first_pages(tmp_path: Path, size: tuple[float, float]) -> None:
    pictures = shown(tmp_path, a_pdf(*size), Kind.PDF)
    assert [picture.page for picture in pictures] == [1, 2]
    for picture, box in zip(pictures, (SHEET_BOX, NEXT_BOX), strict=True):
        assert picture.width <= box[0] + 1
        assert picture.height <= box[1] + 1


def test_of_a_long_pdf_three_pages_are_shown(tmp_path: Path) -> None:
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(40):
            document.add_blank_page()
        document.save(target)
    pictures = shown(tmp_path, target.getvalue(), Kind.PDF)
    assert [picture.page for picture in pictures] == [1, 2, 3]


def a_bomb() -> bytes:
    """A PNG of 400 bytes that says it has 900 million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + name + body + check

    header = (30000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    body = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (a_bomb(), Kind.PNG),
        (an_image((50, 50), "JPEG")[:200], Kind.JPG),
        (b"GIF89a" + bytes(50), Kind.JPG),
        (b"%PDF-1.7\nnothing", Kind.PDF),
        (b"", Kind.PDF),
    ],
    ids=["bomb", "half", "another-kind", "broken-pdf", "empty"],
)
def test_what_can_not_be_shown_is_left_out(tmp_path: Path, data: bytes, kind: Kind) -> None:
    assert shown(tmp_path, data, kind) == ()


def test_only_what_the_application_knows_is_shown(tmp_path: Path) -> None:
    data = an_image((50, 50), "JPEG")
    assert shown(tmp_path, data, Kind.JPG, sha256=hashlib.sha256(b"").hexdigest()) == ()
    assert shown(tmp_path, data, Kind.JPG, sha256="") == ()
    assert shown(tmp_path, data, Kind.JPG, soundness=Soundness.DAMAGED) == ()
    assert shown(tmp_path, data, Kind.OFFICE) == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files on this system")
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    data = an_image((50, 50), "JPEG")
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(data)
    place = tmp_path / "school/evidence/esafety/document"
    place.parent.mkdir(parents=True)
    place.symlink_to(outside)
    assert shown(tmp_path / "school", data, Kind.JPG) == ()
    place.unlink()
    os.mkfifo(place)
    assert shown(tmp_path / "school", data, Kind.JPG) == ()
