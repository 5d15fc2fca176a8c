"""The versions of one field that stand beside each other until a person chooses.

Where two people wrote the same field at once, both versions stay: one stands in the field, the
others in `conflict` of the same file. Nothing here is lost by typing on: what somebody types takes
the place of their own version. Source: repository-format.md, 'Files'.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, cast

from model import fields
from model.application import (
    ANSWER_STEPS,
    DECLARATION,
    SCHOOL,
    Application,
    Conflict,
    OtherVersion,
    YesNo,
)
from model.fields import Change, Key
from model.joining import join
from model.keys import ELIGIBILITY, LABELMAP
from model.light import dataclass
from model.values import Value, as_text

FILES = (SCHOOL, ELIGIBILITY, *ANSWER_STEPS, DECLARATION)
"""The files whose fields may stand in several versions, in the form's order."""
_FLAGS = frozenset({"on_platform", "european", "consent"})
_DAYS = frozenset(
    {
        "on",
        "granted",
        "added",
        "signed_on",
        "invited_on",
        "registered_since",
        "platform_by",
        "signature_by",
    }
)
Writer = tuple[str, str]
"""Who wrote a version, and when; both empty where nobody knows."""
NOBODY: Writer = ("", "")
_LONG_AGO = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Version:
    """What one of several people wrote in a field."""

    value: Value
    by: str = ""
    """Who wrote it, as far as is known."""
    when: str = ""
    """When, in the form of ISO 8601, as far as is known."""

    @property
    def text(self) -> str:
        """As the file and the command line write it."""
        return as_text(self.value)

    @property
    def moment(self) -> datetime:
        """When it was written; the beginning of time where nobody knows."""
        try:
            found = datetime.fromisoformat(self.when)
        except ValueError:
            return _LONG_AGO
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def with_root(application: Application, file: str, value: Any) -> Application:  # noqa: ANN401 - as above
    """The application with what one file says replaced."""
    if file in {SCHOOL, ELIGIBILITY, DECLARATION}:
        return replace(application, **{file: value})
    return application.with_answer(file, value)


def conflicts_of(application: Application, file: str) -> Mapping[str, Conflict]:
    """The conflicts that stand in a file, by dotted field."""
    if file == LABELMAP:
        return MappingProxyType({})
    return cast("Mapping[str, Conflict]", fields.root(application, file).conflict)


def conflicts(application: Application) -> tuple[Key, ...]:
    """The fields that stand in several versions, in the form's order."""
    return tuple(
        Key(file, tuple(dotted.split(".")))
        for file in FILES
        for dotted in conflicts_of(application, file)
    )


def versions(application: Application, key: Key) -> tuple[Version, ...]:
    """Every version of a field; the first is the one that stands in it.

    Raises `KeyError` for a key that no file has.
    """
    value = fields.get(application, key)
    found = conflicts_of(application, key.file).get(".".join(key.path))
    if found is None:
        return (Version(value),)
    others: list[Conflict | OtherVersion] = [found, *found.more.values()]
    return (
        Version(value, found.ours_by, found.ours_when),
        *(Version(read_as(key, each.theirs), each.by, each.when) for each in others),
    )


def as_conflict(several: tuple[Version, ...]) -> Conflict | None:
    """What stands in the file of a field's versions; None where there is only one."""
    if len(several) < 2:  # noqa: PLR2004 - one is no conflict
        return None
    ours, first, *more = several
    return Conflict(
        theirs=first.text,
        by=first.by,
        when=first.when,
        ours_by=ours.by,
        ours_when=ours.when,
        more=MappingProxyType(
            {
                str(number): OtherVersion(theirs=each.text, by=each.by, when=each.when)
                for number, each in enumerate(more, 3)
            }
        ),
    )


def with_versions(application: Application, key: Key, several: tuple[Version, ...]) -> Application:
    """The application with these versions of a field; the first stands in it."""
    application = fields.put(application, key, several[0].value)
    return fields.put(application, _conflict_key(key), as_conflict(several))


def chosen(application: Application, key: Key, value: Value) -> Application:
    """The application in which somebody chose what a field holds: no other version is left."""
    with suppress(fields.NoSuchEntry):  # a conflict that was left of an entry that is gone
        application = fields.put(application, key, value)
    if ".".join(key.path) not in conflicts_of(application, key.file):
        return application
    return fields.put(application, _conflict_key(key), None)


def made_again(
    application: Application,
    changes: Iterable[Change],
    mine: Writer = NOBODY,
    theirs: Callable[[Key], Writer] = lambda _: NOBODY,
) -> Application:
    """The application with changes made in an earlier state of it; nothing is overwritten.

    As `fields.replay`, but a text that is another one by now is joined with what was typed, or
    stands in both versions; what was typed stands in the field, whatever came in.
    `mine` typed, and `theirs` tells who wrote what came in: it is asked only where both stay.
    """
    for change in changes:
        with suppress(fields.NoSuchEntry):
            application = _typed(application, change, mine, theirs)
    return application


def _typed(
    application: Application, change: Change, mine: Writer, theirs: Callable[[Key], Writer]
) -> Application:
    key = change.key
    if key.path[0] == "conflict":
        return fields.put(application, key, change.after)
    several = _versions_or_none(application, key)
    current, *others = several
    is_text = key.path[0] in {"plan", "description", "explanations"}
    if current.value in (change.before, change.after) or not (is_text or others):
        return fields.put(application, key, change.after)
    if is_text and not others:
        text = join(str(change.before or ""), str(change.after or ""), str(current.value or ""))
        if text is not None:
            return fields.put(application, key, text)
    kept = [each for each in others if each.value not in (change.before, change.after)]
    if not current.by:
        current = Version(current.value, *theirs(key))
    return with_versions(application, key, (Version(change.after, *mine), current, *kept))


def _versions_or_none(application: Application, key: Key) -> tuple[Version, ...]:
    """As `versions`; of what is in no field of its own (a whole entry) the one that is there."""
    try:
        return versions(application, key)
    except (KeyError, AttributeError):
        return (Version(None),)


def _conflict_key(key: Key) -> Key:
    return Key(key.file, ("conflict", ".".join(key.path)))


def read_as(key: Key, text: str) -> Value:
    """The value that a version's text stands for; the text itself where it is no such value."""
    name = key.path[-1]
    if key.path[0] == "statements":
        return YesNo(text) if text in {"yes", "no"} else (text or None)
    if name in _FLAGS:
        return {"true": True, "false": False, "": None}.get(text, text)
    if name in _DAYS or key.path[0] == "checklist":
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            return text
    return text


def fits(key: Key, value: Value) -> bool:
    """Whether a field may hold this value; a version written by hand may be none that it takes."""
    return type(value) is type(read_as(key, as_text(value))) and not (
        type(value) is str and _is_no_text(key)
    )


def _is_no_text(key: Key) -> bool:
    name = key.path[-1]
    return name in _FLAGS or name in _DAYS or key.path[0] in {"statements", "checklist"}


def in_order(several: Iterable[Version], key: Key) -> tuple[Version, ...]:
    """Versions as they stand in the file: the latest first; the same for everybody."""
    return tuple(
        sorted(
            several,
            key=lambda each: (
                not fits(key, each.value),
                -each.moment.timestamp(),
                each.by,
                each.text,
            ),
        )
    )
