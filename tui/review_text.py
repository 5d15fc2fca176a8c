"""What a school will read, before it does: the round's feedback and decision as one page of values.

Drafts and a decision that are not made yet are put in their place in the record, in memory; from
there it is the very page that the school's own export makes. In the application's language.
"""

from dataclasses import replace

from export.feedback import FeedbackPage, NoFeedback, feedback_page
from model.messages import N_
from model.review import Decision, DecisionKind, Draft, Feedback, Record
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
    record, shown = reading.application.record, reading.draft
    if shown is not None:
        return _advice_page(reading, shown, drafts)
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
    return _page(reading, record, number)


def _advice_page(
    reading: Reading, shown: Draft, drafts: tuple[Feedback, ...]
) -> FeedbackPage | None:
    """What is said of a draft that the school showed: advice, under its own head."""
    known = reading.application.record.feedback
    said = [piece for piece in known if piece.draft == shown.number]
    number = shown.before_round
    pieces = tuple(replace(piece, round=number, draft=0) for piece in (*said, *drafts))
    page = _page(reading, Record(feedback=pieces), number)
    if page is None:
        return None
    head = language_of(reading).text(N_("Advice on the draft: nothing is decided"))
    return replace(page, round=head)


def _page(reading: Reading, record: Record, number: int) -> FeedbackPage | None:
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
