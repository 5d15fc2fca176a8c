"""One of a few words, on one line: ( ) suggestion  (•) question. By arrows, number or mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.rows import is_one_more

_GAP = "  "
_HERE = "▸ "
_UNBROKEN = "\N{NO-BREAK SPACE}"


class ChoiceLine(Widget, can_focus=True):
    """The words come ready; what is chosen has a dot, so that no colour is needed."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice-line--chosen"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "move(-1)", show=False),
        Binding("right,down,space", "move(1)", show=False),
        *(Binding(str(number), f"take({number})", show=False) for number in range(1, 5)),
    ]
    value: reactive[str] = reactive("")
    """The id of what is chosen; setting it sends nothing."""

    @dataclass
    class Chosen(Message):
        """The person chose."""

        line: "ChoiceLine"
        value: str

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        value: str,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """`choices`: an id and its words each."""
        super().__init__(id=id)
        self._choices = tuple(choices)
        self.set_reactive(ChoiceLine.value, value)

    def render(self) -> Content:
        """The words, as many lines as they take; a sign in front where the keys go now."""
        chosen = self.get_visual_style("choice-line--chosen", partial=True)
        parts = []
        for name, _ in self._choices:
            label = Content(self._label(name))
            parts.append(label.stylize(chosen) if name == self.value else label)
        return Content(_HERE if self.has_focus else " " * len(_HERE)) + Content(_GAP).join(parts)

    def on_focus(self) -> None:
        """The sign comes."""
        self.refresh()

    def on_blur(self) -> None:
        """The sign goes."""
        self.refresh()

    def _label(self, name: str) -> str:
        sign = "•" if name == self.value else " "
        return f"({sign}) {dict(self._choices)[name]}".replace(" ", _UNBROKEN)

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of what can be chosen."""
        return tuple(name for name, _ in self._choices)

    def choose(self, name: str) -> None:
        """Take this one, and say so where it is another one."""
        if name != self.value:
            self.value = name
            self.post_message(self.Chosen(self, name))

    def action_move(self, by: int) -> None:
        """The next or the one before, round and round."""
        names = self.names
        place = names.index(self.value) if self.value in names else -1
        self.choose(names[(place + by) % len(names)])

    def action_take(self, number: int) -> None:
        """The first, the second ..."""
        if number <= len(self._choices):
            self.choose(self._choices[number - 1][0])

    def on_click(self, event: events.Click) -> None:
        """A click on a word chooses it."""
        offset = event.get_content_offset(self)
        if offset is None or is_one_more(event):
            return
        width = max(1, self.content_size.width)
        row, column = 0, len(_HERE)
        for name, _ in self._choices:
            length = Content(self._label(name)).cell_length
            if column and column + length > width:
                row, column = row + 1, 0
            if offset.y == row and column <= offset.x < column + length + len(_GAP):
                self.choose(name)
                return
            column += length + len(_GAP)
