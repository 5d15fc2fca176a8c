"""Going back over evidence that came, went or changed: the entries, and the documents behind them.

A document that is no longer in the folder is taken from the diary, which holds every one that ever
was there.
"""

from model.application import Application, Evidence
from model.fields import diff, replay
from model.messages import N_, Failure
from store import history
from store.desk import Desk, Hand
from store.evidence_places import remove_unnamed
from store.journal import Entry


class DocumentNotKept(Failure):
    """The diary does not hold the document as it was: it was removed from it for good."""

    text = N_("The document of “{title}” is no longer in the history, so it can't be brought back.")
    remedy = N_("Add it again from your own files.")


def go_back(desk: Desk, now: Application, wanted: Application, hand: Hand) -> Entry | None:
    """Change what differs between two applications, with the documents that evidence names.

    One change, recorded; what others changed meanwhile stays. Raises `DocumentNotKept` before
    anything is written, and what `Desk.write` raises.
    """
    with desk.working(hand):
        desk.commit(hand)
        wanted = replay(desk.application, diff(now, wanted))
        missing = {
            item.file: _document(desk, item)
            for _, item in wanted.all_evidence()
            if item.file and item.sha256 and not _is_here(desk, item)
        }
        before = {item.file for _, item in desk.application.all_evidence()}
        for path, data in missing.items():
            desk.add_document(path, data)
        desk.write(wanted)
        for path in sorted(before - {item.file for _, item in wanted.all_evidence()} - {""}):
            remove_unnamed(desk, path)
        return desk.commit(hand)


def _is_here(desk: Desk, item: Evidence) -> bool:
    """Whether nothing is to be brought back: a fault that was there already is none of ours."""
    held = {one.file: one for _, one in desk.application.all_evidence()}.get(item.file)
    if held is not None and held.sha256 == item.sha256:
        return True
    document = desk.application.documents.get(item.file)
    return document is not None and document.sha256 == item.sha256


def _document(desk: Desk, item: Evidence) -> bytes:
    data = history.document_of(desk.git, item.file, item.sha256)
    if data is None:
        raise DocumentNotKept(title=item.title or item.id)
    return data
