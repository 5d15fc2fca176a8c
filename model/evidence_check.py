"""Evidence: which pieces are sound, and what is the matter with the others (F11, F14 to F16, F17).

A piece is sound when the NSO can open it: a document of a type and size that the form takes, or a
well-formed link. One that was changed after it was taken in is sound, and said. Facts of documents
come from the application; no file is opened here. Source: command-line.md, 'What counts'.
"""

from collections.abc import Collection, Mapping

from model.addresses import is_outdated_host, web_host
from model.application import Application, Document, Evidence, Soundness
from model.edition import Edition, Step
from model.light import dataclass
from model.messages import Fact
from model.problems import Code
from model.tally import Tally

Seen = dict[str, tuple[str, str]]
"""Hash of a document, or address of a link, to the name and step of the first piece that has it."""

_Note = tuple[Code, Mapping[str, Fact]]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is to be said of one piece."""

    fault: _Note | None = None
    """Why it does not count; None when it does."""
    remarks: tuple[_Note, ...] = ()
    """What is worth a look although it counts."""


_FINE = _Verdict()


def sound_evidence(
    application: Application, edition: Edition, step: Step, seen: Seen, tally: Tally
) -> list[Evidence]:
    """The pieces of a step that count, and a note of what is the matter with any of them.

    `seen` grows from step to step, so that a duplicate is noticed over all steps.
    """
    sound = []
    for item in application.evidence_of(step.id):
        if item.file:
            document = application.documents.get(item.file)
            same = document.sha256 if document is not None else ""
            verdict = _of_document(item, document, application.unsafe, step, edition)
        else:
            same = item.url
            verdict = _of_link(item, step)
        if verdict.fault is None:
            sound.append(item)
        else:
            tally.note(verdict.fault[0], f"evidence.{item.id}", verdict.fault[1])
        for code, facts in verdict.remarks:
            tally.note(code, f"evidence.{item.id}", facts)
        if same in seen:
            _note_duplicate(item, seen[same], tally)
        elif same:
            seen[same] = (item.name, step.id)
    return sound


def _of_link(item: Evidence, step: Step) -> _Verdict:
    host = web_host(item.url)
    if host is None:
        return _Verdict((Code.EVIDENCE_LINK_MALFORMED, {"title": item.name, "url": item.url}))
    if not step.links:
        return _Verdict((Code.EVIDENCE_WRONG_TYPE, {"title": item.name, "kind": "link"}))
    if is_outdated_host(host):
        facts = {"title": item.name, "url": item.url}
        return _Verdict(remarks=((Code.EVIDENCE_LINK_OUTDATED, facts),))
    return _FINE


def _of_document(
    item: Evidence,
    document: Document | None,
    unsafe: Collection[str],
    step: Step,
    edition: Edition,
) -> _Verdict:
    if item.file in unsafe:
        return _Verdict((Code.UNSAFE_PATH, {"title": item.name, "path": item.file}))
    if document is None:
        return _Verdict((Code.EVIDENCE_FILE_MISSING, {"title": item.name, "path": item.file}))
    # Size before content: what is too large was not read.
    if document.bytes > edition.document_limit:
        return _Verdict((Code.EVIDENCE_TOO_LARGE, {"title": item.name, "size": document.bytes}))
    if document.soundness is not Soundness.SOUND:
        facts = {"title": item.name, "detail": document.soundness.value}
        return _Verdict((Code.EVIDENCE_UNREADABLE, facts))
    remarks: list[_Note] = []
    if item.sha256 and document.sha256 and item.sha256 != document.sha256:
        remarks.append((Code.EVIDENCE_CHANGED, {"title": item.name, "path": item.file}))
    if document.kind not in step.accepts:
        facts = {"title": item.name, "kind": document.kind.value}
        if document.kind in step.notices:
            remarks.append((Code.EVIDENCE_TYPE_NOTICE, facts))
        # A step that names no kinds at all takes any.
        elif step.accepts or step.notices:
            return _Verdict((Code.EVIDENCE_WRONG_TYPE, facts), tuple(remarks))
    return _Verdict(remarks=tuple(remarks)) if remarks else _FINE


def _note_duplicate(item: Evidence, first: tuple[str, str], tally: Tally) -> None:
    other, other_step = first
    facts = {"title": item.name, "other": other, "other_step": other_step}
    tally.note(Code.EVIDENCE_DUPLICATE, f"evidence.{item.id}", facts)
