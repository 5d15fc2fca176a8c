"""A file in parts, for mail that takes no large ones: each part says of which whole it is.

Source: repository-format.md, 'How it travels'.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from model.light import dataclass
from model.messages import N_
from store.folder import atomic_write
from store.travel import FILE_LIMIT, SUFFIX, FileTooHeavy, NotWhole, TravelFailure

_HEAD = re.compile(rb"# labelmap part ([1-9]\d{0,2}) of ([1-9]\d{0,2}) ([0-9a-f]{64})\n")
_HEAD_LIMIT = 200


class PartsMissing(TravelFailure):
    """Not all parts are here."""

    text = N_("Of “{name}” not all parts are here; missing: {missing} of {count}.")
    remedy = N_("Name all parts in one command.")


@dataclass(frozen=True, slots=True)
class _Part:
    path: Path
    number: int
    count: int
    whole: str


def split(path: Path, target: Path, size: int) -> tuple[Path, ...]:
    """Write a file as parts of at most about `size` bytes beside `target`; their paths."""
    data = path.read_bytes()
    pieces = [data[start : start + size] for start in range(0, len(data), size)] or [b""]
    digest = sha256(data).hexdigest()
    made = []
    for number, piece in enumerate(pieces, 1):
        name = f"{target.stem}-{number}-{len(pieces)}{target.suffix or SUFFIX}"
        head = f"# labelmap part {number} of {len(pieces)} {digest}\n".encode("ascii")
        atomic_write(target.with_name(name), head + piece)
        made.append(target.with_name(name))
    return tuple(made)


def _part(path: Path) -> _Part | None:
    with path.open("rb") as file:
        found = _HEAD.match(file.read(_HEAD_LIMIT))
    if found is None:
        return None
    return _Part(path, int(found[1]), int(found[2]), found[3].decode("ascii"))


@contextmanager
def wholes(paths: Iterable[Path]) -> Iterator[list[tuple[str, Path | TravelFailure | OSError]]]:
    """The files, with parts put together: what each is called, and where it is or why it is not."""
    found: list[tuple[str, Path | TravelFailure | OSError]] = []
    parts: dict[str, list[_Part]] = {}
    for path in paths:
        try:
            part = _part(path)
        except OSError as error:
            found.append((path.name, error))
            continue
        if part is None:
            found.append((path.name, path))
        else:
            parts.setdefault(part.whole, []).append(part)
    with TemporaryDirectory(prefix="labelmap-") as place:
        for digest, known in parts.items():
            name = known[0].path.name
            try:
                found.append((name, _joined(known, Path(place, digest))))
            except (TravelFailure, OSError) as error:
                found.append((name, error))
        yield found


def _joined(parts: list[_Part], target: Path) -> Path:
    by_number = {part.number: part for part in parts}
    count, name = parts[0].count, parts[0].path.name
    missing = [str(number) for number in range(1, count + 1) if number not in by_number]
    if missing:
        raise PartsMissing(name=name, missing=", ".join(missing), count=count)
    heavy = sum(part.path.stat().st_size for part in by_number.values())
    if heavy > FILE_LIMIT:
        raise FileTooHeavy(name=name, bytes=heavy)
    digest = sha256()
    with target.open("wb") as whole:
        for number in range(1, count + 1):
            piece = by_number[number].path.read_bytes()
            piece = piece[piece.index(b"\n") + 1 :]
            digest.update(piece)
            whole.write(piece)
    if digest.hexdigest() != parts[0].whole:
        raise NotWhole(name=name)
    return target
