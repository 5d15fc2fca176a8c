"""The app in one window of the browser: a process of its own, started by `labelmap serve`.

What it opens stands in the environment and not among its words: a folder's name may hold anything,
and textual-serve starts the program through a shell.
"""

import json
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

ORDER = "LABELMAP_SERVED"
"""The variable that says what to open: JSON with `folder`, `today` and `lang`, each may be null."""


def command() -> str:
    """The shell's line that starts `main`."""
    mode = "-I" if sys.flags.isolated else "-P"
    program = "from tui.served_app import main; main()"
    if sys.platform == "win32":
        return f'"{sys.executable}" {mode} -c "{program}"'
    return shlex.join([sys.executable, mode, "-c", program])


def environment(folder: Path | None, today: str | None, lang: str) -> Mapping[str, str]:
    """What the app's process is to find in its environment."""
    order = {"folder": None if folder is None else str(folder), "today": today, "lang": lang}
    return {ORDER: json.dumps(order)}


def main() -> None:
    """Open the app for a browser; standard output is textual-serve's, and nobody else's."""
    # Before Textual is imported, which reads it once.
    os.environ["TEXTUAL_DRIVER"] = "tui.served_driver:ServedDriver"
    from tui.start import guarded

    order = json.loads(os.environ.pop(ORDER))
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open to the end of the process
    words = () if order["lang"] is None else ("--lang", order["lang"])

    def run() -> int:
        from tui.open_app import open_app

        folder = None if order["folder"] is None else Path(order["folder"])
        return open_app(folder, today=order["today"], lang=order["lang"])

    sys.exit(guarded(run, words))
