"""What the diary says of a change: one note for what a person calls one change, in English.

Titles and names that people wrote enter a note cleaned and cut short.
Source: repository-format.md, 'Two histories in one repository'.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from model.application import DECLARATION, SCHOOL, Conflict, Evidence, OtherVersion
from model.fields import Change
from model.keys import ELIGIBILITY, LABELMAP, Key
from model.text import length
from model.values import as_text
from store.journal import TITLE, Event, Note, as_line

_NAMED = 3
"""Fields or files that a subject names before it counts the rest."""
_ENTRY = 2
"""Parts of the path of a whole list entry: the list and the id."""
_FIELD_OF_ENTRY = 3


def of_changes(changes: Sequence[Change], event: Event | None = None) -> Note:
    """What the diary says of fields that changed together; `event` where it is not theirs to tell.

    `changes` is not empty.
    """
    note = _of_choice(changes)
    if note is None:
        note = _of_one(changes[0]) if len(changes) == 1 else _moved(changes) or _of_many(changes)
    return note if event is None else replace(note, event=event)


def _of_one(change: Change) -> Note:
    says, detail = _saying(change)
    return Note(
        event=_event(change),
        says=says,
        step=_step(change),
        fields=(".".join(change.key.path),),
        detail=detail,
    )


def _of_choice(changes: Sequence[Change]) -> Note | None:
    """The note of a choice between versions of one field; None where it is not just that."""
    choice = next((c for c in changes if c.key.path[0] == "conflict" and c.after is None), None)
    if choice is None or not isinstance(choice.before, Conflict):
        return None
    file, dotted, found = choice.key.file, choice.key.path[1], choice.before
    others = [c for c in changes if c is not choice]
    if any(c.key.file != file or ".".join(c.key.path) != dotted for c in others):
        return None
    versions: list[Conflict | OtherVersion] = [found, *found.more.values()]
    if not others:
        chosen = [found.ours_by]
    else:
        text = as_text(others[0].after)
        chosen = [each.by for each in versions if each.theirs == text][:1]
    people = tuple(dict.fromkeys(chosen or [found.ours_by, *(each.by for each in versions)]))
    names = _listed([as_line(name, TITLE) or "?" for name in people])
    what = _NAMES.get(dotted, as_line(dotted, TITLE))
    said = f"version of {names} chosen" if chosen else f"one of the versions of {names}"
    return Note(
        event=_event(Change(Key(file, tuple(dotted.split("."))), None, None)),
        says=f"{what}, {said}",
        step=_step(choice),
        fields=(dotted,),
        chosen=tuple(name or "?" for name in people),
    )


def _of_many(changes: Sequence[Change]) -> Note:
    """What is said of several fields of one list entry, of one step, or of several files."""
    keys = [change.key for change in changes]
    steps = {_step(change) for change in changes}
    events = {_event(change) for change in changes}
    same_file = len({key.file for key in keys}) == 1
    if len({key.path[:_ENTRY] for key in keys}) == 1 and len(keys[0].path) == _FIELD_OF_ENTRY:
        title = next((str(c.after) for c in changes if c.key.path[2] == "title" and c.after), "")
        names = _listed([_NAMES.get(key.path[2], as_line(key.path[2])) for key in keys])
        says = f"'{as_line(title or keys[0].path[1], TITLE)}', {names}"
    elif same_file:
        says = _listed([_short(change) for change in changes])
    else:
        says = _listed([as_line(str(key), TITLE) for key in keys])
    return Note(
        event=events.pop() if len(events) == 1 else _mixed(events),
        says=says,
        step=steps.pop() if len(steps) == 1 else None,
        fields=tuple(".".join(key.path) if same_file else str(key) for key in keys),
    )


_OUTSIDE = "changed outside Labelmap"
SAVED_BEFORE = "saved before"
"""What Labelmap wrote and did not come to record; the end of the note's words."""


def of_files(paths: Sequence[str], *, outside: bool = True) -> Note:
    """What the diary says of files that were found and not recorded."""
    count = len(paths)
    says = f"{_listed(list(paths))}, {_OUTSIDE if outside else SAVED_BEFORE}"
    return Note(event=Event.RECOVER, says=says, detail=str(count))


def of_found(changes: Sequence[Change], *, outside: bool) -> Note:
    """What the diary says of fields that were found and not recorded."""
    note = of_changes(changes, Event.RECOVER)
    return replace(note, says=f"{note.says}, {_OUTSIDE if outside else SAVED_BEFORE}")


def of_layout(paths: Sequence[str]) -> Note:
    """What the diary says of files that were rewritten and say the same as before."""
    return Note(event=Event.RECOVER, says=f"{_listed(list(paths))}, layout only")


def of_creation(school: str, edition: str) -> Note:
    """The first entry."""
    name = as_line(school, TITLE)
    return Note(
        event=Event.CREATE, says=f"application of {name}, edition {as_line(edition)}", detail=name
    )


def as_restored(note: Note, when: datetime, commit: str) -> Note:
    """A change that brings back what stood there at an earlier moment."""
    says = f"{note.says}, as on {when.date().isoformat()} ({commit[:8]})"
    return replace(note, event=Event.RESTORE, says=says)


def _mixed(events: set[Event]) -> Event:
    """The event of a change of several kinds: the one that stands nearest to the answers."""
    order = (Event.ANSWER, Event.EVIDENCE_CHANGE, Event.SCHOOL, Event.ELIGIBILITY)
    return next((event for event in order if event in events), min(events))


def _step(change: Change) -> str | None:
    """The step in an entry's parentheses; a file that is the event itself has none."""
    file = change.key.file
    if file == DECLARATION and change.key.path[0] == "evidence":
        return DECLARATION
    return None if file in _EVENTS else file


_EVENTS = {
    LABELMAP: Event.EDITION,
    SCHOOL: Event.SCHOOL,
    ELIGIBILITY: Event.ELIGIBILITY,
    DECLARATION: Event.DECLARATION,
}
"""Files that are an event of their own."""


def _event(change: Change) -> Event:
    if change.key.path[0] != "evidence":
        return _EVENTS.get(change.key.file, Event.ANSWER)
    if len(change.key.path) == _ENTRY and change.before is None:
        return Event.EVIDENCE_ADD
    if len(change.key.path) == _ENTRY and change.after is None:
        return Event.EVIDENCE_REMOVE
    return Event.EVIDENCE_CHANGE


def _moved(changes: Sequence[Change]) -> Note | None:
    """The note of a piece of evidence that went from one step to another; None when none did."""
    gone = {c.key.path[1:]: c for c in changes if isinstance(c.before, Evidence) and not c.after}
    come = [c for c in changes if isinstance(c.after, Evidence) and c.before is None]
    pair = 2
    if len(changes) != pair or len(come) != 1 or come[0].key.path[1:] not in gone:
        return None
    source, target = gone[come[0].key.path[1:]], come[0]
    title, detail = _saying(target)
    return Note(
        event=Event.EVIDENCE_CHANGE,
        says=f"{title}, moved from {source.key.file}",
        step=target.key.file,
        fields=(".".join(target.key.path),),
        detail=detail,
    )


_NAMES = {
    "on": "day",
    "plan": "plan for the next two years",
    "signed_by": "signed by",
    "signed_on": "day of signing",
    "invited_on": "day of the platform's invitation",
    "registered_since": "day of registration",
    "platform_id": "number on the platform",
    "on_platform": "on the platform",
    "active_teacher": "active teacher",
    "quality_label": "quality label",
    "platform_by": "filled in on the platform by",
    "signature_by": "signature asked for by",
    "team": "team member",
    "label": "label held before",
    "file": "document",
    "sha256": "contents",
    "bytes": "size",
    "supports": "what it backs",
    "added": "day it was added",
    "consent": "consent on file",
}


def _saying(change: Change) -> tuple[str, str]:
    """What a subject says of one change, and the detail alone."""
    path, after = change.key.path, change.after
    if len(path) == _ENTRY and path[0] in {"evidence", *_LISTS}:
        return _entry_saying(change)
    if path[0] == "statements":
        detail = str(after) if after is not None else "no answer"
        return f"{as_line(path[1], TITLE)}, {detail}", detail
    if path[0] == "conflict":
        return f"choice between two versions of {as_line(path[1], TITLE)}", ""
    if path[0] in {"plan", "description", "explanations"}:
        return _text_saying(path, str(after or ""))
    if len(path) == _FIELD_OF_ENTRY:
        listed = "" if path[0] == "evidence" else f"{_NAMES.get(path[0], path[0])} "
        part = _NAMES.get(path[2], as_line(path[2]))
        return f"{listed}'{as_line(path[1], TITLE)}', {part}", ""
    words = " ".join(_NAMES.get(part, as_line(part, TITLE)) for part in path)
    return (words if after not in {None, ""} else f"{words}, emptied"), ""


def _short(change: Change) -> str:
    """One of several changes: what it is, without how much of it there is."""
    path = change.key.path
    if len(path) == _ENTRY and path[0] in {"evidence", *_LISTS}:
        entry = change.after if change.after is not None else change.before
        what = "" if path[0] == "evidence" else f"{_NAMES[path[0]]} "
        return f"{what}'{as_line(_title(entry), TITLE) or as_line(path[1], TITLE)}'"
    if path[0] in {"statements", "explanations"}:
        return as_line(path[1], TITLE)
    return _saying(change)[0] if path[0] not in {"plan", "description"} else path[0]


def _text_saying(path: tuple[str, ...], text: str) -> tuple[str, str]:
    """What a subject says of a text: its length, never its words."""
    if path[0] == "explanations":
        name = f"how '{as_line(path[1], TITLE)}' is put into practice"
    else:
        name = _NAMES.get(path[0], path[0])
    count = length(text)
    if not count:
        return f"{name}, emptied", "0"
    return f"{name}, {count:,} character{'' if count == 1 else 's'}", str(count)


_LISTS = ("team", "label", "active_teacher", "quality_label")


def _entry_saying(change: Change) -> tuple[str, str]:
    """What a subject says of a list entry that came or went."""
    listed, entry_id = change.key.path
    entry = change.after if change.after is not None else change.before
    title = as_line(_title(entry), TITLE) or as_line(entry_id)
    what = "" if listed == "evidence" else f"{_NAMES[listed]} "
    if isinstance(entry, Evidence) and change.after is not None:
        kind = "link" if entry.is_link else f"document, {_size(entry.bytes or 0)}"
        return f"'{title}' ({kind})", title
    came_or_went = "" if listed == "evidence" else (" added" if change.after else " removed")
    return f"{what}'{title}'{came_or_went}", title


def _title(entry: object) -> str:
    for name in ("title", "name", "project", "years"):
        value = getattr(entry, name, "")
        if value:
            return str(value)
    return ""


def _size(count: int) -> str:
    """Bytes as people say them, in steps of 1,000."""
    if count < 1000:  # noqa: PLR2004 - a kilobyte
        return f"{count} bytes"
    if count < 1_000_000:  # noqa: PLR2004 - a megabyte
        return f"{round(count / 1000):,} kB"
    return f"{count / 1_000_000:.1f} MB"


def _listed(names: list[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
