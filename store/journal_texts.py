"""What a person reads of an entry of the diary, in their own language: a message for each event.

Steps and questions are named by number, never by id. Source: house.md, 'Words'.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from model.application import STEPS
from model.edition import Edition
from model.messages import N_, Fact, Message
from store.journal import Event
from store.journal_notes import SAVED_BEFORE

if TYPE_CHECKING:
    from store.journal import Entry

_TEXTS = {
    "plan": (
        Message(
            N_("plans for step {step}, {count} character"),
            plural=N_("plans for step {step}, {count} characters"),
        ),
        Message(N_("plans for step {step} emptied")),
    ),
    "description": (
        Message(
            N_("description in step {step}, {count} character"),
            plural=N_("description in step {step}, {count} characters"),
        ),
        Message(N_("description in step {step} emptied")),
    ),
    "explanations": (
        Message(
            N_("explanation in step {step}, {count} character"),
            plural=N_("explanation in step {step}, {count} characters"),
        ),
        Message(N_("explanation in step {step} emptied")),
    ),
}
"""Kind of text to what is said of its characters, and of none."""

_PLAIN = {
    Event.CREATE: N_("began the application"),
    Event.SCHOOL: N_("details of the school"),
    Event.ELIGIBILITY: N_("the conditions"),
    Event.DECLARATION: N_("the declaration of honour"),
    Event.EDITION: N_("the edition or language of the application"),
    Event.RESTORE: N_("brought back an earlier version"),
    Event.RECOVER: N_("took in what was changed outside Labelmap"),
    Event.MERGE: N_("joined a colleague's changes"),
    Event.RECORD: N_("took in what school and NSO told one another"),
}
_EVIDENCE = {
    Event.EVIDENCE_ADD: N_("evidence '{title}' for step {step}"),
    Event.EVIDENCE_CHANGE: N_("evidence '{title}' in step {step} changed"),
    Event.EVIDENCE_REMOVE: N_("evidence '{title}' in step {step} removed"),
}
_ANSWERS = {
    "yes": (N_("step {step}, question {number}: yes"), N_("a question of step {step}: yes")),
    "no": (N_("step {step}, question {number}: no"), N_("a question of step {step}: no")),
}
_NO_ANSWER = (
    N_("step {step}, question {number}: answer taken back"),
    N_("a question of step {step}: answer taken back"),
)

_ACTS = {
    "submit": N_("submitted the application, submission {round}"),
    "draft": N_("showed the NSO the draft of submission {round}"),
    "add": N_("the NSO added submission {round} from the platform"),
    "withdraw": N_("withdrew submission {round}"),
    "receipt": N_("the NSO received submission {round}"),
    "feedback": N_("the NSO gave feedback on submission {round}"),
    "decide": N_("the NSO decided on submission {round}"),
    "platform": N_("recorded what happened on the platform, submission {round}"),
    "reply": N_("replied to the NSO's feedback"),
    "addressed": N_("marked feedback as addressed"),
    "resolve": N_("the NSO resolved a piece of feedback"),
    "reopen": N_("the NSO reopened a piece of feedback"),
}
"""The formal acts on `record`, which the diary takes over."""
_ON_PLATFORM = {
    "submitted": N_("submitted on the platform (submission {round})"),
    "approved": N_("took over from the platform: approved (submission {round})"),
    "returned": N_("took over from the platform: to be adapted (submission {round})"),
    "refused": N_("took over from the platform: refused (submission {round})"),
}


def said(entry: "Entry", edition: Edition | None) -> Message:
    """The entry as a sentence; its own subject where it is no change that we know."""
    step = STEPS.index(entry.step) + 1 if entry.step in STEPS else None
    if entry.event in _ACTS or entry.chosen:
        return _of_act(entry) if entry.event in _ACTS else _of_choice(entry, step)
    if step is not None and entry.event == Event.RESTORE:
        return Message(N_("brought back an earlier version in step {step}"), {"step": step})
    if entry.event in _PLAIN:
        return _of_joining(entry) or _of_saved(entry) or Message(_PLAIN[Event(entry.event)])
    if step is not None and entry.event in _EVIDENCE:
        return _of_evidence(entry, step)
    if step is not None and entry.event == Event.ANSWER:
        return _of_answer(entry, step, edition)
    return Message("{subject}", {"subject": entry.subject})


def _of_saved(entry: "Entry") -> Message | None:
    """What Labelmap wrote and did not come to record."""
    is_ours = entry.event == Event.RECOVER and entry.subject.endswith(f", {SAVED_BEFORE}")
    return Message(N_("recorded what was saved before")) if is_ours else None


def _of_act(entry: "Entry") -> Message:
    number = next(iter(entry.trailers.get("Labelmap-Round", ())), "")
    text = _ON_PLATFORM.get(entry.detail) if entry.event == "platform" else None
    if entry.event == "feedback" and entry.detail:
        text = N_("the NSO gave advice on the draft of submission {round}")
    return Message(text or _ACTS[str(entry.event)], {"round": number})


def _of_joining(entry: "Entry") -> Message | None:
    """Whose changes came together, and how much of it waits for somebody to choose."""
    people = entry.trailers.get("Labelmap-Joined", ())
    if entry.event != Event.MERGE or not people:
        return None
    open_ones = len(entry.trailers.get("Labelmap-Conflict", ()))
    facts: dict[str, Fact] = {"people": ", ".join(people), "count": open_ones}
    if not open_ones:
        return Message(N_("joined the changes of {people}"), facts)
    return Message(
        N_("joined the changes of {people}; {count} field in different versions"),
        facts,
        N_("joined the changes of {people}; {count} fields in different versions"),
    )


def _of_choice(entry: "Entry", step: int | None) -> Message:
    """Whose version stays of what several wrote at once."""
    facts: dict[str, Fact] = {"people": ", ".join(entry.chosen), "step": step or 1}
    if len(entry.chosen) > 1:
        if step is None:
            return Message(N_("made one of the versions of {people}"), facts)
        return Message(N_("made one of the versions of {people} in step {step}"), facts)
    if step is None:
        return Message(N_("chose the version of {people}"), facts)
    return Message(N_("chose the version of {people} in step {step}"), facts)


def _of_evidence(entry: "Entry", step: int) -> Message:
    if entry.detail:
        text = _EVIDENCE[Event(str(entry.event))]
        return Message(text, {"title": entry.detail, "step": step})
    return Message(N_("evidence in step {step} changed"), {"step": step})


def _of_answer(entry: "Entry", step: int, edition: Edition | None) -> Message:
    facts: dict[str, Fact] = {"step": step}
    if entry.field is None:
        count = {"count": len(entry.fields)}
        return Message(
            N_("{count} answer in step {step}"), facts | count, N_("{count} answers in step {step}")
        )
    kind, _, name = entry.field.partition(".")
    if kind in _TEXTS and entry.detail.isdecimal():
        some, none = _TEXTS[kind]
        length = int(entry.detail)
        return replace(some if length else none, facts=facts | {"count": length})
    if kind == "statements":
        numbered, plain = _ANSWERS.get(entry.detail, _NO_ANSWER)
        number = _number(entry.step or "", name, edition)
        if number is not None:
            return Message(numbered, facts | {"number": number})
        return Message(plain, facts)
    return Message(N_("an answer in step {step}"), facts)


def _number(step: str, statement: str, edition: Edition | None) -> int | None:
    """The place of a question in its step, as the form counts."""
    try:
        return edition.statement(step, statement).number if edition is not None else None
    except KeyError:
        return None
