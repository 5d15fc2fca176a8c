"""What people wrote can't steer the terminal, whichever widget shows it.

A small program shows hostile words in every kind of widget, in a pseudo-terminal; what counts are
the bytes that the terminal gets.
"""

import os
import re
import sys
import time
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tui.widgets.safe_text import HarmlessLines, line, lines

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    "[@click=app.quit]x[/] \x1b]0;title\x07 \x1b[7777m \x9b7777m \x90q\x9c \x07 \x7f "
    "\u202eabc\u2066 a\u2028b \u2029 \x85 \u200f [red]r[/red] $x"
)
STEERING = re.compile("[\x07\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
PASTED = "\x1b[200~" + HOSTILE.replace("\x1b", "\x1b\x1b") + "\x1b[201~"
ENDED = b"@@ended@@"

PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from rich.text import Text
from textual.content import Content
from textual.widgets import (
    Button, Checkbox, DataTable, Header, Input, Label, ListItem, ListView, OptionList, RadioButton,
    Select, Static, TextArea, Tree,
)
from tests.tui.widget_app import WidgetApp
from tui.widgets import safe_text
from tui.widgets.text_box import TextBox
HOSTILE = {HOSTILE!r}
WORDS = Content(HOSTILE)

def widgets():
    yield Header()
    for words in (WORDS, safe_text.line(HOSTILE), safe_text.lines(HOSTILE)):
        yield Static(words)
        yield Label(words)
    yield Static(HOSTILE, markup=False)
    yield OptionList(WORDS, safe_text.line(HOSTILE))
    yield Input(HOSTILE, placeholder=HOSTILE, compact=True)
    yield Input(placeholder=HOSTILE, compact=True)
    yield Button(WORDS)
    yield Checkbox(WORDS)
    yield RadioButton(WORDS)
    yield ListView(ListItem(Label(WORDS)))
    yield DataTable()
    yield Tree(Text(HOSTILE))
    yield Select([(WORDS, 1)], prompt=HOSTILE, value=1)
    yield TextArea(HOSTILE)
    yield TextBox(HOSTILE, limit=10, title=HOSTILE)

class Hostile(WidgetApp):
    CSS = "Screen > * {{ height: 3; }}"
    def compose(self):
        yield from widgets()
    def on_mount(self):
        super().on_mount()
        table = self.query_one(DataTable)
        table.add_column(Text(HOSTILE))
        table.add_row(Text(HOSTILE))
        self.query_one(TextArea).border_title = HOSTILE.replace("[", "")
        self.title = self.sub_title = HOSTILE
        self.notify(HOSTILE, title=HOSTILE, markup=False, timeout=60)
        self.query_one(TextBox).focus_editor()
        self.call_after_refresh(self.call_after_refresh, print, end="")
        self.set_timer(0.1, lambda: sys.__stderr__.write("@@drawn@@") and sys.__stderr__.flush())
    def on_text_box_edited(self, message):
        self.call_after_refresh(self.call_after_refresh, self.exit)

Hostile().run()
print("{ENDED.decode()}", flush=True)
"""


def run(program: str) -> str:
    """What a program writes to its terminal; hostile words are pasted once all has been drawn."""
    import pty
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        termios.tcsetwinsize(0, (90, 120))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execve(sys.executable, [sys.executable, "-c", program], environment)  # noqa: S606 - the program itself, without a shell
    written, pasted = b"", False
    deadline = time.monotonic() + 60
    while ENDED not in written and time.monotonic() < deadline:
        try:
            written += os.read(terminal, 65536)
        except OSError:  # the program has ended
            break
        if not pasted and b"@@drawn@@" in written:
            os.write(terminal, PASTED.encode())
            pasted = True
    os.close(terminal)
    os.waitpid(pid, 0)
    assert ENDED in written, written[-3000:].decode(errors="replace")
    # The shape of the mouse pointer: Textual's own.
    return re.sub("\x1b]22;\\w*\x07", "", written.decode("utf-8"))


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of POSIX")
def test_no_widget_lets_a_steering_character_reach_the_terminal() -> None:
    written = run(PROGRAM)
    assert written.count("click=app.quit") >= 20
    assert not STEERING.findall(written)
    assert "\x1b]0" not in written
    assert "\x1b[7777" not in written
    assert "␛]0;title␇" in written


def test_our_two_functions_show_what_they_disarm() -> None:
    assert line("a\x1b[2J\tb\nc").plain == "a␛[2J b c"
    assert lines("a\u202eb\nc").plain == "a⇆b\nc"
    assert line("[@click=app.quit]x[/]").spans == []


def test_the_last_wall_leaves_harmless_lines_alone_and_keeps_styles() -> None:
    wall, ground, bold = HarmlessLines(), Color(0, 0, 0), Style(bold=True)
    plain = [Segment("abc"), Segment("é😀 ⇆")]
    assert wall.apply(plain, ground) == plain
    assert wall.apply([Segment("a\x1b[2Jb", bold)], ground) == [Segment("a[2Jb", bold)]
