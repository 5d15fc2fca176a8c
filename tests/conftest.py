"""Shuts the developer's own machine out of every test: home folder, settings, git, language.

A test sees an empty HOME of its own, no git configuration, no LABELMAP_* and GIT_* variables, and
a UTF-8 locale without a language; what platformdirs names lies in that HOME, whatever the system.
"""

import gc
import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from system_libraries import has_pango
from tests.made_once import made_once

# A busy machine is no fault of a test: no time is judged, neither a test's nor its data's.
SLOW = [HealthCheck.too_slow]
FEW, MANY = 40, 200
"""Examples of a rule that says no number itself: each time, and in a long run."""
settings.register_profile("developer", max_examples=FEW, deadline=None, suppress_health_check=SLOW)
settings.register_profile(
    "ci", settings.get_profile("developer"), derandomize=True, print_blob=True
)
settings.register_profile("long", settings.get_profile("developer"), max_examples=MANY)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


def pytest_configure(config: pytest.Config) -> None:
    """In a long run (`-m ''`) each rule is tried with more examples."""
    if not config.option.markexpr:
        settings.load_profile("long")


def pytest_sessionfinish() -> None:
    """What is left is looked through once: pytest does so five times, for what nobody refers to."""
    gc.collect()
    gc.freeze()


# Variables that would change what the program or git does, by their first letters.
SHUT_OUT = (
    "BROWSER",
    "COLORTERM",
    "COLUMNS",
    "EDITOR",
    "EMAIL",
    "FORCE_COLOR",
    "GIT_",
    "LABELMAP_",
    "LANG",
    "LC_",
    "LINES",
    "NO_COLOR",
    "PAGER",
    "PYTHONPATH",
    "SOURCE_DATE_EPOCH",
    "SSH_",
    "TERM",
    "TEXTUAL",
    "VISUAL",
    "XDG_",
)

# What pytest-textual-snapshot tells its own workers.
OF_A_PLUGIN = "TEXTUAL_SNAPSHOT_"


def give_home(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Let every way to find the user's folders end in `home`."""
    home.mkdir(parents=True, exist_ok=True)
    local = home / "AppData/Local"
    for name, folder in {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData/Roaming",
        "LOCALAPPDATA": local,
        "WIN_PD_OVERRIDE_APPDATA": home / "AppData/Roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": local,
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_STATE_HOME": home / ".local/state",
        "XDG_RUNTIME_DIR": home / ".run",
    }.items():
        monkeypatch.setenv(name, str(folder))


@pytest.fixture(scope="session", autouse=True)
def _clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Clear the environment before any fixture of a wider scope can look at it."""
    # What is loaded by now stays, and each picture of a screen makes many small values: looking
    # through all of them again and again took a fifth of the time.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in list(os.environ):
            if name.startswith(SHUT_OUT) and not name.startswith(OF_A_PLUGIN):
                monkeypatch.delenv(name)
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        monkeypatch.setenv("LANG", "C.UTF-8")
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.setenv("TERM", "xterm-256color")
        give_home(monkeypatch, tmp_path_factory.mktemp("home"))
        yield


_NUMBERS = count()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this test's own HOME: empty, and no part of its tmp_path."""
    # Not numbered by pytest, which looks through all folders for the next number.
    folder = tmp_path_factory.mktemp(f"home-of-test-{next(_NUMBERS)}", numbered=False)
    give_home(monkeypatch, folder)
    return folder


@pytest.fixture(scope="session")
def pango(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip what makes a PDF where Pango is missing and can't be installed; never on CI."""

    def look(place: Path) -> None:
        place.write_text(str(has_pango(Path(sys.executable))), encoding="utf-8")

    if made_once(tmp_path_factory, "pango", look).read_text(encoding="utf-8") != str(True):
        missing = "Pango is missing: that a PDF is made, and how it reads, is not tested"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
