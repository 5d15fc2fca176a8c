"""bin/together.py: two people type into two terminals, and end with one application."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.command_line import ROOT


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_two_terminals_and_one_shared_folder_end_with_one_application(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    ran = subprocess.run(
        [sys.executable, ROOT / "bin/together.py", story],
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    text = story.read_text("utf-8")
    assert "verschillende versies" in text
    assert "Both have one and the same application" in text
