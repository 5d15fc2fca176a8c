"""The names of fields: the file's name or the step's id, then the dotted path in that file.

Knows the shape of the files, never the files. Source: command-line.md, `set`, `show` and `restore`;
repository-format.md, 'Files'.
"""

from collections.abc import Mapping
from enum import Enum

from model.application import ANSWER_STEPS, CHECKLIST, DECLARATION, EVIDENCE_STEPS, SCHOOL
from model.edition import Edition
from model.light import dataclass
from model.messages import N_, Failure, Message

ELIGIBILITY = "eligibility"
LABELMAP = "labelmap"


@dataclass(frozen=True, slots=True)
class Key:
    """The name of one field: `Key("shared-leadership", ("plan",))` is `shared-leadership.plan`."""

    file: str
    """`labelmap`, `school`, `eligibility`, or the id of a step."""
    path: tuple[str, ...]
    """The field in that file; a list entry by its id: `("evidence", "nieuwsbrief", "title")`."""

    def __str__(self) -> str:
        return ".".join((self.file, *self.path))

    @property
    def step(self) -> str | None:
        """The step that asks for the field; None for labelmap.toml."""
        if self.file == LABELMAP:
            return None
        return SCHOOL if self.file == ELIGIBILITY else self.file

    @property
    def field(self) -> str:
        """The field as a `Problem` of its step names it."""
        path = ".".join(self.path)
        return f"{ELIGIBILITY}.{path}" if self.file == ELIGIBILITY else path


class UnknownKey(Failure):
    """No field has this key."""

    kind = "usage"
    text = N_("There is no field '{key}'.")
    remedy = N_("Did you mean '{suggestion}'?")

    def __init__(self, key: str, suggestion: str = "") -> None:
        super().__init__(key=key, suggestion=suggestion)

    @property
    def fix(self) -> Message:
        """The key that was probably meant, where one is near."""
        if self.facts["suggestion"]:
            return Message(self.remedy, self.facts)
        return Message(
            N_("A key is the step and the field, as in 'school.name' or 'shared-leadership.plan'.")
        )


class Kind(Enum):
    """What a field takes."""

    TEXT = "text"
    DATE = "date"
    TRUE_FALSE = "true-false"
    YES_NO = "yes-no"
    LANGUAGE = "language"
    STATEMENTS = "statements"
    """Ids of statements of the step."""
    KEPT = "kept"
    """Not set by hand."""


_SCHOOL_FIELDS: Mapping[tuple[str, ...], Kind] = {
    ("name",): Kind.TEXT,
    ("city",): Kind.TEXT,
    ("country",): Kind.TEXT,
    ("region",): Kind.TEXT,
    ("website",): Kind.TEXT,
    ("platform_id",): Kind.TEXT,
    ("contact", "name"): Kind.TEXT,
    ("contact", "email"): Kind.TEXT,
    ("contact", "on_platform"): Kind.TRUE_FALSE,
    ("principal", "name"): Kind.TEXT,
    ("principal", "email"): Kind.TEXT,
    **{("checklist", trap): Kind.DATE for trap in CHECKLIST},
    ("planning", "platform_by"): Kind.DATE,
    ("planning", "signature_by"): Kind.DATE,
}
_PLAIN_FIELDS: Mapping[str, Mapping[tuple[str, ...], Kind]] = {
    LABELMAP: {("language",): Kind.LANGUAGE, ("edition",): Kind.KEPT, ("format",): Kind.KEPT},
    SCHOOL: _SCHOOL_FIELDS,
    ELIGIBILITY: {("invited_on",): Kind.DATE, ("registered_since",): Kind.DATE},
    DECLARATION: {("signed_by",): Kind.TEXT, ("signed_on",): Kind.DATE},
}
_EVIDENCE_FIELDS: Mapping[str, Kind] = {
    "title": Kind.TEXT,
    "supports": Kind.STATEMENTS,
    "file": Kind.KEPT,
    "url": Kind.KEPT,
    "sha256": Kind.KEPT,
    "bytes": Kind.KEPT,
    "added": Kind.KEPT,
    "consent": Kind.TRUE_FALSE,
}
LISTS: Mapping[str, Mapping[str, Mapping[str, Kind]]] = {
    SCHOOL: {
        "team": {"name": Kind.TEXT, "email": Kind.TEXT, "on_platform": Kind.TRUE_FALSE},
        "label": {"years": Kind.TEXT},
    },
    ELIGIBILITY: {
        "active_teacher": {"name": Kind.TEXT, "activity": Kind.TEXT, "on": Kind.DATE},
        "quality_label": {
            "project": Kind.TEXT,
            "granted": Kind.DATE,
            "european": Kind.TRUE_FALSE,
            "url": Kind.TEXT,
        },
    },
    **{step: {"evidence": _EVIDENCE_FIELDS} for step in EVIDENCE_STEPS},
}
"""File to list to field of an entry."""


def _answer_fields(step_id: str, edition: Edition) -> dict[tuple[str, ...], Kind]:
    """The fields of a step's answer, in the form's order."""
    try:
        step = edition.step(step_id)
    except KeyError:
        return {}
    found: dict[tuple[str, ...], Kind] = {}
    statements = [statement.id for statement in step.statements]
    if step.has_description:
        found[("description",)] = Kind.TEXT
        found |= {("explanations", statement): Kind.TEXT for statement in statements}
    if step.has_plan:
        found[("plan",)] = Kind.TEXT
    texts = [".".join(path) for path in found]
    found |= {("statements", statement): Kind.YES_NO for statement in statements}
    return found | {("conflict", text): Kind.KEPT for text in texts}


def _plain_fields(file: str, edition: Edition) -> Mapping[tuple[str, ...], Kind]:
    if file in ANSWER_STEPS:
        return _answer_fields(file, edition)
    return _PLAIN_FIELDS.get(file, {})


def kind_of(key: Key, edition: Edition) -> Kind | None:
    """What a field takes; None when there is no such field in this edition."""
    plain = _plain_fields(key.file, edition).get(key.path)
    if plain is not None:
        return plain
    match key.path:
        case ("conflict", dotted):
            of = kind_of(Key(key.file, tuple(dotted.split("."))), edition)
            return None if of is None else Kind.KEPT
        case (listed, _):
            return Kind.KEPT if listed in LISTS.get(key.file, {}) else None
        case (listed, _, name):
            return LISTS.get(key.file, {}).get(listed, {}).get(name)
        case _:
            return None


def plain_keys(edition: Edition) -> tuple[Key, ...]:
    """Every key that is no list entry's, in the form's order."""
    files = (LABELMAP, SCHOOL, ELIGIBILITY, *ANSWER_STEPS, DECLARATION)
    return tuple(Key(file, path) for file in files for path in _plain_fields(file, edition))


def text_keys(edition: Edition) -> tuple[Key, ...]:
    """Every box for a longer text, in the form's order: descriptions with explanations, plans."""
    return tuple(
        Key(file, path)
        for file in ANSWER_STEPS
        for path, kind in _answer_fields(file, edition).items()
        if kind is Kind.TEXT
    )


def parse_key(text: str, edition: Edition) -> Key:
    """The key that a person wrote. Raises `UnknownKey`, with the key that was probably meant.

    A file's name (`3-shared-leadership.plan`) and a field as a problem names it
    (`school.eligibility.invited_on`) do as well. An entry's id is not checked here: an earlier
    version may have had it.
    """
    file, _, rest = text.strip().partition(".")
    number, dash, bare = file.partition("-")
    if dash and number.isdigit() and bare in EVIDENCE_STEPS:
        file = bare
    path = tuple(rest.split(".")) if rest else ()
    if file == SCHOOL and path[:1] == (ELIGIBILITY,):
        file, path = ELIGIBILITY, path[1:]
    if path[:1] == ("conflict",):
        path = ("conflict", ".".join(path[1:]))
    key = Key(file, path)
    if kind_of(key, edition) is None:
        raise unknown(key, edition)
    return key


def unknown(key: Key, edition: Edition) -> UnknownKey:
    """The refusal of a key, with the known one that is nearest to it."""
    from difflib import get_close_matches

    entry_id = key.path[1] if len(key.path) > 1 else "ID"
    known = [str(known) for known in plain_keys(edition)]
    known += [
        f"{file}.{listed}.{entry_id}.{name}"
        for file, lists in LISTS.items()
        for listed, names in lists.items()
        for name in names
    ]
    near = get_close_matches(str(key), known, n=1, cutoff=0.7)
    return UnknownKey(str(key), near[0] if near else "")


def statement_ids(step: str, edition: Edition) -> tuple[str, ...]:
    """The statements of a step, by their ids; none for a step without."""
    return tuple(path[1] for path in _answer_fields(step, edition) if path[0] == "statements")
