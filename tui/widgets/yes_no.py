"""Yes or no, by one key, the arrows or the mouse: (•) Ja  ( ) Nee.

The chosen word has a dot, so that no colour is needed. Pressing the key of what is chosen already
takes the answer back: a statement may be left open.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from model.application import YesNo
from model.messages import N_
from tui.widgets.rows import is_one_more

if TYPE_CHECKING:
    from tui.app import LabelmapApp

_WORDS = {YesNo.YES: N_("Yes"), YesNo.NO: N_("No")}
_GAP = 2


class YesNoChoice(Widget, can_focus=True):
    """The answer to one question."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"yes-no--chosen"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,y", "choose('yes')", N_("Yes"), key_display=N_("y")),
        Binding("n", "choose('no')", N_("No")),
        Binding("left", "choose('yes', False)", show=False),
        Binding("right", "choose('no', False)", show=False),
        Binding("space", "other", N_("Other answer"), show=False),
    ]

    value: reactive[YesNo | None] = reactive(None)
    """What is chosen; setting it sends nothing."""

    @dataclass
    class Chosen(Message):
        """The person chose, or took the answer back (None)."""

        choice: "YesNoChoice"
        value: YesNo | None

        @property
        def control(self) -> "YesNoChoice":
            """The choice that was made, for `@on` selectors."""
            return self.choice

    def render(self) -> Content:
        """Both words on one line."""
        return Content.assemble(*(part for answer in YesNo for part in self._word(answer)))

    def _label(self, answer: YesNo) -> str:
        word = cast("LabelmapApp", self.app).language.text(_WORDS[answer])
        return f"({'•' if self.value is answer else ' '}) {word}"

    def _word(self, answer: YesNo) -> tuple[Content, str]:
        label = Content(self._label(answer))
        if self.value is answer:
            label = label.stylize(self.get_visual_style("yes-no--chosen", partial=True))
        return label, " " * _GAP

    def choose(self, answer: YesNo | None) -> None:
        """Take an answer, and say so where it is another one."""
        if answer is not self.value:
            self.value = answer
            self.post_message(self.Chosen(self, answer))

    def action_choose(self, answer: str, may_take_back: bool = True) -> None:  # noqa: FBT002 - an action's words come by place
        """One key for each answer; the same key once more takes it back."""
        chosen = YesNo(answer)
        self.choose(None if may_take_back and self.value is chosen else chosen)

    def action_other(self) -> None:
        """Yes, then no, then yes again."""
        self.choose(YesNo.NO if self.value is YesNo.YES else YesNo.YES)

    def on_click(self, event: events.Click) -> None:
        """A click on a word chooses it; a double one does too, and takes nothing back."""
        if is_one_more(event):
            return
        end = 0
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for answer in YesNo:
            end += Content(self._label(answer)).cell_length + _GAP
            if offset.x < end:
                self.action_choose(answer.value)
                return
