"""The interface's language: sentences, dates and numbers, in Dutch or English.

How texts are marked, everywhere alike (`bin/messages.py` gathers them, and misses no mark):

- Said at once: the literal stands in the call that translates it.
      self.say("Saved. {done} of {required}.", done=23, required=34)        a screen's shorthand
      language.text("Save")      language.plural("{count} file", "{count} files", count)
- Kept and said later (a constant, a `Message`, a `Failure`, a `Binding`): `N_` of `model.messages`.
      Message(N_("One file."), facts, N_("{count} files."))                 the fact `count` chooses
      Binding("f1", "explain", N_("Help"))

A template has plain braces (`{school}`), filled by facts. A fact that is a `str` is somebody's
words and becomes harmless on its way in (`model.text.shown_line`); a number and a day get the
language's own form. Another language is one more .po file in `tui/locale` and its code in
`LANGUAGES`. Dates and numbers have their patterns in the catalog, under the contexts `date` (in
CLDR's letters, as `dd/MM/yyyy`) and `number`: importing babel costs more than reading the catalog
does (docs/decisions.md).
"""

import datetime as dt
import gettext
import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from model.messages import N_, Fact, Message
from model.text import shown_line

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "labelmap"
LANGUAGES = ("en", "nl")
"""What `--lang` accepts; the first one is the messages' own."""

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_SIZES = (N_("bytes"), N_("kB"), N_("MB"), N_("GB"))
_THOUSAND = 1000
_DATE_FIELDS = re.compile(r"d{1,2}|MMMM|MM|y{4}")


class _Facts(dict[str, object]):
    """The facts of a template; a brace without a fact stays as it is: no sentence can crash."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


@cache
def _catalog(code: str) -> gettext.NullTranslations:
    """The catalog of a language, read once."""
    try:
        with (LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except OSError:
        return gettext.NullTranslations()


class Language:
    """One language of the interface; satisfies `export.translator.Translator`."""

    def __init__(self, code: str) -> None:
        """Load the catalog of `code`; without one the English templates serve."""
        self.code = code
        """As in "nl"."""
        self._catalog = _catalog(code)

    @property
    def language(self) -> str:
        """The code, by the name that a `Translator` has it."""
        return self.code

    def text(self, english: str) -> str:
        """The translation of a text, its braces not filled."""
        return self._catalog.gettext(english) if english else ""

    def say(self, message: Message) -> str:
        """A message as a sentence, its braces filled."""
        count = message.facts.get("count")
        if message.plural is not None and isinstance(count, int):
            template = self._catalog.ngettext(message.text, message.plural, count)
        else:
            template = self.text(message.text)
        return self._filled(template, message.facts)

    def plural(self, one: str, many: str, count: int) -> str:
        """The form that fits `count`, its brace `{count}` filled."""
        return self._filled(self._catalog.ngettext(one, many, count), {"count": count})

    def _filled(self, template: str, facts: Mapping[str, Fact]) -> str:
        if "{" not in template and "}" not in template:
            return template
        values = _Facts({name: self._fact(value) for name, value in facts.items()})
        try:
            return template.format_map(values)
        except ValueError:  # a brace that is none of ours: better the bare sentence than none
            return template

    def _fact(self, value: Fact) -> str:
        if isinstance(value, str):
            return shown_line(value)
        return self.date(value) if isinstance(value, dt.date) else self.number(value)

    def number(self, n: int) -> str:
        """A whole number with its thousands apart: 1.204 in Dutch, 1,204 in English."""
        return f"{n:,}".replace(",", self._catalog.pgettext("number", ","))

    def size(self, count: int) -> str:
        """A number of bytes for people, in powers of a thousand: 182,7 kB."""
        value, unit = float(count), 0
        while value >= _THOUSAND and unit < len(_SIZES) - 1:
            value, unit = value / _THOUSAND, unit + 1
        if unit == 0:
            return f"{self.number(count)} {self.text(_SIZES[0])}"
        point = self._catalog.pgettext("number", ".")
        return f"{value:.1f}".replace(".", point) + f" {self.text(_SIZES[unit])}"

    def date(self, day: dt.date) -> str:
        """A day with its year: 30/01/2023, 30 January 2023."""
        return self._dated(self._catalog.pgettext("date", "d MMMM yyyy"), day)

    def short_date(self, day: dt.date) -> str:
        """A day of the year at hand: 30/01, 30 January."""
        return self._dated(self._catalog.pgettext("date", "d MMMM"), day)

    def _dated(self, pattern: str, day: dt.date) -> str:
        parts = {
            "d": str(day.day),
            "dd": f"{day.day:02}",
            "MM": f"{day.month:02}",
            "MMMM": self.text(_MONTHS[day.month - 1]),
            "yyyy": f"{day.year:04}",
        }
        return _DATE_FIELDS.sub(lambda match: parts[match[0]], pattern)

    def weekday(self, day: dt.date) -> str:
        """The name of the day: maandag, Monday."""
        return self.text(_WEEKDAYS[day.weekday()])

    def near(self, day: dt.date, today: dt.date) -> str:
        """A day as one says it: yesterday, today, tomorrow, else the date."""
        near = {
            today - dt.timedelta(days=1): self.text("yesterday"),
            today: self.text("today"),
            today + dt.timedelta(days=1): self.text("tomorrow"),
        }
        if day in near:
            return near[day]
        return self.short_date(day) if day.year == today.year else self.date(day)

    def when(self, at: dt.datetime, today: dt.date) -> str:
        """A moment in a diary: the hour for today, else the day."""
        return f"{at:%H:%M}" if at.date() == today else self.near(at.date(), today)


def _known(name: str) -> str | None:
    """The language of ours that a locale's name stands for ("nl_BE.UTF-8", "nl-BE"), or None."""
    code = name.replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return code if code in LANGUAGES else None


def _of_environment() -> Iterator[str]:
    """The locale names that may decide, the strongest first."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if name := os.environ.get(variable):
            yield name
            return  # as in POSIX: the first that is set decides, the others do not count
    if sys.platform == "win32":
        yield from _of_windows()
    elif sys.platform == "darwin":
        yield from _of_macos(Path.home() / "Library/Preferences/.GlobalPreferences.plist")


def _of_windows() -> Iterator[str]:
    """The language of Windows' own screens."""
    import ctypes
    import locale

    # `windll` is there on Windows only; named so, because type stubs of other systems lack it.
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - see above
    yield locale.windows_locale.get(kernel.GetUserDefaultUILanguage(), "")


def _of_macos(preferences: Path) -> Iterator[str]:
    """The user's languages, in the order of the system settings."""
    import plistlib

    try:
        with preferences.open("rb") as file:
            found = plistlib.load(file).get("AppleLanguages", ())
    except (OSError, plistlib.InvalidFileException, AttributeError):
        return
    yield from (name for name in found if isinstance(name, str))


def negotiate(wanted: str | None = None) -> Language:
    """The language to speak: `wanted` (--lang), LABELMAP_LANG, the locale, else English.

    What is not a language of ours is passed over; that --lang must be one of `LANGUAGES` is the
    command line's to say.
    """
    for name in (wanted, os.environ.get("LABELMAP_LANG"), *_of_environment()):
        if name and (code := _known(name)):
            return Language(code)
    return Language(LANGUAGES[0])
