"""The principal's reading copy: what is signed, what changed, then the application in plain lines.

Lines are numbered on every page, so that 'page 4, line 12' is enough to talk about it, and the
margin is wide enough to write in. Everything stands on one grid: that is what keeps the numbers
beside the lines.
"""

from dataclasses import dataclass
from datetime import date

from export.changes_page import ChangedStep, changed_steps
from export.html import document
from export.page import ApplicationPage, Fact, Sheet
from export.sheet import sheet
from export.translator import Translator
from model.application import MISSION_STEPS, Application
from model.edition import Edition, in_language
from model.messages import N_, Message
from model.text import first_words, shown_line

SHEETS = ("page.css", "paper.css", "changes.css", "principal.css")
_PLAN_WORDS = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipalPage:
    """The reading copy."""

    sheet: Sheet
    lead: str
    """To whom it speaks, and what is asked."""
    facts: tuple[Fact, ...]
    plans: tuple[Fact, ...]
    """What the school promises for two years, a line a mission statement."""
    since: str
    """Since when the changes are counted, a sentence; "" where this is the first copy."""
    changes: tuple[ChangedStep, ...]
    application: ApplicationPage


def principal_page(
    application: Application,
    edition: Edition,
    translator: Translator,
    page: ApplicationPage,
    *,
    made_on: date,
    before: Application | None = None,
    since: str = "",
) -> PrincipalPage:
    """The copy. `before`: the version that the principal had last, `since`: how it is called."""
    text, say = translator.text, translator.say
    title = text(N_("Reading copy for the principal"))
    name = application.school.principal.name
    steps = changed_steps(before, application, edition, translator) if before else ()
    if not before:
        told = ""
    elif steps:
        told = say(Message(N_("Changed since {version}:"), {"version": since}))
    else:
        told = say(Message(N_("Nothing changed since {version}."), {"version": since}))
    return PrincipalPage(
        sheet=sheet(title, application, translator, made_on=made_on, parts=(page.state,)),
        lead=_lead(name, translator),
        facts=(
            Fact(label=text(N_("Application")), text=page.title),
            Fact(label=text(N_("State")), text=f"{page.state} · {page.progress}"),
            Fact(
                label=text(N_("Documents and links as evidence")),
                text=translator.number(len(application.all_evidence())),
            ),
            Fact(label=text(N_("Contact")), text=shown_line(application.school.contact.name)),
        ),
        plans=tuple(
            Fact(
                label=in_language(edition.step(step).title, translator.language),
                text=first_words(application.answers[step].plan, _PLAN_WORDS),
            )
            for step in MISSION_STEPS
            if any(known.id == step for known in edition.steps)
        ),
        since=told,
        changes=steps,
        application=page,
    )


def _lead(name: str, translator: Translator) -> str:
    asked = N_(
        "Please read this before you sign. With the declaration of honour you confirm that what "
        "stands here is true, that the evidence comes from the school, and that the school stands "
        "behind its plans. The declaration itself is the platform's own document."
    )
    if not name:
        return translator.text(asked)
    greeting = translator.say(Message(N_("For {name}."), {"name": name}))
    return f"{greeting} {translator.text(asked)}"


def to_html(page: PrincipalPage) -> str:
    """The page for the renderer."""
    return document(
        "principal.html",
        SHEETS,
        for_paper=True,
        page=page.application,
        copy=page,
        sheet=page.sheet,
    )
