"""A box to type in and what was found below it: the ground of finding words and fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from model.fields import Key
from model.messages import N_
from tui.screens.base import Dialog
from tui.widgets.key_hints import key_hints
from tui.widgets.one_line import OneLine


@dataclass(frozen=True, slots=True)
class Place:
    """A field, and what to mark in it."""

    key: Key
    span: tuple[int, int] | None = None
    """From which character of the text to which."""


class FinderDialog(Dialog[Place | None]):
    """Finds while one types; Enter or a click goes there, Escape leaves."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialog.tcss", "finder.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("down", "move('cursor_down')", show=False, priority=True),
        Binding("up", "move('cursor_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
    ]
    TITLE_TEXT = ""
    """English template of what is looked for."""

    def __init__(self) -> None:
        super().__init__()
        self._places: tuple[Place, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide finder") as dialog:
            dialog.border_title = Content(self.language.text(self.TITLE_TEXT))
            dialog.border_subtitle = key_hints(
                ("enter", self.say("Go there")), ("escape", self.say("Back"))
            )
            yield OneLine(id="wanted", compact=True)
            yield OptionList(id="found", markup=False)
            yield Static("", id="count", markup=False)

    def on_mount(self) -> None:
        """The cursor in the box, and what there is without a word."""
        self.query_one("#wanted").focus()
        self._show("")

    def rows(self, wanted: str) -> Sequence[tuple[Content, Place]]:
        """What was found, the best first."""
        raise NotImplementedError

    def summary(self, wanted: str, count: int) -> str:
        """What is said beneath the list."""
        raise NotImplementedError

    @on(Input.Changed, "#wanted")
    def _typed(self, message: Input.Changed) -> None:
        self._show(message.value)

    def _show(self, wanted: str) -> None:
        rows = self.rows(wanted)
        self._places = tuple(place for _, place in rows)
        listed = self.query_one("#found", OptionList)
        listed.clear_options()
        listed.add_options([Option(Content.assemble(line)) for line, _ in rows])
        listed.highlighted = 0 if rows else None
        self.query_one("#count", Static).update(Content(self.summary(wanted, len(rows))))

    def action_move(self, how: str) -> None:
        """Move in the list; the cursor stays in the box."""
        listed = self.query_one("#found", OptionList)
        getattr(listed, f"action_{how}")()

    @on(Input.Submitted, "#wanted")
    def _entered(self) -> None:
        place = self.query_one("#found", OptionList).highlighted
        if place is not None:
            self.dismiss(self._places[place])

    @on(OptionList.OptionSelected, "#found")
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._places[message.option_index])
