"""From key to the picture of another screen in a large application, against a bare Textual app.

    python -m bench.screens [ROUNDS]

The school has 200 pieces of evidence and of feedback, full boxes and a diary of 10,000 entries. For
each screen a bare app switches to a screen with as many widgets. Both run at once and are asked in
turn. A screen that was left is kept, so a first opening is a row of its own: the median of so many
apps that open it once, a second after their first picture (by then Labelmap has made some screens
ahead), and for a step also at once. The bare app makes its screen at each opening. Also: what
10,000 simulated edits keep in memory, against 1,000, in two processes of their own.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.saving import long_history_in
from bench.start import LABELMAP, ROOT
from bench.table import Row, as_markdown
from bench.terminal import NotDrawnError, Terminal, environment
from bench.threads import with_threads
from bench.typing import full_school

BARE = ROOT / "bench/bare_screens.py"
BOUND, MEMORY_BOUND = 1.5, 1.1
SCREENS = {"step": (b"3", "Stap 3"), "school": (b"1", "Stap 1"), "history": (b"h", "Iedereen")}
"""Each screen: its key on the overview, and what it writes there."""
FIRST = {
    "step": (b"3", "Stap 3"),
    "evidence": (b"e", "Per vraag"),
    "matrix": (b"em", "Aanvinken"),
    "preview": (b"p", "Wie beslist"),
    "history": (b"h", "Iedereen"),
    "feedback": (b"f", "Het gesprek"),
}
"""Those whose first opening is a row: the keys that lead there, and what it writes."""
THREADS = 200
FIRST_TIMES = 5
EDITS = (1_000, 10_000)


async def _counts(school: Path) -> dict[str, int]:
    """How many widgets each screen has."""
    from store.people import Settings
    from tui.app import LabelmapApp
    from tui.helping_app import TOUR
    from tui.language import Language
    from tui.open_app import open_session

    settings = Settings(seen=frozenset({TOUR}))
    session = open_session(school, "2023-01-20", settings)
    app = LabelmapApp(session, Language("nl"), session.clock, settings)
    found = {}
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for name, (keys, _) in {**FIRST, **SCREENS}.items():
            for key in keys.decode():
                await pilot.press(key)
                await pilot.pause()
            found[name] = len(app.screen.query("*"))
            for _ in keys:
                await pilot.press("escape")
                await pilot.pause()
    return found


def _switched(terminal: Terminal, key: bytes, there: str, back: str) -> float:
    """Milliseconds from the key to the last picture of the new screen; then back again."""
    took = _shown(terminal, key, there)
    _shown(terminal, b"\x1b", back)
    return took


def _shown(terminal: Terminal, key: bytes, text: str) -> float:
    place, begun = terminal.written(), time.monotonic()
    terminal.send(key)
    last = begun
    while not terminal.wrote_since(place, text):
        if not terminal.read(10):
            raise NotDrawnError(terminal.text())
        last = time.monotonic()
    return ((terminal.settle(0.25) or last) - begun) * 1000


def measure(rounds: int = 15) -> list[Row]:
    """A row a screen, and one for memory."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        school = full_school(home)
        with_threads(school, home, THREADS)
        long_history_in(school)
        known = environment(home)
        counts = asyncio.run(_counts(school))
        for name, (key, mark) in SCREENS.items():
            bare_command = [sys.executable, "-I", str(BARE), str(counts[name])]
            with (
                Terminal([str(LABELMAP), str(school)], known, home) as ours,
                Terminal(bare_command, known, home) as bare,
            ):
                ours.wait_for("Kernwaarden", 60)
                bare.wait_for("FIRST SCREEN", 60)
                ours.settle(1)
                took: dict[str, list[float]] = {"ours": [], "bare": []}
                for turn in range(rounds + 1):
                    pair = (
                        _switched(ours, key, mark, "Kernwaarden"),
                        _switched(bare, b"o", "SECOND SCREEN", "FIRST SCREEN"),
                    )
                    if turn:  # the first round imports and reads style sheets
                        took["ours"].append(pair[0])
                        took["bare"].append(pair[1])
            what = f"switching to the {name} screen, {counts[name]} widgets"
            rows.append(Row(what, median(took["ours"]), median(took["bare"]), BOUND))
        rows += [_first_time(school, known, home, name, counts[name], after=1) for name in FIRST]
        rows.append(_first_time(school, known, home, "step", counts["step"], after=0))
        few, many = (_memory(school, count) for count in EDITS)
        rows.append(Row("memory after 10,000 edits", many, few, MEMORY_BOUND, "MB"))
    return rows


def _first_time(
    school: Path, known: dict[str, str], home: Path, name: str, count: int, after: float
) -> Row:
    """A screen that was not opened yet, in apps whose first picture came so many seconds ago."""
    keys, mark = FIRST[name]
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(FIRST_TIMES):
        with Terminal([str(LABELMAP), str(school)], known, home) as ours:
            ours.wait_for("Kernwaarden", 60)
            ours.rest(after)
            if keys[:-1]:
                ours.send(keys[:-1])
                ours.rest(after)
            took["ours"].append(_shown(ours, keys[-1:], mark))
        with Terminal([sys.executable, "-I", str(BARE), str(count)], known, home) as bare:
            bare.wait_for("FIRST SCREEN", 60)
            bare.rest(after)
            took["bare"].append(_shown(bare, b"o", "SECOND SCREEN"))
    when = "" if after else ", right after the start"
    what = f"the {name} screen for the first time{when}, {count} widgets"
    return Row(what, median(took["ours"]), median(took["bare"]), BOUND if after else None)


def _memory(school: Path, count: int) -> float:
    """Memory in use after so many simulated edits, in MB, in a process of its own."""
    command = [sys.executable, "-m", "bench.edits", str(school), str(count)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(told.stdout.split()[-1])


if __name__ == "__main__":
    print(as_markdown(measure(*map(int, sys.argv[1:2]))))
