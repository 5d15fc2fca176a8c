"""F2: advice for a step and examples of evidence (F11, F12, G12). Ours, and marked so."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from model import editions
from model.edition import Guidance, Step, in_language
from model.messages import N_
from tui.screens.base import Dialog
from tui.widgets.hanging import Hanging
from tui.widgets.key_hints import key_hints


class GuidanceDialog(Dialog[None]):
    """What makes a good answer, and what can back it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2,enter", "dismiss(None)", N_("Close")),
        Binding("f3", "app.addresses", N_("Addresses of this edition")),
    ]
    HELP_TEXT = N_(
        "Our advice for this step: what makes a good answer, and what can back it. It is no rule "
        "of the programme. F3 shows the addresses of the questionnaire and of the programme's own "
        "examples of evidence."
    )

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step

    def compose(self) -> ComposeResult:
        code = self.language.language
        step = self._step
        advice = editions.guidance(self.session.edition).get(step.id, Guidance())
        examples = advice.examples.get(code, ())
        with Vertical(classes="dialog wide") as dialog, VerticalScroll():
            dialog.border_subtitle = key_hints(
                ("f3", self.say("Addresses")), ("escape", self.say("Close"))
            )
            yield Static(Content(in_language(step.title, code)), classes="head", markup=False)
            yield Static(Content(in_language(advice.text, code)), markup=False)
            if examples:
                head = self.say("Examples of evidence")
                yield Static(Content(head), classes="heading", markup=False)
                yield Static(Hanging(*(("• ", line) for line in examples)), markup=False)
            yield Static(
                Content("\n" + self.say("This is Labelmap's advice, not a rule of the programme.")),
                markup=False,
            )
