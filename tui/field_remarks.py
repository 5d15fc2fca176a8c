"""What is said beside a field of what is still to be done in it: a few words, from the assessment.

The dashboard and `labelmap check` say the same in whole sentences (`model.problem_texts`), which
name the step and the question; beside the field itself that is known. What has no short wording
here is said in its sentence.
"""

from collections.abc import Iterable, Mapping

from model import problem_texts
from model.edition import Edition
from model.light import dataclass
from model.messages import N_, Message
from model.problems import Code, Problem
from tui.language import Language

_TO_FILL_IN = N_("still to be filled in")

_SHORT: Mapping[Code, str] = {
    Code.PLAN_MISSING: N_("still to be written"),
    Code.DESCRIPTION_MISSING: N_("not written yet; it helps the NSO"),
    Code.TEXT_TOO_LONG: N_("too long: shorten it to {limit} characters"),
    Code.TEXT_VERY_SHORT: N_("very short: one concrete example helps"),
    Code.STATEMENT_UNANSWERED: N_("still to be answered"),
    Code.STATEMENT_NO: N_("the form asks for yes"),
    Code.CONFLICT_UNRESOLVED: N_("different versions: Ctrl+B shows them"),
    Code.SCHOOL_NAME_MISSING: _TO_FILL_IN,
    Code.DECLARATION_UNSIGNED: _TO_FILL_IN,
}
_WHEN_EMPTY = {Code.NOT_TWO_YEARS_REGISTERED, Code.CONTACT_MISSING}
"""Codes that say something else where the field is filled in: then the sentence is shown."""
_HAS_ITS_LINE = {Code.STATEMENT_UNSUPPORTED}
"""Codes that the field's own row tells in a line of its own, whatever else is to be done."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands beside a field."""

    text: str = ""
    wrong: bool = False
    """Whether it stands in the way; without it, it is advice."""


NOTHING = Remark()


def remarks(problems: Iterable[Problem], edition: Edition, language: Language) -> "Remarks":
    """The remarks on the fields of one step, by the field's name in the step's file."""
    first: dict[str, Problem] = {}
    for problem in sorted(problems, key=lambda problem: not problem.blocking):
        if problem.field is not None and problem.code not in _HAS_ITS_LINE:
            first.setdefault(problem.field, problem)
    return Remarks(first, edition, language)


class Remarks:
    """The first thing to be said of each field: the one that stands in the way before advice."""

    def __init__(
        self, problems: Mapping[str, Problem], edition: Edition, language: Language
    ) -> None:
        self._problems = problems
        self._edition = edition
        self._language = language

    def of(self, field: str) -> Remark:
        """What is said beside a field; nothing where nothing is to be done."""
        problem = self._problems.get(field)
        if problem is None:
            return NOTHING
        sign = "!" if problem.blocking else "○"
        return Remark(f"{sign} {self._language.say(self._words(problem))}", problem.blocking)

    def _words(self, problem: Problem) -> Message:
        short = _SHORT.get(problem.code)
        if problem.code in _WHEN_EMPTY and not any(map(problem.facts.get, ("day", "detail"))):
            short = _TO_FILL_IN
        if short is not None:
            return Message(short, {"limit": self._edition.text_limit})
        return problem_texts.message(problem, self._edition, self._language.language)
