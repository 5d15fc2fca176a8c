"""Every deadline of the edition in a few words: until when, and how many days that is."""

from typing import TYPE_CHECKING

from model.calendar import Deadline, deadlines
from model.edition import Edition, PeriodKind
from model.messages import N_, Fact, Message
from tui.words import PERIODS

if TYPE_CHECKING:
    from datetime import date

    from tui.language import Language


def every_deadline(edition: Edition, today: "date", country: str, language: "Language") -> str:
    """One after the other, soonest first, the NSO's too; "" where none is known or left."""
    found = deadlines(edition, today, country, PeriodKind)
    return "  ·  ".join(_said(deadline, language) for deadline in found)


def _said(deadline: Deadline, language: "Language") -> str:
    facts: dict[str, Fact] = {
        "what": language.text(PERIODS[deadline.what]),
        "day": language.short_date(deadline.on),
        "count": deadline.days_left,
    }
    return language.say(
        Message(
            N_("{what}: until {day}, {count} day"), facts, N_("{what}: until {day}, {count} days")
        )
    )
