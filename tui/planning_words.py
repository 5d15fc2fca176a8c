"""What is said of the days that are counted back from a deadline; ours are marked as ours."""

from textual.content import Content

from model.messages import N_, Message
from model.planning import Milestone, milestones, next_milestone
from tui.language import Language
from tui.lead import Lines
from tui.session import Session

NAMES = {
    "platform_by": N_("On the platform by"),
    "signature_by": N_("Signature by"),
}
"""The field of each milestone, for a form."""
_TO_DO = {
    "platform_by": N_("fill in everything on the platform by {day}"),
    "signature_by": N_("ask the principal for the signature by {day}"),
}
_LATE = {
    "platform_by": N_("everything was to be filled in on the platform by {day}"),
    "signature_by": N_("the principal was to be asked for the signature by {day}"),
}


def of_session(session: Session) -> tuple[Milestone, ...]:
    """The milestones of the open school as it stands."""
    assessment = session.assessment
    return milestones(
        session.application, assessment.standing, assessment.next_deadline, session.today
    )


def milestone_line(milestone: Milestone, language: Language) -> str:
    """One milestone in a few words: what, by when, and whether the day is our proposal."""
    text = (_TO_DO if milestone.days_left >= 0 else _LATE)[milestone.what]
    said = language.say(Message(text, {"day": language.short_date(milestone.on)}))
    if milestone.is_proposal:
        said += f" ({language.text(N_('our proposal'))})"
    return said


def next_line(session: Session, language: Language) -> str:
    """The milestone that comes first now; "" where there is none to press for."""
    milestone = next_milestone(of_session(session))
    if milestone is None:
        return ""
    return language.say(
        Message(N_("Before that: {what}"), {"what": milestone_line(milestone, language)})
    )


def with_planned(lines: Lines, planned: str, width: int) -> Lines:
    """The lines that the overview leads with, and what comes before the deadline in the last.

    On that line where there is room, else on one of its own.
    """
    if not planned:
        return lines
    if lines:
        sign, said = lines[-1]
        whole = f"{said}  ·  {planned}"
        if Content(sign + whole).cell_length <= width:
            return (*lines[:-1], (sign, whole))
    return (*lines, ("  ", planned))
