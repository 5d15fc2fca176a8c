"""One field of a form: its name, a box for one line, and what is wrong with what stands there.

A day or another value that can't be read yet stays in its box and is not saved; the line beside it
says so, and `Unread` tells the screen, which keeps it. A box that nobody edited is never saved.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantBlur
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.input import Selection as Span

from model.messages import N_
from model.text import NotUnicodeError, clean, shown_line
from tui.widgets.one_line import OneLine

NOT_A_DAY = N_("not a day: write it as 24/11/2022")
SAVED = N_("Saved: {value}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")


class FieldKind(Enum):
    """What one line of a form takes."""

    TEXT = auto()
    DAY = auto()


def read_day(text: str) -> date | None:
    """A day as people write it: 24/11/2022, 24.11.2022, 2022-11-24. Raises `ValueError`."""
    text = text.strip()
    if not text:
        return None
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    elif found := _LOCAL.match(text):
        day, month, year = map(int, found.groups())
    else:
        raise ValueError(text)
    return date(year, month, day)


class FormField(Horizontal):
    """A label and a box; sends `Edited` with a value that can be kept."""

    @dataclass
    class Edited(Message):
        """The person changed the value."""

        field: "FormField"
        value: str | date | None

    @dataclass
    class Unread(Message):
        """What the person typed can't be read; it stands in the box and nowhere else."""

        field: "FormField"

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the box gets it: what is typed right after it is for the next field.
        Binding("enter", "go_on", N_("Next field"), show=False, priority=True)
    ]

    def __init__(
        self,
        label: str,
        value: str | date | None,
        *,
        key: str,
        kind: FieldKind = FieldKind.TEXT,
        wrong: str = "",
        wrong_over: str = "",
        hint: str = "",
    ) -> None:
        """`wrong` is what is said of a value that can't be read; `hint` stands in the empty box.

        `wrong_over` comes after `wrong` where a value is kept all the same, its `{value}`.
        """
        super().__init__(classes="field")
        self.key = key
        self.kind = kind
        self._label = label
        self._wrong = wrong
        self._wrong_over = wrong_over
        self._hint = hint
        self._kept: str | date | None = value
        self._sent: str | date | None = value
        self._loaded: str | None = self._as_text(value)
        self._is_behind = False
        """Whether another value came in while the person was here."""
        self._remark = ""
        self._fault = ""
        self.is_unread = False
        """Whether what stands in the box can't be read, and so is not in the value last sent."""

    @staticmethod
    def _as_text(value: str | date | None) -> str:
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return shown_line(value or "")

    def compose(self) -> ComposeResult:
        yield Static(Content(self._label), classes="label", markup=False)
        yield OneLine(self._loaded, placeholder=self._hint, classes="box", compact=True)
        yield Static("", classes="wrong", markup=False)

    def action_go_on(self) -> None:
        """To the next field: Enter means 'and now?' to whoever never saw a form in a terminal."""
        self.screen.focus_next()

    @property
    def box(self) -> Input:
        """The box itself."""
        return self.query_one(Input)

    def mark(self, start: int, end: int) -> None:
        """Select these characters."""
        self.box.selection = Span(start, end)

    def take(self, value: str | date | None) -> None:
        """Show another value; while the person is here, not before the box is left.

        What can't be read stays: it stands nowhere else. The line beside it tells the value then.
        """
        if value == self._kept:
            return
        self._kept = value
        if self.is_unread:
            self._say(fault=self._what_is_wrong())
        elif self.box.has_focus:
            self._is_behind = value != self._sent
        else:
            self._load()

    def take_now(self) -> None:
        """Show what came in meanwhile, although the person is here: they asked for it."""
        if self._is_behind:
            self._load()

    def _load(self) -> None:
        self._is_behind = self.is_unread = False
        self._loaded = self._as_text(self._kept)
        with self.prevent(Input.Changed):
            self.box.value = self._loaded
        self._say(fault="")

    def remark(self, text: str) -> None:
        """Say beside the box what is still to be done; what can't be read goes before it."""
        if text != self._remark:
            self._remark = text
            self._say(fault=self._fault)

    def _say(self, *, fault: str) -> None:
        self._fault = fault
        self.query_one(".wrong", Static).update(Content(fault or self._remark))

    def _what_is_wrong(self) -> str:
        """What is said of a value that can't be read."""
        kept = self._as_text(self._kept)
        if not kept or not self._wrong_over:
            return self._wrong
        return f"{self._wrong}. {self._wrong_over.replace('{value}', kept)}"

    @on(DescendantBlur)
    def _left(self) -> None:
        if self._is_behind:
            self._load()

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value == self._loaded:
            return
        self._loaded = None
        try:
            value: str | date | None = (
                read_day(message.value) if self.kind is FieldKind.DAY else clean(message.value).text
            )
        except (ValueError, NotUnicodeError):
            self.is_unread, self._is_behind = True, False
            self._say(fault=self._what_is_wrong())
            self.post_message(self.Unread(self))
            return
        self._say(fault="")
        self._kept = self._sent = value
        self._is_behind = self.is_unread = False
        self.post_message(self.Edited(self, value))


def focus_field(parent: Widget, key: str, span: tuple[int, int] | None = None) -> bool:
    """Put the cursor into the field with this key, if there is one below `parent`."""
    for field in parent.query(FormField):
        if field.key == key:
            field.box.focus()
            if span is not None:  # once the box has selected all, as it does when one comes to it
                field.call_after_refresh(field.mark, *span)
            return True
    return False


def refuses_unread(screen: Screen[Any]) -> bool:
    """Whether a value stands here that can't be read; the cursor goes to it and its line tells why.

    For a form that is recorded as a whole: what can't be read would be left out unseen.
    """
    for field in screen.query(FormField):
        if field.is_unread:
            field.box.focus()
            return True
    return False


def enter_in_form(screen: Screen[Any]) -> bool:
    """Enter in a dialog of fields only: on to the next one. False in the last field: it is done.

    Raises `SkipAction` elsewhere, as on a button: the key is for that.
    """
    boxes = [field.box for field in screen.query(FormField)]
    if not isinstance(screen.focused, Input) or screen.focused not in boxes:
        raise SkipAction
    after = boxes[boxes.index(screen.focused) + 1 :]
    for box in after[:1]:
        screen.set_focus(box)
    return bool(after)
