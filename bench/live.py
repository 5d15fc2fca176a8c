"""How soon what a colleague did is on another one's overview, from the moment its file is there.

    python -m bench.live [ROUNDS]

Two apps in two terminals. On one folder: another program writes a file of it. On two copies that
share a folder: a third colleague's file arrives there. The moment is the file system's own (a
rename changes what `stat` says), and the slower of the two apps counts. POSIX only.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from bench.saving import made
from bench.start import LABELMAP
from bench.table import Row, as_markdown
from bench.terminal import NotDrawnError, Terminal, environment
from store.folder import atomic_write

BOUND = 1000
"""Milliseconds: 'within a second of its file's arrival'."""
PATIENCE = 30.0
NAME = "Meetschool"
Arrive = Callable[[str], Callable[[], float]]
"""Lets a name of the school come; the answer tells afterwards when its file was there."""


def measure_in(
    folders: Sequence[Path], known: dict[str, str], rounds: int, arrive: Arrive
) -> list[float]:
    """Milliseconds until the slower of two apps shows a name, each round another one."""
    took = []
    lines = [[str(LABELMAP), str(folder)] for folder in folders]
    with Terminal(lines[0], known, folders[0]) as one, Terminal(lines[1], known, folders[1]) as two:
        apps = (one, two)
        for app in apps:
            app.wait_for(NAME, 60)
        for number in range(rounds):
            _quiet(apps)
            name = f"{NAME} {number:03d}"
            places = [app.written() for app in apps]
            moment = arrive(name)
            shown = _shown(apps, places, name)
            took.append((shown - moment()) * 1000)
    return took


def _quiet(apps: Sequence[Terminal], seconds: float = 2) -> None:
    """Until neither draws anything: what came before is over."""
    last = time.monotonic()
    while time.monotonic() - last < seconds:
        for app in apps:
            if app.read(0.05):
                last = time.monotonic()


def _shown(apps: Sequence[Terminal], places: Sequence[int], text: str) -> float:
    """When the last of them had drawn a text."""
    waits = dict(zip(apps, places, strict=True))
    end = time.monotonic() + PATIENCE
    at = 0.0
    while waits:
        for app in tuple(waits):
            if app.read(0.002) and app.wrote_since(waits[app], text):
                del waits[app]
                at = time.time()
        if time.monotonic() > end:
            raise NotDrawnError("\n".join(app.text() for app in apps))
    return at


def in_one_folder(place: Path, rounds: int) -> list[float]:
    """A file is written in the folder that both look at."""
    folder = made(place / "one").path
    file = folder / "school.toml"

    def arrive(name: str) -> Callable[[], float]:
        old = file.read_text("utf-8").splitlines(keepends=True)
        lines = [f'name = "{name}"\n' if line.startswith("name = ") else line for line in old]
        atomic_write(file, "".join(lines).encode("utf-8"))
        at = file.stat().st_ctime
        return lambda: at

    return measure_in([folder, folder], environment(place), rounds, arrive)


def over_a_shared_folder(place: Path, rounds: int) -> list[float]:
    """A colleague's file arrives where two copies are shared."""
    shared, known = place / "shared", environment(place)
    shared.mkdir()
    an, bart, carla = made(place / "an").path, place / "bart", place / "carla"
    who = [
        {**known, "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": f"{name}@school.example"}
        for name in ("An", "Bart", "Carla")
    ]
    labelmap("sync", an, "--via", shared, known=who[0])
    labelmap("join", bart, "--via", shared, known=who[1])
    labelmap("join", carla, "--via", shared, known=who[2])
    labelmap("sync", carla, known=who[2])

    def arrive(name: str) -> Callable[[], float]:
        labelmap("set", carla, "school.name", name, known=who[2])
        before = time.time()
        running = subprocess.Popen(
            [str(LABELMAP), "sync", str(carla)], env=who[2], stdout=subprocess.DEVNULL
        )

        def moment() -> float:
            running.wait()
            files = [file.stat() for file in shared.glob("*carla*.labelmap")]
            return min(file.st_ctime for file in files if file.st_ctime > before)

        return moment

    return measure_in([an, bart], known, rounds, arrive)


def labelmap(*words: str | Path, known: dict[str, str]) -> None:
    """A command of ours."""
    subprocess.run([str(LABELMAP), *map(str, words)], env=known, check=True, capture_output=True)


def measure(rounds: int = 10) -> list[Row]:
    """Median and slowest of each; the bound is on the slowest."""
    rows = []
    for what, way in (
        ("a file of one folder written, shown in two apps", in_one_folder),
        ("a colleague's file in the shared folder, shown in two apps", over_a_shared_folder),
    ):
        with tempfile.TemporaryDirectory() as place:
            took = way(Path(place), rounds)
        rows += [
            Row(f"{what}, median", median(took), None, BOUND),
            Row(f"{what}, slowest", max(took), None, BOUND),
        ]
    return rows


def main() -> None:
    """Print the table."""
    print(as_markdown(measure(int(sys.argv[1]) if sys.argv[1:] else 10)))


if __name__ == "__main__":
    main()
