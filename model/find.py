"""Finding words in everything that people wrote in an application, whatever capitals and accents.

Pure. What is searched is folded once (`searchable`), so that finding costs little at each key.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from model import fields
from model.application import ANSWER_STEPS, DECLARATION, SCHOOL, Application
from model.edition import Edition
from model.fields import Key
from model.keys import ELIGIBILITY, LISTS, Kind, plain_keys
from model.light import dataclass
from model.text import shown_line

MOST = 200
"""So many hits are enough: whoever has more types another letter."""
_ORDER = (SCHOOL, ELIGIBILITY, *ANSWER_STEPS, DECLARATION)
_ALIKE = str.maketrans(
    {
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
    }
)
"""What one types instead of what a word processor makes of it; a line break is a space."""
_SOFT = frozenset("\u00ad\u200b\u2060\ufeff")
_DENSE = 0.4
"""At least so many of the letters between the first and the last one must have been typed."""
_FOUND_IN = {"name", "email", "years", "activity", "project", "url", "title", "file"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared."""

    text: str
    places: Sequence[int]
    """For each character the place in the text that it comes from, and the end of that."""


def fold(text: str) -> Folded:
    """A text without capitals and accents, and where its characters come from."""
    if text.isascii():
        return Folded(text.lower().translate(_ALIKE), range(len(text) + 1))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character in _SOFT:
            continue
        for part in unicodedata.normalize("NFD", character.translate(_ALIKE).casefold()):
            if not unicodedata.combining(part):
                folded.append(part)
                places.append(place)
    return Folded("".join(folded), (*places, len(text)))


@dataclass(frozen=True, slots=True)
class Searchable:
    """One field that holds words."""

    key: Key
    text: str
    folded: Folded


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand."""

    key: Key
    text: str
    start: int
    end: int


def searchable(application: Application, edition: Edition) -> tuple[Searchable, ...]:
    """Every text that people wrote, in the form's order."""
    return tuple(
        Searchable(key, text, fold(text)) for key, text in _texts(application, edition) if text
    )


def _texts(application: Application, edition: Edition) -> Iterator[tuple[Key, str]]:
    plain = plain_keys(edition)
    for file in _ORDER:
        for key in plain:
            if key.file == file and key.path[0] != "conflict":
                value = fields.get(application, key)
                if type(value) is str:  # an answer of yes or no is no text
                    yield key, value
        for listed, names in LISTS.get(file, {}).items():
            for entry in _entries(application, file, listed):
                for name, kind in names.items():
                    if name in _FOUND_IN and kind in {Kind.TEXT, Kind.KEPT}:
                        yield Key(file, (listed, entry.id, name)), getattr(entry, name)


def _entries(application: Application, file: str, listed: str) -> "tuple[fields.Entry, ...]":
    match file:
        case "school":
            owner: object = application.school
        case "eligibility":
            owner = application.eligibility
        case "declaration":
            owner = application.declaration
        case _:
            owner = application.answers[file]
    entries: tuple[fields.Entry, ...] = getattr(owner, listed)
    return entries


def find(texts: Sequence[Searchable], wanted: str, most: int = MOST) -> tuple[Hit, ...]:
    """Where the words stand, in the form's order; nothing for nothing but blanks."""
    looked_for = " ".join(fold(wanted).text.split())
    hits: list[Hit] = []
    if not looked_for:
        return ()
    for item in texts:
        place = item.folded.text.find(looked_for)
        while place >= 0:
            end = place + len(looked_for)
            # Up to the end of the last character, with the accents that were left out behind it.
            places = item.folded.places
            hits.append(Hit(item.key, item.text, places[place], max(places[end], places[end - 1])))
            if len(hits) == most:
                return tuple(hits)
            place = item.folded.text.find(looked_for, end)
    return tuple(hits)


def likeness(part: str, name: str) -> tuple[float, Sequence[int]]:
    """How well a part of a name that was typed fits a name, and on which characters; both folded.

    1 at the beginning of a word, less within one, less again where letters were left out between;
    0 where it does not fit.
    """
    place = name.find(part)
    while place >= 0 and place + 1 < len(name) and place and name[place - 1].isalnum():
        later = name.find(part, place + 1)
        if later < 0:
            return 0.8, range(place, place + len(part))
        place = later
    if place >= 0:
        return 1.0, range(place, place + len(part))
    best: tuple[float, Sequence[int]] = 0.0, ()
    for start in (at for at, letter in enumerate(name) if letter == part[0]):
        if start and name[start - 1].isalnum():
            continue
        places = [start]
        for letter in part[1:]:
            after = name.find(letter, places[-1] + 1)
            if after < 0:
                return best
            places.append(after)
        share = len(part) / (places[-1] + 1 - start)
        if share >= _DENSE and share / 2 > best[0]:
            best = share / 2, places
    return best


def around(hit: Hit, width: int) -> tuple[str, str, str]:
    """What stands before, at and behind a hit, on one line of some `width` characters.

    Harmless on any terminal (`model.text.shown_line`).
    """
    room = max(0, width - (hit.end - hit.start)) // 2
    start, end = max(0, hit.start - room), min(len(hit.text), hit.end + room)
    before, after = hit.text[start : hit.start], hit.text[hit.end : end]
    if start:
        before = "\u2026" + before[1:]
    if end < len(hit.text):
        after = after[:-1] + "\u2026"
    return shown_line(before), shown_line(hit.text[hit.start : hit.end]), shown_line(after)
