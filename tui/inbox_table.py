"""The inbox as a file: a table for a spreadsheet, or JSON for other programs.

What people wrote is never a formula in the table.
"""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from model.messages import N_, Failure
from model.text import shown_line
from store.folder import atomic_write
from store.inbox import Row, totals
from tui.json_shapes import FORMAT, InboxJson, InboxRowJson
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


def write_json(path: Path, rows: Sequence[Row], today: str, language: Language) -> None:
    """Write what `labelmap inbox --json` prints. Raises a `WriteFailure`."""
    import json

    text = json.dumps(document_of(rows, today, language), ensure_ascii=False, indent=1)
    atomic_write(path, f"{text}\n".encode())


def document_of(rows: Sequence[Row], today: str, language: Language) -> InboxJson:
    """The rows as the contract has them, and how many are of each state."""
    return {
        "format": FORMAT,
        "schools": [as_json(row, today, language) for row in rows],
        "totals": dict(totals(rows)),
    }


def as_json(row: Row, today: str, language: Language) -> InboxRowJson:
    """The contract's row."""
    folder = str(row.folder)
    if row.problem is not None:
        names = InboxRowJson.__annotations__
        empty: InboxRowJson = dict.fromkeys(names)  # type: ignore[assignment]  # its keys, all null
        return {**empty, "folder": folder, "problem": language.say(row.problem)}
    return {
        "format": FORMAT,
        "folder": folder,
        "school": row.school,
        "city": row.city,
        "edition": row.edition,
        "state": row.state,
        "round": row.round,
        "today": today,
        "complete": row.complete,
        "done": row.done,
        "required": row.required,
        "deadlines": [
            {"what": what, "on": on, "safe_on": safe_on or None, "days_left": left}
            for what, on, safe_on, left in row.deadlines
        ],
        "waiting_for": row.waiting_for,
        "since": row.since or None,
        "platform": {"submitted_on": row.platform_on or None},
        "signature": row.signature or None,
        "open_must_fix": row.open_must_fix,
        "assigned_to": row.assigned_to or None,
        "problem": None,
    }


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
