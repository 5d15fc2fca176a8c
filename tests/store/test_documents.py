"""Facts of documents: right whatever the cache says, and cheap where nothing changed."""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from model.application import (
    Answer,
    Application,
    Declaration,
    Document,
    Evidence,
    Kind,
    Soundness,
)
from store import places
from store.documents import Documents
from tests.store.files import a_pdf, a_picture, read_only

LIMIT = 100_000
PDF = a_pdf(2)
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs links, pipes and modes of POSIX")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    return tmp_path


def put(root: Path, name: str, data: bytes, *, old: bool = True) -> Path:
    """A document; an old one was last changed long before it is looked at."""
    path = root / "evidence" / name
    path.write_bytes(data)
    if old:
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return path


def one(root: Path, name: str = "x.pdf", limit: int = LIMIT) -> Document:
    documents, unsafe = Documents(root, limit).facts([f"evidence/{name}"])
    assert not unsafe
    return documents[f"evidence/{name}"]


def cache_file(root: Path) -> Path:
    return places.cache_folder() / "documents" / f"{places.mark_of(root)}.json"


def lie(root: Path) -> None:
    """Let the cache say something else of every document, so that one sees whether it is asked."""
    cache = json.loads(cache_file(root).read_bytes())
    for row in cache["documents"].values():
        row[6] = "leugen"
    cache_file(root).write_text(json.dumps(cache), encoding="utf-8")


def settle(root: Path) -> None:
    """Let the cache have been made a while after every change of the documents."""
    cache = json.loads(cache_file(root).read_bytes())
    for row in cache["documents"].values():
        row[4] += 10_000_000_000
    cache_file(root).write_text(json.dumps(cache), encoding="utf-8")


def test_a_documents_facts_are_those_of_its_content(root: Path) -> None:
    put(root, "x.pdf", PDF)
    assert one(root) == Document(bytes=len(PDF), sha256=sha256(PDF).hexdigest(), kind=Kind.PDF)
    put(root, "y.pdf", a_picture("JPEG"))
    assert one(root, "y.pdf").kind is Kind.JPG
    put(root, "half.pdf", PDF[:200])
    assert one(root, "half.pdf").soundness is Soundness.DAMAGED
    put(root, "empty.pdf", b"")
    assert one(root, "empty.pdf").soundness is Soundness.EMPTY
    assert one(root, "empty.pdf").sha256 == sha256(b"").hexdigest()


def test_the_documents_of_an_application_are_gathered(root: Path) -> None:
    put(root, "x.pdf", PDF)
    items = (
        Evidence(id="a", file="evidence/x.pdf"),
        Evidence(id="b", file="evidence/absent.pdf"),
        Evidence(id="c", url="https://school.example"),
    )
    application = Application(
        declaration=Declaration(evidence=(Evidence(id="d", file="../outside.pdf"),))
    ).with_answer("esafety", Answer(evidence=items))
    gathered = Documents(root, LIMIT).gather(application)
    assert set(gathered.documents) == {"evidence/x.pdf"}
    assert gathered.unsafe == {"../outside.pdf"}
    assert gathered.answers == application.answers


def test_a_document_over_the_limit_is_not_hashed(root: Path) -> None:
    put(root, "x.pdf", PDF + b"\0" * LIMIT)
    document = one(root)
    assert (document.bytes, document.sha256, document.kind) == (len(PDF) + LIMIT, "", Kind.PDF)
    # A higher limit makes that good, whatever was remembered.
    assert one(root, limit=10 * LIMIT).sha256


@POSIX
def test_only_plain_files_inside_are_opened(root: Path, tmp_path: Path) -> None:
    (root / "evidence/folder.pdf").mkdir()
    os.mkfifo(root / "evidence/pipe.pdf")
    (root / "evidence/link.pdf").symlink_to(tmp_path / "secret")
    documents, unsafe = Documents(root, LIMIT).facts(
        [
            "evidence/folder.pdf",
            "evidence/pipe.pdf",
            "evidence/link.pdf",
            ".git/config",
            "/dev/zero",
        ]
    )
    assert {path: d.soundness for path, d in documents.items()} == {
        "evidence/folder.pdf": Soundness.NOT_A_FILE,
        "evidence/pipe.pdf": Soundness.NOT_A_FILE,
    }
    assert unsafe == {"evidence/link.pdf", ".git/config", "/dev/zero"}


@POSIX
def test_a_document_without_permission_is_told_apart_and_not_remembered(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_path = put(root, "x.pdf", PDF)
    one(root)
    one_path.chmod(0)
    root.chmod(0o755)
    monkeypatch.chdir(root)
    with read_only(root / "evidence"):
        documents, _ = Documents(Path(), LIMIT).facts(["evidence/x.pdf"])
    assert documents["evidence/x.pdf"].soundness is Soundness.UNREADABLE
    one_path.chmod(0o644)
    assert one(root).soundness is Soundness.SOUND


def test_what_did_not_change_is_not_read_again(root: Path) -> None:
    put(root, "x.pdf", PDF)
    one(root)
    settle(root)
    lie(root)
    assert one(root).sha256 == "leugen"


def test_who_trusts_no_cache_reads_and_keeps_nothing(root: Path) -> None:
    put(root, "x.pdf", PDF)
    one(root)
    settle(root)
    lie(root)
    before = cache_file(root).read_bytes()
    documents, _ = Documents(root, LIMIT, cached=False).facts(["evidence/x.pdf"])
    assert documents["evidence/x.pdf"].sha256 == sha256(PDF).hexdigest()
    assert cache_file(root).read_bytes() == before


def test_a_document_changed_in_the_seconds_of_its_hashing_is_not_trusted(root: Path) -> None:
    put(root, "x.pdf", PDF, old=False)
    one(root)
    lie(root)
    assert one(root).sha256 == sha256(PDF).hexdigest()


def same_length(path: Path) -> None:
    path.write_bytes(PDF[:-2] + b" \n")


def same_length_and_time(path: Path) -> None:
    same_length(path)
    os.utime(path, (1_600_000_000, 1_600_000_000))


def replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(PDF[:-2] + b" \n")
    os.utime(other, (1_600_000_000, 1_600_000_000))
    other.replace(path)


def longer(path: Path) -> None:
    path.write_bytes(PDF + b"\n")


@pytest.mark.parametrize("change", [same_length, longer, replaced])
def test_what_changed_is_read_again(root: Path, change: Callable[[Path], None]) -> None:
    path = put(root, "x.pdf", PDF)
    one(root)
    settle(root)
    change(path)
    assert one(root).sha256 == sha256(path.read_bytes()).hexdigest()


@POSIX
def test_a_change_that_puts_the_time_back_is_seen_too(root: Path) -> None:
    path = put(root, "x.pdf", PDF)
    one(root)
    settle(root)
    same_length_and_time(path)
    assert one(root).sha256 == sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": 2, "documents": {}}',
        b'{"format": 1}',
        b'{"format": 1, "documents": []}',
        b'{"format": 1, "documents": {"evidence/x.pdf": 5}}',
        b'{"format": 1, "documents": {"evidence/x.pdf": [1, 2, 3]}}',
        b'{"format": 1, "documents": {"evidence/x.pdf": [1,2,3,4,5,6,"a","film","sound",null]}}',
        b"\xff" * 100,
        b"[" * 100_000,
    ],
)
def test_a_damaged_cache_is_as_none(root: Path, damage: bytes) -> None:
    put(root, "x.pdf", PDF)
    one(root)
    cache_file(root).write_bytes(damage)
    assert one(root).sha256 == sha256(PDF).hexdigest()


def test_a_cache_that_cannot_be_written_does_no_harm(root: Path) -> None:
    places.cache_folder().parent.mkdir(parents=True, exist_ok=True)
    places.cache_folder().write_bytes(b"een bestand waar een map hoort")
    put(root, "x.pdf", PDF)
    assert one(root).sha256 == sha256(PDF).hexdigest()


def test_nothing_is_ever_written_into_the_schools_folder(root: Path) -> None:
    put(root, "x.pdf", PDF)
    one(root)
    assert [path.name for path in root.rglob("*")] == ["evidence", "x.pdf"]


def test_two_schools_have_each_their_own_cache(tmp_path: Path) -> None:
    for name, data in (("a", PDF), ("b", a_pdf(5))):
        (tmp_path / name / "evidence").mkdir(parents=True)
        put(tmp_path / name, "x.pdf", data)
        assert one(tmp_path / name).sha256 == sha256(data).hexdigest()
    assert cache_file(tmp_path / "a") != cache_file(tmp_path / "b")
