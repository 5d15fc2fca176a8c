"""Which day it is: the real one, or the one that `--today` sets; both in the edition's time zone.

Source: command-line.md, 'Every command takes' and 'The day of a set clock'.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo
from typing import Self

from model.light import dataclass
from model.messages import N_, Failure

_LAST_SECOND = time(23, 59, 59)
_FIRST = date(1970, 1, 2)
"""1970 has begun everywhere."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadDay(Failure):
    """A day that is none, where the clock is set."""

    kind = "usage"
    text = N_("“{text}” is not a day.")
    remedy = N_("Write it as year-month-day, as in 2023-01-20.")


class TooEarly(BadDay):
    """A day that no commit can bear: git counts from 1970."""

    text = N_("The clock can't be set to {text}: there is no history before 1970.")
    remedy = N_("Take a later day.")


class NoTimeZone(Failure):
    """The computer does not know the edition's time zone."""

    kind = "environment"
    text = N_("This computer does not know the time zone “{time_zone}”.")
    remedy = N_("Install time zone data: the package tzdata.")


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one run of the program."""

    day: date | None = None
    """The day it is set to; None: the real clock."""
    time_zone: str = "Europe/Brussels"

    @classmethod
    def of(cls, text: str | None, time_zone: str = "Europe/Brussels") -> Self:
        """The clock that a text sets; None is the real one. Raises `BadDay`, `TooEarly`."""
        if text is None:
            return cls(None, time_zone)
        if not _DAY.fullmatch(text):
            raise BadDay(text=text)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise BadDay(text=text) from None
        if day < _FIRST:
            raise TooEarly(text=text)
        return cls(day, time_zone)

    def in_zone(self, time_zone: str) -> Self:
        """The same clock in another time zone: the edition's, once it is known."""
        return replace(self, time_zone=time_zone)

    @property
    def is_set(self) -> bool:
        """Whether the day is a set one, for demos and tests."""
        return self.day is not None

    @property
    def today(self) -> date:
        """The day it is. Raises `NoTimeZone`."""
        return self.day if self.day is not None else self.now().date()

    def now(self, not_before: datetime | None = None) -> datetime:
        """The moment that an act bears, with its time zone, in whole seconds. Raises `NoTimeZone`.

        Under a set clock: that day, at the hour that it really is; not before `not_before` (the
        parent commit's moment), and whatever that is, not past 23:59:59 of that day.
        """
        zone = zone_named(self.time_zone)
        real = datetime.now(zone).replace(microsecond=0)
        if self.day is None:
            return real
        moment = _existing(datetime.combine(self.day, real.time(), zone))
        if not_before is not None:
            moment = max(moment, not_before.astimezone(zone))
        return min(moment, datetime.combine(self.day, _LAST_SECOND, zone))


def _existing(moment: datetime) -> datetime:
    """The moment itself; one that a change to summer time leaves out, as many minutes later."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def zone_named(name: str) -> tzinfo:
    """A time zone. Raises `NoTimeZone`."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise NoTimeZone(time_zone=name) from None
