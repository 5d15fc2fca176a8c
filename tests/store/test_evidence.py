"""Taking in documents: what can be taken, what it becomes, and why not."""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from model.application import Kind
from store import evidence_failures as failures
from store.evidence import Candidate, Offer, Options, Prepared, Rules, inspect, take_in
from store.folder import is_link
from store.metadata import strip_jpeg
from store.pictures import TooManyPixels
from tests.store.files import (
    A_DOCX,
    A_LOCKED_DOCX,
    A_WEB_PAGE,
    AN_MP4,
    a_noisy_picture,
    a_pdf,
    a_picture,
    a_png_that_says,
    a_zip,
    read_only,
)

MISSION = Rules(("pdf", "jpg", "png"), ("office", "video"))
ESAFETY = Rules(("pdf", "jpg"))
YES = Options(as_jpeg=True, shrink=True)
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs links, pipes and modes of POSIX")


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def taken_in(source: Path, rules: Rules = MISSION, options: Options | None = None) -> Prepared:
    return take_in(inspect(source, rules), rules, options or Options())


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = "Fabriek"
    told.get_ifd(0x8825).update({1: "N", 2: (50.0, 51.0, 1.0)})
    return told


def said(candidate: Candidate | Prepared) -> list[str]:
    return [str(note) for note in candidate.notes]


def test_a_pdf_is_taken_as_it_is_under_a_portable_name(tmp_path: Path) -> None:
    data = a_pdf()
    prepared = taken_in(put(tmp_path, "Verslag vergadering (2).PDF", data))
    assert prepared == Prepared(
        name="verslag-vergadering-2.pdf",
        data=data,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        kind=Kind.PDF,
    )


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    candidate = inspect(put(tmp_path, "x.pdf", a_pdf()), MISSION)
    assert take_in(candidate, MISSION, taken={"x.pdf", "x-2.pdf"}).name == "x-3.pdf"


def test_a_photograph_forgets_where_it_was_taken_and_the_original_stays(tmp_path: Path) -> None:
    data = a_picture("JPEG", exif=exif(6))
    source = put(tmp_path, "Foto.JPG", data)
    before = source.stat()
    prepared = taken_in(source)
    assert prepared.removed == ("location", "device")
    assert strip_jpeg(prepared.data).removed == ()
    with Image.open(BytesIO(prepared.data)) as image:
        assert image.size == (48, 64)
    assert said(prepared) == [
        "“Foto.JPG” was turned upright.",
        "The place where “Foto.JPG” was taken, and what else it gave away, was removed.",
    ]
    assert source.read_bytes() == data
    assert source.stat().st_mtime_ns == before.st_mtime_ns
    assert prepared.sha256 == sha256(prepared.data).hexdigest()


def test_a_photograph_that_tells_nothing_comes_in_byte_for_byte(tmp_path: Path) -> None:
    data = a_picture("JPEG")
    prepared = taken_in(put(tmp_path, "foto.jpg", data))
    assert (prepared.data, prepared.removed, prepared.notes) == (data, (), ())


@pytest.mark.parametrize("form", ["HEIF", "WEBP", "TIFF", "GIF", "BMP"])
def test_a_picture_that_the_form_does_not_take_is_offered_as_jpeg(
    tmp_path: Path, form: str
) -> None:
    candidate = inspect(put(tmp_path, "IMG_0001.HEIC", a_picture(form)), MISSION)
    assert candidate.offers == candidate.needed == (Offer.AS_JPEG,)
    with pytest.raises(failures.NeedsJpeg, match="PDF, JPG, PNG") as told:
        take_in(candidate, MISSION)
    assert "JPEG" in str(told.value.fix)
    prepared = take_in(candidate, MISSION, Options(as_jpeg=True))
    assert (prepared.name, prepared.kind) == ("img-0001.jpg", Kind.JPG)
    assert "A JPEG was made of “IMG_0001.HEIC”." in said(prepared)
    assert prepared.data.startswith(b"\xff\xd8\xff")


def test_a_png_may_become_a_jpeg_and_must_where_the_step_takes_none(tmp_path: Path) -> None:
    source = put(tmp_path, "scherm.png", a_picture("PNG"))
    candidate = inspect(source, MISSION)
    assert (candidate.offers, candidate.needed) == ((Offer.AS_JPEG,), ())
    assert take_in(candidate, MISSION).name == "scherm.png"
    assert take_in(candidate, MISSION, Options(as_jpeg=True)).name == "scherm.jpg"
    candidate = inspect(source, ESAFETY)
    assert candidate.needed == (Offer.AS_JPEG,)
    with pytest.raises(failures.NeedsJpeg):
        take_in(candidate, ESAFETY)


@pytest.mark.parametrize(
    ("form", "name"), [("JPEG", "foto.jpg"), ("PNG", "foto.png"), ("WEBP", "foto.webp")]
)
def test_a_picture_that_is_too_large_is_offered_smaller(
    tmp_path: Path, form: str, name: str
) -> None:
    data = a_noisy_picture(form, (900, 700), quality=95)
    rules = Rules(("pdf", "jpg", "png"), limit=100_000)
    candidate = inspect(put(tmp_path, name, data), rules)
    assert Offer.SHRINK in candidate.needed
    with pytest.raises(failures.NeedsSmaller, match="0 MB at most"):
        take_in(candidate, rules, Options(as_jpeg=True))
    prepared = take_in(candidate, rules, YES)
    assert (prepared.name, prepared.kind) == ("foto.jpg", Kind.JPG)
    assert 30_000 < prepared.size <= 100_000
    assert f"A smaller version of “{name}” was made, one that fits." in said(prepared)


def test_the_same_document_is_noticed_before_and_after_cleaning(tmp_path: Path) -> None:
    source = put(tmp_path, "foto.jpg", a_picture("JPEG", exif=exif(6)))
    candidate = inspect(source, MISSION)
    first = take_in(candidate, MISSION)
    assert first.same_as is None
    assert take_in(candidate, MISSION, known={first.sha256: "foto"}).same_as == "foto"
    assert take_in(candidate, MISSION, known={candidate.sha256: "ruw"}).same_as == "ruw"


def test_a_suffix_that_lies_is_put_right_and_told(tmp_path: Path) -> None:
    candidate = inspect(put(tmp_path, "Foto van klas.jpg", a_pdf()), MISSION)
    assert (candidate.name, candidate.kind) == ("foto-van-klas.pdf", Kind.PDF)
    assert said(candidate) == ["“Foto van klas.jpg” is really a PDF file, and is named so now."]
    candidate = inspect(put(tmp_path, "verslag", a_pdf()), MISSION)
    assert candidate.name == "verslag.pdf"
    assert inspect(put(tmp_path, "foto.jpeg", a_picture("JPEG")), MISSION).notes == ()


@pytest.mark.parametrize(("name", "data"), [("a.docx", A_DOCX), ("a.mp4", AN_MP4)])
def test_office_and_film_are_taken_with_a_notice(tmp_path: Path, name: str, data: bytes) -> None:
    prepared = taken_in(put(tmp_path, name, data))
    assert prepared.data == data
    assert said(prepared) == [
        "The guide names documents only (PDF, JPG, PNG); whether this one counts, ask your NSO."
    ]
    with pytest.raises(failures.IsWrongKind, match="it takes PDF, JPG"):
        inspect(tmp_path / name, ESAFETY)


REFUSED = {
    "a web page": ("verslag.pdf", A_WEB_PAGE, failures.IsWebPage, "web page"),
    "a zip": ("alles.zip", a_zip("a.txt"), failures.IsWrongKind, "ZIP"),
    "a program": ("foto.jpg", b"MZ\x90\0" + b"\0" * 99, failures.IsWrongKind, "EXE"),
    "a text": ("brief.txt", b"Beste ouders", failures.IsWrongKind, "TXT"),
    "something unknown": ("brief", b"Beste ouders", failures.IsUnknownKind, "can't tell"),
    "nothing": ("leeg.pdf", b"", failures.IsEmpty, "empty"),
    "half a pdf": ("half.pdf", a_pdf(3)[:300], failures.IsDamaged, "damaged"),
    "half a jpg": ("half.jpg", a_picture("JPEG")[:400], failures.IsDamaged, "damaged"),
    "half a png": ("half.png", a_picture("PNG")[:-9], failures.IsDamaged, "damaged"),
    "half a docx": ("half.docx", A_DOCX[:200], failures.IsDamaged, "damaged"),
    "a locked pdf": ("slot.pdf", a_pdf(password="x"), failures.IsLocked, "password"),  # noqa: S106 - the test's own
    "a locked docx": ("slot.docx", A_LOCKED_DOCX, failures.IsLocked, "password"),
    "eleven megabytes": (
        "groot.pdf",
        a_pdf() + b"\0" * 11_000_000,
        failures.IsTooLarge,
        "12 MB; a document may be 10 MB",
    ),
    "huge": ("vel.png", a_png_that_says(9000, 9000), TooManyPixels, "81 million"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_not_be_taken_is_told_apart_with_a_remedy(tmp_path: Path, what: str) -> None:
    name, data, failure, words = REFUSED[what]
    source = put(tmp_path, name, data)
    with pytest.raises(failure, match=words) as told:
        inspect(source, MISSION)
    assert str(told.value.fix)
    assert told.value.kind == "no"
    assert source.read_bytes() == data


def test_a_scan_of_several_pages_is_not_cut_down_to_one(tmp_path: Path) -> None:
    pages = [Image.new("L", (10, 10)) for _ in range(3)]
    pages[0].save(tmp_path / "scan.tif", save_all=True, append_images=pages[1:])
    with pytest.raises(failures.HasPages, match="3 pages") as told:
        inspect(tmp_path / "scan.tif", MISSION)
    assert "PDF" in str(told.value.fix)


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(failures.IsFolder):
        inspect(tmp_path, MISSION)


@POSIX
def test_links_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    put(tmp_path, "x.pdf", a_pdf())
    (tmp_path / "link.pdf").symlink_to(tmp_path / "x.pdf")
    with pytest.raises(failures.IsLink):
        inspect(tmp_path / "link.pdf", MISSION)
    assert is_link((tmp_path / "link.pdf").lstat())
    os.mkfifo(tmp_path / "pipe.pdf")
    for path in (tmp_path / "pipe.pdf", Path("/dev/zero")):
        with pytest.raises(failures.IsNoFile):
            inspect(path, MISSION)


@pytest.mark.parametrize("name", ["absent.pdf", "x.pdf/y.pdf", "a\0b", "\ud800.pdf"])
def test_what_is_not_there_is_wrong_usage(tmp_path: Path, name: str) -> None:
    put(tmp_path, "x.pdf", a_pdf())
    with pytest.raises(failures.IsMissing) as told:
        inspect(tmp_path / name, MISSION)
    assert told.value.kind == "usage"


@POSIX
def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ander"
    folder.mkdir()
    put(folder, "x.pdf", a_pdf()).chmod(0)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    with read_only(folder), pytest.raises(failures.IsForbidden) as told:
        inspect(Path("ander/x.pdf"), MISSION)
    assert told.value.kind == "environment"


def test_a_name_with_escape_sequences_is_shown_harmless_and_stored_portable(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    name = "\x1b]0;x\x07[@click=app.quit]x[/].pdf"
    source = tmp_path / name.replace("/", "\u2044")
    source.write_bytes(A_WEB_PAGE)
    with pytest.raises(failures.IsWebPage) as told:
        inspect(source, MISSION)
    assert "\x1b" not in str(told.value.message)
    source.write_bytes(a_pdf())
    prepared = taken_in(source)
    assert prepared.name.isascii()
    assert prepared.name.endswith(".pdf")
    assert "\x1b" not in prepared.name


def test_every_failure_has_a_sentence_and_a_remedy() -> None:
    facts = {
        "name": "x",
        "size": 11,
        "limit": 10,
        "type": "ZIP",
        "accepted": "PDF",
        "count": 3,
        "reason": "y",
    }
    for failure in failures.EvidenceFailure.__subclasses__():
        told = failure(**facts)  # type: ignore[arg-type] # a mix of texts and numbers
        assert "x" in str(told.message)
        assert str(told.fix)
