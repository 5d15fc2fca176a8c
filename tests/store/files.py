"""Real files for tests: documents of every kind, and folders that do not let one write."""

import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

ROOT = Path(__file__).parents[2]
_NOBODY = 65534


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let a folder refuse to be written to; root too, who is somebody else meanwhile."""
    mode = folder.stat().st_mode
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    folder.chmod(0o555)
    if is_root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(mode)


def python(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start a Python of our own that can import the program, with pipes to talk to it."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def a_picture(
    form: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: object
) -> bytes:
    """A picture with a red left half and a blue right half, so that one sees how it is turned."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    if form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    out = BytesIO()
    image.convert(mode).save(out, form, **options)
    return out.getvalue()


def a_noisy_picture(form: str, size: tuple[int, int], **options: object) -> bytes:
    """A picture that no format makes small."""
    out = BytesIO()
    Image.effect_noise(size, 100).convert("RGB").save(out, form, **options)
    return out.getvalue()


def a_png_that_says(width: int, height: int) -> bytes:
    """A PNG whose header promises so many pixels, of which none is there."""

    def chunk(name: bytes, payload: bytes) -> bytes:
        checked = name + payload
        return struct.pack(">I", len(payload)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def a_pdf(pages: int = 1, *, password: str = "", owner: str = "") -> bytes:
    """A PDF of empty pages, with a password to open it or an owner's one only."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    out = BytesIO()
    locked = (
        pikepdf.Encryption(user=password, owner=owner or password) if password or owner else None
    )
    document.save(out, encryption=locked or False)
    return out.getvalue()


def a_zip(*names: str, first: str = "") -> bytes:
    """A zip file with members of these names; `first`: what stands in the first one."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, first if name == names[0] else "x")
    return out.getvalue()


A_DOCX = a_zip("[Content_Types].xml", "_rels/.rels", "word/document.xml")
AN_ODT = a_zip("mimetype", "content.xml", first="application/vnd.oasis.opendocument.text")
AN_MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100
A_MOV = b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 100
A_LOCKED_DOCX = (
    bytes.fromhex("d0cf11e0a1b11ae1")
    + b"\0" * 600
    + "EncryptedPackage".encode("utf-16-le")
    + b"\0" * 600
)
A_WEB_PAGE = b"\xef\xbb\xbf \n<!-- a --><!DOCTYPE html><html><body>Meld je aan</body></html>"
