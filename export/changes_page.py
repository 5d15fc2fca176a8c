"""What changed between two versions of an application, as a page shows it.

The reviewer asks for this first when a school submits again: each text word by word, each answer
and detail as it was and as it is, evidence that came and went.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from export.page import Sheet
from export.prose import is_rtl
from export.sheet import sheet
from export.translator import Translator
from model.application import Application, Evidence, YesNo
from model.differences import Part, Passage, passages
from model.edition import Edition, in_language
from model.fields import Change, diff
from model.keys import ELIGIBILITY, LABELMAP
from model.messages import N_, Message
from model.text import first_words, length, shown, shown_line

_LONG = 320
"""A piece that stayed the same and is longer is shown by its ends."""
_END = 120
_TEXTS = {"description": N_("Description"), "plan": N_("Plans for the next two years")}
_FIELDS = {
    "school.name": N_("Name"),
    "school.city": N_("Town"),
    "school.country": N_("Country"),
    "school.region": N_("Region"),
    "school.website": N_("Website"),
    "school.platform_id": N_("Number on the platform"),
    "school.contact.name": N_("Contact"),
    "school.contact.email": N_("Mail address"),
    "school.contact.on_platform": N_("On the platform, linked to the school"),
    "school.principal.name": N_("Principal"),
    "school.principal.email": N_("Mail address of the principal"),
    "school.team": N_("Who else works on it"),
    "school.label": N_("Labels before"),
    "school.checklist": N_("Seen to before starting"),
    "eligibility.invited_on": N_("Invited by the platform on"),
    "eligibility.registered_since": N_("Registered since"),
    "eligibility.active_teacher": N_("Active teacher"),
    "eligibility.quality_label": N_("Quality label"),
    "declaration.signed_by": N_("Signed by"),
    "declaration.signed_on": N_("Signed on"),
    "labelmap.edition": N_("Edition"),
    "labelmap.language": N_("Language"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A text, word by word."""

    label: str
    pieces: tuple[Passage, ...]
    count: str
    """How long it was and is, in words."""
    rtl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """An answer or a detail: as it was, as it is; "" for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedStep:
    """All that changed in one step."""

    id: str
    number: int
    title: str
    summary: str
    """What changed, in a few words."""
    values: tuple[ValueChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    added: tuple[str, ...] = ()
    """Evidence that came."""
    removed: tuple[str, ...] = ()
    altered: tuple[ValueChange, ...] = ()
    """Evidence whose document, title or purpose changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """The whole comparison."""

    sheet: Sheet
    between: str
    """Which two versions, a sentence."""
    steps: tuple[ChangedStep, ...]


def changes_page(
    before: Application,
    after: Application,
    edition: Edition,
    translator: Translator,
    *,
    names: tuple[str, str],
    made_on: date,
) -> ChangesPage:
    """Compare two versions; `names` is how people call them, in the page's language."""
    facts = {"before": names[0], "after": names[1]}
    return ChangesPage(
        sheet=sheet(translator.text(N_("What changed")), after, translator, made_on=made_on),
        between=translator.say(Message(N_("From {before} to {after}."), facts)),
        steps=changed_steps(before, after, edition, translator),
    )


def changed_steps(
    before: Application, after: Application, edition: Edition, translator: Translator
) -> tuple[ChangedStep, ...]:
    """The steps in which anything changed, in the form's order."""
    changes = diff(before, after)
    maker = _Maker(before, after, edition, translator)
    found = []
    for step in edition.steps:
        own = [change for change in changes if _step_of(change) == step.id]
        if own:
            title = in_language(step.title, translator.language)
            found.append(maker.step(step.id, step.number, title, own))
    return tuple(found)


def _step_of(change: Change) -> str:
    return {ELIGIBILITY: "school", LABELMAP: "school"}.get(change.key.file, change.key.file)


def shortened(pieces: Iterable[Passage]) -> tuple[Passage, ...]:
    """The pieces, a long one that stayed the same cut in its middle."""
    return tuple(_shortened(piece) for piece in pieces)


def _shortened(piece: Passage) -> Passage:
    if piece.part is not Part.SAME or len(piece.text) <= _LONG:
        return piece
    before = piece.text[:_END].rsplit(" ", 1)[0]
    after = piece.text[-_END:].split(" ", 1)[-1]
    return Passage(piece.part, f"{before} […] {after}")


class _Maker:
    """Tells the changes of one step after another."""

    def __init__(
        self, before: Application, after: Application, edition: Edition, translator: Translator
    ) -> None:
        self._before = before
        self._after = after
        self._edition = edition
        self._translator = translator

    def step(self, step_id: str, number: int, title: str, changes: Iterable[Change]) -> ChangedStep:
        values: list[ValueChange] = []
        texts: list[TextChange] = []
        for change in changes:
            first = change.key.path[0]
            if first in _TEXTS or first == "explanations":
                texts.append(self._text(step_id, change))
            elif first not in {"evidence", "conflict"}:
                values.append(self._value(step_id, change))
        old = {item.id: item for item in self._before.evidence_of(step_id)}
        new = {item.id: item for item in self._after.evidence_of(step_id)}
        added = tuple(_named(item) for id_, item in new.items() if id_ not in old)
        removed = tuple(_named(item) for id_, item in old.items() if id_ not in new)
        altered = tuple(
            self._evidence(step_id, old[id_], item)
            for id_, item in new.items()
            if id_ in old and old[id_] != item
        )
        summary = (
            Message(N_("{count} text"), {"count": len(texts)}, N_("{count} texts")),
            Message(
                N_("{count} answer or detail"),
                {"count": len(values)},
                N_("{count} answers or details"),
            ),
            Message(
                N_("{count} new piece of evidence"),
                {"count": len(added)},
                N_("{count} new pieces of evidence"),
            ),
            Message(
                N_("{count} piece of evidence removed"),
                {"count": len(removed)},
                N_("{count} pieces of evidence removed"),
            ),
            Message(
                N_("{count} piece of evidence changed"),
                {"count": len(altered)},
                N_("{count} pieces of evidence changed"),
            ),
        )
        return ChangedStep(
            id=step_id,
            number=number,
            title=title,
            summary=", ".join(
                self._translator.say(message) for message in summary if message.facts["count"]
            ),
            values=tuple(values),
            texts=tuple(texts),
            added=added,
            removed=removed,
            altered=altered,
        )

    def _text(self, step_id: str, change: Change) -> TextChange:
        before, after = str(change.before or ""), str(change.after or "")
        name = change.key.path[0]
        if name in _TEXTS:
            label = self._translator.text(_TEXTS[name])
        else:
            label = self._translator.say(
                Message(
                    N_("Question {number}, how we do it"),
                    {"number": self._number(step_id, change.key.path[1])},
                )
            )
        count = Message(
            N_("{before} characters, now {after}"),
            {"before": length(before), "after": length(after)},
        )
        pieces = passages(shown(before), shown(after))
        return TextChange(
            label=label,
            pieces=shortened(pieces),
            count=self._translator.say(count),
            rtl=is_rtl(after or before),
        )

    def _value(self, step_id: str, change: Change) -> ValueChange:
        if change.key.path[0] == "statements":
            number = self._number(step_id, change.key.path[1])
            label = self._translator.say(Message(N_("Question {number}"), {"number": number}))
        else:
            names = [".".join((change.key.file, *change.key.path[:n])) for n in (1, 2)]
            text = next((_FIELDS[name] for name in reversed(names) if name in _FIELDS), "")
            label = self._translator.text(text) or shown_line(str(change.key))
        return ValueChange(
            label=label, before=self._said(change.before), after=self._said(change.after)
        )

    def _number(self, step_id: str, statement: str) -> str:
        for asked in self._edition.step(step_id).statements:
            if asked.id == statement:
                return self._translator.number(asked.number)
        return shown_line(statement)

    def _evidence(self, step_id: str, before: Evidence, after: Evidence) -> ValueChange:
        return ValueChange(
            label=_named(after),
            before=self._about(step_id, before, after),
            after=self._about(step_id, after, before),
        )

    def _about(self, step_id: str, item: Evidence, other: Evidence) -> str:
        """What of a piece of evidence is not as in the other one."""
        parts = []
        if item.title != other.title:
            parts.append(f"“{shown_line(item.title)}”")
        if (item.file, item.url) != (other.file, other.url):
            parts.append(shown_line(item.file.rpartition("/")[2] or item.url))
        if item.sha256 != other.sha256:
            text = N_("the document with the mark {mark}")
            mark = item.sha256[:12] or "–"
            parts.append(self._translator.say(Message(text, {"mark": mark})))
        if item.supports != other.supports:
            numbers = ", ".join(self._number(step_id, name) for name in item.supports) or "–"
            parts.append(
                self._translator.say(Message(N_("backs question {numbers}"), {"numbers": numbers}))
            )
        return ", ".join(parts) or "–"

    def _said(self, value: object) -> str:
        """A value as one line; a whole entry by what it holds."""
        text = self._translator.text
        if value is None or value == "":
            return ""
        if isinstance(value, YesNo):
            return text(N_("Yes") if value is YesNo.YES else N_("No"))
        if isinstance(value, bool):
            return text(N_("yes") if value else N_("no"))
        if isinstance(value, date):
            return self._translator.date(value)
        if isinstance(value, str):
            return first_words(value, 200)
        return ", ".join(filter(None, self._parts(value)))

    def _parts(self, value: object) -> Iterator[str]:
        for name in getattr(value, "__dataclass_fields__", ()):
            if name != "id":
                yield self._said(getattr(value, name))


def _named(item: Evidence) -> str:
    return shown_line(item.name)
