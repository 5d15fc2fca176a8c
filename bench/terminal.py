"""Runs a full-screen program in a pseudo-terminal and says when its pictures were complete.

POSIX only. It answers as a terminal that knows synchronised output, so that a picture ends where
the program says so. While it measures it only reads; what the screen looks like is worked out
afterwards.
"""

import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import pyte

FRAME_END = b"\x1b[?2026l"
SYNC_QUESTION, SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
SIZE = (120, 36)


class NotDrawnError(Exception):
    """The program ended, or did not show in time what was waited for; holds the last screen."""


class Terminal:
    """One running program; `with` ends it."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], cwd: Path) -> None:
        self._written = bytearray()
        self.memory = 0
        """Peak memory of the program and what it started, in kB; once it has ended."""
        self.started = time.monotonic()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            termios.tcsetwinsize(0, SIZE[::-1])
            os.chdir(cwd)
            os.execve(command[0], list(command), environment)  # noqa: S606 - the program itself, without a shell

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def send(self, keys: bytes) -> None:
        """Type."""
        os.write(self._fd, keys)

    def read(self, seconds: float) -> bytes:
        """What the program writes next, within this time; empty when nothing came."""
        if not select.select([self._fd], [], [], max(0.0, seconds))[0]:
            return b""
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError as error:
            raise NotDrawnError(self.text()) from error
        if SYNC_QUESTION in data:
            self.send(SYNC_ANSWER)
        self._written += data
        return data

    def written(self) -> int:
        """How many bytes the program has written so far."""
        return len(self._written)

    def wrote_since(self, place: int, text: str) -> bool:
        """Whether it wrote this text, in one piece, after so many bytes."""
        return self._written.find(text.encode(), place) >= 0

    def lines(self) -> list[str]:
        """What stands on the screen. Slow: never while something is measured."""
        screen = pyte.Screen(*SIZE)
        stream = pyte.ByteStream(screen)
        stream.feed(without_modes(bytes(self._written)))
        return screen.display

    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines())

    def wait_for(self, text: str, seconds: float = 20) -> float:
        """Milliseconds from the start to the end of the first picture that holds this text.

        The text is one that the program writes in one piece, and for the first time.
        """
        deadline = time.monotonic() + seconds
        last = self.started
        while time.monotonic() < deadline:
            drawn = self._written.find(text.encode())
            if drawn >= 0 and self._written.find(FRAME_END, drawn) >= 0:
                break
            if self.read(0.1):
                last = time.monotonic()
            elif drawn >= 0:  # its first picture may come before it has our answer
                break
        else:
            raise NotDrawnError(self.text())
        return (last - self.started) * 1000

    def settle(self, quiet: float, seconds: float = 20) -> float | None:
        """The moment of the last output before nothing came for `quiet` seconds, if any came."""
        last = None
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.read(quiet):
                last = time.monotonic()
            else:
                return last
        return last

    def rest(self, seconds: float) -> None:
        """Let so many seconds pass after the last picture; what is no picture is not counted."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if FRAME_END in self.read(left):
                deadline = time.monotonic() + seconds

    def key(self, keys: bytes, quiet: float = 0.06) -> float:
        """Milliseconds from the key to the last new picture that it causes."""
        begun = time.monotonic()
        self.send(keys)
        last = None
        while last is None:
            if self.read(2):
                last = time.monotonic()
            elif time.monotonic() - begun > 2:
                raise NotDrawnError(self.text())
        return ((self.settle(quiet) or last) - begun) * 1000

    def click(self, text: str) -> None:
        """Click on the first place that shows this text; NotDrawnError where there is none."""
        for row, line in enumerate(self.lines(), 1):
            if (column := line.find(text)) >= 0:
                place = f"{column + 1};{row}"
                self.send(f"\x1b[<0;{place}M\x1b[<0;{place}m".encode())
                return
        raise NotDrawnError(self.text())

    def end(self) -> None:
        """End the program."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            _, _, usage = os.wait4(self._pid, 0)
            self.memory = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
            os.close(self._fd)
            self._pid = 0


def without_modes(data: bytes) -> bytes:
    """What a program wrote, without the settings of a terminal that pyte does not know."""
    return re.sub(rb"\x1b\[[?>=<][0-9;]*[$a-zA-Z]p?", b"", data)


def environment(home: Path) -> dict[str, str]:
    """A user with an empty home who works as An, in a terminal that can do all.

    The tour, which would take the keys, counts as seen.
    """
    for place in (".config", "Library/Application Support"):
        settings = home / place / "labelmap/settings.toml"
        if not settings.exists():
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text('seen = ["tour"]\n', encoding="utf-8")
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LABELMAP_LANG": "nl",
        "LABELMAP_TODAY": "2023-01-20",
        "GIT_AUTHOR_NAME": "An Voorbeeld",
        "GIT_AUTHOR_EMAIL": "an@school.example",
        "GIT_COMMITTER_NAME": "An Voorbeeld",
        "GIT_COMMITTER_EMAIL": "an@school.example",
    }
