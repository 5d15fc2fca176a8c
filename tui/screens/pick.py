"""Which of several fields is meant: asked only where there is more than one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from model.keys import Key
from model.messages import N_, Message
from tui.change_lines import Told
from tui.screens.base import Dialog, LabelmapScreen
from tui.widgets.key_hints import key_hints

if TYPE_CHECKING:
    from tui.app import LabelmapApp

_NOTHING = Message(N_("No answer changed here: there is nothing to go to or to bring back."))
_ENTRY = 2
"""Parts of the path of a whole list entry."""


class PickDialog(Dialog[int]):
    """A list of fields."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_("Several fields changed at once. Choose the one that you mean.")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Close"))]

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_subtitle = key_hints(("escape", self.say("Close")))
            yield Static(Content(self.say(N_("Which one?"))), classes="head", markup=False)
            yield OptionList(
                *(Option(Content(name), id=str(place)) for place, name in enumerate(self._names)),
                markup=False,
                classes="choices plain",
            )

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_index)


def choose(screen: LabelmapScreen, told: Sequence[Told], act: Callable[[Told], object]) -> None:
    """Do something with one of the fields; with several, the person says which."""
    if not told:
        screen.common.tell(_NOTHING)
    elif len(told) == 1:
        act(told[0])
    else:

        def chosen(place: int | None) -> None:
            if place is not None:
                act(told[place])

        screen.app.push_screen(PickDialog([each.title for each in told]), chosen)


def go_to_field(app: "LabelmapApp", key: Key) -> None:
    """Show the step that asks for a field, at that field; an entry of a list as a whole."""
    if key.step is None:
        app.tell(Message(N_("That is no field of the form.")))
        return
    listed = key.path[0] in {"evidence", "team", "label", "active_teacher", "quality_label"}
    app.go_to(key.step, Key(key.file, key.path[:_ENTRY] if listed else key.path).field)
