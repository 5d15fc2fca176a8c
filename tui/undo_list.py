"""What a person changed since the school was opened, one entry a save: undo and redo go along it.

Nothing of the history is rewritten: undoing is one more change, recorded like any other. What
somebody else changed meanwhile is never undone. A save that brings back what stood there before (a
box's own undo, say) counts as going back, so that the two ways of undoing do not fight.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from model import fields
from model.application import Application
from model.fields import Change, Key, Value
from model.light import dataclass

MOST = 200
"""So many saves can be undone."""

_Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """What going one save back (or forward again) comes to."""

    application: Application
    keys: tuple[Key, ...]
    """The fields that were changed back; none where others changed all of them meanwhile."""

    @property
    def has_evidence(self) -> bool:
        """Whether evidence is among them: there may be a document behind it."""
        return any(key.path[0] == "evidence" for key in self.keys)


class UndoList:
    """The saves of one person on one open school."""

    def __init__(self, application: Application) -> None:
        self._seen = application
        """As it was when the list last took note of it."""
        self._seen_before = application
        """As it was before the last step along the list."""
        self._back: deque[_Changes] = deque(maxlen=MOST)
        self._forward: deque[_Changes] = deque(maxlen=MOST)

    def recorded(self, application: Application) -> None:
        """Take note of what was just saved."""
        changes = fields.diff(self._seen, application)
        self._seen = application
        if not changes:
            return
        wanted = {change.key: (change.before, change.after) for change in changes}
        if count := _so_many(map(_turned, reversed(self._back)), wanted):
            for _ in range(count):
                self._forward.append(self._back.pop())
        elif count := _so_many(reversed(self._forward), wanted):
            for _ in range(count):
                self._back.append(self._forward.pop())
        else:
            self._back.append(changes)
            self._forward.clear()

    def outside(self, changes: Iterable[Change]) -> None:
        """Take note of what others changed."""
        self._seen = fields.replay(self._seen, changes)

    def undo(self, application: Application) -> Undone | None:
        """The application without the last save that was not undone yet; None where none is."""
        if not self._back:
            return None
        changes = self._back.pop()
        self._forward.append(changes)
        return self._made(application, _turned(changes))

    def redo(self, application: Application) -> Undone | None:
        """The application with the save that was undone last; None where none is."""
        if not self._forward:
            return None
        changes = self._forward.pop()
        self._back.append(changes)
        return self._made(application, changes)

    def failed(self, way: Literal["undo", "redo"]) -> None:
        """Take note that the last step along the list could not be written after all."""
        source, target = self._forward, self._back
        if way == "redo":
            source, target = target, source
        target.append(source.pop())
        self._seen = self._seen_before

    def _made(self, application: Application, changes: Sequence[Change]) -> Undone:
        still = [c for c in changes if fields.get(application, c.key) == c.before]
        self._seen_before, self._seen = self._seen, fields.replay(self._seen, still)
        return Undone(fields.replay(application, still), tuple(change.key for change in still))


def _turned(changes: _Changes) -> _Changes:
    """The same changes taken back."""
    return tuple(Change(change.key, change.after, change.before) for change in changes)


def _so_many(saves: Iterable[_Changes], wanted: Mapping[Key, tuple[Value, Value]]) -> int:
    """How many of these saves, one after the other, make just these changes together; or 0."""
    together: dict[Key, tuple[Value, Value]] = {}
    for count, changes in enumerate(saves, start=1):
        for change in changes:
            before, _ = together.get(change.key, (change.before, None))
            together[change.key] = (before, change.after)
        if not together.keys() <= wanted.keys():
            return 0
        if together == wanted:
            return count
    return 0
