"""Where the documents of evidence stand: their names and folders, taken, given and left.

A new place is written before the entry names it; the old one is removed after the entry has left it
(`remove_unnamed`), and only where no other piece of evidence stands on the same document.
Source: repository-format.md, 'Files'.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from model.application import Evidence
from model.edition import Step
from store.act_failures import NameTaken, NoFileName, NothingToAccept
from store.desk import Desk
from store.evidence import Prepared
from store.evidence_failures import IsMissing, IsWrongKind, of_reading
from store.folder import UnsafePath, read_file, safe_path
from store.names import portable_name, unique_name

_DOCUMENT_LIMIT = 100_000_000
_SUFFIX = 4
"""Letters that a suffix has at most; `verslag 3.2` has none."""


def replaced(desk: Desk, item: Evidence, step: str, prepared: Prepared, today: date) -> Evidence:
    """The entry with another document, which is written; under the same name where it can be.

    The consent on file was about the people in the old one.
    """
    same = item.file == f"evidence/{step}/{prepared.name}" and not _is_shared(desk, item)
    path = item.file if same else free_path(desk, step, prepared.name)
    desk.add_document(path, prepared.data)
    return replace(
        item,
        file=path,
        url="",
        sha256=prepared.sha256,
        bytes=prepared.size,
        added=today,
        consent=None,
    )


def moved(desk: Desk, item: Evidence, form: Step) -> Evidence:
    """The entry with its document in another step's folder, which is written."""
    document = desk.application.documents.get(item.file)
    name = item.file.rpartition("/")[2]
    if document is None:
        raise IsMissing(name=name)
    if document.kind not in (*form.accepts, *form.notices):
        accepted = ", ".join(kind.upper() for kind in form.accepts)
        raise IsWrongKind(name=name, type=document.kind.upper(), accepted=accepted)
    path = free_path(desk, form.id, name)
    desk.add_document(path, _data(desk, item.file))
    return replace(item, file=path)


def renamed(desk: Desk, item: Evidence, step: str, name: str) -> Evidence:
    """The entry with its document under another name, which is written; its type stays in the name.

    An empty name is none: everything stays. Raises `NoFileName`, `NameTaken`, `IsMissing`.
    """
    if item.is_link:
        raise NoFileName(id=item.id)
    old = item.file.rpartition("/")[2]
    new = file_name(name, old)
    path = f"evidence/{step}/{new}"
    # Where a system takes A for a, the new name would be the old document itself.
    if not new or path.lower() == item.file.lower():
        return item
    if new.lower() in _taken(desk, step):
        raise NameTaken(name=new)
    desk.add_document(path, _data(desk, item.file))
    return replace(item, file=path)


def file_name(words: str, old: str) -> str:
    """What a document called `old` would be called by these words; "" where they say nothing."""
    suffix = old.rpartition(".")[2] if "." in old else ""
    stem, dot, end = words.strip().rpartition(".")
    if not (dot and stem and end.isalnum() and not end.isdigit() and len(end) <= _SUFFIX):
        stem = words.strip()
    if not any(letter.isalnum() for letter in stem):
        return ""
    return portable_name(f"{stem}.{suffix}" if suffix else stem)


def accepted(desk: Desk, item: Evidence) -> Evidence:
    """The entry with the size and hash that its document now has."""
    document = desk.application.documents.get(item.file)
    if document is None or not document.sha256:
        raise NothingToAccept(id=item.id)
    return replace(item, sha256=document.sha256, bytes=document.bytes)


def remove_unnamed(desk: Desk, path: str) -> None:
    """Remove a document that no evidence names any more; one outside evidence/ is not ours."""
    named = {item.file for _, item in desk.application.all_evidence()}
    if path.startswith("evidence/") and path not in named:
        with suppress(UnsafePath):
            desk.remove_document(path)


def free_path(desk: Desk, step: str, name: str) -> str:
    """Where a document of this name can go."""
    return f"evidence/{step}/{unique_name(name, _taken(desk, step))}"


def _taken(desk: Desk, step: str) -> set[str]:
    """The names, in small letters, that are in use in a step's folder or by its entries."""
    folder = f"evidence/{step}"
    place = desk.path / folder
    taken = {entry.name.lower() for entry in place.iterdir()} if place.is_dir() else set()
    named = (item.file for _, item in desk.application.all_evidence())
    return taken | {path.rpartition("/")[2] for path in named if path.startswith(f"{folder}/")}


def _is_shared(desk: Desk, item: Evidence) -> bool:
    """Whether another piece of evidence stands on the same document."""
    every = desk.application.all_evidence()
    return any(other.file == item.file and other.id != item.id for _, other in every)


def _data(desk: Desk, path: str) -> bytes:
    """A document that may be gone by now. Raises an `EvidenceFailure`, `UnsafePath`."""
    try:
        return read_file(desk.path, path, _DOCUMENT_LIMIT)
    except OSError as error:
        raise of_reading(safe_path(desk.path, path), error) from error
