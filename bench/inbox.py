"""An inbox of many schools, against the plain loop that one would write for it.

    python -m bench.inbox [SCHOOLS ...]

Each school is a copy of one that was made by the program's own acts and has 40 commits on its
record. The plain loop asks `git -C X rev-parse HEAD` and reads each TOML file of the folder with
tomllib. Ours is `labelmap inbox --json` in a process of its own: cold without any cache of rows,
warm with it; then the app itself on the same inbox (`bench.review`). Nothing is signed, and the
copies have one history: what the first look at signatures costs is not measured here. 500 and 1,000
schools unless told otherwise; the whole of Europe is 5,198 (G5).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from bench import review
from bench.home import own_home
from bench.table import Row, as_markdown
from model.review import FeedbackKind
from store.clock import Clock
from store.inbox_folder import Inbox
from store.people import Person
from store.reviewed_school import ReviewedSchool
from tui.demo_inbox import one_school

DAY = "2023-02-15"
NELE = Person("Nele Jans", "nele.jans@nso.example")
COLD, WARM_SECONDS, WARM_SHARE, MEGABYTES = 1.0, 1.0, 1 / 20, 400
_COMMITS = 40
_PROGRAM = """\
import resource, sys
from tui.start import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def measure(*counts: int) -> list[Row]:
    """The rows for each number of schools."""
    with tempfile.TemporaryDirectory() as place, own_home(Path(place, "home")):
        inbox = Inbox.made_at(Path(place, "inbox"))
        first = one_school(inbox)
        _talk(first)
        rows: list[Row] = []
        made = 1
        for count in sorted(counts or (500, 1000)):
            for number in range(made, count):
                copied = inbox.path / "schools" / f"school-{number}"
                shutil.copytree(first, copied)
            made = max(made, count)
            rows += _of(inbox, count)
            rows += review.rows_of(inbox, Path(place, "home"), DAY)
        return rows


def _talk(school: Path) -> None:
    """Feedback and resolutions, until the record has its commits."""
    opened = ReviewedSchool.open(school, Clock.of(DAY))
    done = 1
    while done < _COMMITS - 1:
        opened.draft("collaboration", FeedbackKind.QUESTION, f"Vraag {done}: wie doet mee?", NELE)
        opened.publish(NELE)
        piece = opened.application.record.feedback[-1]
        opened.resolve(piece.id, NELE)
        done += 2


def _of(inbox: Inbox, count: int) -> list[Row]:
    cache = Path(os.environ["XDG_CACHE_HOME"], "labelmap")
    shutil.rmtree(cache, ignore_errors=True)
    loop = _timed(lambda: _plain(inbox))
    kept: list[int] = []
    cold = _timed(lambda: kept.append(_listed(inbox)))
    warm = _timed(lambda: _listed(inbox))
    named = f"inbox --json, {count:,} schools"
    return [
        Row(f"{named}, cold", cold, loop, COLD),
        Row(f"{named}, warm", warm, None, WARM_SECONDS * 1000),
        Row(f"{named}, warm to cold", warm, cold, WARM_SHARE),
        Row(f"{named}, memory", kept[0] / 1024, None, MEGABYTES, "MB"),
    ]


def _listed(inbox: Inbox) -> int:
    """One run of the command; the most memory that it had, in kB."""
    words = ["inbox", str(inbox.path), "--json", "--today", DAY]
    ran = subprocess.run(
        [sys.executable, "-I", "-c", _PROGRAM, *words], capture_output=True, check=True
    )
    return int(ran.stderr.split()[-1])


def _plain(inbox: Inbox) -> None:
    for school in inbox.schools():
        subprocess.run(
            ["git", "-C", str(school), "rev-parse", "HEAD"], capture_output=True, check=True
        )
        for file in school.rglob("*.toml"):
            tomllib.loads(file.read_text(encoding="utf-8"))


def _timed(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return (perf_counter() - begun) * 1000


if __name__ == "__main__":
    print(as_markdown(measure(*map(int, sys.argv[1:]))))
