"""What docs/audit-by-hand.md tells an auditor to type: clean on honest folders only."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.store.files import ROOT
from tests.store.school import git
from tests.store.story import PIECE, forged_act, shown


def by_hand(school: Path, place: Path) -> tuple[int, str]:
    """The page's commands, in their order, with nothing on the PATH that the page does not name."""
    page = (ROOT / "docs/audit-by-hand.md").read_text(encoding="utf-8")
    script = "set -eu\n" + "".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    assert "nothing is against the rules" in script
    place.mkdir()
    ran = subprocess.run(
        ["sh", "-c", script],
        cwd=place,
        env={**os.environ, "SCHOOL": str(school)},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stderr + ran.stdout


def test_an_honest_history_passes_on_both_sides(
    told: Path, inbox_side: Path, tmp_path: Path
) -> None:
    for number, folder in enumerate((told, inbox_side)):
        code, said = by_hand(folder, tmp_path / f"audit-{number}")
        assert (code, said.splitlines()[-1]) == (0, "nothing is against the rules"), said


@pytest.mark.parametrize("forgery", ["feedback", "decision", "tag", "diary", "document"])
def test_a_forged_one_does_not(told: Path, tmp_path: Path, forgery: str) -> None:
    match forgery:
        case "feedback":
            forged_act(told, {PIECE: shown(told, PIECE).replace(b"Zeg wie.", b"Prima.")})
        case "decision":
            forged_act(told, {"review/round-2/decision-2.toml": b"x = 1\n"}, "decide", "reviewer")
        case "tag":
            git(told, "tag", "-f", "-a", "-m", "x", "submission/round-1", "record~2")
        case "diary":
            (told / PIECE).write_text("x = 1\n")
            git(told, "commit", "-qam", "x")
        case _:
            path = git(told, "ls-tree", "-r", "--name-only", "record", "evidence/").split("\n")[0]
            forged_act(told, {path: b"%PDF-1.4 another"})
    code, said = by_hand(told, tmp_path / "audit")
    assert code != 0, said
