"""One step of the form on the page: questions, boxes, evidence, each with what is missing there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from export.page import Box, Exhibit, Fact, Mark, Picture, Question, Section
from export.prose import link, prose
from export.remarks import Remarks
from export.school_section import requirements, school_facts
from export.translator import Translator
from model.answer_check import joined_description
from model.application import Answer, Application, Evidence, Kind, YesNo
from model.edition import Edition, Statement, Step, StepKind, in_language
from model.messages import N_, Message
from model.text import fitting, length, shown, shown_line

if TYPE_CHECKING:
    from model.completeness import StepProgress

Pictures = Mapping[str, tuple[Picture, ...]]
"""Path of a document to its pictures."""

KINDS = {
    Kind.PDF: N_("PDF"),
    Kind.JPG: N_("photo (JPG)"),
    Kind.PNG: N_("picture (PNG)"),
    Kind.OFFICE: N_("office document"),
    Kind.VIDEO: N_("film"),
    Kind.HTML: N_("web page"),
    Kind.IMAGE: N_("picture"),
    Kind.OTHER: N_("file"),
}
ANSWERS = {
    YesNo.YES: (Mark.YES, N_("Yes")),
    YesNo.NO: (Mark.NO, N_("No")),
    None: (Mark.OPEN, N_("Not answered yet")),
}


class SectionMaker:
    """Makes the sections of one application's page."""

    def __init__(
        self,
        application: Application,
        edition: Edition,
        translator: Translator,
        pictures: Pictures,
    ) -> None:
        self._application = application
        self._edition = edition
        self._translator = translator
        self._pictures = pictures

    def section(self, step: Step, progress: "StepProgress") -> Section:
        """One step, whatever its kind."""
        translator = self._translator
        remarks = Remarks(progress.problems, self._edition, translator)
        language = translator.language
        title = in_language(step.title, language)
        original = in_language(step.title, "en")
        answer = self._application.answers.get(step.id, Answer())
        is_school = step.kind is StepKind.SCHOOL
        exhibits = self._exhibits(step, remarks)
        open_items = sum(problem.blocks_completeness for problem in progress.problems)
        return Section(
            id=step.id,
            number=step.number,
            title=title,
            original=original if step.kind is StepKind.MISSION and original != title else "",
            intro=self._intro(step),
            done=progress.done,
            required=progress.required,
            progress=translator.say(
                Message(
                    N_("{done} of {required}"),
                    {"done": progress.done, "required": progress.required},
                )
            ),
            to_do=translator.say(Message(N_("{count} still to do"), {"count": open_items}))
            if open_items
            else "",
            facts=self._facts(step, remarks),
            requirements=requirements(
                self._application.eligibility, self._edition.eligibility, remarks, translator
            )
            if is_school
            else (),
            questions=tuple(
                self._question(statement, answer, exhibits, remarks)
                for statement in step.statements
            ),
            boxes=self._boxes(step, answer, remarks),
            takes_evidence=not is_school,
            exhibits=exhibits,
            evidence_remarks=remarks.under("evidence"),
            remarks=remarks.rest(),
        )

    def _intro(self, step: Step) -> str:
        if step.kind is not StepKind.DECLARATION:
            return ""
        return self._translator.text(
            N_(
                "The declaration of honour is the platform's own document: it is downloaded "
                "there, signed by the principal, and uploaded there. This is who signed it, and "
                "when."
            )
        )

    def _facts(self, step: Step, remarks: Remarks) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
        text = self._translator.text
        if step.kind is StepKind.SCHOOL:
            return school_facts(self._application.school, remarks, self._translator)
        if step.kind is not StepKind.DECLARATION:
            return ()
        declaration = self._application.declaration
        signed_on = declaration.signed_on
        return (
            (
                text(N_("Signature")),
                (
                    Fact(
                        label=text(N_("Signed by")),
                        text=shown_line(declaration.signed_by),
                        remarks=remarks.at("signed_by"),
                    ),
                    Fact(
                        label=text(N_("Signed on")),
                        text=self._translator.date(signed_on) if signed_on else "",
                        remarks=remarks.at("signed_on"),
                    ),
                ),
            ),
        )

    def _question(
        self,
        statement: Statement,
        answer: Answer,
        exhibits: tuple[Exhibit, ...],
        remarks: Remarks,
    ) -> Question:
        mark, words = ANSWERS[answer.statements.get(statement.id)]
        number = self._translator.number(statement.number)
        return Question(
            id=statement.id,
            number=number,
            text=shown(in_language(statement.text, self._translator.language)),
            mark=mark,
            answer=self._translator.text(words),
            explanation=prose(answer.explanations.get(statement.id, "")),
            backed_by=tuple(item for item in exhibits if number in item.backs),
            remarks=remarks.under(f"statements.{statement.id}")
            + remarks.under(f"explanations.{statement.id}"),
        )

    def _boxes(self, step: Step, answer: Answer, remarks: Remarks) -> tuple[Box, ...]:
        boxes = []
        if step.has_description:
            text, counted = answer.description, joined_description(answer, step)
            boxes.append(self._box("description", N_("Description"), text, counted, remarks))
        if step.has_plan:
            text = answer.plan
            boxes.append(self._box("plan", N_("Plans for the next two years"), text, text, remarks))
        return tuple(boxes)

    def _box(self, field: str, title: str, text: str, counted: str, remarks: Remarks) -> Box:
        """One box; `counted` is what the form would get, where more goes into it than `text`."""
        limit = self._edition.text_limit
        fits = fitting(text, limit)
        template = (
            N_("{length} of {limit} characters")
            if counted == text
            else N_("{length} of {limit} characters, the explanations above included")
        )
        return Box(
            id=field,
            title=self._translator.text(title),
            text=prose(text[:fits]),
            overflow=prose(text[fits:]),
            count=self._translator.say(
                Message(template, {"length": length(counted), "limit": limit})
            ),
            remarks=remarks.at(field),
        )

    def _exhibits(self, step: Step, remarks: Remarks) -> tuple[Exhibit, ...]:
        numbers = {
            statement.id: self._translator.number(statement.number) for statement in step.statements
        }
        return tuple(
            self._exhibit(f"{step.number}-{place}", item, numbers, remarks)
            for place, item in enumerate(self._application.evidence_of(step.id), start=1)
        )

    def _exhibit(
        self, number: str, item: Evidence, numbers: Mapping[str, str], remarks: Remarks
    ) -> Exhibit:
        name = item.file.rpartition("/")[2]
        backs = tuple(number for id_, number in numbers.items() if id_ in item.supports)
        pictures = self._pictures.get(item.file, ()) if item.file else ()
        return Exhibit(
            id=item.id,
            number=number,
            title=shown_line(item.title or name or item.url),
            kind=self._kind(item),
            where=shown_line(name or item.url),
            href=link(item.url) if item.is_link else "",
            added=self._translator.date(item.added) if item.added else "",
            backs=backs,
            backs_text=", ".join(backs),
            remarks=remarks.under(f"evidence.{item.id}"),
            pictures=pictures,
            pictured=self._pictured(item, pictures),
        )

    def _kind(self, item: Evidence) -> str:
        if item.is_link:
            return self._translator.text(N_("link"))
        document = self._application.documents.get(item.file)
        if document is None:
            return ""
        parts = [self._translator.text(KINDS[document.kind])]
        if document.pages:
            parts.append(self._pages(document.pages))
        parts.append(self._translator.size(document.bytes))
        return ", ".join(parts)

    def _pages(self, count: int) -> str:
        return self._translator.say(
            Message(N_("{count} page"), {"count": count}, N_("{count} pages"))
        )

    def _pictured(self, item: Evidence, pictures: tuple[Picture, ...]) -> str:
        document = self._application.documents.get(item.file)
        if not pictures or document is None or pictures[0].page is None or not document.pages:
            return ""
        shown = len(pictures)
        if shown in {1, document.pages}:
            text = N_("page {page} of {pages}") if shown == 1 else N_("all {pages} pages")
        else:
            text = N_("pages 1 to {page} of {pages}")
        return self._translator.say(Message(text, {"page": shown, "pages": document.pages}))
