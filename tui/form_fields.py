"""Every field of the form that one can go to, by its name in each language (Ctrl+G)."""

from collections.abc import Iterator, Mapping

from model.application import EVIDENCE_STEPS, SCHOOL, Application
from model.edition import Edition
from model.fields import Key
from model.keys import ELIGIBILITY, LISTS, plain_keys
from model.light import dataclass
from model.messages import N_, Message
from tui.field_names import field_name
from tui.language import LANGUAGES, Language

_WHOLE_LISTS: Mapping[str, str] = {
    "team": N_("colleagues who work on the application"),
    "label": N_("eTwinning School labels held before"),
    "active_teacher": N_("teachers who were active"),
    "quality_label": N_("National Quality Labels"),
    "evidence": N_("evidence"),
}
_NOT_SHOWN = {"conflict", "checklist", "format", "language", "edition"}


@dataclass(frozen=True, slots=True)
class Named:
    """A field that one can go to."""

    key: Key
    name: str
    """In the language of the interface."""
    other: str
    """In the other languages: who works in Dutch may know the form's English words."""


def named_fields(
    application: Application, edition: Edition, language: Language
) -> tuple[Named, ...]:
    """Every field that has a place on a screen, in the form's order."""
    others = [Language(code) for code in LANGUAGES if code != language.language]
    return tuple(
        Named(
            key,
            _name(key, application, edition, language),
            " ".join(_name(key, application, edition, other) for other in others),
        )
        for key in _keys(application, edition)
    )


def _keys(application: Application, edition: Edition) -> Iterator[Key]:
    plain = [key for key in plain_keys(edition) if key.path[0] not in _NOT_SHOWN]
    for file in (SCHOOL, ELIGIBILITY, *EVIDENCE_STEPS):
        yield from (key for key in plain if key.file == file)
        for listed in LISTS.get(file, {}):
            yield Key(file, (listed,))
            if file in EVIDENCE_STEPS:
                for item in application.evidence_of(file):
                    yield Key(file, (listed, item.id))


def _name(key: Key, application: Application, edition: Edition, language: Language) -> str:
    if len(key.path) > 1 or key.path[0] not in _WHOLE_LISTS:
        return field_name(key, edition, language, application)
    number = edition.step(key.step or SCHOOL).number
    listed = language.text(_WHOLE_LISTS[key.path[0]])
    return language.say(Message(N_("Step {step} · {field}"), {"step": number, "field": listed}))
