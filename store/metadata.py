"""Take out of a photograph what it tells besides its picture: place, device, time, names.

The picture itself is not decoded: only whole segments (JPEG) and chunks (PNG) are left out, so no
quality is lost. What stays is what a viewer needs (size, colours, density); all else goes, known to
us or not. A library that strips would either write the picture anew (Pillow) or leave what it does
not know (piexif: EXIF alone).
"""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from model.messages import N_

REMOVED: Mapping[str, str] = MappingProxyType(
    {
        "location": N_("the place where it was taken"),
        "time": N_("when it was taken"),
        "device": N_("the device and its settings"),
        "author": N_("names of the maker or owner"),
        "comments": N_("comments and keywords"),
        "thumbnail": N_("a small copy of the picture"),
        "extra": N_("other data hidden in the picture"),
    }
)
"""Every name that a report may hold, in the order of a report, with an English text for people."""

_NOT_A_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_SOI = b"\xff\xd8"
_EOI = b"\xff\xd9"
_SOS, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP13, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""
_JFIF_FIXED = 12
"""Bytes of a JFIF segment before the size of its thumbnail."""

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP acTL fcTL fdAT".split()
)

_GPS, _EXIF, _THUMBNAIL, _ORIENTATION = 0x8825, 0x8769, 0x0201, 0x0112
_STRUCTURE = frozenset({_GPS, _EXIF, 0xA005, _ORIENTATION, 0x0201, 0x0202})
_TAGS = {
    "time": {0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292},
    "author": {0x013B, 0x8298, 0x9C9D, 0xA430},
    "comments": {0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F, 0xA420},
}
"""EXIF tags by what they tell; every other tag is the device's and its settings'."""


class BrokenPictureError(ValueError):
    """The file's structure is not that of such a picture."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """A picture without what hung on to it."""

    data: bytes
    removed: tuple[str, ...]
    """Keys of `REMOVED`, in its order."""
    orientation: int = 1
    """How the picture must be turned (EXIF's number, 1 to 8), as its metadata said."""


def strip_jpeg(data: bytes) -> Stripped:
    """A JPEG with its picture, colour profile and density only. Raises `BrokenPictureError`."""
    kept, told, orientation = [_SOI], set[str](), 1
    for marker, segment in _segments(data):
        payload = segment[4:]
        if marker == _COMMENT:
            told.add("comments")
        elif marker == _APP0 and payload.startswith(b"JFIF\0"):
            kept.append(b"\xff\xe0\0\x10" + payload[:_JFIF_FIXED] + b"\0\0")
            if len(payload) > _JFIF_FIXED + 2:
                told.add("thumbnail")
        elif (marker == _APP2 and payload.startswith(b"ICC_PROFILE\0")) or (
            marker == _APP14 and payload.startswith(b"Adobe")
        ):
            kept.append(segment)
        elif marker == _APP1 and payload.startswith(b"Exif\0"):
            tells, orientation = _read_exif(payload)
            told |= tells
        elif marker == _END:
            kept.append(_EOI)
            if segment[2:].strip(b"\0"):
                told.add("extra")
        elif _APP0 <= marker <= _APP15:
            told |= _tells(marker, payload)
        else:
            kept.append(segment)
    return Stripped(b"".join(kept), _in_order(told), orientation)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, bytes) of each segment; a scan has its data with it, the end all that follows it."""
    if not data.startswith(_SOI):
        raise BrokenPictureError
    at = len(_SOI)
    while True:
        while data[at : at + 2] == b"\xff\xff":  # fill bytes
            at += 1
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise BrokenPictureError
        marker = data[at + 1]
        if marker == _END:
            yield marker, data[at:]
            return
        end = at + 2
        if marker not in _BARE:
            end += int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SOS:
            following = _NOT_A_MARKER.search(data, end)
            if following is None:
                raise BrokenPictureError
            end = following.start()
        yield marker, data[at:end]
        at = end


def _tells(marker: int, payload: bytes) -> set[str]:
    """What an application's segment tells, by its usual content."""
    if marker == _APP1 and b"ns.adobe.com/xap" in payload[:40]:
        return _xmp_tells(payload)
    if marker == _APP13:
        return {"comments"}
    if payload.startswith(b"JFXX\0"):
        return {"thumbnail"}
    return {"extra"}


def _xmp_tells(payload: bytes) -> set[str]:
    tells = {"comments"}
    if b"GPSL" in payload:
        tells.add("location")
    return tells


def _read_exif(payload: bytes) -> tuple[set[str], int]:
    """What an EXIF block tells, and how the picture must be turned."""
    from PIL import Image
    from PIL.ExifTags import IFD

    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damage, which we look for ourselves
            exif.load(payload)
            tags = set(exif) | set(exif.get_ifd(_EXIF))
            has_place = bool(exif.get_ifd(_GPS)) or _GPS in tags
            has_thumbnail = _THUMBNAIL in exif.get_ifd(IFD.IFD1)
            orientation = exif.get(_ORIENTATION, 1)
    except (struct.error, ValueError, OSError, SyntaxError, KeyError, TypeError, IndexError):
        return {"device"}, 1
    told = {name for name, known in _TAGS.items() if tags & known}
    if tags - _STRUCTURE - set().union(*_TAGS.values()):
        told.add("device")
    if has_place:
        told.add("location")
    if has_thumbnail:
        told.add("thumbnail")
    return told, orientation if orientation in range(1, 9) else 1


def strip_png(data: bytes) -> Stripped:
    """A PNG with its picture, colours and density only. Raises `BrokenPictureError`."""
    if not data.startswith(_PNG_START):
        raise BrokenPictureError
    kept, told, orientation, at = [_PNG_START], set[str](), 1, len(_PNG_START)
    name = b""
    while name != b"IEND":
        size = int.from_bytes(data[at : at + 4], "big")
        name, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data):
            raise BrokenPictureError
        payload = data[at + 8 : end - 4]
        if zlib.crc32(name + payload) != int.from_bytes(data[end - 4 : end], "big"):
            raise BrokenPictureError
        if name in _PNG_KEPT:
            kept.append(data[at:end])
        elif name == b"eXIf":
            tells, orientation = _read_exif(payload)
            told |= tells
        elif name == b"tIME":
            told.add("time")
        elif name in {b"tEXt", b"zTXt", b"iTXt"}:
            told |= _xmp_tells(payload)
        else:
            told.add("extra")
        at = end
    if data[at:].strip(b"\0"):
        told.add("extra")
    return Stripped(b"".join(kept), _in_order(told), orientation)


def told_by_exif(block: bytes) -> tuple[str, ...]:
    """What the EXIF block of any picture tells: keys of `REMOVED`, in its order."""
    return _in_order(_read_exif(block)[0])


def _in_order(told: set[str]) -> tuple[str, ...]:
    return tuple(name for name in REMOVED if name in told)
