"""The top line of the screens of review mode: whose inbox, which school, and who works."""

from typing import TYPE_CHECKING, cast

from textual.content import Content

from model.messages import N_, Message
from tui.widgets.header_line import SEPARATOR, HeaderLine

if TYPE_CHECKING:
    from tui.review_app import ReviewApp


class ReviewHeader(HeaderLine):
    """One line: names in front, then what counts, then who works."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._state = ""

    def tell(self, *names: str, state: str = "") -> None:
        """Show these names, and this state behind them."""
        self._names, self._state = names, state
        self.refresh()

    def show(self) -> None:
        """Draw it anew: somebody else works now."""
        self.refresh()

    def render(self) -> Content:
        """The line for the width that there is."""
        app = cast("ReviewApp", self.app)
        language = app.language
        own = language.text(N_("Labelmap (sample)")) if app.is_demo else "Labelmap"
        full = brief = self._state
        if app.person is not None:
            name = app.person.name
            said = language.say(Message(N_("you work as {name}"), {"name": name}))
            full, brief = (SEPARATOR.join(filter(None, (self._state, who))) for who in (said, name))
        names = (own, *self._names)
        return self._first_that_fits((names, full), (names, brief), (self._names, brief))
