"""What this computer has and lacks for Labelmap, as findings; nothing is changed or installed.

Needed are Python and git. Without Pango all but PDFs works; ssh-keygen is for signatures.
Source: command-line.md, `doctor`; issue 2, part 1.
"""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from export import pango
from model.messages import N_, Fact, Failure, Message
from store import places, processes
from store.git_environment import NEEDED, git_version
from store.git_failures import NoGit
from tui.version import version
from tui.world import World, known_person

_PACKAGES = (
    ("apt-get", "sudo apt install {package}", "openssh-client"),
    ("dnf", "sudo dnf install {package}", "openssh"),
    ("pacman", "sudo pacman -S {package}", "openssh"),
    ("zypper", "sudo zypper install {package}", "openssh"),
    ("apk", "sudo apk add {package}", "openssh-keygen"),
    ("brew", "brew install {package}", "openssh"),
)
"""Package manager, what one types, the package that has ssh-keygen. git is called git."""
_WINDOWS = "https://git-scm.com/downloads/win"
"""Git for Windows brings ssh-keygen too, and needs no administrator."""
_MACOS = "xcode-select --install"
_ELSEWHERE = "https://git-scm.com/downloads"
_PYTHON = (3, 11)
_COLUMNS, _LINES = 80, 24


class Mark(StrEnum):
    """How a finding stands."""

    THERE = "✓"
    LACKING = "✗"
    """It is needed."""
    WANTED = "○"
    """Something works less well without it."""
    SAID = "·"
    """Neither good nor bad."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    mark: Mark
    what: Message
    remedy: Message | None = None


def examine(world: World) -> tuple[Finding, ...]:
    """Look at everything. Never raises for what is lacking."""
    return (
        Finding(Mark.SAID, Message("Labelmap {version}", {"version": version()})),
        _python(),
        _git(),
        _pango(),
        _ssh_keygen(),
        *_terminal(),
        _person(),
        *_places(world),
    )


def _python() -> Finding:
    facts: dict[str, Fact] = {
        "version": platform.python_version(),
        "needed": ".".join(map(str, _PYTHON)),
    }
    if sys.version_info >= _PYTHON:
        return Finding(Mark.THERE, Message("Python {version}", facts))
    return Finding(
        Mark.LACKING,
        Message(N_("Python {version}; {needed} or newer is needed."), facts),
        Message(N_("Install a newer one: {where}"), {"where": "https://www.python.org/downloads"}),
    )


def _install(package: str | None = None) -> Message:
    """How to install a package here: git, unless it is the one with ssh-keygen."""
    command = _ELSEWHERE
    if sys.platform == "win32":
        command = _WINDOWS
    elif sys.platform == "darwin" and not shutil.which("brew"):
        command = _MACOS
    else:
        for manager, typed, with_ssh in _PACKAGES:
            if shutil.which(manager):
                command = typed.format(package=package or with_ssh)
                break
    return Message(N_("This installs it: {command}"), {"command": command})


def _git() -> Finding:
    try:
        found = git_version()
    except NoGit:
        return Finding(
            Mark.LACKING,
            Message(N_("git is missing; it keeps the history of the application.")),
            _install("git"),
        )
    except Failure as failure:
        return Finding(Mark.LACKING, failure.message, failure.fix)
    facts: dict[str, Fact] = {
        "version": ".".join(map(str, found)),
        "needed": ".".join(map(str, NEEDED)),
    }
    if found >= NEEDED:
        return Finding(Mark.THERE, Message("git {version}", facts))
    return Finding(
        Mark.LACKING,
        Message(N_("git {version}; {needed} or newer is needed."), facts),
        _install("git"),
    )


def _pango() -> Finding:
    """WeasyPrint says best whether it finds Pango; in a process of its own, as it is slow."""
    try:
        result = processes.run([sys.executable, "-I", "-c", "import weasyprint"])
        there = result.returncode == 0
    except Failure:
        there = False
    if there:
        return Finding(Mark.THERE, Message(N_("Pango: PDFs can be made")))
    return Finding(
        Mark.WANTED,
        Message(N_("Pango is missing: everything works, except making a PDF.")),
        Message(N_("This installs it: {command}"), {"command": pango.install_command()}),
    )


def _ssh_keygen() -> Finding:
    if processes.find_program("ssh-keygen") is not None:
        return Finding(Mark.THERE, Message(N_("ssh-keygen: signatures can be checked")))
    return Finding(
        Mark.WANTED, Message(N_("ssh-keygen is missing: signatures can't be checked.")), _install()
    )


def _terminal() -> Iterator[Finding]:
    if sys.stdout is None or not sys.stdout.isatty():
        yield Finding(Mark.SAID, Message(N_("Terminal: none here; the app needs one")))
    else:
        size = os.get_terminal_size(sys.stdout.fileno())
        facts: dict[str, Fact] = {
            "columns": size.columns,
            "lines": size.lines,
            "least_columns": _COLUMNS,
            "least_lines": _LINES,
        }
        said = Message(N_("Terminal: {columns} columns, {lines} lines"), facts)
        if size.columns >= _COLUMNS and size.lines >= _LINES:
            yield Finding(Mark.THERE, said)
        else:
            best = N_(
                "The app is at its best from {least_columns} columns and {least_lines} lines."
            )
            yield Finding(Mark.WANTED, said, Message(best, facts))
        yield Finding(Mark.SAID, _colours())
    encoding = (getattr(sys.stdout, "encoding", None) or "?").upper()
    said = Message(N_("Characters: {encoding}"), {"encoding": encoding})
    if encoding.replace("-", "") == "UTF8":
        yield Finding(Mark.THERE, said)
    else:
        remedy = N_("Signs may come out wrong. Choose a language with UTF-8: LANG=nl_BE.UTF-8")
        yield Finding(Mark.WANTED, said, Message(remedy))


def _colours() -> Message:
    if os.environ.get("NO_COLOR"):
        return Message(N_("Colours: none, because NO_COLOR is set"))
    full = os.environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
    if full or "WT_SESSION" in os.environ:
        return Message(N_("Colours: all"))
    if "256" in os.environ.get("TERM", ""):
        return Message(N_("Colours: {count}"), {"count": 256})
    return Message(N_("Colours: few, as far as TERM says"))


def _person() -> Finding:
    try:
        person = known_person()
    except Failure:
        person = None
    if person is None:
        return Finding(Mark.SAID, Message(N_("Who works here: not known yet; the app asks once")))
    who = f"{person.name} <{person.email}>" if person.email else person.name
    return Finding(Mark.THERE, Message(N_("Who works here: {who}"), {"who": who}))


def _places(world: World) -> Iterator[Finding]:
    settings, cache = str(places.settings_folder()), str(places.cache_folder())
    yield Finding(Mark.SAID, Message(N_("Your settings: {path}"), {"path": settings}))
    yield Finding(
        Mark.SAID, Message(N_("What may be deleted at any time: {path}"), {"path": cache})
    )
    name = world.language.code
    yield Finding(Mark.SAID, Message(N_("Language: {name}"), {"name": name}))
