"""From key to new picture in a text box, against a bare TextArea with the same text.

    python -m bench.typing [ROUNDS]

The school has 2,500 characters in every box and 200 pieces of evidence. Both programs run at once
and are typed into in turn, so that whatever else the machine does meets both alike. A key counts
until the last picture that it causes. Every tenth key comes after a pause, when the files are
being written.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import tomli_w

from bench.start import LABELMAP, ROOT, sample_school
from bench.table import Row, as_markdown, rows_of
from bench.terminal import Terminal, environment
from model.application import MISSION_STEPS
from model.completeness import assess

BARE = ROOT / "bench/bare_text_area.py"
MARK = "HIER TYPEN"
SENTENCE = "De school werkt samen met collega's en leerlingen uit heel Europa aan één plan. "
EVIDENCE = 200
BOUND = 1.2
ASSESS_BOUND = 1.0
KEYS = b"de leerlingen werken aan hun project "


def full_text() -> str:
    """Five paragraphs, 2,500 characters; the mark stands in the second one."""
    paragraphs = [(SENTENCE * 7)[:499].strip() for _ in range(5)]
    paragraphs[1] = f"{MARK} {paragraphs[1]}"
    return "\n".join(paragraphs)[:2500].ljust(2500, ".")


def full_school(home: Path) -> Path:
    """The sample school with every box full and 200 pieces of evidence."""
    school = sample_school(home)
    each = EVIDENCE // len(MISSION_STEPS)
    for path in sorted((school / "answers").glob("[2-7]-*.toml")):
        answer = tomllib.loads(path.read_text(encoding="utf-8"))
        answer["description"] = full_text().replace(MARK, "ZOALS HIER") + "\n"
        if not path.name.startswith("2-"):
            answer["plan"] = full_text() + "\n"
            evidence = answer.setdefault("evidence", [])
            evidence += [
                {
                    "id": f"link-{number}",
                    "title": f"Nieuwsbericht nummer {number} over ons project",
                    "url": f"https://school.example/nieuws/{path.stem}/{number}",
                    "supports": list(answer.get("statements", {}))[:1],
                }
                for number in range(each - len(evidence))
            ]
        path.write_text(tomli_w.dumps(answer, multiline_strings=True), encoding="utf-8")
    # A command that changes something records what an editor left.
    subprocess.run(
        [str(LABELMAP), "set", str(school), "school.region", "Vlaanderen"],
        env=environment(home),
        check=True,
        capture_output=True,
    )
    return school


def _open_box(terminal: Terminal) -> None:
    """From the dashboard to the plan of step 3, the cursor at the mark."""
    terminal.wait_for("Gedeeld leiderschap")
    terminal.settle(0.5)
    terminal.send(b"3")
    terminal.wait_for(MARK)
    terminal.settle(0.5)


def _typed(terminal: Terminal, rounds: int) -> list[float]:
    found = []
    for number in range(rounds):
        if number % 10 == 9:
            terminal.settle(0.25)
        found.append(terminal.key(KEYS[number % len(KEYS) :][:1]))
    return found


def measure(rounds: int = 300) -> list[Row]:
    """Median and 99th percentile of both, and what assessing that application takes."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        school = full_school(home)
        text = home / "text.txt"
        text.write_text(full_text(), encoding="utf-8")
        known = environment(home)
        with (
            Terminal([str(LABELMAP), str(school)], known, home) as ours,
            Terminal([sys.executable, "-I", str(BARE), str(text)], known, home) as bare,
        ):
            _open_box(ours)
            bare.wait_for(MARK)
            for terminal in (ours, bare):
                terminal.click(MARK)
                terminal.settle(0.5)
                _typed(terminal, 10)
            found: dict[str, list[float]] = {"ours": [], "bare": []}
            for _ in range(rounds // 20):
                found["ours"] += _typed(ours, 20)
                found["bare"] += _typed(bare, 20)
        rows = rows_of("key to new picture", found["ours"], found["bare"], BOUND)
        return [*rows, assessing(school)]


def assessing(school: Path) -> Row:
    """`assess()` on that application."""
    from datetime import date
    from statistics import median
    from time import perf_counter

    from store.clock import Clock
    from store.school_folder import SchoolFolder

    today = date(2023, 1, 20)
    folder = SchoolFolder.open(school, Clock.of(str(today)))
    found = []
    for _ in range(200):
        begun = perf_counter()
        assess(folder.application, folder.edition, today, folder.problems)
        found.append((perf_counter() - begun) * 1000)
    return Row("assess() on that application", median(found), None, ASSESS_BOUND)


if __name__ == "__main__":
    print(as_markdown(measure(*map(int, sys.argv[1:2]))))
