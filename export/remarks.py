"""What is still to do, put where it is: each problem of a step stands on its page once."""

import re
from collections.abc import Callable, Iterable

from export.page import Remark
from export.translator import Translator
from model.edition import Edition
from model.problem_texts import fix, message
from model.problems import Code, Problem

_PLACE = re.compile(r"\w+ \d+(, \w+ \d+)?: ")
"""'Step 3, question 2: ', in any language."""


def in_place(text: str) -> str:
    """The sentence without the step and the question, under whose heading it stands."""
    place = _PLACE.match(text)
    if place is None:
        return text
    rest = text[place.end() :]
    return rest[:1].upper() + rest[1:]


class Remarks:
    """The problems of one step, taken place by place; what is left is for the step itself."""

    def __init__(
        self, problems: Iterable[Problem], edition: Edition, translator: Translator
    ) -> None:
        self._left = list(problems)
        self._edition = edition
        self._translator = translator

    def at(self, *fields: str) -> tuple[Remark, ...]:
        """Take those of one or more fields: `plan`, `statements.ID`, `evidence.ID`."""
        return self._take(lambda problem: problem.field in fields)

    def under(self, field: str) -> tuple[Remark, ...]:
        """Take those of a field and of all below it."""
        below = f"{field}."
        return self._take(
            lambda problem: problem.field is not None and f"{problem.field}.".startswith(below)
        )

    def of(self, *codes: Code) -> tuple[Remark, ...]:
        """Take those of some codes, wherever they are."""
        return self._take(lambda problem: problem.code in codes)

    def rest(self) -> tuple[Remark, ...]:
        """Take all that is left."""
        return self._take(lambda _: True)

    def _take(self, wanted: Callable[[Problem], bool]) -> tuple[Remark, ...]:
        taken = [problem for problem in self._left if wanted(problem)]
        self._left = [problem for problem in self._left if not wanted(problem)]
        return tuple(self._remark(problem) for problem in taken)

    def _remark(self, problem: Problem) -> Remark:
        language, say = self._translator.language, self._translator.say
        return Remark(
            in_place(say(message(problem, self._edition, language))),
            say(fix(problem, self._edition, language)),
            problem.blocking,
        )
