"""Documents that are not what they seem: each told apart, by `attach` and by `check`.

Source: issue 2, part 8.
"""

import io
import json
import os
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.tui.command_line import EXTRA, Run, git, start, subjects

pytestmark = pytest.mark.usefixtures("an")
EN = ("--today", "2023-01-20", "--lang", "en")
STEP = "models-for-other-schools"
SOUND = (EXTRA / "infosessie-scholengroep.pdf").read_bytes()
PHOTO = (EXTRA / "foto-opendeurdag.jpg").read_bytes()
HTML = b"<!DOCTYPE html><html><body>Log in</body></html>"
posix = pytest.mark.skipif(os.name == "nt", reason="pipes and links are POSIX")


def locked() -> bytes:
    """A PDF that asks for a password."""
    with pikepdf.new() as document:
        document.add_blank_page()
        target = io.BytesIO()
        document.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    return target.getvalue()


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, kind)
    return target.getvalue()


@cache
def noise(size: int) -> bytes:
    """A picture of about so many bytes, which no format makes smaller."""
    side = int((size / 3) ** 0.5)
    target = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(
        target, "PNG", compress_level=0
    )
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.pdf", b"", "empty"),
        ("page.pdf", HTML, "web page"),
        ("cut.pdf", SOUND[: len(SOUND) // 2], "damaged"),
        ("cut.jpg", PHOTO[: len(PHOTO) // 2], "damaged"),
        ("locked.pdf", locked(), "password"),
        ("program.pdf", b"\x7fELF" + bytes(200), "does not take"),
        ("text.txt", b"just words", "does not take"),
        ("large.pdf", SOUND + b"%" * 11_000_000, "10 MB"),
        ("large.png", noise(11_000_000), "--shrink"),
        ("photo.webp", picture("WEBP"), "--as-jpeg"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_that_can_not_be_taken_is_told_apart(
    run: Run, school: Path, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    ran = run("attach", school, STEP, source, *EN)
    assert (ran.code, ran.out) == (1, "")
    assert name in ran.err
    assert says in ran.err
    assert source.read_bytes() == data
    assert len(subjects(school)) == 1
    assert git(school, "status", "--porcelain") == ""


@posix
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device", "nothing"])
def test_what_is_no_file_is_never_opened(school: Path, tmp_path: Path, kind: str) -> None:
    source = tmp_path / f"{kind}.pdf"
    match kind:
        case "link":
            source.symlink_to(EXTRA / "infosessie-scholengroep.pdf")
        case "pipe":
            os.mkfifo(source)
        case "folder":
            source.mkdir()
        case "device":
            source = Path("/dev/zero")
        case _:
            pass
    ran = start("attach", school, STEP, source, *EN)
    assert ran.code == (2 if kind == "nothing" else 1)
    assert source.name in ran.err
    assert "Traceback" not in ran.err
    assert len(subjects(school)) == 1


@pytest.mark.parametrize(
    ("name", "data", "options", "kept"),
    [
        ("photo.jpg", SOUND, (), "photo.pdf"),
        ("scan.pdf", PHOTO, (), "scan.jpg"),
        ("Mijn Foto (2).WEBP", picture("WEBP"), ("--as-jpeg",), "mijn-foto-2.jpg"),
        ("CON.png", picture("PNG"), (), "document-con.png"),
        ("large.png", noise(11_000_000), ("--shrink", "--as-jpeg"), "large.jpg"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_is_named_after_what_it_is(
    run: Run,
    school: Path,
    tmp_path: Path,
    name: str,
    data: bytes,
    options: tuple[str, ...],
    kept: str,
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = run("attach", school, STEP, tmp_path / name, *options, *EN)
    assert ran.code == 0
    assert [path.name for path in (school / "evidence" / STEP).iterdir()] == [kept]
    assert (tmp_path / name).read_bytes() == data, "the original stays untouched"


@pytest.mark.parametrize(
    "url",
    ["https://", "http:///path", "https://exa mple.eu", "https://[bad", "https://x/" + "y" * 3000],
)
def test_a_link_that_is_none_is_refused(run: Run, school: Path, url: str) -> None:
    ran = run("attach", school, STEP, url, *EN)
    assert (ran.code, ran.out) == (1, "")
    assert "https://" in ran.err


def test_the_esafety_step_takes_pdf_jpg_or_a_link_only(
    run: Run, school: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(picture("PNG"))
    assert run("attach", school, "esafety", tmp_path / "a.png", *EN).code == 1
    assert run("attach", school, "esafety", tmp_path / "a.png", "--as-jpeg", *EN).code == 0
    assert run("attach", school, "esafety", "https://www.example.eu/esafety", *EN).code == 0
    assert run("attach", school, "declaration", "https://www.example.eu/x", *EN).code == 1


@posix
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("gone", "evidence-file-missing"),
        ("link", "unsafe-path"),
        ("pipe", "evidence-unreadable"),
        ("folder", "evidence-unreadable"),
        ("empty", "evidence-unreadable"),
        ("large", "evidence-too-large"),
        ("html", "evidence-wrong-type"),
        ("other", "evidence-changed"),
    ],
)
def test_check_finds_what_became_of_a_document(
    sample: Path, tmp_path: Path, kind: str, code: str
) -> None:
    file = sample / "evidence/shared-leadership/verslag-2022-10.pdf"
    data = file.read_bytes()
    file.unlink()
    match kind:
        case "link":
            (tmp_path / "elsewhere.pdf").write_bytes(data)
            file.symlink_to(tmp_path / "elsewhere.pdf")
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "empty":
            file.touch()
        case "large":
            file.write_bytes(data + b"%" * 11_000_000)
        case "html":
            file.write_bytes(HTML)
        case "other":
            file.write_bytes(SOUND)
        case _:
            pass
    ran = start("check", sample, "--json", *EN)
    assert ran.code == 1
    (step,) = [s for s in json.loads(ran.out)["steps"] if s["id"] == "shared-leadership"]
    assert code in {problem["code"] for problem in step["problems"]}
    blocking = [problem for problem in step["problems"] if problem["blocking"]]
    assert bool(blocking) == (code != "evidence-changed")


def test_a_path_that_leaves_the_folder_is_never_opened(run: Run, sample: Path) -> None:
    secret = sample.parent / "secret.pdf"
    secret.write_bytes(SOUND)
    answers = sample / "answers/3-shared-leadership.toml"
    text = answers.read_text(encoding="utf-8")
    answers.write_text(
        text.replace("evidence/shared-leadership/verslag-2022-10.pdf", "../secret.pdf"),
        encoding="utf-8",
    )
    assert '"unsafe-path"' in run("check", sample, "--json", *EN).out
    assert run("evidence", sample, "verslag-2022-10", "--accept", *EN).code == 1
    assert run("detach", sample, "verslag-2022-10", *EN).code == 0
    assert secret.read_bytes() == SOUND
