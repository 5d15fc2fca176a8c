"""What the school promised last time, beside the plan: one line that opens (G11)."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from model.messages import N_, Message
from model.text import shown, shown_line

if TYPE_CHECKING:
    from tui.app import LabelmapApp


class PromiseLine(Static, can_focus=True):
    """The line that is always there; Enter, Space or a click opens and closes what is below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open_or_close", N_("Open or close"), show=False)
    ]

    def on_click(self, event: events.Click) -> None:
        """As Enter."""
        event.stop()
        self.action_open_or_close()

    def action_open_or_close(self) -> None:
        """Open or close the promise."""
        if isinstance(self.parent, Promise):
            self.parent.toggle()


class Promise(Vertical):
    """The plan of last time, to be read only; nothing where none is known."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self._step = step
        self._drawn: object = None

    def compose(self) -> ComposeResult:
        yield PromiseLine(markup=False)
        with VerticalScroll():
            yield Static(id="promised", markup=False)

    def on_mount(self) -> None:
        """Closed, unless there is nothing at all."""
        self.show()

    @property
    def _app(self) -> "LabelmapApp":
        return cast("LabelmapApp", self.app)

    @property
    def text(self) -> str:
        """What was promised for this step; "" where nothing was."""
        session = self._app.session
        return session.folder.previous.plans.get(self._step, "") if session is not None else ""

    @property
    def is_open(self) -> bool:
        """Whether the text can be read now."""
        return self.has_class("-open")

    def toggle(self) -> None:
        """Open it, or close it."""
        self.toggle_class("-open")
        self.show()

    def show(self) -> None:
        """Draw what the folder says; it may have changed outside."""
        if not self.query("#promised"):
            return  # its parts are still being made; `on_mount` comes then
        session, language = self._app.session, self._app.language
        state = (self.text, self.is_open)
        self.display = bool(self.text)
        if session is None or state == self._drawn:
            return
        self._drawn = state
        edition = session.folder.previous.edition
        head = language.say(
            Message(N_("What we promised for {edition}"), {"edition": shown_line(edition)})
            if edition
            else Message(N_("What we promised last time"))
        )
        sign = "▾" if self.is_open else "▸"
        self.query_one(PromiseLine).update(Content(f"{sign} {head} (ctrl+l)"))
        self.query_one("#promised", Static).update(Content(shown(self.text)))
