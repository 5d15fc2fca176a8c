"""A step that is a form of single fields, steps 1 and 8: each change is saved as it is typed.

What was typed for a day and is none can't be saved. It waits in the user's own recovery folder, and
stands in its box again when the step is opened the next time, with the line that it is no day.
"""

from typing import Any

from textual import on
from textual.events import DescendantBlur

from model import fields
from model.messages import N_
from store.unfinished import Typed
from tui.screens.base import LabelmapScreen
from tui.screens.keeps_words import KeepsWords
from tui.widgets.form import FormField


class FormScreen(LabelmapScreen, KeepsWords[None]):
    """Saves its fields; keeps what stands in them and can't be saved."""

    NOT_KEPT = N_(
        "What you typed here for a day is none, and can't be kept meanwhile. It stands in its box "
        "as long as this window is open. {why}"
    )
    _noted = Typed()
    """What was kept last; aside is what other windows left for the same days."""

    def on_mount(self) -> None:
        """What waited from an earlier time stands there again."""
        kept = self.begin_keeping(self.session.folder.path, f"days {self.step_shown}")
        boxes = {field.key: field.box for field in self.query(FormField)}
        words: dict[str, str] = {}
        left = []
        for typed in (kept.words, *kept.aside):  # of several windows: of each day the first
            mine = {key: text for key, text in typed.items() if key in boxes and key not in words}
            words |= mine
            left.append({key: text for key, text in typed.items() if key not in mine})
        self._noted = Typed(words, aside=tuple(filter(None, left)))
        for key, text in words.items():
            boxes[key].value = text

    def value_of(self, key: str) -> Any:  # noqa: ANN401 - what the field's type is, `fields` knows
        """What the application has in a field."""
        return fields.get(self.session.application, fields.parse_key(key, self.session.edition))

    @on(FormField.Edited)
    def _edited(self, message: FormField.Edited) -> None:
        key = fields.parse_key(message.field.key, self.session.edition)
        self.labelmap.put(key, message.value)

    @on(FormField.Edited)
    @on(FormField.Unread)
    def _keep_unread(self) -> None:
        """Keep what stands in a box and can't be read; what can be read now need not wait."""
        unread = {field.key: field.box.value for field in self.query(FormField) if field.is_unread}
        typed = Typed(unread, aside=self._noted.aside)
        if typed != self._noted:
            self._noted = typed
            self.keep_soon(typed)

    @on(DescendantBlur)
    def _left_a_field(self) -> None:
        self.labelmap.save_if_changed()
