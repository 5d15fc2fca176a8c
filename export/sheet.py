"""What every document begins with: whose it is, what it is, of which day."""

from datetime import date

from export.labels import translated
from export.page import Sheet
from export.translator import Translator
from model.application import Application
from model.messages import N_
from model.text import first_words

_HEADING = 160


def school_name(application: Application, translator: Translator) -> str:
    """What the school is called, in a heading's length, or that it has no name yet."""
    return first_words(application.school.name, _HEADING) or translator.text(
        N_("School without a name")
    )


def sheet(
    title: str,
    application: Application,
    translator: Translator,
    *,
    made_on: date,
    parts: tuple[str, ...] = (),
) -> Sheet:
    """The common part; `parts` stand at the foot of each page before the day."""
    return Sheet(
        language=translator.language,
        words_language=application.language,
        title=title,
        school=school_name(application, translator),
        short_name=first_words(application.school.name, 60),
        made_on=made_on.isoformat(),
        foot=" · ".join(part for part in (*parts, translator.date(made_on)) if part),
        labels=translated(translator),
    )
