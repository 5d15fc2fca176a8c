"""bin/review.py: a school and its NSO type into two terminals, and end with an approved label."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.command_line import ROOT


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_two_terminals_and_four_files_end_with_a_label(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    ran = subprocess.run(
        [sys.executable, ROOT / "bin/review.py", story],
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    text = story.read_text("utf-8")
    assert "jullie zijn een eTwinning School!" in text
    assert "Nothing is against the rules." in text
