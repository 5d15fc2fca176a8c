"""`labelmap check` with 100 documents, against importing pydantic, click and tomllib.

    python -m bench.checking [ROUNDS]

Two cases: nothing changed since the last check, and ten documents did; the time that `sha256sum`
takes on those ten is added to what ours is held against. Both run in turn.
"""

import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from statistics import median

from bench.start import LABELMAP
from bench.table import Row, as_markdown
from bench.terminal import environment
from model.application import MISSION_STEPS, Evidence
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder

DOCUMENTS, CHANGED = 100, 10
SIZE = 1_000_000
BOUND = 1.6
IMPORTS = "from pydantic import BaseModel; import click, tomllib"
PDF = b"%PDF-1.4\n%%%%\n"
END = b"\nstartxref\n0\n%%EOF\n"


def document(size: int = SIZE) -> bytes:
    """A document of this size that looks like a PDF from both ends, unlike any other."""
    return PDF + os.urandom(size - len(PDF) - len(END)).replace(b"/", b"-") + END


def school_with_documents(folder: Path) -> Path:
    """An application with 100 documents of a megabyte."""
    person = Person("Bench", "bench@school.example")
    opened = SchoolFolder.create(
        folder, edition="2023-2024", school="Bench", person=person, clock=Clock.of("2023-01-20")
    )
    application, documents = opened.application, {}
    for number in range(DOCUMENTS):
        step = MISSION_STEPS[number % len(MISSION_STEPS)]
        path = f"evidence/{step}/document-{number}.pdf"
        data = documents[path] = document()
        item = Evidence(
            id=f"document-{number}",
            title=f"Document {number}",
            file=path,
            sha256=sha256(data).hexdigest(),
            bytes=len(data),
        )
        application = application.with_evidence(step, (*application.evidence_of(step), item))
    opened.save(application, person, documents=documents)
    return folder


def timed(command: list[str | Path], home: Path) -> float:
    """Milliseconds that a program takes, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(
        command,
        env=environment(home),
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return (time.perf_counter() - start) * 1000


def measure(rounds: int = 15) -> list[Row]:
    """Medians of both cases."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        school = school_with_documents(home / "school")
        check: list[str | Path] = [LABELMAP, "check", school]
        imports: list[str | Path] = [sys.executable, "-c", IMPORTS]
        changed = sorted(school.glob("evidence/*/*.pdf"))[:CHANGED]
        found: dict[str, list[float]] = {"same": [], "changed": [], "imports": [], "hashing": []}
        # What was written within two seconds is hashed at each check: it might change unseen.
        time.sleep(2.5)
        timed(check, home)
        for turn in range(rounds + 1):
            result = {"same": timed(check, home), "imports": timed(imports, home)}
            if turn:  # the first round fills the system's caches
                _note(found, result)
        for _ in range(rounds):
            for path in changed:
                path.write_bytes(document())
            result = {"changed": timed(check, home)}
            _note(found, result | {"hashing": timed(["sha256sum", *changed], home)})
    middle = {name: median(took) for name, took in found.items()}
    return [
        Row("`check`, 100 documents unchanged", middle["same"], middle["imports"], BOUND),
        Row(
            "`check`, 10 of 100 changed",
            middle["changed"],
            middle["imports"] + middle["hashing"],
            BOUND,
        ),
    ]


def _note(found: dict[str, list[float]], result: dict[str, float]) -> None:
    for name, took in result.items():
        found[name].append(took)


if __name__ == "__main__":
    print(as_markdown(measure(*map(int, sys.argv[1:2]))))
