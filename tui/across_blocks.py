"""One question in many schools, as blocks to read below one another. Pure."""

from textual.content import Content

from model.application import ANSWER_STEPS, Answer, Application, YesNo
from model.completeness import joined_description
from model.edition import Edition
from model.keys import Key
from model.messages import N_, Message
from model.text import length, shown, shown_line
from store.across import Across
from store.inbox import Row
from tui.field_names import field_name
from tui.inbox_words import STATES
from tui.language import Language
from tui.widgets.reader import Block, BlockLine

_ANSWERS = {YesNo.YES: ("✓ ", N_("yes")), YesNo.NO: ("✗ ", N_("no"))}


def questions(edition: Edition) -> tuple[Key, ...]:
    """Everything that can be read across: each statement, description and plan, as in the form."""
    found: list[Key] = []
    for step in edition.steps:
        if step.id in ANSWER_STEPS:
            found += [Key(step.id, ("statements", one.id)) for one in step.statements]
            found += [Key(step.id, ("description",))] if step.has_description else []
            found += [Key(step.id, ("plan",))] if step.has_plan else []
    return tuple(found)


def question_name(question: Key, edition: Edition, language: Language) -> str:
    """What is read, by the step's number and its own."""
    return field_name(question, edition, language, Application())


def block_of(
    across: Across, row: Row, question: Key, edition: Edition, language: Language
) -> Block:
    """What one school has there; its place is the name of its folder."""
    parts = (row.school or row.folder.name, row.city)
    name = " · ".join(shown_line(part) for part in parts if part)
    number = language.say(Message(N_("submission {round}"), {"round": row.round}))
    head = [
        BlockLine("", Content(name), "section"),
        BlockLine("", Content(f"{language.text(STATES[row.state])} · {number}"), "note"),
    ]
    if across.problem is not None:
        lines = [BlockLine("! ", Content(language.say(across.problem)), "warning")]
    else:
        lines = _lines(across.answer or Answer(), question, edition, language)
    return Block(row.folder.name, "", (*head, *lines, BlockLine("", Content(""))))


def _lines(answer: Answer, question: Key, edition: Edition, language: Language) -> list[BlockLine]:
    if question.path[0] == "statements":
        return _statement(answer, question, language)
    step = edition.step(question.file)
    is_plan = question.path == ("plan",)
    text = answer.plan if is_plan else joined_description(answer, step)
    if not text.strip():
        return [BlockLine("  ", Content(language.text(N_("Nothing written."))), "note")]
    facts = {"count": length(text), "limit": edition.text_limit}
    count = language.say(Message(N_("{count} of {limit} characters"), facts))
    look = "warning" if length(text) > edition.text_limit else "note"
    return [
        BlockLine("  ", Content(shown(text)), "prose"),
        BlockLine("  ", Content(count), look),
    ]


def _statement(answer: Answer, question: Key, language: Language) -> list[BlockLine]:
    statement = question.path[1]
    given = answer.statements.get(statement)
    sign, word = ("○ ", N_("not answered")) if given is None else _ANSWERS[given]
    lines = [BlockLine(sign, Content(language.text(word)))]
    said = answer.explanations.get(statement, "")
    if said.strip():
        lines.append(BlockLine("  ", Content(shown(said)), "prose"))
    backed = [item for item in answer.evidence if statement in item.supports]
    lines += [
        BlockLine("  ▤ ", Content(shown_line(item.title or item.file or item.url)), "note")
        for item in backed
    ]
    if not backed:
        lines.append(BlockLine("  ○ ", Content(language.text(N_("No evidence backs it."))), "note"))
    return lines
