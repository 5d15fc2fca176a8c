"""Join a colleague's application: which one, under what name, and where one's own copy is kept."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Select, Static

from model.messages import N_, Failure, Message
from model.text import shown_line
from store import cloud
from store.names import slug
from store.people import person, remember
from tui.screens.new_school import folder_of
from tui.screens.typed_dialog import TypedDialog
from tui.widgets.file_chooser import short_path
from tui.widgets.form import FormField, enter_in_form, focus_field
from tui.widgets.key_hints import key_hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.joining import Offer


class JoinDialog(TypedDialog[Path]):
    """The result is the folder of one's own copy."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "You get a copy of your own of your colleague's application, with all that was done so "
        "far. Fill in your name, which stands with every change you make, and the folder where "
        "your copy is kept: a place on this computer that no cloud drive copies half.\n\n"
        "From then on both of you work on it, each on your own computer. Ctrl+S joins."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", N_("Next field"), show=False, priority=True),
        Binding("ctrl+s", "join", N_("Join"), priority=True),
    ]

    def __init__(self, shared: Path, offers: "Sequence[Offer]") -> None:
        super().__init__()
        self._shared = shared
        self._offers = offers
        self._values: dict[str, str] = {}

    @property
    def folder(self) -> None:
        """It is not there yet."""

    @property
    def about(self) -> str:
        """The shared folder."""
        return f"join {self._shared}"

    def compose(self) -> ComposeResult:
        worker, say = self.labelmap.person, self.say
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(say(N_("Join a colleague's application")))
            dialog.border_subtitle = key_hints(("ctrl+s", say("Join")), ("escape", say("Back")))
            with VerticalScroll(can_focus=False):
                yield self._school_field()
                yield FormField(say("Your name"), worker.name if worker else "", key="name")
                yield FormField(
                    say("Your mail address"), worker.email if worker else "", key="email"
                )
                yield FormField(
                    say("Folder to keep it in"),
                    short_path(self._proposal(self._offers[0])),
                    key="folder",
                )
                yield Static("", id="warning", classes="wrong", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(say("Join"), variant="primary", id="join")
                yield Button(say("Back"), id="back")

    def _school_field(self) -> Horizontal:
        return Horizontal(
            Static(Content(self.say("Application")), classes="label", markup=False),
            Select(
                [
                    (Content(shown_line(f"{one.school} ({', '.join(one.people)})")), number)
                    for number, one in enumerate(self._offers)
                ],
                value=0,
                allow_blank=False,
                id="school",
                compact=True,
            ),
            classes="field",
        )

    def _proposal(self, offer: "Offer") -> Path:
        """A folder that is not there yet."""
        first = self.labelmap.default_place() / slug(offer.school, "etwinning-school")
        number, free = 2, first
        while free.exists():
            number, free = number + 1, first.with_name(f"{first.name}-{number}")
        return free

    def on_mount(self) -> None:
        """What is known already is kept; the cursor where something is still to be filled in."""
        self._values = {field.key: field.box.value for field in self.query(FormField)}
        focus_field(self, "folder" if self._values["name"] else "name")

    @on(FormField.Edited)
    def _edited(self, message: FormField.Edited) -> None:
        self._values[message.field.key] = str(message.value or "")
        folder = folder_of(self._values["folder"], self.labelmap.default_place())
        found = cloud.warning(folder) if folder is not None else None
        said = self.language.say(found) if found is not None else ""
        self.query_one("#warning", Static).update(Content(said))

    def action_enter(self) -> None:
        """On to the next field; from the last one as Ctrl+S."""
        if not enter_in_form(self):
            self.action_join()

    @on(Button.Pressed, "#join")
    def action_join(self) -> None:
        """Make the copy, once what it needs is filled in."""
        self.call_after_refresh(self._check_and_join)  # what was typed last has arrived by then

    def _check_and_join(self) -> None:
        if not self.is_current:
            return
        for key, label in (("name", N_("Your name")), ("folder", N_("Folder to keep it in"))):
            if not self._values.get(key, "").strip():
                text = Message(N_("Fill in: {name}"), {"name": self.language.text(label)})
                self.labelmap.tell(text, warning=True)
                focus_field(self, key)
                return
        chosen = self.query_one("#school", Select).value
        self.query_one(".dialog").loading = True
        self._join(self._offers[int(str(chosen))])

    @work(thread=True, group="join", exit_on_error=False)
    def _join(self, offer: "Offer") -> None:
        from store.joining import join

        app = self.labelmap
        folder = folder_of(self._values["folder"], self.labelmap.default_place())
        try:
            who = person(self._values["name"], self._values["email"])
            if folder is not None:
                join(self._shared, offer.application, folder, who, app.clock)
            remember(who)
        except Failure as failure:
            app.post_message(app.NotSaved(failure))
            app.call_from_thread(self._stay)
        else:
            app.call_from_thread(self._joined, folder)

    def _joined(self, folder: Path | None) -> None:
        self.recorded()
        self.dismiss(folder)

    def _stay(self) -> None:
        self.query_one(".dialog").loading = False
