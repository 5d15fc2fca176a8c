"""The short lines that several screens and commands show: one wording for one thing."""

from datetime import date
from typing import TYPE_CHECKING

from model.application import Application, Evidence, Kind
from model.completeness import StepProgress
from model.lifecycle import State
from model.messages import N_
from model.text import shown_line
from model.trust import Signature

if TYPE_CHECKING:
    from model.edition import Edition
    from model.standing import Standing
    from store.journal import Entry
    from tui.language import Language

STATES = {
    State.DRAFT: N_("draft"),
    State.SUBMITTED: N_("submitted"),
    State.RETURNED: N_("returned: to be adapted"),
    State.APPROVED: N_("approved"),
    State.REFUSED: N_("refused"),
}

_NOT_THERE = N_("not yet submitted on the platform")


def state_words(standing: "Standing") -> str:
    """Where an application stands, to be translated; what is only submitted here says so."""
    if standing.state is State.SUBMITTED and standing.platform_on is None:
        return _NOT_THERE
    return STATES[standing.state]


PERIODS = {
    "first-submission": N_("First submission"),
    "revision": N_("Adapting"),
    "evaluation": N_("Evaluation by the NSO"),
}
"""What a period, or the deadline at its end, is for."""

SIGNATURES = {
    Signature.VERIFIED: N_("Signed by the NSO, with a key that you trust."),
    Signature.UNKNOWN_KEY: N_("Signed, with a key that you do not know: not verified."),
    Signature.UNSIGNED: N_("Not signed: that it is from the NSO is not proven."),
    Signature.BAD: N_("The signature is false: ask the NSO whether this is from them."),
}
"""How far it is proven that the NSO said what stands in the record."""

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


def progress_sign(progress: StepProgress) -> str:
    """A step's progress as a sign that needs no colour."""
    if progress.done >= progress.required:
        return "✓"
    return "◐" if progress.done else "○"


def evidence_line(item: Evidence, application: Application, language: "Language") -> str:
    """A piece of evidence on one line: title, what it is, how large."""
    title = shown_line(item.title or item.file.rpartition("/")[2] or item.url)
    if item.is_link:
        return f"{title} · {language.text(N_('link'))}"
    document = application.documents.get(item.file)
    if document is None:
        return title
    return f"{title} · {language.text(KINDS[document.kind])} · {language.size(document.bytes)}"


def entry_line(
    entry: "Entry", language: "Language", today: date, edition: "Edition | None" = None
) -> str:
    """A change in the diary on one line; with the edition, questions have their number."""
    return " ".join(entry_parts(entry, language, today, edition))


def entry_parts(
    entry: "Entry", language: "Language", today: date, edition: "Edition | None" = None
) -> tuple[str, str]:
    """The same in two: when, and who did what."""
    return language.when(entry.at, today), entry_words(entry, language, edition)


def entry_words(entry: "Entry", language: "Language", edition: "Edition | None" = None) -> str:
    """Who did what."""
    who = shown_line(entry.person.name).partition(" ")[0]
    return f"{who}: {language.say(entry.said(edition))}"


def day_name(day: date, language: "Language", today: date) -> str:
    """A day as a heading: today, yesterday, else the name of the day and the date."""
    if abs((today - day).days) <= 1:
        return language.near(day, today).capitalize()
    return f"{language.weekday(day)} {language.date(day)}"
