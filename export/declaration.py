"""A working copy of the declaration of honour, in Dutch and English (F17, G10).

The declaration that counts is the platform's own document. This copy prepares it: who signs, for
which school, what is confirmed (in our words), and what happens to it next. Every page says that it
is not to be signed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from export.html import document
from export.page import Fact, Sheet
from export.sheet import school_name, sheet
from export.translator import Translator
from model.application import Application
from model.edition import Edition, in_language
from model.messages import N_
from model.text import shown_line

SHEETS = ("page.css", "paper.css", "declaration.css")
WARNING = N_("DRAFT, do not sign")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The declaration in one language."""

    language: str
    title: str
    school: str
    facts: tuple[Fact, ...]
    confirms: tuple[str, ...]
    """What whoever signs confirms, in our words."""
    steps: tuple[str, ...]
    """What is done with the platform's own document, in order."""
    empty: str
    heading_confirms: str
    heading_steps: str
    notice: str
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationPage:
    """The working copy, once in each language."""

    sheet: Sheet
    warning: str
    """What stands on every page, in all languages."""
    copies: tuple[Copy, ...]


def declaration_page(
    application: Application,
    edition: Edition,
    translators: Iterable[Translator],
    *,
    made_on: date,
) -> DeclarationPage:
    """The copy; the first translator's language is the document's own."""
    spoken = tuple(translators)
    title = spoken[0].text(N_("Declaration of honour: working copy"))
    warning = " / ".join(translator.text(WARNING) for translator in spoken)
    return DeclarationPage(
        sheet=sheet(title, application, spoken[0], made_on=made_on, parts=(warning,)),
        warning=warning,
        copies=tuple(_copy(application, edition, translator) for translator in spoken),
    )


def _copy(application: Application, edition: Edition, translator: Translator) -> Copy:
    text = translator.text
    school, declaration = application.school, application.declaration
    signed_on = translator.date(declaration.signed_on) if declaration.signed_on else ""
    facts = (
        (N_("School"), school.name),
        (N_("Town"), school.city),
        (N_("Number on the platform"), school.platform_id),
        (N_("Application"), in_language(edition.title, translator.language) or edition.id),
        (N_("Principal, who signs"), school.principal.name),
        (N_("Contact"), school.contact.name),
        (N_("Signed by"), declaration.signed_by),
        (N_("Signed on"), signed_on),
    )
    return Copy(
        language=translator.language,
        title=text(N_("Declaration of honour: working copy")),
        school=school_name(application, translator),
        facts=tuple(Fact(label=text(label), text=shown_line(value)) for label, value in facts),
        confirms=(
            text(N_("That what the application says about the school is true.")),
            text(N_("That the evidence comes from the school and may be shown.")),
            text(N_("That the school stands behind its answers and its plans for two years.")),
        ),
        steps=(
            text(
                N_(
                    "Fill in the whole form on the platform; only then can the declaration "
                    "be downloaded there."
                )
            ),
            text(N_("Download the declaration in step 8 of the form and print it.")),
            text(N_("The principal reads it and signs it.")),
            text(N_("Scan it as a PDF of at most 10 MB and upload it in step 8.")),
            text(N_("Add the same document here in step 8, with who signed it and when.")),
        ),
        empty=text(N_("not filled in")),
        heading_confirms=text(N_("What the principal confirms, in our words")),
        heading_steps=text(N_("What to do with the platform's own declaration")),
        notice=text(
            N_(
                "Only the platform's own document counts. This page prepares it and can't take its "
                "place; read the platform's text before signing."
            )
        ),
        warning=text(WARNING),
    )


def to_html(page: DeclarationPage) -> str:
    """The page for the renderer."""
    return document("declaration.html", SHEETS, for_paper=True, page=page, sheet=page.sheet)
