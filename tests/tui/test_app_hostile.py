"""Hostile words in every field, title and file name reach the terminal of no screen.

The program runs as a user starts it, in a pseudo-terminal; what counts are the bytes that the
terminal gets, and that no word acts as markup. Source: repository-format.md, last section.
"""

import os
import re
import select
import sys
import time
from pathlib import Path

import pytest

from model import fields
from model.application import (
    ActiveTeacher,
    Application,
    Evidence,
    Label,
    QualityLabel,
    TeamMember,
)
from model.edition import Edition
from model.fields import Key, Value
from store.clock import Clock
from store.people import remember
from store.school_folder import SchoolFolder
from tests.nso import NELE, act, into_inbox
from tests.tui.command_line import AN, DAY, ENTRY, git
from tests.tui.school import had_the_tour

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")

NASTY = (
    "[@click=app.quit]x[/] [red]r[/] $x {y} \u202eabc\u2066 a\u2028b \u2029 \u200f \u061c "
    "\\x1b]0;x "
)
"""What a file may hold: no control characters, which the door takes out; all else."""
RAW = "\x1b]0;title\x07 \x1b[7777m \x9b7777m \x90q\x9c \x7f \x85"
"""What only a file that somebody made by hand holds."""
STEERING = re.compile("[\x07\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
QUIT = "\x11"
F1, F2, F4, F6 = "\x1bOP", "\x1bOQ", "\x1bOS", "\x1b[17~"
TAB, ESC, ENTER, PALETTE = "\t", "\x1b", "\r", "\x10"


def _everything(application: Application, edition: Edition) -> Application:
    """The application with hostile words wherever words can be."""
    for key in (
        *fields.text_keys(edition),
        *(
            fields.parse_key(f"school.{name}", edition)
            for name in (
                "name", "city", "country", "region", "website", "platform_id", "contact.name",
                "contact.email", "principal.name", "principal.email",
            )
        ),
        fields.parse_key("declaration.signed_by", edition),
    ):  # fmt: skip
        application = fields.put(application, key, NASTY)
    entries: dict[Key, Value] = {
        Key("eligibility", ("active_teacher", "a")): ActiveTeacher(
            id="a", name=NASTY, activity=NASTY
        ),
        Key("eligibility", ("quality_label", "b")): QualityLabel(id="b", project=NASTY, url=NASTY),
        Key("school", ("team", "c")): TeamMember(id="c", name=NASTY, email=NASTY),
        Key("school", ("label", "d")): Label(id="d", years=NASTY),
    }
    for step in ("esafety", "shared-leadership", "declaration"):
        entries[Key(step, ("evidence", f"{step}-link"))] = Evidence(
            id=f"{step}-link", title=NASTY, url=f"https://x.example/{NASTY}"
        )
        entries[Key(step, ("evidence", f"{step}-file"))] = Evidence(
            id=f"{step}-file", title=NASTY, file=f"evidence/{step}/{NASTY}.pdf"
        )
    for key, value in entries.items():
        application = fields.put(application, key, value)
    return application


@pytest.fixture
def hostile(sample: Path) -> Path:
    """A school in which every word is hostile, files and history too."""
    folder = SchoolFolder.open(sample, Clock.of(DAY))
    folder.save(_everything(folder.application, folder.edition), AN)
    answers = sample / "answers"
    for name in ("3-shared-leadership", "4-collaboration"):
        file = answers / f"{name}.toml"
        raw = RAW.encode("unicode-escape").decode().replace("\\x", "\\u00")
        text = file.read_text("utf-8")
        (answers / f"{name}.toml").write_text(
            f'strange = "{raw}"\n"{raw}" = 1\n' + text, encoding="utf-8", newline="\n"
        )
    (sample / "evidence/esafety" / f"{NASTY.replace('/', '')}\x1b[7777m.pdf").write_bytes(b"%PDF")
    git(
        sample, "-c", "user.name=\u202eX[@click=app.quit]y[/]\x1b[7777m", "-c", "user.email=x@y.z",
        "commit", "--allow-empty", "-m", f"{NASTY}{RAW}".replace("\0", ""),
    )  # fmt: skip
    return sample


def written_by(folder: Path, *steps: str) -> str:
    """What the program writes to its terminal while keys are pressed; each step after silence."""
    import pty
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        termios.tcsetwinsize(0, (40, 120))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        words = [*ENTRY, str(folder), "--lang", "nl", "--today", DAY]
        os.execve(sys.executable, words, environment)  # noqa: S606 - the program itself, without a shell
    written = _until_silent(terminal, first=True)
    for step in (*steps, QUIT):
        os.write(terminal, step.encode())
        written += _until_silent(terminal)
    os.close(terminal)
    os.waitpid(pid, 0)
    # The shape of the mouse pointer: Textual's own.
    return re.sub("\x1b]22;\\w*\x07", "", written.decode("utf-8"))


def _until_silent(terminal: int, *, first: bool = False) -> bytes:
    """Read until nothing comes for a while; the first picture may take longer to begin."""
    written = b""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        quiet = 20.0 if first and b"f1" not in written else 0.5
        if not select.select([terminal], [], [], quiet)[0]:
            break
        try:
            written += os.read(terminal, 65536)
        except OSError:  # the program has ended
            break
    return written


@pytest.mark.parametrize(
    ("group", "steps"),
    [
        ("dashboard", ("\x1b[B", F6, ESC, F1, ESC, PALETTE, ESC)),
        ("school", ("1", *[TAB] * 14, ENTER, ESC, TAB, ENTER, ESC, TAB, ENTER, ESC)),
        ("step", ("2", TAB, TAB, ENTER, ESC, F2, ESC, ESC, "3", *[TAB] * 3, ENTER, ESC, TAB, TAB)),
        ("adding", ("2", F4, TAB, ESC, ESC)),
        ("declaration", ("8", TAB, TAB, ENTER, ESC, ESC)),
        ("preview", ("p", TAB, TAB, "\x1b[6~", "\x1b[6~", "\x1b[6~", ENTER, ESC)),
    ],
)
def test_no_steering_character_of_others_reaches_the_terminal(
    hostile: Path, group: str, steps: tuple[str, ...]
) -> None:
    remember(AN)
    had_the_tour()
    written = written_by(hostile, *steps)
    assert "[@click=app.quit]" in written, group
    assert STEERING.findall(written) == []
    assert "\x1b]0" not in written
    assert "\x1b[7777m" not in written
    # It ended by Ctrl+Q, with its closing line, and not by a word that acted.
    assert "Bewaard." in written


@pytest.mark.long
def test_a_hostile_school_is_harmless_in_review_mode(hostile: Path, tmp_path: Path) -> None:
    """What a school wrote, its replies and its records too, by hand or by git alone."""
    remember(NELE)
    git(hostile, "branch", "record", git(hostile, "commit-tree", "main^{tree}", "-m", "begin"))
    raw = RAW.encode("unicode-escape").decode().replace("\\x", "\\u00")
    said = f'by = "{NASTY.strip()}{raw}"\non = 2023-01-19\ntext = "{NASTY.strip()}{raw}"\n'
    sent = f'round = 1\nedition = "2023-2024"\nsubmitted_on = 2023-01-18\nincomplete = "{raw}"\n'
    piece = f'kind = "must-fix"\nstep = "shared-leadership"\nquote = "{raw}"\n{said}'
    reply = f'[[event]]\nkind = "reply"\n{said}'
    files = {
        "submissions/round-1.toml": f'{sent}submitted_by = "{raw}"\n',
        "review/round-1/r1-shared-leadership-1.toml": f"{piece}\n{reply}",
    }
    act(hostile, "submit", files)
    folder = into_inbox(hostile, tmp_path / "inbox")
    keys = ("3", "f", ESC, TAB, ENTER, ESC, "t", "n")
    written = written_by(folder, *keys)
    assert "[@click=app.quit]" in written
    assert STEERING.findall(written) == []
    assert "\x1b]0" not in written
    assert "\x1b[7777m" not in written


@pytest.mark.long
def test_a_hostile_file_name_is_shown_harmless_in_the_chooser(sample: Path, home: Path) -> None:
    remember(AN)
    had_the_tour()
    documents = home / "Documents"
    documents.mkdir()
    for name in (f"a{RAW}.pdf", f"b{NASTY}.pdf"):
        (documents / name.replace("/", "").replace("\0", "")).write_bytes(b"")
    written = written_by(sample, "3", F4, TAB, TAB, TAB, "\x1b[B", "\x1b[B", " ", ESC, ESC)
    assert "[7777m" in written
    assert STEERING.findall(written) == []
    assert "\x1b[7777m" not in written
    assert "\x1b]0" not in written
    assert "Bewaard." in written
