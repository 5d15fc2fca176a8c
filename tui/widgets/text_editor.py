"""The editor of a long text: Textual's TextArea with our door, our lines and our limit.

- What comes in is cleaned once, at the door (`edit`), and the person is told what went.
- What lies past the limit is marked; nothing is cut off.
- Tab leaves the box. Ctrl+A takes all, as teachers know it; Ctrl+E, Ctrl+F, F6, F7 are ours.
- A key redraws the lines that it changes and no other. TextArea draws all of them anew at each key,
  which is most of what a key costs there (bench/typing.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import (
    DocumentNavigator,
    Edit,
    EditResult,
    Location,
    Selection,
    WrappedDocument,
)

from model.messages import N_
from model.text import NotUnicodeError, clean, fitting, length, tidied
from tui.widgets.text_lines import TextLines

_OURS = {"ctrl+a", "ctrl+e", "ctrl+f", "f6", "f7"}
"""Keys of TextArea that mean something else in Labelmap."""
_NAMED = {
    "undo": N_("Undo"),
    "redo": N_("Redo"),
    "cut": N_("Cut"),
    "copy": N_("Copy"),
    "paste": N_("Paste"),
}
"""Actions that the palette names; the rest (moving, deleting) is known from everywhere."""


def _keys() -> Iterator[BindingType]:
    for binding in TextArea.BINDINGS:
        if isinstance(binding, Binding):
            keys = [key for key in binding.key.split(",") if key not in _OURS]
            if keys:
                yield replace(
                    binding, key=",".join(keys), description=_NAMED.get(binding.action, "")
                )
    yield Binding("ctrl+a", "select_all", N_("Select all"), show=False)
    yield Binding("ctrl+home", "text_start", show=False)
    yield Binding("ctrl+end", "text_end", show=False)
    yield Binding("ctrl+shift+home", "text_start(True)", show=False)
    yield Binding("ctrl+shift+end", "text_end(True)", show=False)


class TextEditor(TextArea, inherit_bindings=False):
    """The editor inside a `TextBox`."""

    BINDINGS: ClassVar[list[BindingType]] = list(_keys())
    COMPONENT_CLASSES: ClassVar[set[str]] = {"text-editor--over"}

    # As in TextArea, but for what they redraw: nothing here, `_redraw` says what.
    selection = reactive(Selection(), init=False, always_update=True, repaint=False)
    virtual_size = reactive(Size(0, 0), init=False, repaint=False)

    used: reactive[int] = reactive(0, init=False, repaint=False)
    """UTF-16 code units that the text has. It changes with the key; a message would come later."""

    class Edited(Message):
        """The person changed the text."""

    @dataclass
    class Cleaned(Message):
        """What came in held control characters; so many were taken out."""

        removed: int

    class TidyOffered(Message):
        """What was pasted can be tidied."""

    def __init__(self, text: str, *, limit: int, read_only: bool) -> None:
        self.limit = limit
        """UTF-16 code units that the form takes (F13)."""
        self._over_from: Location | None = None
        """The first place past the limit."""
        self._known = text
        """The text that the outside knows of: what was loaded, or last sent."""
        self._styles_changed = True
        """Whether TextArea must look its colours up again before the next line is drawn."""
        # `compact` takes the border away, as our own sheet does; its class would cost a round of
        # styles before there is anything to style.
        super().__init__(read_only=read_only, show_cursor=True, highlight_cursor_line=False)
        # Each would redraw lines of its own accord.
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.load_text(text)

    # ------------------------------------------------------------------ what comes in

    def load_text(self, text: str) -> None:
        """Show another text; its undo history begins anew."""
        self._known = text
        self.history.clear()
        self.document = TextLines(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._count()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()
        self.refresh()

    def take_around(self, text: str) -> None:
        """Show another text, line by line where it differs: the cursor stays where one types."""
        self._known = text
        mine, theirs = self.text.split("\n"), text.split("\n")
        changes = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
        for kind, top, bottom, first, last in reversed(changes):
            if kind == "equal":
                continue
            new, start, end = "\n".join(theirs[first:last]), (top, 0), (bottom, 0)
            if bottom < len(mine):
                new += "\n" if last > first else ""
            else:
                end = (bottom - 1, len(mine[bottom - 1]))
                if top > 0 and (last == first or top == bottom):
                    start = (top - 1, len(mine[top - 1]))
                    new = "\n" + new if last > first else ""
            self.replace(new, start, end, maintain_selection_offset=True)
        if self.text != text:  # a text of lines that no line-wise change makes
            self.load_text(text)
        self._known = text
        self.history.clear()

    def edit(self, edit: Edit) -> EditResult:
        """Every change comes through here: typed, pasted, by a key of deletion."""
        text = edit.text
        try:
            cleaned = clean(text)
        except NotUnicodeError:
            # Half a character can't be kept in any file; the rest of what was pasted can.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
            cleaned = clean(text)
        removed = cleaned.removed + len(edit.text) - len(text)
        edit.text = cleaned.text
        if removed:
            self.post_message(self.Cleaned(removed))
        # To cut the last line is to cut up to the line below it, which is not there.
        edit.from_location, edit.to_location = (
            min(place, self.document.end) for place in (edit.from_location, edit.to_location)
        )
        first = self._y((edit.top[0], 0))
        before = self._sections(edit.top[0], edit.bottom[0])
        mark_before = self._mark_y()
        result = super().edit(edit)
        self._count()
        self._redraw_changed(first, before, self._sections(edit.top[0], result.end_location[0]))
        self._redraw_mark(mark_before, self._mark_y())
        self._tell()
        return result

    def undo(self) -> None:
        """Take back the last changes."""
        super().undo()
        self._count()
        self.refresh()
        self._tell()

    def redo(self) -> None:
        """Do again what was taken back."""
        super().redo()
        self._count()
        self.refresh()
        self._tell()

    def action_undo(self) -> None:
        """Take back the last changes; with none left, the key is for what is around the box."""
        self._changing(self.undo)

    def action_redo(self) -> None:
        """Do again what was taken back; as `action_undo`."""
        self._changing(self.redo)

    def _changing(self, act: Callable[[], None]) -> None:
        before = self.text
        act()
        if self.text == before:
            raise SkipAction

    def _tell(self) -> None:
        """Say that the person changed the text, where it is another one now."""
        if self.text != self._known:
            self._known = self.text
            self.post_message(self.Edited())

    def check_message_enabled(self, message: Message) -> bool:
        """Keep back TextArea's own two messages a key; nobody listens to them here."""
        if isinstance(message, (TextArea.Changed, TextArea.SelectionChanged)):
            return False
        return super().check_message_enabled(message)

    def on_paste(self, event: events.Paste) -> None:
        """Offer to tidy what comes from a word processor; TextArea itself puts it in."""
        event.stop()  # else the screen hands it to the box that has the focus: this one, again
        # A blank at the end, which every way of copying brings along, is no reason to ask.
        if not self.read_only and tidied(event.text).strip() != event.text.strip():
            self.post_message(self.TidyOffered())

    def tidy(self) -> None:
        """Replace the text with a tidied one, as one change that can be undone."""
        text = tidied(self.text)
        if text != self.text:
            self.replace(text, (0, 0), self.document.end)

    def mark(self, start: int, end: int) -> None:
        """Select these characters of the text, and show them."""
        if isinstance(self.document, TextLines):
            self.move_cursor(self.document.location(start), center=True)
            self.move_cursor(self.document.location(end), select=True)

    def action_text_start(self, select: bool = False) -> None:  # noqa: FBT002 - an action's words come by place
        """To the beginning of the text."""
        self.move_cursor(self.document.start, select=select)

    def action_text_end(self, select: bool = False) -> None:  # noqa: FBT002 - as above
        """To the end of the text."""
        self.move_cursor(self.document.end, select=select)

    # ------------------------------------------------------------------ what is drawn

    def _sections(self, top: int, bottom: int) -> list[str]:
        """The lines on the screen, as they are wrapped, of some lines of the text."""
        sections: list[str] = []
        for row in range(top, bottom + 1):
            line = self.document.get_line(row)
            cuts = [0, *self.wrapped_document.get_offsets(row), len(line)]
            sections += [line[start:end] for start, end in pairwise(cuts)]
        return sections

    def _y(self, place: Location) -> int:
        """The line of the wrapped text that a place stands on."""
        return self.wrapped_document.location_to_offset(place).y

    def _mark_y(self) -> int | None:
        """The line of the wrapped text where the limit falls."""
        return None if self._over_from is None else self._y(self._over_from)

    def _redraw_mark(self, before: int | None, after: int | None) -> None:
        """Redraw where the limit fell and falls; a line of the same text may begin elsewhere."""
        if before is not None and after is not None:
            self.refresh_lines(min(before, after), abs(after - before) + 1)
            return
        for y in (before, after):
            if y is not None:
                self._redraw_below(y)

    def _redraw_changed(self, first: int, before: list[str], after: list[str]) -> None:
        """Redraw what an edit changed, from line `first` of the wrapped text on."""
        pairs = enumerate(zip_longest(before, after), start=first)
        changed = [y for y, (old, new) in pairs if old != new]
        if not changed:
            return
        if len(before) == len(after):
            self.refresh_lines(changed[0], changed[-1] - changed[0] + 1)
        else:  # what stands below has moved
            self._redraw_below(changed[0])

    def _redraw_below(self, y: int) -> None:
        top = max(y, self.scroll_offset.y)
        self.refresh_lines(top, max(1, self.scroll_offset.y + self.size.height - top))

    def watch_selection(self, before: Selection, after: Selection) -> None:
        """Redraw where the cursor was and is, and what is or was selected."""
        rows = [
            self._y(self.clamp_visitable(place))
            for selection in (before, after)
            for place in (selection if not selection.is_empty else (selection.end,))
        ]
        if before.is_empty and after.is_empty:
            for y in set(rows):
                self.refresh_lines(y)
        else:
            self.refresh_lines(min(rows), max(rows) - min(rows) + 1)

    def watch_virtual_size(self, _before: Size, after: Size) -> None:
        """A longer or shorter text moves the scroll bar; it needs no new layout of the screen."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = after.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def on_resize(self) -> None:
        """The lines are wrapped anew (by TextArea)."""
        self.refresh()

    def watch_show_vertical_scrollbar(self) -> None:
        """The lines are wrapped anew (by TextArea)."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours may be others now."""
        self._styles_changed = True
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; the colours are looked up after a change of style only."""
        if self._styles_changed:
            self._styles_changed = False
            return super().render_lines(crop)
        return super(TextArea, self).render_lines(crop)

    # ------------------------------------------------------------------ the limit

    def _count(self) -> None:
        text = self.text
        self.used = length(text)
        self._over_from = None
        if self.used > self.limit and isinstance(self.document, TextLines):
            self._over_from = self.document.location(fitting(text, self.limit))

    def get_line(self, line_index: int) -> Text:
        """One line, with what lies past the limit marked."""
        line = super().get_line(line_index)
        if self._over_from is not None:
            row, column = self._over_from
            if line_index >= row:
                style = self.get_component_rich_style("text-editor--over")
                line.stylize(style, column if line_index == row else 0)
        return line
