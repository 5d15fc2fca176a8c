"""What came in a file between school and NSO, in words: one wording for command and screen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from model.messages import N_, Message

if TYPE_CHECKING:
    from store.record_travel import Received

_TEXTS = {
    "nothing": N_("“{name}”: nothing new."),
    "joined": N_(
        "Both sides had acted: what was done here stands on top of what came. Send it (again)."
    ),
    "waits": N_(
        "“{name}” was made before the other side had what you sent last, so it waits. Nothing is "
        "lost: once your file is taken in there, what comes then holds both. Send yours again."
    ),
    "rewritten": N_(
        "“{name}” was rewritten: the other side's own acts that stand here are no longer in it. "
        "Both versions are kept and nothing here was changed. No longer in it:"
    ),
}


def said(name: str, received: "Received", *, namesake: bool) -> Iterator[Message]:
    """A sentence each: what is new, and what one should know."""
    outcome = received.outcome.value
    if outcome != "waits":
        for entry in received.acts:
            yield entry.said()
    if namesake:
        yield Message(
            N_(
                "There is another school of the same name here, with another record. Where it is "
                "the same school, ask it why its record was begun anew."
            )
        )
    if outcome in _TEXTS:
        yield Message(_TEXTS[outcome], {"name": name})
    if outcome == "rewritten":
        for entry in received.lost:
            yield entry.said()
        yield Message(
            N_("What was sent is kept beside it as {commit}."), {"commit": received.kept[:12]}
        )
