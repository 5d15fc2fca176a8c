"""What one needs beside the browser while typing into the platform's form (F9 to F18).

Step by step as that form runs: what is answered, what goes into each box, which documents are
uploaded in which order. The texts here are exactly those that go onto the clipboard; the paragraphs
beside them are what is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from export.files import upload_names
from export.page import Fact, Mark, Prose, Sheet
from export.prose import link, prose
from export.section import ANSWERS
from export.sheet import sheet
from export.translator import Translator
from model.answer_check import joined_description
from model.application import Answer, Application, Evidence
from model.edition import Edition, Step, StepKind, in_language
from model.messages import N_, Message
from model.text import length, shown, shown_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """Something to do on the platform, and to tick here."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformBox:
    """One of the form's boxes."""

    id: str
    """The step's id and the field: "collaboration-plan"."""
    name: str
    text: str
    """What is put into it, character by character."""
    shown: Prose
    count: str
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformQuestion:
    """A question, and what is answered."""

    id: str
    number: str
    text: str
    answer: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformDocument:
    """A document to upload, or a link to give."""

    id: str
    number: str
    title: str
    file: str = ""
    """Its name beside the page; "" for a link, and for a document that is not there."""
    href: str = ""
    size: str = ""
    note: str = ""
    """What is amiss with it; "" for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformStep:
    """One step of the form."""

    id: str
    number: int
    title: str
    original: str
    facts: tuple[Fact, ...] = ()
    questions: tuple[PlatformQuestion, ...] = ()
    boxes: tuple[PlatformBox, ...] = ()
    documents: tuple[PlatformDocument, ...] = ()
    merged: str = ""
    """The file that holds all documents of the step; "" where there is none."""
    tasks: tuple[Ticked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformPage:
    """The whole form, in order."""

    sheet: Sheet
    key: str
    """Under which the page keeps its ticks."""
    form: str
    """The platform's address; "" where it is not known."""
    open: str
    """How much is still to be done, a sentence; "" when nothing is."""
    steps: tuple[PlatformStep, ...]


def platform_page(
    application: Application,
    edition: Edition,
    translator: Translator,
    *,
    made_on: date,
    to_do: int = 0,
    merged: Mapping[str, str] | None = None,
) -> PlatformPage:
    """The page. `merged`: id of each step that has a file with all its documents, to its name."""
    label = in_language(edition.title, translator.language) or edition.id
    title = translator.say(Message(N_("Onto the platform: {label}"), {"label": label}))
    names = upload_names(application, edition)
    maker = _Maker(application, edition, translator, names, merged or {})
    return PlatformPage(
        sheet=sheet(title, application, translator, made_on=made_on),
        key=f"labelmap-{edition.id}-{shown_line(application.school.name)}",
        form=link(edition.addresses.get("platform", "")),
        open=translator.say(
            Message(
                N_("Careful: {count} thing is still to be done in the application."),
                {"count": to_do},
                N_("Careful: {count} things are still to be done in the application."),
            )
        )
        if to_do
        else "",
        steps=tuple(maker.step(step) for step in edition.steps),
    )


def box_text(application: Application, step: Step, field: str) -> str:
    """What goes into a box of the form: the explanations stand with the description (G7)."""
    answer = application.answers.get(step.id, Answer())
    return answer.plan if field == "plan" else joined_description(answer, step)


class _Maker:
    """Makes the steps one after another."""

    def __init__(
        self,
        application: Application,
        edition: Edition,
        translator: Translator,
        names: Mapping[str, str],
        merged: Mapping[str, str],
    ) -> None:
        self._application = application
        self._edition = edition
        self._translator = translator
        self._names = names
        self._merged = merged

    def step(self, step: Step) -> PlatformStep:
        """One step of the form."""
        language = self._translator.language
        title, original = in_language(step.title, language), in_language(step.title, "en")
        documents = tuple(
            self._document(step, place, item)
            for place, item in enumerate(self._application.evidence_of(step.id), start=1)
        )
        return PlatformStep(
            id=step.id,
            number=step.number,
            title=title,
            original=original if original != title else "",
            facts=self._facts(step),
            questions=self._questions(step),
            boxes=self._boxes(step),
            documents=documents,
            merged=self._merged.get(step.id, ""),
            tasks=tuple(
                Ticked(id=f"{step.id}-{place}", text=self._translator.text(text))
                for place, text in enumerate(_TASKS[step.kind], start=1)
            ),
        )

    def _facts(self, step: Step) -> tuple[Fact, ...]:
        if step.kind is not StepKind.SCHOOL:
            return ()
        school, text = self._application.school, self._translator.text
        facts = (
            (N_("School"), school.name),
            (N_("Town"), school.city),
            (N_("Number on the platform"), school.platform_id),
            (N_("Contact"), school.contact.name),
        )
        return tuple(Fact(label=text(label), text=shown_line(value)) for label, value in facts)

    def _questions(self, step: Step) -> tuple[PlatformQuestion, ...]:
        answer = self._application.answers.get(step.id, Answer())
        found = []
        for asked in step.statements:
            mark, words = ANSWERS[answer.statements.get(asked.id)]
            found.append(
                PlatformQuestion(
                    id=f"{step.id}-{asked.id}",
                    number=self._translator.number(asked.number),
                    text=shown(in_language(asked.text, self._translator.language)),
                    answer=self._translator.text(words),
                    mark=mark,
                )
            )
        return tuple(found)

    def _boxes(self, step: Step) -> tuple[PlatformBox, ...]:
        wanted = []
        if step.has_description:
            wanted.append(("description", N_("First box: description")))
        if step.has_plan:
            wanted.append(("plan", N_("Second box: plans for the next two years")))
        limit = self._edition.text_limit
        found = []
        for field, name in wanted:
            text = box_text(self._application, step, field)
            count = length(text)
            template = (
                N_("{length} of {limit} characters")
                if count <= limit
                else N_("{length} of {limit} characters: too long, the form will not take it all")
            )
            facts = {"length": count, "limit": limit}
            found.append(
                PlatformBox(
                    id=f"{step.id}-{field}",
                    name=self._translator.text(name),
                    text=text,
                    shown=prose(text),
                    count=self._translator.say(Message(template, facts)),
                    fits=count <= limit,
                )
            )
        return tuple(found)

    def _document(self, step: Step, place: int, item: Evidence) -> PlatformDocument:
        document = self._application.documents.get(item.file) if item.file else None
        return PlatformDocument(
            id=f"{step.id}-evidence-{place}",
            number=f"{step.number}-{place}",
            title=shown_line(item.name),
            file=self._names.get(item.file, "") if document else "",
            href=link(item.url) if item.is_link else "",
            size=self._translator.size(document.bytes) if document else "",
            note=self._note(item),
        )

    def _note(self, item: Evidence) -> str:
        if item.is_link:
            return ""
        document = self._application.documents.get(item.file)
        text = self._translator.text
        if document is None:
            return text(N_("The document is not in the folder."))
        if item.sha256 and document.sha256 != item.sha256:
            return text(N_("The document was changed after it was added."))
        if document.bytes > self._edition.document_limit:
            return text(N_("The document is too large for the platform."))
        return ""


_TASKS: Mapping[StepKind, tuple[str, ...]] = {
    StepKind.SCHOOL: (N_("The application is begun on the platform and the school is chosen"),),
    StepKind.ESAFETY: (N_("Saved as a draft on the platform"),),
    StepKind.MISSION: (N_("Saved as a draft on the platform"),),
    StepKind.DECLARATION: (
        N_("The declaration is downloaded from the platform"),
        N_("The principal signed it"),
        N_("The signed declaration is uploaded on the platform"),
    ),
    StepKind.PREVIEW: (
        N_("'Save and Preview': everything is in"),
        N_("The application form is downloaded"),
        N_("'Submit', and the mail that confirms it came"),
    ),
}
