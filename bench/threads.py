"""A school whose application came back from the NSO, with many pieces of feedback."""

import subprocess
from pathlib import Path

from bench.start import LABELMAP, ROOT
from bench.terminal import environment
from model.application import MISSION_STEPS

SIGNED = ROOT / "sample-school/extra/getekende-verklaring.pdf"
PIECE = """kind = "{kind}"
step = "{step}"
field = "plan"
text = "Opmerking {number}: zeg wie het doet, en tegen wanneer."
by = "Nele Jans"
on = 2023-01-20
"""
DECISION = 'decision = "returned"\ntext = "Vul aan."\nby = "Nele Jans"\non = 2023-01-20\n'
WHEN = 1674212400
KINDS = ("must-fix", "suggestion", "question", "praise")


def with_threads(school: Path, home: Path, count: int) -> None:
    """Submit the application, and send it back with so many pieces of feedback."""
    for words in (
        ["set", str(school), "declaration.signed_by", "Lieve Wouters"],
        ["set", str(school), "declaration.signed_on", "2023-01-20"],
        ["attach", str(school), "declaration", str(SIGNED)],
        ["submit", str(school), "--incomplete", "een meting"],
    ):
        subprocess.run(
            [str(LABELMAP), *words], env=environment(home), check=True, capture_output=True
        )
    files = {"review/round-1/decision.toml": DECISION}
    for number in range(count):
        step = MISSION_STEPS[number % len(MISSION_STEPS)]
        kind = KINDS[number % len(KINDS)]
        name = f"review/round-1/r1-{step}-{number + 1}.toml"
        files[name] = PIECE.format(kind=kind, step=step, number=number + 1)
    message = "decide: round 1\n\nLabelmap-Event: decide\nLabelmap-Round: 1\n"
    message += "Labelmap-Role: reviewer\n"
    said = f"commit refs/heads/record\ncommitter Nele Jans <nele@nso.example> {WHEN} +0100\n"
    said += f"data {len(message)}\n{message}from refs/heads/record^0\n"
    for path, text in files.items():
        said += f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force"], cwd=school, input=said.encode(), check=True
    )
