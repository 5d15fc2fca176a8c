"""Compiles each catalog of tui/locale, a .po file, to the .mo file that gettext reads.

The .po files are what people write and git keeps; the .mo files are made here, by a clone's set-up
and by hatch_build.py for the wheel. Exit 1 and a line for each fault when a translation would not
work: a placeholder that its message lacks, a wrong number of plurals.
"""

import io
import os
import string
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

NO_DATE = datetime.fromtimestamp(0, UTC)  # else babel writes now: the same source, the same bytes
ROOT = Path(__file__).resolve().parent.parent


class FaultyCatalogError(Exception):
    """A catalog that can't be compiled, with a line for each fault."""

    def __init__(self, source: Path, faults: Iterable[str]) -> None:
        super().__init__("\n".join(f"{source}: {fault}" for fault in faults))


def forms(message: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return a message, or each of its plural forms; None has none."""
    return (message,) if isinstance(message, str) else tuple(message or ())


def placeholders(texts: Iterable[str]) -> set[str]:
    """Return the names that str.format() fills in, in any of the texts. Raises ValueError."""
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def faults_of(message: "Message", catalog: "Catalog") -> list[str]:
    """Return why a translated message would fail when it is shown; mostly nothing."""
    faults = [str(error) for error in message.check(catalog)]
    try:
        unknown = placeholders(forms(message.string)) - placeholders(forms(message.id))
    except ValueError as error:
        return [*faults, str(error)]
    return faults + [f"its message knows no {{{name}}}" for name in sorted(unknown)]


def compiled(source: Path) -> bytes:
    """Return a .po file as the bytes of its .mo file. Raises FaultyCatalogError."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise FaultyCatalogError(source, [str(error)]) from error
    faults = [
        f"line {message.lineno}: {fault}"
        for message in catalog
        if message.id and message.string
        for fault in faults_of(message, catalog)
    ]
    if faults:
        raise FaultyCatalogError(source, faults)
    catalog.creation_date = catalog.revision_date = NO_DATE
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def compile_catalogs(root: Path = ROOT) -> list[Path]:
    """Compile the catalogs whose .mo file is missing or older; return the .mo files written.

    A reader never sees half a file. Raises FaultyCatalogError.
    """
    written = []
    for source in sorted(root.glob("tui/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        temporary = source.with_suffix(f".mo.{os.getpid()}")
        temporary.write_bytes(compiled(source))
        temporary.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    try:
        compile_catalogs()
    except FaultyCatalogError as error:
        sys.exit(str(error))
