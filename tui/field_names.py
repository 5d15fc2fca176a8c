"""What a field is called and what it holds, for people: never an id, never a key.

A step and a question by their number, evidence by its title. Source: house.md, 'Words'.
"""

from datetime import date
from typing import TYPE_CHECKING

from model import fields
from model.application import (
    STEPS,
    ActiveTeacher,
    Application,
    Conflict,
    Evidence,
    Label,
    QualityLabel,
    TeamMember,
    YesNo,
)
from model.edition import Edition, in_language
from model.keys import Key
from model.messages import N_, Fact, Message
from model.text import first_words, shown
from tui.planning_words import NAMES

if TYPE_CHECKING:
    from model.fields import Value
    from tui.language import Language

_WORDS = 48
_PLAIN: dict[tuple[str, ...], str] = {
    ("name",): N_("name of the school"),
    ("city",): N_("town"),
    ("country",): N_("country"),
    ("region",): N_("region"),
    ("website",): N_("website"),
    ("platform_id",): N_("number on the platform"),
    ("contact", "name"): N_("who applies"),
    ("contact", "email"): N_("mail address of who applies"),
    ("contact", "on_platform"): N_("who applies is on the platform"),
    ("principal", "name"): N_("principal"),
    ("principal", "email"): N_("mail address of the principal"),
    **{("planning", name): text for name, text in NAMES.items()},
    ("registered_since",): N_("registered since"),
    ("invited_on",): N_("invited by the platform on"),
    ("signed_by",): N_("signed by"),
    ("signed_on",): N_("signed on"),
    ("description",): N_("description"),
    ("plan",): N_("plans for the next two years"),
    ("language",): N_("language of the application"),
    ("edition",): N_("edition"),
    ("format",): N_("form of the files"),
}
_LISTS = {
    "active_teacher": N_("active teacher “{name}”"),
    "quality_label": N_("label of “{name}”"),
    "team": N_("colleague “{name}”"),
    "label": N_("label held before, “{name}”"),
    "evidence": N_("evidence “{name}”"),
}
_PARTS = {
    "title": N_("title"),
    "supports": N_("what it backs"),
    "file": N_("the document"),
    "sha256": N_("the document"),
    "bytes": N_("the document"),
    "url": N_("address"),
    "added": N_("day it was added"),
    "name": N_("name"),
    "email": N_("mail address"),
    "on_platform": N_("on the platform"),
    "years": N_("years"),
    "activity": N_("activity"),
    "on": N_("day"),
    "project": N_("project"),
    "granted": N_("granted on"),
    "european": N_("European project"),
}
_OF_QUESTION = {
    "statements": N_("question {number}: {words}"),
    "explanations": N_("explanation of question {number}: {words}"),
}
_OTHER = {
    "checklist": N_("the checklist"),
    "conflict": N_("the choice between two versions"),
}
_ENTRY = 2
"""Parts of the path of a whole list entry: the list and the id."""


def field_name(
    key: Key,
    edition: Edition,
    language: "Language",
    application: Application,
    value: "Value" = None,
) -> str:
    """What a field is called, its step in front.

    An entry of a list by its name: that of `value`, where that is one, else the one it has in the
    application.
    """
    name = _name(key, edition, language, application, value)
    place = STEPS.index(key.step) + 1 if key.step in STEPS else None
    if place is None:
        return name
    return language.say(Message(N_("Step {step} · {field}"), {"step": place, "field": name}))


def _name(
    key: Key, edition: Edition, language: "Language", application: Application, value: "Value"
) -> str:
    path = key.path
    if path in _PLAIN:
        return language.text(_PLAIN[path])
    if path[0] in _OF_QUESTION:
        return _question_text(_OF_QUESTION[path[0]], key.file, path[1], edition, language)
    if path[0] in _LISTS:
        held = fields.get(application, Key(key.file, path[:_ENTRY]))
        facts: dict[str, Fact] = {"name": entry_name(value) or entry_name(held) or path[1]}
        entry = language.say(Message(_LISTS[path[0]], facts))
        part = _PARTS.get(path[-1]) if len(path) > _ENTRY else None
        return f"{entry}: {language.text(part)}" if part is not None else entry
    return language.text(_OTHER.get(path[0], N_("another field")))


def _question_text(
    text: str, step: str, statement: str, edition: Edition, language: "Language"
) -> str:
    try:
        found = edition.statement(step, statement)
    except KeyError:
        return language.text(N_("a question that this edition does not have"))
    words = first_words(in_language(found.text, language.language), _WORDS)
    return language.say(Message(text, {"number": found.number, "words": words}))


def entry_name(value: "Value") -> str:
    """What an entry of a list is called; "" for what is none."""
    match value:
        case Evidence() | TeamMember() | ActiveTeacher():
            return value.name
        case QualityLabel():
            return value.project
        case Label():
            return value.years
        case _:
            return ""


def value_text(  # noqa: PLR0911 - a line a type
    key: Key, value: "Value", edition: Edition, language: "Language"
) -> str:
    """What a field holds, in words; "" where nothing is filled in."""
    match value:
        case None:
            return ""
        case YesNo():
            return language.text(N_("yes") if value is YesNo.YES else N_("no"))
        case bool():
            return language.text(N_("yes") if value else N_("no"))
        case date():
            return language.date(value)
        case int():
            return language.number(value)
        case tuple():
            question = _OF_QUESTION["statements"]
            return "\n".join(
                _question_text(question, key.file, each, edition, language) for each in value
            )
        case Conflict():
            return shown(value.theirs)
        case str():
            return shown(value)
        case _:
            return "\n".join(_rows(key, value, edition, language))


def _rows(key: Key, entry: object, edition: Edition, language: "Language") -> list[str]:
    """An entry of a list, a line a field that is filled in, but for what only computers read."""
    rows = []
    for name in getattr(entry, "__dataclass_fields__", ()):
        if name in {"id", "sha256", "bytes"}:
            continue
        text = value_text(key, getattr(entry, name), edition, language)
        if name == "file":
            text = text.rpartition("/")[2]
        if text:
            part = language.text(_PARTS[name]) if name in _PARTS else name
            rows.append(f"{part}: " + text.replace("\n", ", "))
    return rows
