"""Pictures of the documents for a page's annex, made by `export/shrink.py` in a child process.

Only sound documents whose hash is known are shown; a document that has no picture is simply not in
the annex, its place in the list of evidence stays.
"""

import io
import json
import sys
from pathlib import Path
from types import MappingProxyType

from export.page import Picture
from export.programs import Run
from export.section import Pictures
from model.application import Application, Kind, Soundness

PROGRAM = Path(__file__).with_name("shrink.py")
TIMEOUT = 300.0
SHOWN = (Kind.JPG, Kind.PNG, Kind.PDF)


def pictures_of(
    application: Application, root: Path, run: Run, timeout: float = TIMEOUT
) -> Pictures:
    """Path of each document that can be shown, to its pictures. `root`: the school's folder.

    Raises what `run` raises. A child that broke down gives the pictures that it had made.
    """
    wanted = [
        {"path": path, "kind": document.kind.value, "sha256": document.sha256}
        for path, document in application.documents.items()
        if document.kind in SHOWN
        and document.soundness is Soundness.SOUND
        and document.sha256
        and path not in application.unsafe
    ]
    if not wanted:
        return MappingProxyType({})
    job = json.dumps({"root": str(root.absolute()), "documents": wanted})
    result = run([sys.executable, "-I", str(PROGRAM)], stdin=job.encode("utf-8"), timeout=timeout)
    return MappingProxyType(_read(result.stdout))


def _read(answer: bytes) -> dict[str, tuple[Picture, ...]]:
    found: dict[str, tuple[Picture, ...]] = {}
    stream = io.BytesIO(answer)
    while line := stream.readline():
        header = json.loads(line)
        data = stream.read(header["bytes"])
        if len(data) < header["bytes"]:
            break
        picture = Picture(data, header["mime"], header["width"], header["height"], header["page"])
        found[header["path"]] = (*found.get(header["path"], ()), picture)
    return found
