"""What the tests of commands share: running them, and schools to run them on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import tui
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder
from tui.start import main

ENTRY = (sys.executable, "-I", "-c", "import sys; from tui.start import main; sys.exit(main())")
"""How bin/labelmap starts the program."""
ROOT = Path(tui.__file__).parent.parent
EXTRA = ROOT / "sample-school/extra"
"""Documents that nobody has attached yet."""
DAY = "2023-01-20"
AN = Person("An Peeters", "an.peeters@voorbeeldstad.example")
AN_IN_GIT = {"GIT_AUTHOR_NAME": AN.name, "GIT_AUTHOR_EMAIL": AN.email}


@dataclass(frozen=True)
class Ran:
    """What a run of the program came to."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class MadeInbox:
    """The sample inbox, and what the command came to that made it."""

    place: Path

    @property
    def folder(self) -> Path:
        """The inbox."""
        return self.place / "inbox"

    @property
    def home(self) -> Path:
        """Where the user's settings lie who made it."""
        return self.place / "home"

    @property
    def said(self) -> Path:
        """What the command printed."""
        return self.place / "said.txt"


Run = Callable[..., Ran]
"""`run("check", folder)` in this process: its exit code and what it printed."""


def runner(capfd: pytest.CaptureFixture[str]) -> Run:
    """Commands in this process."""

    def run(*words: str | Path) -> Ran:
        capfd.readouterr()
        code = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Ran(int(code), out, err)

    return run


def start(
    *words: str | Path,
    stdin: str | bytes = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    first: Callable[[], None] | None = None,
) -> Ran:
    """The program in a process of its own, as bin/labelmap starts it, without a terminal.

    `first` is called in that process before the program.
    """
    result = subprocess.run(
        [ENTRY[0], *(["-B"] if first is bound_files else []), *ENTRY[1:], *map(str, words)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        preexec_fn=first,
        timeout=60,
    )
    return Ran(result.returncode, result.stdout.decode(), result.stderr.decode())


def small_school(path: Path, day: str = "2023-01-10") -> Path:
    """A new application with one change after its first."""
    SchoolFolder.create(
        path,
        edition="2023-2024",
        school="GO! Atheneum Voorbeeldstad",
        city="Voorbeeldstad",
        person=AN,
        clock=Clock.of(day),
    )
    return path


def copied(source: Path, target: Path) -> Path:
    """A copy of a school's folder, history and all."""
    return Path(shutil.copytree(source, target, symlinks=True))


def git(folder: Path, *words: str) -> str:
    """What plain git answers in a folder."""
    names = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Somebody"), ("EMAIL", "somebody@school.example"))
    }
    result = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **names}, capture_output=True, check=True
    )
    return result.stdout.decode().strip()


def subjects(folder: Path) -> list[str]:
    """The history's subjects, newest first."""
    return git(folder, "log", "--format=%s").splitlines()


def obey_permissions() -> None:
    """Let the permissions of files hold for this process too where it is root's (Linux)."""
    if sys.platform == "linux" and os.geteuid() == 0:
        import ctypes

        drop, override, search = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE and _READ_SEARCH
        for capability in (override, search):
            ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)


def bound_files() -> None:
    """Let no file of this process grow beyond 3,000 bytes, as on a full disk.

    Python 3.11 would then leave half of a module's compiled form behind, for all who come after:
    such a process runs with `-B`.
    """
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
