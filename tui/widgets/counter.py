"""How long a text is, beside its title: 1.204 / 2.500. Warns from nine tenths on, in words."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from model.messages import N_, Message
from tui.widgets.safe_text import shown_line

if TYPE_CHECKING:
    from tui.app import LabelmapApp

WARN_FROM = 0.9


class Counter(Widget):
    """One line: the title on the left, the count on the right."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"counter--near", "counter--over"}

    used: reactive[int] = reactive(0)
    """Length in UTF-16 code units (F13)."""

    def __init__(self, title: str, limit: int) -> None:
        super().__init__()
        self._title = title
        self._limit = limit

    def render(self) -> Content:
        """The line as it fits: the title gives way."""
        language = cast("LabelmapApp", self.app).language
        count = Content(f"{language.number(self.used)} / {language.number(self._limit)}")
        if self.used > self._limit:
            over = Message(N_("{count} too many"), {"count": self.used - self._limit})
            count = Content(f"! {language.say(over)}   ") + count
            count = count.stylize(self.get_visual_style("counter--over", partial=True))
        elif self.used >= WARN_FROM * self._limit:
            left = Message(N_("{count} left"), {"count": self._limit - self.used})
            count = Content(f"{language.say(left)}   ") + count
            count = count.stylize(self.get_visual_style("counter--near", partial=True))
        room = max(0, self.size.width - count.cell_length - 1)
        title = Content(shown_line(self._title)).truncate(room, ellipsis=True)
        return Content.assemble(title, " " * (room - title.cell_length + 1), count)
