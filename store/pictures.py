"""Photographs as the form takes them: upright, small enough, and telling nothing but their picture.

What need not be decoded is not decoded; pixels are bounded before anything is. Source:
repository-format.md, last section (pixels 50 million); issue 2, part 3.
"""

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from model.application import Kind
from model.messages import N_, Failure
from store.metadata import BrokenPictureError, strip_jpeg, strip_png, told_by_exif

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

PIXELS = 50_000_000
_FORMATS = {
    Kind.JPG: ("JPEG",),
    Kind.PNG: ("PNG",),
    Kind.IMAGE: ("GIF", "BMP", "TIFF", "WEBP", "AVIF", "HEIF"),
}
"""What Pillow may take a file for: none of its many rarer readers ever sees one."""
_QUALITY = 90
_SMALLER_QUALITY = 85
_TRIES = 8
_DRAFT = 8
_SPACES = {b"RGB ": "RGB", b"GRAY": "L", b"CMYK": "CMYK"}
"""Colour space of a profile to the mode that it describes."""


DAMAGE = (OSError, ValueError, SyntaxError, EOFError, RuntimeError)
"""What Pillow and its plugins raise for a picture that can't be decoded."""


class TooManyPixels(Failure):
    """More pixels than are ever decoded."""

    kind = "no"
    text = N_("The picture has {millions} million pixels; at most {limit} million can be read.")
    remedy = N_("Make it smaller in another program.")


class DoesNotFit(Failure):
    """No smaller version of the picture fits the limit."""

    kind = "no"
    text = N_("The picture can't be made small enough.")
    remedy = N_("Make it smaller in another program.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made ready."""

    data: bytes
    kind: Kind
    removed: tuple[str, ...] = ()
    """Keys of `store.metadata.REMOVED`."""
    turned: bool = False
    """Whether it was turned upright."""
    resized: bool = False
    """Whether it was made smaller to fit."""


@contextmanager
def decoded(data: bytes, kind: Kind, *, rough: bool = False) -> "Iterator[Image]":
    """The decoded picture (its first frame). `rough`: an eighth of a JPEG's size, which is quick.

    Raises `TooManyPixels`, and for a damaged picture one of `DAMAGE`.
    """
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once imported, would have it otherwise
    if kind is Kind.IMAGE:
        import pillow_heif

        Image.init()
        pillow_heif.register_heif_opener(thumbnails=False)
    formats = [name for name in _FORMATS[kind] if name in Image.OPEN or kind is not Kind.IMAGE]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(data), formats=formats)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise TooManyPixels(millions=_UNCOUNTED, limit=PIXELS // 1_000_000) from None
        with image:
            pixels = image.width * image.height
            if pixels > PIXELS:
                millions = -(-pixels // 1_000_000)
                raise TooManyPixels(millions=millions, limit=PIXELS // 1_000_000)
            if rough:
                image.draft(None, (image.width // _DRAFT, image.height // _DRAFT))
            image.load()
            yield image


_UNCOUNTED = 90
"""Pillow refuses by itself from so many million pixels on, and does not say how many there are."""


def frames(data: bytes, kind: Kind) -> int:
    """How many pictures a file holds: pages of a scanned TIFF."""
    with decoded(data, kind) as image:
        return int(getattr(image, "n_frames", 1))


def cleaned(data: bytes, kind: Kind) -> Picture:
    """A JPEG or PNG upright and without metadata, decoded only where it must be turned.

    Raises as `decoded`.
    """
    stripped = strip_jpeg(data) if kind is Kind.JPG else strip_png(data)
    if stripped.orientation == 1:
        return Picture(stripped.data, kind, stripped.removed)
    with decoded(data, kind) as image:
        return Picture(_turned(image, kind), kind, stripped.removed, turned=True)


def _turned(image: "Image", kind: Kind) -> bytes:
    """The picture upright; a JPEG with the very tables of the original, so that it loses least."""
    from PIL import ImageOps
    from PIL.JpegImagePlugin import get_sampling

    profile = image.info.get("icc_profile")
    options: dict[str, Any] = {}  # Pillow's own, by name
    if kind is Kind.JPG:
        options["qtables"] = getattr(image, "quantization", None)
        sampling = get_sampling(image)
        if sampling >= 0:
            options["subsampling"] = sampling
    upright = ImageOps.exif_transpose(image)
    upright.info.clear()
    return _saved(upright, "JPEG" if kind is Kind.JPG else "PNG", profile, **options)


def as_jpeg(data: bytes, kind: Kind) -> Picture:
    """Any picture as a JPEG of the same size. Raises as `decoded`."""
    with decoded(data, kind) as image:
        removed, turned = _told(data, kind, image)
        upright, profile = _plain(image)
        made = _saved(upright, "JPEG", profile, quality=_QUALITY)
    return Picture(made, Kind.JPG, removed, turned=turned)


def smaller(data: bytes, kind: Kind, limit: int) -> Picture:
    """A picture as a JPEG of at most `limit` bytes, about as large as fits.

    Raises `DoesNotFit`, and as `decoded`.
    """
    from PIL.Image import Resampling

    with decoded(data, kind) as image:
        removed, turned = _told(data, kind, image)
        upright, profile = _plain(image)
    scale = 1.0
    for _ in range(_TRIES):
        size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
        version = upright
        if size != upright.size:
            version = upright.resize(size, Resampling.LANCZOS, reducing_gap=2.0)
        made = _saved(version, "JPEG", profile, quality=_SMALLER_QUALITY)
        if len(made) <= limit:
            return Picture(made, Kind.JPG, removed, turned=turned, resized=True)
        # Bytes go with the surface; a little less, so that the next one fits as a rule.
        scale *= min(0.9, (limit / len(made)) ** 0.5 * 0.95)
    raise DoesNotFit


def _told(data: bytes, kind: Kind, image: "Image") -> tuple[tuple[str, ...], bool]:
    """What a picture's metadata told, and whether it has to be turned."""
    try:
        if kind in {Kind.JPG, Kind.PNG}:
            stripped = strip_jpeg(data) if kind is Kind.JPG else strip_png(data)
            return stripped.removed, stripped.orientation != 1
    except BrokenPictureError:
        return (), False
    block = image.info.get("exif")
    return told_by_exif(block) if isinstance(block, bytes) else (), False


def _plain(image: "Image") -> "tuple[Image, bytes | None]":
    """The picture upright, without transparency and in a mode that JPEG knows, and its profile."""
    from PIL import Image, ImageOps

    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        upright = upright.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif upright.mode in {"LA", "La", "PA", "RGBA", "RGBa"} or "transparency" in upright.info:
        base = "L" if upright.mode in {"LA", "La"} else "RGB"
        clear = upright.convert("LA" if base == "L" else "RGBA")
        upright = Image.new(base, clear.size, "white")
        upright.paste(clear.convert(base), mask=clear.getchannel("A"))
    elif upright.mode == "1":
        upright = upright.convert("L")
    elif upright.mode not in {"L", "RGB", "CMYK"}:
        upright = upright.convert("RGB")
    if upright is image:
        upright = image.copy()
    upright.info.clear()
    fits = profile is not None and _SPACES.get(profile[16:20]) == upright.mode
    return upright, profile if fits else None


def _saved(
    image: "Image",
    form: str,
    profile: bytes | None,
    **options: Any,  # noqa: ANN401 - Pillow's own, by name
) -> bytes:
    out = BytesIO()
    if profile is not None:
        options["icc_profile"] = profile
    if form == "JPEG":
        options |= {"optimize": True}
    image.save(out, form, **options)
    return out.getvalue()
