"""Commands in a terminal: a name is asked once, and the demo opens."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from store.people import Person, load_settings
from tests.tui.command_line import ENTRY, git, start

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a pseudo-terminal is made the POSIX way"
)


def answered(reply: str, *words: str | Path) -> tuple[int, str, str]:
    """A command that reads from and warns on a terminal, where somebody types a reply.

    Its exit code, its answer, and what stood on the terminal.
    """
    import pty

    keyboard, terminal = pty.openpty()
    with subprocess.Popen(
        [*ENTRY, *map(str, words)], stdin=terminal, stdout=subprocess.PIPE, stderr=terminal
    ) as process:
        os.close(terminal)
        os.write(keyboard, reply.encode())
        assert process.stdout is not None
        answer = process.stdout.read().decode()
    said = os.read(keyboard, 65536).decode()
    os.close(keyboard)
    return process.returncode, answer, said


def test_a_name_is_asked_once_and_kept_for_this_user(school: Path) -> None:
    words = ("set", school, "school.city", "Elders", "--lang", "nl")
    code, answer, said = answered("Joke Martens <joke@school.example>\n", *words)
    assert code == 0
    assert answer
    assert "Hoe heet je?" in said
    assert load_settings().person == Person("Joke Martens", "joke@school.example")
    assert git(school, "log", "-1", "--format=%an <%ae>") == "Joke Martens <joke@school.example>"
    assert start("set", school, "school.city", "Ginder").code == 0, "not asked again"


@pytest.mark.parametrize("reply", ["\n", "\x04", "  \n", "<>\n"])
def test_no_name_is_no_change(school: Path, reply: str) -> None:
    before = (school / "school.toml").read_bytes()
    code, answer, said = answered(reply, "set", school, "school.city", "Elders", "--lang", "en")
    assert (code in {2, 3}, answer) == (True, "")
    assert "Traceback" not in said
    assert (school / "school.toml").read_bytes() == before


def test_the_demo_opens_its_dashboard(tmp_path: Path, home: Path) -> None:
    from bench.terminal import NotDrawnError, Terminal

    folder = tmp_path / "school"
    command = [*ENTRY, "demo", "--into", str(folder), "--lang", "nl"]
    with Terminal(command, {**os.environ, "TERM": "xterm-256color"}, home) as terminal:
        terminal.wait_for("Gedeeld leiderschap", 40)
        assert "GO! Atheneum Voorbeeldstad" in terminal.text()
        terminal.send(b"\x11")
        with suppress(NotDrawnError):  # it ends
            while terminal.read(30):
                pass
        assert "29 van 34" in terminal.text()
    assert load_settings().is_demo(folder)
    assert load_settings().recent[0] == str(folder)
