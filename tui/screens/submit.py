"""The one question before submitting: what goes, what is missing, and why it goes all the same.

It says that this is not the platform.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model import problem_texts
from model.messages import N_, Message
from store.people import Person
from store.record_acts import readiness
from tui.screens.typed_dialog import TypedDialog
from tui.submitting import words_of
from tui.widgets.form import FormField
from tui.widgets.hanging import Hanging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.problems import Problem


class SubmitDialog(TypedDialog[None]):
    """Asks once, and submits."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Submitting closes the answers until the NSO decides or you withdraw the application. It "
        "is not submitting on the platform. Where something is missing you can submit all the "
        "same, with a reason that the NSO reads; the declaration, the calendar and feedback "
        "without an answer can't be passed over."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Submit"), priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._reason = ""

    @property
    def about(self) -> str:
        """There is one submission at a time."""
        return "submit"

    def compose(self) -> ComposeResult:
        assessment = self.session.assessment
        ready = readiness(assessment)
        stops = [*ready.unanswered, *ready.unsigned]
        may = assessment.refusal is None and not stops
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(
                self.say("Submit the application") if may else self.say("It can't be submitted now")
            )
            with VerticalScroll(can_focus=bool(ready.missing) or not may):
                if assessment.refusal is not None:
                    yield self._static(self.language.say(assessment.refusal), "wrong")
                if stops:
                    yield self._static(self.say("First, for this can't be passed over:"), "lead")
                    yield self._problems(stops)
                if ready.missing:
                    yield self._static(self.say("Still missing:"), "lead")
                    yield self._problems(ready.missing)
                if may:
                    yield self._static(
                        self.say(
                            "{school} submits {done} of {required} to its NSO, in Labelmap. The "
                            "answers are closed then, until the NSO decides or you withdraw.",
                            school=self.session.application.school.name,
                            done=assessment.done,
                            required=assessment.required,
                        ),
                        "",
                    )
                    yield self._static(
                        "! "
                        + self.say(
                            "This is not submitting on the platform: do that there as well, and "
                            "note it here."
                        ),
                        "wrong",
                    )
            if may and ready.missing:
                yield FormField(
                    self.say("Why all the same?"),
                    "",
                    key="reason",
                    hint=self.say("what is still to come, and why"),
                )
            with Horizontal(classes="buttons"):
                if may:
                    yield Button(self.say("Submit"), variant="primary", id="submit")
                yield Button(self.say("Not yet") if may else self.say("Back"), id="back")

    @staticmethod
    def _static(text: str, classes: str) -> Static:
        return Static(Content(text), classes=classes, markup=False)

    def _problems(self, problems: "Sequence[Problem]") -> Static:
        code, edition = self.language.language, self.session.edition
        said = (self.language.say(problem_texts.message(p, edition, code)) for p in problems)
        return Static(Hanging(*(("● ", text) for text in said)), classes="listed", markup=False)

    def on_mount(self) -> None:
        """The cursor in the reason, else on 'not yet': nobody submits by one Enter too many."""
        for field in self.query(FormField):
            field.box.focus()
            return
        self.query_one("#back").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where it can't be submitted now, no key says that it can."""
        if action != "done":
            return super().check_action(action, parameters)
        return not self.is_mounted or bool(self.query("#submit"))

    @on(FormField.Edited)
    def _said_why(self, message: FormField.Edited) -> None:
        self._reason = str(message.value or "")

    @on(Button.Pressed, "#submit")
    def action_done(self) -> None:
        """Submit, with the reason where one is asked."""
        if not self.query("#submit"):
            return
        asked = bool(self.query(FormField))
        if asked and not self._reason.strip():
            self.labelmap.tell(Message(N_("Say why, in a few words.")), warning=True)
            self.query_one(FormField).box.focus()
            return
        folder, reason = self.session.folder, self._reason if asked else None

        def submit(person: Person) -> None:
            folder.submit(person, words_of(folder), incomplete=reason)

        self.labelmap.act(submit, self._done)

    def _done(self) -> None:
        self.labelmap.tell(
            Message(N_("Submitted here. Now the platform: fill in the form there, and note it."))
        )
        self.recorded()
        self.dismiss(None)
