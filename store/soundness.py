"""Whether a document can be opened, and what stops it: damage, a password.

Two depths. `look` reads the ends of a file, as a truncated one lacks its end, and asks the
libraries only where something is odd: a folder of a hundred sound documents costs no import of
them. `examine` opens every document; it is for taking one in.
"""

from dataclasses import dataclass

from model.application import Kind, Soundness
from store.metadata import strip_png
from store.pictures import DAMAGE, TooManyPixels, decoded

_TAIL = 2048
_IEND = b"IEND\xaeB\x60\x82"
_OLE_START = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document with a password."""
_ZIP_END = b"PK\5\6"
_ZIP_END_WITHIN = 65_557


@dataclass(frozen=True, slots=True)
class Health:
    """What was found."""

    soundness: Soundness
    pages: int | None = None
    """Pages of a PDF, where it was opened."""


_SOUND = Health(Soundness.SOUND)
_DAMAGED = Health(Soundness.DAMAGED)
_LOCKED = Health(Soundness.LOCKED)


def look(data: bytes, kind: Kind) -> Health:
    """The health of a document by its ends; examined where they are not as they should be."""
    if not data:
        return Health(Soundness.EMPTY)
    whole = True
    if kind is Kind.PDF:
        tail = data[-_TAIL:]
        whole = b"startxref" in tail and b"%%EOF" in tail and b"/Encrypt" not in data
    elif kind is Kind.JPG:
        whole = data.rstrip(b"\0").endswith(b"\xff\xd9")
    elif kind is Kind.PNG:
        whole = data.endswith(_IEND)
    elif kind is Kind.IMAGE:
        return _SOUND  # the form takes none of them: evidence-wrong-type says so
    if whole and kind is not Kind.OFFICE:
        return _SOUND
    try:
        return examine(data, kind)
    except TooManyPixels:
        return _SOUND


def examine(data: bytes, kind: Kind) -> Health:
    """The health of a document after opening it. Raises `TooManyPixels` for a huge picture."""
    if not data:
        return Health(Soundness.EMPTY)
    if kind is Kind.PDF:
        return _pdf(data)
    if kind is Kind.OFFICE:
        return _office(data)
    if kind in {Kind.JPG, Kind.PNG, Kind.IMAGE}:
        return _picture(data, kind)
    return _SOUND


def _pdf(data: bytes) -> Health:
    """Opened strictly; one that opens only after repair is damaged where its end is missing."""
    from io import BytesIO

    from pikepdf import PasswordError, Pdf, PdfError

    for repair in (False, True):
        try:
            with Pdf.open(
                BytesIO(data), attempt_recovery=repair, suppress_warnings=True
            ) as document:
                pages = len(document.pages)
        except PasswordError:
            return _LOCKED
        except (PdfError, RuntimeError, ValueError, KeyError, IndexError):
            continue
        if pages and (not repair or b"%%EOF" in data[-_TAIL:]):
            return Health(Soundness.SOUND, pages)
    return _DAMAGED


def _office(data: bytes) -> Health:
    if data.startswith(_OLE_START):
        return _LOCKED if _ENCRYPTED_OFFICE in data else _SOUND
    if data.startswith(b"PK") and _ZIP_END not in data[-_ZIP_END_WITHIN:]:
        return _DAMAGED
    return _SOUND


def _picture(data: bytes, kind: Kind) -> Health:
    try:
        if kind is Kind.PNG:
            strip_png(data)  # Pillow reads one without an end
        with decoded(data, kind, rough=True):
            return _SOUND
    except DAMAGE:
        return _DAMAGED
