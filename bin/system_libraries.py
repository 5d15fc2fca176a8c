"""Looks for what pip can't install, Pango and git, and says what installs it; once, at set-up.

For bin/test also a Chromium: the app in a browser is tested in one.

As root on Debian or Ubuntu (a container, CI) it installs them itself. It never calls sudo, and a
failure stops nothing: without Pango all but making a PDF works.
"""

import os
import shutil
import subprocess
from pathlib import Path

from speak import say

# For apt-get. The last one makes PDFs smaller; older systems have no such package.
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0")
SUBSET = "libharfbuzz-subset0"
CHROMIUM = "chromium"
# How a Chromium is called, by system and packager; tests/tui/browser.py looks for the same.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# What a person types, by the package manager that the machine has: for Pango, for git.
COMMANDS = {
    "apt-get": (f"sudo apt install {' '.join(PANGO)} {SUBSET}", "sudo apt install git"),
    "dnf": ("sudo dnf install pango", "sudo dnf install git"),
    "pacman": ("sudo pacman -S pango", "sudo pacman -S git"),
    "zypper": ("sudo zypper install libpango-1_0-0", "sudo zypper install git"),
    "apk": ("sudo apk add pango", "sudo apk add git"),
    "brew": ("brew install pango", "brew install git"),
}
WINDOWS = (
    "MSYS2 (msys2.org): pacman -S mingw-w64-x86_64-pango",
    "Git for Windows (git-scm.com)",
)

INSTALLING = {
    "nl": "Ook nodig, en wordt nu met apt-get geïnstalleerd: {names} ...",
    "en": "Also needed, and installed now with apt-get: {names} ...",
}
NO_PANGO = {
    "nl": "Pango ontbreekt: alles werkt, behalve een PDF maken. Dit installeert het:\n  {command}",
    "en": "Pango is missing: all works but making a PDF. This installs it:\n  {command}",
}
NO_GIT = {
    "nl": "git ontbreekt, en zonder git werkt Labelmap niet. Dit installeert het:\n  {command}",
    "en": "git is missing, and Labelmap does not work without it. This installs it:\n  {command}",
}
NO_BROWSER = {
    "nl": "Chromium ontbreekt: de app in een browser wordt niet getest. Dit installeert het:\n"
    "  sudo apt install chromium",
    "en": "Chromium is missing: the app in a browser is not tested. This installs it:\n"
    "  sudo apt install chromium",
}


def look(python: Path, *, for_tests: bool = False) -> None:
    """Look, install where we may, and name what is still missing.

    `python` is the one of .venv: whether Pango is there, WeasyPrint says best.
    """
    lacking: list[str] = []
    if not has_pango(python):
        lacking += PANGO
    if not shutil.which("git"):
        lacking.append("git")
    if for_tests and not has_browser():
        lacking.append(CHROMIUM)
    if lacking and is_root() and shutil.which("apt-get"):
        say(INSTALLING, names=", ".join(lacking))
        apt_install(lacking)
    for_pango, for_git = remedies()
    if for_tests and not has_browser():
        say(NO_BROWSER)
    if lacking and not has_pango(python):
        say(NO_PANGO, command=for_pango)
    if not shutil.which("git"):
        say(NO_GIT, command=for_git)


def has_pango(python: Path) -> bool:
    """Tell whether WeasyPrint finds its libraries, by letting it look."""
    probe = [str(python), "-I", "-c", "import weasyprint"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


def has_browser() -> bool:
    """Tell whether a Chromium is there to test with."""
    return any(map(shutil.which, BROWSERS))


def is_root() -> bool:
    """Tell whether this process may install packages for the system; never on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: list[str]) -> None:
    """Install Debian packages without a question; whether it worked is for the caller to look."""
    install = ("apt-get", "install", "--yes", "--no-install-recommends")
    for command in (("apt-get", "update"), (*install, *packages), (*install, SUBSET)):
        subprocess.run(
            command,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def remedies() -> tuple[str, str]:
    """Return the commands that install Pango and git here, or all that are known."""
    if os.name == "nt":
        return WINDOWS
    for manager, commands in COMMANDS.items():
        if shutil.which(manager):
            return commands
    for_pango, for_git = zip(*COMMANDS.values(), strict=True)
    return "\n  ".join(for_pango), "\n  ".join(for_git)
