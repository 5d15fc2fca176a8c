"""Take in a document: look at it, say what can be done with it, make it ready.

Nothing is written here and the original outside is never touched: `inspect` reads it once,
`take_in` gives the bytes and the name that belong in the school's folder. What can't be taken is
told apart and refused with a remedy (`store.evidence_failures`).
Source: repository-format.md; F11, F14 to F16.
"""

import stat
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from model.application import Kind, Soundness
from model.messages import N_, Message
from store import evidence_failures as failures
from store import kinds, soundness
from store.folder import is_link
from store.kinds import Sniffed
from store.names import portable_name, unique_name
from store.pictures import Picture

PICTURE_LIMIT = 100_000_000
"""Bytes of a picture that is read in order to make a smaller one of it."""
_PICTURES = frozenset({Kind.JPG, Kind.PNG, Kind.IMAGE})


class Offer(StrEnum):
    """What can be done with a picture, if the person likes it."""

    AS_JPEG = "as-jpeg"
    """Take it in as a JPEG."""
    SHRINK = "shrink"
    """Take in a smaller version that fits the limit."""


OFFERS: Mapping[Offer, str] = MappingProxyType(
    {
        Offer.AS_JPEG: N_("Make a JPEG of the picture"),
        Offer.SHRINK: N_("Make a smaller version of the picture"),
    }
)


class Same(StrEnum):
    """What becomes of a document that another step has already."""

    COPY = "copy"
    """It is taken in a second time."""
    ASK = "ask"
    """It is not taken in; the person is asked first."""
    REUSE = "reuse"
    """The document that is there stands for both."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person agreed to."""

    as_jpeg: bool = False
    shrink: bool = False
    same: Same = Same.COPY


NO_OPTIONS = Options()
_PLACE_REMOVED = N_("The place where “{name}” was taken, and what else it gave away, was removed.")
_DATA_REMOVED = N_("What “{name}” gave away besides the picture (device, time ...) was removed.")
CLEANED = frozenset({_PLACE_REMOVED, _DATA_REMOVED})
"""The notes that a list of what was removed (`Prepared.removed`) may stand for."""
NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document outside, looked at and fit to be taken in; perhaps only as `needed` says."""

    source: Path
    name: str
    """A portable name with the suffix that fits the content."""
    kind: Kind
    size: int
    """Bytes."""
    sha256: str
    """Hash of the original."""
    offers: tuple[Offer, ...]
    """What can be done with it."""
    needed: tuple[Offer, ...]
    """Those without which it can't be taken in."""
    notes: tuple[Message, ...]
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What belongs in the school's folder."""

    name: str
    """A portable name that is not taken yet."""
    data: bytes = field(repr=False)
    sha256: str
    size: int
    """Bytes."""
    kind: Kind
    removed: tuple[str, ...] = ()
    """What was taken out of a picture: keys of `store.metadata.REMOVED`."""
    notes: tuple[Message, ...] = ()
    """What was done to it and what is to be known, in sentences."""
    same_as: str | None = None
    """What `known` has for a document of the same content."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a step takes."""

    accepts: tuple[str, ...]
    """Kinds (`Kind` values)."""
    notices: tuple[str, ...] = ()
    """Kinds that are taken with a notice."""
    limit: int = 10_000_000
    """Bytes."""

    @property
    def accepted(self) -> str:
        """The kinds for people: "PDF, JPG"."""
        return ", ".join(kind.upper() for kind in self.accepts)


def inspect(source: Path, rules: Rules) -> Candidate:
    """Look at a document outside; it is read once.

    Raises an `EvidenceFailure`, or `TooManyPixels`.
    """
    head, size = _first_look(source)
    sniffed = kinds.sniff(head)
    kind, name = sniffed.kind, source.name
    if kind not in (*rules.accepts, *rules.notices) and not _convertible(kind, rules):
        if kind is Kind.HTML:
            raise failures.IsWebPage(name=name)
        what = sniffed.suffixes[0] if sniffed.suffixes else kinds.name_of(head) or source.suffix[1:]
        if not what:
            raise failures.IsUnknownKind(name=name, accepted=rules.accepted)
        raise failures.IsWrongKind(name=name, type=what.upper(), accepted=rules.accepted)
    if size > (PICTURE_LIMIT if _convertible(kind, rules) else rules.limit):
        raise failures.too_large(failures.IsTooLarge, name, size, rules.limit)
    try:
        data = source.read_bytes()
    except OSError as error:
        raise failures.of_reading(source, error) from error
    _check_opens(name, data, kind)
    needed = []
    if kind not in (*rules.accepts, *rules.notices):
        needed.append(Offer.AS_JPEG)
    if len(data) > rules.limit:
        needed.append(Offer.SHRINK)
    offers = list(needed)
    if kind is not Kind.JPG and _convertible(kind, rules) and Offer.AS_JPEG not in needed:
        offers.append(Offer.AS_JPEG)
    return Candidate(
        source=source,
        name=_proper_name(name, sniffed),
        kind=kind,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        offers=tuple(offers),
        needed=tuple(needed),
        notes=_notes(name, sniffed, rules),
        data=data,
    )


def _first_look(source: Path) -> tuple[bytes, int]:
    """The first bytes and the size of a plain file; nothing else is opened."""
    try:
        facts = source.lstat()
        if is_link(facts):
            raise failures.IsLink(name=source.name)
        if stat.S_ISDIR(facts.st_mode):
            raise failures.IsFolder(name=source.name)
        if not stat.S_ISREG(facts.st_mode):
            raise failures.IsNoFile(name=source.name)
        with source.open("rb") as file:
            head = file.read(kinds.HEAD)
    except (OSError, ValueError) as error:
        raise failures.of_reading(source, error) from error
    if not head:
        raise failures.IsEmpty(name=source.name)
    return head, max(facts.st_size, len(head))


def _convertible(kind: Kind, rules: Rules) -> bool:
    """Whether a JPEG can be made of it that the step takes."""
    return kind in _PICTURES and Kind.JPG in rules.accepts


def _check_opens(name: str, data: bytes, kind: Kind) -> None:
    """Open it as far as its kind can be opened."""
    match soundness.examine(data, kind).soundness:
        case Soundness.SOUND:
            pass
        case Soundness.LOCKED:
            raise failures.IsLocked(name=name)
        case _:
            raise failures.IsDamaged(name=name)
    if kind is Kind.IMAGE:
        from store.pictures import frames

        count = frames(data, kind)
        if count > 1 and kinds.sniff(data[: kinds.HEAD]).suffixes[0] == "tiff":
            raise failures.HasPages(name=name, count=count)


def _proper_name(name: str, sniffed: Sniffed) -> str:
    """A portable name with the suffix that fits the content."""
    suffix = sniffed.suffix_for(name)
    stem = name[: -len(suffix) - 1] if name.lower().endswith(f".{suffix}") else Path(name).stem
    return portable_name(f"{stem}.{suffix}" if suffix else stem)


def _notes(name: str, sniffed: Sniffed, rules: Rules) -> tuple[Message, ...]:
    """What is to be known before it is taken in."""
    notes = []
    own = name.rpartition(".")[2].lower() if "." in name else ""
    if sniffed.suffixes and own not in sniffed.suffixes:
        facts = {"name": name, "type": sniffed.suffixes[0].upper()}
        notes.append(Message(N_("“{name}” is really a {type} file, and is named so now."), facts))
    if sniffed.kind in rules.notices and sniffed.kind not in rules.accepts:
        text = N_(
            "The guide names documents only ({accepted}); whether this one counts, ask your NSO."
        )
        notes.append(Message(text, {"accepted": rules.accepted}))
    return tuple(notes)


def take_in(
    candidate: Candidate,
    rules: Rules,
    options: Options = NO_OPTIONS,
    *,
    taken: Container[str] = (),
    known: Mapping[str, str] = NOTHING_KNOWN,
) -> Prepared:
    """Make a document ready for the school's folder.

    `taken`: names that are in use where it goes; `known`: hash to whatever names the evidence that
    has it, in any step. Raises `NeedsJpeg` or `NeedsSmaller` where an option is needed that was not
    given, `DoesNotFit`, `TooManyPixels`, `IsDamaged`.
    """
    if candidate.kind in {Kind.JPG, Kind.PNG} or Offer.AS_JPEG in candidate.needed:
        picture = _picture(candidate, rules, options)
        data, kind, removed = picture.data, picture.kind, picture.removed
        notes = (*candidate.notes, *_done(candidate, picture))
    else:
        data, kind, removed, notes = candidate.data, candidate.kind, (), candidate.notes
    digest = sha256(data).hexdigest()
    name = candidate.name
    if kind is not candidate.kind:
        name = f"{name.rpartition('.')[0] or name}.jpg"
    return Prepared(
        name=unique_name(name, taken),
        data=data,
        sha256=digest,
        size=len(data),
        kind=kind,
        removed=removed,
        notes=notes,
        same_as=known.get(digest) or known.get(candidate.sha256),
    )


def _picture(candidate: Candidate, rules: Rules, options: Options) -> Picture:
    """The picture as it was agreed to: cleaned, as a JPEG, or smaller."""
    name, data, kind = candidate.source.name, candidate.data, candidate.kind
    if Offer.AS_JPEG in candidate.needed and not options.as_jpeg:
        what = kinds.sniff(data[: kinds.HEAD]).suffixes[0].upper()
        raise failures.NeedsJpeg(name=name, type=what, accepted=rules.accepted)
    from store import pictures

    try:
        if Offer.AS_JPEG in candidate.offers and options.as_jpeg:
            picture = pictures.as_jpeg(data, kind)
        else:
            picture = pictures.cleaned(data, kind)
        if len(picture.data) <= rules.limit:
            return picture
        if not options.shrink:
            raise failures.too_large(failures.NeedsSmaller, name, len(picture.data), rules.limit)
        return pictures.smaller(data, kind, rules.limit)
    except pictures.DAMAGE as error:
        raise failures.IsDamaged(name=name) from error


def _done(candidate: Candidate, picture: Picture) -> tuple[Message, ...]:
    """What was done to a picture, in sentences."""
    name = {"name": candidate.source.name}
    notes = []
    if picture.kind is not candidate.kind:
        notes.append(Message(N_("A JPEG was made of “{name}”."), name))
    if picture.resized:
        notes.append(Message(N_("A smaller version of “{name}” was made, one that fits."), name))
    if picture.turned:
        notes.append(Message(N_("“{name}” was turned upright."), name))
    if "location" in picture.removed:
        notes.append(Message(_PLACE_REMOVED, name))
    elif picture.removed:
        notes.append(Message(_DATA_REMOVED, name))
    return tuple(notes)
