"""How feedback is told: its kind, where it stands, what it is about, what was said in turn.

People's words are made harmless here, on their way to a widget. Source: house.md, 'Words'.
"""

from model.anchors import anchored
from model.application import STEPS, Application
from model.edition import Edition, in_language
from model.messages import N_, Message
from model.review import EventKind, Feedback, FeedbackKind, ThreadState
from model.text import first_words, shown, shown_line
from model.threads import text_of
from tui.language import Language

KINDS = {
    FeedbackKind.MUST_FIX: N_("must be adapted"),
    FeedbackKind.SUGGESTION: N_("suggestion"),
    FeedbackKind.QUESTION: N_("question from the NSO"),
    FeedbackKind.PRAISE: N_("praise"),
}
STATES = {
    ThreadState.OPEN: N_("open"),
    ThreadState.ADDRESSED: N_("addressed"),
    ThreadState.RESOLVED: N_("resolved"),
}
_EVENTS = {
    EventKind.REPLY: N_("{name}, {day}: reply"),
    EventKind.ADDRESSED: N_("{name}, {day}: marked as addressed"),
    EventKind.RESOLVED: N_("{name}, {day}: resolved"),
    EventKind.REOPENED: N_("{name}, {day}: opened again"),
}
_FIELDS = {
    "description": N_("the description"),
    "plan": N_("the plans"),
    "evidence": N_("the evidence"),
}
_WORDS = 60


def sign(piece: Feedback) -> str:
    """Where a thread stands, as a sign that needs no colour."""
    if piece.kind is FeedbackKind.PRAISE:
        return "★"
    if piece.state is ThreadState.RESOLVED:
        return "✓"
    if piece.state is ThreadState.ADDRESSED:
        return "◐"
    return "●" if piece.kind is FeedbackKind.MUST_FIX and not piece.is_advice else "○"


def kind_of(piece: Feedback, language: Language) -> str:
    """How much it asks: on a draft it is advice, whatever it says."""
    kind = language.text(KINDS[piece.kind])
    if not piece.is_advice or piece.kind is FeedbackKind.PRAISE:
        return kind
    if piece.kind is FeedbackKind.MUST_FIX:
        kind = language.text(N_("best adapted"))
    return language.say(Message(N_("advice on the draft: {kind}"), {"kind": kind}))


def about(piece: Feedback, edition: Edition, language: Language) -> str:
    """What it is about: the whole, a step, a question, a text, a document."""
    if piece.step is None or piece.step not in STEPS:
        return language.text(N_("The whole application"))
    step = edition.step(piece.step)
    name, _, rest = (piece.field or "").partition(".")
    where = language.say(Message(N_("Step {number}"), {"number": step.number}))
    if name == "statements":
        for statement in step.statements:
            if statement.id == rest:
                words = first_words(in_language(statement.text, language.language), 40)
                question = language.say(
                    Message(
                        N_("question {number}: {words}"),
                        {"number": statement.number, "words": words},
                    )
                )
                return f"{where}, {question}"
    if name in _FIELDS:
        return f"{where}, {language.text(_FIELDS[name])}"
    return f"{where}: {in_language(step.title, language.language)}"


def row(
    piece: Feedback, edition: Edition, language: Language, *, changed: bool, in_step: bool = False
) -> tuple[str, str]:
    """One thread on two lines of a list; within its own step, the step is not named."""
    facts = [kind_of(piece, language)]
    if piece.kind is not FeedbackKind.PRAISE:
        facts.append(language.text(STATES[piece.state]))
    if piece.replies:
        facts.append(language.plural(N_("{count} reply"), N_("{count} replies"), piece.replies))
    if changed:
        facts.append(language.text(N_("changed since")))
    place = about(piece, edition, language)
    if in_step:
        place = place.partition(", ")[2]
        place = place[:1].upper() + place[1:]
    return " · ".join(part for part in (place, *facts) if part), first_words(piece.text, _WORDS)


def passage(piece: Feedback, application: Application) -> tuple[str, tuple[int, int] | None] | None:
    """The text of which a passage is quoted, and where that stands in it now.

    None where nothing is quoted, or there is no such text.
    """
    if not piece.quote or not piece.step or not piece.field:
        return None
    text = text_of(piece.step, piece.field, application)
    return None if text is None else (text, anchored(piece.quote, text))


def _quoted(
    piece: Feedback, language: Language, application: Application | None
) -> list[tuple[str, str]]:
    """The passage as it was quoted, and as it reads now where that is something else."""
    lines = [("  ", f"“{shown_line(piece.quote)}”")] if piece.quote else []
    found = passage(piece, application) if application is not None else None
    if found is None:
        return lines
    text, place = found
    if place is None:
        return [*lines, ("≠ ", language.text(N_("That passage is no longer there.")))]
    now = text[slice(*place)]
    if now != piece.quote:
        said = Message(N_("Now it reads: “{words}”"), {"words": now})
        lines.append(("≠ ", language.say(said)))
    return lines


def thread(
    piece: Feedback,
    edition: Edition,
    language: Language,
    application: Application | None = None,
) -> tuple[tuple[str, str], ...]:
    """The whole thread: a sign and a text each; with the application, where a passage is now."""
    said = language.say(
        Message(
            N_("{name}, {day}: {kind}"),
            {"name": piece.by, "day": piece.on, "kind": kind_of(piece, language)},
        )
    )
    lines = [(f"{sign(piece)} ", f"{about(piece, edition, language)}"), ("  ", said)]
    lines += _quoted(piece, language, application)
    lines += [("  ", line) for line in shown(piece.text).split("\n")]
    for event in piece.events:
        head = language.say(Message(_EVENTS[event.kind], {"name": event.by, "day": event.on}))
        lines.append(("↳ ", head))
        lines += [("  ", line) for line in shown(event.text).split("\n") if event.text]
    return tuple(lines)


def in_order(pieces: tuple[Feedback, ...]) -> tuple[Feedback, ...]:
    """By step as in the form, the newest round first, what is open before what is not."""
    place = {step: number for number, step in enumerate(STEPS)}
    return tuple(
        sorted(
            pieces,
            key=lambda piece: (
                piece.state is ThreadState.RESOLVED or piece.kind is FeedbackKind.PRAISE,
                place.get(piece.step or "", -1),
                -piece.round,
                piece.id,
            ),
        )
    )
