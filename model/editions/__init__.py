"""The editions that we ship, newest first, and our advice for each step.

`<id>.toml` beside this file is one edition; `guidance.toml` is the advice, apart because reading it
costs as much as reading an edition and only the help of a step needs it. Next year's call is one
more file: docs/editions.md.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from model.edition import Edition, Guidance
from model.edition_reading import read, read_guidance

NEXT = "next"
"""The edition of which nothing is known yet: no dates, no conditions."""

_HERE = Path(__file__).parent
_GUIDANCE = "guidance"


@cache
def known() -> tuple[str, ...]:
    """Ids of the editions that we ship, newest first; without `NEXT`."""
    ids = {path.stem for path in _HERE.glob("*.toml")} - {NEXT, _GUIDANCE}
    return tuple(sorted(ids, reverse=True))


@cache
def load(edition_id: str) -> Edition:
    """A shipped edition, or `NEXT`. Raises `KeyError` when it is not known."""
    if edition_id != NEXT and edition_id not in known():
        raise KeyError(edition_id)
    said = tables(edition_id)
    extends = said.get("extends")
    return read(said, load(extends) if extends is not None else None)


def fingerprint(edition_id: str) -> str:
    """The SHA-256 of a shipped edition's file, and of those that it extends; "" for an unknown one.

    What was submitted names it: so one can tell later which questions were put.
    """
    from hashlib import sha256

    digest = sha256()
    wanted: str | None = edition_id
    while wanted is not None:
        if wanted != NEXT and wanted not in known():
            return ""
        digest.update((_HERE / f"{wanted}.toml").read_bytes())
        wanted = tables(wanted).get("extends")
    return digest.hexdigest()


def newest_not_over(today: date) -> Edition:
    """The edition that a new application is for: the newest that is not over, else `NEXT`."""
    for edition_id in known():
        edition = load(edition_id)
        if not edition.is_over(today):
            return edition
    return load(NEXT)


def guidance(edition: Edition) -> Mapping[str, Guidance]:
    """Step id to advice: the edition's own where its file brings some, else ours."""
    return MappingProxyType({**_our_guidance(), **edition.guidance})


@cache
def _our_guidance() -> Mapping[str, Guidance]:
    """What guidance.toml says."""
    return read_guidance(tables(_GUIDANCE))


def tables(name: str) -> dict[str, Any]:
    """The tables of one of our own files as they stand there; `name` is one that we know."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
