"""What a document is, by its first bytes, never by its name.

A table of our own rather than a library's guess: puremagic (tried, 1.30) ranks a HEIC photograph as
a film, every zip file as a Word document and a plain JPEG at 30 %; the form asks for a handful of
kinds, and for certainty. puremagic names what the table does not know (`name_of`), for the message
that refuses it. Source: F14, F16 (what the form takes).
"""

from dataclasses import dataclass

from model.application import Kind

HEAD = 4096
"""Bytes that `sniff` wants to see."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the first bytes say."""

    kind: Kind
    suffixes: tuple[str, ...]
    """Suffixes that such a file may have, the usual one first; empty where nothing is known."""

    def suffix_for(self, name: str) -> str:
        """The suffix for a file of this name: its own where it fits the content."""
        own = name.rpartition(".")[2].lower()
        if own in self.suffixes or not self.suffixes:
            return own if "." in name else ""
        return self.suffixes[0]


_PDF = Sniffed(Kind.PDF, ("pdf",))
_JPG = Sniffed(Kind.JPG, ("jpg", "jpeg"))
_PNG = Sniffed(Kind.PNG, ("png",))
_HTML = Sniffed(Kind.HTML, ("html", "htm", "xhtml"))
_OLE = Sniffed(Kind.OFFICE, ("doc", "xls", "ppt", "pub", "docx", "xlsx", "pptx"))
_MP4 = Sniffed(Kind.VIDEO, ("mp4", "m4v", "3gp"))
_MOV = Sniffed(Kind.VIDEO, ("mov", "qt"))
_HEIC = Sniffed(Kind.IMAGE, ("heic", "heif"))
_AVIF = Sniffed(Kind.IMAGE, ("avif",))
_OTHER = Sniffed(Kind.OTHER, ())

_STARTS = (
    (b"\xff\xd8\xff", _JPG),
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"GIF87a", Sniffed(Kind.IMAGE, ("gif",))),
    (b"GIF89a", Sniffed(Kind.IMAGE, ("gif",))),
    (b"II*\0", Sniffed(Kind.IMAGE, ("tiff", "tif"))),
    (b"MM\0*", Sniffed(Kind.IMAGE, ("tiff", "tif"))),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"{\\rtf", Sniffed(Kind.OFFICE, ("rtf", "doc"))),
    (b"\x1a\x45\xdf\xa3", Sniffed(Kind.VIDEO, ("webm", "mkv"))),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Sniffed(Kind.VIDEO, ("wmv", "asf"))),
    (b"\0\0\1\xba", Sniffed(Kind.VIDEO, ("mpg", "mpeg"))),
    (b"\0\0\1\xb3", Sniffed(Kind.VIDEO, ("mpg", "mpeg"))),
    (b"FLV\1", Sniffed(Kind.VIDEO, ("flv",))),
)
_ZIP = b"PK\3\4"
_ZIPPED = (
    (b"word/", Sniffed(Kind.OFFICE, ("docx", "docm", "dotx"))),
    (b"ppt/", Sniffed(Kind.OFFICE, ("pptx", "pptm", "ppsx"))),
    (b"xl/", Sniffed(Kind.OFFICE, ("xlsx", "xlsm"))),
    (b"[Content_Types].xml", Sniffed(Kind.OFFICE, ("docx", "pptx", "xlsx", "ppsx"))),
    (b"opendocument.text", Sniffed(Kind.OFFICE, ("odt", "ott"))),
    (b"opendocument.presentation", Sniffed(Kind.OFFICE, ("odp",))),
    (b"opendocument.spreadsheet", Sniffed(Kind.OFFICE, ("ods",))),
    (b"opendocument.graphics", Sniffed(Kind.OFFICE, ("odg",))),
    (b"Index/Document.iwa", Sniffed(Kind.OFFICE, ("pages", "key", "numbers"))),
)
"""What stands in the names of a zip file's first members."""
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"))
_AVIF_BRANDS = frozenset((b"avif", b"avis"))
_SOUND_BRANDS = frozenset((b"M4A ", b"M4B "))
_OLD_MOVIE = frozenset((b"moov", b"mdat", b"wide", b"free", b"skip"))
_HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title")
_BMP_HEADERS = frozenset((12, 40, 52, 56, 64, 108, 124))
_PDF_WITHIN = 1024
"""A PDF may have something before its header; readers look this far."""


def sniff(head: bytes) -> Sniffed:
    """What a file is whose first `HEAD` bytes (or all, where it has fewer) these are."""
    for start, sniffed in _STARTS:
        if head.startswith(start):
            return sniffed
    if head.startswith(_ZIP):
        return next((sniffed for mark, sniffed in _ZIPPED if mark in head), _OTHER)
    if _is_html(head):
        return _HTML
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return _PDF
    return _boxed(head) or _chunked(head) or _OTHER


def _boxed(head: bytes) -> Sniffed | None:
    """Files made of boxes, each with its size and a name of four letters: HEIC, AVIF, MP4, MOV."""
    name = head[4:8]
    if name in _OLD_MOVIE:
        return _MOV
    if name != b"ftyp":
        return None
    size = min(int.from_bytes(head[:4], "big"), HEAD)
    brand, others = head[8:12], {head[i : i + 4] for i in range(16, size, 4)}
    if brand in _AVIF_BRANDS or (brand in _HEIC_BRANDS and others & _AVIF_BRANDS):
        return _AVIF
    if brand in _HEIC_BRANDS:
        return _HEIC
    if brand in _SOUND_BRANDS:
        return None
    return _MOV if brand == b"qt  " else _MP4


def _chunked(head: bytes) -> Sniffed | None:
    """RIFF files, and BMP, whose two letters alone would prove little."""
    if head.startswith(b"RIFF"):
        if head[8:12] == b"WEBP":
            return Sniffed(Kind.IMAGE, ("webp",))
        if head[8:12] == b"AVI ":
            return Sniffed(Kind.VIDEO, ("avi",))
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return Sniffed(Kind.IMAGE, ("bmp",))
    return None


def _is_html(head: bytes) -> bool:
    """Whether it is a web page, such as a log-in page saved under a document's name."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    else:
        text = head.decode("utf-8", "replace")
    text = text.lstrip("\ufeff \t\r\n").lower()
    while text.startswith("<!--") and "-->" in text:
        text = text.partition("-->")[2].lstrip()
    return text.startswith(_HTML_STARTS) or (text.startswith("<?xml") and "<html" in text)


def name_of(head: bytes) -> str:
    """What puremagic calls a file that the form does not take: its usual suffix, or ""."""
    if head.startswith(_ZIP):
        return "zip"
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return str(found[0].extension).lstrip(".") if found else ""
