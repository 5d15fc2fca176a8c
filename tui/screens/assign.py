"""Who decides on a school: oneself, a colleague, or nobody in particular."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from model.messages import N_
from model.text import clean, shown_line
from tui.screens.base import Dialog
from tui.widgets.key_hints import key_hints
from tui.widgets.one_line import OneLine

_NOBODY = "="
"""The option of nobody: no name begins like it."""


class AssignDialog(Dialog[str | None]):
    """The result is a name, "" for nobody in particular, or None: all stays as it is."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Three reviewers, one inbox: say who decides on this school, so that no two of you read "
        "it at once. Choose with the arrows and Enter, or write the name of a colleague who is "
        "not in the list yet. The school does not see it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Back"))]

    def __init__(self, school: str, me: str, others: Sequence[str], now: str) -> None:
        """`others`: reviewers who decide on schools of this inbox; `now`: who does on this one."""
        super().__init__()
        self._school, self._now = school, now
        self._names = (me, *(name for name in others if name != me))
        self._me = me

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = key_hints(("escape", self.say("Back")))
            head = self.say("Who decides on {school}?", school=self._school)
            yield Static(Content(head), classes="head", markup=False)
            yield OptionList(
                *(Option(Content(self._told(name)), id=f"+{name}") for name in self._names),
                Option(Content(self.say("Nobody in particular")), id=_NOBODY),
                classes="plain",
                markup=False,
            )
            yield Static(Content(self.say("Somebody else:")), classes="heading", markup=False)
            yield OneLine(id="other", compact=True)

    def _told(self, name: str) -> str:
        return self.say("{name} (me)", name=name) if name == self._me else shown_line(name)

    def on_mount(self) -> None:
        """The cursor on who decides now; on oneself where nobody does."""
        choices = self.query_one(OptionList)
        choices.focus()
        choices.highlighted = self._names.index(self._now) if self._now in self._names else 0

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        option = message.option_id or _NOBODY
        self.dismiss("" if option == _NOBODY else option.removeprefix("+"))

    @on(Input.Submitted, "#other")
    def _other(self, message: Input.Submitted) -> None:
        name = " ".join(clean(message.value).text.split())
        if name:
            self.dismiss(name)
