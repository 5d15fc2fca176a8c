"""What a school will read, before it does: the round's feedback and decision as one page of values.

Drafts and a decision that are not made yet are put in their place in the record, in memory; from
there it is the very page that the school's own export makes. In the application's language.
"""

from dataclasses import replace

from export.feedback import FeedbackPage, NoFeedback, feedback_page
from model.review import Decision, DecisionKind, Feedback
from store.record_failures import NothingSubmitted
from store.record_tools import last_round
from tui.language import Language
from tui.reviewed_reading import Reading


def language_of(reading: Reading) -> Language:
    """The language in which a school reads."""
    return Language(reading.application.language)


def school_page(
    reading: Reading,
    drafts: tuple[Feedback, ...] = (),
    decision: tuple[DecisionKind, str, str] | None = None,
) -> FeedbackPage | None:
    """The page of the round in hand, with these drafts and (kind, text, by) decided.

    None where nothing was said and nothing is to be, or no submission stands.
    """
    record = reading.application.record
    try:
        number = last_round(record).round
    except NothingSubmitted:
        return None
    said = tuple(replace(draft, round=number) for draft in drafts)
    record = replace(record, feedback=(*record.feedback, *said))
    if decision is not None:
        kind, text, by = decision
        made = Decision(round=number, kind=kind, text=text, by=by, on=reading.today)
        record = replace(record, decisions=(*record.decisions, made))
    try:
        return feedback_page(
            replace(reading.application, record=record),
            reading.edition,
            language_of(reading),
            made_on=reading.today,
            number=number,
        )
    except NoFeedback:
        return None
