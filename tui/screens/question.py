"""Which question is read in many schools: found by a part of its name."""

from collections.abc import Sequence

from textual.content import Content

from model.edition import Edition
from model.find import fold
from model.keys import Key
from model.messages import N_
from tui.across_blocks import question_name, questions
from tui.language import Language
from tui.screens.finder import FinderDialog, Place


class QuestionDialog(FinderDialog):
    """Every question, description and plan of the form."""

    HELP_TEXT = N_(
        "Choose what you want to read in all schools that stand in the table, below one another: "
        "a question, a description, the plans of a step. Type a part of its name or its number; "
        "the arrows choose, Enter goes there."
    )
    TITLE_TEXT = N_("Read one question in all these schools")

    def __init__(self, questions: Sequence[tuple[Key, str]]) -> None:
        """Each question with its name in the language of the interface."""
        super().__init__()
        self._questions = [(key, name, fold(name).text) for key, name in questions]

    @classmethod
    def of(cls, edition: Edition, language: Language) -> "QuestionDialog":
        """The questions of an edition."""
        return cls([(key, question_name(key, edition, language)) for key in questions(edition)])

    def rows(self, wanted: str) -> Sequence[tuple[Content, Place]]:
        """Those in whose name every part stands, in the form's order."""
        parts = fold(wanted).text.split()
        return [
            (Content(name), Place(key))
            for key, name, folded in self._questions
            if all(part in folded for part in parts)
        ]

    def summary(self, wanted: str, count: int) -> str:  # noqa: ARG002 - as the other finders have it
        """How many fit."""
        if not count:
            return self.say("No question has a name like that.")
        return self.language.plural(N_("{count} question"), N_("{count} questions"), count)
