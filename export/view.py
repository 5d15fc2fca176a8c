"""The application as a page shows it: one pure function from model objects to frozen values.

Nothing here is HTML and nothing is read from a disk. What is missing stands where it is missing;
every problem of the assessment is on the page exactly once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from export.labels import translated
from export.page import ApplicationPage, Contributor, DiaryLine, Fact
from export.prose import link
from export.remarks import Remarks
from export.section import Pictures, SectionMaker
from export.translator import Translator
from model.application import Application
from model.edition import Edition, StepKind, in_language
from model.messages import N_, Message
from model.text import first_words, shown_line

if TYPE_CHECKING:
    from model.completeness import Assessment

NO_PICTURES: Pictures = MappingProxyType({})

STATES = {
    "draft": N_("draft"),
    "submitted": N_("submitted"),
    "returned": N_("returned: to be adapted"),
    "approved": N_("approved"),
    "refused": N_("refused"),
}
ROUNDS = {1: N_("1st submission"), 2: N_("2nd submission")}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the diary, as its reader gives it; export does not know the diary itself."""

    at: datetime | date
    by: str
    what: str
    """What changed, a sentence in the page's language."""
    step: str = ""
    """Id of the step; "" for what belongs to none."""


def application_view(  # noqa: PLR0913 - all that a page holds
    application: Application,
    edition: Edition,
    assessment: "Assessment",
    translator: Translator,
    *,
    made_on: date,
    commit: str = "",
    history: Iterable[Change] = (),
    pictures: Pictures = NO_PICTURES,
) -> ApplicationPage:
    """Gather the whole application.

    `made_on` is the day it is made; `commit` the diary's entry that it shows ("" before the first);
    `history` the diary, newest first; `pictures` what `export.pictures` made of the documents.
    """
    maker = SectionMaker(application, edition, translator, pictures)
    progress = {step.id: step for step in assessment.steps}
    say, text = translator.say, translator.text
    school = application.school
    changes = list(history)
    changes.reverse()
    changes.sort(key=lambda change: day_of(change.at))
    return ApplicationPage(
        language=translator.language,
        words_language=application.language,
        title=say(
            Message(
                N_("Application for {label}"),
                {"label": in_language(edition.title, translator.language) or edition.id},
            )
        ),
        school=shown_line(school.name) or text(N_("School without a name")),
        short_name=first_words(school.name, 60),
        place=", ".join(shown_line(part) for part in (school.city, school.region) if part),
        state=text(STATES[assessment.standing.state]),
        made_on=made_on.isoformat(),
        foot=" · ".join(
            part
            for part in (
                text(STATES[assessment.standing.state]),
                translator.date(made_on),
                shown_line(commit),
            )
            if part
        ),
        cover=_cover(application, assessment, translator, made_on, commit),
        progress=say(
            Message(
                N_("{done} of {required} required items done"),
                {"done": assessment.done, "required": assessment.required},
            )
        ),
        done=assessment.done,
        required=assessment.required,
        sections=tuple(
            maker.section(step, progress[step.id])
            for step in edition.steps
            if step.kind is not StepKind.PREVIEW and step.id in progress
        ),
        remarks=Remarks(assessment.problems, edition, translator).rest(),
        notes=_notes(edition, translator),
        contributors=_contributors(changes, edition, translator),
        diary=_diary(changes, translator),
        labels=translated(translator),
    )


def _cover(
    application: Application,
    assessment: "Assessment",
    translator: Translator,
    made_on: date,
    commit: str,
) -> tuple[Fact, ...]:
    say, text = translator.say, translator.text
    number = assessment.standing.round
    in_round = Message(ROUNDS.get(number, N_("submission {number}")), {"number": number})
    facts = [
        Fact(label=text(N_("State")), text=_capital(text(STATES[assessment.standing.state]))),
        Fact(label=text(N_("Round")), text=say(in_round)),
        Fact(
            label=text(N_("Required items")),
            text=say(
                Message(
                    N_("{done} of {required} done"),
                    {"done": assessment.done, "required": assessment.required},
                )
            ),
        ),
        Fact(label=text(N_("Contact")), text=shown_line(application.school.contact.name)),
        Fact(label=text(N_("Principal")), text=shown_line(application.school.principal.name)),
        Fact(label=text(N_("Made on")), text=translator.date(made_on)),
    ]
    if commit:
        facts.append(Fact(label=text(N_("Version in the diary")), text=shown_line(commit)))
    return tuple(facts)


def _notes(edition: Edition, translator: Translator) -> tuple[Fact, ...]:
    """Who decides (G13) and whose wording it is (F12); a label, the text, and an address."""
    text = translator.text
    official = edition.wording == "official"
    addresses = edition.addresses
    found = [
        (
            text(N_("Who decides")),
            text(
                N_(
                    "Labelmap helps to prepare and to review; the platform and the NSO decide. "
                    "The application itself is submitted on the platform."
                )
            ),
            addresses.get("platform", ""),
        ),
        (
            text(N_("The questions")),
            text(
                N_("They are in the official wording, as the school or the NSO supplied it.")
                if official
                else N_(
                    "They are in our own wording, derived from the public eTwinning School "
                    "Mission statement."
                )
            )
            + " "
            + text(N_("This document does not replace the platform's own questionnaire (PDF).")),
            addresses.get("questionnaire", ""),
        ),
    ]
    return tuple(
        Fact(label=label, text=words, href=link(address)) for label, words, address in found
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def day_of(at: datetime | date) -> date:
    """The day of a moment. The hour stays with the school: when people work is theirs."""
    return at.date() if isinstance(at, datetime) else at


def _contributors(
    changes: Iterable[Change], edition: Edition, translator: Translator
) -> tuple[Contributor, ...]:
    """Everybody, in the order in which they began."""
    numbers = {step.id: step.number for step in edition.steps}
    counts: dict[str, int] = {}
    steps: dict[str, set[int]] = {}
    for change in changes:
        name = shown_line(change.by)
        counts[name] = counts.get(name, 0) + 1
        worked_on = steps.setdefault(name, set())
        if change.step in numbers:
            worked_on.add(numbers[change.step])
    return tuple(
        Contributor(name, translator.number(count), tuple(sorted(steps[name])))
        for name, count in counts.items()
    )


def _diary(changes: Iterable[Change], translator: Translator) -> tuple[DiaryLine, ...]:
    """Oldest first; what the same person did again on the same day stands there once."""
    lines: list[DiaryLine] = []
    for change in changes:
        line = DiaryLine(
            translator.date(day_of(change.at)), shown_line(change.by), shown_line(change.what)
        )
        if not lines or lines[-1] != line:
            lines.append(line)
    return tuple(lines)
