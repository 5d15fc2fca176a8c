"""School and NSO by file, in the school's app: a file for the NSO, and what the NSO sent taken in.

The first time that the NSO's key comes along, the school is asked whether it trusts it: only after
comparing what the NSO publishes. Source: repository-format.md, 'How it travels', 'Who is who'.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Message
from model.standing import State
from model.text import shown_line
from store.people import Person
from store.public_keys import PublicKey
from store.record_failures import DraftAsBefore
from tui.screens.base import Dialog

if TYPE_CHECKING:
    from store.receiving import Taken
    from store.travel import Look
    from tui.saving_app import SavingApp


class TrustDialog(Dialog[bool]):
    """Whether these are the NSO's keys; True: yes."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "The NSO signs what it says, so that nobody can say it in its name. Here is the "
        "fingerprint of its key. Compare it with the one that your NSO publishes, on its website "
        "or by telephone; only then choose 'Trust it'. From then on Labelmap tells you by itself "
        "whether something really is the NSO's."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", N_("Not now"))]

    def __init__(self, keys: Sequence[PublicKey]) -> None:
        super().__init__()
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("The key of the NSO"))
            text = self.say(
                "The NSO signs with a key that you do not trust yet. Is this the fingerprint that "
                "your NSO publishes?"
            )
            yield Static(Content(text), classes="head", markup=False)
            for key in self._keys:
                line = " · ".join(part for part in (key.fingerprint, key.comment) if part)
                yield Static(Content(shown_line(line)), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Trust it"), id="yes")
                yield Button(self.say("Not now"), variant="primary", id="no")

    def on_mount(self) -> None:
        """Not by a key that was pressed too fast."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _answered(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "yes")


class DraftDialog(Dialog[bool]):
    """What goes to the NSO before a submission: True the draft too, False only what was said."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "You can show your NSO the application as it is now, before you submit it, to get advice. "
        "It is no submission: nothing is decided, your answers stay open, and you can show a later "
        "draft again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Back"))]

    def __init__(self, *, has_more: bool) -> None:
        """`has_more`: whether there is something else to send than the draft."""
        super().__init__()
        self._has_more = has_more

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            text = self.say(
                "Show your NSO the application as it is now, without submitting it? Then it can "
                "give you advice; nothing is decided and nothing is closed."
            )
            yield Static(Content(text), markup=False)
            with Horizontal(classes="buttons many"):
                yield Button(self.say("Show the draft"), variant="primary", id="draft")
                if self._has_more:
                    yield Button(self.say("Only what I submitted and replied"), id="sent")
                yield Button(self.say("Back"), id="back")

    @on(Button.Pressed)
    def _answered(self, message: Button.Pressed) -> None:
        self.dismiss({"draft": True, "sent": False}.get(message.button.id or ""))


def to_nso(app: "SavingApp") -> None:
    """Make a file for the NSO; where nothing lies with it, the draft may be shown for advice."""
    session = app.session
    if session is None:
        return
    if session.assessment.standing.state not in {State.DRAFT, State.RETURNED}:
        _make_file(app, draft=False)
        return

    def answered(draft: bool | None) -> None:
        if draft is not None:
            _make_file(app, draft=draft)

    has_more = bool(session.application.record.submissions)
    app.push_screen(DraftDialog(has_more=has_more), answered)


def _make_file(app: "SavingApp", *, draft: bool) -> None:
    """A file of what the NSO does not have yet, among the user's own documents."""
    session = app.session
    if session is None:
        return
    made: list[tuple[Path, Look]] = []

    def act(person: Person) -> None:
        from tempfile import TemporaryDirectory

        from store.folder import replace_file
        from store.names import slug
        from tui.demo import default_place
        from tui.exporting import free_path
        from tui.submitting import words_of

        if draft:
            with suppress(DraftAsBefore):  # it is sent once more
                session.folder.show_draft(person, words_of(session.folder))
        with TemporaryDirectory(prefix="labelmap-") as place:
            bundle = Path(place, "record.bundle")
            look = session.folder.send(bundle, person)
            stem = slug(session.application.school.name, "school")
            target = free_path(default_place(), stem, ".labelmap")
            replace_file(bundle, target)
        made.append((target, look))

    def done() -> None:
        from store.record_travel import LARGE
        from tui.screens.report import ReportDialog

        (path, look), language = made[0], app.language
        size = language.size(look.bytes)
        said = Message(N_("{path} ({size})"), {"path": str(path), "size": size})
        how = N_("Mail this file to your NSO. In it is what you submitted and what you replied.")
        lines = [("✓ ", language.say(said)), ("  ", language.text(how))]
        diary = N_("Your own history, with who worked when, is not in it.")
        lines.append(("  ", language.text(diary)))
        if look.bytes > LARGE:
            text = N_("Many mail systems do not take a file as large as this. In parts: {command}")
            command = f"labelmap send {session.folder.path} --to FILE --split"
            lines.append(("! ", language.say(Message(text, {"command": command}))))
        app.push_screen(ReportDialog(language.text(N_("File for the NSO")), lines))

    app.act(act, done)


def from_nso(app: "SavingApp") -> None:
    """Take in what the NSO sent."""
    from tui.screens.choose_file import ChooseFilesDialog

    def chosen(files: tuple[Path, ...] | None) -> None:
        if files:
            receive(app, files)

    question = app.language.text(N_("Which file did your NSO send? Its name ends in .labelmap."))
    app.push_screen(ChooseFilesDialog(question), chosen)


def receive(app: "SavingApp", files: Sequence[Path]) -> None:
    """Take these in, tell what is new, and ask about a key that is not trusted yet."""
    session = app.session
    if session is None:
        return
    taken: list[Taken] = []

    def act(person: Person) -> None:
        from store.receiving import take_in

        taken.extend(take_in(files, session.folder, person, session.clock))
        session.read_signature()

    def done() -> None:
        from tui.screens.report import ReportDialog

        title = app.language.text(N_("From the NSO"))
        report = ReportDialog(title, told(app, taken))
        app.push_screen(report, lambda _: _ask_to_trust(app))

    app.act(act, done)


def told(app: "SavingApp", taken: "Sequence[Taken]") -> list[tuple[str, str]]:
    """What came of each file: a sign and a text each."""
    from tui.received_words import said

    language = app.language
    lines: list[tuple[str, str]] = []
    for one in taken:
        if one.failure is not None:
            lines.append(("! ", language.say(one.failure.message)))
            if one.failure.remedy:
                lines.append(("  ", language.say(one.failure.fix)))
        elif one.received is not None:
            amiss = one.received.outcome.value in {"waits", "rewritten"}
            lines.append(("! " if amiss else "✓ ", one.name))
            words = said(one.name, one.received, namesake=False)
            lines += [("  ", language.say(message)) for message in words]
    return lines


def _ask_to_trust(app: "SavingApp") -> None:
    from store import signers

    session = app.session
    if session is None:
        return
    known = signers.load()
    unknown = [key for key in session.folder.offered_keys() if not known.knows(key)]
    if not unknown:
        return

    def act(_: Person) -> None:
        signers.pin(unknown)
        session.read_signature()

    def answered(yes: bool | None) -> None:
        if yes:
            app.act(act, lambda: app.tell(Message(N_("You trust it from now on."))))

    app.push_screen(TrustDialog(unknown), answered)
