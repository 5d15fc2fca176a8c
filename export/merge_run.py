"""One PDF for each step: its cover, then all its documents, small enough for the platform (F16)."""

import json
import sys
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from export.platform import PlatformStep
from export.programs import Run
from model.application import Application, Kind, Soundness

PROGRAM = Path(__file__).with_name("merge.py")
TIMEOUT = 600.0
JOINED = (Kind.JPG, Kind.PNG, Kind.PDF)
"""What can stand in a PDF; a film or an office document is uploaded by itself."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The file of one step."""

    name: str
    data: bytes
    fits: bool
    """Whether it could be made small enough."""


def join(
    covers: bytes,
    steps: Iterable[PlatformStep],
    application: Application,
    limit: int,
    root: Path,
    run: Run,
) -> Mapping[str, Joined]:
    """Id of each step to its file. `covers`: a PDF whose bookmarks are the steps' numbers.

    Raises what `run` raises. What can't be opened is not in the file; its cover names it.
    """
    found: dict[str, Joined] = {}
    for step in steps:  # a process each: the answer of one is never more than the limit and a bit
        job = {
            "root": str(root.absolute()),
            "limit": limit,
            "covers": b64encode(covers).decode("ascii"),
            "number": step.number,
            "documents": _sound(application, step.id),
        }
        result = run(
            [sys.executable, "-I", str(PROGRAM)],
            stdin=json.dumps(job).encode("utf-8"),
            timeout=TIMEOUT,
        )
        if result.returncode == 0 and result.stdout.startswith(b"%PDF-"):
            name = f"{step.number}-evidence.pdf"
            found[step.id] = Joined(name, result.stdout, len(result.stdout) <= limit)
    return found


def _sound(application: Application, step: str) -> list[dict[str, str]]:
    found = []
    for item in application.evidence_of(step):
        document = application.documents.get(item.file) if item.file else None
        if (
            document is not None
            and document.kind in JOINED
            and document.soundness is Soundness.SOUND
            and document.sha256
            and item.file not in application.unsafe
        ):
            about = {"path": item.file, "kind": document.kind.value, "sha256": document.sha256}
            found.append({**about, "title": item.name})
    return found
