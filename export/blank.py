"""The questionnaire to print and to go through together (F12), with room to write.

It is the form without answers: what is asked, our advice, examples of evidence. It says that it
does not replace the platform's own PDF.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from export.html import document
from export.markdown import escaped
from export.page import Fact, Requirement, Section, Sheet
from export.prose import prose
from export.sheet import sheet
from export.translator import Translator
from export.view import application_view
from model import editions
from model.application import Application, School
from model.completeness import assess
from model.edition import Edition, Guidance, in_language
from model.messages import N_, Message
from model.text import shown_line

SHEETS = ("page.css", "paper.css", "screen.css", "blank.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Our advice for one step."""

    text: tuple[str, ...] = ()
    """Paragraphs."""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankPage:
    """The questionnaire without answers."""

    sheet: Sheet
    sections: tuple[Section, ...]
    advice: Mapping[str, Advice]
    """Step id to advice."""
    notes: tuple[Fact, ...]
    limit: str
    """How many characters a box holds, in words."""
    deadlines: tuple[Fact, ...]


def blank_page(
    application: Application, edition: Edition, translator: Translator, *, made_on: date
) -> BlankPage:
    """The questionnaire for this school: its name and the edition's own conditions are on it."""
    bare = Application(
        edition=application.edition,
        language=application.language,
        school=School(country=application.school.country),
    )
    page = application_view(
        bare, edition, assess(bare, edition, made_on), translator, made_on=made_on
    )
    label = in_language(edition.title, translator.language) or edition.id
    title = translator.say(Message(N_("Questionnaire for {label}"), {"label": label}))
    return BlankPage(
        sheet=sheet(title, application, translator, made_on=made_on),
        sections=tuple(_asked(section) for section in page.sections),
        advice={
            step: _advice(advice, translator.language)
            for step, advice in editions.guidance(edition).items()
        },
        notes=page.notes,
        limit=translator.say(
            Message(N_("at most {limit} characters"), {"limit": edition.text_limit})
        ),
        deadlines=_deadlines(application, edition, translator),
    )


def _asked(section: Section) -> Section:
    """A step without a word of what is missing: nothing is, on an empty form."""
    return replace(
        section,
        facts=tuple(
            (heading, tuple(replace(fact, remarks=()) for fact in facts))
            for heading, facts in section.facts
        ),
        requirements=tuple(
            Requirement(title=asked.title, mark=asked.mark, verdict="")
            for asked in section.requirements
        ),
        remarks=(),
        evidence_remarks=(),
    )


def _advice(advice: Guidance, language: str) -> Advice:
    return Advice(
        text=tuple(part.text for part in prose(in_language(advice.text, language))),
        examples=tuple(map(shown_line, advice.examples.get(language, ()))),
    )


def _deadlines(
    application: Application, edition: Edition, translator: Translator
) -> tuple[Fact, ...]:
    """The last days of the school's own periods, with the safe ones (F7)."""
    from model.calendar import SCHOOLS_OWN

    names = {
        "first-submission": N_("First submission"),
        "revision": N_("Adapted application"),
    }
    found = []
    for kind in SCHOOLS_OWN:
        period = edition.period(kind, application.school.country_code)
        if period is None or period.closes is None:
            continue
        facts = {"day": period.closes, "safe": period.safe_on or period.closes}
        text = (
            N_("until {safe} to be safe, {day} at the latest")
            if period.safe_on
            else N_("until {day} at the latest")
        )
        found.append(
            Fact(
                label=translator.text(names[kind.value]), text=translator.say(Message(text, facts))
            )
        )
    return tuple(found)


def to_html(page: BlankPage) -> str:
    """The page for the renderer."""
    return document("blank.html", SHEETS, for_paper=True, page=page, sheet=page.sheet)


def to_markdown(page: BlankPage) -> str:
    """The questionnaire as GitHub flavoured Markdown, to be filled in in any editor."""
    return "\n\n".join(block for block in _blocks(page) if block) + "\n"


def _blocks(page: BlankPage) -> Iterator[str]:
    labels = page.sheet.labels
    yield f"# {escaped(page.sheet.title)}"
    yield escaped(page.sheet.school)
    for note in page.notes:
        link = f" <{note.href}>" if note.href else ""
        yield f"**{escaped(note.label)}.** {escaped(note.text)}{link}"
    yield "\n".join(f"- {escaped(fact.label)}: {escaped(fact.text)}" for fact in page.deadlines)
    for section in page.sections:
        yield f"## {section.number}. {escaped(section.title)}"
        yield escaped(section.original)
        advice = page.advice.get(section.id, Advice())
        if advice.text:
            yield f"**{escaped(labels['advice'])}**"
            yield from (escaped(text) for text in advice.text)
        if advice.examples:
            yield f"**{escaped(labels['examples'])}**"
            yield "\n".join(f"- {escaped(example)}" for example in advice.examples)
        for heading, facts in section.facts:
            yield f"### {escaped(heading)}"
            yield "\n".join(f"- {escaped(fact.label)}: ........" for fact in facts)
        yield "\n".join(f"- [ ] {escaped(asked.title)}" for asked in section.requirements)
        for question in section.questions:
            yield f"**{question.number}. {escaped(question.text)}**"
            yield f"- [ ] {escaped(labels['yes'])}\n- [ ] {escaped(labels['no'])}"
            yield f"{escaped(labels['how_we_do_it'])} ........"
        for box in section.boxes:
            yield f"### {escaped(box.title)} ({escaped(page.limit)})"
            yield "........"
        if section.takes_evidence:
            yield f"### {escaped(labels['evidence'])}"
            yield "- ........\n- ........\n- ........"
