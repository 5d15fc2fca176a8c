"""How long a text is: 204 words, 1.204 / 2.500. Warns from nine tenths on, in words."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from model.messages import N_, Message

if TYPE_CHECKING:
    from tui.app import LabelmapApp

WARN_FROM = 0.9
_GAP = 3


class Counter(Widget):
    """One line: the words on the left, on the right what the form counts, against what it takes."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"counter--near", "counter--over"}

    used: reactive[int] = reactive(0)
    """Length of all that shares the form's box, in UTF-16 code units (F13)."""
    own: reactive[int] = reactive(0)
    """Length of this text alone; the same where nothing shares its box."""
    words: reactive[int] = reactive(0)

    def __init__(self, limit: int, shared: str = "") -> None:
        """`shared`: what is said before the count where other texts are in it."""
        super().__init__()
        self._limit = limit
        self._shared = shared

    def render(self) -> Content:
        """The line as it fits: the words give way."""
        language = cast("LabelmapApp", self.app).language
        count = Content(f"{language.number(self.used)} / {language.number(self._limit)}")
        if self.used != self.own and self._shared:
            count = Content(f"{self._shared} ") + count
        if self.used > self._limit:
            over = Message(N_("{count} too many"), {"count": self.used - self._limit})
            count = Content(f"! {language.say(over)}   ") + count
            count = count.stylize(self.get_visual_style("counter--over", partial=True))
        elif self.used >= WARN_FROM * self._limit:
            left = Message(N_("{count} left"), {"count": self._limit - self.used})
            count = Content(f"{language.say(left)}   ") + count
            count = count.stylize(self.get_visual_style("counter--near", partial=True))
        words = Content(language.plural(N_("{count} word"), N_("{count} words"), self.words))
        room = max(0, self.size.width - count.cell_length)
        if words.cell_length + _GAP > room:
            words = Content("")
        return Content.assemble(words, " " * (room - words.cell_length), count)
