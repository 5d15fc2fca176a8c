"""One statement of a step: the question, yes or no, the evidence that backs it, how it is done."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import Static

from model.application import Answer
from model.edition import Statement
from model.messages import N_
from model.text import first_words, shown_line
from tui.field_remarks import Remark
from tui.language import Language
from tui.widgets.line import Line
from tui.widgets.link_line import LinkLine
from tui.widgets.yes_no import YesNoChoice

_WORDS = 60
"""So much of an explanation is shown beneath its statement."""


class StatementRow(Vertical):
    """A row of the left pane. What it opens is said by a key, and by a click on the line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b,e", "choose_evidence", N_("Evidence"), key_display=N_("e")),
        Binding("u,x,enter", "open_explanation", N_("Explain"), key_display=N_("x")),
    ]

    @dataclass
    class Back(TextualMessage):
        """The person wants to say which evidence backs the statement."""

        statement: Statement

    @dataclass
    class Explain(TextualMessage):
        """The person wants to write how the statement is put into practice (G7)."""

        statement: Statement

    def __init__(self, statement: Statement, question: str) -> None:
        super().__init__(id=f"statement-{statement.id}", classes="statement")
        self.statement = statement
        self._question = question

    def compose(self) -> ComposeResult:
        yield Static(Content(self._question), classes="question", markup=False)
        yield YesNoChoice(id=f"answer-{self.statement.id}")
        yield Line(classes="remark")
        yield LinkLine(classes="proof")
        yield LinkLine(classes="explanation")

    def show(self, answer: Answer, remark: Remark, language: Language) -> None:
        """Draw what the answer says of this statement."""
        statement = self.statement
        self.query_one(YesNoChoice).value = answer.statements.get(statement.id)
        said = self.query_one(".remark", Line)
        said.display = bool(remark.text)
        said.say(remark.text)
        backing = [e.title or e.id for e in answer.evidence if statement.id in e.supports]
        self.query_one(".proof", Line).say_all(
            tuple(("✓ ", shown_line(title)) for title in backing)
            or (("○ ", language.text(N_("no evidence for this yet"))),)
        )
        explained = first_words(answer.explanations.get(statement.id, ""), _WORDS)
        self.query_one(".explanation", Line).say_all(
            (("“ ", explained),)
            if explained
            else (("+ ", language.text(N_("explain it (if you like)"))),)
        )

    def action_choose_evidence(self) -> None:
        """Say which evidence backs the statement."""
        self.post_message(self.Back(self.statement))

    def action_open_explanation(self) -> None:
        """Write how the statement is put into practice."""
        self.post_message(self.Explain(self.statement))

    @on(LinkLine.Pressed, ".proof")
    def _clicked_proof(self) -> None:
        self.query_one(YesNoChoice).focus()
        self.action_choose_evidence()

    @on(LinkLine.Pressed, ".explanation")
    def _clicked_explanation(self) -> None:
        self.action_open_explanation()
