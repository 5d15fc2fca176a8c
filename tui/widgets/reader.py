"""An application to read: blocks below one another, one of them pointed at; any length of text.

The arrows go from block to block, and through a block that is longer than the window line by line:
nothing is skipped. Lines are wrapped once for a width and drawn when they come into sight, so that
an application with all its texts opens at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from model.application import Evidence
from tui.widgets.drawn_lines import DrawnLines

_GUTTER = 2
"""Columns in front of each line, where the block that is pointed at has its mark."""


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A paragraph of a block: its sign, what stands behind it, and how it looks."""

    sign: str
    text: Content
    look: str = ""
    """`title`, `section`, `heading`, `note`, `warning`, `prose`; "" for plain."""


@dataclass(frozen=True, slots=True)
class Block:
    """One place of the application, with what stands there."""

    place: str
    """What feedback on it is about: "", a step's id, `STEP.FIELD`."""
    step: str
    """The step that it stands in; "" for the head."""
    lines: tuple[BlockLine, ...]
    evidence: Evidence | None = None
    """The document or link that it is."""
    is_amiss: bool = False
    """Whether the automatic checks remark something about it."""


class Reader(DrawnLines):
    """The blocks; `highlighted` is the one that is pointed at."""

    AT_ONCE = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--title",
        "reader--section",
        "reader--heading",
        "reader--note",
        "reader--warning",
        "reader--prose",
        "reader--mark",
        "reader--here",
    }
    highlighted: reactive[int] = reactive(0, always_update=False, repaint=False)

    @dataclass
    class Pointed(Message):
        """Another block is pointed at."""

        reader: "Reader"
        block: Block

    @dataclass
    class Chosen(Message):
        """A double click on a block; Enter is the screen's."""

        reader: "Reader"
        block: Block

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.blocks: tuple[Block, ...] = ()
        self._rows: list[tuple[int, Content, str]] = []
        """Block, text with its sign, look."""
        self._first_row: list[int] = []
        self._wrapped_at = 0

    # ------------------------------------------------------------------ what it holds

    def fill(self, blocks: Sequence[Block]) -> None:
        """Show these; the same place stays pointed at, where it is still there."""
        held = self.block.place if self.block is not None else None
        top = self.scroll_offset.y
        self.blocks = tuple(blocks)
        self._wrap(anew=True)
        places = [block.place for block in self.blocks]
        self.set_reactive(Reader.highlighted, places.index(held) if held in places else 0)
        self._go_to(top if held in places else 0)
        if self.block is not None:
            self.post_message(self.Pointed(self, self.block))

    def add(self, blocks: Sequence[Block]) -> None:
        """Show these below the others; what stands there stays as it is."""
        if not self.blocks:
            self.fill(blocks)
            return
        known = len(self.blocks)
        self.blocks += tuple(blocks)
        for number in range(known, len(self.blocks)):
            self._wrap_block(number)
        self.virtual_size = Size(self.line_width, len(self._rows))
        self.refresh()

    @property
    def block(self) -> Block | None:
        """The one that is pointed at."""
        return self.blocks[self.highlighted] if self.highlighted < len(self.blocks) else None

    def point_at(self, place: str) -> bool:
        """Point at the block of a place, else at its step; whether there is one."""
        step = place.partition(".")[0]
        for wanted in (place, step):
            for number, block in enumerate(self.blocks):
                if block.place == wanted:
                    self.highlighted = number
                    if self._first_row:
                        self._go_to(max(0, self._first_row[number] - 1))
                    return True
        return False

    def _wrap(self, *, anew: bool = False) -> None:
        if not self.size.width:  # not laid out yet: it is wrapped for the width that it gets
            self._rows, self._first_row, self._wrapped_at = [], [], 0
            return
        width = max(10, self.line_width - _GUTTER)
        if width == self._wrapped_at and not anew:
            return
        self._wrapped_at = width
        self._rows, self._first_row = [], []
        for number in range(len(self.blocks)):
            self._wrap_block(number)
        self._strips.clear()
        self.virtual_size = Size(self.line_width, len(self._rows))
        self.refresh()

    def _wrap_block(self, number: int) -> None:
        width = self._wrapped_at
        self._first_row.append(len(self._rows))
        for line in self.blocks[number].lines:
            sign = Content(line.sign)
            room = max(4, width - sign.cell_length)
            first, *more = line.text.wrap(room) or [Content()]
            self._rows.append((number, sign + first.rstrip(), line.look))
            indent = Content(" " * sign.cell_length)
            self._rows += [(number, indent + row.rstrip(), line.look) for row in more]

    def on_resize(self) -> None:
        """Lines are as wide as the place; what is pointed at stays in sight."""
        self._wrap()
        self._show()

    # ------------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        row = y + self.scroll_offset.y
        if row >= len(self._rows):
            return Strip.blank(self.line_width, self.rich_style)
        return self._kept(row, lambda: self._made(row))

    def _made(self, row: int) -> Strip:
        number, text, look = self._rows[row]
        here = number == self.highlighted
        style = self._looks("reader--here" if here and self.has_focus else "")
        if look:
            text = text.stylize_before(self.get_visual_style(f"reader--{look}", partial=True))
        mark = "▌ " if here else "  "
        front = Content.styled(mark, self.get_visual_style("reader--mark", partial=True))
        return self._drawn(front + text, style)

    # ------------------------------------------------------------------ moving

    def validate_highlighted(self, number: int) -> int:
        """A block that there is."""
        return max(0, min(number, len(self.blocks) - 1))

    def watch_highlighted(self) -> None:
        """Draw both anew, and keep the one pointed at in sight."""
        self._strips.clear()
        self.refresh()
        self._show()
        if self.block is not None:
            self.post_message(self.Pointed(self, self.block))

    def _rows_of(self, number: int) -> tuple[int, int]:
        """The first row of a block and the row behind its last."""
        start = self._first_row[number]
        following = number + 1
        end = self._first_row[following] if following < len(self.blocks) else len(self._rows)
        return start, end

    def _show(self) -> None:
        if not self._first_row:
            return
        start, end = self._rows_of(self.highlighted)
        if end - start >= self.lines_seen > 0:
            self._go_to(start)
        else:
            self._keep_in_sight(start, end)

    def action_move(self, by: int) -> None:
        """To the next block; through a long one by lines first."""
        if not self._first_row:
            return
        start, end = self._rows_of(self.highlighted)
        top, height = self.scroll_offset.y, self.lines_seen
        if (by > 0 and end > top + height) or (by < 0 and start < top):
            self._go_to(top + by)
        else:
            self.highlighted += by

    def action_page(self, by: int) -> None:
        """A window up or down; what then stands at its edge is pointed at."""
        height = max(1, self.lines_seen - 1)
        last = max(0, len(self._rows) - self.lines_seen)
        before = self.scroll_offset.y
        top = max(0, min(before + by * height, last))
        row = top if by < 0 or top == last == before else top + (1 if top else 0)
        if top == before:
            row = len(self._rows) - 1 if by > 0 else 0
        self._go_to(top)
        if self._rows:
            self._point_quietly(self._rows[min(row, len(self._rows) - 1)][0])

    def _point_quietly(self, number: int) -> None:
        """Point at a block without moving the window."""
        if number == self.highlighted:
            return
        self.set_reactive(Reader.highlighted, number)
        self._strips.clear()
        self.refresh()
        self.post_message(self.Pointed(self, self.blocks[number]))

    def to_next_amiss(self) -> bool:
        """Point at the next block about which something is remarked; whether there is one."""
        numbers = range(len(self.blocks))
        after = self.highlighted + 1
        for number in (*numbers[after:], *numbers[:after]):
            if self.blocks[number].is_amiss:
                self.highlighted = number
                return True
        return False

    def action_first(self) -> None:
        """To the head."""
        self.highlighted = 0
        self._go_to(0)

    def action_last(self) -> None:
        """To the end."""
        self.highlighted = len(self.blocks) - 1
        self._go_to(len(self._rows))

    def on_click(self, event: events.Click) -> None:
        """A click points at a block, a double click opens it."""
        row = self._clicked_row(event)
        if 0 <= row < len(self._rows):
            number = self._rows[row][0]
            self._point_quietly(number)
            if event.chain == 2:  # noqa: PLR2004 - a double click
                self.post_message(self.Chosen(self, self.blocks[number]))
