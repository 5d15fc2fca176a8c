"""The texts of a step: description and plans, and while it is open the explanation of a statement.

An explanation is part of the description when it is exported, and counted with it (G7): each of
them shows the length of what the form gets.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message as TextualMessage

from model.application import Answer
from model.completeness import joined_description
from model.edition import Statement, Step
from model.messages import N_, Message
from model.text import length
from tui.field_remarks import Remarks
from tui.language import Language
from tui.presence import recent_words
from tui.widgets.promise import Promise
from tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from tui.app import LabelmapApp


class ExplanationBox(TextBox):
    """How one statement is put into practice."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", N_("Close"))]

    @dataclass
    class Closed(TextualMessage):
        """The person is done with this explanation for now."""

        statement: str

    statement = ""
    """The statement's id."""

    def action_close(self) -> None:
        """Back to the statement; the text stays."""
        self.post_message(self.Closed(self.statement))


class StepTexts(Vertical):
    """The right pane of a step."""

    def __init__(self, step: Step, answer: Answer, limit: int, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._step = step
        self._answer = answer
        self._limit = limit

    @property
    def _language(self) -> Language:
        return cast("LabelmapApp", self.app).language

    def compose(self) -> ComposeResult:
        say = self._language.text
        if self._step.has_description:
            yield TextBox(
                self._answer.description,
                limit=self._limit,
                title=say(N_("Description (if you like)")),
                id="description",
                counted=self._with_description,
                shared=say(N_("explanations included")),
            )
        if self._step.has_plan:
            yield Promise(self._step.id)
            yield TextBox(
                self._answer.plan,
                limit=self._limit,
                title=say(N_("Plans for the next two years")),
                id="plan",
            )

    # ------------------------------------------------------------------ what is counted together

    def _with_description(self, text: str) -> int:
        answer = replace(self._answer, description=text)
        return length(joined_description(answer, self._step))

    def _with_explanation(self, statement: str, text: str) -> int:
        kept = MappingProxyType({**self._answer.explanations, statement: text})
        return length(joined_description(replace(self._answer, explanations=kept), self._step))

    # ------------------------------------------------------------------ the picture

    def path_of(self, box: TextBox) -> tuple[str, ...]:
        """The field, in the step's file, that a box is for."""
        if isinstance(box, ExplanationBox):
            return ("explanations", box.statement)
        return (box.id or "",)

    def show(self, answer: Answer, remarks: Remarks) -> None:
        """Draw these texts; a box keeps what it has when it is the same text."""
        self._answer = answer
        for box in self.query(TextBox):
            path = self.path_of(box)
            text = (
                answer.explanations.get(path[1], "")
                if isinstance(box, ExplanationBox)
                else getattr(answer, path[0])
            )
            box.take(text)
            box.recount()
            remark = remarks.of(".".join(path))
            here = "" if remark.wrong else self._who_was_here(".".join(path))
            box.remark(here or remark.text, wrong=remark.wrong)

    def _who_was_here(self, field: str) -> str:
        """That a colleague was in a text a moment ago; "" where nobody was."""
        session = cast("LabelmapApp", self.app).session
        trace = session.presence.fields.get((self._step.id, field)) if session else None
        if session is None or trace is None or session.person is None:
            return ""
        return recent_words(trace, self._language, session.clock.now(), session.person.name)

    def box(self, *path: str) -> TextBox | None:
        """The box of a field, if it is there."""
        return next((box for box in self.query(TextBox) if self.path_of(box) == path), None)

    # ------------------------------------------------------------------ explanations

    def open(self, statement: Statement) -> TextBox:
        """Show the explanation of a statement, on top, in the place of any other one."""
        for other in self.query(ExplanationBox):
            other.display = other.statement == statement.id
        box = self.box("explanations", statement.id)
        if box is not None:
            return box
        title = Message(
            N_("How question {number} is put into practice"), {"number": statement.number}
        )
        made = ExplanationBox(
            self._answer.explanations.get(statement.id, ""),
            limit=self._limit,
            title=self._language.say(title),
            id=f"explanation-{statement.id}",
            counted=lambda text: self._with_explanation(statement.id, text),
            shared=self._language.text(N_("description included")),
        )
        made.statement = statement.id
        self.mount(made, before=0)
        return made

    def close(self, statement: str) -> None:
        """Hide the explanation of a statement; what was typed and can be undone stays with it."""
        for box in self.query(ExplanationBox):
            if box.statement == statement:
                box.display = False
