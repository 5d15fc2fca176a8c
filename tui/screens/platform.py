"""What happened on the official platform: submitted there, or decided there."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Message
from model.review import DecisionKind
from store.people import Person
from store.platform_acts import OnPlatform
from tui.pasted_paths import read_paths
from tui.screens.typed_dialog import ROOM, TypedDialog
from tui.widgets.form import FieldKind, FormField, refuses_unread
from tui.widgets.text_box import TextBox


class _OnPlatform(TypedDialog[None]):
    """A day, and the document as downloaded from there."""

    CSS_PATH: ClassVar = ["dialog.tcss", "platform.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "choose", N_("Choose the form"), priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._on: date | None = None
        self._path = ""
        self._text = ""

    def _fields(self) -> ComposeResult:
        self._on = self.session.today
        yield FormField(
            self.say("On which day?"),
            self._on,
            key="on",
            kind=FieldKind.DAY,
            wrong=self.say("not a day: write it as 24/11/2022"),
            hint=self.say("day/month/year"),
        )
        yield FormField(
            self.say("Downloaded form (PDF)"),
            "",
            key="path",
            hint=self.say("if you like: drag the file here"),
        )
        yield Button(self.say("Choose the form ..."), id="choose", compact=True)

    def on_mount(self) -> None:
        """The cursor in the day."""
        self.query(FormField).first().box.focus()

    @on(Button.Pressed, "#choose")
    def action_choose(self) -> None:
        """Choose the downloaded form from a list."""
        from tui.screens.choose_file import ChooseFileDialog

        def chosen(path: Path | None) -> None:
            if path is not None:
                (field,) = (field for field in self.query(FormField) if field.key == "path")
                field.box.value = str(path)

        question = self.say("Which file is the form that you downloaded?")
        self.app.push_screen(ChooseFileDialog(question), chosen)

    @on(FormField.Edited)
    def _edited(self, message: FormField.Edited) -> None:
        if message.field.key == "path":
            self._path = str(message.value or "")
        elif message.field.key == "text":
            self._text = str(message.value or "")
        elif isinstance(message.value, date) or message.value is None:
            self._on = message.value

    def _record(self, decision: DecisionKind | None, text: str, told: Message) -> None:
        if refuses_unread(self):
            return
        if self._on is None:
            self.labelmap.tell(Message(N_("Give the day on which it happened.")), warning=True)
            self.query(FormField).first().box.focus()
            return
        paths = read_paths(self._path)
        form = paths[0] if paths else Path(self._path.strip()) if self._path.strip() else None
        what = OnPlatform(on=self._on, decision=decision, text=text, form=form)
        folder = self.session.folder

        def record(person: Person) -> None:
            folder.record_platform(what, person)

        def done() -> None:
            self.labelmap.tell(told)
            self.recorded()
            self.dismiss(None)

        self.labelmap.act(record, done)


class PlatformDialog(_OnPlatform):
    """Notes that the application was submitted on the platform."""

    HELP_TEXT = N_(
        "Did you submit the application on the platform? Note the day, and add the application "
        "form as you downloaded it there: together they are what you can fall back on later."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Note it"), priority=True),
    ]

    @property
    def about(self) -> str:
        """There is one day on which it was submitted there."""
        return "submitted on the platform"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("Submitted on the platform"))
            yield Static(
                Content(
                    self.say(
                        "Only after you clicked Submit on the platform: an e-mail confirms it. "
                        "Labelmap does nothing there."
                    )
                ),
                classes="note",
                markup=False,
            )
            yield from self._fields()
            yield FormField(self.say("Remark"), "", key="text", hint=self.say("if you like"))
            with Horizontal(classes="buttons"):
                yield Button(self.say("Note it"), variant="primary", id="done")
                yield Button(self.say("Back"), id="back")

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Note it."""
        self._record(None, self._text, Message(N_("Noted: submitted on the platform.")))


class DecisionDialog(_OnPlatform):
    """Takes over what the NSO decided on the platform."""

    HELP_TEXT = N_(
        "What did the NSO decide on the platform? Note the day and paste what it wrote. A decision "
        "opens the answers again; where the application was returned, adapt it and submit it "
        "once more. One that was noted wrongly is noted again: the last one counts."
    )

    @property
    def about(self) -> str:
        """The decision that comes next."""
        return "decided on the platform"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("Take over a decision from the platform"))
            yield from self._fields()
            yield TextBox(limit=ROOM, title=self.say("What the NSO wrote there"), id="text")
            with Horizontal(classes="buttons"):
                yield Button(self.say("Approved"), id="approved")
                yield Button(self.say("To be adapted"), id="returned")
                yield Button(self.say("Not granted"), id="refused")
                yield Button(self.say("Back"), id="back")

    @on(Button.Pressed, "#approved, #returned, #refused")
    def _decided(self, message: Button.Pressed) -> None:
        kind = DecisionKind(message.button.id or "")
        text = self.query_one(TextBox).text
        self._record(kind, text, Message(N_("Noted: the decision is taken over.")))
