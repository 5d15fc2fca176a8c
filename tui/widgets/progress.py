"""A bar that says how far something is, in characters and in per cent: no colour needed."""

from collections.abc import Sequence

from textual.content import Content

from model.text import shown_line

FULL, EMPTY = "━", "╌"
BAR_WIDTH = 20
WIDEST_BAR = 40
"""Of bars below one another, in a wide window."""
_PER_CENT = len(" 100 %")


def percentage(share: float) -> int:
    """Whole per cent: 100 only when all is done, 0 only when nothing is."""
    if 0 < share < 1:
        return min(99, max(1, round(share * 100)))
    return round(share * 100)


def blocks(share: float, width: int) -> str:
    """The bar alone. The first block fills with the first thing done, the last with the last."""
    full = round(share * width)
    if 0 < share < 1:
        full = min(width - 1, max(1, full))
    return FULL * full + EMPTY * (width - full)


def bars(rows: Sequence[tuple[str, float, str]], width: int) -> list[str]:
    """Lines as of `bar`, one below the other: titles, bars and notes stand in columns."""
    titles = max((Content(shown_line(title)).cell_length for title, _, _ in rows), default=0)
    notes = max((Content(shown_line(note)).cell_length for _, _, note in rows), default=0)
    least = 5 + 2 + _PER_CENT + 2
    titles = max(8, min(titles, width - notes - least))
    width = min(width, titles + 2 + WIDEST_BAR + _PER_CENT + 2 + notes)
    lines = []
    for title, share, note in rows:
        head = Content(shown_line(title)).truncate(titles, ellipsis=True)
        padded = head.plain + " " * (titles - head.cell_length)
        filled = shown_line(note) + " " * (notes - Content(shown_line(note)).cell_length)
        lines.append(bar(padded, share, filled, width, widest=WIDEST_BAR))
    return lines


def painted(lines: str) -> Content:
    """Bars in colour: what is done stands out from what is not."""
    content = Content(lines).highlight_regex(f"{FULL}+", style="$primary")
    return content.highlight_regex(f"{EMPTY}+", style="$text-disabled")


def bar(title: str, share: float, note: str, width: int, *, widest: int = BAR_WIDTH) -> str:
    """One line of `width` cells: title, bar, per cent, note. Bar, then title give way."""
    title, note = shown_line(title), shown_line(note)
    tail = f" {percentage(share):>3} %  {note}" if note else f" {percentage(share):>3} %"
    room = max(0, width - Content(tail).cell_length)
    bar_width = max(5, min(widest, room - 2 - Content(title).cell_length))
    title_width = max(0, room - bar_width - 2)
    head = Content(title).truncate(title_width, ellipsis=True)
    padding = " " * (title_width - head.cell_length + 2)
    return f"{head.plain}{padding}{blocks(share, bar_width)}{tail}"
