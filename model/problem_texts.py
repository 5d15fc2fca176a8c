"""What each problem says to a person, and what to do about it, as English templates with facts.

A place is named as people see it: a step by its number, a question by its number and first words,
evidence by its title; never by an id. Whoever makes a `Problem` gives it the facts of `FACTS`;
numbers of steps and questions, limits and cut-off days come from the edition.
Source: command-line.md, 'What counts'; house.md, 'Words'.
"""

from collections.abc import Mapping
from types import MappingProxyType

from model import file_sentences, problem_sentences
from model.edition import Edition, Step, in_language
from model.messages import Fact, Message
from model.problems import Code, Problem
from model.text import first_words

# What the names mean, whatever the code:
#
# name         a person's name, "" while unknown; of a key the key itself
# title        of a document or link its title, else its file name or address; of a label its years;
#              of feedback its text (shortened here)
# other        the title of another piece of evidence, other_step the id of that one's step
# day          a date
# count        how many there are; needed, how many there must be
# length       of a text, in UTF-16 code units
# size         of a document, in bytes
# kind         a `model.application.Kind` value, unless a comment below says otherwise
# detail       what is the matter, in one of the words named below
FACTS: Mapping[Code, tuple[str, ...]] = MappingProxyType(
    {
        Code.SCHOOL_NAME_MISSING: (),
        # Field contact.name or contact.email; detail is what stands there and is no address, or "".
        Code.CONTACT_MISSING: ("name", "detail"),
        # detail is "no" where the answer is no, "" where nobody said.
        Code.CONTACT_NOT_ON_PLATFORM: ("name", "detail"),
        # day is when the school was registered; left out while that is not filled in.
        Code.NOT_TWO_YEARS_REGISTERED: ("day?",),
        # count: different teachers that count.
        Code.TOO_FEW_ACTIVE_TEACHERS: ("count", "needed"),
        # count: labels filled in, none of which counts.
        Code.NO_QUALITY_LABEL: ("count",),
        # Field statements.ID.
        Code.STATEMENT_UNANSWERED: (),
        Code.STATEMENT_NO: (),
        Code.PLAN_MISSING: (),
        # Field plan, description (with the explanations, joined) or explanations.ID.
        Code.TEXT_TOO_LONG: ("length",),
        Code.EVIDENCE_MISSING: (),
        # Field evidence.ID, here and below.
        Code.EVIDENCE_FILE_MISSING: ("title", "path"),
        Code.EVIDENCE_TOO_LARGE: ("title", "size"),
        # kind may also be link, where the form takes documents only.
        Code.EVIDENCE_WRONG_TYPE: ("title", "kind"),
        # detail is a `model.application.Soundness` value.
        Code.EVIDENCE_UNREADABLE: ("title", "detail"),
        Code.EVIDENCE_LINK_MALFORMED: ("title", "url"),
        Code.UNSAFE_PATH: ("title", "path"),
        Code.DECLARATION_MISSING: (),
        # Field signed_by or signed_on.
        Code.DECLARATION_UNSIGNED: (),
        # detail is one of: syntax, encoding, missing, empty (no byte in it), not-a-file, too-large,
        # no-permission, unsafe (a symbolic link), edition (edition.toml breaks the rules). With the
        # last, fault is the template of a `model.edition_rules.Fault`; that fault's facts stand
        # beside it.
        Code.FILE_UNREADABLE: ("detail", "fault?"),
        # kind is what must stand there, one of: text, date, yes-no, true-false, number, list,
        # table, tables, id, unique (an id that stands there twice), language, format, edition,
        # step; detail is what stands there, in a few words.
        Code.WRONG_TYPE: ("kind", "detail"),
        # Field: any that people fill in; name: whose versions they are, "" where nobody knows.
        Code.CONFLICT_UNRESOLVED: ("name",),
        # Without a step where it is about the whole application.
        Code.FEEDBACK_UNANSWERED: ("title",),
        # day is the first possible one.
        Code.BEFORE_OPENING: ("day",),
        # kind is a `model.edition.PeriodKind` value; day is the last possible one.
        Code.AFTER_DEADLINE: ("kind", "day"),
        Code.STATEMENT_UNSUPPORTED: (),
        Code.DESCRIPTION_MISSING: (),
        # Field plan or description.
        Code.TEXT_VERY_SHORT: ("length",),
        Code.EVIDENCE_CHANGED: ("title", "path"),
        Code.EVIDENCE_DUPLICATE: ("title", "other", "other_step"),
        Code.EVIDENCE_ONLY_LINKS: (),
        Code.EVIDENCE_TYPE_NOTICE: ("title", "kind"),
        Code.EVIDENCE_LINK_OUTDATED: ("title", "url"),
        # name as the later of the two entries has it.
        Code.TEACHER_TWICE: ("name",),
        # day is when it was signed.
        Code.DECLARATION_OLDER_THAN_TEXT: ("day",),
        Code.LABEL_STILL_VALID: ("title",),
        # suggestion is the key that may be meant, or ""; kind is id for the id of a statement,
        # which stays in the file.
        Code.UNKNOWN_KEY: ("name", "suggestion", "kind?"),
        # detail is bom or crlf.
        Code.FILE_FORM: ("detail",),
        Code.FOREIGN_ATTRIBUTES: (),
    }
)
"""The facts that a problem of each code carries; `?`: may be left out."""

_NAMES = {name.rstrip("?") for names in FACTS.values() for name in names}
_SENTENCES = {**problem_sentences.SENTENCES, **file_sentences.SENTENCES}
_BOXES = {"plan": "plan", "description": "description", "explanations": "explanation"}
_KINDS_WITH_A_NAME = {"pdf", "jpg", "png"}
_MEGABYTE = 1_000_000
_WORDS = 36
_PASSAGE = 60


def message(problem: Problem, edition: Edition, language: str) -> Message:
    """What is the matter. `language` chooses the wording of steps and questions; never raises."""
    return Message(_sentences(problem, edition)[0], _facts(problem, edition, language))


def fix(problem: Problem, edition: Edition, language: str) -> Message:
    """What to do about it; as `message`. Of an edition's file: which of its rules to keep."""
    text = str(problem.facts.get("fault") or _sentences(problem, edition)[1])
    return Message(text, _facts(problem, edition, language))


def _sentences(problem: Problem, edition: Edition) -> tuple[str, str]:
    """The two templates of the problem's variant, else the first ones of its code."""
    found = _SENTENCES.get((problem.code, _variant(problem, edition)))
    if found is not None:
        return found
    return next(texts for (code, _), texts in _SENTENCES.items() if code is problem.code)


def _variant(problem: Problem, edition: Edition) -> str:
    """Which of a code's sentences holds; where none is chosen here, the fact `detail` says it."""
    facts = problem.facts
    detail = str(facts.get("detail", ""))
    box = (problem.field or "").partition(".")[0]
    step = _step(problem.step, edition)
    choice = {
        Code.CONTACT_MISSING: ("bad-email" if detail else "email")
        if problem.field == "contact.email"
        else "",
        Code.NOT_TWO_YEARS_REGISTERED: "late" if "day" in facts else "",
        Code.TOO_FEW_ACTIVE_TEACHERS: "since" if edition.eligibility.active_since else "",
        Code.NO_QUALITY_LABEL: _label_variant(problem, edition),
        Code.TEXT_TOO_LONG: _BOXES.get(box, ""),
        Code.CONFLICT_UNRESOLVED: _conflict_variant(problem, box),
        Code.TEXT_VERY_SHORT: _BOXES.get(box, ""),
        Code.EVIDENCE_MISSING: "or-link" if step is not None and step.links else "",
        Code.EVIDENCE_WRONG_TYPE: _kind_variant(problem),
        Code.EVIDENCE_TYPE_NOTICE: str(facts.get("kind", "")),
        Code.WRONG_TYPE: str(facts.get("kind", "")),
        Code.AFTER_DEADLINE: str(facts.get("kind", "")),
        Code.DECLARATION_UNSIGNED: "day" if problem.field == "signed_on" else "",
        Code.FEEDBACK_UNANSWERED: "" if step is not None else "whole",
        Code.UNKNOWN_KEY: _key_variant(problem),
        Code.EVIDENCE_LINK_MALFORMED: "" if facts.get("url") else "nothing",
    }.get(problem.code, detail)
    if problem.code is Code.FILE_UNREADABLE and detail == "syntax" and problem.line is not None:
        return "syntax-line"
    return choice


def _label_variant(problem: Problem, edition: Edition) -> str:
    """Whether labels stand there, and what the edition asks of them."""
    rules = edition.eligibility
    some = "some" if problem.facts.get("count") else "none"
    if rules.label_since is None:
        return some
    return f"{some}-since" if rules.label_until is None else f"{some}-between"


def _key_variant(problem: Problem) -> str:
    """Whether it stays in the file, and whether another name is likely."""
    parts = (problem.facts.get("kind"), problem.facts.get("suggestion") and "suggestion")
    return "-".join(str(part) for part in parts if part)


def _conflict_variant(problem: Problem, box: str) -> str:
    """Which field it is; `nobody` where it is not known whose the versions are."""
    if not problem.facts.get("name"):
        return "nobody"
    return "statement" if box == "statements" else _BOXES.get(box, "other")


def _kind_variant(problem: Problem) -> str:
    """The kind of document; `known` for one whose name everybody knows."""
    kind = str(problem.facts.get("kind", ""))
    return "known" if kind in _KINDS_WITH_A_NAME else kind


def _facts(problem: Problem, edition: Edition, language: str) -> Mapping[str, Fact]:
    """The problem's own facts, and those that the edition adds."""
    facts: dict[str, Fact] = {**dict.fromkeys(_NAMES, ""), **problem.facts}
    facts["file"] = problem.file or ""
    facts["field"] = problem.field or ""
    facts["line"] = problem.line or 0
    facts["type"] = str(facts["kind"]).upper()
    for name in ("step", "other_step"):
        step_id = problem.step if name == "step" else str(facts["other_step"])
        step = _step(step_id, edition)
        facts[name] = step.number if step is not None else step_id or ""
    _add_words(facts, problem, edition, language)
    _add_limits(facts, problem, edition, language)
    return facts


def _add_words(facts: dict[str, Fact], problem: Problem, edition: Edition, language: str) -> None:
    """The step's title, the question's number and first words, the feedback's passage."""
    step = _step(problem.step, edition)
    facts["step_title"] = in_language(step.title, language) if step is not None else ""
    statement_id = (problem.field or "").partition(".")[2]
    facts["question"], facts["words"] = "", statement_id
    for statement in step.statements if step is not None else ():
        if statement.id == statement_id:
            facts["question"] = statement.number
            facts["words"] = first_words(in_language(statement.text, language), _WORDS)
    if problem.code is Code.FEEDBACK_UNANSWERED:
        facts["title"] = first_words(str(facts["title"]), _PASSAGE)


def _add_limits(facts: dict[str, Fact], problem: Problem, edition: Edition, language: str) -> None:
    """Limits, accepted kinds and cut-off days; a size in megabytes, as the language writes it."""
    about_text = problem.code in {Code.TEXT_TOO_LONG, Code.TEXT_VERY_SHORT}
    facts["limit"] = (
        edition.text_limit if about_text else _megabytes(edition.document_limit, language)
    )
    if isinstance(facts["size"], int):
        facts["size"] = _megabytes(facts["size"], language)
    step = _step(problem.step, edition)
    facts["accepted"] = ", ".join(kind.upper() for kind in step.accepts) if step is not None else ""
    rules = edition.eligibility
    about_label = problem.code is Code.NO_QUALITY_LABEL
    since = rules.label_since if about_label else rules.active_since
    until = rules.label_until if about_label else rules.registered_until
    facts["since"], facts["until"] = since or "", until or ""


def _megabytes(size: int, language: str) -> str:
    """Bytes as megabytes, rounded up so that what is over a limit never reads as the limit."""
    whole, tenth = divmod(-(-size * 10 // _MEGABYTE), 10)
    if not tenth:
        return str(whole)
    return f"{whole}{'.' if language == 'en' else ','}{tenth}"


def _step(step_id: str | None, edition: Edition) -> Step | None:
    """The step with this id, if the edition has it."""
    return next((step for step in edition.steps if step.id == step_id), None)
