"""F10: every key that does something on this screen, grouped by where it works."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, OptionList, Select, Static

from model.messages import N_
from tui.keys import key_name, told_keys
from tui.screens.base import Dialog
from tui.widgets.file_chooser import FileChooser
from tui.widgets.hanging import Hanging
from tui.widgets.key_hints import key_hints
from tui.widgets.text_editor import TextEditor
from tui.widgets.yes_no import YesNoChoice

Keys = tuple[tuple[str, str], ...]
"""Each key's name and what it does."""

_SCREEN, _BOX, _EVERYWHERE, _MOVING = (
    N_("On this screen"),
    N_("Where the cursor is now"),
    N_("Everywhere"),
    N_("Moving about"),
)
_GENERAL: Keys = (
    ("tab", N_("Next field")),
    ("shift+tab", N_("Previous field")),
    ("esc", N_("Back, or close")),
)
_OF_WIDGETS: tuple[tuple[type[Widget], Keys], ...] = (
    (
        FileChooser,
        (
            ("↑ ↓", N_("Move in the list")),
            ("enter", N_("Go into a folder, or mark a file")),
            ("backspace", N_("Folder above")),
        ),
    ),
    (OptionList, (("↑ ↓ home end", N_("Move in the list")), ("enter", N_("Open what is chosen")))),
    (YesNoChoice, (("← → y n", N_("Yes or no")), (N_("space"), N_("The other one")))),
    (Checkbox, ((N_("space"), N_("Tick, or take the tick away")),)),
    (
        TextEditor,
        (("shift+↑ ↓ ← →", N_("Select")),),
    ),
    (
        Input,
        (
            ("← → home end", N_("Move in the line")),
            ("ctrl+a", N_("Select all of it")),
            ("ctrl+x c v", N_("Cut, copy and paste")),
        ),
    ),
    (Select, (("enter", N_("Choose from a list")),)),
    (Button, (("enter", N_("Press the button")), ("← →", N_("The button beside it")))),
)
"""What Textual's own widgets do, which they tell in English only; the first that fits counts."""


def _of_widget(widget: Widget | None) -> Keys:
    return next((keys for kind, keys in _OF_WIDGETS if isinstance(widget, kind)), ())


class KeysDialog(Dialog[None]):
    """The keys of the screen below it, as they were when it was opened."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "All keys that do something on the screen you came from: those of that screen, those of "
        "the place where the cursor is, and those that work everywhere. What has no key is in the "
        "list of all actions (Ctrl+P), and the mouse works everywhere."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10,enter,q", "dismiss(None)", N_("Close"))
    ]

    def __init__(self, groups: tuple[tuple[str, Keys], ...]) -> None:
        """`groups`: heading in English, keys described in the language of the interface."""
        super().__init__()
        self._groups = groups

    @classmethod
    def of(cls, screen: Screen[object]) -> "KeysDialog":
        """The keys of a screen, of what has the focus on it, and of the app."""
        found: dict[str, list[tuple[str, str]]] = {_SCREEN: [], _BOX: [], _EVERYWHERE: []}
        for active in told_keys(screen):
            match active.node:
                case App():
                    group = _EVERYWHERE
                case Screen():
                    group = _SCREEN
                case _:
                    group = _BOX
            key = key_name(screen.app.get_key_display(active.binding))
            found[group].append((key, active.binding.description))
        return cls(tuple((name, tuple(keys)) for name, keys in found.items()))

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog widest") as dialog, VerticalScroll(), Horizontal(id="keys"):
            dialog.border_title = Content(self.say("Keys"))
            dialog.border_subtitle = key_hints(("escape", self.say("Close")))
            for groups in self._columns():
                width = max((len(key) for _, keys in groups for key, _ in keys), default=0)
                with Vertical():
                    for name, keys in groups:
                        yield Static(
                            Content(self.language.text(name)), classes="head-of-keys", markup=False
                        )
                        lines = (((f"{key.rjust(width)}  "), said) for key, said in keys)
                        yield Static(Hanging(*lines), markup=False)

    def _columns(self) -> Iterator[list[tuple[str, Keys]]]:
        """What is of this screen on the left, what is of all screens on the right."""
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        own = self._translated(_of_widget(below.focused if below is not None else None))
        found = dict(self._groups)
        box = (*found.get(_BOX, ()), *own)
        left = [(_SCREEN, found.get(_SCREEN, ())), (_BOX, box)]
        right = [(_EVERYWHERE, found.get(_EVERYWHERE, ())), (_MOVING, self._translated(_GENERAL))]
        for column in (left, right):
            yield [(name, keys) for name, keys in column if keys]

    def _translated(self, keys: Keys) -> Keys:
        return tuple((self.language.text(key), self.language.text(said)) for key, said in keys)
