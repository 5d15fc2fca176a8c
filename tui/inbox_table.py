"""The inbox as a table for a spreadsheet: what people wrote is never a formula there."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from model.messages import N_, Failure
from model.text import shown_line
from store.folder import atomic_write
from store.inbox import Row
from tui.language import Language

_FORMULA = ("=", "+", "-", "@", "\t")


class TableThere(Failure):
    """A file that somebody may have worked in."""

    text = N_("“{path}” is there already.")
    remedy = N_("Choose another name, or replace it: --force.")


def write_csv(path: Path, rows: Sequence[Row], language: Language, *, force: bool) -> None:
    """Write the rows. Raises `TableThere`, a `WriteFailure`."""
    if os.path.lexists(path) and not force:
        raise TableThere(path=str(path))
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_HEAD)
    for row in rows:
        problem = "" if row.problem is None else language.say(row.problem)
        deadline = row.deadlines[0][1] if row.deadlines else ""
        cells = (
            row.folder.name,
            row.school,
            row.city,
            row.edition,
            row.state,
            str(row.round or ""),
            f"{row.done}/{row.required}" if row.required else "",
            row.waiting_for,
            row.since,
            str(row.open_must_fix),
            deadline,
            row.signature,
            row.assigned_to,
            problem,
        )
        table.writerow([_harmless(cell) for cell in cells])
    # With its mark a spreadsheet knows that the letters are UTF-8.
    atomic_write(path, out.getvalue().encode("utf-8-sig"))


_HEAD = (
    "folder",
    "school",
    "city",
    "edition",
    "state",
    "round",
    "completeness",
    "waiting_for",
    "since",
    "open_must_fix",
    "deadline",
    "signature",
    "assigned_to",
    "problem",
)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    line = shown_line(cell)
    return f"'{line}" if line.startswith(_FORMULA) else line
