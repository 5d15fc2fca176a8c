"""What it costs to take in a colleague's work: `SchoolFolder.merge` against git's own `merge`.

    python -m bench.together [ROUNDS]

Fifty changes on each side, a paragraph each, in the same texts of five steps; git joins the very
same commits line by line, with its own settings and without our driver. In turns, on the same disk.
"""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from bench.saving import AN, CLOCK, made, timed
from bench.table import Row, as_markdown
from model.application import MISSION_STEPS
from model.fields import Key, get, put
from store import decode
from store.people import Person
from store.school_folder import SchoolFolder

BOUND = 3
PARAGRAPHS = 20
"""In each of the five texts: An changes every second one, Bart the others."""
FETCH = ("-c", "fetch.unpackLimit=10000", "fetch", "-q")
"""Each object by itself, for both: so `labelmap sync` keeps what comes in a file of this size."""
BART = Person("Bart Claes", "bart.claes@voorbeeldstad.example")


def git(folder: Path, *args: str) -> str:
    """What plain git answers."""
    names = {"NAME": AN.name, "EMAIL": AN.email}
    environment = {
        **os.environ,
        **{f"GIT_{role}_{key}": v for role in ("AUTHOR", "COMMITTER") for key, v in names.items()},
    }
    done = subprocess.run(
        ["git", *args], cwd=folder, env=environment, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


def two_sides(place: Path) -> tuple[SchoolFolder, str]:
    """An's folder with her fifty changes, and the commit of Bart's, which it has."""
    an = made(place / "an")
    text = "\n\n".join(f"Alinea {n}, zoals ze was." for n in range(PARAGRAPHS))
    start = an.application
    for step in MISSION_STEPS:
        start = put(start, Key(step, ("plan",)), text)
    an.save(start, AN)
    git(place, "clone", "-q", "--no-local", str(an.path), "bart")
    bart = SchoolFolder.open(place / "bart", CLOCK)
    for folder, person, first in ((an, AN, 0), (bart, BART, 1)):
        for n in range(first, PARAGRAPHS, 2):
            for step in MISSION_STEPS:
                key = Key(step, ("plan",))
                parts = str(get(folder.application, key)).split("\n\n")
                parts[n] = f"Alinea {n}, zoals {person.name} ze schreef."
                folder.save(put(folder.application, key, "\n\n".join(parts)), person)
    git(an.path, *FETCH, str(bart.path), "main")
    return an, str(bart.newest())


def measure_merge(place: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of ours and of git's, in turns; each begins from the same two commits."""
    an, theirs = two_sides(place)
    before = str(an.newest())
    git(place, "clone", "-q", "--no-local", str(an.path), "plain")
    plain = place / "plain"
    git(plain, *FETCH, str(place / "bart"), "main")
    ours, gits = [], []
    line = ["git", "-c", f"user.name={AN.name}", "-c", f"user.email={AN.email}"]
    line += ["merge", "--quiet", "--no-edit", theirs]
    for _ in range(rounds):
        git(an.path, "reset", "-q", "--hard", before)
        decode.forget()  # what was read in the round before
        folder = SchoolFolder.open(an.path, CLOCK)
        folder.recover(AN)
        ours.append(timed(partial(folder.merge, theirs, AN)))
        git(plain, "reset", "-q", "--hard", before)
        run = partial(subprocess.run, line, cwd=plain, check=True, capture_output=True)
        gits.append(timed(run))
    texts = {path: (an.path / path).read_bytes() for path in _answers(an.path)}
    assert texts == {path: (plain / path).read_bytes() for path in texts}  # noqa: S101 - the same work was done
    return ours, gits


def _answers(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("answers/*.toml"))


def measure(rounds: int = 20) -> list[Row]:
    """The lines of the table that are about working together."""
    with tempfile.TemporaryDirectory() as place:
        ours, gits = measure_merge(Path(place), rounds)
    return [Row("taking in 50 changes, with 50 of one's own", median(ours), median(gits), BOUND)]


def main() -> None:
    """Print the table."""
    print(as_markdown(measure(int(sys.argv[1]) if sys.argv[1:] else 20)))


if __name__ == "__main__":
    main()
