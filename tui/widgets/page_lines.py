"""The application's page as widgets: the values that make the PDF and the HTML, line by line."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from export.page import (
    ApplicationPage,
    Box,
    Exhibit,
    Fact,
    Prose,
    Question,
    Remark,
    Requirement,
    Section,
)
from model.messages import N_
from tui.widgets.hanging import Hanging
from tui.widgets.rows import is_one_more

MARKS = {"yes": "✓", "no": "✗", "open": "○", "unknown": "?"}


class Missing(Static):
    """Something that is still to be done, in the place where it is; Enter or a click goes there."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go", N_("Go there"))]

    class Chosen(Message):
        """The person wants to go there."""

        def __init__(self, step: str, field: str | None) -> None:
            super().__init__()
            self.step = step
            self.field = field

    def __init__(self, remark: Remark, step: str, field: str | None) -> None:
        sign = "●" if remark.blocking else "○"
        super().__init__(
            Hanging((f"{sign} ", f"{remark.text} {remark.fix}".rstrip())),
            classes="missing",
            markup=False,
        )
        self._step = step
        self._field = field

    def action_go(self) -> None:
        """To the field."""
        self.post_message(self.Chosen(self._step, self._field))

    def on_click(self, event: events.Click) -> None:
        """As Enter; a double one too, once."""
        event.stop()
        if not is_one_more(event):
            self.action_go()


def _line(text: str, classes: str = "") -> Static:
    return Static(Content(text), classes=classes, markup=False)


def _hanging(sign: str, text: str, classes: str) -> Static:
    return Static(Hanging((sign, text)), classes=classes, markup=False)


def _prose(prose: Prose) -> str:
    return "\n\n".join(paragraph.text for paragraph in prose)


def page_widgets(page: ApplicationPage) -> Iterator[Static]:
    """The whole page from top to bottom."""
    yield _line(page.school, "title")
    yield _line(f"{page.title} · {page.state} · {page.progress}", "under-title")
    for note in page.notes:
        yield _line(f"{note.label}: {note.text}", "note")
    for remark in page.remarks:
        yield Missing(remark, "school", None)
    for section in page.sections:
        yield from _section(section, page.labels)


def _section(section: Section, labels: Mapping[str, str]) -> Iterator[Static]:
    title = f"{section.number}  {section.title}"
    if section.original:
        title += f" · {section.original}"
    yield _line(f"{title}   {section.progress}", "section")
    if section.intro:
        yield _line(section.intro, "note")
    for remark in section.remarks:
        yield Missing(remark, section.id, None)
    yield from _facts(section)
    for requirement in section.requirements:
        yield from _requirement(requirement, section.id)
    for question in section.questions:
        yield from _question(question, section.id)
    for box in section.boxes:
        yield from _box(box, section.id)
    if section.takes_evidence:
        yield _line(labels["evidence"], "heading")
        for exhibit in section.exhibits:
            yield from _exhibit(exhibit, section.id, labels["backs"])
        for remark in section.evidence_remarks:
            yield Missing(remark, section.id, "evidence")


def _facts(section: Section) -> Iterator[Static]:
    for heading, facts in section.facts:
        yield _line(heading, "heading")
        for fact in facts:
            yield from _fact(fact, section.id)


def _fact(fact: Fact, step: str) -> Iterator[Static]:
    if fact.text:
        yield _line(f"{fact.label}: {fact.text}", "fact")
    for remark in fact.remarks:
        yield Missing(remark, step, None)


def _requirement(requirement: Requirement, step: str) -> Iterator[Static]:
    mark = MARKS[requirement.mark]
    yield _hanging(f"{mark} ", f"{requirement.title}: {requirement.verdict}", "question")
    for fact in requirement.proof:
        yield from _fact(fact, step)
    for remark in requirement.remarks:
        yield Missing(remark, step, "eligibility.registered_since")


def _question(question: Question, step: str) -> Iterator[Static]:
    mark = MARKS[question.mark]
    sign = f"{mark} {question.number}. "
    yield _hanging(sign, f"{question.text}  {question.answer}", "question")
    if question.explanation:
        yield _line(_prose(question.explanation), "prose")
    if question.backed_by:
        names = ", ".join(f"{item.number} {item.title}" for item in question.backed_by)
        yield _line(names, "fact")
    for remark in question.remarks:
        yield Missing(remark, step, f"statements.{question.id}")


def _box(box: Box, step: str) -> Iterator[Static]:
    yield _line(f"{box.title}   {box.count}", "heading")
    if box.text:
        yield _line(_prose(box.text), "prose")
    if box.overflow:
        yield _line(_prose(box.overflow), "prose over")
    for remark in box.remarks:
        yield Missing(remark, step, box.id)


def _exhibit(exhibit: Exhibit, step: str, backs: str) -> Iterator[Static]:
    questions = f"{backs} {exhibit.backs_text}" if exhibit.backs_text else ""
    parts = (f"{exhibit.number} {exhibit.title}", exhibit.kind, questions)
    yield _line(" · ".join(part for part in parts if part), "fact")
    for remark in exhibit.remarks:
        yield Missing(remark, step, f"evidence.{exhibit.id}")
