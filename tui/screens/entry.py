"""One entry of a list (a teacher, a label, a colleague): a small form of its own."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from model.application import YesNo
from model.messages import N_, Message
from tui.screens.typed_dialog import TypedDialog
from tui.widgets.form import FieldKind, FormField, refuses_unread
from tui.widgets.yes_no import YesNoChoice

Value = str | date | bool | None


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field of an entry: its key in the dataclass, its label in the interface's language."""

    key: str
    label: str
    kind: FieldKind | None = FieldKind.TEXT
    """None: yes or no."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class EntryResult:
    """What became of the entry; `values` is None when it is to be removed."""

    values: dict[str, Value] | None


class EntryDialog(TypedDialog[EntryResult]):
    """Makes or changes one entry."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "One entry of a list. Fill in what you know: the rest can come later. 'Save' keeps it, "
        "'Remove' takes it out of the list; what stood there stays in the history."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Save"), priority=True),
    ]

    def __init__(
        self,
        title: str,
        fields: tuple[EntryField, ...],
        values: dict[str, Value],
        *,
        entry: str,
        is_new: bool,
    ) -> None:
        """`entry`: the list and the id; of a new one the list."""
        super().__init__()
        self._entry = entry
        self._title = title
        self._fields = fields
        self._values = dict(values)
        self._is_new = is_new

    @property
    def about(self) -> str:
        """The entry, or a new one of its list."""
        return f"{'new' if self._is_new else 'change'} {self._entry}"

    @property
    def edits(self) -> bool:
        """A colleague may have changed an entry that is there."""
        return not self._is_new

    def compose(self) -> ComposeResult:
        wrong = self.say("not a day: write it as 24/11/2022")
        with Vertical(classes="dialog wide"):
            yield Static(Content(self._title), classes="head", markup=False)
            for field in self._fields:
                value = self._values.get(field.key)
                if field.kind is None:
                    with Horizontal(classes="field"):
                        yield Static(Content(field.label), classes="label", markup=False)
                        choice = YesNoChoice(id=f"choice-{field.key}")
                        choice.value = self._word(value)
                        yield choice
                else:
                    yield FormField(
                        field.label,
                        value if not isinstance(value, bool) else None,
                        key=field.key,
                        kind=field.kind,
                        wrong=wrong,
                        hint=field.hint,
                    )
            with Horizontal(classes="buttons"):
                yield Button(self.say("Save"), variant="primary", id="save")
                if not self._is_new:
                    yield Button(self.say("Remove"), variant="error", id="remove")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the first field."""
        first = self.query(FormField)
        if first:
            first.first().box.focus()

    @staticmethod
    def _word(value: Value) -> YesNo | None:
        if isinstance(value, bool):
            return YesNo.YES if value else YesNo.NO
        return None

    @on(FormField.Edited)
    def _edited(self, message: FormField.Edited) -> None:
        self._values[message.field.key] = message.value

    @on(YesNoChoice.Chosen)
    def _chosen(self, message: YesNoChoice.Chosen) -> None:
        key = (message.choice.id or "").removeprefix("choice-")
        self._values[key] = None if message.value is None else message.value is YesNo.YES

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Hand back what stands in the form; an empty first field is asked for, a wrong one too."""
        first = self._fields[0]
        if not self._values.get(first.key):
            self.labelmap.tell(Message(N_("Fill in: {name}"), {"name": first.label}), warning=True)
            self.query(FormField).first().box.focus()
            return
        if not refuses_unread(self):
            self.dismiss(EntryResult(self._values))

    @on(Button.Pressed, "#remove")
    def _remove(self) -> None:
        self.dismiss(EntryResult(None))
