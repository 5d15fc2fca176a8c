"""Draws pages of the sample school's exports into docs/pictures/, as PNG: for the README.

    .venv/bin/python bin/pages.py

Each row of `PAGES` is a picture, the export it is of, and the page. The sample school and its clock
are always the same; the pictures change when the pages do.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
PAGES = (
    ("application-cover", "application.pdf", 1),
    ("application-step", "application.pdf", 5),
    ("changes", "changes.pdf", 1),
    ("declaration", "declaration.pdf", 1),
    ("evidence-cover", "platform/3-evidence.pdf", 1),
    ("principal-front", "principal.pdf", 1),
    ("principal-lines", "principal.pdf", 4),
    ("questionnaire", "blank.pdf", 6),
)
SINCE = "2023-01-13"
"""What changed is told since the evening before."""
DOTS = 96
COLOURS = 64


def labelmap(home: Path, *words: str | Path) -> str:
    """What the command answers, in Dutch and in a home of its own."""
    given = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}
    command = [ROOT / "bin/labelmap", *words, "--lang", "nl"]
    return subprocess.run(command, env=given, check=True, capture_output=True, text=True).stdout


def drawn(file: Path, number: int, target: Path) -> None:
    """One page as a picture of few colours."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        picture = document[number - 1].render(scale=DOTS / 72).to_pil().convert("RGB")
    picture.quantize(COLOURS).save(target, optimize=True)


def main() -> int:
    """Draw them all."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        school = home / "school"
        labelmap(home, "demo", "--into", school, "--no-open")
        entries = json.loads(labelmap(home, "log", school, "--json"))["entries"]
        since = next(entry["commit"] for entry in entries if entry["at"] < SINCE)
        for name in sorted({Path(file).parts[0] for _, file, _ in PAGES}):
            what = name.removesuffix(".pdf")
            asked = ("--since", since) if what == "changes" else ()
            labelmap(home, "export", school, "--what", what, "--to", home / name, *asked)
        for name, file, number in PAGES:
            drawn(home / file, number, PICTURES / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
