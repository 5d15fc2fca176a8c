"""What a start imports: as little as it needs, or Labelmap would not open at once.

Source: issue 2, part 7; docs/decisions.md.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.command_line import AN_IN_GIT

HEAVY = {
    "PIL",
    "babel",
    "diff_match_patch",
    "git",
    "jinja2",
    "pikepdf",
    "pillow_heif",
    "pydantic",
    "pypdfium2",
    "textual_image",
    "watchfiles",
    "weasyprint",
}
PROGRAM = """\
import sys
try:
    {code}
finally:
    import json
    with open({report!r}, "w") as file:
        json.dump(sorted(sys.modules), file)
"""


def imported(tmp_path: Path, code: str, *words: str | Path) -> set[str]:
    """All modules that are there after the code has run, and the packages that they are in."""
    report = tmp_path / "modules.json"
    program = PROGRAM.format(code=code, report=str(report))
    subprocess.run(
        [sys.executable, "-I", "-c", program, *map(str, words)],
        capture_output=True,
        check=True,
        env={**os.environ, **AN_IN_GIT},
    )
    found: list[str] = json.loads(report.read_text())
    return {name.partition(".")[0] for name in found} | set(found)


@pytest.mark.parametrize(
    "words", [("check",), ("check", "--json"), ("status",), ("log",), ("show", "school.name")]
)
def test_a_reading_command_imports_no_more_than_it_needs(
    sample: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    code = "from tui.start import main; main(sys.argv[1:])"
    found = imported(tmp_path, code, words[0], sample, *words[1:])
    assert not found & {*HEAVY, "textual", "rich", "importlib.metadata", "asyncio"}


def test_a_change_imports_neither_screens_nor_pictures(sample: Path, tmp_path: Path) -> None:
    code = "from tui.start import main; main(sys.argv[1:])"
    found = imported(tmp_path, code, "set", sample, "school.city", "Elders")
    assert not found & {*HEAVY, "textual", "rich"}


def test_opening_the_app_imports_neither_commands_nor_makers_of_pages(tmp_path: Path) -> None:
    code = "import tui.start, tui.open_app, tui.app, tui.screens.dashboard"
    assert not imported(tmp_path, code) & {*HEAVY, "click"}


def test_an_inbox_that_was_read_before_imports_nothing_that_reads(
    inbox: Path, tmp_path: Path
) -> None:
    for name in ("gemeenteschool-het-anker", "scholengroep-westkant"):
        shutil.rmtree(inbox / "schools" / name)
    code = "from tui.start import main; main(sys.argv[1:])"
    words = ("inbox", inbox, "--json", "--today", "2023-02-15")
    reading = {"store.review_desk", "store.trust", "store.decode", "concurrent.futures"}
    first = imported(tmp_path, code, *words)
    assert reading <= first
    assert not reading & imported(tmp_path, code, *words)
