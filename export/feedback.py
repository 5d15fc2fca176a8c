"""A round's feedback, with the conversation about it, by step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from export.html import document
from export.markdown import escaped
from export.page import Prose, Sheet
from export.prose import prose
from export.sheet import sheet
from export.translator import Translator
from export.view import ROUNDS
from model.application import Application
from model.edition import Edition, in_language
from model.messages import N_, Failure, Message
from model.review import DecisionKind, EventKind, Feedback, FeedbackKind, ThreadEvent, ThreadState
from model.text import shown_line

SHEETS = ("page.css", "paper.css", "screen.css", "feedback.css")
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
    EventKind.REPLY: N_("reply"),
    EventKind.ADDRESSED: N_("addressed"),
    EventKind.RESOLVED: N_("resolved"),
    EventKind.REOPENED: N_("opened again"),
}
_DECISIONS = {
    DecisionKind.APPROVED: N_("Approved"),
    DecisionKind.RETURNED: N_("Returned: to be adapted"),
    DecisionKind.REFUSED: N_("Refused"),
}


class NoFeedback(Failure):
    """There is nothing to write."""

    text = N_("There is no feedback yet.")
    remedy = N_("Feedback comes with the NSO's decision, or can be taken over from the platform.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One act in a conversation."""

    what: str
    by: str
    on: str
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of feedback with its conversation."""

    kind: str
    is_must: bool
    state: str
    """Where it stands; "" for praise, with which nothing is to be done."""
    about: str
    """The question, box or document; "" for the step itself."""
    quote: str
    by: str
    on: str
    text: Prose
    events: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The feedback on one step."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage:
    """The whole round."""

    sheet: Sheet
    round: str
    decision: str
    """What was decided, by whom, on which day; "" before."""
    decision_text: Prose
    count: str
    groups: tuple[Group, ...]


def latest_round(application: Application) -> int:
    """The newest round that has feedback or a decision. Raises `NoFeedback`."""
    record = application.record
    rounds = [item.round for item in record.feedback if not item.is_advice]
    rounds += [made.round for made in record.decisions]
    if not rounds:
        raise NoFeedback
    return max(rounds)


def feedback_page(
    application: Application,
    edition: Edition,
    translator: Translator,
    *,
    made_on: date,
    number: int | None = None,
) -> FeedbackPage:
    """The feedback of a round (None: the latest that has some). Raises `NoFeedback`."""
    wanted = number or latest_round(application)
    pieces = [item for item in application.record.feedback if item.round == wanted]
    made = [item for item in application.record.decisions if item.round == wanted]
    if not pieces and not made:
        raise NoFeedback
    say, text = translator.say, translator.text
    decision = made[-1] if made else None
    in_round = say(Message(ROUNDS.get(wanted, N_("submission {number}")), {"number": wanted}))
    return FeedbackPage(
        sheet=sheet(
            text(N_("Feedback and replies")),
            application,
            translator,
            made_on=made_on,
            parts=(in_round,),
        ),
        round=in_round,
        decision=say(
            Message(
                N_("{decision}, {by}, {day}"),
                {
                    "decision": text(_DECISIONS[decision.kind]),
                    "by": decision.by,
                    "day": decision.on,
                },
            )
        )
        if decision
        else "",
        decision_text=prose(decision.text) if decision else (),
        count=say(
            Message(
                N_("{count} piece of feedback"),
                {"count": len(pieces)},
                N_("{count} pieces of feedback"),
            )
        )
        if pieces
        else text(N_("no feedback but the decision")),
        groups=tuple(_groups(pieces, application, edition, translator)),
    )


def _groups(
    pieces: Iterable[Feedback],
    application: Application,
    edition: Edition,
    translator: Translator,
) -> Iterator[Group]:
    every = tuple(pieces)
    whole = [item for item in every if item.step is None]
    if whole:
        title = translator.text(N_("About the application as a whole"))
        yield Group(
            title=title,
            pieces=tuple(_piece(item, application, edition, translator) for item in whole),
        )
    for step in edition.steps:
        own = [item for item in every if item.step == step.id]
        if own:
            yield Group(
                title=f"{step.number} {in_language(step.title, translator.language)}",
                pieces=tuple(_piece(item, application, edition, translator) for item in own),
            )
    known = {step.id for step in edition.steps}
    lost = [item for item in every if item.step is not None and item.step not in known]
    for item in lost:
        yield Group(
            title=shown_line(item.step or ""),
            pieces=(_piece(item, application, edition, translator),),
        )


def _piece(
    item: Feedback, application: Application, edition: Edition, translator: Translator
) -> Piece:
    return Piece(
        kind=translator.text(KINDS[item.kind]),
        is_must=item.kind is FeedbackKind.MUST_FIX,
        state="" if item.kind is FeedbackKind.PRAISE else translator.text(STATES[item.state]),
        about=about(item, application, edition, translator),
        quote=shown_line(item.quote),
        by=shown_line(item.by),
        on=translator.date(item.on),
        text=prose(item.text),
        events=tuple(_said(event, translator) for event in item.events),
    )


def _said(event: ThreadEvent, translator: Translator) -> Said:
    return Said(
        what=translator.text(_EVENTS[event.kind]),
        by=shown_line(event.by),
        on=translator.date(event.on),
        text=prose(event.text),
    )


def about(
    item: Feedback, application: Application, edition: Edition, translator: Translator
) -> str:
    """What in its step a piece of feedback is about, for people; "" for the step itself."""
    first, _, rest = (item.field or "").partition(".")
    match first:
        case "description":
            return translator.text(N_("Description"))
        case "plan":
            return translator.text(N_("Plans for the next two years"))
        case "statements" | "explanations":
            return _question(item.step or "", rest, edition, translator)
        case "evidence":
            found = (e for e in application.evidence_of(item.step or "") if e.id == rest)
            named = next((shown_line(e.name) for e in found), shown_line(rest))
            return translator.say(Message(N_("Evidence '{title}'"), {"title": named}))
        case _:
            return shown_line(item.field or "")


def _question(step: str, statement: str, edition: Edition, translator: Translator) -> str:
    try:
        asked = edition.statement(step, statement)
    except KeyError:
        return shown_line(statement)
    words = in_language(asked.text, translator.language)
    return translator.say(
        Message(N_("Question {number}: {words}"), {"number": asked.number, "words": words})
    )


def to_html(page: FeedbackPage) -> str:
    """The page for the renderer."""
    return document("feedback.html", SHEETS, for_paper=True, page=page, sheet=page.sheet)


def to_markdown(page: FeedbackPage) -> str:
    """The round as GitHub flavoured Markdown."""
    return "\n\n".join(block for block in _blocks(page) if block) + "\n"


def _blocks(page: FeedbackPage) -> Iterator[str]:
    yield f"# {escaped(page.sheet.title)}: {escaped(page.sheet.school)}"
    yield escaped(page.round)
    if page.decision:
        yield f"**{escaped(page.decision)}**"
        yield _quoted(page.decision_text)
    for group in page.groups:
        yield f"## {escaped(group.title)}"
        for piece in group.pieces:
            yield "### " + " · ".join(map(escaped, filter(None, (piece.kind, piece.state))))
            yield escaped(piece.about)
            if piece.quote:
                yield f"“{escaped(piece.quote)}”"
            yield f"{escaped(piece.by)}, {escaped(piece.on)}:"
            yield _quoted(piece.text)
            for event in piece.events:
                yield f"{escaped(event.by)}, {escaped(event.on)} ({escaped(event.what)}):"
                yield _quoted(event.text)


def _quoted(text: Prose) -> str:
    lines = (escaped(line) for part in text for line in (*part.text.split("\n"), ""))
    return "\n".join(f"> {line}" for line in lines).removesuffix("\n> ")
