"""Taking in documents and links, many at once: what came of each, what is offered, the summary.

No widget here: the screens run `take` in a worker, ask about what it offers, and call it again.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from model.light import dataclass
from model.messages import N_, Failure, Message
from store.act_failures import AlreadyAttached, AlreadyElsewhere
from store.evidence import CLEANED, Options, Same
from store.evidence_acts import Attached
from store.evidence_failures import NeedsJpeg, NeedsSmaller
from store.metadata import REMOVED
from tui.language import Language

Source = Path | str
"""A document outside, or a link."""


class Offer(StrEnum):
    """What a person may agree to, for all documents that need it."""

    AS_JPEG = "as-jpeg"
    SHRINK = "shrink"
    REUSE = "reuse"
    """The document of another step stands for both."""
    BACK = "back"
    """The document that the step has already backs the ticked questions too."""


OFFERS: Mapping[Offer, Message] = MappingProxyType(
    {
        Offer.AS_JPEG: Message(
            N_("Make a JPG of {count} picture that the form does not take as it is"),
            plural=N_("Make a JPG of {count} pictures that the form does not take as they are"),
        ),
        Offer.SHRINK: Message(
            N_("Make a smaller version of {count} picture that is too large"),
            plural=N_("Make a smaller version of {count} pictures that are too large"),
        ),
        Offer.REUSE: Message(
            N_("{count} document is evidence in another step: use it here too"),
            plural=N_("{count} documents are evidence in another step: use them here too"),
        ),
        Offer.BACK: Message(
            N_("{count} document is in this step already: let it back what you ticked, too"),
            plural=N_(
                "{count} documents are in this step already: let them back what you ticked, too"
            ),
        ),
    }
)
_OF_FAILURE: Mapping[type[Failure], Offer] = {
    NeedsJpeg: Offer.AS_JPEG,
    NeedsSmaller: Offer.SHRINK,
    AlreadyElsewhere: Offer.REUSE,
    AlreadyAttached: Offer.BACK,
}
_LEFT_OUT = N_("Not taken in: you stopped before it.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document or link; with neither, one stopped before it."""

    source: Source
    attached: Attached | None = None
    failure: Failure | None = None

    @property
    def name(self) -> str:
        """What people know it by."""
        return self.source.name if isinstance(self.source, Path) else self.source


@dataclass(frozen=True, slots=True)
class Acts:
    """How one source is taken in, and how evidence that is there backs more."""

    take: Callable[[Source, Options], Attached]
    back: Callable[[str], Attached | None] = lambda _: None
    """By the id of the evidence; None: it backs all that already, or nothing was ticked."""
    may_back: Callable[[str], bool] = lambda _: False


def take(
    acts: Acts,
    sources: Sequence[Source],
    agreed: Collection[Offer],
    stopped: Callable[[], bool],
    progress: Callable[[int, str], None],
) -> tuple[Outcome, ...]:
    """Take in each; what one can't be taken for keeps no other out. For a worker.

    `progress` hears how many are done, and the name of the one at hand.
    """
    options = Options(
        as_jpeg=Offer.AS_JPEG in agreed,
        shrink=Offer.SHRINK in agreed,
        same=Same.REUSE if Offer.REUSE in agreed else Same.ASK,
    )
    found = []
    for number, source in enumerate(sources):
        outcome = Outcome(source)
        if not stopped():
            progress(number, outcome.name)
            outcome = _taken(acts, outcome, options, backs=Offer.BACK in agreed)
        found.append(outcome)
    return tuple(found)


def _taken(acts: Acts, outcome: Outcome, options: Options, *, backs: bool) -> Outcome:
    try:
        return replace(outcome, attached=acts.take(outcome.source, options))
    except AlreadyAttached as known:
        if not backs:
            return replace(outcome, failure=known)
        try:
            return replace(outcome, attached=acts.back(str(known.facts["id"])), failure=known)
        except Failure as failure:
            return replace(outcome, failure=failure)
    except Failure as failure:
        return replace(outcome, failure=failure)


def offer_of(acts: Acts, outcome: Outcome) -> Offer | None:
    """What can be offered for what was not taken in."""
    failure = outcome.failure
    if failure is None or outcome.attached is not None:
        return None
    offer = _OF_FAILURE.get(type(failure))
    if offer is Offer.BACK and not acts.may_back(str(failure.facts["id"])):
        return None
    return offer


def needs_summary(outcomes: Sequence[Outcome]) -> bool:
    """Whether there is more to say than a notification holds."""
    return len(outcomes) > 1


def notes(outcome: Outcome, language: Language) -> tuple[str, ...]:
    """What was done to a document that was taken in, its removed data listed."""
    attached = outcome.attached
    if attached is None:
        return ()
    said = [language.say(note) for note in attached.notes if note.text not in CLEANED]
    if attached.removed:
        what = ", ".join(language.text(REMOVED[key]) for key in attached.removed)
        text = N_("Taken out of “{name}”: {what}.")
        said.append(language.say(Message(text, {"name": outcome.name, "what": what})))
    return tuple(said)


def summary(outcomes: Sequence[Outcome], language: Language) -> tuple[tuple[str, str], ...]:
    """A line each, its sign in front: what came in, what was done to it, what did not, and why."""
    lines: list[tuple[str, str]] = []
    for outcome in outcomes:
        failure = outcome.failure
        if outcome.attached is not None:
            lines.append(("✓ ", outcome.name))
            lines += [("    ", said) for said in notes(outcome, language)]
        elif failure is None:
            lines += [("– ", outcome.name), ("    ", language.text(_LEFT_OUT))]
        else:
            is_known = isinstance(failure, AlreadyAttached)
            lines.append(("= " if is_known else "! ", outcome.name))
            said = language.say(failure.message)
            lines.append(
                ("    ", f"{said} {language.say(failure.fix)}" if failure.remedy else said)
            )
    return tuple(lines)


def heading(outcomes: Sequence[Outcome], language: Language) -> str:
    """How many came in, and how many did not."""
    taken = sum(outcome.attached is not None for outcome in outcomes)
    said = language.plural(N_("{count} added"), N_("{count} added"), taken)
    out = len(outcomes) - taken
    if not out:
        return said
    return said + " · " + language.plural(N_("{count} not added"), N_("{count} not added"), out)
