"""With whom the application is shared, how that goes, and what one can do about it."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Message
from model.text import shown_line
from tui.screens.base import Dialog
from tui.widgets.file_chooser import short_path
from tui.widgets.key_hints import key_hints

if TYPE_CHECKING:
    from tui.sharing import Sharing


class Wish(Enum):
    """What the person wants."""

    SHARE = auto()
    """Choose a folder in which it is shared."""
    NOW = auto()
    """Share at once."""
    STOP = auto()
    """Share no longer."""


class ColleaguesDialog(Dialog[Wish | None]):
    """Tells how sharing goes; its buttons are the wishes."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "You and your colleagues each have a copy of the application on your own computer. What "
        "one of you does comes to the others through a folder that you all have.\n\n"
        "That goes by itself: when the application is opened, some seconds after something was "
        "saved, and when it is closed. Without internet, or without the stick, it waits; nothing "
        "is lost. Nobody is ever locked out: where two change the same text, both versions are "
        "kept until one of you chooses."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Close"))]

    def __init__(self, sharing: "Sharing") -> None:
        super().__init__()
        self._sharing = sharing

    def compose(self) -> ComposeResult:
        say = self.say
        shared = self._sharing.share is not None
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(say(N_("Colleagues")))
            dialog.border_subtitle = key_hints(("escape", say("Close")))
            with VerticalScroll(can_focus=False, id="told"):
                yield from self._told()
            with Horizontal(classes="buttons"):
                if shared:
                    yield Button(say(N_("Share now")), variant="primary", id="now")
                    yield Button(say(N_("Another folder")), id="share")
                    yield Button(say(N_("Stop sharing")), id="stop")
                else:
                    yield Button(say(N_("Invite colleagues")), variant="primary", id="share")
                yield Button(say(N_("Close")), id="close")

    def _told(self) -> Iterator[Static]:
        for words, kind in self._lines():
            yield Static(Content(words), classes=kind, markup=False)

    async def look_again(self) -> None:
        """Tell how it goes now: a round was ended while one looks."""
        told = self.query_one("#told", VerticalScroll)
        await told.remove_children()
        await told.mount(*self._told())

    def _lines(self) -> Iterator[tuple[str, str]]:
        """What there is to tell, each with its style."""
        sharing, say = self._sharing, self.language.say
        if sharing.share is None:
            yield (
                self.say(
                    N_(
                        "You work on this application alone. Invite colleagues, and each of you "
                        "works on their own computer, whenever that suits: what all of you do "
                        "comes together by itself."
                    )
                ),
                "note",
            )
            return
        place = Message(N_("Shared in {path}"), {"path": short_path(sharing.share.folder)})
        yield say(place), "head"
        if sharing.waits_for is not None:
            yield say(sharing.waits_for.message), "wrong"
            yield say(sharing.waits_for.fix), "note"
        elif sharing.at is not None:
            at = Message(N_("Everything is shared, {time}."), {"time": f"{sharing.at:%H:%M}"})
            yield say(at), "note"
        else:
            yield self.say(N_("It is being shared right now ...")), "note"
        last = sharing.last
        today = self.session.today
        for one in last.colleagues if last is not None else ():
            when = self.language.when(one.at, today)
            yield f"• {shown_line(one.name)}, {when}", ""
        if last is not None and not last.colleagues:
            yield self.say(N_("No colleague has joined yet.")), ""
        for failure in last.refused if last is not None else ():
            if failure is not sharing.waits_for:
                yield f"! {say(failure.message)}", "wrong"
                yield say(failure.fix), "note"

    def on_mount(self) -> None:
        """The cursor on the first thing that one can do."""
        self.query(Button).first().focus()

    @on(Button.Pressed)
    def _chosen(self, message: Button.Pressed) -> None:
        wishes = {"now": Wish.NOW, "share": Wish.SHARE, "stop": Wish.STOP}
        self.dismiss(wishes.get(message.button.id or ""))
