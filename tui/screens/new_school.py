"""Begin a new application: the school's name, where it is, who works, where to keep it."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from model import editions
from model.application import Contact
from model.edition import in_language
from model.messages import N_, Failure, Message
from store import cloud
from store.names import slug
from store.people import person, remember
from store.school_folder import SchoolFolder
from tui.screens.base import Dialog
from tui.widgets.form import FormField, focus_field


class NewSchoolDialog(Dialog[Path | None]):
    """The result is the new folder."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("ctrl+s", "make", N_("Begin"), priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[str, str] = {}
        self._folder_typed = False

    def compose(self) -> ComposeResult:
        worker = self.labelmap.person
        with Vertical(classes="dialog wide"):
            yield Static(Content(self.say("A new application")), classes="head", markup=False)
            yield FormField(self.say("Name of the school"), "", key="school")
            yield FormField(self.say("Town"), "", key="city")
            yield FormField(self.say("Your name"), worker.name if worker else "", key="name")
            yield FormField(
                self.say("Your mail address"), worker.email if worker else "", key="email"
            )
            with Horizontal(classes="field"):
                yield Static(Content(self.say("Edition")), classes="label", markup=False)
                today = self.labelmap.clock.today
                yield Select(
                    [
                        (
                            Content(in_language(editions.load(name).title, self.language.language)),
                            name,
                        )
                        for name in (editions.NEXT, *editions.known())
                    ],
                    value=editions.newest_not_over(today).id,
                    allow_blank=False,
                    id="edition",
                    compact=True,
                )
            yield FormField(self.say("Folder"), str(self._proposal("")), key="folder")
            yield Static("", id="warning", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Begin"), variant="primary", id="make")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the first box; what is known already is kept."""
        self._values = {field.key: field.box.value for field in self.query(FormField)}
        focus_field(self, "school")

    def _proposal(self, school: str) -> Path:
        return self.labelmap.default_place() / slug(school, "etwinning-school")

    @on(FormField.Edited)
    def _edited(self, message: FormField.Edited) -> None:
        self._values[message.field.key] = str(message.value or "")
        if message.field.key == "folder":
            self._folder_typed = True
        elif message.field.key == "school" and not self._folder_typed:
            proposal = str(self._proposal(self._values["school"]))
            self._values["folder"] = proposal
            for field in self.query(FormField):
                if field.key == "folder":
                    field.take(proposal)
        self._warn()

    def _warn(self) -> None:
        found = cloud.warning(Path(self._values["folder"]).expanduser())
        said = self.language.say(found) if found is not None else ""
        self.query_one("#warning", Static).update(Content(said))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#make")
    @on(Input.Submitted)
    def action_make(self) -> None:
        """Make the folder, once name and school are filled in."""
        for key, label in (("school", N_("Name of the school")), ("name", N_("Your name"))):
            if not self._values.get(key, "").strip():
                self.labelmap.tell(
                    Message(N_("Fill in: {name}"), {"name": self.language.text(label)}),
                    warning=True,
                )
                focus_field(self, key)
                return
        edition = self.query_one("#edition", Select).value
        self._make(str(edition))

    @work(thread=True, group="new", exit_on_error=False)
    def _make(self, edition: str) -> None:
        values = {key: value.strip() for key, value in self._values.items()}
        path = Path(values["folder"]).expanduser()
        app = self.labelmap
        try:
            who = person(values["name"], values["email"])
            remember(who)
            SchoolFolder.create(
                path,
                edition=edition,
                school=values["school"],
                city=values["city"],
                contact=Contact(name=who.name, email=who.email),
                person=who,
                clock=app.clock,
                language=self.language.language,
            )
        except Failure as failure:
            app.post_message(app.NotSaved(failure))
        else:
            app.call_from_thread(self.leave, path)
