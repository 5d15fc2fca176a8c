"""A program by itself: joins a step's documents into one PDF, no larger than a limit.

It runs in a process of its own, because it opens what strangers sent: bytes, pixels, pages and
memory are bounded. It imports nothing of ours. Nothing that could start a program or run a script
comes along from a document: of its annotations only links to web pages stay.

    python -I merge.py < {"root": FOLDER, "limit": BYTES, "covers": BASE64, "number": STEP,
                          "documents": [{"path": ..., "kind": ..., "sha256": ..., "title": ...}]}

Standard output: the PDF. One that would be too large is made anew with smaller pictures, up to four
times; the last one counts, whatever its size.
"""

import hashlib
import io
import json
import os
import stat
import sys
import warnings
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from typing import Any

PIXEL_LIMIT = 50_000_000
BYTE_LIMIT = 10_000_000
PAGE_LIMIT = 300
"""Pages of one document."""
MEMORY_LIMIT = 1_500_000_000
A4 = (595.0, 842.0)
EDGE = 36.0
"""Points of white around a photograph."""
TRIES: tuple[tuple[int, int, bool], ...] = (
    (200, 85, False),
    (150, 75, False),
    (110, 65, True),
    (80, 55, True),
)
"""(dots an inch, JPEG quality, whether pages become pictures too): the best first."""


def bound_memory() -> None:
    """Let a document that would eat all memory fail by itself, where the system can."""
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


def _page_of(picture: Any, size: tuple[float, float], edge: float, quality: int) -> bytes:  # noqa: ANN401 - Pillow's, which is not imported here
    """A PDF of one page that shows a picture."""
    import pikepdf

    body = io.BytesIO()
    picture.save(body, "JPEG", quality=quality, optimize=True)
    room = (size[0] - 2 * edge, size[1] - 2 * edge)
    scale = min(room[0] / picture.width, room[1] / picture.height)
    width, height = picture.width * scale, picture.height * scale
    left, below = (size[0] - width) / 2, (size[1] - height) / 2
    with pikepdf.Pdf.new() as made:
        page = made.add_blank_page(page_size=size)
        image = made.make_stream(
            body.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=picture.width,
            Height=picture.height,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
        drawn = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {below:.2f} cm /P Do Q"
        page.Contents = made.make_stream(drawn.encode("ascii"))
        out = io.BytesIO()
        made.save(out, deterministic_id=True)
    return out.getvalue()


def _photo(data: bytes, dots: int, quality: int) -> bytes:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as source:
        if source.width * source.height > PIXEL_LIMIT:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(source)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            layered = upright.convert("RGBA")
            upright = Image.new("RGB", layered.size, "white")
            upright.paste(layered, mask=layered.getchannel("A"))
        small = upright.convert("RGB")
    size = A4 if small.height >= small.width else (A4[1], A4[0])
    small.thumbnail((int(size[0] / 72 * dots), int(size[1] / 72 * dots)), Image.Resampling.LANCZOS)
    return _page_of(small, size, EDGE, quality)


def _as_pictures(data: bytes, dots: int, quality: int) -> "list[bytes]":
    import pypdfium2

    pages: list[bytes] = []
    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), PAGE_LIMIT)):
            page = document[number]
            width, height = page.get_size()
            scale = min(dots / 72, (PIXEL_LIMIT / 4 / max(width * height, 1)) ** 0.5)
            picture = page.render(scale=scale).to_pil().convert("RGB")
            pages.append(_page_of(picture, (width, height), 0, quality))
    return pages


def _harmless(page: Any) -> None:  # noqa: ANN401 - pikepdf's, which is not imported here
    """Take from a page what does more than show: actions, scripts, forms, attachments."""
    import pikepdf

    for name in ("/AA", "/Metadata", "/B", "/StructParents"):
        if name in page.obj:
            del page.obj[name]
    if "/Annots" not in page.obj:
        return
    kept = []
    for note in page.obj.Annots:
        action = note.get("/A", {})
        address = str(action.get("/URI", "")) if action.get("/S", "") == "/URI" else ""
        if note.get("/Subtype", "") == "/Link" and address.startswith(("http", "mailto:")):
            for name in ("/AA", "/PA"):
                if name in note:
                    del note[name]
            kept.append(note)
    page.obj.Annots = pikepdf.Array(kept)


def _parts(document: dict[str, str], data: bytes, how: tuple[int, int, bool]) -> list[bytes]:
    """PDFs that hold the pages of a document, one after another."""
    dots, quality, flat = how
    if document["kind"] != "pdf":
        return [_photo(data, dots, quality)]
    return _as_pictures(data, dots, quality) if flat else [data]


def joined(job: dict[str, Any], how: tuple[int, int, bool]) -> bytes:
    """The step's file, made in one of the ways of `TRIES`."""
    import pikepdf

    # All that a broken document can raise in two libraries written in C; it is left out.
    broken = (
        OSError,
        ValueError,
        RuntimeError,
        SyntaxError,
        MemoryError,
        ArithmeticError,
        TypeError,
        AttributeError,
        KeyError,
        pikepdf.PdfError,
    )
    with pikepdf.Pdf.new() as made, pikepdf.open(io.BytesIO(job["covers"])) as covers:
        for page in _cover_of(covers, str(job["number"])):
            made.pages.append(page)
        marks = []
        for document in job["documents"]:
            data = read(Path(job["root"]) / document["path"], document["sha256"])
            if data is None:
                continue
            first = len(made.pages)
            with suppress(*broken):
                for part in _parts(document, data, how):
                    with pikepdf.open(io.BytesIO(part)) as source:
                        for page in list(source.pages)[:PAGE_LIMIT]:
                            _harmless(page)
                            made.pages.append(page)
            if len(made.pages) > first:
                marks.append((document["title"], first))
        with made.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, at) for title, at in marks)
        out = io.BytesIO()
        made.remove_unreferenced_resources()
        made.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _cover_of(covers: Any, number: str) -> list[Any]:  # noqa: ANN401 - pikepdf's, as above
    """The pages of one step's cover: from its bookmark to the next one."""
    pages = {page.obj.objgen: place for place, page in enumerate(covers.pages)}
    with covers.open_outline() as outline:
        starts = [
            (item.title, pages[item.destination[0].objgen])
            for item in outline.root
            if item.destination is not None
        ]
    found = next((place for place, (title, _) in enumerate(starts) if title == number), None)
    if found is None:
        return []
    end = starts[found + 1][1] if found + 1 < len(starts) else len(covers.pages)
    return list(covers.pages)[starts[found][1] : end]


def main() -> int:
    """Answer standard input."""
    bound_memory()
    warnings.simplefilter("ignore")
    job = json.load(sys.stdin.buffer)
    job["covers"] = b64decode(job["covers"])
    data = b""
    for how in TRIES:
        data = joined(job, how)
        if len(data) <= job["limit"]:
            break
    sys.stdout.buffer.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
