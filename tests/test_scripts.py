"""Scripts that write down a story: they are told a file's name, or say what they are."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.command_line import ROOT

SCRIPTS = ("review.py", "story.py", "together.py")


def ran(place: Path, name: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "bin" / name, *words],
        cwd=place,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize(
    ("words", "code"), [(("--help",), 0), (("-x",), 2), (("one.md", "two.md"), 2)]
)
def test_what_is_no_file_is_explained_and_writes_nothing(
    tmp_path: Path, name: str, words: tuple[str, ...], code: int
) -> None:
    said = ran(tmp_path, name, *words)
    assert said.returncode == code
    assert "usage: " in said.stdout + said.stderr
    assert ("docs/" in said.stdout) == (code == 0), "where it is written"
    assert list(tmp_path.iterdir()) == []
