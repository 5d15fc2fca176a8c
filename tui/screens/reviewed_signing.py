"""Signing, where it does not go by itself: no key, a locked one, no ssh-keygen. Nobody is stuck.

The format permits acts without a signature; a school then sees that they are not proven. So one may
go on without, knowingly, or mend it and try again. Source: repository-format.md, 'Who is who'.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Failure, Message
from store import signing
from store.people import Person
from store.submitted_school import SubmittedSchool
from tui.screens.base import Dialog

if TYPE_CHECKING:
    from tui.review_app import ReviewApp

Result = TypeVar("Result")


class NoKeyYet(Failure):
    """The reviewer has no key to sign with."""

    kind = "environment"
    text = N_("You have no key to sign with yet: a school can't see that it was you.")
    remedy = N_("Make one here, or in a terminal: labelmap trust key. Then try again.")


class NoTerminalForIt(Failure):
    """A passphrase can't be asked for in a browser's window."""

    text = N_("A key gets a passphrase, and it can't be asked for in this window.")
    remedy = N_("Make it in a terminal: labelmap trust key. Then try again.")


_OF_SIGNING = (
    NoKeyYet,
    signing.NoKeyFile,
    signing.LockedKey,
    signing.NoSshKeygen,
    signing.NotSigned,
)


class SigningDialog(Dialog[str]):
    """Why it was not signed, and three ways on: "again", "unsigned", or None."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "What you say is signed with your SSH key, so that a school can see that it is from the "
        "NSO. That did not work this time, and nothing was recorded. Mend it as the sentence says "
        "and try again; or go on without signing: then the school reads that it is not proven. A "
        "key is made once; its passphrase is asked for in this window."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Back"))]

    def __init__(self, failure: Failure) -> None:
        super().__init__()
        self._failure = failure

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("Not signed"))
            said = [self.language.say(self._failure.message)]
            if self._failure.remedy:
                said.append(self.language.say(self._failure.fix))
            yield Static(Content("\n\n".join(said)), markup=False)
            with Horizontal(classes="buttons many"):
                if isinstance(self._failure, NoKeyYet):
                    yield Button(self.say("Make a key"), variant="primary", id="make")
                    yield Button(self.say("Try again"), id="again")
                else:
                    yield Button(self.say("Try again"), variant="primary", id="again")
                yield Button(self.say("Go on without signing"), id="unsigned")
                yield Button(self.say("Back"), id="back")

    @on(Button.Pressed, "#again, #unsigned, #back")
    def _answered(self, message: Button.Pressed) -> None:
        name = message.button.id
        self.dismiss(name if name in {"again", "unsigned"} else None)

    @on(Button.Pressed, "#make")
    def _make_key(self) -> None:
        """Let ssh-keygen ask for a passphrase in this terminal, then try again."""
        self.common.as_someone(self._made_by)

    def _made_by(self, person: Person) -> None:
        from tui import console
        from tui.new_key import new_key

        try:
            with self.app.suspend():
                console.note(
                    self.say(
                        "Choose a passphrase for your key, and type it twice. Nothing is shown "
                        "while you type."
                    )
                )
                key = new_key(person.name, ask=True)
        except SuspendNotSupported:
            self.common.tell_failure(NoTerminalForIt())
            return
        except Failure as failure:
            self.common.tell_failure(failure)
            return
        text = N_("Publish its fingerprint, so that schools can compare: {fingerprint}")
        self.common.tell(Message(text, {"fingerprint": key.public.fingerprint}))
        self.dismiss("again")


def signed(
    app: "ReviewApp",
    school: SubmittedSchool,
    act: Callable[[Person], Result],
    done: Callable[[Result], object],
) -> None:
    """Do a signed act; where it can't be signed, ask. `done` hears what came of it."""

    def does(person: Person) -> Result:
        if school.signs and not app.goes_unsigned and signing.signing_key() is None:
            raise NoKeyYet
        return act(person)

    def finished(result: Result) -> None:
        if not school.signs:
            app.tell(Message(N_("Recorded without a signature.")), warning=True)
        school.signs = True
        done(result)

    def failed(failure: Failure) -> None:
        school.signs = True
        if not isinstance(failure, _OF_SIGNING):
            app.failed(failure)
            return

        def answered(way: str | None) -> None:
            if way == "unsigned":
                school.signs = False
                # Without any key one is asked once, not at each act.
                app.goes_unsigned = app.goes_unsigned or isinstance(failure, NoKeyYet)
            if way is not None:
                signed(app, school, act, done)

        app.push_screen(SigningDialog(failure), answered)

    app.act(does, finished, failed)
