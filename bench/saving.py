"""What one saved change costs: `SchoolFolder.save` against `git add && git commit` in a shell.

    python -m bench.saving [ROUNDS]

Both write the same text of 2,500 characters in the same file, in turns, on the same disk; the
shell's git comes with its own settings. Also: opening a folder, and reading a diary of 10,000
entries.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bench.table import Row, as_markdown
from model.application import Application
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder

BOUND = 1.5
ENTRIES = 10_000
AN = Person("An Peeters", "an.peeters@voorbeeldstad.example")
CLOCK = Clock.of(None)
STEP = "shared-leadership"
FILE = "answers/3-shared-leadership.toml"


def made(path: Path) -> SchoolFolder:
    """A new application's folder."""
    return SchoolFolder.create(
        path, edition="2023-2024", school="Meetschool", person=AN, clock=CLOCK
    )


def text(number: int) -> str:
    """A text of 2,500 characters that is another one each time."""
    return f"{number:05d} " + "Wij plannen samen, elk jaar opnieuw. " * 67


def with_plan(application: Application, number: int) -> Application:
    """The application with another plan in one step."""
    answer = replace(application.answers[STEP], plan=text(number))
    return application.with_answer(STEP, answer)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that an act takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def measure_save(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of our saves and of the shell's, taken in turns."""
    ours = made(folder / "ours")
    shell = made(folder / "shell")
    names = {"NAME": AN.name, "EMAIL": AN.email}
    environment = {
        **os.environ,
        **{f"GIT_{role}_{key}": v for role in ("AUTHOR", "COMMITTER") for key, v in names.items()},
    }
    line = ["sh", "-c", f"git add {FILE} && git commit -q -m 'answer: plan'"]

    def commit() -> None:
        subprocess.run(line, cwd=shell.path, env=environment, check=True)

    def save() -> None:
        ours.save(changed, AN)

    saved, committed = [], []
    for number in range(rounds):
        changed = with_plan(ours.application, number)
        saved.append(timed(save))
        (shell.path / FILE).write_text(f'plan = """\n{text(number)}\n"""\n', encoding="utf-8")
        committed.append(timed(commit))
    return saved, committed


def long_history(path: Path) -> SchoolFolder:
    """A folder with a diary of many entries."""
    folder = made(path)
    long_history_in(path)
    return folder


def long_history_in(path: Path) -> None:
    """Put many entries on top of a folder's diary, by git's fast import."""
    start = datetime(2022, 11, 25, 10, tzinfo=UTC)
    parts = []
    for number in range(ENTRIES):
        when = int((start + timedelta(minutes=number)).timestamp())
        message = (
            f"answer({STEP}): plan for the next two years, {number} characters\n\n"
            f"Labelmap-Event: answer\nLabelmap-Step: {STEP}\nLabelmap-Field: plan\n"
            "Labelmap-Role: teacher\n"
        )
        plan = f'plan = """\n{number}\n"""\n'
        parts.append(
            f"commit refs/heads/main\ncommitter An <an@x.example> {when} +0100\n"
            f"data {len(message)}\n{message}"
            + ("from refs/heads/main^0\n" if number == 0 else "")
            + f"M 100644 inline {FILE}\ndata {len(plan)}\n{plan}\n"
        )
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force"],
        cwd=path,
        input="".join(parts).encode(),
        check=True,
    )
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=path, check=True)


def measure(rounds: int = 60) -> list[Row]:
    """The lines of the table that are about saving."""
    with tempfile.TemporaryDirectory() as place:
        saved, committed = measure_save(Path(place), rounds)
    return [Row("one saved change", median(saved), median(committed), BOUND)]


def main() -> None:
    """Print the table."""
    print(as_markdown(measure(int(sys.argv[1]) if sys.argv[1:] else 60)))
    with tempfile.TemporaryDirectory() as place:
        folder = long_history(Path(place, "long"))
        print(f"opening a folder: {repeated(lambda: SchoolFolder.open(folder.path, CLOCK)):.1f} ms")
        print(f"the last 5 entries: {repeated(lambda: list(folder.log(limit=5))):.1f} ms")
        print(f"all {ENTRIES:,} entries: {repeated(lambda: list(folder.log())):.0f} ms")


def repeated(act: Callable[[], object]) -> float:
    """Milliseconds, the median of ten."""
    return median(timed(act) for _ in range(10))


if __name__ == "__main__":
    main()
