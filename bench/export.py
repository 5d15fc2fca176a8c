"""The application as PDF: its time against bare WeasyPrint; 100 photographs; stopping it.

    python -m bench.export [ROUNDS]

Ours and bare WeasyPrint render the same page, the complete sample school's, in turn. Memory is that
of all processes of the command together. Photographs are of 5 MB each.
"""

import io
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from statistics import median

from bench.start import LABELMAP, ROOT, sample_school
from bench.table import Row, as_markdown
from bench.terminal import environment
from export.html import to_html
from export.pictures import pictures_of
from export.view import Change, application_view
from model.application import MISSION_STEPS, Evidence
from store.clock import Clock
from store.people import Person
from store.processes import run
from store.school_folder import SchoolFolder
from tui.assessing import assessed
from tui.language import Language

BARE = ROOT / "bench/bare_render.py"
RENDERING, COMMAND, MEMORY, LINEAR, STOPPED = 1.15, 1.3, 600.0, 10.0, 1000.0
FEW, MANY = 10, 100
PHOTO = 5_000_000


def page_of(school: Path) -> bytes:
    """The page that the command renders."""
    folder = SchoolFolder.open(school, Clock.of("2023-01-20"))
    language = Language(folder.application.language)
    page = application_view(
        folder.application,
        folder.edition,
        assessed(folder),
        language,
        made_on=folder.clock.today,
        commit="0" * 9,
        history=tuple(
            Change(entry.at, entry.person.name, language.say(entry.said(folder.edition)))
            for entry in folder.log()
        ),
        pictures=pictures_of(folder.application, folder.path, run),
    )
    return to_html(page, for_paper=True).encode("utf-8")


def photo() -> bytes:
    """A photograph of 12 million dots and about 5 MB, of one sort of noise."""
    from PIL import Image

    image = Image.effect_noise((4000, 3000), 40).convert("RGB")
    for quality in range(95, 30, -5):
        target = io.BytesIO()
        image.save(target, "JPEG", quality=quality)
        if len(target.getvalue()) <= PHOTO:
            return target.getvalue()
    raise AssertionError


def school_with_photos(folder: Path, count: int, like: bytes) -> Path:
    """An application with so many photographs, no two the same."""
    person = Person("Bench", "bench@school.example")
    opened = SchoolFolder.create(
        folder, edition="2023-2024", school="Bench", person=person, clock=Clock.of("2023-01-20")
    )
    application, documents = opened.application, {}
    for number in range(count):
        step = MISSION_STEPS[number % len(MISSION_STEPS)]
        path = f"evidence/{step}/photo-{number}.jpg"
        comment = b"\xff\xfe\x00\x06" + number.to_bytes(4, "big")
        data = documents[path] = like[:2] + comment + like[2:]
        item = Evidence(
            id=f"photo-{number}",
            title=f"Photo {number}",
            file=path,
            sha256=sha256(data).hexdigest(),
            bytes=len(data),
        )
        application = application.with_evidence(step, (*application.evidence_of(step), item))
    opened.save(application, person, documents=documents)
    return folder


class Watched:
    """How much memory a program and its children hold together at the most."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._done = threading.Event()
        self.peak = 0.0
        """Megabytes."""
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._done.wait(0.02):
            self.peak = max(self.peak, sum(_held(pid) for pid in _family(self._pid)))

    def stop(self) -> None:
        """Look no longer."""
        self._done.set()
        self._thread.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        threads = Path(f"/proc/{pid}/task").iterdir()
        for thread in threads:
            if thread.name != str(pid):
                children += (thread / "children").read_text("ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _held(pid: int) -> float:
    """Megabytes, without what others hold too."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


@contextmanager
def begun(school: Path, target: Path, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command, started."""
    command: list[str | Path] = [LABELMAP, "export", school, "--to", target, "--force"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment(home), stdout=quiet, stderr=quiet) as process:
        yield process


def exported(school: Path, home: Path) -> tuple[float, float]:
    """Milliseconds and megabytes of an export."""
    start = time.perf_counter()
    with begun(school, home / "out.pdf", home) as process:
        watched = Watched(process.pid)
        process.wait()
        took = (time.perf_counter() - start) * 1000
        watched.stop()
    if not (home / "out.pdf").exists():
        raise AssertionError
    return took, watched.peak


def stopped(school: Path, home: Path, after: float) -> float:
    """Milliseconds from Ctrl+C to the command's end."""
    with begun(school, home / "stopped.pdf", home) as process:
        time.sleep(after)
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        process.wait()
        took = (time.perf_counter() - start) * 1000
    if (home / "stopped.pdf").exists():
        raise AssertionError
    return took


def bare(html: bytes, *which: str) -> tuple[float, float]:
    """Milliseconds of rendering alone, and of the whole script."""
    start = time.perf_counter()
    # Isolated: bench/ has modules that are named as Python's own.
    command: list[str | Path] = [sys.executable, "-I", BARE, *which]
    done = subprocess.run(command, input=html, capture_output=True, check=True)
    return float(done.stdout), (time.perf_counter() - start) * 1000


def measure(rounds: int = 7) -> list[Row]:
    """All rows."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        school = sample_school(home)
        html = page_of(school)
        found = []
        for turn in range(rounds + 1):
            took = bare(html, "ours")[0], *bare(html), exported(school, home)[0]
            if turn:  # the first round fills the system's caches
                found.append(took)
        ours, theirs, script, command = (median(series) for series in zip(*found, strict=True))
        like = photo()
        few = school_with_photos(home / "few", FEW, like)
        many = school_with_photos(home / "many", MANY, like)
        exported(few, home)
        of_few = median(exported(few, home)[0] for _ in range(3))
        of_many, memory = exported(many, home)
        ends = max(stopped(many, home, after) for after in (1.0, of_many / 2000, of_many / 1250))
    return [
        Row("application PDF, in the renderer", ours, theirs, RENDERING),
        Row("application PDF, the whole command", command, script, COMMAND),
        Row(f"application PDF, {MANY} photographs by {FEW}", of_many, of_few, LINEAR),
        Row(f"its memory with {MANY} photographs of 5 MB", memory, None, MEMORY, "MB"),
        Row("stopping it, at the worst", ends, None, STOPPED),
    ]


if __name__ == "__main__":
    print(as_markdown(measure(*map(int, sys.argv[1:2]))))
