"""Two teachers, two computers, one shared folder: typed into two terminals, and written down.

    .venv/bin/python bin/together.py             into docs/together.md
    .venv/bin/python bin/together.py FILE

An has an application and invites; Bart joins. They write in different steps, then in the same
paragraph at the same time. In the end both have one and the same application with everything in it,
and the history tells who did what; anything else is exit 1. Each has a HOME of its own, so neither
program knows of the other but by what arrives in the folder. POSIX only; takes half a minute.
"""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pyte  # noqa: E402 - the packages are found from here on

from bench import terminal  # noqa: E402 - as above

DOCUMENT = "docs/together.md"
SIZE = (80, 24)
PATIENCE = 60.0
KEYS = ("shared-leadership.plan", "models-for-other-schools.plan", "inclusive-and-innovative.plan")
OF_AN = "Wij ontvangen elk jaar vier scholen uit de buurt, en tonen wat wij deden."
OF_BART = "Elke nieuwe collega volgt in het eerste jaar een vorming. "
FIRST = "Dit komt van An. "
SECOND = "Dit komt van Bart. "
WRITTEN = ((FIRST, SECOND), (OF_AN,), (OF_BART,))
ENTER, ESCAPE, TAB, BACKTAB = "\r", "\x1b", "\t", "\x1b[Z"
CTRL_A, CTRL_G, CTRL_S, CTRL_Q, CTRL_HOME = "\x01", "\x07", "\x13", "\x11", "\x1b[1;5H"
CTRL_B = "\x02"
HEAD = """# Two teachers, one application

What `bin/together.py` typed into two terminals, and what stood on their screens. An and Bart each
work on a computer of their own (here: a home folder of their own); all that they have in common is
a folder, as OneDrive, Teams or a stick carries it. Nobody presses a button to share, and nobody
waits for the other.

"""


class Computer:
    """One teacher's computer, with the program in a terminal."""

    def __init__(self, name: str, mail: str, place: Path) -> None:
        self.name = name
        self.home = place / name.partition(" ")[0].lower()
        self.home.mkdir()
        self.environment = {
            key: value
            for key, value in terminal.environment(self.home).items()
            if not key.startswith("GIT_")
        }
        self.mail = mail
        self._screen = pyte.Screen(*terminal.SIZE)
        self._stream = pyte.ByteStream(self._screen)
        self._terminal: terminal.Terminal | None = None

    def labelmap(self, *words: str | Path) -> str:
        """What a command prints."""
        done = subprocess.run(
            [str(ROOT / "bin/labelmap"), *map(str, words)],
            env={**self.environment, "NO_COLOR": "1"},
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def succeeds(self, *words: str | Path) -> bool:
        """Whether a command's answer is yes."""
        done = subprocess.run(
            [str(ROOT / "bin/labelmap"), *map(str, words)],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def git(self, folder: Path, *words: str) -> str:
        """What plain git answers."""
        return subprocess.run(
            [shutil.which("git") or "git", *words],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def start(self, *words: str | Path) -> None:
        """Open the app."""
        command = [str(ROOT / "bin/labelmap"), *map(str, words)]
        self._terminal = terminal.Terminal(command, self.environment, self.home)
        self._screen.reset()

    @property
    def pty(self) -> "terminal.Terminal":
        """The terminal, once the app is open."""
        if self._terminal is None:
            raise RuntimeError
        return self._terminal

    def read(self) -> None:
        """Let the screen be what the program has drawn so far."""
        while self._terminal is not None:
            try:
                data = self._terminal.read(0)
            except terminal.NotDrawnError:
                self._terminal.end()
                self._terminal = None
                return
            if not data:
                return
            self._stream.feed(terminal.without_modes(data))

    def end(self) -> None:
        """End the app, where it still runs."""
        if self._terminal is not None:
            self._terminal.end()
            self._terminal = None

    @property
    def is_open(self) -> bool:
        """Whether the app runs."""
        return self._terminal is not None

    def text(self) -> str:
        """The screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def types(self, keys: str) -> None:
        """Type."""
        self.pty.send(keys.encode())

    def pastes(self, text: str) -> None:
        """Paste, as terminals do."""
        self.types(f"\x1b[200~{text}\x1b[201~")


class Story:
    """What happened, screen by screen."""

    def __init__(self, computers: Sequence[Computer], place: Path, head: str = HEAD) -> None:
        self._computers = computers
        self._place = place
        self._told = [head]

    def until(self, who: Computer, holds: Callable[[str], bool] | str) -> None:
        """Let everybody's program run until somebody's screen shows something."""
        end = time.monotonic() + PATIENCE
        wanted = (lambda text: holds in text) if isinstance(holds, str) else holds
        while not wanted(who.text()):
            if time.monotonic() > end:
                raise SystemExit(f"{who.name} never saw {holds}:\n{who.text()}")
            self.run(0.05)

    def run(self, seconds: float) -> None:
        """Let everybody's program run for a moment."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            select.select([], [], [], 0.02)
            for one in self._computers:
                one.read()

    def presses(self, who: Computer, *keys: str) -> None:
        """One key after the other, each once the screen has settled."""
        for key in keys:
            who.types(key)
            self.run(0.35)

    def tell(self, words: str) -> None:
        """A sentence of the story."""
        self._told.append(f"{words}\n")

    def show(self, who: Computer) -> None:
        """Somebody's screen."""
        shown = "\n".join(map(self._at_home, who.text().splitlines()))
        self._told.append(f"{who.name}'s screen:\n\n```text\n{shown}\n```\n")

    def _at_home(self, line: str) -> str:
        """A line without the place where all this happens; what stands right of it stays there."""
        short = line.replace(str(self._place), "~")
        border = short.rfind("│")
        gap = " " * (len(line) - len(short))
        return f"{short[:border]}{gap}{short[border:]}" if border > 0 else short

    def quote(self, text: str) -> None:
        """What a command printed."""
        self._told.append(f"```text\n{text.replace(str(self._place), '~').rstrip()}\n```\n")

    def text(self) -> str:
        """All of it."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._told)).rstrip() + "\n"


def is_chosen(text: str) -> bool:
    """Whether an overview asks for no choice any more; its last line may still tell of one."""
    return "Nu te doen" in text and "versies" not in text.partition("Laatste wijzigingen")[0]


class Teachers:
    """An and Bart, their copies of the application, and the folder that both have."""

    def __init__(self, place: Path) -> None:
        self.an = Computer("An Peeters", "an.peeters@voorbeeldstad.example", place)
        self.bart = Computer("Bart Claes", "bart.claes@voorbeeldstad.example", place)
        self.hers = self.an.home / "aanvraag"
        self.his = self.bart.home / "aanvraag"
        self.shared = place / "OneDrive" / "eTwinning-label"
        self.shared.mkdir(parents=True)
        self.place = place
        self.story = Story((self.an, self.bart), place)

    def begin(self) -> None:
        """An invites; Bart joins."""
        story, an, bart = self.story, self.an, self.bart
        an.labelmap("demo", "--no-open", "--into", self.hers)
        settings = f"[user]\n\tname = {an.name}\n\temail = {an.mail}\n"
        (an.home / ".gitconfig").write_text(settings, encoding="utf-8")
        story.tell("## An invites, Bart joins\n")
        story.tell("An presses `i` in her overview and chooses the folder.")
        an.start(self.hers)
        story.until(an, "Nu te doen")
        story.presses(an, "i", ENTER)
        self.choose_shared(an)
        story.until(an, lambda text: "gedeeld" in text and "staat nu in" not in text)
        story.show(an)
        story.tell("Bart starts Labelmap for the first time, and presses `j`.")
        bart.start()
        story.until(bart, "Welkom")
        story.show(bart)
        story.presses(bart, "j")
        self.choose_shared(bart)
        story.until(bart, "Je mailadres")
        bart.types(bart.name)
        story.presses(bart, TAB)
        bart.types(bart.mail)
        story.presses(bart, TAB, CTRL_A)
        bart.pastes(str(self.his))
        story.run(0.5)
        story.show(bart)
        story.presses(bart, CTRL_S)
        story.until(bart, "Nu te doen")

    def choose_shared(self, who: Computer) -> None:
        """The shared folder, by its path."""
        self.story.until(who, "plak hier")
        self.story.presses(who, BACKTAB)
        who.pastes(str(self.shared))
        self.story.run(0.5)
        self.story.presses(who, ENTER)

    def to_plan(self, who: Computer, step: int) -> None:
        """To the plans of a step, by the part of a field's name."""
        self.story.presses(who, CTRL_G)
        who.types(f"plannen {step}")
        self.story.until(who, f"Stap {step}")
        self.story.presses(who, ENTER)
        self.story.until(who, lambda text: text.splitlines()[1].startswith(f" Stap {step}"))
        self.story.presses(who, CTRL_HOME)

    def write_apart(self) -> None:
        """Each in a step of their own."""
        story, an, bart = self.story, self.an, self.bart
        story.tell("## Both write, each in a step of their own\n")
        self.to_plan(an, 6)
        self.to_plan(bart, 7)
        an.pastes(OF_AN)
        bart.pastes(OF_BART)
        story.run(0.5)
        story.presses(an, ESCAPE)
        story.run(1.5)
        story.presses(bart, ESCAPE)
        story.until(an, "Bart: ")
        story.until(bart, lambda text: "andere…   4/5" in text and "met An" in text)
        story.tell(
            "Some seconds after each of them left the text, it is on the other's screen: An reads "
            "at the bottom what Bart did, and on Bart's screen one thing more is done in step 6."
        )
        story.show(an)
        story.show(bart)

    def write_at_once(self) -> None:
        """Both in the same paragraph."""
        story, both = self.story, (self.an, self.bart)
        story.tell("## Both write in the same paragraph, at the same time\n")
        for one in both:
            self.to_plan(one, 3)
        for one, words in zip(both, (FIRST, SECOND), strict=True):
            one.types(words)
        story.run(0.5)
        for one in both:
            story.show(one)
        for one in both:
            one.types(ESCAPE)
        for one in both:
            story.until(one, "versies")
        story.tell(
            "Neither lost a word: both versions stand there, and until somebody chooses, that is "
            "the first thing to do."
        )
        story.show(self.an)

    def choose(self) -> None:
        """An makes one text of both versions, and both leave."""
        story, an, bart = self.story, self.an, self.bart
        story.tell("## One of them chooses, and both leave\n")
        story.tell(
            "An presses Enter there (Ctrl+B does the same from anywhere), keeps the text of both, "
            "and the choice is on Bart's screen too."
        )
        story.presses(an, CTRL_B)
        story.until(an, "Neem versie 1")
        story.show(an)
        story.presses(an, CTRL_S)
        for one in (an, bart):
            story.until(one, is_chosen)
        for one in (an, bart):
            one.types(CTRL_Q)
        end = time.monotonic() + PATIENCE
        while (an.is_open or bart.is_open) and time.monotonic() < end:
            story.run(0.1)
        for one, folder in ((an, self.hers), (bart, self.his)):
            one.labelmap("sync", folder)

    def end(self) -> bool:
        """What both have now, and whether it is one application with everything in it."""
        an, bart, story = self.an, self.bart, self.story
        log = bart.labelmap("log", self.his)
        story.tell("What Bart's copy tells of it (`labelmap log`):\n")
        story.quote("\n".join(log.splitlines()[:12]))
        hers = [an.labelmap("show", self.hers, key) for key in KEYS]
        his = [bart.labelmap("show", self.his, key) for key in KEYS]
        well = (
            hers == his
            and all(
                words.strip() in held
                for written, held in zip(WRITTEN, his, strict=True)
                for words in written
            )
            and an.git(self.hers, "rev-parse", "main") == bart.git(self.his, "rev-parse", "main")
            and all(f" {name}: " in log for name in ("An", "Bart"))
            and not bart.git(self.his, "status", "--porcelain")
        )
        story.tell(
            "Both have one and the same application, with everything in it."
            if well
            else "**They do not have the same application.**"
        )
        return well


def main() -> int:
    """Tell the story into a file. 1: it did not end well."""
    asked = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument(
        "file", nargs="?", type=Path, default=ROOT / DOCUMENT, help=f"default: {DOCUMENT}"
    )
    target: Path = asked.parse_args().file
    terminal.SIZE = SIZE
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the apps are ended then, too
    with tempfile.TemporaryDirectory() as place:
        teachers = Teachers(Path(os.path.realpath(place)))
        try:
            teachers.begin()
            teachers.write_apart()
            teachers.write_at_once()
            teachers.choose()
            well = teachers.end()
        finally:
            for one in (teachers.an, teachers.bart):
                one.end()
    target.write_text(teachers.story.text(), encoding="utf-8")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
