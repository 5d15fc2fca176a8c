"""Which edition a school's folder is for: one that we ship, or the folder's own `edition.toml`.

Where neither can be read the folder opens all the same, with an edition of which nothing is known
and a problem that says so. Source: repository-format.md, the tree; docs/editions.md.
"""

from pathlib import Path

from model import editions
from model.edition import Edition
from model.problems import Code, Problem
from store import toml_file
from store.folder import FileTooLarge, NotAFile, UnsafePath, read_file

EDITION_PATH = "edition.toml"
HEAD_PATH = "labelmap.toml"


def edition_of(
    root: Path, edition_id: str, head: bytes = b""
) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition of a folder whose labelmap.toml, `head`, names it; and what is amiss."""
    try:
        data = read_file(root, EDITION_PATH, toml_file.LIMIT)
    except FileNotFoundError:
        return _shipped(edition_id, head)
    except (FileTooLarge, NotAFile, UnsafePath, OSError) as error:
        edition, problems = _shipped(edition_id, head)
        return edition, (*problems, toml_file.unreadable(EDITION_PATH, _why(error)))
    edition_read, found = read_edition(data)
    if edition_read is None:
        edition, problems = _shipped(edition_id, head)
        return edition, (*problems, *found)
    return edition_read, found


def fingerprint(root: Path, edition_id: str) -> str:
    """The SHA-256 of the edition that holds in a folder: of its own file, else of ours."""
    from hashlib import sha256

    try:
        data = read_file(root, EDITION_PATH, toml_file.LIMIT)
    except (FileTooLarge, NotAFile, UnsafePath, OSError):
        return editions.fingerprint(edition_id)
    if read_edition(data)[0] is None:
        return editions.fingerprint(edition_id)
    return sha256(data).hexdigest()


def read_edition(data: bytes) -> tuple[Edition | None, tuple[Problem, ...]]:
    """An edition file's bytes as an edition, or None and what is amiss."""
    from model.edition_rules import validate

    parsed = toml_file.parse(data, EDITION_PATH)
    if parsed.tables is None:
        return None, parsed.problems
    edition, faults = validate(parsed.tables)
    broken = tuple(
        Problem(
            Code.FILE_UNREADABLE,
            field=fault.path or None,
            file=EDITION_PATH,
            facts={
                **fault.message.facts,
                "detail": "edition",
                "fault": fault.message.text,
                "reason": str(fault.message),
            },
        )
        for fault in faults
    )
    return edition, (*parsed.problems, *broken)


def _shipped(edition_id: str, head: bytes) -> tuple[Edition, tuple[Problem, ...]]:
    try:
        return editions.load(edition_id), ()
    except KeyError:
        pass
    # Where labelmap.toml names none because it can't be read, that is told already.
    parsed = toml_file.parse(head, HEAD_PATH)
    if not edition_id and not (parsed.tables and parsed.tables.get("edition", "") == ""):
        return editions.load(editions.NEXT), ()
    facts = {"kind": "edition", "detail": edition_id}
    line = toml_file.line_of(parsed.source, ("edition",))
    wrong = Problem(Code.WRONG_TYPE, field="edition", file=HEAD_PATH, line=line, facts=facts)
    return editions.load(editions.NEXT), (wrong,)


def _why(error: Exception) -> str:
    match error:
        case UnsafePath():
            return "unsafe"
        case NotAFile():
            return "not-a-file"
        case FileTooLarge():
            return "too-large"
        case _:
            return "no-permission"
