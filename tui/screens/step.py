"""One step: the statements and the evidence on the left, the texts on the right.

What is typed goes into memory at each key and to the files shortly after; leaving a text records
it as one change. A box that nobody edited is never saved.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import DescendantBlur
from textual.widgets import OptionList

from model import fields
from model.application import Answer
from model.completeness import StepProgress
from model.edition import Statement, Step, in_language
from model.messages import N_, Message
from tui.field_remarks import remarks
from tui.presence import last_words
from tui.screens.base import LabelmapScreen
from tui.screens.evidence_list import EvidenceList
from tui.screens.statement_row import StatementRow
from tui.screens.step_texts import ExplanationBox, StepTexts
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.progress import bar
from tui.widgets.promise import Promise
from tui.widgets.step_feedback import StepFeedback
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice


class StepScreen(LabelmapScreen):
    """Steps 2 to 7 of the form."""

    CSS_PATH = "step.tcss"
    AUTO_FOCUS = "YesNoChoice"
    HELP_TEXT = N_(
        "One step of the form.\n\nAnswer each statement with yes, and back it with evidence: "
        "beneath the statement stands which evidence that is, and a key or a click changes it. If "
        "you like, explain how you put a statement into practice; what you explain goes into the "
        "description and counts with it.\n\n"
        "Write in the boxes on the right: the counter shows how much room the form gives, and the "
        "line beneath a box what is still to be done; nothing you type or paste is ever cut off. "
        "Your own editor opens the text too, and gives it back. Where two of you wrote the same "
        "text at once, Ctrl+B shows both versions, to choose or to join.\n\n"
        "Tab goes to the next field, Escape goes back. Everything is saved by itself, and what was "
        "saved can be undone."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("f2", "guidance", N_("Advice")),
        Binding("ctrl+l", "promise", N_("What we promised last time"), show=False),
        Binding("f9", "step(1)", N_("Next step")),
        Binding("f4", "add_evidence", N_("Add evidence")),
        Binding("f7", "app.field_history", N_("Versions of this field")),
        Binding("shift+f9,f21", "step(-1)", N_("Previous step"), key_display="⇧F9", show=False),
    ]

    def __init__(self, step_id: str, field: str | None = None) -> None:
        super().__init__()
        self.step_id = step_id
        self.come_to(field)

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
                yield StepFeedback(step.id)
                for statement in step.statements:
                    yield StatementRow(
                        statement, f"{statement.number}. {in_language(statement.text, code)}"
                    )
                yield EvidenceList(step.id, id="evidence")
            yield StepTexts(step, self.answer, self.session.edition.text_limit, id="right")
        yield KeyBar()

    def on_mount(self) -> None:
        """The first picture."""
        self.draw()

    @property
    def step_shown(self) -> str | None:
        """The one that it was made for."""
        return self.step_id

    def go_to_field(self, field: str | None, span: tuple[int, int] | None = None) -> None:
        """Put the cursor into a field; in none that is known: the first question."""
        kind, _, rest = (field or "").partition(".")
        texts = self.query_one(StepTexts)
        if kind == "statements" and self.query(f"#answer-{rest}"):
            self.query_one(f"#answer-{rest}").focus()
        elif kind == "explanations" and self._statement(rest) is not None:
            self._explain(rest, span)
        elif kind in ("description", "plan") and (box := texts.box(kind)) is not None:
            box.focus_editor()
            if span is not None:
                box.mark(*span)
        elif kind == "evidence":
            self.query_one(EvidenceList).point_at(rest.partition(".")[0])
        else:
            self.query(YesNoChoice).first().focus()

    def show(self) -> None:
        """Draw the session's state; the editors keep what they have when it is the same text."""
        self.query_one(HeaderLine).show()
        progress = self._progress()
        title = in_language(self.step.title, self.language.language)
        share = progress.done / progress.required if progress.required else 1.0
        head = self.say(N_("Step {number}: {title}"), number=self.step.number, title=title)
        trace = self.session.presence.steps.get(self.step_id)
        if trace is not None:
            head += f" · {last_words(trace, self.language, self.session.clock.now())}"
        count = f"{progress.done}/{progress.required}"
        self.query_one("#step-bar", Line).say(bar(head, share, count, self.app.size.width - 2))
        said = remarks(progress.problems, self.session.edition, self.language)
        for row in self.query(StatementRow):
            row.show(self.answer, said.of(f"statements.{row.statement.id}"), self.language)
        self.query_one(StepTexts).show(self.answer, said)
        self.query_one(EvidenceList).show()
        for promise in self.query(Promise):
            promise.show()

    def _progress(self) -> StepProgress:
        return next(s for s in self.session.assessment.steps if s.id == self.step_id)

    # ------------------------------------------------------------------ what the person does

    @on(YesNoChoice.Chosen)
    def _answered(self, message: YesNoChoice.Chosen) -> None:
        statement_id = (message.choice.id or "").removeprefix("answer-")
        self.labelmap.put(self._key("statements", statement_id), message.value)
        self.labelmap.action_save()

    @on(TextBox.Edited)
    def _edited(self, message: TextBox.Edited) -> None:
        path = self.query_one(StepTexts).path_of(message.box)
        self.labelmap.put(self._key(*path), message.text)

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

    def _statement(self, statement_id: str) -> Statement | None:
        return next((s for s in self.step.statements if s.id == statement_id), None)

    def _explain(self, statement_id: str, span: tuple[int, int] | None = None) -> None:
        statement = self._statement(statement_id)
        if statement is not None and self.step.has_description:
            box = self.query_one(StepTexts).open(statement)
            # By the box itself: a new one takes the cursor once its parts are there.
            box.call_after_refresh(box.focus_editor)
            if span is not None:
                box.call_after_refresh(box.mark, *span)
            self.call_after_refresh(self.show)

    @on(StatementRow.Explain)
    def _open_explanation(self, message: StatementRow.Explain) -> None:
        self._explain(message.statement.id)

    @on(ExplanationBox.Closed)
    def _close_explanation(self, message: ExplanationBox.Closed) -> None:
        self.query_one(f"#answer-{message.statement}").focus()
        self.query_one(StepTexts).close(message.statement)

    @on(StatementRow.Back)
    def _choose_evidence(self, message: StatementRow.Back) -> None:
        from tui.screens.backing import BackingDialog

        self.app.push_screen(BackingDialog(self.step, message.statement))

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
