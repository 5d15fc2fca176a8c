"""The edition's deadlines for a calendar program, with reminders (F4 to F7).

An entry's UID comes from the edition and the period alone: taking the file in again moves an entry,
it never makes a second one.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from export.sheet import school_name
from export.translator import Translator
from model.application import Application
from model.calendar import SCHOOLS_OWN
from model.edition import Edition, PeriodKind, in_language
from model.messages import N_, Failure, Message

if TYPE_CHECKING:
    from icalendar import Event

_REMIND = (timedelta(days=14), timedelta(days=7), timedelta(days=1))
_LATEST = {
    PeriodKind.FIRST_SUBMISSION: N_("Last day to submit: {label}"),
    PeriodKind.REVISION: N_("Last day to submit the adapted application: {label}"),
    PeriodKind.EVALUATION: N_("End of the evaluation: {label}"),
}
_SAFE = {
    PeriodKind.FIRST_SUBMISSION: N_("Submit today to be safe: {label}"),
    PeriodKind.REVISION: N_("Submit the adapted application today to be safe: {label}"),
}


class NoDeadlines(Failure):
    """The edition does not know any."""

    text = N_("The deadlines of this edition are not known.")
    remedy = N_("Ask your NSO; a file edition.toml in the folder can give them.")


def to_ics(
    application: Application, edition: Edition, translator: Translator, *, made_on: date
) -> bytes:
    """The calendar. Raises `NoDeadlines`."""
    from icalendar import Calendar

    label = in_language(edition.title, translator.language) or edition.id
    made = Calendar()
    made.add("prodid", "-//Labelmap//Labelmap//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", label)
    stamp = datetime.combine(made_on, time(), UTC)
    for kind in (*SCHOOLS_OWN, PeriodKind.EVALUATION):
        period = edition.period(kind, application.school.country_code)
        if period is None:
            continue
        about = Message(
            N_("{school}, {label}. The platform and the NSO decide; a day ends at 23:59 there."),
            {"school": school_name(application, translator), "label": label},
        )
        for which, day, texts in (
            ("safe", period.safe_on, _SAFE),
            ("latest", period.closes, _LATEST),
        ):
            if day is None or kind not in texts:
                continue
            title = translator.say(Message(texts[kind], {"label": label}))
            uid = f"{edition.id}-{kind.value}-{which}@labelmap"
            remind = _REMIND if kind in SCHOOLS_OWN else ()
            made.add_component(_event(uid, day, title, translator.say(about), stamp, remind))
    if not made.subcomponents:
        raise NoDeadlines
    data: bytes = made.to_ical()
    return data


def _event(
    uid: str,
    day: date,
    title: str,
    about: str,
    stamp: datetime,
    remind: tuple[timedelta, ...],
) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", about)
    event.add("transp", "TRANSPARENT")
    for before in remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", timedelta(hours=9) - before)
        event.add_component(alarm)
    return event
