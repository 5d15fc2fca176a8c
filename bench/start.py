"""Start to a drawn dashboard of the sample school, against a bare Textual app with pydantic.

    python -m bench.start [ROUNDS]

Both start in turn, in the same run. Peak memory is that of the program (and git, where it is
larger).
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.table import Row, as_markdown
from bench.terminal import Terminal, environment

ROOT = Path(__file__).resolve().parent.parent
LABELMAP = ROOT / "bin/labelmap"
BARE = ROOT / "bench/bare_start.py"
DRAWN = "Gedeeld leiderschap"
TIME_BOUND, MEMORY_BOUND = 1.35, 1.5


def sample_school(home: Path) -> Path:
    """The demo's school, made once."""
    school = home / "school"
    subprocess.run(
        [str(LABELMAP), "demo", "--into", str(school), "--no-open"],
        env=environment(home),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return school


def _started(command: list[str], drawn: str, home: Path) -> tuple[float, float]:
    """Milliseconds to the picture, and peak memory in MB."""
    with Terminal(command, environment(home), home) as terminal:
        took = terminal.wait_for(drawn)
        terminal.settle(0.3)
    return took, terminal.memory / 1000


def measure(rounds: int = 15) -> list[Row]:
    """Medians of time and peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        school = sample_school(home)
        commands = {
            "ours": ([str(LABELMAP), str(school)], DRAWN),
            "bare": ([sys.executable, "-I", str(BARE)], "drawn at last"),
        }
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for turn in range(rounds + 1):
            for name, (command, drawn) in commands.items():
                result = _started(command, drawn, home)
                if turn:  # the first round fills the system's caches
                    found[name].append(result)
    time_of, memory_of = ({n: median(r[i] for r in rs) for n, rs in found.items()} for i in (0, 1))
    return [
        Row("start to a drawn dashboard", time_of["ours"], time_of["bare"], TIME_BOUND),
        Row("its peak memory", memory_of["ours"], memory_of["bare"], MEMORY_BOUND, "MB"),
    ]


if __name__ == "__main__":
    print(as_markdown(measure(*map(int, sys.argv[1:2]))))
