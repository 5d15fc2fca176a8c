"""Photographs lose what they tell, and nothing of their picture."""

import struct
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from model.application import Kind
from store import pictures
from store.metadata import REMOVED, BrokenPictureError, strip_jpeg, strip_png
from store.pictures import DoesNotFit, as_jpeg, cleaned, decoded, frames, smaller
from tests.store.files import a_noisy_picture, a_picture

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GPS, EXIF, ORIENTATION = 0x8825, 0x8769, 0x0112


def an_exif(orientation: int = 1, **told: bool) -> Image.Exif:
    exif = Image.Exif()
    if orientation != 1:
        exif[ORIENTATION] = orientation
    if told.get("device"):
        exif[0x010F], exif[0x0110] = "Fabriek", "Telefoon 7"
    if told.get("time"):
        exif[0x0132] = "2022:11:30 10:11:12"
    if told.get("author"):
        exif[0x013B] = "An Peeters"
    if told.get("comments"):
        exif[0x010E] = "Klas 3B"
    if told.get("location"):
        exif.get_ifd(GPS).update({1: "N", 2: (50.0, 51.0, 1.0), 3: "E", 4: (4.0, 21.0, 1.0)})
    return exif


def a_thumbnail_exif() -> bytes:
    """An EXIF block with one thing in it: a second directory that holds a thumbnail."""
    first = struct.pack("<HHHIHHI", 1, ORIENTATION, 3, 1, 1, 0, 26)
    second = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 60, 0x0202, 4, 1, 4, 0)
    return b"Exif\0\0II*\0\x08\0\0\0" + first + second + b"\0" * 4 + b"dun!"


def segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def pixels(data: bytes) -> tuple[str, tuple[int, int], bytes]:
    with Image.open(BytesIO(data)) as image:
        return image.mode, image.size, image.tobytes()


@pytest.mark.parametrize("what", ["device", "time", "author", "comments", "location"])
def test_what_exif_tells_is_named_and_gone(what: str) -> None:
    data = a_picture("JPEG", exif=an_exif(**{what: True}))
    stripped = strip_jpeg(data)
    assert stripped.removed == (what,)
    assert pixels(stripped.data) == pixels(data)
    with Image.open(BytesIO(stripped.data)) as image:
        assert not image.getexif()
    assert strip_jpeg(stripped.data).data == stripped.data
    assert strip_jpeg(stripped.data).removed == ()


@pytest.mark.parametrize(
    ("added", "removed"),
    [
        (segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>"), ("comments",)),
        (
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>"),
            ("location", "comments"),
        ),
        (segment(0xED, b"Photoshop 3.0\08BIM"), ("comments",)),
        (segment(0xFE, b"gemaakt door An"), ("comments",)),
        (segment(0xE0, b"JFXX\0\x10dun"), ("thumbnail",)),
        (segment(0xE1, a_thumbnail_exif()), ("thumbnail",)),
        (segment(0xE2, b"MPF\0xxxx"), ("extra",)),
        (segment(0xEB, b"iets van een fabriek"), ("extra",)),
        (segment(0xE1, b"Exif\0\0kapot"), ("device",)),
        (b"\xff" + segment(0xFE, b"na een vulbyte"), ("comments",)),
    ],
)
def test_every_other_segment_goes_too(added: bytes, removed: tuple[str, ...]) -> None:
    data = a_picture("JPEG", progressive=True)
    stripped = strip_jpeg(with_segments(data, added))
    assert stripped.removed == removed
    assert stripped.data == strip_jpeg(data).data
    assert set(removed) <= set(REMOVED)


def test_what_hangs_behind_the_picture_goes() -> None:
    data = a_picture("JPEG")
    assert strip_jpeg(data + b"een filmpje van de klas").removed == ("extra",)
    assert strip_jpeg(data + b"een filmpje van de klas").data == data
    assert strip_jpeg(data + b"\0\0").removed == ()
    both = a_picture("MPO", append_images=[Image.new("RGB", (64, 48), "green")], save_all=True)
    assert "extra" in strip_jpeg(both).removed
    with Image.open(BytesIO(strip_jpeg(both).data)) as image:
        assert image.format == "JPEG"


def test_the_thumbnail_of_jfif_goes_and_the_density_stays() -> None:
    data = a_picture("JPEG", dpi=(300, 300))
    assert data[2:4] == b"\xff\xe0"
    payload = data[6:18] + b"\1\1abc"
    told = data[:2] + segment(0xE0, payload) + data[20:]
    stripped = strip_jpeg(told)
    assert stripped.removed == ("thumbnail",)
    assert stripped.data == data
    with Image.open(BytesIO(stripped.data)) as image:
        assert image.info["dpi"] == (300, 300)


@pytest.mark.parametrize(
    "options",
    [
        {"progressive": True},
        {"restart_marker_blocks": 1},
        {"quality": 100, "subsampling": 0},
        {"mode": "L"},
        {"mode": "CMYK"},
    ],
)
def test_every_sort_of_jpeg_keeps_its_picture_and_profile(options: dict[str, Any]) -> None:
    data = a_picture("JPEG", (200, 150), icc_profile=PROFILE, exif=an_exif(device=True), **options)
    made = cleaned(data, Kind.JPG)
    assert pixels(made.data) == pixels(data)
    assert not made.turned
    with Image.open(BytesIO(made.data)) as image:
        assert image.info["icc_profile"] == PROFILE


def red_side(data: bytes) -> str:
    """On which side of the picture its red half is."""
    with Image.open(BytesIO(data)) as image:
        wide, high = image.size
        colours = image.convert("RGB")
    corners = {
        (down, across): is_red(colours.getpixel((wide * across // 4, high * down // 4)))
        for down in (1, 3)
        for across in (1, 3)
    }
    sides = {
        (True, False, True, False): "left",
        (False, True, False, True): "right",
        (True, True, False, False): "top",
        (False, False, True, True): "bottom",
    }
    return sides[corners[1, 1], corners[1, 3], corners[3, 1], corners[3, 3]]


def is_red(pixel: Any) -> bool:  # noqa: ANN401 - Pillow's
    red, _, blue = pixel
    return bool(red > blue)


@pytest.mark.parametrize(
    ("orientation", "size", "side"),
    [
        (2, (64, 48), "right"),
        (3, (64, 48), "right"),
        (6, (48, 64), "top"),
        (8, (48, 64), "bottom"),
    ],
)
@pytest.mark.parametrize(("form", "kind"), [("JPEG", Kind.JPG), ("PNG", Kind.PNG)])
def test_a_picture_is_turned_before_it_forgets_how(
    form: str, kind: Kind, orientation: int, size: tuple[int, int], side: str
) -> None:
    exif = an_exif(orientation, location=True)
    data = a_picture(form, exif=exif, icc_profile=PROFILE)
    made = cleaned(data, kind)
    assert made.turned
    assert made.removed == ("location",)
    with Image.open(BytesIO(made.data)) as image:
        assert image.size == size
        assert not image.getexif()
        assert image.info["icc_profile"] == PROFILE
    assert red_side(made.data) == side
    strip = strip_jpeg if kind is Kind.JPG else strip_png
    assert strip(made.data).removed == ()


def test_a_turned_jpeg_keeps_the_quality_that_it_had() -> None:
    data = a_picture("JPEG", quality=95, subsampling=0, exif=an_exif(6))
    with (
        Image.open(BytesIO(data)) as before,
        Image.open(BytesIO(cleaned(data, Kind.JPG).data)) as after,
    ):
        assert after.quantization == before.quantization  # type: ignore[attr-defined] # of JPEG files
        assert after.layer == before.layer  # type: ignore[attr-defined] # as above


def test_a_png_loses_what_it_tells_and_keeps_its_picture() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "An")
    told.add_itxt("XML:com.adobe.xmp", "<exif:GPSLatitude>")
    told.add(b"tIME", b"\x07\xe6\x0b\x1e\x0a\x0b\x0c")
    told.add(b"vpAg", b"12345678\0")
    data = a_picture("PNG", pnginfo=told, icc_profile=PROFILE, dpi=(300, 300)) + b"achteraan"
    made = cleaned(data, Kind.PNG)
    assert made.removed == ("location", "time", "comments", "extra")
    assert pixels(made.data) == pixels(data)
    with Image.open(BytesIO(made.data)) as image:
        assert image.info["icc_profile"] == PROFILE
        assert round(image.info["dpi"][0]) == 300
        assert set(image.info) <= {"icc_profile", "dpi"}


@given(st.binary(max_size=200))
def test_what_is_no_picture_is_told(data: bytes) -> None:
    for start, strip in ((b"\xff\xd8", strip_jpeg), (b"\x89PNG\r\n\x1a\n", strip_png)):
        with pytest.raises(BrokenPictureError):
            strip(data.replace(b"IEND", b"") + b"\0")
        try:
            strip(start + data)
        except BrokenPictureError:
            continue


WHOLE = a_picture("JPEG", progressive=True, exif=an_exif(6, location=True, device=True))


@settings(max_examples=50)
@given(st.integers(2, len(WHOLE) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_picture_never_keeps_what_it_told_unseen(at: int, junk: bytes) -> None:
    damaged = WHOLE[:at] + junk + WHOLE[at + len(junk) :]
    try:
        stripped = strip_jpeg(damaged)
    except BrokenPictureError:
        return
    assert b"Fabriek" not in stripped.data


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("HEIF", "RGB"),
        ("WEBP", "RGBA"),
        ("AVIF", "RGB"),
        ("TIFF", "RGB"),
        ("TIFF", "CMYK"),
        ("TIFF", "1"),
        ("TIFF", "I;16"),
        ("GIF", "P"),
        ("BMP", "RGB"),
    ],
)
def test_every_kind_of_picture_becomes_a_jpeg(form: str, mode: str) -> None:
    if form == "AVIF":
        from PIL import features

        if not features.check("avif"):
            pytest.skip("this Pillow has no AVIF")
    data = a_picture(form, mode=mode)
    made = as_jpeg(data, Kind.IMAGE)
    assert made.kind is Kind.JPG
    assert strip_jpeg(made.data).removed == ()
    with Image.open(BytesIO(made.data)) as image:
        assert image.size == (64, 48)
    if mode not in {"1", "I;16"}:
        assert red_side(made.data) == "left"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_a_png_of_every_mode_becomes_a_jpeg(mode: str) -> None:
    made = as_jpeg(a_picture("PNG", mode=mode), Kind.PNG)
    with Image.open(BytesIO(made.data)) as image:
        assert image.mode in {"L", "RGB"}


def test_what_is_transparent_becomes_white() -> None:
    for mode, clear in (("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))):
        out = BytesIO()
        Image.new(mode, (16, 16), clear).save(out, "PNG")
        with Image.open(BytesIO(as_jpeg(out.getvalue(), Kind.PNG).data)) as image:
            assert image.convert("L").getpixel((8, 8)) == 255


def test_grey_of_sixteen_bits_keeps_its_shades() -> None:
    out = BytesIO()
    Image.new("I;16", (16, 16), 0x8000).save(out, "PNG")
    with Image.open(BytesIO(as_jpeg(out.getvalue(), Kind.PNG).data)) as image:
        assert image.getpixel((8, 8)) == pytest.approx(128, abs=2)


def test_a_heic_photograph_is_upright_and_tells_nothing() -> None:
    exif = an_exif(6, location=True, device=True)
    data = a_picture("HEIF", exif=exif.tobytes())
    made = as_jpeg(data, Kind.IMAGE)
    assert made.removed == ("location", "device")
    assert b"Fabriek" not in made.data
    with Image.open(BytesIO(made.data)) as image:
        assert image.size == (48, 64)
    assert red_side(made.data) == "top"


@pytest.mark.parametrize(
    ("form", "kind"), [("JPEG", Kind.JPG), ("PNG", Kind.PNG), ("WEBP", Kind.IMAGE)]
)
def test_a_picture_is_made_to_fit(form: str, kind: Kind) -> None:
    data = a_noisy_picture(form, (800, 600), quality=95)
    made = smaller(data, kind, 40_000)
    assert 10_000 < len(made.data) <= 40_000
    assert made.resized
    with Image.open(BytesIO(made.data)) as image:
        assert image.width / image.height == pytest.approx(4 / 3, abs=0.02)
    with pytest.raises(DoesNotFit):
        smaller(data, kind, 100)


def test_a_smaller_picture_is_upright_and_tells_nothing() -> None:
    data = a_noisy_picture("JPEG", (400, 200), quality=95, exif=an_exif(6, location=True))
    made = smaller(data, Kind.JPG, 20_000)
    assert (made.turned, made.removed) == (True, ("location",))
    with Image.open(BytesIO(made.data)) as image:
        assert image.height > image.width
        assert not image.getexif()


def test_the_pages_of_a_scan_are_counted() -> None:
    pages = [Image.new("L", (10, 10)) for _ in range(3)]
    out = BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    assert frames(out.getvalue(), Kind.IMAGE) == 3
    assert frames(a_picture("TIFF"), Kind.IMAGE) == 1


def test_the_same_picture_always_becomes_the_same_bytes() -> None:
    data = a_picture("JPEG", exif=an_exif(6, device=True))
    assert cleaned(data, Kind.JPG) == cleaned(data, Kind.JPG)


def test_what_is_damaged_raises_what_its_callers_catch() -> None:
    for form, kind in (("JPEG", Kind.JPG), ("PNG", Kind.PNG), ("WEBP", Kind.IMAGE)):
        data = a_noisy_picture(form, (100, 100))
        with pytest.raises(pictures.DAMAGE), decoded(data[: len(data) // 2], kind):
            pass
        with pytest.raises(pictures.DAMAGE):
            as_jpeg(data[:40], kind)
    for form, kind in (("JPEG", Kind.JPG), ("PNG", Kind.PNG)):
        with pytest.raises(pictures.DAMAGE):
            cleaned(a_picture(form)[:-4], kind)
