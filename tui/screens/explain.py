"""F1: what a screen is for, and every key that it has, in plain words."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from model.messages import N_
from tui.keys import key_name, told_keys
from tui.screens.base import Dialog
from tui.widgets.key_hints import key_hints


class ExplainDialog(Dialog[None]):
    """The explanation of the screen below it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,q", "dismiss(None)", N_("Close")),
        Binding("t", "tour", N_("Tour of the overview")),
    ]
    HELP_TEXT = N_("What the screen below is for, in plain words, and the keys that it has.")

    def __init__(
        self, text: tuple[str, ...], keys: tuple[tuple[str, str], ...], *, has_tour: bool = False
    ) -> None:
        super().__init__()
        self._text = text
        self._keys = keys
        self._has_tour = has_tour

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """The tour is offered where it leads: over the overview."""
        return action != "tour" or self._has_tour

    @classmethod
    def of(cls, screen: Screen[object]) -> "ExplainDialog":
        """The explanation of a screen: its text and the keys that are active on it."""
        text = (getattr(screen, "HELP_TEXT", ""), getattr(screen, "MORE_HELP", ""))
        keys = (active.binding for active in told_keys(screen))
        display = screen.app.get_key_display
        told = tuple((key_name(display(key)), key.description) for key in keys)
        return cls(text, told, has_tour=getattr(screen, "HAS_TOUR", False))

    def action_tour(self) -> None:
        """The tour, in place of this help."""
        self.labelmap.action_tour()

    def compose(self) -> ComposeResult:
        width = max((len(key) for key, _ in self._keys), default=0)
        keys = (f"{key.rjust(width)}  {description}" for key, description in self._keys)
        with Vertical(classes="dialog wide") as dialog, VerticalScroll():
            tour = [("t", self.say("Tour of the overview"))] if self._has_tour else []
            dialog.border_subtitle = key_hints(*tour, ("escape", self.say("Close")))
            said = "\n\n".join(self.language.text(part) for part in self._text if part)
            yield Static(Content(said), markup=False)
            yield Static(Content(self.say("Keys")), classes="heading", markup=False)
            yield Static(Content("\n".join(keys)), markup=False)
            yield Static(
                Content(
                    "\n"
                    + self.say(
                        "Tab and Shift+Tab go from field to field, the arrows move in a list, "
                        "Enter opens, Escape goes back. The mouse works everywhere."
                    )
                ),
                markup=False,
            )
