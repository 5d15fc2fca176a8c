"""A program by itself: makes pictures of documents, small enough for a page.

It runs in a process of its own, because it opens what strangers sent: pixels, pages and memory are
bounded, and a document that does harm harms only this process. It imports nothing of ours.

    python -I shrink.py < {"root": FOLDER, "documents": [{"path": ..., "kind": ..., "sha256": ...}]}

A photograph gives one picture, a PDF one of each of its first pages, 150 dots an inch at most.
Only a plain file whose hash is the one given is looked at. Standard output, for each picture: a
line of JSON (path, mime, width, height, page, bytes), then so many bytes. What can't be shown is
passed over. Standard error: a line `picture N TOTAL` before each document.
"""

import hashlib
import io
import json
import os
import stat
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

DOTS = 150
"""Dots an inch."""
PHOTO_BOX = (980, 567)
"""166 x 96 mm at 150 dots an inch: two photographs on a page."""
SHEET_BOX = (980, 1210)
"""166 x 205 mm: a whole sheet, still readable."""
NEXT_BOX = (478, 600)
"""81 x 102 mm, for the pages after the first: two beside each other."""
PAGES = 3
"""So many pages of a PDF are shown."""
SPARE = 1.25
"""How much larger than needed a photograph is decoded, so that it stays sharp when it is fitted."""
PIXEL_LIMIT = 50_000_000
BYTE_LIMIT = 10_000_000
MEMORY_LIMIT = 1_000_000_000
QUALITY = 80
COLOURS = 32
"""Enough for a sheet of text, and its letters stay sharp."""


def bound_memory() -> None:
    """Let a picture that would eat all memory fail by itself, where the system can."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such module
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def read(path: Path, sha256: str) -> bytes | None:
    """The bytes of a plain file that has this hash; None for anything else."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return None
    with open(descriptor, "rb") as file:  # noqa: PTH123 - it is a descriptor
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > BYTE_LIMIT:
            return None
        data = file.read(BYTE_LIMIT + 1)
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def photo(data: bytes) -> "Image | None":
    """A photograph, upright, on white, within its box; for a broken one raises as Pillow does."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as source:
        if source.width * source.height > PIXEL_LIMIT:
            return None
        # JPEG can be decoded small. A camera's picture may lie on its side, and is turned later.
        wide, high = max(source.size), min(source.size)
        scale = SPARE * min(PHOTO_BOX[0] / wide, PHOTO_BOX[1] / high)
        source.draft("RGB", (round(source.width * scale), round(source.height * scale)))
        upright = ImageOps.exif_transpose(source)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            layered = upright.convert("RGBA")
            upright = Image.new("RGB", layered.size, "white")
            upright.paste(layered, mask=layered.getchannel("A"))
        small = upright.convert("RGB")
    small.thumbnail(PHOTO_BOX, Image.Resampling.LANCZOS)
    return small


def sheets(data: bytes) -> "Iterator[Image]":
    """The first pages of a PDF, each within its box; for a broken one raises as pypdfium2 does."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), PAGES)):
            page = document[number]
            width, height = page.get_size()
            if width <= 0 or height <= 0:
                return
            box = NEXT_BOX if number else SHEET_BOX
            scale = min(box[0] / width, box[1] / height, DOTS / 72 * 2)
            yield page.render(scale=scale).to_pil().convert("RGB")


def mostly_of_one_shade(picture: "Image") -> bool:
    """Whether half of it or more has one lightness, as paper has."""
    tones = picture.reduce(4).convert("L").histogram() if min(picture.size) > 8 else [1]
    shades = [sum(tones[start : start + 16]) for start in range(0, len(tones), 16)]
    return 2 * max(shades) >= sum(shades)


def encoded(picture: "Image") -> tuple[str, bytes]:
    """(mime, bytes), free of metadata: a sheet as PNG of few colours, a photograph as JPEG.

    Of what may be a sheet the sizes tell what it is: a PDF holds a PNG in twice its size.
    """
    jpeg, png = io.BytesIO(), io.BytesIO()
    picture.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    if not mostly_of_one_shade(picture):  # trying a photograph as PNG takes ten times as long
        return "image/jpeg", jpeg.getvalue()
    picture.quantize(COLOURS).save(png, "PNG", compress_level=7)
    if 2 * len(png.getvalue()) < len(jpeg.getvalue()):
        return "image/png", png.getvalue()
    return "image/jpeg", jpeg.getvalue()


def pictures_of(document: dict[str, str], root: Path) -> "Iterator[tuple[dict[str, Any], bytes]]":
    """The header and the bytes of each of a document's pictures; none where it can't be shown."""
    from PIL import Image

    data = read(root / document["path"], document["sha256"])
    if data is None:
        return
    is_pdf = document["kind"] == "pdf"
    # All that a broken document can raise in two libraries written in C; its picture is left out.
    broken = (OSError, ValueError, RuntimeError, SyntaxError, MemoryError, ArithmeticError)
    with suppress(*broken, Image.DecompressionBombError, Image.DecompressionBombWarning):
        made = sheets(data) if is_pdf else filter(None, [photo(data)])
        for number, picture in enumerate(made, start=1):
            mime, body = encoded(picture)
            header = {
                "path": document["path"],
                "mime": mime,
                "width": picture.width,
                "height": picture.height,
                "page": number if is_pdf else None,
                "bytes": len(body),
            }
            yield header, body


def main() -> int:
    """Answer standard input."""
    bound_memory()
    warnings.simplefilter("error")
    job = json.load(sys.stdin.buffer)
    for number, document in enumerate(job["documents"], start=1):
        sys.stderr.write(f"picture {number} {len(job['documents'])}\n")
        for header, body in pictures_of(document, Path(job["root"])):
            sys.stdout.buffer.write(json.dumps(header).encode("ascii") + b"\n" + body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
