"""How sharing goes, as the app knows it: with whom, since when, why it waits. No widget here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from model.messages import N_, Failure, Message
from model.text import shown_line
from tui.language import Language

if TYPE_CHECKING:
    from store.rounds import Share, Synced

Result = TypeVar("Result")

_STEP = 0.05
_NAMED = 2
"""So many colleagues are named in the header."""


@dataclass
class Sharing:
    """How one open application is shared."""

    share: "Share | None" = None
    """None: it is not."""
    at: datetime | None = None
    """When a round was last ended well."""
    last: "Synced | None" = None
    """What that round came to."""
    waits_for: Failure | None = None
    """Why the last round could not be ended, or let nothing of ours reach the others."""
    _told: set[str] = field(default_factory=set)

    def ended(self, done: "Synced", at: datetime) -> tuple[Failure, ...]:
        """Know how a round went; what a person was not told of yet."""
        from store.folder import WriteFailure

        self.last, self.at = done, at
        # Colleagues' work is here, and ours could not be written for them: it waits all the same.
        self.waits_for = next((one for one in done.refused if isinstance(one, WriteFailure)), None)
        return self._new(done.refused)

    def waits(self, failure: Failure) -> tuple[Failure, ...]:
        """Know why a round could not be ended; what a person was not told of yet."""
        self.waits_for = failure
        return self._new((failure,))

    def _new(self, failures: tuple[Failure, ...]) -> tuple[Failure, ...]:
        """Each is told once, until it is over and comes again."""
        now = {str(failure) for failure in failures}
        found = tuple(one for one in failures if str(one) not in self._told)
        self._told = now
        return found

    def words(self, language: Language) -> tuple[str, str]:
        """What the header says: in full, and as short as can be; both "" where it is not shared."""
        if self.share is None:
            return "", ""
        if self.waits_for is not None:
            said = language.text(N_("sharing waits"))
            return said, said
        if self.at is None:
            said = language.text(N_("sharing ..."))
            return said, said
        time = f"{self.at:%H:%M}"
        short = language.say(Message(N_("shared {time}"), {"time": time}))
        names = self.first_names()
        if not names:
            return short, short
        told = ", ".join(names[:_NAMED]) + (f" +{len(names) - _NAMED}" if names[_NAMED:] else "")
        full = Message(N_("shared with {names}, {time}"), {"names": told, "time": time})
        return language.say(full), short

    def first_names(self) -> list[str]:
        """The colleagues as one speaks of them, whoever shared last first."""
        people = self.last.colleagues if self.last is not None else ()
        return [shown_line(one.name).partition(" ")[0] for one in people]


class Apart(Generic[Result]):
    """Something that may hang (a drive that does not answer) and must not keep the app from ending.

    It runs in a thread that dies with the program; wherever that cuts it off, the next round goes
    on from there.
    """

    def __init__(self, act: Callable[[], Result]) -> None:
        self._act = act
        self._result: list[Result] = []
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._result.append(self._act())
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            self._error = error

    def result(self, patience: float | None, goes_on: Callable[[], bool]) -> Result | None:
        """What it came to; None where it took longer than that, or nobody waits any more."""
        waited = 0.0
        while self._thread.is_alive():
            if not goes_on() or (patience is not None and waited >= patience):
                return None
            self._thread.join(_STEP)
            waited += _STEP
        if self._error is not None:
            raise self._error
        return self._result[0]
