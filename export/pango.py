"""What installs Pango, the library under WeasyPrint that pip can't bring, on this system."""

import shutil
import sys

COMMANDS = (
    ("apt-get", "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    ("dnf", "sudo dnf install pango"),
    ("pacman", "sudo pacman -S pango"),
    ("zypper", "sudo zypper install libpango-1_0-0"),
    ("apk", "sudo apk add pango"),
    ("brew", "brew install pango"),
)
"""Package manager to command; as bin/system_libraries.py, which runs before we are installed."""
WINDOWS = "MSYS2 (msys2.org): pacman -S mingw-w64-x86_64-pango"


def install_command() -> str:
    """The command of this system's package manager; every one that we know where none is found."""
    if sys.platform == "win32":
        return WINDOWS
    for manager, command in COMMANDS:
        if shutil.which(manager):
            return command
    return " · ".join(command for _, command in COMMANDS)
