"""Phrases that a reviewer uses again and again: a file of one's own, in both languages.

It stands in the user's settings folder and may be edited by hand. Where there is none, or it can't
be read, a few of ours are offered; one that can't be read is never overwritten. Source: issue 6,
'Feedback'.
"""

from collections.abc import Mapping
from pathlib import Path

from model.messages import N_, Failure
from model.text import clean
from store import places, toml_file
from store.folder import FileTooLarge, NotAFile, UnsafePath, atomic_write, read_file

FILE = "phrases.toml"
START: Mapping[str, tuple[str, ...]] = {
    "nl": (
        "Voeg een bewijs toe dat toont hoe jullie dit aanpakken.",
        "Zeg nog wie dit opvolgt, en tegen wanneer.",
        "Geef een concreet voorbeeld uit het voorbije schooljaar.",
        "Schrijf hier wat jullie de komende twee jaar van plan zijn.",
        "Mooi uitgewerkt: hier kunnen andere scholen van leren.",
    ),
    "en": (
        "Add evidence that shows how you go about this.",
        "Say who follows this up, and by when.",
        "Give a concrete example from last school year.",
        "Write here what you plan for the next two years.",
        "Well worked out: other schools can learn from this.",
    ),
}
"""What stands there before somebody adds to it."""


class PhrasesUnreadable(Failure):
    """The file holds something else than phrases."""

    text = N_("The phrases in “{path}” can't be read, so nothing was added.")
    remedy = N_("Mend the file, or remove it: then it is made anew.")


def path() -> Path:
    """The file; it need not exist."""
    return places.settings_folder() / FILE


def phrases(language: str) -> tuple[str, ...]:
    """The phrases in a language, in the file's order."""
    return _all(_read() or START).get(language, ())


def add(language: str, phrase: str) -> tuple[str, ...]:
    """Add a phrase; those of the language. Raises `PhrasesUnreadable`, a `WriteFailure`."""
    said = clean(phrase).text.strip()
    known = _read()
    if known is None and path().exists():
        raise PhrasesUnreadable(path=str(path()))
    every = dict(_all(known or START))
    mine = every.get(language, ())
    if said and said not in mine:
        every[language] = (*mine, said)
        atomic_write(path(), toml_file.dump({key: list(value) for key, value in every.items()}))
    return every.get(language, ())


def _read() -> Mapping[str, object] | None:
    try:
        data = read_file(path().parent, FILE, toml_file.LIMIT)
    except (OSError, UnsafePath, NotAFile, FileTooLarge):
        return None
    return toml_file.parse(data, FILE).tables


def _all(tables: Mapping[str, object]) -> Mapping[str, tuple[str, ...]]:
    return {
        key: tuple(phrase for phrase in value if isinstance(phrase, str))
        for key, value in tables.items()
        if isinstance(value, list | tuple)
    }
