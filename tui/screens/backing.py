"""Which evidence of a step backs one statement: ticks, saved as one change."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model import fields
from model.edition import Statement, Step, in_language
from model.messages import N_
from tui.screens.base import Dialog
from tui.widgets.key_hints import key_hints
from tui.widgets.tick import Tick
from tui.words import evidence_line


class BackingDialog(Dialog[None]):
    """The step's evidence with a tick before what backs the statement."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Tick the evidence that backs this statement; the space bar or the mouse sets a tick. "
        "One piece of evidence may back several statements."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("ctrl+s", "done", N_("Save"), priority=True),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, step: Step, statement: Statement) -> None:
        super().__init__()
        self._step = step
        self._statement = statement

    def compose(self) -> ComposeResult:
        application, statement = self.session.application, self._statement
        evidence = application.evidence_of(self._step.id)
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("Which evidence backs this statement?"))
            if evidence:
                dialog.border_subtitle = key_hints(
                    ("space", self.say("Tick"), self.say("space")),
                    ("ctrl+s", self.say("Save")),
                    ("escape", self.say("Back")),
                )
            question = in_language(statement.text, self.language.language)
            yield Static(Content(f"{statement.number}. {question}"), classes="head", markup=False)
            if evidence:
                with VerticalScroll(classes="choices", can_focus=False):
                    for item in evidence:
                        yield Tick(
                            Content(evidence_line(item, application, self.language)),
                            statement.id in item.supports,
                            name=item.id,
                            compact=True,
                        )
            else:
                yield Static(
                    Content(self.say("There is no evidence in this step yet.")), markup=False
                )
            with Horizontal(classes="buttons"):
                if evidence:
                    yield Button(self.say("Save"), variant="primary", id="save")
                yield Button(
                    self.say("Add evidence"), id="add", variant="default" if evidence else "primary"
                )
                yield Button(self.say("Back"), id="back")

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Record the ticks that were changed, as one change."""
        self._keep()
        self.dismiss(None)

    def _keep(self) -> None:
        application, changed = self.session.application, False
        order = [statement.id for statement in self._step.statements]
        for tick in self.query(Tick):
            key = fields.Key(self._step.id, ("evidence", tick.name or "", "supports"))
            held = fields.get(application, key)
            # Gone meanwhile, or what the person left alone: nothing to record.
            if not isinstance(held, tuple) or tick.value == (self._statement.id in held):
                continue
            wanted = {*held, self._statement.id} if tick.value else {*held} - {self._statement.id}
            supports = tuple(
                sorted(wanted, key=lambda id_: order.index(id_) if id_ in order else 99)
            )
            application = fields.put(application, key, supports)
            changed = True
        if changed:
            self.labelmap.change(application)
            self.labelmap.action_save()

    @on(Button.Pressed, "#add")
    def _add(self) -> None:
        from tui.screens.add_evidence import AddEvidenceDialog

        self._keep()
        self.app.switch_screen(AddEvidenceDialog(self._step.id, (self._statement.id,)))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)
