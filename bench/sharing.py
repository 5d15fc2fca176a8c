"""What sharing costs where there is nothing new, against `git fetch` and `git push` in a shell.

    python -m bench.sharing [ROUNDS]

The same two copies of an application with 300 entries: shared over a folder, and over a bare
repository. Also, in kilobytes: what one change lets be written into the shared folder after a long
history with documents, against the same change after none.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.home import own_home
from bench.saving import AN, CLOCK, made, timed, with_plan
from bench.table import Row, as_markdown
from store import joining, sharing
from store.rounds import Share
from store.school_folder import SchoolFolder
from store.shared_folder import LIVE, part_path

BOUND = 1.5
ENTRIES = 300
DOCUMENT = 400_000


def shared(folder: SchoolFolder, place: Path) -> Share:
    """A folder in which the application is shared."""
    place.mkdir()
    share = folder.share_in(place, AN)
    folder.sync(share, AN, anew=True)
    sharing.remember(folder.path, share)
    return share


def with_entries(folder: SchoolFolder, count: int) -> SchoolFolder:
    """The folder with more entries in its diary."""
    for number in range(count):
        folder.save(with_plan(folder.application, number), AN)
    return folder


def measure_nothing_new(place: Path, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of sharing over a folder, over a remote, and of the shell's fetch and push."""
    an = with_entries(made(place / "an"), ENTRIES)
    remote = place / "remote.git"
    git("init", "-q", "--bare", "-b", "main", str(remote), cwd=place)
    git("remote", "add", "origin", str(remote), cwd=an.path)
    an = SchoolFolder.open(an.path, CLOCK)
    share = shared(an, place / "shared")
    (offer,) = joining.offers(share.folder)
    joining.join(share.folder, offer.application, place / "bart", AN, CLOCK)
    an.sync(share, AN)
    an.sync_remote(None, AN)
    shell = ["sh", "-c", "git fetch -q origin && git push -q origin main"]

    def by_shell() -> None:
        subprocess.run(shell, cwd=an.path, env=os.environ, check=True)

    over_folder, over_remote, shells = [], [], []
    for _ in range(rounds):
        over_folder.append(timed(lambda: an.sync(share, AN)))
        over_remote.append(timed(lambda: an.sync_remote(None, AN)))
        shells.append(timed(by_shell))
    return over_folder, over_remote, shells


def bytes_of_one_change(folder: SchoolFolder, place: Path) -> float:
    """Kilobytes of the file that one change lets be written."""
    share = shared(folder, place)
    for number in range(2):
        folder.save(with_plan(folder.application, number), AN)
        folder.sync(share, AN)
    return part_path(share.folder, share.name, LIVE).stat().st_size / 1000


def with_documents(folder: SchoolFolder, count: int) -> SchoolFolder:
    """The folder with documents that no program makes smaller."""
    for number in range(count):
        folder.save(
            with_plan(folder.application, number),
            AN,
            documents={f"evidence/esafety/{number}.pdf": os.urandom(DOCUMENT)},
        )
    return folder


def git(*words: str, cwd: Path) -> None:
    """Plain git, as a shell starts it."""
    subprocess.run(["git", *words], cwd=cwd, check=True, capture_output=True)


def measure(rounds: int = 40) -> list[Row]:
    """The lines of the table that are about sharing."""
    with tempfile.TemporaryDirectory() as name, own_home(Path(name, "home")):
        place = Path(name)
        over_folder, over_remote, by_shell = measure_nothing_new(place, rounds)
        long = with_documents(with_entries(made(place / "long"), 100), 10)
        heavy = bytes_of_one_change(long, place / "shared-long")
        light = bytes_of_one_change(made(place / "short"), place / "shared-short")
    return [
        Row("sharing over a folder, nothing new", median(over_folder), median(by_shell), BOUND),
        Row("sharing over a remote, nothing new", median(over_remote), median(by_shell), BOUND),
        Row(
            "one change in the shared folder after 110 entries and 4 MB, in kB", heavy, light, BOUND
        ),
    ]


def main() -> None:
    """Print the table."""
    print(as_markdown(measure(int(sys.argv[1]) if sys.argv[1:] else 40)))


if __name__ == "__main__":
    main()
