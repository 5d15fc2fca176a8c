"""Feedback held against the application as it is now: what changed since, what has no answer yet.

A piece of feedback carries the hash of the text or document that the reviewer saw; "changed since"
is computed from it, never stored. Source: repository-format.md, 'Life of an application'.
"""

from collections.abc import Collection

from model.application import FILES, SCHOOL, Application
from model.fields import ELIGIBILITY, Key, as_text, get
from model.review import EventKind, Feedback, FeedbackKind, Record, Submission, ThreadState


def changed_since(feedback: Feedback, application: Application) -> bool:
    """Whether what the feedback is about is another text or document now.

    False where it carries no hash: about a step or the application as a whole nothing can be said.
    """
    return bool(feedback.about_sha256) and hash_of(
        feedback.step, feedback.field, application
    ) not in {
        feedback.about_sha256,
        None,
    }


def hash_of(step: str | None, field: str | None, application: Application) -> str | None:
    """The hash of what stands in a place today: a text's or a document's.

    "" where a document was removed; None where the place is no field that has a hash.
    """
    from hashlib import sha256

    if not step or not field:
        return None
    path = tuple(field.split("."))
    if path[0] == "evidence":
        found = [item for item in application.evidence_of(step) if item.id == path[-1]]
        if not found:
            return ""
        document = application.documents.get(found[0].file)
        known = document.sha256 if document is not None else ""
        return known or found[0].sha256
    text = text_of(step, field, application)
    if text is None:
        return None
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def text_of(step: str, field: str, application: Application) -> str | None:
    """What a field of a step says today; None where it is no field."""
    path = tuple(field.split("."))
    key = Key(ELIGIBILITY, path[1:]) if path[0] == ELIGIBILITY else Key(step, path)
    try:
        return as_text(get(application, key))
    except KeyError:
        return None


def unanswered(
    record: Record, application: Application, changed_steps: Collection[str] = ()
) -> tuple[Feedback, ...]:
    """Every must-fix that stands in the way of the next round, oldest first.

    It needs a change in its step (`changed_steps`: those that differ from what was submitted, where
    the caller knows; else a change of the very text or document) or a reply; what the reviewer
    resolved needs nothing, and what was reopened needs it anew. Advice on a draft asks for nothing.
    """
    return tuple(
        feedback
        for feedback in record.feedback
        if feedback.kind is FeedbackKind.MUST_FIX
        and not feedback.is_advice
        and feedback.state is not ThreadState.RESOLVED
        and not _replied(feedback)
        and feedback.step not in changed_steps
        and not _changed_in_a_round(record, feedback)
        and not changed_since(feedback, application)
    )


def _changed_in_a_round(record: Record, feedback: Feedback) -> bool:
    """Whether a later submission held another file of the step than the one it is about."""
    if feedback.step is None or not record.submissions:
        return False
    paths = [FILES[feedback.step]] if feedback.step in FILES else []
    if feedback.step == SCHOOL:
        paths.append(FILES[ELIGIBILITY])
    seen = [sent for sent in record.submissions if sent.round == feedback.round]
    last = max(record.submissions, key=lambda sent: sent.round)
    return bool(seen) and any(_digest(seen[0], path) != _digest(last, path) for path in paths)


def _digest(sent: Submission, path: str) -> str:
    return next((digest for name, digest, _ in sent.files if name == path), "")


def _replied(feedback: Feedback) -> bool:
    """Whether the school said something since the thread was opened or reopened."""
    said = False
    for event in feedback.events:
        if event.kind is EventKind.REOPENED:
            said = False
        elif event.kind is EventKind.REPLY or (event.kind is EventKind.ADDRESSED and event.text):
            said = True
    return said
