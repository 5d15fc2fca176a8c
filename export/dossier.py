"""The dossier: everything of an application in one archive, for whoever keeps it.

The application as PDF, the documents in a folder for each step, the TOML files, and a manifest with
the hash of each, as `sha256sum -c` reads it.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from export.files import File, digest, documents, plain
from model.application import EVIDENCE_STEPS, Application
from model.edition import Edition

APPLICATION = "application.pdf"
MANIFEST = "manifest.sha256"


def dossier_files(
    application: Application,
    edition: Edition,
    pdf: bytes,
    toml: Mapping[str, bytes],
    root: Path,
) -> Iterator[File]:
    """Each file of the archive, the manifest last. `toml`: path in the folder to bytes.

    Raises `OSError` where a document can't be read.
    """
    content = [
        File(APPLICATION, pdf),
        *_evidence(application, edition, root),
        *(File(f"data/{path}", data) for path, data in sorted(toml.items())),
    ]
    yield from content
    yield File(MANIFEST, _manifest(content))


def _evidence(application: Application, edition: Edition, root: Path) -> Iterator[File]:
    numbers = {step.id: step.number for step in edition.steps}
    used: set[str] = set()
    for path, source in documents(application, root):
        step = next(
            step
            for step in EVIDENCE_STEPS
            if any(item.file == path for item in application.evidence_of(step))
        )
        folder = f"evidence/{numbers.get(step, 0)}-{step}"
        name = _free(f"{folder}/{plain(path.rpartition('/')[2])}", used)
        used.add(name)
        yield File(name, source=source)


def _free(name: str, used: Iterable[str]) -> str:
    """The name, with a number where another document has it already."""
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free in used:
        number += 1
        free = f"{stem}-{number}{dot}{suffix}" if dot else f"{name}-{number}"
    return free


def _manifest(content: Iterable[File]) -> bytes:
    lines = (f"{digest(file)[0]}  {file.name}\n" for file in content)
    return "".join(lines).encode("utf-8")
