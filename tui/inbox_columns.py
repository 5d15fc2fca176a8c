"""Which columns of the inbox a window has room for, and how wide each is."""

from dataclasses import replace
from datetime import date

from textual.content import Content

from model.light import dataclass
from model.text import shown_line
from store.inbox import Row
from tui.inbox_rows import COLUMNS, Wanted
from tui.inbox_words import HEADS, STATES, cell
from tui.language import Language
from tui.widgets.long_table import Column

_GAP = 2
_SCHOOL = 20
"""Cells that the school's name has at least."""
_MOST = 20
"""Cells that a city or a reviewer's name gets at most."""
_GIVES_WAY = ("signature", "edition", "round", "city", "assigned", "must-fix", "complete")
"""What a narrow window has no room for, the first to go in front; the lines below tell it."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide what people wrote is, as far as it was read."""

    city: int = 0
    assigned: int = 0

    def with_row(self, row: Row) -> "Widths":
        """With one more row."""
        city, assigned = _width(row.city), _width(row.assigned_to)
        if city <= self.city and assigned <= self.assigned:
            return self
        return replace(self, city=max(city, self.city), assigned=max(assigned, self.assigned))


def columns_for(
    width: int, wanted: Wanted, widths: Widths, language: Language, today: date
) -> list[Column]:
    """The columns for a window; the school's name takes what the others leave."""
    heads = {
        key: language.text(HEADS[key])
        + (("▼" if wanted.backwards else "▲") if key == wanted.column else "")
        for key in COLUMNS
    }
    sizes = {key: max(_width(heads[key]), _needed(key, widths, language, today)) for key in COLUMNS}
    shown = list(COLUMNS)
    for key in _GIVES_WAY:
        if _rest(width, shown, sizes) >= _SCHOOL:
            break
        if key != wanted.column:  # by what it is sorted, one wants to see
            shown.remove(key)
    sizes["school"] = max(1, _rest(width, shown, sizes))
    return [Column(key, heads[key], sizes[key]) for key in shown]


def _rest(width: int, shown: list[str], sizes: dict[str, int]) -> int:
    """What is left for the school's name; the scroll bar and the rim take two."""
    return width - 2 - sum(sizes[key] + _GAP for key in shown if key != "school") - 1


def _needed(key: str, widths: Widths, language: Language, today: date) -> int:
    if key == "state":
        return max(_width(language.text(text)) for text in STATES.values())
    if key == "city":
        return min(_MOST, widths.city)
    if key == "assigned":
        return min(_MOST, widths.assigned)
    if key == "school":
        return _SCHOOL
    return max(_width(cell(row, key, today, language)) for row in _examples(today))


def _examples(today: date) -> tuple[Row, ...]:
    """Rows as wide as they become."""
    from datetime import timedelta
    from pathlib import Path

    since = (today - timedelta(days=44)).isoformat()
    common = Row(
        folder=Path("x"),
        edition="2023-2024",
        state="returned",
        round=2,
        done=34,
        required=34,
        complete=True,
        deadlines=(("revision", "2023-02-28", "", 30),),
        since=since,
        open_must_fix=10,
    )
    return tuple(
        replace(common, waiting_for=who, signature=proof)
        for who, proof in (("reviewer", "unknown-key"), ("school", "unsigned"))
    )


def _width(text: str) -> int:
    return Content(shown_line(text)).cell_length
