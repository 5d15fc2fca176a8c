"""A piece of evidence, shown here: the photograph, the first page of the PDF, a link's address."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.types import CSSPathType
from textual.widgets import Button, Static

from model.application import Application, Evidence
from model.messages import N_, Message
from model.text import shown_line
from tui.screens.base import Dialog
from tui.widgets.key_hints import key_hints
from tui.words import evidence_line

if TYPE_CHECKING:
    from PIL.Image import Image


class LookDialog(Dialog[None]):
    """Shows a piece of evidence in the terminal, as well as that can."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialog.tcss", "look.tcss"]
    HELP_TEXT = N_(
        "A photograph, or the first page of a PDF, as well as this terminal can show it; of a link "
        "the address. 'o' opens it outside Labelmap, where it is sharp."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,v", "close", N_("Back")),
        Binding("o", "open", N_("Open")),
    ]

    @dataclass
    class Made(TextualMessage):
        """The picture is there, or why there is none."""

        found: "Image | Message"

    def __init__(self, item: Evidence) -> None:
        super().__init__()
        self.item = item

    def compose(self) -> ComposeResult:
        item = self.item
        with Vertical(classes="dialog widest") as dialog:
            line = evidence_line(item, self._application, self.language)
            dialog.border_title = Content(line)
            dialog.border_subtitle = key_hints(
                ("o", self.say("Open")), ("escape", self.say("Back"))
            )
            said = item.url if item.is_link else self.say(N_("One moment ..."))
            yield Static(Content(shown_line(said)), id="said", markup=False)
            yield Center(id="picture")
            with Center(id="foot"):
                yield Button(self.say("Open outside"), id="open", compact=True)

    def on_mount(self) -> None:
        """Begin."""
        self.query_one("#open").focus()
        if not self.item.is_link:
            self._make()

    @property
    def _application(self) -> Application:
        return self.session.application

    def _picture(self) -> "Image | Message":
        """The picture, or why there is none."""
        from tui.looking import picture_of

        return picture_of(self.session, self.item)

    @work(thread=True, group="look", exit_on_error=False)
    def _make(self) -> None:
        self.post_message(self.Made(self._picture()))

    @on(Made)
    def _show(self, message: Made) -> None:
        from tui.looking import no_pictures, picture_widget

        said = self.query_one("#said", Static)
        if isinstance(message.found, Message):
            said.update(Content(self.language.say(message.found)))
            return
        widget = picture_widget(self.common, message.found)
        if widget is None:
            said.update(Content(self.language.say(no_pictures(self.item))))
            return
        said.display = False
        self.query_one("#picture").mount(widget)

    @on(Button.Pressed, "#open")
    def _open_pressed(self) -> None:
        # Textual calls the handlers of every class: an override of one would come beside it.
        self.action_open()

    def action_open(self) -> None:
        """Show it outside."""
        self.labelmap.open_outside(self.item)

    def action_close(self) -> None:
        """Back; the terminal forgets the picture."""
        from textual.css.query import NoMatches

        try:
            picture = self.query_one("#picture .seen")
        except NoMatches:
            pass
        else:
            picture.remove()
        self.dismiss(None)
