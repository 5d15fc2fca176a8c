"""The app in review mode on an inbox of many schools: from the key to the picture.

`bench.inbox` calls it with the inboxes that it makes. The table stands there while the schools are
read for the first time; what is measured after that works on rows in memory. Each key is pressed in
a running app, in a terminal, and counts until its last picture.
"""

import shutil
import time
from pathlib import Path
from statistics import median

from bench.start import LABELMAP
from bench.table import Row
from bench.terminal import NotDrawnError, Terminal, environment
from store.inbox_folder import Inbox

SORT, FIND, OPEN, START, MEGABYTES = 100, 100, 300, 1500, 400
_PATIENCE = 600
_TIMES = 7


def rows_of(inbox: Inbox, home: Path, day: str) -> list[Row]:
    """What the app takes for an inbox whose schools were not read before."""
    count = sum(1 for _ in inbox.schools())
    known = {**environment(home), "LABELMAP_TODAY": day}
    shutil.rmtree(home / ".cache", ignore_errors=True)
    with Terminal([str(LABELMAP), str(inbox.path)], known, home) as app:
        start = app.wait_for("Wacht op", _PATIENCE)
        app.wait_for(f"{count:,} van".replace(",", "."), _PATIENCE)
        app.settle(1, _PATIENCE)
        sorting = [app.key(b"S") for _ in range(_TIMES)] + [app.key(b"s") for _ in range(_TIMES)]
        narrowing = [app.key(b"\x1b[C") for _ in range(_TIMES)]
        app.key(b"\x1b")
        app.settle(0.5)
        app.send(b"/")
        app.settle(0.5)
        finding = [app.key(letter.encode()) for letter in "lindebo"]
        app.send(b"\x1b")
        app.settle(0.5)
        opening = [_opened(app, b"\r") for _ in range(_TIMES)]
        at_once = [_opened(app, b"\x1b[B\r") for _ in range(_TIMES)]
    named = f"review mode, {count:,} schools"
    return [
        Row(f"{named}: the table stands there", start, None, START),
        Row(f"{named}: sorting", median(sorting), None, SORT),
        Row(f"{named}: one state", median(narrowing), None, SORT),
        Row(f"{named}: a letter more to find", median(finding), None, FIND),
        Row(f"{named}: opening a school that one looks at", median(opening), None, OPEN),
        Row(f"{named}: opening the next one at once", median(at_once), None, OPEN),
        Row(f"{named}: memory", app.memory / 1024, None, MEGABYTES, "MB"),
    ]


def _opened(app: Terminal, keys: bytes) -> float:
    """Milliseconds from these keys to the school's own words; then back again."""
    place, begun = app.written(), time.monotonic()
    app.send(keys)
    while not app.wrote_since(place, "De school"):
        if not app.read(10):
            raise NotDrawnError(app.text())
    took = (time.monotonic() - begun) * 1000
    app.settle(1)
    app.send(b"\x1b")
    app.settle(1)
    return took
