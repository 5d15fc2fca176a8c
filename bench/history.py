"""The first screen of the history, against `git log -n 100` with the same format.

    python -m bench.history [ROUNDS]

The diary has 10,000 entries. Ours is all that the screen does for its first picture: asking git,
reading the first page, and making the lines that a window of 120x36 shows. The other is git
alone, its answer read and thrown away, with the user's settings. In turns, in one process.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.saving import CLOCK, long_history, timed
from bench.table import Row, as_markdown
from store.journal import LOG
from store.school_folder import SchoolFolder
from tui.diary import PAGE, Diary, Search, Wanted
from tui.language import Language
from tui.words import entry_words

BOUND = 1.2
LINES = 30


def measure(rounds: int = 60) -> list[Row]:
    """The medians of both."""
    language = Language("nl")
    with tempfile.TemporaryDirectory() as place:
        folder = SchoolFolder.open(long_history(Path(place, "long")).path, CLOCK)
        command = ["git", *LOG, "-z", "-n", "100", "refs/heads/main"]

        def ours() -> None:
            found = Search(Diary(folder), Wanted(), lambda _: "").more(PAGE)
            for entry in found[:LINES]:
                entry_words(entry, language, folder.edition)

        def git() -> None:
            subprocess.run(command, cwd=folder.path, stdout=subprocess.PIPE, check=True)

        took: dict[str, list[float]] = {"ours": [], "git": []}
        for _ in range(rounds):
            took["ours"].append(timed(ours))
            took["git"].append(timed(git))
    return [
        Row("first screen of the history", median(took["ours"]), median(took["git"]), BOUND),
    ]


if __name__ == "__main__":
    print(as_markdown(measure(*map(int, sys.argv[1:2]))))
