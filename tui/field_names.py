"""What every field is called on the screens, for finding one and for saying where something stands.

A field is named as the screen names it, after its step: 'Step 3, question 2: First words'.
"""

from collections.abc import Iterator, Mapping

from model import fields
from model.application import EVIDENCE_STEPS, SCHOOL, Application
from model.edition import Edition, in_language
from model.fields import Key
from model.keys import ELIGIBILITY, LISTS, plain_keys
from model.light import dataclass
from model.messages import N_, Fact, Message
from model.text import first_words, shown_line
from tui.language import LANGUAGES, Language

_WORDS = 48

LABELS: Mapping[str, str] = {
    "school.name": N_("Name of the school"),
    "school.city": N_("Town"),
    "school.country": N_("Country (two letters)"),
    "school.region": N_("Region"),
    "school.website": N_("Website"),
    "school.platform_id": N_("Number on the platform"),
    "school.contact.name": N_("Who applies"),
    "school.contact.email": N_("Who applies: mail address"),
    "school.contact.on_platform": N_("Who applies: on the platform"),
    "school.principal.name": N_("Principal"),
    "school.principal.email": N_("Principal: mail address"),
    "eligibility.registered_since": N_("Registered since"),
    "eligibility.invited_on": N_("Invited by the platform on"),
    "school.team": N_("Colleagues who work on the application"),
    "school.label": N_("eTwinning School labels held before"),
    "eligibility.active_teacher": N_("Teachers who were active"),
    "eligibility.quality_label": N_("National Quality Labels"),
    "declaration.signed_by": N_("Signed by"),
    "declaration.signed_on": N_("Signed on"),
}
"""Fields and lists of the steps 1 and 8, as their screens call them."""
_TEXTS = {"description": N_("Description"), "plan": N_("Plans for the next two years")}


@dataclass(frozen=True, slots=True)
class Named:
    """A field that one can go to."""

    key: Key
    name: str
    """In the language of the interface."""
    other: str
    """In the other languages: who works in Dutch may know the form's English words."""


class FieldNames:
    """The names of one application's fields in one language."""

    def __init__(self, application: Application, edition: Edition, language: Language) -> None:
        self._application = application
        self._edition = edition
        self._language = language

    def of(self, key: Key) -> str:
        """The field's name after its step's number."""
        language, step_id = self._language, key.step or SCHOOL
        step = self._edition.step(step_id)
        head, *rest = key.path
        if head in ("statements", "explanations") and rest:
            return self._of_statement(head, step_id, rest[0])
        where = language.say(Message(N_("Step {step}"), {"step": step.number}))
        return " · ".join(filter(None, (where, self._in_step(key))))

    def _of_statement(self, head: str, step: str, statement_id: str) -> str:
        code = self._language.language
        for statement in self._edition.step(step).statements:
            if statement.id == statement_id:
                facts: dict[str, Fact] = {
                    "step": self._edition.step(step).number,
                    "question": statement.number,
                    "words": first_words(in_language(statement.text, code), _WORDS),
                }
                text = (
                    N_("Step {step}, question {question}: {words}")
                    if head == "statements"
                    else N_("Step {step}, question {question}, explanation: {words}")
                )
                return self._language.say(Message(text, facts))
        return statement_id

    def _in_step(self, key: Key) -> str:
        say = self._language.text
        label = LABELS.get(str(key)) or _TEXTS.get(key.path[0])
        if label is not None:
            return say(label)
        listed = key.path[0]
        head = say(LABELS.get(f"{key.file}.{listed}", ""))
        if listed == "evidence":
            head = say(N_("Evidence"))
        elif not head:
            return ""
        title = self._title(key)
        return f"{head}: {title}" if title else head

    def _title(self, key: Key) -> str:
        """The words by which people know a list's entry."""
        if len(key.path) == 1:
            return ""
        entry = fields.get(self._application, Key(key.file, key.path[:2]))
        names = ("title", "name", "project", "years", "file", "url")
        found = (getattr(entry, name, "") for name in names)
        return shown_line(next(filter(None, found), key.path[1]))

    def all(self) -> Iterator[Key]:
        """Every field that has a place on a screen, in the form's order."""
        plain = plain_keys(self._edition)
        for file in (SCHOOL, ELIGIBILITY, *EVIDENCE_STEPS):
            for key in plain:
                if key.file == file and (key.path[0] in _IN_STEPS or str(key) in LABELS):
                    yield key
            for listed in LISTS.get(file, {}):
                yield Key(file, (listed,))
                if file in EVIDENCE_STEPS:
                    for item in self._application.evidence_of(file):
                        yield Key(file, (listed, item.id))


_IN_STEPS = {"description", "plan", "statements", "explanations"}


def named_fields(
    application: Application, edition: Edition, language: Language
) -> tuple[Named, ...]:
    """Every field that one can go to, with its name in each language."""
    names = FieldNames(application, edition, language)
    others = [
        FieldNames(application, edition, Language(code))
        for code in LANGUAGES
        if code != language.language
    ]
    return tuple(
        Named(key, names.of(key), " ".join(other.of(key) for other in others))
        for key in names.all()
    )
