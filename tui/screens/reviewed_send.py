"""The file for the school, and the mail that goes with it: written, copied, opened; sent by nobody.

Source: issue 6, 'Deciding'; repository-format.md, 'How it travels'.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import Button, Static

from model.messages import N_, Failure, Message
from model.text import length, shown, shown_line
from store import outside
from store.people import Person
from tui.review_text import language_of, school_page
from tui.reviewed_reading import Reading, read_school
from tui.screens.base import Dialog

if TYPE_CHECKING:
    from export.nso_mail import NsoMail
    from tui.review_app import ReviewApp


class SendDialog(Dialog[None]):
    """Writes the file at once; the mail's text stands below it."""

    CSS_PATH: ClassVar = ["dialog.tcss", "reviewed_send.tcss"]
    HELP_TEXT = N_(
        "The file holds what the school does not have yet of what you and it have told one "
        "another; nothing of your drafts and notes. Mail it: 'c' copies the text of the mail, 'm' "
        "opens a mail with the text and the file in your mail program. Labelmap itself sends "
        "nothing. 'a' makes a file with everything, for a school that lost the one before."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Close")),
        Binding("c", "copy", N_("Copy the mail")),
        Binding("m", "mail", N_("Open the mail")),
        Binding("a", "whole", N_("File with everything")),
    ]

    @dataclass
    class Made(TextualMessage):
        """The file is there."""

        path: Path
        size: int

    @dataclass
    class NotMade(TextualMessage):
        """It is not, and why."""

        failure: Failure

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self._path: Path | None = None
        self._mail: NsoMail | None = None

    @property
    def review(self) -> "ReviewApp":
        """The app, by its own type."""
        return cast("ReviewApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog widest") as dialog:
            school = shown_line(self._reading.application.school.name)
            dialog.border_title = Content(self.say("For {school}", school=school))
            yield Static(Content(self.say("Making the file ...")), id="made", markup=False)
            with VerticalScroll(id="page"):
                yield Static("", id="text", markup=False)
            with Horizontal(classes="buttons many"):
                yield Button(self.say("Copy the mail"), variant="primary", id="copy")
                yield Button(self.say("Open the mail"), id="mail")
                yield Button(self.say("File with everything"), id="whole")
                yield Button(self.say("Close"), id="close")

    def on_mount(self) -> None:
        """Make the file, in somebody's name."""
        self.query_one("#copy").focus()
        self.review.as_someone(lambda person: self._write(person, whole=False))

    @work(thread=True, group="send", exit_on_error=False)
    def _write(self, person: Person, *, whole: bool) -> None:
        from store.folder import replace_file
        from store.names import slug
        from tui.demo import default_place
        from tui.exporting import free_path

        stem = slug(f"{self._reading.application.school.name} nso", "school")
        try:
            # Read anew: something may just have been recorded.
            reading = read_school(self._reading.school.path, self.review.clock, self.language)
            self._reading, school = reading, reading.school
            with TemporaryDirectory(prefix="labelmap-") as place:
                made = Path(place, "record.bundle")
                look = school.send(made, person, whole=whole)
                target = free_path(default_place(), stem, ".labelmap")
                replace_file(made, target)
        except Failure as failure:
            self.post_message(self.NotMade(failure))
            return
        self._mail = self._text_for(target, person)
        self.post_message(self.Made(target, look.bytes))

    def _text_for(self, target: Path, person: Person) -> "NsoMail":
        from export.nso_mail import nso_mail

        reading = self._reading
        return nso_mail(
            reading.application,
            reading.edition,
            school_page(reading),
            language_of(reading),
            file=target.name,
            reviewer=person.name,
        )

    @on(Made)
    def _made(self, message: Made) -> None:
        self._path = message.path
        mail = self._mail
        size = self.language.size(message.size)
        said = [self.say("File for the school: {path} ({size})", path=str(message.path), size=size)]
        if mail is not None:
            to = shown_line(mail.to) or self.say("no address is known")
            said.append(self.say("Mail to: {to}", to=to))
            said.append(self.say("Subject: {subject}", subject=shown_line(mail.subject)))
            self.query_one("#text", Static).update(Content(shown(mail.text)))
        from store.record_travel import LARGE

        if message.size > LARGE:
            text = N_("Many mail systems do not take a file as large as this. In parts: {command}")
            command = f"labelmap send {self._reading.school.path} --to FILE --split"
            said.append(self.language.say(Message(text, {"command": command})))
        self.query_one("#made", Static).update(Content("\n".join(said)))

    @on(NotMade)
    def _not_made(self, message: NotMade) -> None:
        said = [self.language.say(message.failure.message)]
        said.append(self.say("'File with everything' makes one all the same."))
        self.query_one("#made", Static).update(Content("\n".join(said)))

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Put the mail's text on the clipboard."""
        if self._mail is None:
            return
        self.app.copy_to_clipboard(self._mail.text)
        count = length(self._mail.text)
        self.review.tell(
            Message(
                N_("Copied, {count} character. Put the file into the mail too."),
                {"count": count},
                N_("Copied, {count} characters. Put the file into the mail too."),
            )
        )

    @on(Button.Pressed, "#mail")
    @work(thread=True, group="send", exit_on_error=False)
    def action_mail(self) -> None:
        """Open the mail, with the file in it, in the computer's own mail program."""
        from export.mail import Attachment
        from export.nso_mail import nso_eml
        from store.folder import atomic_write

        mail, path = self._mail, self._path
        if mail is None or path is None:
            return
        try:
            file = path.with_suffix(".eml")
            atomic_write(file, nso_eml(mail, Attachment(path.name, path.read_bytes())))
            outside.open_outside(file)
        except (Failure, OSError) as failure:
            known = failure if isinstance(failure, Failure) else None
            if known is not None:
                self.app.call_from_thread(self.review.failed, known)

    @on(Button.Pressed, "#whole")
    def action_whole(self) -> None:
        """A file of all of it."""
        self.review.as_someone(lambda person: self._write(person, whole=True))

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)
