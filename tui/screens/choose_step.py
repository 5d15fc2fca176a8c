"""One of the steps that take evidence: where to add it, or where to move it."""

from collections.abc import Collection
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from model.application import EVIDENCE_STEPS
from model.edition import in_language
from model.messages import N_
from tui.screens.base import Dialog
from tui.widgets.key_hints import key_hints


class ChooseStepDialog(Dialog[str | None]):
    """The result is the id of a step, or None."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_("Choose the step with the arrows and Enter, or with the mouse.")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Back"))]

    def __init__(
        self, question: str, here: str | None = None, *, but: Collection[str] = ()
    ) -> None:
        """`question` in the language of the interface; `here`: where the cursor is; `but`: not."""
        super().__init__()
        self._question = question
        self._here = here
        self._steps = tuple(step for step in EVIDENCE_STEPS if step not in but)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = key_hints(("escape", self.say("Back")))
            yield Static(Content(self._question), classes="head", markup=False)
            yield OptionList(
                *(Option(Content(self._titled(step)), id=step) for step in self._steps),
                classes="plain",
                markup=False,
            )

    def _titled(self, step_id: str) -> str:
        step = self.session.edition.step(step_id)
        return f"{step.number} {in_language(step.title, self.language.language)}"

    def on_mount(self) -> None:
        """The cursor on the step at hand."""
        steps = self.query_one(OptionList)
        steps.focus()
        steps.highlighted = self._steps.index(self._here) if self._here in self._steps else 0

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.dismiss(message.option_id)
