"""Beside a timeline: who, when, and what changed, word by word."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.changes import Changed
from tui.change_lines import Told, change_content

if TYPE_CHECKING:
    from tui.app import LabelmapApp


class ChangePane(VerticalScroll):
    """Tab leads here too, and the arrows then scroll."""

    def compose(self) -> ComposeResult:
        yield Static(id="change-head", markup=False)
        yield Static(id="change-said", markup=False)
        yield Static(id="change-words", markup=False)

    def show_change(self, head: str, said: str, changed: Changed, shown: Sequence[Told]) -> None:
        """Show one entry."""
        language = cast("LabelmapApp", self.app).language
        self.show_lines(head, said, change_content(changed, shown, language))

    def show_lines(self, head: str, said: str, words: Content) -> None:
        """Show ready lines."""
        self.query_one("#change-head", Static).update(Content(head))
        self.query_one("#change-said", Static).update(Content(said))
        self.query_one("#change-words", Static).update(words)
        self.scroll_to(y=0, animate=False)

    def clear(self) -> None:
        """Show nothing."""
        self.show_lines("", "", Content())
