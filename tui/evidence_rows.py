"""All evidence of an application as rows: what the list over all steps shows, sorts and finds."""

from collections.abc import Iterable, Sequence
from datetime import date

from model import problem_texts
from model.application import Evidence
from model.consent import is_photo
from model.edition import in_language
from model.light import dataclass
from model.messages import N_
from model.text import shown_line
from tui.language import Language
from tui.session import Session
from tui.words import KINDS

COLUMNS = ("wrong", "title", "step", "kind", "size", "added", "backs")
"""The columns, in their order; one sorts by any of them."""
HEADS = {
    "wrong": N_("!"),
    "title": N_("Title"),
    "step": N_("Step"),
    "kind": N_("Kind"),
    "size": N_("Size"),
    "added": N_("Added"),
    "backs": N_("Statements"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of evidence, in words."""

    step: str
    number: int
    """Of the step."""
    item: Evidence
    title: str
    kind: str
    bytes: int
    size: str
    added: str
    backs: tuple[int, ...]
    """Numbers of the statements that it backs."""
    questions: tuple[str, ...]
    """These statements, with their number."""
    wrong: tuple[str, ...]
    """What is wrong with it, and what to do."""
    lacks_consent: bool
    """A photograph of which nobody noted that consent is on file."""

    @property
    def cells(self) -> tuple[str, ...]:
        """A text a column."""
        backs = " ".join(map(str, self.backs)) or "–"
        sign = "!" if self.wrong else ""
        return (sign, self.title, str(self.number), self.kind, self.size, self.added, backs)

    @property
    def words(self) -> str:
        """All that one can find it by."""
        parts = (self.title, self.kind, self.item.file, self.item.url, *self.questions, *self.wrong)
        return " ".join(parts).casefold()


def rows_of(session: Session, language: Language) -> tuple[Row, ...]:
    """Every piece of evidence, in the form's order."""
    wrong: dict[tuple[str, str], list[str]] = {}
    for step in session.assessment.steps:
        for problem in step.problems:
            name = (problem.field or "").removeprefix("evidence.")
            said = problem_texts.message(problem, session.edition, language.language)
            todo = problem_texts.fix(problem, session.edition, language.language)
            sentence = f"{language.say(said)} {language.say(todo)}"
            wrong.setdefault((step.id, name), []).append(sentence)
    return tuple(
        _row(session, language, step, item, tuple(wrong.get((step, item.id), ())))
        for step, item in session.application.all_evidence()
    )


def _row(
    session: Session, language: Language, step_id: str, item: Evidence, wrong: tuple[str, ...]
) -> Row:
    step = session.edition.step(step_id)
    backed = [s for s in step.statements if s.id in item.supports]
    document = session.application.documents.get(item.file)
    size = document.bytes if document is not None else item.bytes or 0
    if item.is_link:
        kind = language.text(N_("link"))
    else:
        kind = language.text(KINDS[document.kind]) if document is not None else "?"
    return Row(
        step=step_id,
        number=step.number,
        item=item,
        title=shown_line(item.name),
        kind=kind,
        bytes=size,
        size=language.size(size) if size else "",
        added=language.short_date(item.added) if item.added else "",
        backs=tuple(statement.number for statement in backed),
        questions=tuple(f"{s.number}. {in_language(s.text, language.language)}" for s in backed),
        wrong=wrong,
        lacks_consent=not item.consent and is_photo(session.application, item),
    )


def found(rows: Iterable[Row], words: str) -> tuple[Row, ...]:
    """The rows that have each of these words."""
    sought = words.casefold().split()
    return tuple(row for row in rows if all(word in row.words for word in sought))


def ordered(rows: Sequence[Row], column: str, *, backwards: bool = False) -> tuple[Row, ...]:
    """The rows by one column; those that are equal there stay in the form's order."""
    keys = {
        "wrong": lambda row: not row.wrong,
        "title": lambda row: row.title.casefold(),
        "step": lambda row: row.number,
        "kind": lambda row: row.kind.casefold(),
        "size": lambda row: row.bytes,
        "added": lambda row: row.item.added or date.min,
        "backs": lambda row: len(row.backs),
    }
    return tuple(sorted(rows, key=keys[column], reverse=backwards))
