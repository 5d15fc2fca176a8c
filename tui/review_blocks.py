"""What a school submitted, as blocks to read: each place on which there can be feedback is one.

Pure: the page, the application, what changed and the pieces of feedback in, blocks out. The page is
the one that the preview and the exports show. What changed since one's last feedback is marked;
`changed_blocks` has nothing else. Source: screens.md, 'Review'.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from export.page import ApplicationPage, Box, Exhibit, Fact, Question, Remark, Requirement, Section
from model.application import DECLARATION, SCHOOL, STEPS, Application, Evidence
from model.fields import Change
from model.messages import N_
from model.review import Feedback
from model.text import fitting, shown
from tui.change_lines import difference, legend_line, only_here, told
from tui.widgets.page_lines import MARKS
from tui.widgets.reader import Block, BlockLine

if TYPE_CHECKING:
    from model.edition import Edition
    from model.keys import Key
    from store.submitted_school import Earlier
    from tui.language import Language

_TEXTS = frozenset({"description", "plan", "explanations"})
_ENTRY = 2
_REMARKS = ("  ● ", "  ○ ")
"""The signs of what the automatic checks remark: what blocks, and what does not."""


def place_of(piece: Feedback) -> str:
    """The place that a piece of feedback is about."""
    return ".".join(part for part in (piece.step, piece.field) if part)


def is_text(place: str) -> bool:
    """Whether a passage can be quoted there."""
    return place.partition(".")[2].partition(".")[0] in _TEXTS


def text_at(place: str, application: Application) -> str:
    """The text that stands in a place; "" where there is none."""
    from model.threads import text_of

    step, _, field = place.partition(".")
    return (text_of(step, field, application) or "") if is_text(place) else ""


class BlockMaker:
    """Makes the blocks of one application."""

    def __init__(
        self,
        page: ApplicationPage,
        application: Application,
        edition: "Edition",
        language: "Language",
        earlier: "Earlier | None",
        changes: Sequence[Change],
        pieces: Iterable[Feedback],
    ) -> None:
        self._page = page
        self._application = application
        self._edition = edition
        self._language = language
        self._earlier = earlier
        self._changes = changes
        self._changed = {_place_of(change.key, application) for change in changes}
        self._count = Counter(place_of(piece) for piece in pieces)

    # ------------------------------------------------------------------ all of it

    def blocks(self) -> tuple[Block, ...]:
        """The whole application, what changed marked.

        Amiss is what keeps it from being complete; where nothing does, what is merely remarked.
        """
        found = tuple(self._all())
        signs = [{line.sign for line in block.lines} for block in found]
        wanted = next((sign for sign in _REMARKS if any(sign in own for own in signs)), "")
        return tuple(
            replace(block, is_amiss=bool(wanted) and wanted in own)
            for block, own in zip(found, signs, strict=True)
        )

    def changed_blocks(self) -> tuple[Block, ...]:
        """What changed, and nothing else."""
        return tuple(self._only_changed())

    def of_form(self, form: Evidence) -> tuple[Block, ...]:
        """A school without Labelmap: its form is the document, each step a place for feedback."""
        text = self._language.text(
            N_("This school applied on the platform, without Labelmap. Its form is the document.")
        )
        name = self._language.text(N_("The form from the platform"))
        head = (
            BlockLine("", Content(self._page.school) + self._count_mark(""), "title"),
            BlockLine("", Content(text), "note"),
            BlockLine("", Content("")),
            BlockLine("▤ ", Content(name), "heading"),
        )
        steps = (
            Block(step.id, step.id, self._section_lines(f"{step.number}  {step.title}", step.id))
            for step in self._page.sections
        )
        return (Block("", "", head, form), *steps)

    def _all(self) -> Iterator[Block]:
        page = self._page
        yield self._head()
        for section in page.sections:
            yield self._section(section)
            yield from self._facts(section)
            for requirement in section.requirements:
                yield self._requirement(requirement, section.id)
            for question in section.questions:
                yield from self._question(question, section.id)
            for box in section.boxes:
                yield self._box(box, section.id)
            items = {item.id: item for item in self._application.evidence_of(section.id)}
            if section.takes_evidence:
                head = self._titled(self._page.labels["evidence"], "")
                yield Block(
                    section.id,
                    section.id,
                    (head, *self._remarks(section.evidence_remarks)),
                )
            for exhibit in section.exhibits:
                yield self._exhibit(exhibit, section.id, items.get(exhibit.id))

    def _only_changed(self) -> Iterator[Block]:
        head = [
            BlockLine(
                "",
                Content(self._language.text(N_("What changed since your last feedback"))),
                "title",
            )
        ]
        if not self._changes:
            nothing = self._language.text(N_("Nothing was changed."))
            head.append(BlockLine("", Content(nothing)))
        else:
            head.append(BlockLine("", legend_line(self._language), "note"))
        yield Block("", "", tuple(head))
        found = told(self._changes, self._edition, self._language, self._application)
        titles = {
            section.id: f"{section.number}  {section.title}" for section in self._page.sections
        }
        for step in ("", *STEPS):
            own = [each for each in found if (_step_of(each.key) or "") == step]
            if own and step:
                yield Block(step, step, self._section_lines(titles.get(step, step)))
            for each in own:
                place = _place_of(each.key, self._application)
                item = self._evidence(place)
                lines = (
                    BlockLine("", Content(""), ""),
                    self._titled(each.title, place),
                    BlockLine("  ", difference(each.before, each.after), "prose"),
                )
                yield Block(place, step, lines, item)

    def _evidence(self, place: str) -> Evidence | None:
        step, _, field = place.partition(".")
        kind, _, name = field.partition(".")
        if kind != "evidence":
            return None
        return next((i for i in self._application.evidence_of(step) if i.id == name), None)

    # ------------------------------------------------------------------ its parts

    def _head(self) -> Block:
        page = self._page
        lines = [BlockLine("", Content(page.school) + self._count_mark(""), "title")]
        parts = (page.title, page.place)
        lines.append(BlockLine("", Content(" · ".join(part for part in parts if part)), "note"))
        lines += self._remarks(page.remarks)
        return Block("", "", tuple(lines))

    def _section(self, section: Section) -> Block:
        title = f"{section.number}  {section.title}"
        if section.original:
            title += f" · {section.original}"
        lines = [*self._section_lines(f"{title}   {section.progress}", section.id)]
        lines += self._remarks(section.remarks)
        return Block(section.id, section.id, tuple(lines))

    def _section_lines(self, title: str, place: str = "-") -> tuple[BlockLine, ...]:
        mark = self._count_mark(place)
        return (BlockLine("", Content("")), BlockLine("", Content(title) + mark, "section"))

    def _facts(self, section: Section) -> Iterator[Block]:
        for heading, facts in section.facts:
            lines = [BlockLine("", Content(heading), "heading")]
            for fact in facts:
                lines += self._fact(fact)
            yield Block(section.id, section.id, tuple(lines))

    def _fact(self, fact: Fact) -> list[BlockLine]:
        lines = [BlockLine("  ", Content(f"{fact.label}: {fact.text}"))] if fact.text else []
        return [*lines, *self._remarks(fact.remarks)]

    def _requirement(self, requirement: Requirement, step: str) -> Block:
        mark = MARKS[requirement.mark]
        words = f"{requirement.title}: {requirement.verdict}"
        lines = [BlockLine(f"{mark} ", Content(words))]
        for fact in requirement.proof:
            lines += self._fact(fact)
        lines += self._remarks(requirement.remarks)
        return Block(step, step, tuple(lines))

    def _question(self, question: Question, step: str) -> Iterator[Block]:
        place = f"{step}.statements.{question.id}"
        sign = f"{MARKS[question.mark]} {question.number}. "
        words = Content(f"{question.text}  {question.answer}") + self._marks(place)
        lines = [BlockLine(sign, words)]
        if question.backed_by:
            names = ", ".join(f"{item.number} {item.title}" for item in question.backed_by)
            lines.append(BlockLine("    ", Content(names), "note"))
        lines += self._remarks(question.remarks)
        yield Block(place, step, tuple(lines))
        said = f"{step}.explanations.{question.id}"
        text = text_at(said, self._application)
        if text.strip():
            marks = self._marks(said)
            prose = self._prose(said, text)
            yield Block(said, step, (BlockLine("    ", prose + marks, "prose"),))

    def _box(self, box: Box, step: str) -> Block:
        place = f"{step}.{box.id}"
        lines = [self._titled(f"{box.title}   {box.count}", place)]
        text = text_at(place, self._application)
        fits = fitting(text, self._edition.text_limit)
        if text.strip():
            lines.append(BlockLine("  ", self._prose(place, text[:fits]), "prose"))
        if text[fits:]:
            lines.append(BlockLine("  ", Content(shown(text[fits:])), "warning"))
        else:
            nothing = self._language.text(N_("Nothing written."))
            lines += [] if text.strip() else [BlockLine("  ", Content(nothing), "note")]
        lines += self._remarks(box.remarks)
        return Block(place, step, tuple(lines))

    def _exhibit(self, exhibit: Exhibit, step: str, item: Evidence | None) -> Block:
        place = f"{step}.evidence.{exhibit.id}"
        backs = f"{self._page.labels['backs']} {exhibit.backs_text}" if exhibit.backs_text else ""
        parts = (exhibit.title, exhibit.kind, exhibit.href and exhibit.where, backs)
        words = Content(" · ".join(part for part in parts if part)) + self._marks(place)
        lines = [BlockLine(f"  {exhibit.number} ", words), *self._remarks(exhibit.remarks)]
        return Block(place, step, tuple(lines), item)

    # ------------------------------------------------------------------ marks

    def _titled(self, title: str, place: str) -> BlockLine:
        return BlockLine("", Content(title) + (self._marks(place) if place else ""), "heading")

    def _marks(self, place: str) -> Content:
        """Whether it changed, and how much feedback there is on it."""
        changed = Content("")
        if place in self._changed:
            changed = Content(f"   ≠ {self._language.text(N_('changed since'))}")
        return changed + self._count_mark(place)

    def _count_mark(self, place: str) -> Content:
        count = self._count[place]
        if not count:
            return Content("")
        said = self._language.plural(N_("{count} remark"), N_("{count} remarks"), count)
        return Content(f"   ✎ {said}")

    def _prose(self, place: str, text: str) -> Content:
        """A text; what is new in it stands out."""
        if place not in self._changed or self._earlier is None:
            return Content(shown(text))
        return only_here(shown(text), shown(text_at(place, self._earlier.application)))

    @staticmethod
    def _remarks(remarks: Iterable[Remark]) -> list[BlockLine]:
        return [
            BlockLine(
                _REMARKS[0] if remark.blocking else _REMARKS[1],
                Content(remark.text),
                "warning" if remark.blocking else "note",
            )
            for remark in remarks
        ]


def _step_of(key: "Key") -> str | None:
    return key.step


def _place_of(key: "Key", application: Application) -> str:
    """The place in which a field stands; its step where feedback can't be on it alone."""
    step = key.step
    if step is None:
        return ""
    if step == SCHOOL or (step == DECLARATION and key.path[0] != "evidence"):
        return step
    if key.path[0] == "evidence":
        known = {item.id for item in application.evidence_of(step)}
        return f"{step}.evidence.{key.path[1]}" if key.path[1] in known else step
    return ".".join((step, *key.path[:_ENTRY]))


__all__ = ["BlockMaker", "is_text", "place_of", "text_at"]
