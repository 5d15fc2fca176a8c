"""One step: the statements and the evidence on the left, the texts on the right.

What is typed goes into memory at each key and to the files shortly after; leaving a text records
it as one change. A box that nobody edited is never saved.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantBlur
from textual.widgets import OptionList, Static

from model import fields
from model.application import Answer
from model.completeness import StepProgress
from model.edition import Statement, Step, in_language
from model.messages import N_, Message
from model.text import shown_line
from tui.screens.base import LabelmapScreen
from tui.screens.evidence_list import EvidenceList
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.progress import bar
from tui.widgets.promise import Promise
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice


class StatementRow(Vertical):
    """One statement: the question, yes or no, and which evidence backs it."""

    def __init__(self, statement: Statement, question: str) -> None:
        super().__init__(id=f"statement-{statement.id}", classes="statement")
        self.statement = statement
        self._question = question

    def compose(self) -> ComposeResult:
        yield Static(Content(self._question), classes="question", markup=False)
        yield YesNoChoice(id=f"answer-{self.statement.id}")
        yield Line(classes="proof")


class StepScreen(LabelmapScreen):
    """Steps 2 to 7 of the form."""

    CSS_PATH = "step.tcss"
    HELP_TEXT = N_(
        "One step of the form.\n\nAnswer each statement with yes, and back it with evidence. "
        "Write in the boxes on the right: the counter shows how much room the form gives; nothing "
        "you type or paste is ever cut off. Below the statements is the evidence of this "
        "step.\n\nTab goes to the next field, Escape goes back. Everything is saved by itself."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("f2", "guidance", N_("Advice")),
        Binding("f4", "add_evidence", N_("Add evidence")),
        Binding("ctrl+l", "promise", N_("What we promised last time"), show=False),
        Binding("f7", "step(-1)", N_("Previous step"), show=False),
        Binding("f9", "step(1)", N_("Next step")),
    ]

    def __init__(self, step_id: str, field: str | None = None) -> None:
        super().__init__()
        self.step_id = step_id
        self._field = field

    @property
    def step(self) -> Step:
        """The step as the edition has it."""
        return self.session.edition.step(self.step_id)

    @property
    def answer(self) -> Answer:
        """What is answered, in memory."""
        return self.session.application.answers[self.step_id]

    def _key(self, *path: str) -> fields.Key:
        return fields.Key(self.step_id, path)

    # ------------------------------------------------------------------ the picture

    def compose(self) -> ComposeResult:
        code = self.language.language
        step = self.step
        yield HeaderLine()
        yield Line(id="step-bar")
        with Horizontal(id="panes"):
            with VerticalScroll(id="left", can_focus=False):
                for statement in step.statements:
                    yield StatementRow(
                        statement, f"{statement.number}. {in_language(statement.text, code)}"
                    )
                yield EvidenceList(step.id, id="evidence")
            with Vertical(id="right"):
                if step.has_description:
                    yield TextBox(
                        self.answer.description,
                        limit=self.session.edition.text_limit,
                        title=self.say(N_("Description (if you like)")),
                        id="description",
                    )
                if step.has_plan:
                    yield Promise(step.id)
                    yield TextBox(
                        self.answer.plan,
                        limit=self.session.edition.text_limit,
                        title=self.say(N_("Plans for the next two years")),
                        id="plan",
                    )
        yield KeyBar()

    def on_mount(self) -> None:
        """The first picture, at the field that was asked for."""
        self.show()
        self._focus(self._field)

    def _focus(self, field: str | None) -> None:
        kind, _, rest = (field or "").partition(".")
        if kind == "statements" and self.query(f"#answer-{rest}"):
            self.query_one(f"#answer-{rest}").focus()
        elif kind in ("description", "plan") and self.query(f"#{kind}"):
            self.query_one(f"#{kind}", TextBox).focus_editor()
        elif kind == "evidence":
            self.query_one(EvidenceList).point_at(rest)
        else:
            self.query(YesNoChoice).first().focus()

    def show(self) -> None:
        """Draw the session's state; the editors keep what they have when it is the same text."""
        self.query_one(HeaderLine).show()
        progress = self._progress()
        title = in_language(self.step.title, self.language.language)
        share = progress.done / progress.required if progress.required else 1.0
        head = self.say(N_("Step {number}: {title}"), number=self.step.number, title=title)
        count = f"{progress.done}/{progress.required}"
        self.query_one("#step-bar", Line).say(bar(head, share, count, self.size.width - 2))
        for row in self.query(StatementRow):
            self._show_statement(row)
        for name in ("description", "plan"):
            for box in self.query(f"#{name}").results(TextBox):
                box.take(getattr(self.answer, name))
        self.query_one(EvidenceList).show()
        for promise in self.query(Promise):
            promise.show()

    def _progress(self) -> StepProgress:
        return next(s for s in self.session.assessment.steps if s.id == self.step_id)

    def _show_statement(self, row: StatementRow) -> None:
        statement = row.statement
        row.query_one(YesNoChoice).value = self.answer.statements.get(statement.id)
        backing = [e.title or e.id for e in self.answer.evidence if statement.id in e.supports]
        row.query_one(Line).say_all(
            tuple(("✓ ", shown_line(title)) for title in backing)
            or (("○ ", self.say(N_("no evidence for this yet"))),)
        )

    # ------------------------------------------------------------------ what the person does

    @on(YesNoChoice.Chosen)
    def _answered(self, message: YesNoChoice.Chosen) -> None:
        statement_id = (message.choice.id or "").removeprefix("answer-")
        self.labelmap.put(self._key("statements", statement_id), message.value)
        self.labelmap.action_save()

    @on(TextBox.Edited)
    def _edited(self, message: TextBox.Edited) -> None:
        if message.box.id is not None:
            self.labelmap.put(self._key(message.box.id), message.text)

    @on(TextBox.Cleaned)
    def _cleaned(self, message: TextBox.Cleaned) -> None:
        self.labelmap.tell(
            Message(
                N_("{count} control character was taken out."),
                {"count": message.removed},
                N_("{count} control characters were taken out."),
            )
        )

    @on(TextBox.TidyOffered)
    def _offer_to_tidy(self, message: TextBox.TidyOffered) -> None:
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                message.box.tidy()
            message.box.focus_editor()

        self.app.push_screen(
            ConfirmDialog(
                self.say(
                    "What you pasted has odd spaces, soft hyphens or empty lines, as word "
                    "processors make them. Shall Labelmap tidy it? Your words stay as they are."
                ),
                self.say("Tidy it"),
                self.say("Leave it"),
            ),
            answered,
        )

    @on(DescendantBlur)
    def _left_a_field(self) -> None:
        self.labelmap.save_if_changed()

    @on(OptionList.OptionSelected, "#evidence")
    def _open_evidence(self, message: OptionList.OptionSelected) -> None:
        self.query_one(EvidenceList).open(message.option_id)

    def action_add_evidence(self) -> None:
        """Choose documents, paste a path, or give a link."""
        self.query_one(EvidenceList).open("+")

    def action_guidance(self) -> None:
        """Our advice for this step, and examples of evidence."""
        from tui.screens.guidance import GuidanceDialog

        self.app.push_screen(GuidanceDialog(self.step))

    def action_promise(self) -> None:
        """Open or close what the school promised for this step last time."""
        promise = next(iter(self.query(Promise)), None)
        if promise is not None and promise.text:
            promise.toggle()
        else:
            self.labelmap.tell(Message(N_("No plans of an earlier application are known here.")))

    def action_step(self, by: int) -> None:
        """The step before or after this one."""
        self.step_on(self.step_id, by)
