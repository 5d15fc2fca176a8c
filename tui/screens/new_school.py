"""Begin a new application: the school, who works, who applies, from which one, where to keep it."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Select, Static

from model import editions
from model.addresses import is_mail_address
from model.application import Contact
from model.edition import in_language
from model.messages import N_, Failure, Message
from model.succession import FROM_NOTHING, Succession, succeed
from store import cloud
from store.finding import school_around
from store.names import slug
from store.people import person, remember
from store.school_folder import SchoolFolder
from store.typed_path import is_there, typed_path
from tui.screens.typed_dialog import TypedDialog
from tui.widgets.form import FormField, enter_in_form, focus_field
from tui.widgets.key_hints import key_hints

_MAILS = ("email", "contact_email")


def folder_of(text: str, place: Path) -> Path | None:
    """The folder that somebody wrote, below `place` if it is a name only; None where it is none."""
    if not text.strip():
        return None
    # ~somebody whom this computer does not know stays as it is.
    return None if str(typed_path(text)).startswith("~") else typed_path(text, place)


class NewSchoolDialog(TypedDialog[Path]):
    """The result is the new folder."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "A new application. Fill in the school, your own name, and the folder where it is kept: "
        "Labelmap proposes one, in a place that no cloud drive copies half.\n\n"
        "If another colleague applies, fill in who; otherwise it is you. If your school applied "
        "before with Labelmap, name the folder of that application: the school and its people are "
        "taken over, and its plans stand beside each step, to look back at.\n\n"
        "Enter goes to the next field. Everything but the folder can be changed later. Ctrl+S "
        "begins."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", N_("Next field"), show=False, priority=True),
        Binding("ctrl+s", "make", N_("Begin"), priority=True),
        Binding("ctrl+o", "earlier", N_("Choose an earlier application"), priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[str, str] = {}
        self._folder_typed = False

    @property
    def folder(self) -> None:
        """It is not there yet."""

    @property
    def about(self) -> str:
        """There is one new application at a time."""
        return "new application"

    def words(self) -> dict[str, str]:
        """The edition too."""
        return {**super().words(), "edition": str(self.query_one("#edition", Select).value)}

    def put(self, words: Mapping[str, str]) -> None:
        """The edition too; a folder that was proposed follows the school's name as before."""
        super().put(words)
        self._values.update({field.key: field.box.value for field in self.query(FormField)})
        proposal = str(self._proposal(self._values["school"]))
        self._folder_typed = self._values["folder"] != proposal
        if words.get("edition") in (editions.NEXT, *editions.known()):
            self.query_one("#edition", Select).value = words["edition"]

    def compose(self) -> ComposeResult:
        worker, say = self.labelmap.person, self.say
        proposal = str(self._proposal(""))
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(say("A new application"))
            dialog.border_subtitle = key_hints(
                ("ctrl+s", say("Begin")),
                ("ctrl+o", say("Choose an earlier application")),
                ("escape", say("Back")),
            )
            with VerticalScroll(can_focus=False):
                yield FormField(say("Name of the school"), "", key="school")
                yield FormField(say("Town"), "", key="city")
                yield self._edition_field()
                yield FormField(say("Your name"), worker.name if worker else "", key="name")
                yield FormField(
                    say("Your mail address"), worker.email if worker else "", key="email"
                )
                you = say("you, unless you fill in somebody else")
                yield FormField(say("Who applies"), "", key="contact", hint=you)
                yield FormField(say("Their mail address"), "", key="contact_email")
                none = say("folder of the last application, if any")
                yield FormField(say("Earlier application"), "", key="earlier", hint=none)
                yield FormField(say("Folder to keep it in"), proposal, key="folder")
                yield Static("", id="warning", classes="wrong", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(say("Begin"), variant="primary", id="make")
                yield Button(say("Choose an earlier application"), id="choose")
                yield Button(say("Back"), id="back")

    def _edition_field(self) -> Horizontal:
        code, today = self.language.language, self.labelmap.clock.today
        names = (editions.NEXT, *editions.known())
        return Horizontal(
            Static(Content(self.say("Edition")), classes="label", markup=False),
            Select(
                [(Content(in_language(editions.load(n).title, code)), n) for n in names],
                value=editions.newest_not_over(today).id,
                allow_blank=False,
                id="edition",
                compact=True,
            ),
            classes="field",
        )

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
            self._put("folder", str(self._proposal(self._values["school"])))
        self._warn()

    def _put(self, key: str, value: str) -> None:
        """Fill in a field for the person."""
        self._values[key] = value
        for field in self.query(FormField):
            if field.key == key:
                field.take(value)

    def _warn(self) -> None:
        """What is to be known of the folder before anything is made."""
        folder = folder_of(self._values["folder"], self.labelmap.default_place())
        found = cloud.warning(folder) if folder is not None else None
        around = school_around(folder.parent) if folder is not None else None
        if around is not None:
            text = N_("That is inside the folder of another application: {path}.")
            found = Message(text, {"path": str(around)})
        said = self.language.say(found) if found is not None else ""
        self.query_one("#warning", Static).update(Content(said))

    @on(Button.Pressed, "#choose")
    def action_earlier(self) -> None:
        """Choose the folder of an earlier application."""
        from tui.screens.open_folder import OpenFolderDialog

        def chosen(folder: Path | None) -> None:
            if folder is not None:
                self.set_focus(self.query_one("#make"))
                self._put("earlier", str(folder))
                self._look_at(folder)

        self.app.push_screen(OpenFolderDialog(), chosen)

    @work(thread=True, group="look", exit_on_error=False)
    def _look_at(self, folder: Path) -> None:
        """Fill in what the earlier application knows and the person has not filled in."""
        try:
            school = SchoolFolder.open(folder, self.labelmap.clock).application.school
        except Failure as failure:
            self.app.post_message(self.labelmap.NotSaved(failure))
            return
        known = {"school": school.name, "city": school.city}
        self.app.call_from_thread(self._propose, known)

    def _propose(self, known: dict[str, str]) -> None:
        if not self.is_current:
            return
        for key, value in known.items():
            if not self._values.get(key, "").strip():
                self._put(key, value)
        if not self._folder_typed:
            self._put("folder", str(self._next_to_none(self._values["school"])))
        self._warn()

    def _next_to_none(self, school: str) -> Path:
        """A folder that is not there yet: the earlier application often has the first choice."""
        first = self._proposal(school)
        year = self.query_one("#edition", Select).value
        return first if not is_there(first) else first.with_name(f"{first.name}-{year}")

    def _wrong(self) -> tuple[str, Message] | None:
        """The first field that can't be as it is, and why."""
        values = self._values
        for key, label in (
            ("school", N_("Name of the school")),
            ("name", N_("Your name")),
            ("folder", N_("Folder to keep it in")),
        ):
            if not values.get(key, "").strip():
                return key, Message(N_("Fill in: {name}"), {"name": self.language.text(label)})
        for key in _MAILS:
            mail = values.get(key, "").strip()
            if mail and not is_mail_address(mail):
                text = N_("“{mail}” is not an e-mail address; leave it empty if you have none.")
                return key, Message(text, {"mail": mail})
        for key in ("folder", "earlier"):
            text = values.get(key, "").strip()
            if text and folder_of(text, self.labelmap.default_place()) is None:
                return key, Message(N_("There is no folder {path}."), {"path": text})
        return None

    def action_enter(self) -> None:
        """On to the next field; from the last one as Ctrl+S."""
        if not enter_in_form(self):
            self.action_make()

    @on(Button.Pressed, "#make")
    def action_make(self) -> None:
        """Make the folder, once what it needs is filled in."""
        self.call_after_refresh(self._check_and_make)  # what was typed last has arrived by then

    def _check_and_make(self) -> None:
        if not self.is_current:
            return
        wrong = self._wrong()
        if wrong is not None:
            key, said = wrong
            self.labelmap.tell(said, warning=True)
            focus_field(self, key)
            return
        self._make(str(self.query_one("#edition", Select).value))

    @work(thread=True, group="new", exit_on_error=False)
    def _make(self, edition: str) -> None:
        values = {key: value.strip() for key, value in self._values.items()}
        app = self.labelmap
        path = folder_of(values["folder"], self.labelmap.default_place())
        if path is None:
            return
        try:
            begun = self._begun(values["earlier"])
            who = person(values["name"], values["email"])
            applicant = person(values["contact"]) if values["contact"] else None
            remember(who)
            SchoolFolder.create(
                path,
                edition=edition,
                school=values["school"],
                city=values["city"],
                contact=self._contact(values, begun, applicant.name if applicant else who.name),
                person=who,
                clock=app.clock,
                language=self.language.language,
                start=begun.start,
                previous=begun.previous,
            )
        except Failure as failure:
            app.post_message(app.NotSaved(failure))
        else:
            app.call_from_thread(self._made, path)

    def _made(self, path: Path) -> None:
        self.app.clear_notifications()  # what was still to be filled in
        self.recorded()
        self.dismiss(path)

    def _begun(self, earlier: str) -> Succession:
        """What carries over. Raises what opening the earlier folder raises."""
        folder = folder_of(earlier, self.labelmap.default_place())
        if folder is None:
            return FROM_NOTHING
        old = SchoolFolder.open(folder, self.labelmap.clock)
        return succeed(old.application, old.edition, old.clock.today)

    @staticmethod
    def _contact(values: dict[str, str], begun: Succession, name: str) -> Contact | None:
        """Who applies: who is named, else the contact that carries over, else who works."""
        if not values["contact"] and begun.start.school.contact.name:
            return None
        mail = values["contact_email"] or ("" if values["contact"] else values["email"])
        return Contact(name=name, email=mail)
