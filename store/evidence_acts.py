"""Adding, changing and removing evidence in an open folder: one act, one commit.

A document is written before the file that names it and removed after the file that named it, so an
interruption never leaves a name without its document.
Source: command-line.md, `attach`, `detach`, `evidence`; F11, F14 to F17.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from model.application import DECLARATION, STEPS, Application, Evidence
from model.edition import Step
from model.fields import Change
from model.messages import Fact, Failure, Message
from store import journal_notes
from store.act_failures import (
    AlreadyAttached,
    AlreadyElsewhere,
    LinkNotTaken,
    NoSuchEvidence,
)
from store.desk import Desk, Hand
from store.evidence import NO_OPTIONS, Options, Prepared, Rules, Same, inspect, take_in
from store.evidence_places import (
    accepted,
    free_path,
    moved,
    remove_unnamed,
    renamed,
    replaced,
)
from store.evidence_words import (
    check_supports,
    form_of,
    new_id,
    on_one_line,
    page_name,
    web_address,
)
from store.journal import TITLE, Entry, Note, as_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What came of one act on a piece of evidence."""

    evidence: Evidence
    """As it now stands."""
    entry: Entry | None
    """The diary's entry; None when nothing changed."""
    notes: tuple[Message, ...] = ()
    """What was done to the document, and what is to be known."""
    removed: tuple[str, ...] = ()
    """What was taken out of a picture: keys of `store.metadata.REMOVED`."""


def step_of(application: Application, evidence_id: str) -> str:
    """The step in which a piece of evidence stands. Raises `NoSuchEvidence`."""
    for step, item in application.all_evidence():
        if item.id == evidence_id:
            return step
    raise NoSuchEvidence(id=evidence_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to change in a piece of evidence; None and False: as it is."""

    title: str | None = None
    supports: tuple[str, ...] | None = None
    name: str | None = None
    """Another name for the document's file; its type stays."""
    source: Path | None = None
    """Another document in its place."""
    move: str | None = None
    """Another step."""
    accept: bool = False
    """Take the document as it now is."""
    consent: bool | None = None
    """Whether consent is on file from now on."""
    options: Options | None = None
    """What may be done to a picture."""


def attach(
    desk: Desk,
    step: str,
    source: Path,
    hand: Hand,
    *,
    title: str | None,
    supports: tuple[str, ...],
    options: Options | None,
) -> Attached:
    """Take a document in. In step `declaration` it takes the place of the one that is there.

    Raises the family `EvidenceFailure`, those of `act_failures` (`AlreadyElsewhere` only where
    the options say that it is to be asked), and what `Desk.write` raises.
    """
    form = form_of(desk.edition, step)
    check_supports(form, supports)
    signed = desk.application.evidence_of(step) if step == DECLARATION else ()
    if signed:
        return change(desk, signed[0].id, hand, Wanted(title=title, source=source, options=options))
    prepared = _prepared(desk, form, source, options)
    same = options.same if options is not None else Same.COPY
    if prepared.same_as is not None and same is Same.ASK:
        raise AlreadyElsewhere(**_place_of(desk.application, prepared.same_as))
    with desk.working(hand):
        desk.commit(hand)
        shared = _shared(desk, prepared) if same is Same.REUSE else ""
        item = Evidence(
            id=new_id(desk.application, prepared.name.rpartition(".")[0] or prepared.name),
            title=on_one_line(title) or on_one_line(source.stem),
            file=shared or free_path(desk, step, prepared.name),
            sha256=prepared.sha256,
            bytes=prepared.size,
            supports=supports,
            added=_today(desk, hand),
        )
        entry = _add(desk, step, item, hand, None if shared else prepared.data)
    notes = (*prepared.notes, *_elsewhere(desk.application, prepared.same_as))
    return Attached(evidence=item, entry=entry, notes=notes, removed=prepared.removed)


def link(
    desk: Desk, step: str, url: str, hand: Hand, *, title: str | None, supports: tuple[str, ...]
) -> Attached:
    """Take a link in; nothing is fetched. Raises those of `act_failures`, as `attach`."""
    form = form_of(desk.edition, step)
    check_supports(form, supports)
    if not form.links:
        raise LinkNotTaken(step=step)
    address = web_address(url)
    with desk.working(hand):
        desk.commit(hand)
        for item in desk.application.evidence_of(step):
            if item.url == address:
                raise AlreadyAttached(id=item.id)
        parts = urlsplit(address)
        place = f"{parts.netloc}{parts.path}".rstrip("/")
        item = Evidence(
            id=new_id(desk.application, on_one_line(title) or page_name(parts)),
            title=on_one_line(title) or place,
            url=address,
            supports=supports,
            added=_today(desk, hand),
        )
        entry = _add(desk, step, item, hand, None)
    return Attached(evidence=item, entry=entry)


def detach(desk: Desk, evidence_id: str, hand: Hand) -> Entry | None:
    """Take a piece of evidence out of the application; it stays in the diary, document and all."""
    with desk.working(hand):
        desk.commit(hand)
        step, gone = _found(desk.application, evidence_id)
        kept = tuple(item for item in desk.application.evidence_of(step) if item.id != evidence_id)
        desk.write(desk.application.with_evidence(step, kept))
        remove_unnamed(desk, gone.file)
        return desk.commit(hand)


def change(desk: Desk, evidence_id: str, hand: Hand, wanted: Wanted) -> Attached:
    """Change a piece of evidence. Raises as `attach`, and `NoSuchEvidence`, `NothingToAccept`."""
    target = wanted.move or _found(desk.application, evidence_id)[0]
    form = form_of(desk.edition, target)
    check_supports(form, wanted.supports or ())
    prepared = None
    if wanted.source is not None:
        prepared = _prepared(desk, form, wanted.source, wanted.options, instead_of=evidence_id)
    with desk.working(hand):
        desk.commit(hand)
        step, before = _found(desk.application, evidence_id)
        if target != step and before.is_link and prepared is None and not form.links:
            raise LinkNotTaken(step=target)
        item = _described(before, wanted, stays=target == step)
        if wanted.accept:
            item = accepted(desk, item)
        if prepared is not None:
            item = replaced(desk, item, target, prepared, _today(desk, hand))
        elif target != step and item.file:
            item = moved(desk, item, form)
        if wanted.consent is not None:
            item = replace(item, consent=wanted.consent or None)
        left = {before.file, item.file}
        if wanted.name is not None:
            item = _named(desk, item, target, wanted.name, left - {before.file})
        _put(desk, step, target, item)
        for path in left - {item.file, ""}:
            remove_unnamed(desk, path)
        entry = desk.commit(hand, _titled(item))
    return Attached(
        evidence=item,
        entry=entry,
        notes=prepared.notes if prepared else (),
        removed=prepared.removed if prepared else (),
    )


def _described(item: Evidence, wanted: Wanted, *, stays: bool) -> Evidence:
    """The entry with its title and what it backs; `stays`: in its step."""
    if wanted.title is not None:
        item = replace(item, title=on_one_line(wanted.title) or item.title)
    if wanted.supports is not None:
        return replace(item, supports=wanted.supports)
    # Elsewhere it backs nothing yet: those were statements of the other step.
    return item if stays else replace(item, supports=())


def _named(desk: Desk, item: Evidence, step: str, name: str, written: set[str]) -> Evidence:
    """`renamed`; where that can't be, what was written for this change already is taken back."""
    try:
        return renamed(desk, item, step, name)
    except Failure:
        for path in written:
            desk.remove_document(path)
        raise


def _found(application: Application, evidence_id: str) -> tuple[str, Evidence]:
    """A piece of evidence and its step. Raises `NoSuchEvidence`."""
    for step, item in application.all_evidence():
        if item.id == evidence_id:
            return step, item
    raise NoSuchEvidence(id=evidence_id)


def _prepared(
    desk: Desk, form: Step, source: Path, options: Options | None, instead_of: str = ""
) -> Prepared:
    """A document, ready for the folder. Raises `AlreadyAttached` where the step has it."""
    rules = Rules(form.accepts, form.notices, desk.edition.document_limit)
    known = {item.sha256: item.id for _, item in desk.application.all_evidence() if item.sha256}
    here = [item for item in desk.application.evidence_of(form.id) if item.id != instead_of]
    # The step's own last: where several steps have the document, it is this one that counts.
    known |= {item.sha256: item.id for item in here if item.sha256}
    own = {item.id for item in here}
    prepared = take_in(inspect(source, rules), rules, options or NO_OPTIONS, known=known)
    if prepared.same_as is not None and prepared.same_as in own:
        raise AlreadyAttached(id=prepared.same_as)
    return prepared


def _elsewhere(application: Application, same_as: str | None) -> tuple[Message, ...]:
    """A note where the same document backs another step too."""
    if same_as is None:
        return ()
    return (Message(AlreadyElsewhere.text, _place_of(application, same_as)),)


def _place_of(application: Application, evidence_id: str) -> dict[str, Fact]:
    """The number of a piece's step, and its title."""
    step, item = _found(application, evidence_id)
    return {"step": STEPS.index(step) + 1, "title": item.title or item.id}


def _shared(desk: Desk, prepared: Prepared) -> str:
    """The document that another step has of the same content; "" where it is not as it was."""
    if prepared.same_as is None:
        return ""
    _, item = _found(desk.application, prepared.same_as)
    document = desk.application.documents.get(item.file)
    return item.file if document is not None and document.sha256 == prepared.sha256 else ""


def _add(desk: Desk, step: str, item: Evidence, hand: Hand, data: bytes | None) -> Entry | None:
    """Write a document (None: a link) and its entry, and commit both."""
    if data is not None:
        desk.add_document(item.file, data)
    items = (*desk.application.evidence_of(step), item)
    try:
        desk.write(desk.application.with_evidence(step, items))
    except Failure:
        if data is not None:
            desk.remove_document(item.file)
        raise
    return desk.commit(hand)


def _put(desk: Desk, step: str, target: str, item: Evidence) -> None:
    """Write a changed entry where it was, or in another step; there before it goes here."""
    items = desk.application.evidence_of(step)
    if target == step:
        changed = tuple(item if old.id == item.id else old for old in items)
        desk.write(desk.application.with_evidence(step, changed))
        return
    come = (*desk.application.evidence_of(target), item)
    desk.write(desk.application.with_evidence(target, come))
    kept = tuple(old for old in items if old.id != item.id)
    desk.write(desk.application.with_evidence(step, kept))


def _today(desk: Desk, hand: Hand) -> date:
    return hand.at.date() if hand.at is not None else desk.clock.today


def _titled(item: Evidence) -> Callable[[Sequence[Change]], Note]:
    """The note of a change, which names the evidence by its title."""
    title = as_line(item.title or item.id, TITLE)

    def describe(changes: Sequence[Change]) -> Note:
        note = journal_notes.of_changes(changes)
        says = note.says.replace(f"'{item.id}'", f"'{title}'", 1)
        return replace(note, says=says, detail=title)

    return describe
