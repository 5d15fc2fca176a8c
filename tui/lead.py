"""What the overview leads with: the decision where there is one, then how long there still is.

Counted down to the safe day as long as that is not over (F7). Submitting here is not submitting on
the platform: until that is recorded the deadline counts on. Source: screens.md, 'Dashboard'.
"""

from model import problem_texts
from model.calendar import Deadline
from model.edition import PeriodKind
from model.messages import N_, Message
from model.problems import Code
from model.review import Decision, DecisionKind, Feedback, FeedbackKind, ThreadState
from model.standing import Standing, State, decision_of
from model.text import shown_line
from model.threads import unanswered
from tui.language import Language
from tui.session import Session
from tui.words import SIGNATURES

Lines = tuple[tuple[str, str], ...]
"""A sign and a text each."""


def not_on_platform(where: Standing) -> bool:
    """Whether the application was submitted here, and not yet (as far as is known) there."""
    return where.state is State.SUBMITTED and where.platform_on is None


def lead(session: Session, language: Language) -> Lines:
    """The lines above everything else; none where there is nothing to press for."""
    where = session.assessment.standing
    lines: list[tuple[str, str]] = []
    decision = decision_of(session.application.record, last_round(session))
    if decision is not None and where.state is not State.SUBMITTED:
        sign = "✓ " if where.state is State.APPROVED else "! "
        lines.append((sign, _decided(session, language, decision)))
    if not_on_platform(where):
        lines.append(("! ", submitted_here(session, language)))
    if countdown := calendar_line(session, language):
        lines.append(("! ", countdown))
    return tuple(lines)


def submitted_here(session: Session, language: Language) -> str:
    """By whom (a colleague, perhaps) and when; for an application that is not on the platform."""
    sent = max(session.application.record.submissions, key=lambda sent: sent.round)
    text = N_("Submitted here by {name} on {day}, not yet on the platform (s: what now).")
    name = shown_line(sent.submitted_by).partition(" ")[0]
    facts = {"name": name, "day": language.short_date(sent.submitted_on)}
    return language.say(Message(text, facts))


def last_round(session: Session) -> int:
    """The round that was submitted last; 0 where none was."""
    rounds = (sent.round for sent in session.application.record.submissions)
    return max(rounds, default=0)


def _decided(session: Session, language: Language, decision: Decision) -> str:
    """What the NSO said, and what of its feedback is still open."""
    facts = {"day": language.short_date(decision.on)}
    match session.assessment.standing.state:
        case State.APPROVED:
            text = N_("Approved on {day}: you are an eTwinning School! (s: what comes now)")
        case State.RETURNED:
            text = N_("The NSO returned the application on {day}: adapt it and submit it again.")
        case _ if decision.kind is DecisionKind.RETURNED:
            text = N_("Returned on {day} and not submitted again in time: it counts as refused.")
        case _:
            text = N_("The label was not granted (decision of {day}).")
    said = language.say(Message(text, facts))
    if decision.from_platform:
        said += " " + language.text(N_("Taken over from the platform."))
    elif proven := signature_words(session, language, decision):
        said += " " + proven
    if session.assessment.standing.state is State.RETURNED:
        said += " " + open_feedback(session, language)
    return said.rstrip()


def signature_words(
    session: Session, language: Language, said: Decision | Feedback | None = None
) -> str:
    """How far it is proven that the NSO said this, or all of it; "" where that is not known."""
    found = session.signature
    if said is not None and session.signatures:
        from store.signed_parts import proven_of

        found = proven_of(said, session.signatures)
    return language.text(SIGNATURES[found]) if found is not None else ""


def open_feedback(session: Session, language: Language) -> str:
    """How much feedback is open; "" where there is none at all."""
    record = session.application.record
    if not record.feedback:
        return ""
    count = _open(session)
    must = len(unanswered(record, session.application, session.changed_steps))
    if must:
        return language.plural(
            N_("Feedback: {count} piece that you must answer first (press f)."),
            N_("Feedback: {count} pieces that you must answer first (press f)."),
            must,
        )
    if count:
        return language.plural(
            N_("Feedback: {count} piece still open (press f)."),
            N_("Feedback: {count} pieces still open (press f)."),
            count,
        )
    return language.text(N_("All feedback is answered."))


def _open(session: Session) -> int:
    return sum(
        piece.state is ThreadState.OPEN and piece.kind is not FeedbackKind.PRAISE
        for piece in session.application.record.feedback
    )


def calendar_line(session: Session, language: Language) -> str:
    """How long there is; "" where nothing is to be submitted any more."""
    where = session.assessment.standing
    if where.state not in {State.DRAFT, State.RETURNED} and not not_on_platform(where):
        return ""
    over = next((p for p in session.assessment.problems if p.code is Code.AFTER_DEADLINE), None)
    if over is not None:
        return language.say(problem_texts.message(over, session.edition, language.language))
    deadline = session.assessment.next_deadline
    if deadline is None:
        country = session.application.school.country_code
        first = session.edition.period(PeriodKind.FIRST_SUBMISSION, country)
        if first is None or first.closes is None:
            return language.text(N_("The dates of this edition are not known: ask your NSO."))
        return ""
    return _countdown(session, language, deadline)


def _countdown(session: Session, language: Language, deadline: Deadline) -> str:
    last = language.short_date(deadline.on)
    left = _days(language, deadline.days_left)
    if deadline.safe_on is None:
        return language.say(Message(N_("{when}: until {last}"), {"when": left, "last": last}))
    if deadline.safe_on < session.today:
        text = N_("{when}: the safe day is over, the last one is {last}")
        return language.say(Message(text, {"when": left, "last": last}))
    facts = {
        "when": _days(language, (deadline.safe_on - session.today).days),
        "safe": language.short_date(deadline.safe_on),
        "last": last,
    }
    return language.say(
        Message(N_("{when}: submit safely until {safe}, at the latest {last}"), facts)
    )


def _days(language: Language, count: int) -> str:
    if count:
        return language.plural(N_("{count} more day"), N_("{count} more days"), count)
    return language.text(N_("Today is the last day"))


def first_to_do(session: Session, language: Language) -> tuple[tuple[str, str], ...]:
    """What comes before every problem: (where it leads, what it is)."""
    where = session.assessment.standing
    if not_on_platform(where):
        text = N_("Submit on the platform too, and note it here.")
        return (("submission", language.text(text)),)
    if where.state is State.RETURNED and _open(session):
        return (("feedback", language.text(N_("Answer the feedback of the NSO."))),)
    if where.state is State.APPROVED:
        return (("submission", language.text(N_("Nothing more: you have the label."))),)
    if session.assessment.may_submit:
        return (("submission", language.text(N_("Everything is ready. Press s to submit."))),)
    return ()
